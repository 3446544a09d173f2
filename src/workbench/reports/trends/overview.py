"""The counts of the whole report, in one row."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from workbench.findings import frame_of
from workbench.reports.trends import definitions
from workbench.reports.trends.comparisons import set_name
from workbench.reports.trends.definitions import Parameters
from workbench.vocabulary import places

STANDINGS = {
    "n_comparable": "comparable",
    "n_as_far_as_stated": "as far as is stated",
    "n_after_rule": "after a rule",
    "n_with_caution": "with caution",
    "n_hidden": "hidden by the limit",
    "n_not_comparable": "not comparable",
    "n_breaks": "break",
    "n_not_joined": "not joined",
    "n_one_visit": "one visit",
}


def overview(
    everything: pd.DataFrame, judged: Mapping[str, pd.DataFrame], parameters: Parameters
) -> pd.DataFrame:
    """One row with the counts of the whole report.

    Parameters
    ----------
    everything : DataFrame
        All measurements that were read.
    judged : mapping of str to DataFrame
        Tables series, comparability, comparisons and trends.
    parameters : Parameters
        Those of the report.
    """
    series, trends = judged["series"], judged["trends"]
    years = years_of(everything)
    row = {
        "area_name": places.place_name(parameters.area),
        "n_measurements": len(everything),
        "n_used": int(series["n_measurements"].sum()),
        "n_below_stated_limit": _count_below_stated_limit(everything),
        "n_sites": len(everything[["iso3", "site_id"]].drop_duplicates()),
        "n_series": len(series),
        "n_trends": len(trends),
        "n_clear": int((trends["grade"] == "clear").sum()),
        "n_not_judged": len(series) - len(trends),
        "first_year": years[0] if years else None,
        "last_year": years[1] if years else None,
        "false_discovery_rate": parameters.false_discovery_rate,
        "confidence": parameters.confidence,
        "reference_set_name": set_name(parameters.reference_set),
    }
    counts = _compared(judged["comparisons"]) | _comparable(judged["comparability"])
    return frame_of({parameters.area: row | counts}, definitions.OVERVIEW)


def years_of(measurements: pd.DataFrame) -> tuple[int, int] | None:
    """First and last year of sampling, None where there is no sample."""
    if measurements.empty:
        return None
    years = measurements["sampled_on"].str[:4].astype(int)
    return int(years.min()), int(years.max())


def _compared(comparisons: pd.DataFrame) -> dict[str, object]:
    """Count series and measurements of the last visits that have no threshold."""
    without = comparisons["threshold_mg_kg"].isna()
    compared = set(comparisons.loc[~without, "series"])
    return {
        "n_not_compared": len(set(comparisons["series"]) - compared),
        "n_at_last_visits": int(comparisons["n_measurements"].sum()),
        "n_without_threshold": int(comparisons.loc[without, "n_measurements"].sum()),
    }


def _comparable(comparability: pd.DataFrame) -> dict[str, object]:
    """Count the substances of each standing."""
    counted = comparability["standing"].value_counts()
    counts: dict[str, object] = {"n_families": len(comparability)}
    return counts | {name: int(counted.get(word, 0)) for name, word in STANDINGS.items()}


def _count_below_stated_limit(measurements: pd.DataFrame) -> int:
    """Count numbers that were given in spite of being at or below their own detection limit."""
    return int((~measurements["censored"] & (measurements["value"] <= measurements["lod"])).sum())
