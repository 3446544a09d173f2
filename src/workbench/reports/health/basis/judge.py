"""Judges the questions: models, negative control, checks, multiplicity, grade."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, code, row
from workbench.methods.basics.multiplicity import benjamini_hochberg
from workbench.methods.rates import grades
from workbench.methods.rates.exposure_response import ExposureGroups, exposure_groups
from workbench.methods.rates.rate_models import NO_RATIO, LogRatio, quasi_poisson
from workbench.methods.rates.robustness import smallest_detectable_ratio
from workbench.methods.spatial.eigenvector_filter import moran_patterns
from workbench.methods.spatial.neighbours import Neighbours, neighbours
from workbench.methods.spatial.random_effect import surface_of_neighbours
from workbench.reports.health.basis import models
from workbench.reports.health.basis.counts import Counted
from workbench.reports.health.basis.exposure import SUBSTITUTES
from workbench.reports.health.basis.judged import Changed, JudgedQuestion, MapPatterns, evidence_of
from workbench.reports.health.basis.linkage import Linked
from workbench.reports.health.basis.models import Model
from workbench.reports.health.basis.questions import (
    EXPOSURE,
    FEWEST_CASES,
    AreaQuestion,
    NoConfounder,
    obstacle,
    timing,
)
from workbench.reports.health.basis.refits import Refit, sensitivity
from workbench.reports.health.parameters import Parameters
from workbench.store.people import Areas

MOST_ISLANDS = 0.1  # share of areas without neighbours, above which spatial models say nothing
POWER = 0.8  # of the smallest rate ratio that would have been seen


@row
class LimitShare(Phrase):
    """A share of the limit in place of each non-detect."""

    how: str = code("limit-share-of", "which share")


@dataclass(frozen=True)
class Around:
    """What questions are judged beside: control outcome by sex, neighbours, region of each area.

    What depends on a set of areas alone may be given with it, where it is known already.
    """

    controls: Mapping[str, Counted]
    neighbours: Neighbours | None
    regions: pd.Series
    patterns: Mapping[tuple[str, ...], MapPatterns] = field(default_factory=dict)


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
    patterns = _patterns(questions, around)
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
        replace(one, q=float(q), grade=grades.grade(evidence_of(one, float(q), parameters)))
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


def map_patterns(areas: Neighbours) -> MapPatterns:
    """Work out what depends on a set of areas alone.

    Parameters
    ----------
    areas : Neighbours
        Exactly these areas.

    Returns
    -------
    MapPatterns
        Moran eigenvectors and the shapes of a surface.
    """
    return MapPatterns(moran_patterns(areas), surface_of_neighbours(areas))


def _patterns(
    questions: Sequence[AreaQuestion], around: Around
) -> dict[tuple[str, ...], MapPatterns]:
    """Give patterns of each set of areas that some question has, worked out once."""
    if around.neighbours is None:
        return {}
    sets = {tuple(one.areas.index) for one in questions if obstacle(one) is None}
    beside = {areas: around.neighbours.of(areas) for areas in sets}
    return {
        areas: around.patterns.get(areas) or map_patterns(own)
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

    It tells something only with cases enough, and where the rate ratios of the two differ by more
    than chance: what confounds both moves both, so a control that may have the ratio of the
    outcome does not clear an association.
    """
    counted = controls.get(one.question.counted.sex)
    if counted is None:
        return one
    asked = one.question.of(counted)
    control = models.fit_quasi_poisson(asked, confidence=parameters.confidence)
    outcome, enough = one.models[models.QUASI], float(asked.cases.sum()) >= FEWEST_CASES
    says = control.fitted and enough and models.differ(outcome, control, parameters.confidence)
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


def _substituted(one: JudgedQuestion, parameters: Parameters) -> Iterator[Changed]:
    """Put usual shares of the limit in place of each non-detect; in the quasi-Poisson model."""
    question = one.question
    if one.models[models.QUASI].fit is None or not question.exposure.share_non_detects:
        return
    for column in SUBSTITUTES:
        other = question.with_exposure(question.exposure.areas[column])
        model = models.fit_quasi_poisson(other, confidence=parameters.confidence)
        yield LimitShare(how=column), model.interval, model.remark
