"""Control samples: what laboratories and campaigns differ by where the material is the same."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from workbench.findings.names import column
from workbench.methods.basics.arrays import Floats
from workbench.store.measurements import ControlSamples, Measurements
from workbench.vocabulary.units import factor

FEWEST_CONTROLS = 3
"""Ratios below which the t quantile (12.7 and more) would hide any change."""
LIKE_A_SERIES = (
    *(ControlSamples.matrix, ControlSamples.fraction),
    *(ControlSamples.extractant, ControlSamples.method),
)


class OfControl:
    """What a result of a control sample gains; see `control_results`."""

    log_mg_kg = column("natural logarithm of the content [log mg/kg]")
    occasion = column("campaign, or else the year; empty where neither is stated")


def control_results(rows: pd.DataFrame) -> pd.DataFrame:
    """Results of control samples in one unit, with the occasion of each.

    Parameters
    ----------
    rows : DataFrame
        Rows of the store table.

    Returns
    -------
    DataFrame
        The rows with the columns of `OfControl`; text that is not stated is empty.
    """
    texts = [name for name in ControlSamples.columns if name.kind == "text"]
    stated = rows.assign(**{name: rows[name].fillna("").astype("str") for name in texts})
    factors = stated[ControlSamples.unit].map(lambda unit: factor(unit, "mg/kg")).astype(float)
    year = stated[ControlSamples.measured_on].str[:4]
    campaign = stated[ControlSamples.campaign]
    return stated.assign(
        **{
            OfControl.log_mg_kg: np.log(stated[ControlSamples.value] * factors),
            OfControl.occasion: campaign.where(campaign != "", year),
        }
    )


def results_like(
    results: pd.DataFrame, sample: pd.Series, *, but: Collection[str] = ()
) -> pd.DataFrame:
    """Pick the results that speak of the series of a sample.

    Parameters
    ----------
    results : DataFrame
        What `control_results` gave.
    sample : Series
        A sample of the series.
    but : collection of str
        Columns that may be another, as that of methods which are compared.

    Returns
    -------
    DataFrame
        Those of its country and substance; what a result does not state holds for any series.
    """
    if results.empty:
        return results
    same = (results[ControlSamples.iso3] == sample[Measurements.iso3]) & (
        results[ControlSamples.substance] == sample[Measurements.substance]
    )
    for name in LIKE_A_SERIES:
        if name in but:
            continue
        stated = "" if pd.isna(sample[name]) else sample[name]
        same &= results[name].isin(["", stated])
    kept: pd.DataFrame = results[same]
    return kept


def ratios_between(results: pd.DataFrame, by: str, one: str, other: str) -> pd.Series:
    """Compare what was found in the same control samples in two ways.

    Parameters
    ----------
    results : DataFrame
        Results of one substance.
    by : str
        Column that tells the ways, as the laboratory.
    one, other : str
        Words of that column.

    Returns
    -------
    Series of float
        Logarithm of the one over the other by control sample; means of repeated results.
    """
    means = results.pivot_table(OfControl.log_mg_kg, ControlSamples.control_id, by, "mean")
    if not {one, other} <= set(means):
        return pd.Series(dtype="float64")
    return (means[one] - means[other]).dropna()


def ratios_over_time(results: pd.DataFrame, *, one_laboratory: bool) -> Floats:
    """Compare what was found in the same control sample on occasions that follow each other.

    Parameters
    ----------
    results : DataFrame
        Results of one substance.
    one_laboratory : bool
        Whether results of one laboratory are compared with each other, or else those of two. A
        laboratory that is not named may be the same as before, or another.

    Returns
    -------
    array of float, shape (m,)
        Logarithm of the later over the earlier.
    """
    laboratory, day = ControlSamples.lab_id, ControlSamples.measured_on
    by = [ControlSamples.control_id, laboratory, OfControl.occasion]
    known = results[results[OfControl.occasion] != ""]
    runs = known.groupby(by, as_index=False).agg({OfControl.log_mg_kg: "mean", day: "min"})
    chains = [ControlSamples.control_id] + ([laboratory] if one_laboratory else [])
    runs = runs.sort_values([*chains, day, OfControl.occasion, laboratory], kind="stable")
    before = runs.groupby(chains)[[laboratory, OfControl.log_mg_kg]].shift()
    is_next = before[OfControl.log_mg_kg].notna()
    if not one_laboratory:
        unnamed = (runs[laboratory] == "") | (before[laboratory] == "")
        is_next &= unnamed | (runs[laboratory] != before[laboratory])
    ratios = runs[OfControl.log_mg_kg] - before[OfControl.log_mg_kg]
    return ratios[is_next].to_numpy(dtype=np.float64)
