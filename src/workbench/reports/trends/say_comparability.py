"""Says whether the measurements of each substance can be compared over time."""

from __future__ import annotations

from dataclasses import replace

from workbench.findings import Finding, Result
from workbench.presentation.lists import of_each
from workbench.presentation.wording import Quoter
from workbench.reports.trends.comparability import COMPARABILITY, limit_fell
from workbench.reports.trends.monitored import SERIES
from workbench.reports.trends.overview import OVERVIEW

BREAK = "break"
STANDING_ORDER = (
    BREAK,
    "not comparable",
    "hidden by the limit",
    "not joined",
    "with caution",
    "after a rule",
    "as far as is stated",
    "one visit",
)
MOST_BREAKS = 2  # more are counted, not named, among the key messages
STANDINGS = (
    ("n_comparable", "comparable over time as they are"),
    ("n_as_far_as_stated", "comparable, as far as is stated"),
    ("n_after_rule", "comparable after a rule"),
    ("n_with_caution", "comparable with caution"),
    ("n_hidden", "hidden by the limit, so that they cannot be compared"),
    ("n_not_comparable", "not comparable"),
    ("n_breaks", "with a break"),
    ("n_not_joined", "measured in several ways side by side"),
    ("n_one_visit", "at one visit only"),
)
APART = (
    "The data are in {n_series}, which are not joined: a step from one to the next may come "
    "from the laboratory."
)


def findings(result: Result) -> list[Finding | None]:
    """Say how many substances can be compared, then for each how, and where a limit fell."""
    return [
        _families(result),
        *of_each(result, "comparability", _verdict),
        *of_each(result, "series", _falling_limit),
    ]


def breaks(result: Result) -> list[Finding]:
    """Give the breaks; where there are many, the one finding that counts them."""
    found = [finding for finding in result.findings if finding.grade == BREAK]
    counted = [finding for finding in result.findings if finding.id.endswith("/families")]
    return found if len(found) <= MOST_BREAKS else [replace(counted[0], grade=BREAK)]


def firmest(result: Result) -> list[Finding]:
    """Give the count, then verdicts from the hardest to the mildest, then limits that fell."""
    count, limits = (
        [finding for finding in result.findings if finding.id.endswith(measure)]
        for measure in ("/families", "/limit")
    )
    verdicts = [finding for finding in result.findings if finding.grade in STANDING_ORDER]
    verdicts.sort(key=lambda finding: STANDING_ORDER.index(finding.grade))
    return [*count, *verdicts, *limits]


def _families(result: Result) -> Finding | None:
    """Count the substances by whether their visits can be compared."""
    overview = result.of(OVERVIEW)[result.area]
    if not overview.n_families:
        return None
    quoter = Quoter(result, "overview", result.area)
    beginning = f"Substances, each in one matrix and layer: {quoter.number('n_families')}. "
    counts = [
        f"{words}: {quoter.number(column)}"
        for column, words in STANDINGS
        if getattr(overview, column)
    ]
    sentence = f"{beginning}Of these, {'; '.join(counts)}."
    return quoter.finding("families", sentence, grade="fact", main="n_comparable")


def _verdict(result: Result, row: str) -> Finding:
    """Give the verdict on a substance with its reasons."""
    quoter = Quoter(result, "comparability", row)
    one = result.of(COMPARABILITY)[row]
    sentence = f"{quoter.text('label')}: {quoter.text('verdict')}"
    if one.compared_at_mg_kg is not None:
        sentence += f"; visits are compared at {quoter.number('compared_at_mg_kg')} mg/kg"
    sentence += f". Why: {quoter.text('reasons')}." if one.reasons else "."
    if one.n_series > 1:
        sentence += f" {APART.format(n_series=quoter.number('n_series') + ' series')}"
    return quoter.finding("comparability", sentence, grade=one.standing, main="break_year")


def _falling_limit(result: Result, row: str) -> Finding | None:
    """Say that the detection limit fell, and that this cannot pass for cleaner soil here."""
    one = result.of(SERIES)[row]
    if not (limit_fell(one) and one.n_non_detects):
        return None
    quoter = Quoter(result, "series", row)
    sentence = (
        f"{quoter.text('label')}: the detection limit fell from "
        f"{quoter.number('first_limit_mg_kg')} to {quoter.number('last_limit_mg_kg')} mg/kg. "
        "A better laboratory is not cleaner soil: a change is judged at the highest limit only."
    )
    return quoter.finding("limit", sentence, grade="fact", main="last_limit_mg_kg")
