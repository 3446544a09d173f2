"""Thresholds that apply to what was sampled, or the reason why none does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pandas as pd

NO_THRESHOLD = "no threshold on file"
OTHER_MATRIX = "thresholds on file are for soil only"
OTHER_FRACTION = "thresholds on file are for another fraction"
OTHER_LAND_USE = "thresholds on file are for another land use"
MIXED_LAND_USE = "the land use is not stated, or several are pooled"


@dataclass(frozen=True)
class Threshold:
    """A value of a law, in mg/kg dry matter; exactly at the value is not above it."""

    value_mg_kg: float
    instrument: str


@dataclass(frozen=True)
class SampledSoil:
    """What was sampled, as far as a threshold asks for it."""

    iso3: str
    substance: str
    matrix: str
    land_uses: tuple[str, ...]
    fraction: str


@cache
def thresholds() -> pd.DataFrame:
    """All thresholds on file, one row a country, substance, matrix, land use and fraction."""
    path = files("workbench.vocabulary") / "tables" / "thresholds.csv"
    with path.open(encoding="utf-8") as file:
        return pd.read_csv(file, keep_default_na=False)


def find_threshold(sampled: SampledSoil) -> Threshold | str:
    """Threshold that applies to what was sampled, or the reason why none does.

    Parameters
    ----------
    sampled : SampledSoil
        Country, substance, matrix, land uses and fraction of the measurements.

    Returns
    -------
    Threshold or str
        A verified threshold of the country itself, or one of the reasons of this module.

    Examples
    --------
    >>> find_threshold(SampledSoil("XAA", "Cd", "soil", ("agricultural",), "aqua_regia"))
    Threshold(value_mg_kg=0.6, instrument='Soil Protection Rules of the example (fictional)')
    >>> find_threshold(SampledSoil("XAA", "Cd", "forest_floor", (), "aqua_regia"))
    'thresholds on file are for soil only'
    """
    rows = thresholds()
    rows = rows[(rows["iso3"] == sampled.iso3) & (rows["substance"] == sampled.substance)]
    rows = rows[rows["verified"] == "yes"]
    if rows.empty:
        return NO_THRESHOLD
    land_use = sampled.land_uses[0] if len(sampled.land_uses) == 1 else ""
    conditions = (
        ("matrix", sampled.matrix, OTHER_MATRIX),
        ("fraction", sampled.fraction, OTHER_FRACTION),
        ("land_use", land_use, OTHER_LAND_USE if land_use else MIXED_LAND_USE),
    )
    for column, wanted, reason in conditions:
        rows = rows[rows[column] == wanted]
        if rows.empty:
            return reason
    row = rows.iloc[0]
    return Threshold(value_mg_kg=float(row["value_mg_kg"]), instrument=str(row["instrument"]))
