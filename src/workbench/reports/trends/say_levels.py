"""Says how the last visit of each series and land use stands against its threshold."""

from __future__ import annotations

from workbench.findings import Finding, Result
from workbench.presentation.lists import of_each
from workbench.presentation.wording import Quoter
from workbench.reports.trends.comparisons import COMPARISONS, REFERENCE, Comparison
from workbench.reports.trends.overview import OVERVIEW


def findings(result: Result) -> list[Finding | None]:
    """Say whose law is compared with, each share above a threshold, and what has none."""
    return [
        _law(result),
        *of_each(result, "comparisons", _level),
        _not_compared(result),
    ]


def _law(result: Result) -> Finding | None:
    """Say that the thresholds are those of another, where they were asked for by name."""
    if not result.of(OVERVIEW)[result.area].reference_set_name:
        return None
    quoter = Quoter(result, "overview", result.area)
    sentence = (
        f"Thresholds are those of {quoter.text('reference_set_name')}, asked for by the parameter "
        "reference_set, in place of the own law of each country. Here they serve as a measure only."
    )
    return quoter.finding("law", sentence, grade="fact")


def _level(result: Result, row: str) -> Finding | None:
    """Say which share is above the threshold that applies, or that it cannot be judged."""
    one = result.of(COMPARISONS)[row]
    if one.threshold_mg_kg is None:
        return None
    quoter = Quoter(result, "comparisons", row)
    beginning = (
        f"{quoter.text('label')}, {quoter.text('visit')}, land use {quoter.text('land_use')}: "
    )
    grade = "above" if one.n_above else "fact"
    if one.share_above is not None:
        sentence = f"{beginning}{_share(quoter)} above the {_threshold(quoter, one)}."
    elif one.n_above:
        sentence = (
            f"{beginning}at least {quoter.number('n_above')} of "
            f"{quoter.count('n_measurements', 'sample')} above the {_threshold(quoter, one)}; "
            f"{quoter.number('n_undecided')} more cannot be judged "
            f"({quoter.text('why_not_compared')})."
        )
    else:
        grade = "cannot tell"
        sentence = (
            f"{beginning}whether the {_threshold(quoter, one)} is kept cannot be judged "
            f"({quoter.text('why_not_compared')})."
        )
    return quoter.finding("level", sentence, grade=grade, main="share_above")


def _share(quoter: Quoter) -> str:
    """Quote how many samples are above, with their share and its interval."""
    return (
        f"{quoter.number('n_above')} of {quoter.count('n_measurements', 'sample')} "
        f"({quoter.percent('share_above')}, {quoter.percent('confidence')} interval "
        f"{quoter.percent('share_above_lower')} to {quoter.percent('share_above_upper')})"
    )


def _threshold(quoter: Quoter, one: Comparison) -> str:
    """Quote a threshold with its kind and law, and say where the law is that of another."""
    value = f"threshold of {quoter.number('threshold_mg_kg')} mg/kg "
    kind = f"{quoter.text('value_type')}; {quoter.text('instrument')}"
    if one.whose_law != REFERENCE:
        return f"{value}({kind})"
    return f"{value}({kind}; {quoter.text('whose_law')}: law of {quoter.text('law_of_name')})"


def _not_compared(result: Result) -> Finding | None:
    """Say how much has no threshold to be compared with, and what that does not mean."""
    overview = result.of(OVERVIEW)[result.area]
    if not overview.n_without_threshold:
        return None
    quoter = Quoter(result, "overview", result.area)
    whose = (
        f"in the reference set of {quoter.text('reference_set_name')}"
        if overview.reference_set_name
        else "on file"
    )
    sentence = (
        f"Series without a threshold {whose} that applies: {quoter.number('n_not_compared')} of "
        f"{quoter.number('n_series')}; samples of the last visits without one: "
        f"{quoter.number('n_without_threshold')} of {quoter.number('n_at_last_visits')}. The table "
        "gives the reason of each. This does not mean that the soil is clean."
    )
    return quoter.finding("not_compared", sentence, grade="missing", main="n_without_threshold")
