"""How far associations hold: what becomes of the rate ratio when something is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, code, count, number, phrase, probability, row, share
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.rates import grades
from workbench.methods.rates.disclosure import coarse_p, rounded, shown_interval
from workbench.methods.rates.exposure_response import ExposureGroups
from workbench.methods.rates.rate_models import NO_RATIO, log_ratio
from workbench.methods.rates.robustness import e_values
from workbench.methods.spatial.leroux import poisson_leroux
from workbench.methods.spatial.random_effect import poisson_spatial_plus
from workbench.reports.health.basis import Basis, models
from workbench.reports.health.basis.exposure import in_units
from workbench.reports.health.basis.judged import Changed, JudgedQuestion
from workbench.reports.health.basis.questions import EXPOSURE
from workbench.reports.health.phrases import HealthQuestion
from workbench.reports.report import Section

QUARTERS = ("lowest", "second", "third", "highest")


@row
class NothingChanged(Phrase):
    """The model that the grade rests on."""


@row
class ControlOutcome(Phrase):
    """The negative control outcome in place of the outcome."""


@row
class ControlCrude(Phrase):
    """The negative control outcome without confounders."""


@row
class ControlAlike(Phrase):
    """The control is associated with the exposure too."""


@row
class ControlOpen(Phrase):
    """The control could have the same rate ratio, or has few cases."""


@row
class ControlClear(Phrase):
    """The control is not associated with the exposure."""


@row
class LerouxModel(Phrase):
    """A random effect that is in part spatial."""


@row
class SpatialPlus(Phrase):
    """A spatial random effect, with what it leaves of the exposure."""


@row
class SpatialShare(Phrase):
    """How much of a random effect is spatial."""

    share: float = share("spatial share of the random effect")


@row
class SensitivityAnalysis:
    """The rate ratio of a question with something changed."""

    question: HealthQuestion = phrase("exposure, outcome and sex", "Question")
    check: Phrase = phrase("what was changed", "Changed")
    rate_ratio: float | None = number("rate ratio per increment", "Rate ratio", unit="1")
    rate_ratio_lower: float | None = number(
        "lower limit", "Lower limit", unit="1", lower_of="rate_ratio"
    )
    rate_ratio_upper: float | None = number(
        "upper limit", "Upper limit", unit="1", upper_of="rate_ratio"
    )
    e_value: float | None = number(
        "E-value of the rate ratio per increment", "E-value", unit="1", default=None
    )
    e_value_limit: float | None = number(
        "E-value of the limit nearer to one", "E-value of the limit", unit="1", default=None
    )
    remark: Phrase | None = phrase("what it means", "Remark")


@row
class Quarter:
    """A quarter of the areas by exposure, compared with the lowest."""

    question: HealthQuestion = phrase("exposure, outcome and sex", "Question")
    quartile: str = code("quarter", "quarter of the areas by exposure", "Quarter")
    lower: float = number("least exposure in it", "From", unit="")
    upper: float = number("greatest exposure in it", "To", unit="")
    n_areas: int = count("areas", "Areas")
    rate_ratio: float | None = number("rate ratio per increment", "Rate ratio", unit="1")
    rate_ratio_lower: float | None = number(
        "lower limit", "Lower limit", unit="1", lower_of="rate_ratio"
    )
    rate_ratio_upper: float | None = number(
        "upper limit", "Upper limit", unit="1", upper_of="rate_ratio"
    )
    trend_p: float | None = probability(
        "trend over the quarters, one degree of freedom", "p (trend)"
    )


CHECKS = Table(
    "checks", SensitivityAnalysis, "Results of the sensitivity analyses", "No model was fitted."
)
QUARTILES = Table("quartiles", Quarter, "Quarters of the areas by exposure", "No quarters.")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Change something in the models of each question, and compare quarters of the areas."""
    made: dict[str, SensitivityAnalysis] = {}
    for one in basis.judged:
        if not one.obstacle and one.models[models.QUASI].fit is not None:
            made |= _checks(one, basis.parameters.confidence)
    yield CHECKS.filled(made)
    yield QUARTILES.filled(
        {
            f"{one.question.id}:{place}": quarter
            for one in basis.judged
            if one.quarters is not None
            for place, quarter in enumerate(_quarters(one, one.quarters), start=1)
        }
    )


