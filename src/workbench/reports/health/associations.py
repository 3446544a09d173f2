"""Questions with their grade: what became of each pair of exposure and outcome."""

from __future__ import annotations

from dataclasses import replace

from workbench.findings import FEWEST_TOLD
from workbench.findings.rows import (
    Table,
    code,
    count,
    number,
    probability,
    row,
    share,
    text,
)
from workbench.methods.coefficients import Coefficient
from workbench.methods.robustness import attributable_fraction
from workbench.reports.health import grades, rungs
from workbench.reports.health.definitions import Parameters
from workbench.reports.health.judge import (
    Judged,
    detectable,
    last_rung,
    what_is_wrong_with_adjusted,
    what_is_wrong_with_crude,
)
from workbench.reports.health.questions import EXPOSURE, SEX_NAMES
from workbench.reports.health.rates import coarse_p, shown_interval, shown_ratio

LOWEST_TENTH = 0.1


@row
class Association:
    """A pair of exposure and outcome, by sex, and what its models came to."""

    exposure: str = text("substance or covariate", "Exposure")
    outcome: str = text("what was counted", "Outcome")
    sex: str = code("sex", "in whom", "Sex")
    prespecified: str = code(
        "yes-no", "whether it was named before the data were seen", "Prespecified"
    )
    n_areas: int = count("areas in every model", "Areas")
    rate_ratio: float | None = number("rate ratio per increment", "Rate ratio", unit="1")
    p: float | None = probability(
        "of the model that the verdict rests on; 0.001 stands for less", "p"
    )
    q: float | None = probability("p adjusted for all questions (Benjamini and Hochberg)", "q")
    detectable: float | None = number(
        "smallest rate ratio that had a chance of 80 % to be seen", "Smallest detectable", unit="1"
    )
    grade: str = code("evidence-grade", "grade of evidence", "Grade")
    timing: str = code("timing", "whether exposure came first", "Order in time")
    question: str = text("exposure, outcome and sex")
    reason: str = text("why it has this grade")
    increment: str = code("increment", "what the rate ratio is per")
    cases: float | None = number(
        "cases in these areas, to the nearest ten; missing where hidden", unit="1"
    )
    rate_ratio_lower: float | None = number("lower limit", unit="1", lower_of="rate_ratio")
    rate_ratio_upper: float | None = number("upper limit", unit="1", upper_of="rate_ratio")
    adjusted_rate_ratio: float | None = number(
        "rate ratio before spatial patterns are allowed for (quasi-Poisson)", unit="1"
    )
    adjusted_rate_ratio_lower: float | None = number(
        "lower limit", unit="1", lower_of="adjusted_rate_ratio"
    )
    adjusted_rate_ratio_upper: float | None = number(
        "upper limit", unit="1", upper_of="adjusted_rate_ratio"
    )
    share_more: float | None = share("relative difference of the rate per increment, spatial model")
    share_more_lower: float | None = share("lower limit", lower_of="share_more")
    share_more_upper: float | None = share("upper limit", upper_of="share_more")
    timing_why: str = text("years of exposure and outcome")
    crude_wrong: str = text("what is wrong with the crude model")
    adjusted_wrong: str = text("what is wrong with the adjusted Poisson model")
    attributable: float | None = share(
        "share of cases, if the association were causal; grade A only", default=None
    )
    attributable_lower: float | None = share("lower limit", lower_of="attributable", default=None)
    attributable_upper: float | None = share("upper limit", upper_of="attributable", default=None)


QUESTIONS = Table("questions", Association, "Questions and grades", "No question.")


def association(one: Judged, parameters: Parameters, *, hidden: bool) -> Association:
    """Describe a question and its grade, with the digits that may be published.

    Parameters
    ----------
    one : Judged
        Question with its models.
    parameters : Parameters
        Of the report.
    hidden : bool
        Whether the total of its outcome may not be shown, and so its cases neither.
    """
    asked, last = one.question, last_rung(one)
    ratio, adjusted = map(shown_interval, (last.interval, one.ladder[rungs.QUASI].interval))
    found = Association(
        question=asked.label,
        exposure=asked.exposure.name,
        outcome=asked.counted.outcome,
        sex=SEX_NAMES[asked.counted.sex],
        prespecified="yes" if asked.prespecified else "no",
        grade=one.grade.name,
        reason=one.grade.reason,
        increment=asked.increment,
        n_areas=len(asked.areas),
        cases=None if hidden else _to_nearest_ten(float(asked.cases.sum())),
        timing=one.timing,
        timing_why=one.timing_why,
        crude_wrong=what_is_wrong_with_crude(one),
        adjusted_wrong=what_is_wrong_with_adjusted(one),
        rate_ratio=ratio.ratio,
        rate_ratio_lower=ratio.lower,
        rate_ratio_upper=ratio.upper,
        adjusted_rate_ratio=adjusted.ratio,
        adjusted_rate_ratio_lower=adjusted.lower,
        adjusted_rate_ratio_upper=adjusted.upper,
        share_more=_more(ratio.ratio),
        share_more_lower=_more(ratio.lower),
        share_more_upper=_more(ratio.upper),
        p=coarse_p(last.p),
        q=coarse_p(one.q),
        detectable=shown_ratio(detectable(one, parameters)),
    )
    return _with_attributable(found, one)


def _to_nearest_ten(cases: float) -> float | None:
    """Cases as they may be told; None where they are few."""
    return None if cases < FEWEST_TOLD else round(cases, -1)


def _more(ratio: float | None) -> float | None:
    """Relative difference of the rate."""
    return None if ratio is None else round(ratio - 1, 2)


def _with_attributable(found: Association, one: Judged) -> Association:
    """Add the share of cases above the exposure of the lowest tenth, where the grade allows it."""
    if one.grade.name != grades.CONSISTENT or one.question.missing:
        return found
    asked, last = one.question, last_rung(one)
    slope = Coefficient(
        last.interval.estimate,
        last.standard_error,
        last.interval.lower,
        last.interval.upper,
        last.interval.estimate / last.standard_error,
        last.p,
    )
    exposure = asked.areas[EXPOSURE]
    least = float(exposure.quantile(LOWEST_TENTH))
    fraction = attributable_fraction(asked.cases, exposure, slope, reference=least)
    return replace(
        found,
        attributable=round(fraction.fraction, 2),
        attributable_lower=round(fraction.lower, 2),
        attributable_upper=round(fraction.upper, 2),
    )
