"""What changed between the visits of a series and may look like a change of the soil."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from workbench.methods.censored import recensor
from workbench.methods.regional import RegionalKendall, regional_kendall
from workbench.methods.visits import summarise_groups
from workbench.reports.trends.definitions import DEPTH_CHANGE, SAME_SITES, SEEN_WITHIN_SITES

DIFFERENT_SITES = "the sites differ between visits, and within sites the direction is not seen"


def of_trend(s: Any, row: pd.Series, measurements: pd.DataFrame) -> dict[str, Any]:  # noqa: ANN401
    """Cells of a trend on what may pass for it: cautions, and its direction within sites."""
    within = _within_sites(measurements)
    seen_within = np.sign(s) * within.z >= SEEN_WITHIN_SITES
    sites = [] if has_same_sites(row) or seen_within else [DIFFERENT_SITES]
    return {
        "caution": "; ".join([*sites, *of_measurement(measurements)]),
        "n_sites": row["n_sites"],
        "n_sites_every_visit": row["n_sites_every_visit"],
        "s_within_sites": within.s,
        "z_within_sites": within.z,
    }


def of_measurement(measurements: pd.DataFrame) -> list[str]:
    """Name what changed between the visits of one series in how and where it was measured."""
    found = [
        (_differs(measurements, "lab_id"), "the laboratory changed"),
        (_differs(measurements, "source_type"), "the kind of site changed"),
        (_depth_changed(measurements), "the sampling depth changed"),
    ]
    return [words for applies, words in found if applies]


def has_same_sites(row: pd.Series) -> bool:
    """Tell whether enough of the sites of a series are in every visit."""
    return bool(row["n_sites_every_visit"] >= SAME_SITES * row["n_sites"])


def _within_sites(measurements: pd.DataFrame) -> RegionalKendall:
    """Direction within sites, at their common highest limit."""
    sites = summarise_groups(measurements, ["site_id", "visit"])
    compared = recensor(sites["median_mg_kg"], sites["below_limit"])
    return regional_kendall(sites["site_id"], sites["decimal_year"], compared.values)


def _differs(measurements: pd.DataFrame, column: str) -> bool:
    """Tell whether the visits of a series differ in the words of a column."""
    known = measurements[["visit", column]].dropna().drop_duplicates()
    words = {frozenset(group[column]) for _, group in known.groupby("visit")}
    return len(words) > 1


def _depth_changed(measurements: pd.DataFrame) -> bool:
    """Tell whether the lower end of the samples moved between visits."""
    depths = measurements.groupby("visit")["depth_bottom_cm"].median().dropna()
    return bool(len(depths) and depths.max() - depths.min() > DEPTH_CHANGE * depths.median())
