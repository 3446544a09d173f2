"""Judges series one by one: level, trend, change at the same sites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from workbench.findings import frame_of
from workbench.methods.censored import recensor, visit_median
from workbench.methods.kendall import mann_kendall
from workbench.methods.multiplicity import benjamini_hochberg
from workbench.methods.paired import paired_change
from workbench.methods.sen import sen_slope
from workbench.methods.summary import summarise
from workbench.methods.visits import summarise_groups
from workbench.reports.trends import cautions, definitions
from workbench.reports.trends.definitions import (
    FEWEST_FOR_P90,
    FEWEST_PAIRS,
    SUGGESTED_P,
    Parameters,
)


@dataclass(frozen=True)
class Measured:
    """Measurements of each series, and what changed between its visits in how they were taken."""

    by_series: Mapping[str, pd.DataFrame]
    changed: Mapping[str, list[str]]


def last_visits(measurements: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """Pick the measurements of the last visit of each series."""
    last = visits.groupby("series")["visit"].last().to_dict()
    return measurements[measurements["visit"] == measurements["series"].map(last)]


def levels(series: pd.DataFrame, last: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Level of each series at its last visit."""
    rows = {
        name: {"label": series["label"][name], "visit": samples["visit"].iloc[0]} | _level(samples)
        for name, samples in last.items()
    }
    return frame_of(rows, definitions.LEVELS)


def _level(samples: pd.DataFrame) -> dict[str, object]:
    """Summarise the samples of a visit; a median that non-detects leave alone is given as it is."""
    summary = summarise(samples["value"], samples["censored"])
    median, is_open = visit_median(samples["value"], samples["censored"])
    return {
        "n_measurements": summary.n,
        "n_non_detects": summary.n_censored,
        "summary_method": summary.method,
        "median_mg_kg": summary.median if is_open else median,
        "mean_mg_kg": summary.mean,
        "p90_mg_kg": summary.p90 if summary.n >= FEWEST_FOR_P90 else np.nan,
    }


def trends(
    series: pd.DataFrame,
    visits: pd.DataFrame,
    measured: Measured,
    parameters: Parameters,
) -> pd.DataFrame:
    """Test each series that has enough visits and detects; one family of tests a country."""
    tested = series[series["rung"] == "trend"]
    rows = {}
    for name, row in tested.iterrows():
        trend = _trend(row, visits[visits["series"] == name], parameters.confidence)
        of_series, changed = measured.by_series[str(name)], measured.changed[str(name)]
        caution = cautions.of_trend(trend["s"], row, of_series, changed)
        rows[str(name)] = trend | caution
    judged = frame_of(rows, definitions.TRENDS)
    judged["q"] = _corrected(judged, tested["iso3"])
    judged["n_tests"] = tested.groupby("iso3")["iso3"].transform("size").astype("Int64")
    judged["grade"] = _grades(judged, parameters.false_discovery_rate)
    judged["verdict"] = judged["direction"].case_when(
        [
            (judged["grade"] == "suggested", "perhaps " + judged["direction"].astype(str)),
            (judged["grade"] == "cannot tell", "cannot tell"),
        ]
    )
    return judged


def _corrected(judged: pd.DataFrame, iso3: pd.Series) -> pd.Series:
    """Correct p for the number of tests of each country, so that a region's report agrees."""
    p_values = judged["p"].astype(float)
    return p_values.groupby(iso3).transform(benjamini_hochberg)


