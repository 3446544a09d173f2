"""Declares a question with its grade; the section of all tests fills it, others quote it."""

from __future__ import annotations

from workbench.findings.rows import (
    Phrase,
    Table,
    code,
    count,
    number,
    phrase,
    probability,
    row,
    share,
)
from workbench.reports.health.basis.obstacles import TimingYears
from workbench.reports.health.phrases import HealthQuestion


@row
class Association:
    """A pair of exposure and outcome, by sex, and what its models came to."""

    exposure: Phrase = phrase("substance or covariate", "Exposure")
    outcome: str = code("outcome", "what was counted", "Outcome")
    sex: str = code("sex", "in whom", "Sex")
    prespecified: str = code(
        "yes-no", "whether it was named before the data were seen", "Prespecified"
    )
    n_areas: int = count("areas in every model", "Areas")
    rate_ratio: float | None = number("rate ratio per increment", "Rate ratio", unit="1")
    p: float | None = probability(
        "of the model that the grade rests on; 0.001 stands for less", "p"
    )
    q: float | None = probability("p adjusted for all questions (Benjamini and Hochberg)", "q")
    detectable: float | None = number(
        "smallest rate ratio that had a chance of 80 % to be seen", "Smallest detectable", unit="1"
    )
    grade: str = code("grade", "grade of evidence", "Grade")
    timing: str = code("timing", "whether exposure came first", "Order in time")
    question: HealthQuestion = phrase("exposure, outcome and sex")
    reason: tuple[Phrase, ...] = phrase("why it has this grade")
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
    timing_why: TimingYears = phrase("years of exposure and outcome")
    crude_wrong: Phrase | None = phrase("what is wrong with the crude model")
    adjusted_wrong: Phrase | None = phrase("what is wrong with the adjusted Poisson model")
    attributable: float | None = share(
        "share of cases, if the association were causal; grade A only", default=None
    )
    attributable_lower: float | None = share("lower limit", lower_of="attributable", default=None)
    attributable_upper: float | None = share("upper limit", upper_of="attributable", default=None)


QUESTIONS = Table(
    "questions", Association, "Associations and grades", "No association was examined."
)
