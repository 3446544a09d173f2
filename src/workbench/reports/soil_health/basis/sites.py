"""The latest value of each property and contaminant at each site, as far as it can be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.findings.excluded import Excluded, Named
from workbench.findings.names import column
from workbench.findings.rows import Phrase
from workbench.methods.trends.visits import Dated, with_year
from workbench.reports.soil_health.basis.topsoil import why_not_topsoil
from workbench.reports.soil_health.phrases import (
    LimitOfProperty,
    NotInItsUnit,
    NotSoil,
    PerWetMass,
)
from workbench.store.measurements import Measurements, SiteSoils
from workbench.store.tables import Frames
from workbench.vocabulary.substances import is_contaminant, substance

UNIT_OF_ROW = ""  # of a number whose unit is in the column `unit` of its row
OF_THE_SUBSOIL = ("BDsub",)
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


class Unused:
    """What a measurement gains when it was decided whether it is used."""

    why = column("why it is not used; missing where it is")


@dataclass(frozen=True)
class Soil:
    """What is stated of a site; empty where it is not stated."""

    land_use: str
    texture_class: str
    soil_type: str
    land_status: str


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
    soils : mapping of str to Soil
        What is stated of each site.
    n_read : int
        Measurements that were read.
    excluded : tuple of Excluded
        Those that are not used.
    """

    latest: pd.DataFrame
    earlier: pd.DataFrame
    soils: Mapping[str, Soil]
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

    @property
    def contents(self) -> pd.DataFrame:
        """Latest values of the contaminants that are given in mg/kg."""
        codes = self.latest[Measurements.substance]
        of_contaminants = [one for one in set(codes) if is_contaminant(one)]
        in_mg_kg = [one for one in of_contaminants if substance(one).unit == "mg/kg"]
        return self.latest[codes.isin(in_mg_kg)]

    def of(self, code: str, *, fraction: str = "") -> pd.DataFrame:
        """Latest values of one substance by site; of the method that most sites have."""
        rows = self.latest[self.latest[Measurements.substance] == code]
        if fraction:
            rows = rows[rows[Measurements.fraction] == fraction]
        if rows.empty:
            return rows.set_index(Measurements.site_id)
        ways = rows[[Measurements.fraction, Measurements.extractant]].agg("|".join, axis=1)
        most = str(ways.mode().iloc[0])
        return rows[ways == most].set_index(Measurements.site_id)

    def highest(self, code: str, *, fraction: str = "") -> pd.Series:
        """Those values by site, non-detects at their limit."""
        return self.of(code, fraction=fraction)[Latest.upper]


def sampled(data: Frames) -> Sampled:
    """Choose what describes the topsoil of each site.

    Parameters
    ----------
    data : Frames
        What the store gives for the country.
    """
    rows = data[Measurements.table]
    reasons = _reasons(rows)
    dated = with_year(rows).assign(**{Unused.why: reasons})
    used = dated[reasons.isna()]
    visits = _visits(used)
    last = visits.groupby(SERIES)[Latest.year].transform("max") == visits[Latest.year]
    return Sampled(
        latest=visits[last].reset_index(drop=True),
        earlier=visits[~last].reset_index(drop=True),
        soils=_soils(used, data[SiteSoils.table]),
        n_read=len(rows),
        excluded=_excluded(dated[reasons.notna()]),
    )


def _reasons(rows: pd.DataFrame) -> pd.Series:
    """Why each measurement is not used, the first reason that applies; None where it is used."""
    substances, matrices = rows[Measurements.substance], rows[Measurements.matrix]
    units = {code: substance(code).unit for code in set(substances)}
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
        )
        .sort_values([*SERIES, Latest.year], ignore_index=True)
    )


def _soils(used: pd.DataFrame, stated: pd.DataFrame) -> dict[str, Soil]:
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
    return {str(site): Soil(*cells) for site, *cells in joined.itertuples(name=None)}


def _excluded(rows: pd.DataFrame) -> tuple[Excluded, ...]:
    """Measurements that are not used, counted by substance and reason."""
    counts = Counter(zip(rows[Measurements.substance], rows[Unused.why], strict=True))
    return tuple(
        Excluded(what=Named(name=substance(code).name), kind="measurements", why=why, count=n)
        for (code, why), n in sorted(counts.items(), key=lambda one: (one[0][0], str(one[0][1])))
    )