def _trend(row: pd.Series, visits: pd.DataFrame, confidence: float) -> dict[str, Any]:
    """Mann-Kendall and Sen's slope of the visits, compared at their highest limit."""
    visits = visits.sort_values("decimal_year")
    years = visits["decimal_year"].to_numpy(dtype=float)
    medians = recensor(visits["median_mg_kg"], visits["below_limit"])
    test = mann_kendall(years, medians.values)
    slope = sen_slope(years, visits["median_mg_kg"], visits["below_limit"], confidence=confidence)
    middle = _middle(visits)
    return {
        "label": row["label"],
        "first_year": row["first_year"],
        "last_year": row["last_year"],
        "n_visits": test.n_visits,
        "n_detects": int((~medians.censored).sum()),
        "compared_at_mg_kg": medians.limit,
        "s": test.s,
        "p": test.p,
        "p_method": test.p_method,
        "direction": {1: "rising", -1: "falling", 0: "none"}[int(np.sign(test.s))],
        "slope_mg_kg_year": slope.slope,
        "slope_low_mg_kg_year": slope.slope_low,
        "slope_high_mg_kg_year": slope.slope_high,
        "slope_lower_mg_kg_year": slope.lower,
        "slope_upper_mg_kg_year": slope.upper,
        "confidence": confidence,
        "change_per_year": slope.slope / middle,
        "change_per_year_low": slope.slope_low / middle,
        "change_per_year_high": slope.slope_high / middle,
        "change_per_year_lower": slope.lower / middle,
        "change_per_year_upper": slope.upper / middle,
        "intercept_mg_kg": slope.intercept,
    }


def _middle(visits: pd.DataFrame) -> float:
    """Median of the visits; NaN where those below their limit leave it open."""
    median, is_open = visit_median(visits["median_mg_kg"], visits["below_limit"])
    return np.nan if is_open or median <= 0 else median


def _grades(trends: pd.DataFrame, false_discovery_rate: float) -> np.ndarray:
    """How firmly each direction may be said."""
    is_found = (trends["q"] <= false_discovery_rate) & (trends["direction"] != "none")
    clear = is_found & (trends["caution"] == "")
    suggested = is_found | ((trends["p"] <= SUGGESTED_P) & (trends["direction"] != "none"))
    return np.select([clear, suggested], ["clear", "suggested"], "cannot tell")


def changes(series: pd.DataFrame, visits: pd.DataFrame, measured: Measured) -> pd.DataFrame:
    """Change between two visits at the same sites, where no trend can be tested."""
    compared = series[series["rung"] == "level"]
    rows = {
        str(name): {"label": row["label"], "why_no_trend": row["rung_reason"]}
        | {"caution": "; ".join(measured.changed[str(name)])}
        | _change(measured.by_series[str(name)], visits[visits["series"] == name]["visit"])
        for name, row in compared.iterrows()
    }
    judged = frame_of(rows, definitions.CHANGES)
    judged["q"] = _corrected(judged, compared["iso3"])
    return judged


def _change(measurements: pd.DataFrame, visits: pd.Series) -> dict[str, object]:
    """Sites that went up or down between the visits furthest apart that share enough sites."""
    sites = summarise_groups(measurements, ["visit", "site_id"])
    by_visit = {str(visit): group.set_index("site_id") for visit, group in sites.groupby("visit")}
    before, after = _furthest_apart(list(visits), by_visit)
    both = by_visit[before].index.intersection(by_visit[after].index)
    ends = {"first_visit": before, "last_visit": after, "n_pairs": len(both)}
    if both.empty:
        return ends
    first, last = by_visit[before].loc[both], by_visit[after].loc[both]
    change = paired_change(
        first["median_mg_kg"], first["below_limit"], last["median_mg_kg"], last["below_limit"]
    )
    return ends | {
        "n_up": change.n_up,
        "n_down": change.n_down,
        "n_undecided": change.n_undecided,
        "p": change.p,
        "median_difference_mg_kg": change.median_difference,
    }


def _furthest_apart(visits: list[str], by_visit: Mapping[str, pd.DataFrame]) -> tuple[str, str]:
    """Choose the two visits furthest apart that share enough sites, else first and last."""
    places = range(len(visits))
    pairs = sorted(combinations(places, 2), key=lambda pair: (pair[0] - pair[1], pair))
    for start, end in pairs:
        shared = by_visit[visits[start]].index.intersection(by_visit[visits[end]].index)
        if len(shared) >= FEWEST_PAIRS:
            return visits[start], visits[end]
    return visits[0], visits[-1]
