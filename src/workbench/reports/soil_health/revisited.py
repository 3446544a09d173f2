"""Change of properties and contaminants at sites that were sampled again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.stats import t as student_t

from workbench.findings.names import column
from workbench.findings.rows import Phrase, count, number, phrase, row, text, year
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.basics.arrays import Floats
from workbench.reports.report import Section
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.sites import SERIES, UNIT_OF_ROW, Latest
from workbench.store.measurements import Measurements
from workbench.vocabulary.substances import substance
from workbench.words.messages import Message
from workbench.words.said import Said, said

FEWEST_REVISITED = 5  # sites that were sampled twice, with fewer no change is given


@row
class Increased(Phrase):
    """The interval of the change is above none."""


@row
class Decreased(Phrase):
    """The interval of the change is below none."""


@row
class NoClearChange(Phrase):
    """The interval of the change includes none."""


@row
class FewRevisited(Phrase):
    """Too few sites were sampled twice."""

    needed: int = count("sites that a change needs")


@row
class NonDetectsAmong(Phrase):
    """Non-detects are among the values."""


@row
class RevisitedChange:
    """A property or contaminant at the sites that were sampled again."""

    name: str = text("property or contaminant", "Measured")
    n_sites: int = count("sites that were sampled twice", "Sites")
    first_year: int = year("median of the first years", "First")
    last_year: int = year("median of the last years", "Last")
    first: float | None = number(
        "mean of the first sampling round", "Mean first", unit=UNIT_OF_ROW, default=None
    )
    last: float | None = number(
        "mean of the last sampling round", "Mean last", unit=UNIT_OF_ROW, default=None
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
    verdict: Phrase = phrase("whether it increased or decreased, or why that is open", "Verdict")


CHANGES = Table(
    "changes",
    RevisitedChange,
    "Change at sites that were sampled again",
    "No site was sampled twice.",
)
SIZED = Message("soil-change", RevisitedChange, "change")
OPEN = Message("soil-change-open", RevisitedChange, "change")


class Pair:
    """First and latest value of a series at a site: the columns of `Latest`, of both."""

    year_first = column("year of the first round")
    year_last = column("year of the latest round")
    lower_first = column("first value, or zero where it was not detected")
    lower_last = column("latest value, or zero where it was not detected")
    upper_first = column("first value, or its limit")
    upper_last = column("latest value, or its limit")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Work out the change between the first and the last sampling round of the same sites."""
    first = basis.found.earlier.sort_values(Latest.year).drop_duplicates(SERIES)
    both = first.merge(basis.found.latest, on=SERIES, suffixes=("_first", "_last"))
    made: dict[str, RevisitedChange] = {}
    for way, pairs in both.groupby(
        [Measurements.substance, Measurements.fraction, Measurements.extractant]
    ):
        parts = [str(part) for part in way]
        made[":".join(filter(None, parts))] = _change(parts[0], pairs, basis.parameters.confidence)
    yield CHANGES.filled(made)


def _change(name: str, pairs: pd.DataFrame, confidence: float) -> RevisitedChange:
    """Change of one series: mean difference of the sites with its t interval."""
    known = pairs[
        (pairs[Pair.lower_first] == pairs[Pair.upper_first])
        & (pairs[Pair.lower_last] == pairs[Pair.upper_last])
    ]
    few = FewRevisited(needed=FEWEST_REVISITED)
    revisited = RevisitedChange(
        name=substance(name).name,
        unit=substance(name).unit,
        n_sites=len(pairs),
        first_year=int(pairs[Pair.year_first].median()),
        last_year=int(pairs[Pair.year_last].median()),
        verdict=NonDetectsAmong() if len(known) < len(pairs) else few,
    )
    if len(known) < max(FEWEST_REVISITED, len(pairs)):
        return revisited
    first, last = known[Pair.upper_first], known[Pair.upper_last]
    differences = (last - first).to_numpy(np.float64)
    mean, half = float(differences.mean()), _half_width(differences, confidence)
    return replace(
        revisited,
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


def _verdict(mean: float, half: float) -> Phrase:
    """Increase or decrease where the interval is on one side of none."""
    if mean - half > 0:
        return Increased()
    return Decreased() if mean + half < 0 else NoClearChange()


def say(tables: Tables) -> Iterator[Said]:
    """Say what changed between the first and the last sampling round of the same sites."""
    for name, one in tables.of(CHANGES).items():
        yield said(OPEN if one.change is None else SIZED, CHANGES, name, main="change")


SECTION: Section[Basis] = Section(
    name="revisited", tables=(CHANGES,), compute=compute, say=say, messages=(SIZED, OPEN)
)
