"""All tests: each pair of exposure and outcome that was looked at, with its grade."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from workbench.findings import FEWEST_TOLD
from workbench.findings.rows import Phrase, number, phrase, row
from workbench.findings.tables import AnyFilled, Tables
from workbench.methods.rates import grades
from workbench.methods.rates.disclosure import (
    ShownInterval,
    coarse_p,
    rounded,
    shown_interval,
    shown_ratio,
)
from workbench.methods.rates.rate_models import Coefficient
from workbench.methods.rates.robustness import attributable_fraction, e_values
from workbench.reports.health.basis import Basis, models
from workbench.reports.health.basis.counts import CountedArea
from workbench.reports.health.basis.judged import JudgedQuestion
from workbench.reports.health.basis.models import Model
from workbench.reports.health.basis.questions import EXPOSURE, SEX_NAMES
from workbench.reports.health.models import QUESTIONS, Association
from workbench.reports.report import Section
from workbench.words.messages import Message
from workbench.words.said import Said, said

CHANGE_OF_ESTIMATE = 0.10  # relative change by which adjustment counts as having mattered
LEAST_CHANGE = 0.01  # of the logarithm of a rate ratio, below which it does not
SUGGESTIVE_P = 0.05  # of the tests of a model's own assumptions


@row
class CrudeMoves(Phrase):
    """Adjustment moves the crude rate ratio."""

    crude: float = number("rate ratio of the crude model", unit="1", apart_from="adjusted")
    adjusted: float = number("rate ratio with all confounders", unit="1", apart_from="crude")


@row
class CountsVary(Phrase):
    """Counts vary more than Poisson counts."""


@row
class ResidualsAlike(Phrase):
    """Residuals of neighbouring areas are alike."""


@row
class TooNarrow(Phrase):
    """The interval of a model is too narrow."""

    because: tuple[Phrase, ...] = phrase("assumptions that the data contradict", is_list=True)


def of_crude(fitted: Mapping[str, Model]) -> Phrase | None:
    """Say by how much adjustment moves the crude rate ratio, where that matters.

    Parameters
    ----------
    fitted : mapping of str to Model
        Models of a question.

    Returns
    -------
    Phrase or None
        Both rate ratios; None where the move does not matter.
    """
    crude, adjusted = fitted[models.CRUDE].interval, fitted[models.QUASI].interval
    if not (crude.fitted and adjusted.fitted):
        return None
    moved = abs(crude.estimate - adjusted.estimate)
    if moved <= max(CHANGE_OF_ESTIMATE * abs(crude.estimate), LEAST_CHANGE):
        return None
    return CrudeMoves(
        crude=shown_ratio(math.exp(crude.estimate)),
        adjusted=shown_ratio(math.exp(adjusted.estimate)),
    )


def of_adjusted(fitted: Mapping[str, Model]) -> Phrase | None:
    """Say which assumptions of the adjusted Poisson model the data contradict, if any.

    Parameters
    ----------
    fitted : mapping of str to Model
        Models of a question.

    Returns
    -------
    Phrase or None
        The assumptions; None where the data contradict none.
    """
    adjusted = fitted[models.ADJUSTED]
    found: list[Phrase] = []
    if adjusted.dean_p < SUGGESTIVE_P:
        found.append(CountsVary())
    if adjusted.moran is not None and adjusted.moran.p_value < SUGGESTIVE_P:
        found.append(ResidualsAlike())
    return TooNarrow(because=tuple(found)) if found else None


LOWEST_TENTH = 0.1
E_VALUE_DIGITS = 2  # of an E-value in a sentence
MORE = Message("graded-consistent-more", Association, "question")
FEWER = Message("graded-consistent-fewer", Association, "question")
BY_GRADE = {
    grades.SENSITIVE: Message("graded-sensitive", Association, "question"),
    grades.CRUDE_ONLY: Message("graded-crude-only", Association, "question"),
    grades.NOT_DETECTED: Message("graded-not-detected", Association, "question"),
    grades.NOT_ASSESSABLE: Message("graded-not-assessable", Association, "question"),
}
MESSAGES = (MORE, FEWER, *BY_GRADE.values())
CAVEATS = ("caveat-not-detected",)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Describe the questions, without their cases where the total is hidden."""
    totals, found = basis.totals_hidden, {}
    for one in basis.judged:
        of = one.question.counted
        hidden = totals[of.outcome, of.sex]
        found[one.question.id] = _association(one, hidden=hidden)
    yield QUESTIONS.filled(found)


