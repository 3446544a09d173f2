"""What changed between the visits of a series and may look like a change of the soil."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.findings.rows import Phrase
from workbench.methods.nondetects.censored import recensor
from workbench.methods.trends.kendall import RegionalKendall, mann_kendall, regional_kendall
from workbench.methods.trends.sufficiency import TREND_FROM
from workbench.methods.trends.visits import Medians, Placed, summarise_groups, summarise_visits
from workbench.reports.trends.basis import is_silent
from workbench.reports.trends.monitored import MonitoredSeries
from workbench.reports.trends.phrases import (
    DepthChanged,
    LaboratoryChanged,
    NoSiteTwice,
    NotTestable,
    SitesDiffer,
    SourceTypeChanged,
)
from workbench.store.measurements import Measurements

SAME_SITES = 0.8  # from this share of sites at every visit on, visits are of the same sites
SEEN_WITHIN_SITES = 1.645  # z from which a direction is seen within sites (one-sided 5 %)
DEPTH_CHANGE = 0.1  # change of the sampling depth between visits that may look like a trend


@dataclass(frozen=True)
class WithinSites:
    """Direction of a trend within sites, and what it leaves to be said of the sites."""

    within: RegionalKendall
    cautions: tuple[Phrase, ...]


def of_trend(s: int, series: MonitoredSeries, measurements: pd.DataFrame) -> WithinSites:
    """Look whether the direction of a trend is seen within sites, where the sites differ.

    Parameters
    ----------
    s : int
        Mann-Kendall S of the visits.
    series : MonitoredSeries
        Its series.
    measurements : DataFrame
        Measurements of the series with their visit and decimal year.
    """
    within = _within_sites(measurements)
    seen_within = np.sign(s) * within.z >= SEEN_WITHIN_SITES
    is_fine = has_same_sites(series) or seen_within
    return WithinSites(within, () if is_fine else (SitesDiffer(),))


def of_measurements(measurements: pd.DataFrame) -> dict[str, tuple[Phrase, ...]]:
    """Name for each series what changed between its visits in how and where it was measured."""
    found = (
        (_differing(measurements, Measurements.lab_id), LaboratoryChanged()),
        (_differing(measurements, Measurements.source_type), SourceTypeChanged()),
        (_of_changed_depth(measurements), DepthChanged()),
    )
    return {
        str(name): tuple(phrase for those, phrase in found if name in those)
        for name in measurements[Placed.series].unique()
    }


def of_sites(series: MonitoredSeries, measurements: pd.DataFrame) -> Phrase | None:
    """Say why a check within sites does not make visits comparable; None where it does.

    Parameters
    ----------
    series : MonitoredSeries
        The series.
    measurements : DataFrame
        Measurements of the series with their visit and decimal year.
    """
    if has_same_sites(series) or series.n_visits == 1:
        return None
    if measurements.groupby(Measurements.site_id)[Placed.visit].nunique().max() < 2:
        return NoSiteTwice()
    if series.sufficient_for != "trend":
        return NotTestable()
    told = _telling(measurements)
    visits = summarise_visits(told)
    compared = recensor(visits[Medians.median_mg_kg], visits[Medians.below_limit])
    trend = mann_kendall(visits[Medians.decimal_year], compared.values)
    seen = np.sign(trend.s) * _within_sites(told).z >= SEEN_WITHIN_SITES
    return None if seen else SitesDiffer()


def is_hidden(series: MonitoredSeries, measurements: pd.DataFrame) -> bool:
    """Tell whether the limit that visits are compared at leaves none, or too few, above it.

    Parameters
    ----------
    series : MonitoredSeries
        The series.
    measurements : DataFrame
        Measurements of the series with their visit and decimal year.
    """
    if series.compared_at_mg_kg is None or series.sufficient_for == "trend":
        return False
    if series.n_visits >= TREND_FROM:
        return True
    visits = summarise_visits(_telling(measurements))
    return bool(recensor(visits[Medians.median_mg_kg], visits[Medians.below_limit]).censored.all())


def _telling(measurements: pd.DataFrame) -> pd.DataFrame:
    """Leave out non-detects that a trend leaves out: with a limit far above every detect."""
    telling: pd.DataFrame = measurements[~is_silent(measurements)]
    return telling


def has_same_sites(series: MonitoredSeries) -> bool:
    """Tell whether enough of the sites of a series are in every visit."""
    return series.n_sites_every_visit >= SAME_SITES * series.n_sites


def _within_sites(measurements: pd.DataFrame) -> RegionalKendall:
    """Direction within sites, at their common highest limit."""
    sites = summarise_groups(measurements, [Measurements.site_id, Placed.visit])
    compared = recensor(sites[Medians.median_mg_kg], sites[Medians.below_limit])
    return regional_kendall(
        sites[Measurements.site_id], sites[Medians.decimal_year], compared.values
    )


def _differing(measurements: pd.DataFrame, column: str) -> set[str]:
    """Series whose visits differ in the words of a column, as far as they are known."""
    distinct = measurements[[Placed.series, Placed.visit, column]].dropna().drop_duplicates()
    words: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, visit, word in distinct.itertuples(index=False, name=None):
        words[name, visit].add(word)
    first: dict[str, set[str]] = {}
    return {name for (name, _), found in words.items() if first.setdefault(name, found) != found}


def _of_changed_depth(measurements: pd.DataFrame) -> set[str]:
    """Series in which the upper or the lower end of the samples moved between visits."""
    ends = measurements.groupby([Placed.series, Placed.visit])[
        [Measurements.depth_top_cm, Measurements.depth_bottom_cm]
    ].median()
    of_series = ends.groupby(level=Placed.series)
    usual = of_series[Measurements.depth_bottom_cm].median()
    ranges = of_series.max() - of_series.min()
    moved = ranges.gt(DEPTH_CHANGE * usual, axis="index").any(axis="columns")
    return {str(name) for name in moved.index[moved]}
