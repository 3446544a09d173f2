"""Change of properties and contaminants on sites that were visited again."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import t as student_t

from workbench.reports.soil_health.definitions import FEWEST_REVISITED, Parameters
from workbench.reports.soil_health.inventory import Row
from workbench.reports.soil_health.sites import SERIES, Sampled
from workbench.vocabulary.substances import substance

MORE, LESS, CANNOT_TELL = "more", "less", "cannot tell"
FEW = f"cannot tell, fewer than {FEWEST_REVISITED} sites"
CENSORED = "cannot tell, non-detects among them"


def changes(found: Sampled, parameters: Parameters) -> dict[str, Row]:
    """Rows of the change between the first and the last visit of the same sites.

    Parameters
    ----------
    found : Sampled
        Values of the sites, latest and earlier.
    parameters : Parameters
        Of the report.
    """
    first = found.earlier.sort_values("year").drop_duplicates(SERIES)
    both = first.merge(found.latest, on=SERIES, suffixes=("_first", "_last"))
    made: dict[str, Row] = {}
    for (code, fraction, extractant), pairs in both.groupby(
        ["substance", "fraction", "extractant"]
    ):
        key = ":".join(part for part in (str(code), str(fraction), str(extractant)) if part)
        made[key] = _row(str(code), pairs, parameters)
    return made


def _row(code: str, pairs: pd.DataFrame, parameters: Parameters) -> Row:
    """Row of one series: mean difference of the sites with its t interval."""
    known = pairs[
        (pairs["lower_first"] == pairs["upper_first"])
        & (pairs["lower_last"] == pairs["upper_last"])
    ]
    row: Row = {
        "name": substance(code).name,
        "unit": substance(code).unit,
        "n_sites": len(pairs),
        "first_year": int(pairs["year_first"].median()),
        "last_year": int(pairs["year_last"].median()),
        "verdict": CENSORED if len(known) < len(pairs) else FEW,
    }
    if len(known) < max(FEWEST_REVISITED, len(pairs)):
        return row
    differences = (known["upper_last"] - known["upper_first"]).to_numpy(np.float64)
    mean, half = float(differences.mean()), _half_width(differences, parameters.confidence)
    return row | {
        "first": float(known["upper_first"].mean()),
        "last": float(known["upper_last"].mean()),
        "change": mean,
        "change_lower": mean - half,
        "change_upper": mean + half,
        "verdict": _verdict(mean, half),
    }


def _half_width(differences: np.ndarray, confidence: float) -> float:
    """Half of the t interval of the mean."""
    error = differences.std(ddof=1) / np.sqrt(len(differences))
    return float(student_t.ppf((1 + confidence) / 2, len(differences) - 1) * error)


def _verdict(mean: float, half: float) -> str:
    """More or less where the interval is on one side of none."""
    if mean - half > 0:
        return MORE
    return LESS if mean + half < 0 else CANNOT_TELL
