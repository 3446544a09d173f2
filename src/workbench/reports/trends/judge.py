"""Judges series one by one: level, comparison with a threshold, trend, change at the same sites."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from workbench.findings import Column
from workbench.methods.censored import recensor, visit_median
from workbench.methods.exceedance import share_above
from workbench.methods.kendall import mann_kendall
from workbench.methods.multiplicity import benjamini_hochberg
from workbench.methods.paired import paired_change
from workbench.methods.sen import sen_slope
from workbench.methods.summary import summarise
from workbench.methods.visits import summarise_groups
from workbench.reports.trends import definitions
from workbench.reports.trends.definitions import SUGGESTED_P, Parameters
from workbench.vocabulary.soil_conditions import SoilProperties
from workbench.vocabulary.thresholds import SampledSoil, Threshold, find_threshold


def last_visits(measurements: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Pick the samples of the last visit of each series."""
    return {
        str(name): group[group["visit"] == group.sort_values("decimal_year")["visit"].iloc[-1]]
        for name, group in measurements.groupby("series")
    }


def levels(series: pd.DataFrame, last_visits: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Level of each series at its last visit."""
    summaries = {
        name: summarise(samples["value"], samples["censored"])
        for name, samples in last_visits.items()
    }
    rows = {
        name: {
            "label": series["label"][name],
            "visit": last_visits[name]["visit"].iloc[0],
            "n_measurements": summary.n,
            "n_non_detects": summary.n_censored,
            "summary_method": summary.method,
            "median_mg_kg": summary.median,
            "mean_mg_kg": summary.mean,
            "p90_mg_kg": summary.p90,
        }
        for name, summary in summaries.items()
    }
    return frame_of(rows, definitions.LEVELS)


def comparisons(
    series: pd.DataFrame, last_visits: Mapping[str, pd.DataFrame], confidence: float
) -> pd.DataFrame:
    """Share of the last visit's samples above the threshold, or why none is given."""
    rows = {
        name: {
            "label": series["label"][name],
            "visit": samples["visit"].iloc[0],
            "n_measurements": len(samples),
        }
        | _comparison(samples, confidence)
        for name, samples in last_visits.items()
    }
    return frame_of(rows, definitions.COMPARISONS)


def _comparison(samples: pd.DataFrame, confidence: float) -> dict[str, object]:
    """Share of one visit's samples above the threshold, or why it cannot be given."""
    threshold = find_threshold(_sampled_soil(samples))
    if not isinstance(threshold, Threshold):
        return {"why_not_compared": threshold.value}
    share = share_above(
        samples["value"], samples["censored"], threshold.value_mg_kg, confidence=confidence
    )
    return {
        "threshold_mg_kg": threshold.value_mg_kg,
        "instrument": threshold.instrument,
        "value_type": threshold.value_type,
        "native_term": threshold.native_term,
        "law_of": threshold.iso3,
        "n_above": share.n_above,
        "share_above": share.share,
        "share_above_lower": share.lower,
        "share_above_upper": share.upper,
        "confidence": confidence,
        "why_not_compared": share.reason,
    }


def _sampled_soil(samples: pd.DataFrame) -> SampledSoil:
    """Describe what a visit sampled; a depth is stated only where every sample has one."""
    first = samples.iloc[0]
    top = samples["depth_top_cm"].min(skipna=False)
    bottom = samples["depth_bottom_cm"].max(skipna=False)
    return SampledSoil(
        iso3=first["iso3"],
        substance=first["substance"],
        matrix=first["matrix"],
        land_uses=tuple(sorted(samples["land_use"].fillna("").unique())),
        fraction=first["fraction"],
        extractant="" if pd.isna(first["extractant"]) else str(first["extractant"]),
        properties=SoilProperties(
            depth_top_cm=None if pd.isna(top) else float(top),
            depth_bottom_cm=None if pd.isna(bottom) else float(bottom),
        ),
    )


def trends(series: pd.DataFrame, visits: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Test of each series that has enough visits and detects."""
    tested = series[series["rung"] == "trend"]
    rows = {
        str(name): _trend(row, visits[visits["series"] == name], parameters.confidence)
        for name, row in tested.iterrows()
    }
    judged = frame_of(rows, definitions.TRENDS)
    judged["q"] = benjamini_hochberg(judged["p"].astype(float))
    judged["grade"] = _grades(judged, parameters.false_discovery_rate)
    judged["verdict"] = judged["direction"].case_when(
        [
            (judged["grade"] == "suggested", "perhaps " + judged["direction"].astype(str)),
            (judged["grade"] == "cannot tell", "cannot tell"),
        ]
    )
    return judged


def _trend(row: pd.Series, visits: pd.DataFrame, confidence: float) -> dict[str, object]:
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
    return np.nan if is_open else median


def _grades(trends: pd.DataFrame, false_discovery_rate: float) -> np.ndarray:
    """How firmly each direction may be said."""
    clear = (trends["q"] <= false_discovery_rate) & (trends["direction"] != "none")
    suggested = (trends["p"] <= SUGGESTED_P) & (trends["direction"] != "none")
    return np.select([clear, suggested], ["clear", "suggested"], "cannot tell")


def changes(series: pd.DataFrame, measurements: pd.DataFrame) -> pd.DataFrame:
    """Change between first and last visit at the same sites, where no trend can be tested."""
    rows = {
        str(name): {"label": row["label"], "why_no_trend": row["rung_reason"]}
        | _change(measurements[measurements["series"] == name])
        for name, row in series[series["rung"] == "level"].iterrows()
    }
    return frame_of(rows, definitions.CHANGES)


def _change(measurements: pd.DataFrame) -> dict[str, object]:
    """Sites that went up or down from the first visit to the last."""
    order = measurements.groupby("visit")["decimal_year"].median().sort_values()
    first, last = order.index[0], order.index[-1]
    at_both = measurements[measurements["visit"].isin([first, last])]
    sites = summarise_groups(at_both, ["visit", "site_id"])
    before, after = (sites[sites["visit"] == visit].set_index("site_id") for visit in (first, last))
    both = before.index.intersection(after.index)
    before, after = before.loc[both], after.loc[both]
    change = paired_change(
        before["median_mg_kg"], before["below_limit"], after["median_mg_kg"], after["below_limit"]
    )
    return {
        "first_visit": first,
        "last_visit": last,
        "n_pairs": change.n_pairs,
        "n_up": change.n_up,
        "n_down": change.n_down,
        "n_undecided": change.n_undecided,
        "p": change.p,
        "median_difference_mg_kg": change.median_difference,
    }


def frame_of(rows: Mapping[str, Mapping[str, object]], columns: tuple[Column, ...]) -> pd.DataFrame:
    """Frame of rows by id, in the columns of the table's definition."""
    names = [column.name for column in columns]
    frame = pd.DataFrame.from_dict(dict(rows), orient="index").reindex(columns=names)
    counts = [
        name for name in names if name.startswith("n_") or name in {"first_year", "last_year"}
    ]
    return frame.astype(dict.fromkeys(counts, "Int64"))
