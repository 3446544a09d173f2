"""The latest value of each property and contaminant at each site, as far as it can be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.findings.excluded import Excluded, Named
from workbench.findings.rows import Phrase
from workbench.inputs.tables import Frames
from workbench.reports.soil_health.basis.topsoil import why_not_topsoil
from workbench.reports.soil_health.phrases import (
    LimitOfProperty,
    NotInItsUnit,
    NotSoil,
    PerWetMass,
)
from workbench.vocabulary.substances import is_contaminant, substance

UNIT_OF_ROW = ""  # of a number whose unit is in the column `unit` of its row
OF_THE_SUBSOIL = ("BDsub",)
SERIES = ["site_id", "substance", "fraction", "extractant"]


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
        return int(self.latest["site_id"].nunique())

    @property
    def land_uses(self) -> list[str]:
        """Land use of each site, the strata that sites are drawn in."""
        return [soil.land_use for soil in self.soils.values()]

    @property
    def contents(self) -> pd.DataFrame:
        """Latest values of the contaminants that are given in mg/kg."""
        codes = self.latest["substance"]
        of_contaminants = [one for one in set(codes) if is_contaminant(one)]
        in_mg_kg = [one for one in of_contaminants if substance(one).unit == "mg/kg"]
        return self.latest[codes.isin(in_mg_kg)]

    def of(self, code: str, *, fraction: str = "") -> pd.DataFrame:
        """Latest values of one substance by site; of the method that most sites have."""
        rows = self.latest[self.latest["substance"] == code]
        if fraction:
            rows = rows[rows["fraction"] == fraction]
        if rows.empty:
            return rows.set_index("site_id")
        ways = rows[["fraction", "extractant"]].agg("|".join, axis=1)
        most = str(ways.mode().iloc[0])
        return rows[ways == most].set_index("site_id")

    def highest(self, code: str, *, fraction: str = "") -> pd.Series:
        """Those values by site, non-detects at their limit."""
        return self.of(code, fraction=fraction)["upper"]


def sampled(data: Frames) -> Sampled:
    """Choose what describes the topsoil of each site.

    Parameters
    ----------
    data : Frames
        What the store gives for the country.
    """
    rows = data["measurements"]
    reasons = _reasons(rows)
    dated = rows.assign(year=rows["sampled_on"].str[:4].astype(int), why=reasons)
    used = dated[reasons.isna()]
    visits = _visits(used)
    last = visits.groupby(SERIES)["year"].transform("max") == visits["year"]
    return Sampled(
        latest=visits[last].reset_index(drop=True),
        earlier=visits[~last].reset_index(drop=True),
        soils=_soils(used, data["site_soils"]),
        n_read=len(rows),
        excluded=_excluded(dated[reasons.notna()]),
    )


def _reasons(rows: pd.DataFrame) -> pd.Series:
    """Why each measurement is not used, the first reason that applies; None where it is used."""
    substances, matrices = rows["substance"], rows["matrix"]
    units = {code: substance(code).unit for code in set(substances)}
    properties = {code for code in units if not is_contaminant(code)}
    not_soil = {name: NotSoil(matrix=name) for name in matrices.unique() if name != "soil"}
    layers = why_not_topsoil(rows).mask(substances.isin(OF_THE_SUBSOIL), None)
    flags: Mapping[Phrase, pd.Series] = {
        PerWetMass(): rows["basis"] == "wet",
        NotInItsUnit(): rows["unit"] != substances.map(units),
        LimitOfProperty(): rows["censored"] & substances.isin(properties),
    }
    found = pd.Series([not_soil.get(name) for name in matrices], index=rows.index, dtype="object")
    found = found.where(found.notna(), layers)
    for why, applies in flags.items():
        found = found.mask(found.isna() & applies, why)
    return found


def _visits(used: pd.DataFrame) -> pd.DataFrame:
    """Median of each site, substance, way of measuring and year; of non-detects their bounds."""
    values = used["value"]
    known = used.assign(
        **used[["extractant", "method"]].fillna("").astype(str),
        lower=values.where(~used["censored"], 0.0),
        upper=values,
        relative=used["uncertainty"] / values,
    )
    return (
        known.groupby([*SERIES, "year"], as_index=False)
        .agg(
            lower=("lower", "median"),
            upper=("upper", "median"),
            method=("method", "first"),
            relative=("relative", "median"),
            n=("value", "size"),
        )
        .sort_values([*SERIES, "year"], ignore_index=True)
    )


def _soils(used: pd.DataFrame, stated: pd.DataFrame) -> dict[str, Soil]:
    """Land use of each site, with what is stated of its soil."""
    sites = used.sort_values("year").groupby("site_id")["land_use"].last().to_frame()
    of_site = stated.drop_duplicates("site_id").set_index("site_id")
    of_site = of_site[["texture_class", "soil_type", "land_status"]]
    joined = sites.join(of_site).replace({np.nan: ""}).fillna("").astype(str)
    return {str(site): Soil(*cells) for site, *cells in joined.itertuples(name=None)}


def _excluded(rows: pd.DataFrame) -> tuple[Excluded, ...]:
    """Measurements that are not used, counted by substance and reason."""
    counts = Counter(zip(rows["substance"], rows["why"], strict=True))
    return tuple(
        Excluded(what=Named(name=substance(code).name), kind="measurements", why=why, count=n)
        for (code, why), n in sorted(counts.items(), key=lambda one: (one[0][0], str(one[0][1])))
    )
