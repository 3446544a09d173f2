"""Judges the questions: ladder, negative control, order in time, multiplicity, grade."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from workbench.errors import SeriesError
from workbench.methods.exposure_response import ExposureGroups, exposure_groups
from workbench.methods.multiplicity import benjamini_hochberg
from workbench.methods.neighbours import Neighbours
from workbench.methods.rate_models import quasi_poisson
from workbench.methods.robustness import smallest_detectable_ratio
from workbench.methods.separation import is_separated
from workbench.methods.spatial_filter import Patterns, moran_patterns
from workbench.methods.spatial_surface import Surface, surface_of_neighbours
from workbench.reports.health import grades, rungs
from workbench.reports.health.counts import Counted
from workbench.reports.health.definitions import (
    CHANGE_OF_ESTIMATE,
    FEWEST_AREAS,
    FEWEST_CASES,
    LEAST_CHANGE,
    LEAST_COMPLETE,
    MOST_ISLANDS,
    MOST_NON_DETECTS,
    POWER,
    Parameters,
)
from workbench.reports.health.exposure import OF_SOIL
from workbench.reports.health.grades import Evidence, Grade, Interval
from workbench.reports.health.questions import EXPOSURE, Question
from workbench.reports.health.rungs import Rung
from workbench.reports.health.steadiness import Check, steadiness

NO_GRADE = Grade("", "")  # until all questions are known
SUGGESTIVE_P = 0.05  # of the tests of a rung's own assumptions


@dataclass(frozen=True)
class MapPatterns:
    """What depends on a set of areas alone, and serves all questions about them."""

    eigenvectors: Patterns
    surface: Surface


@dataclass(frozen=True)
class Judged:
    """A question with its ladder, its negative control and its grade.

    Attributes
    ----------
    ladder : mapping of str to Rung
        All rungs.
    control : Rung or None
        Quasi-Poisson rung of the negative control outcome in the same areas; None without one.
    control_says : bool
        Whether the control has the cases to tell the association from confounding.
    quarters : ExposureGroups or None
        Quarters of the areas by exposure; None where there are none.
    patterns : MapPatterns or None
        Map patterns and surface of its areas; None without enough neighbours.
    steady : tuple of Check
        What becomes of the rate ratio without what might carry it alone.
    timing, timing_why : str
        Whether exposure came first, and the years.
    obstacle : str
        Why no model was fitted; empty where they were.
    q : float
        P of the rung that the verdict rests on, adjusted for all questions. [1]
    """

    question: Question
    ladder: Mapping[str, Rung]
    timing: str
    timing_why: str
    obstacle: str
    control: Rung | None = None
    control_says: bool = False
    quarters: ExposureGroups | None = None
    patterns: MapPatterns | None = None
    steady: tuple[Check, ...] = ()
    q: float = math.nan
    grade: Grade = NO_GRADE


@dataclass(frozen=True)
class Around:
    """What questions are judged beside: control outcome by sex, neighbours, region of each area."""

    controls: Mapping[str, Counted]
    neighbours: Neighbours | None
    regions: pd.Series


def judge(questions: Sequence[Question], around: Around, parameters: Parameters) -> list[Judged]:
    """Judge all questions of a report together: q counts them all.

    Parameters
    ----------
    questions : sequence of Question
        Without those of the negative control.
    around : Around
        What they are judged beside.
    parameters : Parameters
        Of the report.
    """
    patterns = _patterns(questions, around.neighbours)
    judged = []
    for one in questions:
        fitted = _judged(one, patterns, parameters)
        if not fitted.obstacle:
            fitted = _with_control(fitted, around.controls, parameters)
            fitted = replace(fitted, steady=_steady(fitted, questions, around, parameters))
        judged.append(fitted)
    tested = [
        place
        for place, one in enumerate(judged)
        if not one.obstacle and not math.isnan(last_rung(one).p)
    ]
    qs = np.full(len(judged), np.nan)
    if tested:
        qs[tested] = benjamini_hochberg([last_rung(judged[place]).p for place in tested])
    return [
        replace(one, q=float(q), grade=grades.grade(_evidence(one, float(q), parameters)))
        for one, q in zip(judged, qs, strict=True)
    ]


def last_rung(one: Judged) -> Rung:
    """Rung that the verdict rests on: the weaker of the spatial ones, or else the quasi-Poisson."""
    spatial = [one.ladder[name] for name in (rungs.SPATIAL, rungs.SURFACE)]
    fitted = [rung for rung in spatial if rung.interval.fitted]
    return min(fitted, key=lambda rung: rung.interval.strength, default=one.ladder[rungs.QUASI])


def quarters_of(one: Judged) -> list[pd.Index]:
    """Areas of each quarter by exposure."""
    if one.quarters is None:
        return []
    groups = one.quarters.group
    return [one.question.areas.index[groups == group] for group in np.unique(groups)]


def detectable(one: Judged, parameters: Parameters) -> float:
    """Smallest rate ratio above one that the last rung had the chance `POWER` to find; or nan."""
    error = last_rung(one).standard_error
    if math.isnan(error):
        return math.nan
    return smallest_detectable_ratio(error, power=POWER, confidence=parameters.confidence)


def what_is_wrong_with_crude(one: Judged) -> str:
    """Say by how much adjustment moves the crude rung, where that matters; empty elsewhere."""
    crude, adjusted = one.ladder[rungs.CRUDE].interval, one.ladder[rungs.QUASI].interval
    if not (crude.fitted and adjusted.fitted):
        return ""
    moved = abs(crude.estimate - adjusted.estimate)
    if moved <= max(CHANGE_OF_ESTIMATE * abs(crude.estimate), LEAST_CHANGE):
        return ""
    return (
        "it allows for no confounder; with all that are on file the rate ratio moves from "
        f"{math.exp(crude.estimate):.2f} to {math.exp(adjusted.estimate):.2f}"
    )


def what_is_wrong_with_adjusted(one: Judged) -> str:
    """Say which assumptions of the adjusted Poisson rung the data contradict; empty for none."""
    adjusted = one.ladder[rungs.ADJUSTED]
    found = []
    if adjusted.dean_p < SUGGESTIVE_P:
        found.append("counts vary more than Poisson counts do")
    if adjusted.moran is not None and adjusted.moran.p_value < SUGGESTIVE_P:
        found.append("what it leaves over is alike in neighbouring areas")
    return f"its interval is too narrow: {' and '.join(found)}" if found else ""


def _patterns(
    questions: Sequence[Question], neighbours: Neighbours | None
) -> dict[tuple[str, ...], MapPatterns]:
    """Map patterns of each set of areas that some question has, worked out once."""
    if neighbours is None:
        return {}
    sets = {tuple(one.areas.index) for one in questions if not _obstacle(one)}
    beside = {areas: neighbours.of(areas) for areas in sets}
    return {
        areas: MapPatterns(moran_patterns(own), surface_of_neighbours(own))
        for areas, own in beside.items()
        if len(own.islands) <= MOST_ISLANDS * len(areas)
    }


def _judged(
    question: Question,
    patterns: Mapping[tuple[str, ...], MapPatterns],
    parameters: Parameters,
) -> Judged:
    """Fit the ladder of one question."""
    timing, why = _timing(question, parameters)
    obstacle = _obstacle(question)
    if obstacle:
        empty = dict.fromkeys(rungs.RUNGS, Rung(remark=obstacle))
        return Judged(question, empty, timing, why, obstacle)
    own, level = patterns.get(tuple(question.areas.index)), parameters.confidence
    ladder = rungs.ladder(question, own.eigenvectors if own else None, confidence=level)
    ladder[rungs.SURFACE] = (
        rungs.surface_rung(question, own.surface, confidence=level)
        if own
        else Rung(remark=rungs.FEW_NEIGHBOURS)
    )
    quarters = _quarters(question, level)
    return Judged(question, ladder, timing, why, "", quarters=quarters, patterns=own)


def _with_control(one: Judged, controls: Mapping[str, Counted], parameters: Parameters) -> Judged:
    """Put the negative control outcome beside a question.

    It tells something only with cases enough, and where its interval leaves out the rate ratio of
    the outcome: a control that could have that ratio too does not clear an association.
    """
    counted = controls.get(one.question.counted.sex)
    if counted is None:
        return one
    asked = one.question.of(counted)
    rung = rungs.quasi_rung(asked, confidence=parameters.confidence)
    found, outcome = rung.interval, one.ladder[rungs.QUASI].interval
    says = (
        found.fitted
        and float(asked.cases.sum()) >= FEWEST_CASES
        and not found.lower <= outcome.estimate <= found.upper
    )
    return replace(one, control=rung, control_says=says)


def _steady(
    one: Judged, questions: Sequence[Question], around: Around, parameters: Parameters
) -> tuple[Check, ...]:
    """Refit without what might carry the association alone."""
    fit = one.ladder[rungs.ADJUSTED].fit
    if fit is None:
        return ()
    counted = one.question.counted
    others = [
        other
        for other in questions
        if (other.counted.outcome, other.counted.sex) == (counted.outcome, counted.sex)
    ]
    level = parameters.confidence
    return tuple(steadiness(one.question, fit, around.regions, others, confidence=level))


def _undone_by(one: Judged) -> tuple[str, ...]:
    """Name what takes the association away."""
    side = one.ladder[rungs.QUASI].interval.estimate > 0
    undone = [
        check.breaks
        for check in one.steady
        if not (check.interval.excludes_one and (check.interval.estimate > 0) == side)
    ]
    thin = one.question.least_complete
    if thin < LEAST_COMPLETE:
        undone.append("for sure, as the register is not complete in all areas")
    return tuple(undone)


def _quarters(question: Question, confidence: float) -> ExposureGroups | None:
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


def _obstacle(question: Question) -> str:
    """Why no model of a question is worth fitting; empty where one is."""
    n_areas, n_cases = len(question.areas), float(question.cases.sum())
    if not question.counted.cases.any():
        return "there is not one case"
    if n_areas < FEWEST_AREAS:
        return f"{n_areas} areas have all that it takes; {FEWEST_AREAS} are needed"
    if n_cases < FEWEST_CASES:
        return f"fewer than {FEWEST_CASES} cases"
    if question.exposure.share_non_detects > MOST_NON_DETECTS:
        return "more than half of the samples are below their limit"
    if not question.confounders:
        return "no confounder is on file"
    return _without_end(question)


def _without_end(question: Question) -> str:
    """Why the ratio has no finite estimate; empty where it has, or where no model can be."""
    try:
        endless = is_separated(question.full(), EXPOSURE)
    except SeriesError:
        return ""  # each rung says why
    if not endless:
        return ""
    exposure, has_cases = question.areas[EXPOSURE], question.areas["cases"] > 0
    exposed = exposure > exposure.min()
    where = "the exposure and the covariates tell the areas with cases from those without"
    if not has_cases[exposed].any():
        where = "no case lies in exposed areas"
    elif has_cases.sum() == 1:
        where = "all cases lie in one area"
    elif not has_cases[~exposed].any():
        where = "all cases lie in exposed areas"
    return f"the ratio cannot be estimated: {where}"


def _timing(question: Question, parameters: Parameters) -> tuple[str, str]:
    """Whether exposure was measured before the outcome by the lag, and the years of both."""
    first, last = question.exposure.years
    began, ended = question.counted.years[0], question.counted.years[-1]
    why = f"exposure {_span(first, last)}, outcome {_span(began, ended)}"
    if last <= began - parameters.lag_years:
        return grades.PRECEDES, why
    if first > ended:
        return grades.AFTER, why
    return grades.NOT_ESTABLISHED, f"{why}; lag {parameters.lag_years} years"


def _span(first: int, last: int) -> str:
    """First and last year, once where they are the same."""
    return str(first) if first == last else f"{first} to {last}"


def _evidence(one: Judged, q: float, parameters: Parameters) -> Evidence:
    """Gather what the grade rests on."""
    return Evidence(
        crude=rungs.with_overdispersion(one.ladder[rungs.CRUDE], parameters.confidence),
        poisson=one.ladder[rungs.ADJUSTED].interval,
        quasi=one.ladder[rungs.QUASI].interval,
        negative_binomial=one.ladder[rungs.NEGATIVE_BINOMIAL].interval,
        spatial=last_rung(one).interval if _both_spatial(one) else rungs.NONE,
        control=_control(one),
        q=q,
        false_discovery_rate=parameters.false_discovery_rate,
        timing=one.timing,
        undone_by=_undone_by(one),
        more_expected=one.question.exposure.kind == OF_SOIL,
        obstacle=one.obstacle,
        unfitted=f"the models could not be fitted: {one.ladder[rungs.QUASI].remark}",
    )


def _both_spatial(one: Judged) -> bool:
    """Whether both spatial rungs were fitted."""
    return all(one.ladder[name].interval.fitted for name in (rungs.SPATIAL, rungs.SURFACE))


def _control(one: Judged) -> Interval | None:
    """Interval of the negative control, where it tells something."""
    if one.control is None or not (one.control_says or one.control.interval.excludes_one):
        return None
    return one.control.interval
