"""Soil properties of each sample, as far as they were measured and a threshold asks for them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from workbench.methods.visits import Dated, with_year
from workbench.store.measurements import Measurements
from workbench.vocabulary.soil_conditions import SoilProperties

MEASURED = {"pH": ("ph", 1.0), "clay": ("clay_pct", 1.0), "SOC": ("toc_pct", 0.1)}  # g/kg to %
UNITS = {"pH": "pH", "clay": "%", "SOC": "g/kg"}
METHOD = "ph_method"
COLUMNS = [
    *(Measurements.depth_top_cm, Measurements.depth_bottom_cm, "ph", METHOD),
    *("clay_pct", "toc_pct"),
]  # fields of the vocabulary's SoilProperties
PLACE = (Measurements.iso3, Measurements.site_id, Measurements.matrix, Measurements.layer)
SAMPLE: list[str] = [*PLACE, Measurements.sample_id, Dated.year]  # an id may come again
VISIT: list[str] = [*PLACE, Dated.year]


def with_properties(samples: pd.DataFrame, everything: pd.DataFrame) -> pd.DataFrame:
    """Add pH, clay and organic carbon to samples where they were measured.

    A property is taken from the same sample and year, or else from the same site, layer and
    year. Where two measurements of it differ, and where it is a non-detect or has another unit,
    it counts as not stated: no mean is made up.

    Parameters
    ----------
    samples : DataFrame
        Measurements of contaminants.
    everything : DataFrame
        All measurements that were read, those of properties among them.

    Returns
    -------
    DataFrame
        The samples with the columns ph, ph_method, clay_pct and toc_pct.
    """
    dated = with_year(samples)
    measured = everything[
        everything[Measurements.substance].isin(list(MEASURED)) & ~everything[Measurements.censored]
    ]
    measured = with_year(measured)
    added: dict[str, pd.Series] = {}
    for code, (column, factor) in MEASURED.items():
        of_one = measured[
            (measured[Measurements.substance] == code)
            & (measured[Measurements.unit] == UNITS[code])
        ]
        added[column] = _looked_up(dated, of_one, Measurements.value).astype(float) * factor
        if code == "pH":
            added[METHOD] = _looked_up(dated, of_one, Measurements.extractant).astype("str")
    return samples.assign(**added)


def properties(sample: Mapping[Hashable, Any] | pd.Series) -> SoilProperties:
    """Describe the soil of a sample, with None for what is not stated."""
    stated = {column: sample[column] for column in COLUMNS if pd.notna(sample[column])}
    return SoilProperties(**stated)


def _looked_up(samples: pd.DataFrame, measured: pd.DataFrame, column: str) -> pd.Series:
    """Find a cell of the same sample, or else of the same site, layer and year."""
    if measured.empty:
        return pd.Series(float("nan"), index=samples.index)
    by_sample = _matched(samples, measured, SAMPLE, column)
    return by_sample.fillna(_matched(samples, measured, VISIT, column))


def _matched(
    samples: pd.DataFrame, measured: pd.DataFrame, key: list[str], column: str
) -> pd.Series:
    """Cell of each sample's key, where all measurements with this key agree."""
    known = measured.dropna(subset=[column])[[*key, column]].drop_duplicates()
    agreed = known[~known.duplicated(key, keep=False)]
    return samples[key].merge(agreed, on=key, how="left").set_axis(samples.index)[column]
