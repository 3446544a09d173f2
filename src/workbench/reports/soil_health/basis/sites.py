"""The latest value of each property and contaminant at each site, as far as it can be used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from workbench.findings.excluded import Excluded, Named
from workbench.findings.names import column
from workbench.findings.rows import Phrase
from workbench.methods.nondetects.mean_limits import advised_limit
from workbench.methods.nondetects.upper_limits import UpperLimit
from workbench.methods.sampling.visits import Dated, with_year
from workbench.methods.soil.score_table import Values
from workbench.reports.soil_health.phrases import (
    AnotherLayer,
    BeginsBelow,
    LayerNotStated,
    LimitOfProperty,
    NotInItsUnit,
    NotSoil,
    PerWetMass,
    TooDeep,
)
from workbench.store.frames import Frames, empty
from workbench.store.measurements import Measurements, SiteSoils, SiteZones
from workbench.vocabulary.substances import is_contaminant, substance

TOPSOIL_TO_CM = 30  # lower end of a sample that counts as topsoil
DEPTHS = [Measurements.depth_top_cm, Measurements.depth_bottom_cm, Measurements.layer]

CM_OF = {"": 1.0, "cm": 1.0, "m": 100.0, "mm": 0.1}
ENDS = re.compile(
    r"(?<![A-Za-z\d.,])(\d+(?:[.,]\d+)?)\s*(?:cm|mm|m)?\s*"
    r"(?:[-_\N{EN DASH}\N{EM DASH}]|to|bis|a|à|до)\s*(\d+(?:[.,]\d+)?)\s*(cm|mm|m)?\b",
    re.IGNORECASE,
)
HORIZON = re.compile(r"[- ]?hori[sz]ont?e?[- ]?", re.IGNORECASE)
# Master symbols of WRB and USDA: Ap and Ah are topsoil, a buried A (Ab) or a transition (AB) not.
UPPER_SYMBOL = re.compile(r"(?:A[ac-z]{0,3}|A[PH]|a[ph]?)[0-9]{0,2}")
LOWER_SYMBOL = re.compile(
    r"[0-9]?(?:[BCER]/?[BCER]?|A/?[BCE]|A[a-z]?b)[a-z]{0,2}[0-9]{0,2}|[bc][0-9]?"
)
UPPER_WORDS = (
    *("topsoil", "top soil", "surface soil", "plough layer", "plow layer", "arable layer"),
    *("oberboden", "ackerkrume", "bovengrond", "horizon de surface", "sol de surface"),
    *("couche arable", "couche labourée", "suelo superficial", "capa arable", "solo superficial"),
    *("camada arável", "пахотный слой", "верхний слой почвы", "التربة السطحية", "表土", "耕作层"),
)
UPPER_ALONE = ("top", "upper", "surface")
LOWER_WORDS = (
    *("subsoil", "sub-soil", "subsurface", "below", "substratum", "parent material", "bedrock"),
    *("unterboden", "ondergrond", "sous-sol", "subsuelo", "subsolo", "подпочва", "心土", "底土"),
)


def why_not_topsoil(rows: pd.DataFrame) -> pd.Series:
    """Say why each sample does not count as topsoil; None where it does.

    Topsoil begins at the surface and reaches no deeper than `TOPSOIL_TO_CM`. Where an end is not
    stated the name of the layer decides, be it a depth ("0-20 cm"), a horizon (Ap) or a word. One
    depth below the surface alone is a point.

    Parameters
    ----------
    rows : DataFrame
        Columns depth_top_cm, depth_bottom_cm [cm] and layer.

    Returns
    -------
    Series of Phrase or None
    """
    stated = rows[DEPTHS].astype(object)
    stated = stated.where(stated.notna(), None)
    told = [_why(*ends) for ends in stated.itertuples(index=False, name=None)]
    return pd.Series(told, index=rows.index, dtype="object")


@lru_cache(maxsize=4096)
def _why(top: float | None, bottom: float | None, layer: str | None) -> Phrase | None:
    """Reason of one sample; an end that is not stated is None."""
    name = (layer or "").strip()
    if top is None and bottom is None:
        top, bottom = _ends_in(name)
    elif top and bottom is None:
        bottom = _ends_in(name)[1] or top
    if bottom is not None and bottom > TOPSOIL_TO_CM:
        return TooDeep(limit_cm=TOPSOIL_TO_CM)
    if top and top != bottom:
        return BeginsBelow()
    if top is not None and bottom is not None:
        return None
    by_name = _by_name(name)
    return None if by_name == LayerNotStated() and bottom is not None else by_name


def _ends_in(name: str) -> tuple[float | None, float | None]:
    """Depths that the name of a layer gives, in cm where it names no unit."""
    found = ENDS.search(name)
    if found is None:
        return None, None
    *ends, unit = found.groups(default="")
    top, bottom = (round(float(end.replace(",", ".")) * CM_OF[unit.lower()], 6) for end in ends)
    return top, bottom


def _by_name(name: str) -> Phrase | None:
    """Reason that the name of a layer gives: none where it is one of the topsoil."""
    symbol, words = HORIZON.sub("", name), name.lower()
    if any(word in words for word in LOWER_WORDS) or LOWER_SYMBOL.fullmatch(symbol):
        return AnotherLayer()
    is_upper = words in UPPER_ALONE or any(word in words for word in UPPER_WORDS)
    return None if is_upper or UPPER_SYMBOL.fullmatch(symbol) else LayerNotStated()


UNIT_OF_ROW = ""  # of a number whose unit is in the column `unit` of its row
WRITTEN = {"H2O": "water"}  # word of the store for a method, and that of the curves
NOT_EXTRACTABLE = ("total", "aqua_regia", "unknown")
OF_THE_SUBSOIL = ("BDsub",)
CLASSES = (SiteZones.om_class, SiteZones.climate_class, SiteZones.season, SiteZones.crop)
READ = (
    *(Measurements.site_id, Measurements.sampled_on, Measurements.matrix, *DEPTHS),
    *(Measurements.land_use, Measurements.substance, Measurements.value, Measurements.unit),
    *(Measurements.censored, Measurements.fraction, Measurements.extractant, Measurements.basis),
    *(Measurements.method, Measurements.uncertainty),
)
SERIES = [
    *(Measurements.site_id, Measurements.substance),
    *(Measurements.fraction, Measurements.extractant),
]


class Latest:
    """What is known of a series at a site in a year."""

    year = Dated.year
    lower = column("value, or zero where it was not detected [unit of the vocabulary]")
    upper = column("value, or its limit where it was not detected [unit of the vocabulary]")
    method = column("method group of the laboratory; empty where it is not stated")
    relative = column("expanded uncertainty over the value [1]")
    n = column("measurements")
    bottom = column("lower end of the samples; missing where it is not stated [cm]")


class WhyUnused:
    """What a measurement gains when it was decided whether it is used."""

    why = column("why it is not used; missing where it is")


@dataclass(frozen=True)
class SiteSoil:
    """What is stated of a site; empty where it is not stated."""

    land_use: str
    texture_class: str
    soil_type: str
    land_status: str
    classes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sampled:
    """What is known of the sites of a country.

    Attributes
    ----------
    latest : DataFrame
        A row a site, substance, fraction and extractant, of the last year: lower and upper
        [unit of the vocabulary], equal where it was detected; year, method, uncertainty.
    earlier : DataFrame
        The same of all years before.
    soils : mapping of str to SiteSoil
        What is stated of each site.
    n_read : int
        Measurements that were read.
    excluded : tuple of Excluded
        Those that are not used.
    """

    latest: pd.DataFrame
    earlier: pd.DataFrame
    soils: Mapping[str, SiteSoil]
    n_read: int
    excluded: tuple[Excluded, ...]

    @property
    def n_sites(self) -> int:
        """Sites with any value."""
        return int(self.latest[Measurements.site_id].nunique())

    @property
    def land_uses(self) -> list[str]:
        """Land use of each site, the strata that sites are drawn in."""
        return [soil.land_use for soil in self.soils.values()]

    @cached_property
    def contents(self) -> pd.DataFrame:
        """Latest values of the contaminants that are given in mg/kg."""
        codes = self.latest[Measurements.substance]
        of_contaminants = [one for one in codes.unique() if is_contaminant(one)]
        in_mg_kg = [one for one in of_contaminants if substance(one).unit == "mg/kg"]
        return self.latest[codes.isin(in_mg_kg)]

    @cached_property
    def _by_code(self) -> dict[str, pd.DataFrame]:
        """Latest values of each substance, so that no look-up goes through all rows."""
        return {str(code): rows for code, rows in self.latest.groupby(Measurements.substance)}

    def of(self, code: str, *, fraction: str = "") -> pd.DataFrame:
        """Latest values of one substance by site; of the method that most sites have."""
        rows = self._by_code.get(code, self.latest.iloc[:0])
        if fraction:
            rows = rows[rows[Measurements.fraction] == fraction]
        if rows.empty:
            return rows.set_index(Measurements.site_id)
        ways = rows[Measurements.fraction] + "|" + rows[Measurements.extractant]
        most = str(ways.mode().iloc[0])
        return rows[ways == most].set_index(Measurements.site_id)

    def highest(self, code: str, *, fraction: str = "") -> pd.Series:
        """Those values by site, non-detects at their limit."""
        return self.of(code, fraction=fraction)[Latest.upper]

    def told(self, code: str, *, fraction: str = "") -> pd.DataFrame:
        """Those values with their method, in the words of the curves, and their uncertainty."""
        rows = self.of(code, fraction=fraction)
        extractant = rows[Measurements.extractant]
        method = extractant.where(extractant != "", rows[Latest.method]).replace(WRITTEN)
        columns = {
            Values.value: rows[Latest.upper],
            Values.method: method,
            Latest.relative: rows[Latest.relative],
        }
        return pd.DataFrame(columns)

    @property
    def clay(self) -> pd.Series:
        """Clay of each site, above 0; in %."""
        clay = self.highest("clay")
        return clay[clay > 0]


def sampled(data: Frames) -> Sampled:
    """Choose what describes the topsoil of each site.

    Parameters
    ----------
    data : Frames
        What the store gives for the country.

    Returns
    -------
    Sampled
        Latest and earlier values, and what is not used.
    """
    rows = data[Measurements.table][list(READ)]  # names and origins would fill the memory
    reasons = _reasons(rows)
    dated = with_year(rows).assign(**{WhyUnused.why: reasons})
    used = dated[reasons.isna()]
    visits = _visits(used)
    last = visits.groupby(SERIES)[Latest.year].transform("max") == visits[Latest.year]
    return Sampled(
        latest=visits[last].reset_index(drop=True),
        earlier=visits[~last].reset_index(drop=True),
        soils=_classed(_soils(used, data[SiteSoils.table]), data),
        n_read=len(rows),
        excluded=_excluded(dated[reasons.notna()]),
    )


def _reasons(rows: pd.DataFrame) -> pd.Series:
    """Why each measurement is not used, the first reason that applies; None where it is used."""
    substances, matrices = rows[Measurements.substance], rows[Measurements.matrix]
    units = {code: substance(code).unit for code in substances.unique()}
    properties = {code for code in units if not is_contaminant(code)}
    not_soil = {name: NotSoil(matrix=name) for name in matrices.unique() if name != "soil"}
    layers = why_not_topsoil(rows).mask(substances.isin(OF_THE_SUBSOIL), None)
    flags: Mapping[Phrase, pd.Series] = {
        PerWetMass(): rows[Measurements.basis] == "wet",
        NotInItsUnit(): rows[Measurements.unit] != substances.map(units),
        LimitOfProperty(): rows[Measurements.censored] & substances.isin(properties),
    }
    found = pd.Series([not_soil.get(name) for name in matrices], index=rows.index, dtype="object")
    found = found.where(found.notna(), layers)
    for why, applies in flags.items():
        found = found.mask(found.isna() & applies, why)
    return found


def _visits(used: pd.DataFrame) -> pd.DataFrame:
    """Median of each site, substance, way of measuring and year; of non-detects their bounds."""
    values = used[Measurements.value]
    known = used.assign(
        **used[[Measurements.extractant, Measurements.method]].fillna("").astype(str),
        lower=values.where(~used[Measurements.censored], 0.0),
        upper=values,
        relative=used[Measurements.uncertainty] / values,
    )
    return (
        known.groupby([*SERIES, Latest.year], as_index=False)
        .agg(
            lower=(Latest.lower, "median"),
            upper=(Latest.upper, "median"),
            method=(Measurements.method, "first"),
            relative=(Latest.relative, "median"),
            n=(Measurements.value, "size"),
            bottom=(Measurements.depth_bottom_cm, "median"),
        )
        .sort_values([*SERIES, Latest.year], ignore_index=True)
    )


def _soils(used: pd.DataFrame, stated: pd.DataFrame) -> dict[str, SiteSoil]:
    """Land use of each site, with what is stated of its soil."""
    sites = (
        used.sort_values(Latest.year)
        .groupby(Measurements.site_id)[Measurements.land_use]
        .last()
        .to_frame()
    )
    of_site = stated.drop_duplicates(SiteSoils.site_id).set_index(SiteSoils.site_id)
    of_site = of_site[[SiteSoils.texture_class, SiteSoils.soil_type, SiteSoils.land_status]]
    joined = sites.join(of_site).replace({np.nan: ""}).fillna("").astype(str)
    return {str(site): SiteSoil(*cells) for site, *cells in joined.itertuples(name=None)}


def _classed(soils: Mapping[str, SiteSoil], data: Frames) -> dict[str, SiteSoil]:
    """Add the classes that curves ask for, where the zones of a site state them."""
    zones = data.tables.get(SiteZones.table, empty(SiteZones.table))
    stated = zones.drop_duplicates(SiteZones.site_id).set_index(SiteZones.site_id)
    cells = stated[list(CLASSES)].fillna("").astype(str).to_dict(orient="index")
    return {
        site: replace(soil, classes={str(k): v for k, v in cells.get(site, {}).items() if v})
        for site, soil in soils.items()
    }


def _excluded(rows: pd.DataFrame) -> tuple[Excluded, ...]:
    """Measurements that are not used, counted by substance and reason."""
    counts = Counter(zip(rows[Measurements.substance], rows[WhyUnused.why], strict=True))
    return tuple(
        Excluded(what=Named(name=substance(code).name), kind="measurements", why=why, count=n)
        for (code, why), n in sorted(counts.items(), key=lambda one: (one[0][0], str(one[0][1])))
    )


@dataclass(frozen=True)
class Exposed:
    """Content that people are exposed to, of one contaminant."""

    code: str
    fraction: str
    limit: UpperLimit
    at_sites: pd.Series
    censored: pd.Series


def exposures_at(found: Sampled) -> list[Exposed]:
    """Upper limit of the mean of each contaminant, in the fraction that most sites have."""
    usable = found.contents[found.contents[Measurements.fraction].isin(NOT_EXTRACTABLE)]
    made = []
    for name, rows in usable.groupby(Measurements.substance):
        fraction = str(rows[Measurements.fraction].mode().iloc[0])
        by_site = rows[rows[Measurements.fraction] == fraction].groupby(Measurements.site_id)[
            [Latest.lower, Latest.upper]
        ]
        bounds = by_site.median()
        values = bounds[Latest.upper]
        censored = (bounds[Latest.lower] < values).to_numpy(bool)
        limit = advised_limit(values.to_numpy(np.float64), censored)
        made.append(Exposed(str(name), fraction, limit, values, pd.Series(censored, values.index)))
    return made
