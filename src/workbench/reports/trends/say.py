"""Says what the trends report found; every number and name is quoted from a cell of the result."""

from __future__ import annotations

from dataclasses import replace

from workbench.findings import Finding, Result
from workbench.presentation.html import Sentences
from workbench.presentation.lists import chosen, first, of_each
from workbench.presentation.wording import CAVEATS, Quoter
from workbench.reports.trends import say_comparability, say_levels
from workbench.reports.trends.judge import CHANGES, TRENDS, Change, Trend
from workbench.reports.trends.monitored import SERIES
from workbench.reports.trends.overview import OVERVIEW

GRADE_ORDER = (
    "clear",
    "above",
    say_comparability.BREAK,
    "suggested",
    "missing",
    "level",
    "cannot tell",
)
MOST_KEY_MESSAGES = 7
MOST_VERDICTS = 12


def findings(result: Result) -> Result:
    """Add its findings to a result, from what was monitored to what could not be told.

    Parameters
    ----------
    result : Result
        What `compute` gave.

    Returns
    -------
    Result
        The same, with a finding a series for its trend or change, its level against the threshold
        and its detection limit.
    """
    if result.status == "no_data":
        return replace(result, findings=(_no_data(result),))
    said = [
        _monitored(result),
        *say_comparability.findings(result),
        *of_each(result, "trends", _trend),
        *of_each(result, "changes", _change),
        *say_levels.findings(result),
        *of_each(result, "series", _too_few_visits),
        _below_stated_limit(result),
    ]
    return replace(result, findings=tuple(finding for finding in said if finding))


def key_messages(result: Result) -> Sentences:
    """Give the firmest findings first, one page at the most."""
    facts = [finding for finding in result.findings if finding.id.endswith("/monitored")]
    named = set(GRADE_ORDER) - {say_comparability.BREAK}
    others = [finding for finding in result.findings if finding.grade in named]
    others += say_comparability.breaks(result)
    others.sort(key=lambda finding: GRADE_ORDER.index(finding.grade))
    return first([*facts, *others], len(facts) + MOST_KEY_MESSAGES)


def comparability_messages(result: Result) -> Sentences:
    """Count what can be compared over time, and name what cannot be as it is."""
    return first(say_comparability.firmest(result), MOST_VERDICTS)


def level_messages(result: Result) -> Sentences:
    """Compare each series and land use with its threshold."""
    return chosen(result, ("/law", "/level", "/not_compared"))


def trend_messages(result: Result) -> Sentences:
    """Tell the direction of each series and its change."""
    return chosen(result, ("/trend", "/change"))


def caveats(result: Result) -> Sentences:
    """Remind of what holds for any trend of this report."""
    judged = bool(result.of(TRENDS)) or bool(result.of(CHANGES))
    said = CAVEATS if judged else ()
    return Sentences([("caveat", caveat, "") for caveat in said])


def _no_data(result: Result) -> Finding:
    """Say that there is nothing to judge, and what would help."""
    quoter = Quoter(result, "overview", result.area)
    sentence = (
        f"{quoter.text('area_name')}: the store holds no measurement. Nothing can be said about "
        "the soil, neither that it is clean nor that it is polluted. Send measurements with site, "
        "date, depth, substance, value, unit and detection limit."
    )
    return quoter.finding("monitored", sentence, grade="missing", main="n_measurements")


def _monitored(result: Result) -> Finding:
    """Say how much was measured, where and when."""
    quoter = Quoter(result, "overview", result.area)
    sentence = (
        f"{quoter.text('area_name')}: {quoter.count('n_measurements', 'measurement')} at "
        f"{quoter.count('n_sites', 'site')}, {quoter.number('first_year')} to "
        f"{quoter.number('last_year')}. Of {quoter.number('n_series')} series, "
        f"{quoter.number('n_trends')} could be tested for a trend; "
        f"clear trends: {quoter.number('n_clear')}."
    )
    return quoter.finding("monitored", sentence, grade="fact", main="n_measurements")


