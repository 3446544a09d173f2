"""Judges the questions: models, negative control, checks, multiplicity, grade."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import pandas as pd

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, code, row
from workbench.methods.basics.multiplicity import benjamini_hochberg
from workbench.methods.rates import grades
from workbench.methods.rates.exposure_response import ExposureGroups, exposure_groups
from workbench.methods.rates.grades import Grade, RatioEvidence
from workbench.methods.rates.rate_checks import farthest_area
from workbench.methods.rates.rate_models import NO_RATIO, LogRatio, quasi_poisson
from workbench.methods.rates.robustness import smallest_detectable_ratio
from workbench.methods.spatial.eigenvector_filter import Patterns, moran_patterns
from workbench.methods.spatial.neighbours import Neighbours, neighbours
from workbench.methods.spatial.random_effect import Surface, surface_of_neighbours
from workbench.reports.health.basis import models
from workbench.reports.health.basis.counts import Counted
from workbench.reports.health.basis.exposure import OF_SOIL, SUBSTITUTES
from workbench.reports.health.basis.linkage import Linked
from workbench.reports.health.basis.models import Model, Refit, sensitivity
from workbench.reports.health.basis.questions import (
    EXPOSURE,
    FEWEST_CASES,
    AreaQuestion,
    NoConfounder,
    TimingYears,
    obstacle,
    timing,
)
from workbench.reports.health.parameters import Parameters
from workbench.store.people import Areas

MOST_ISLANDS = 0.1  # share of areas without neighbours, above which spatial models say nothing
LEAST_COMPLETE = 0.9  # completeness of a register below which an association may be its doing
FARTHEST = 5.0  # standard deviations from all others, beyond which an area is not one of them
POWER = 0.8  # of the smallest rate ratio that would have been seen
Changed: TypeAlias = tuple[Phrase, LogRatio, Phrase | None]  # what, and what becomes of it
NO_MODEL = Model()
NO_GRADE = Grade("", ())  # until all questions are known


@row
class PartlyRegistered(Phrase):
    """The register is not complete in all areas."""


@row
class LimitShare(Phrase):
    """A share of the limit in place of each non-detect."""

    how: str = code("limit-share-of", "which share")


@dataclass(frozen=True)
class MapPatterns:
    """What depends on a set of areas alone, and serves all questions about them."""

    eigenvectors: Patterns
    surface: Surface


@dataclass(frozen=True)
class JudgedQuestion:
    """A question with its models, its negative control and its grade.

    Attributes
    ----------
    models : mapping of str to Model
        All models.
    control : Model or None
        Quasi-Poisson model of the negative control outcome in the same areas; None without one.
    control_says : bool
        Whether the control has the cases to tell the association from confounding.
    quarters : ExposureGroups or None
        Quarters of the areas by exposure; None where there are none.
    patterns : MapPatterns or None
        Moran eigenvectors and surface of its areas; None without enough neighbours.
    checks : tuple of Refit
        What becomes of the rate ratio without what might carry it alone.
    timing : str
        Whether exposure came first.
    timing_why : TimingYears
        The years of both.
    obstacle : Phrase or None
        Why no model was fitted; None where they were.
    substituted : tuple of Changed
        The same with usual shares of the limit in place of each non-detect.
    last : Model
        The one that the grade rests on.
    control_crude : Model or None
        The same control without confounders.
    control_like : bool
        Whether the control responds to the confounders as the outcome does.
    headline : LogRatio
        The interval that is told: of the model that covers best, the spatial random effect, and
        corrected for error of exposure where that is known.
    q : float
        P of that model, adjusted for all questions. [1]
    detectable : float
        Smallest rate ratio above one that it had the chance `POWER` to find; or nan.
    """

    question: AreaQuestion
    models: Mapping[str, Model]
    timing: str
    timing_why: TimingYears
    obstacle: Phrase | None
    control: Model | None = None
    control_says: bool = False
    quarters: ExposureGroups | None = None
    patterns: MapPatterns | None = None
    checks: tuple[Refit, ...] = ()
    substituted: tuple[Changed, ...] = ()
    last: Model = NO_MODEL
    control_crude: Model | None = None
    control_like: bool = False
    headline: LogRatio = NO_RATIO
    q: float = math.nan
    detectable: float = math.nan
    grade: Grade = NO_GRADE


@dataclass(frozen=True)
class Around:
    """What questions are judged beside: control outcome by sex, neighbours, region of each area."""

    controls: Mapping[str, Counted]
    neighbours: Neighbours | None
    regions: pd.Series


def around_of(together: Linked, controls: Mapping[str, Counted]) -> Around:
    """Give what questions are judged beside; no neighbours where none are known."""
    areas = together.areas
    pairs = together.neighbours.itertuples(index=False, name=None)
    beside = None if together.neighbours.empty else neighbours(list(areas.index), pairs)
    return Around(controls, beside, areas[Areas.parent_id].fillna(""))


def judge(
    questions: Sequence[AreaQuestion], around: Around, parameters: Parameters
) -> list[JudgedQuestion]:
    """Judge all questions of a report together: q counts them all.

    Parameters
    ----------
    questions : sequence of AreaQuestion
        Without those of the negative control.
    around : Around
        What they are judged beside.
    parameters : Parameters
        Of the report.

    Returns
    -------
    list of JudgedQuestion
        In the order of the questions.
    """
    patterns = _patterns(questions, around.neighbours)
    judged = []
    for one in questions:
        fitted = _judged(one, patterns, parameters)
        if not fitted.obstacle:
            fitted = _with_control(fitted, around.controls, parameters)
            fitted = replace(
                fitted,
                checks=_checks(fitted, questions, around, parameters),
                substituted=tuple(_substituted(fitted, parameters)),
            )
        last = _last(fitted)
        found = _detectable(last.standard_error, parameters)
        judged.append(replace(fitted, last=last, headline=_headline(fitted), detectable=found))
    tested = [
        place for place, one in enumerate(judged) if not one.obstacle and not math.isnan(one.last.p)
    ]
    qs = np.full(len(judged), np.nan)
    if tested:
        qs[tested] = benjamini_hochberg([judged[place].last.p for place in tested])
    return [
        replace(one, q=float(q), grade=grades.grade(_evidence(one, float(q), parameters)))
        for one, q in zip(judged, qs, strict=True)
    ]


def groups_told(judged: Sequence[JudgedQuestion]) -> list[tuple[str, pd.Index]]:
    """Areas whose cases together an outsider may work out: those of questions and quarters.

    Parameters
    ----------
    judged : sequence of JudgedQuestion
        All questions.

    Returns
    -------
    list of (str, Index)
        Sex that is counted, and areas.
    """
    found = []
    for one in judged:
        areas, sex = one.question.areas.index, one.question.counted.sex
        found.append((sex, areas))
        if one.quarters is not None and len(areas):
            groups = one.quarters.group
            found += [(sex, areas[groups == group]) for group in np.unique(groups)]
    return found


def _last(one: JudgedQuestion) -> Model:
    """Model that the grade rests on: the weaker of the spatial ones, or else the quasi-Poisson."""
    spatial = [one.models[name] for name in (models.SPATIAL, models.SURFACE)]
    fitted = [model for model in spatial if model.interval.fitted]
    return min(fitted, key=lambda model: model.interval.strength, default=one.models[models.QUASI])


def _headline(one: JudgedQuestion) -> LogRatio:
    """Interval that is told: of the first model that was fitted, from the one that covers best."""
    order = (models.CORRECTED, models.SURFACE, models.SPATIAL, models.QUASI)
    fitted = (one.models[name].interval for name in order if one.models[name].interval.fitted)
    return next(fitted, NO_RATIO)


def _detectable(error: float, parameters: Parameters) -> float:
    """Smallest rate ratio above one that a model had the chance `POWER` to find; or nan."""
    if math.isnan(error):
        return math.nan
    return smallest_detectable_ratio(error, power=POWER, confidence=parameters.confidence)


def _patterns(
    questions: Sequence[AreaQuestion], neighbours: Neighbours | None
) -> dict[tuple[str, ...], MapPatterns]:
    """Moran eigenvectors of each set of areas that some question has, worked out once."""
    if neighbours is None:
        return {}
    sets = {tuple(one.areas.index) for one in questions if obstacle(one) is None}
    beside = {areas: neighbours.of(areas) for areas in sets}
    return {
        areas: MapPatterns(moran_patterns(own), surface_of_neighbours(own))
        for areas, own in beside.items()
        if len(own.islands) <= MOST_ISLANDS * len(areas)
    }


def _judged(
    question: AreaQuestion,
    patterns: Mapping[tuple[str, ...], MapPatterns],
    parameters: Parameters,
) -> JudgedQuestion:
    """Fit the models of one question."""
    order, years = timing(question, parameters)
    why_not = obstacle(question)
    if why_not is not None:
        made = dict.fromkeys(models.MODELS, Model(remark=why_not))
        if isinstance(why_not, NoConfounder):
            made |= models.fit_unadjusted(question, confidence=parameters.confidence)
        return JudgedQuestion(question, made, order, years, why_not)
    own, level = patterns.get(tuple(question.areas.index)), parameters.confidence
    fitted = models.fit_models(question, own.eigenvectors if own else None, confidence=level)
    fitted[models.SURFACE] = (
        models.fit_surface(question, own.surface, confidence=level)
        if own
        else Model(remark=models.FewNeighbours())
    )
    fitted[models.CORRECTED] = models.corrected_model(fitted[models.SURFACE])
    quarters = _quarters(question, level)
    return JudgedQuestion(question, fitted, order, years, None, quarters=quarters, patterns=own)


def _with_control(
    one: JudgedQuestion, controls: Mapping[str, Counted], parameters: Parameters
) -> JudgedQuestion:
    """Judge the negative control outcome in the areas of a question.

    It tells something only with cases enough, and where its interval leaves out the rate ratio of
    the outcome: a control that could have that ratio too does not clear an association.
    """
    counted = controls.get(one.question.counted.sex)
    if counted is None:
        return one
    asked = one.question.of(counted)
    control = models.fit_quasi_poisson(asked, confidence=parameters.confidence)
    found, outcome = control.interval, one.models[models.QUASI].interval
    says = (
        found.fitted
        and float(asked.cases.sum()) >= FEWEST_CASES
        and not found.lower <= outcome.estimate <= found.upper
    )
    return replace(
        one,
        control=control,
        control_says=says,
        control_crude=models.fit_crude(asked, confidence=parameters.confidence),
        control_like=models.responds_alike(one.question, asked, confidence=parameters.confidence),
    )


def _checks(
    one: JudgedQuestion, questions: Sequence[AreaQuestion], around: Around, parameters: Parameters
) -> tuple[Refit, ...]:
    """Refit without what might carry the association alone."""
    fit = one.models[models.ADJUSTED].fit
    if fit is None:
        return ()
    counted = one.question.counted
    others = [
        other
        for other in questions
        if (other.counted.outcome, other.counted.sex) == (counted.outcome, counted.sex)
    ]
    level = parameters.confidence
    return tuple(sensitivity(one.question, fit, around.regions, others, confidence=level))


def _undone_by(one: JudgedQuestion) -> tuple[Phrase, ...]:
    """Name what takes the association away."""
    side = one.models[models.QUASI].interval.estimate > 0
    undone = [
        check.breaks
        for check in one.checks
        if not (check.interval.excludes_one and (check.interval.estimate > 0) == side)
    ]
    thin = one.question.least_complete
    if thin < LEAST_COMPLETE:
        undone.append(PartlyRegistered())
    return tuple(undone)


def _quarters(question: AreaQuestion, confidence: float) -> ExposureGroups | None:
    """Rate ratios of the quarters of the areas by exposure; none where too many are the same."""
    try:
        return exposure_groups(
            question.data(question.covariates),
            question.areas[EXPOSURE],
            model=quasi_poisson,
            confidence=confidence,
        )
    except SeriesError:
        return None


def _evidence(one: JudgedQuestion, q: float, parameters: Parameters) -> RatioEvidence:
    """Gather what the grade rests on."""
    return RatioEvidence(
        crude=models.with_overdispersion(one.models[models.CRUDE], parameters.confidence),
        poisson=one.models[models.ADJUSTED].interval,
        quasi=one.models[models.QUASI].interval,
        negative_binomial=one.models[models.NEGATIVE_BINOMIAL].interval,
        spatial=one.last.interval if _both_spatial(one) else NO_RATIO,
        control=_control(one),
        q=q,
        false_discovery_rate=parameters.false_discovery_rate,
        timing=one.timing,
        undone_by=_undone_by(one),
        more_expected=one.question.exposure.kind == OF_SOIL,
        obstacle=one.obstacle,
        unfitted=one.models[models.QUASI].remark,
        headline=one.headline if one.headline.fitted else None,
        unlike=_unlike(one),
        reliability=_least_reliability(one),
        control_like=one.control_like,
        standardised=one.question.counted.n_strata > 1,
        missing=one.question.missing,
    )


def _unlike(one: JudgedQuestion) -> Phrase | None:
    """Name an area whose count no other area is like, as one that was registered several times."""
    fit = one.models[models.ADJUSTED].fit
    if fit is None:
        return None
    try:
        place, residual = farthest_area(fit)
    except SeriesError:
        return None
    return grades.UnlikeOthers(area=fit.data.ids[place]) if abs(residual) > FARTHEST else None


def _least_reliability(one: JudgedQuestion) -> float:
    """Lower limit of the reliability of the exposure; 1 where nothing tells of its error."""
    corrected = one.models[models.SURFACE].corrected
    if corrected is None:
        is_unknown = one.question.exposure.kind == OF_SOIL and one.models[models.SURFACE].fitted
        return 0.0 if is_unknown else 1.0
    return corrected.reliability_lower


def _both_spatial(one: JudgedQuestion) -> bool:
    """Whether both spatial models were fitted."""
    return all(one.models[name].interval.fitted for name in (models.SPATIAL, models.SURFACE))


def _control(one: JudgedQuestion) -> LogRatio | None:
    """Interval of the negative control, where it tells something."""
    if one.control is None or not (one.control_says or one.control.interval.excludes_one):
        return None
    return one.control.interval


def _substituted(one: JudgedQuestion, parameters: Parameters) -> Iterator[Changed]:
    """Put usual shares of the limit in place of each non-detect; in the quasi-Poisson model."""
    question = one.question
    if one.models[models.QUASI].fit is None or not question.exposure.share_non_detects:
        return
    for column in SUBSTITUTES:
        other = question.with_exposure(question.exposure.areas[column])
        model = models.fit_quasi_poisson(other, confidence=parameters.confidence)
        yield LimitShare(how=column), model.interval, model.remark
