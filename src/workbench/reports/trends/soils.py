"""Soil properties of each sample, as far as they were measured and a threshold asks for them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from workbench.vocabulary.laws.soil_conditions import SoilProperties

MEASURED = {"pH": ("ph", 1.0), "clay": ("clay_pct", 1.0), "SOC": ("toc_pct", 0.1)}  # g/kg to %
UNITS = {"pH": "pH", "clay": "%", "SOC": "g/kg"}
METHOD = "ph_method"
COLUMNS = ["depth_top_cm", "depth_bottom_cm", "ph", METHOD, "clay_pct", "toc_pct"]
SAMPLE = ["iso3", "site_id", "matrix", "layer", "sample_id", "year"]  # an id may come again
VISIT = ["iso3", "site_id", "matrix", "layer", "year"]


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
    dated = samples.assign(year=samples["sampled_on"].str[:4])
    measured = everything[everything["substance"].isin(list(MEASURED)) & ~everything["censored"]]
    measured = measured.assign(year=measured["sampled_on"].str[:4])
    added: dict[str, pd.Series] = {}
    for code, (column, factor) in MEASURED.items():
        of_one = measured[(measured["substance"] == code) & (measured["unit"] == UNITS[code])]
        added[column] = _looked_up(dated, of_one, "value").astype(float) * factor
        if code == "pH":
            added[METHOD] = _looked_up(dated, of_one, "extractant").astype("str")
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