def _trend(result: Result, row: str) -> Finding:
    """Direction of a series, as firmly as its grade allows."""
    quoter = Quoter(result, "trends", row)
    one = result.of(TRENDS)[row]
    sentence = (
        f"{quoter.text('label')}: {quoter.text('verdict')}{_size(quoter, one)}. "
        f"{quoter.count('n_visits', 'visit')}, {quoter.number('first_year')} to "
        f"{quoter.number('last_year')}; q {quoter.probability('q')} over "
        f"{quoter.count('n_tests', 'test')}."
    )
    if one.caution and one.grade != "cannot tell":
        sentence += f" Caution: {quoter.text('caution')}."
    return quoter.finding("trend", sentence, grade=one.grade, main="slope_mg_kg_year")


def _size(quoter: Quoter, one: Trend) -> str:
    """Size of the change with its interval, or the range that non-detects leave open."""
    if one.slope_lower_mg_kg_year is None:
        return _size_without_interval(quoter, one)
    if one.grade == "cannot tell":
        return (
            " whether it rises or falls; the data fit anything from "
            f"{_interval(quoter)} mg/kg a year"
        )
    if one.slope_mg_kg_year is None:
        if (one.slope_low_mg_kg_year or 0) * (one.slope_high_mg_kg_year or 0) <= 0:
            return "; its non-detects leave the size open"
        return (
            f", {quoter.number('slope_low_mg_kg_year')} to "
            f"{quoter.number('slope_high_mg_kg_year')} mg/kg a year whatever the non-detects were "
            f"({quoter.percent('confidence')} interval {_interval(quoter)})"
        )
    return (
        f", {quoter.number('slope_mg_kg_year')} mg/kg a year "
        f"({quoter.percent('confidence')} interval {_interval(quoter)})"
    )


def _size_without_interval(quoter: Quoter, one: Trend) -> str:
    """Quote the slope of a series that is too short for an interval."""
    if one.grade == "cannot tell" or one.slope_mg_kg_year is None:
        return ""
    return f", {quoter.number('slope_mg_kg_year')} mg/kg a year (too few visits for an interval)"


def _interval(quoter: Quoter) -> str:
    """Quote both limits of the slope."""
    return f"{quoter.number('slope_lower_mg_kg_year')} to {quoter.number('slope_upper_mg_kg_year')}"


def _change(result: Result, row: str) -> Finding:
    """Compare the same sites at two visits, where no trend can be tested."""
    quoter, one = Quoter(result, "changes", row), result.of(CHANGES)[row]
    sentence = (
        f"{quoter.text('label')}: no trend can be tested ({quoter.text('why_no_trend')}). Between "
        f"{quoter.text('first_visit')} and {quoter.text('last_visit')}, "
    )
    if not one.n_pairs:
        sentence += "no site was sampled both times, so no change can be judged either."
        return quoter.finding("change", sentence, grade="cannot tell")
    sentence += (
        f"{quoter.count('n_pairs', 'site')} sampled both times: {quoter.number('n_up')} higher, "
        f"{quoter.number('n_down')} lower, {quoter.number('n_undecided')} undecided "
        f"(sign test, q {quoter.probability('q')})"
        f"{_median_difference(quoter, one)}."
    )
    if one.caution:
        sentence += f" Caution: {quoter.text('caution')}, which may look like a change of the soil."
    return quoter.finding("change", sentence, grade="level", main="median_difference_mg_kg")


def _median_difference(quoter: Quoter, one: Change) -> str:
    """Quote the size of a change, where all is detected."""
    if one.median_difference_mg_kg is None:
        return ""
    return f", median change {quoter.number('median_difference_mg_kg')} mg/kg"


def _below_stated_limit(result: Result) -> Finding | None:
    """Say how many numbers were given below their own limit, and how they were read."""
    if not result.of(OVERVIEW)[result.area].n_below_stated_limit:
        return None
    quoter = Quoter(result, "overview", result.area)
    sentence = (
        "Numbers at or below the detection limit that stands beside them: "
        f"{quoter.number('n_below_stated_limit')} of "
        f"{quoter.count('n_measurements', 'measurement')}. They are read as non-detects."
    )
    return quoter.finding("below_limit", sentence, grade="fact", main="n_below_stated_limit")


def _too_few_visits(result: Result, row: str) -> Finding | None:
    """Say that a series has too few visits for anything but its level."""
    if result.of(SERIES)[row].rung != "none":
        return None
    quoter = Quoter(result, "series", row)
    sentence = f"{quoter.text('label')}: no trend can be judged ({quoter.text('rung_reason')})."
    return quoter.finding("not_judged", sentence, grade="cannot tell")