def _checks(one: JudgedQuestion, confidence: float) -> dict[str, SensitivityAnalysis]:
    """Describe the checks of a question, with the digits that may be published."""
    made = {}
    every = [*_of(one), *_other_spatial(one, confidence)]
    for place, (name, interval, remark) in enumerate(every, start=1):
        found = shown_interval(interval)
        check = SensitivityAnalysis(
            question=one.question.label,
            check=name,
            remark=remark,
            rate_ratio=found.ratio,
            rate_ratio_lower=found.lower,
            rate_ratio_upper=found.upper,
        )
        made[f"{one.question.id}:{place}"] = _with_e_values(check) if place == 1 else check
    return made


def _of(one: JudgedQuestion) -> Iterator[Changed]:
    """All checks of a question; the first is the model that the grade rests on."""
    yield NothingChanged(), one.last.interval, one.last.remark
    if one.control is not None:
        yield ControlOutcome(), one.control.interval, _of_control(one)
    if one.control_crude is not None:
        yield ControlCrude(), one.control_crude.interval, one.control_crude.remark
    yield from ((check.name, check.interval, check.remark) for check in one.checks)
    yield from one.substituted


def _other_spatial(one: JudgedQuestion, confidence: float) -> Iterator[Changed]:
    """Fit other spatial models; they are shown whatever they say, and no grade rests on them."""
    if one.patterns is None:
        return
    data, beside = one.question.full(), one.patterns
    try:
        leroux = poisson_leroux(data, beside.eigenvectors.areas)
        found = log_ratio(leroux.coefficient(EXPOSURE, confidence=confidence))
        yield LerouxModel(), found, SpatialShare(share=round(leroux.share, 2))
    except SeriesError as error:
        yield LerouxModel(), NO_RATIO, models.refused(error)
    try:
        plus = poisson_spatial_plus(data, beside.surface, EXPOSURE)
        yield SpatialPlus(), log_ratio(plus.coefficient(EXPOSURE, confidence=confidence)), None
    except SeriesError as error:
        yield SpatialPlus(), NO_RATIO, models.refused(error)


def _of_control(one: JudgedQuestion) -> Phrase | None:
    """Say what the negative control outcome tells."""
    if one.control is None or one.control.remark:
        return one.control.remark if one.control else None
    if one.control.interval.excludes_one:
        return ControlAlike()
    if not one.control_says:
        return ControlOpen()
    if not one.control_like:
        return grades.ControlUnlike()
    return ControlClear()


def _with_e_values(check: SensitivityAnalysis) -> SensitivityAnalysis:
    """Add the E-values of the rate ratio as it is shown; none where it could not be fitted."""
    ratio, limits = check.rate_ratio, (check.rate_ratio_lower, check.rate_ratio_upper)
    if ratio is None or limits[0] is None or limits[1] is None:
        return check
    found = e_values(ratio, limits[0], limits[1])
    return replace(check, e_value=rounded(found.point), e_value_limit=rounded(found.limit))


def _quarters(one: JudgedQuestion, groups: ExposureGroups) -> Iterator[Quarter]:
    """Rows of the quarters of a question, with the digits that may be published."""
    for place, (low, high) in enumerate(pairwise(in_units(groups.cuts, one.question.exposure))):
        interval = log_ratio(groups.coefficients[place - 1]) if place else NO_RATIO
        found = shown_interval(interval)
        yield Quarter(
            question=one.question.label,
            quartile=QUARTERS[place],
            lower=rounded(low),
            upper=rounded(high),
            n_areas=groups.n_areas[place],
            trend_p=coarse_p(groups.score_trend.p_value) if place else None,
            rate_ratio=found.ratio,
            rate_ratio_lower=found.lower,
            rate_ratio_upper=found.upper,
        )


SECTION: Section[Basis] = Section(name="robustness", tables=(CHECKS, QUARTILES), compute=compute)
