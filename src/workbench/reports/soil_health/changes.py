"""Change of properties and contaminants on sites that were visited again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.stats import t as student_t

from workbench.findings.rows import Table, count, number, row, text, year
from workbench.methods.series import Floats
from workbench.reports.soil_health.definitions import FEWEST_REVISITED, UNIT_OF_ROW, Parameters
from workbench.reports.soil_health.sites import SERIES, Sampled
from workbench.vocabulary.substances import substance

MORE, LESS, CANNOT_TELL = "more", "less", "cannot tell"
FEW = f"cannot tell, fewer than {FEWEST_REVISITED} sites"
CENSORED = "cannot tell, non-detects among them"


@row
class Change:
    """A property or contaminant on the sites that were visited again."""

    name: str = text("property or contaminant", "Measured")
    n_sites: int = count("sites that were visited twice", "Sites")
    first_year: int = year("median of the first years", "First")
    last_year: int = year("median of the last years", "Last")
    first: float | None = number(
        "mean of the first visit", "Mean first", unit=UNIT_OF_ROW, default=None
    )
    last: float | None = number(
        "mean of the last visit", "Mean last", unit=UNIT_OF_ROW, default=None
    )
    change: float | None = number(
        "mean change of the sites", "Change", unit=UNIT_OF_ROW, default=None
    )
    change_lower: float | None = number(
        "lower limit of the change",
        "Lower limit",
        unit=UNIT_OF_ROW,
        lower_of="change",
        default=None,
    )
    change_upper: float | None = number(
        "upper limit of the change",
        "Upper limit",
        unit=UNIT_OF_ROW,
        upper_of="change",
        default=None,
    )
    unit: str = text("unit of the values", "Unit")
    verdict: str = text("more, less, or why neither can be said", "Verdict")


CHANGES = Table(
    "changes", Change, "Change on sites that were visited again", "No site was visited twice."
)


def changes(found: Sampled, parameters: Parameters) -> dict[str, Change]:
    """Work out the change between the first and the last visit of the same sites.

    Parameters
    ----------
    found : Sampled
        Values of the sites, latest and earlier.
    parameters : Parameters
        Of the report.
    """
    first = found.earlier.sort_values("year").drop_duplicates(SERIES)
    both = first.merge(found.latest, on=SERIES, suffixes=("_first", "_last"))
    made: dict[str, Change] = {}
    for (code, fraction, extractant), pairs in both.groupby(
        ["substance", "fraction", "extractant"]
    ):
        key = ":".join(part for part in (str(code), str(fraction), str(extractant)) if part)
        made[key] = _change(str(code), pairs, parameters)
    return made


def _change(code: str, pairs: pd.DataFrame, parameters: Parameters) -> Change:
    """Change of one series: mean difference of the sites with its t interval."""
    known = pairs.query("lower_first == upper_first and lower_last == upper_last")
    visited = Change(
        name=substance(code).name,
        unit=substance(code).unit,
        n_sites=len(pairs),
        first_year=int(pairs["year_first"].median()),
        last_year=int(pairs["year_last"].median()),
        verdict=CENSORED if len(known) < len(pairs) else FEW,
    )
    if len(known) < max(FEWEST_REVISITED, len(pairs)):
        return visited
    first, last = known["upper_first"], known["upper_last"]
    differences = (last - first).to_numpy(np.float64)
    mean, half = float(differences.mean()), _half_width(differences, parameters.confidence)
    return replace(
        visited,
        first=first.mean(),
        last=last.mean(),
        change=mean,
        change_lower=mean - half,
        change_upper=mean + half,
        verdict=_verdict(mean, half),
    )


def _half_width(differences: Floats, confidence: float) -> float:
    """Half of the t interval of the mean."""
    error = differences.std(ddof=1) / np.sqrt(len(differences))
    return float(student_t.ppf((1 + confidence) / 2, len(differences) - 1) * error)


def _verdict(mean: float, half: float) -> str:
    """More or less where the interval is on one side of none."""
    if mean - half > 0:
        return MORE
    return LESS if mean + half < 0 else CANNOT_TELL
