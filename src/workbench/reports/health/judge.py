"""Judges the questions: ladder, negative control, order in time, multiplicity, grade."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from workbench.methods.multiplicity import benjamini_hochberg
from workbench.methods.neighbours import Neighbours
from workbench.reports.health import grades, rungs
from workbench.reports.health.counts import Counted
from workbench.reports.health.definitions import (
    CHANGE_OF_ESTIMATE,
    FEWEST_AREAS,
    FEWEST_CASES,
    MOST_NON_DETECTS,
    Parameters,
)
from workbench.reports.health.grades import Evidence, Grade, Interval
from workbench.reports.health.questions import Question
from workbench.reports.health.rungs import Rung

NO_GRADE = Grade("", "")  # until all questions are known
SUGGESTIVE_P = 0.05  # of the tests of a rung's own assumptions


@dataclass(frozen=True)
class Judged:
    """A question with its ladder, its negative control and its grade.

    Attributes
    ----------
    ladder : mapping of str to Rung
        All rungs.
    control : Rung or None
        Quasi-Poisson rung of the negative control outcome in the same areas; None without one.
    q : float
        P of the spatial rung adjusted for all questions. [1]
    timing, timing_why : str
        Whether exposure came first, and the years.
    obstacle : str
        Why no model was fitted; empty where they were.
    """

    question: Question
    ladder: Mapping[str, Rung]
    control: Rung | None
    timing: str
    timing_why: str
    obstacle: str
    q: float
    grade: Grade


def judge(
    questions: Sequence[Question],
    controls: Mapping[str, Counted],
    neighbours: Neighbours | None,
    parameters: Parameters,
) -> list[Judged]:
    """Judge all questions of a report together: q counts them all.

    Parameters
    ----------
    questions : sequence of Question
        Without those of the negative control.
    controls : mapping of str to Counted
        Negative control outcome by sex; empty without one.
    neighbours : Neighbours or None
        Of all areas of the country.
    parameters : Parameters
        Of the report.
    """
    judged = [_judged(one, controls, neighbours, parameters) for one in questions]
    tested = [
        place
        for place, one in enumerate(judged)
        if not one.obstacle and not math.isnan(_last(one.ladder).p)
    ]
    qs = np.full(len(judged), np.nan)
    if tested:
        qs[tested] = benjamini_hochberg([_last(judged[place].ladder).p for place in tested])
    return [
        replace(one, q=float(q), grade=grades.grade(_evidence(one, float(q), parameters)))
        for one, q in zip(judged, qs, strict=True)
    ]


def last_interval(one: Judged) -> Interval:
    """Interval of the rung that the verdict rests on: the spatial one, or the quasi-Poisson."""
    return _last(one.ladder).interval


def what_is_wrong_with_crude(one: Judged) -> str:
    """Say by how much adjustment moves the crude rung, where that matters; empty elsewhere."""
    crude, adjusted = one.ladder[rungs.CRUDE].interval, one.ladder[rungs.QUASI].interval
    if not (crude.fitted and adjusted.fitted):
        return ""
    moved = abs(crude.estimate - adjusted.estimate)
    if moved <= CHANGE_OF_ESTIMATE * abs(crude.estimate):
        return ""
    return (
        "it allows for no confounder, and moves from "
        f"{math.exp(crude.estimate):.2f} to {math.exp(adjusted.estimate):.2f} once they are"
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


def _judged(
    question: Question,
    controls: Mapping[str, Counted],
    neighbours: Neighbours | None,
    parameters: Parameters,
) -> Judged:
    """Fit the ladder of one question, and its negative control."""
    timing, why = _timing(question, parameters)
    obstacle = _obstacle(question)
    if obstacle:
        empty = dict.fromkeys(rungs.RUNGS, Rung(remark=obstacle))
        return Judged(question, empty, None, timing, why, obstacle, math.nan, NO_GRADE)
    areas = None if neighbours is None else neighbours.of(list(question.areas.index))
    ladder = rungs.ladder(question, areas, confidence=parameters.confidence)
    control = controls.get(question.counted.sex)
    return Judged(
        question,
        ladder,
        None
        if control is None
        else rungs.quasi_rung(question.of(control), confidence=parameters.confidence),
        timing,
        why,
        "",
        math.nan,
        NO_GRADE,
    )


def _obstacle(question: Question) -> str:
    """Why no model of a question is worth fitting; empty where one is."""
    n_areas, n_cases = len(question.areas), float(question.areas["cases"].sum())
    if n_areas < FEWEST_AREAS:
        return f"{n_areas} areas have all that it takes; {FEWEST_AREAS} are needed"
    if n_cases < FEWEST_CASES:
        return f"fewer than {FEWEST_CASES} cases"
    if question.exposure.share_non_detects > MOST_NON_DETECTS:
        return "more than half of the samples are below their limit"
    if not question.confounders:
        return "no confounder is on file"
    return ""


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


def _last(ladder: Mapping[str, Rung]) -> Rung:
    """Rung that the verdict rests on."""
    spatial = ladder[rungs.SPATIAL]
    return spatial if spatial.interval.fitted else ladder[rungs.QUASI]


def _evidence(one: Judged, q: float, parameters: Parameters) -> Evidence:
    """Gather what the grade rests on."""
    return Evidence(
        crude=rungs.with_overdispersion(one.ladder[rungs.CRUDE], parameters.confidence),
        poisson=one.ladder[rungs.ADJUSTED].interval,
        quasi=one.ladder[rungs.QUASI].interval,
        negative_binomial=one.ladder[rungs.NEGATIVE_BINOMIAL].interval,
        spatial=one.ladder[rungs.SPATIAL].interval,
        control=None if one.control is None else one.control.interval,
        q=q,
        false_discovery_rate=parameters.false_discovery_rate,
        timing=one.timing,
        obstacle=one.obstacle,
    )