def _association(one: JudgedQuestion, *, hidden: bool) -> Association:
    """Describe a question and its grade, with the digits that may be published."""
    asked, last = one.question, one.last
    surface = one.models[models.SURFACE]
    ratio, adjusted, uncorrected, weakest = map(
        shown_interval,
        (one.headline, one.models[models.QUASI].interval, surface.interval, last.interval),
    )
    found = Association(
        question=asked.label,
        exposure=asked.exposure.name,
        outcome=asked.counted.outcome,
        sex=SEX_NAMES[asked.counted.sex],
        prespecified="yes" if asked.prespecified else "no",
        grade=one.grade.name,
        reason=one.grade.reasons,
        increment=asked.increment,
        n_areas=len(asked.areas),
        cases=None if hidden else _to_nearest_ten(float(asked.areas[CountedArea.cases].sum())),
        timing=one.timing,
        timing_why=one.timing_why,
        crude_wrong=of_crude(one.models),
        adjusted_wrong=of_adjusted(one.models),
        rate_ratio=ratio.ratio,
        rate_ratio_lower=ratio.lower,
        rate_ratio_upper=ratio.upper,
        adjusted_rate_ratio=adjusted.ratio,
        adjusted_rate_ratio_lower=adjusted.lower,
        adjusted_rate_ratio_upper=adjusted.upper,
        uncorrected_rate_ratio=uncorrected.ratio,
        uncorrected_rate_ratio_lower=uncorrected.lower,
        uncorrected_rate_ratio_upper=uncorrected.upper,
        weakest_rate_ratio=weakest.ratio,
        weakest_rate_ratio_lower=weakest.lower,
        weakest_rate_ratio_upper=weakest.upper,
        **_reliability(surface),
        e_value_limit=_e_value_of_limit(weakest),
        share_more=_more(ratio.ratio),
        share_more_lower=_more(ratio.lower),
        share_more_upper=_more(ratio.upper),
        p=coarse_p(last.p),
        q=coarse_p(one.q),
        detectable=shown_ratio(one.detectable),
    )
    return _with_attributable(found, one)


def _to_nearest_ten(cases: float) -> float | None:
    """Cases as they may be told; None where they are few."""
    return None if cases < FEWEST_TOLD else round(cases, -1)


def _reliability(surface: Model) -> dict[str, float | None]:
    """Reliability of the exposure with its lower limit; missing where nothing tells it."""
    found = surface.corrected
    return {
        "reliability": None if found is None else round(found.reliability, 2),
        "reliability_lower": None if found is None else round(found.reliability_lower, 2),
    }


def _e_value_of_limit(shown: ShownInterval) -> float | None:
    """Give the E-value of the limit nearer to one; missing where nothing was fitted."""
    if shown.ratio is None or shown.lower is None or shown.upper is None:
        return None
    return rounded(e_values(shown.ratio, shown.lower, shown.upper).limit, E_VALUE_DIGITS)


def _more(ratio: float | None) -> float | None:
    """Relative difference of the rate."""
    return None if ratio is None else round(ratio - 1, 2)


def _with_attributable(found: Association, one: JudgedQuestion) -> Association:
    """Add the share of cases above the exposure of the lowest tenth, where the grade allows it."""
    if one.grade.name != grades.CONSISTENT or one.question.missing:
        return found
    asked, last = one.question, one.last
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
    fraction = attributable_fraction(
        asked.areas[CountedArea.cases], exposure, slope, reference=least
    )
    return replace(
        found,
        attributable=round(fraction.fraction, 2),
        attributable_lower=round(fraction.lower, 2),
        attributable_upper=round(fraction.upper, 2),
    )


def say(tables: Tables) -> Iterator[Said]:
    """Word each question by its grade."""
    for name, one in tables.of(QUESTIONS).items():
        main = "" if one.grade == grades.NOT_ASSESSABLE else "rate_ratio"
        yield said(_message(one), QUESTIONS, name, grade=one.grade, main=main)


def _message(one: Association) -> Message[Association]:
    """Choose what to say of a question: its grade settles it."""
    if one.grade != grades.CONSISTENT:
        return BY_GRADE[one.grade]
    return MORE if one.rate_ratio is not None and one.rate_ratio > 1 else FEWER


def notes(tables: Tables) -> tuple[str, ...]:
    """Remind of what it means that nothing was detected."""
    return CAVEATS if tables.of(QUESTIONS) else ()


SECTION: Section[Basis] = Section(
    name="tests",
    tables=(QUESTIONS,),
    compute=compute,
    say=say,
    messages=MESSAGES,
    notes=notes,
)
