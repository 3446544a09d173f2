"""Why nothing can be said of a question before any model is fitted."""

from __future__ import annotations

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, code, count, phrase, row, share
from workbench.methods.rates.rate_checks import is_separated
from workbench.reports.health.basis import grades
from workbench.reports.health.basis.counts import CountedArea
from workbench.reports.health.basis.exposure import FEWEST_AREAS
from workbench.reports.health.basis.models import NoConfounder
from workbench.reports.health.basis.questions import EXPOSURE, Question
from workbench.reports.health.parameters import Parameters
from workbench.reports.health.phrases import StudyYears, years_of

FEWEST_CASES = 50  # over all areas; with fewer no model is judged
MOST_NON_DETECTS = 0.5  # share of non-detects, above which exposure is not known


@row
class NoCaseAtAll(Phrase):
    """There is no case."""


@row
class FewAreas(Phrase):
    """Too few areas have all data."""

    n_areas: int = count("areas with all data")
    needed: int = count("areas that are needed")


@row
class FewCases(Phrase):
    """Too few cases."""

    needed: int = count("cases that are needed")


@row
class MostlyNonDetects(Phrase):
    """Too many samples are non-detects."""

    most: float = share("largest share of non-detects that is accepted")


@row
class NoFiniteRatio(Phrase):
    """The rate ratio has no finite estimate."""

    where: str = code("separation", "which areas have cases")


@row
class TimingYears(Phrase):
    """Years of exposure and outcome."""

    exposure: StudyYears = phrase("years of the exposure")
    outcome: StudyYears = phrase("years of the outcome")
    lag_years: int | None = count("years asked for between them; missing where they do not decide")


def obstacle(question: Question) -> Phrase | None:
    """Why no model of a question is worth fitting; None where one is.

    Parameters
    ----------
    question : Question
        With its areas.
    """
    n_areas, n_cases = len(question.areas), float(question.cases.sum())
    if not question.counted.cases.any():
        return NoCaseAtAll()
    if n_areas < FEWEST_AREAS:
        return FewAreas(n_areas=n_areas, needed=FEWEST_AREAS)
    if n_cases < FEWEST_CASES:
        return FewCases(needed=FEWEST_CASES)
    if question.exposure.share_non_detects > MOST_NON_DETECTS:
        return MostlyNonDetects(most=MOST_NON_DETECTS)
    if not question.confounders:
        return NoConfounder()
    return _without_end(question)


def _without_end(question: Question) -> Phrase | None:
    """Why the ratio has no finite estimate; None where it has, or where no model can be."""
    try:
        endless = is_separated(question.full(), EXPOSURE)
    except SeriesError:
        return None  # each model says why
    if not endless:
        return None
    exposure, has_cases = question.areas[EXPOSURE], question.areas[CountedArea.cases] > 0
    exposed = exposure > exposure.min()
    where = "told apart"
    if not has_cases[exposed].any():
        where = "none exposed"
    elif has_cases.sum() == 1:
        where = "one area"
    elif not has_cases[~exposed].any():
        where = "all exposed"
    return NoFiniteRatio(where=where)


def timing(question: Question, parameters: Parameters) -> tuple[str, TimingYears]:
    """Whether exposure was measured before the outcome by the lag, and the years of both.

    Parameters
    ----------
    question : Question
        With its exposure and outcome.
    parameters : Parameters
        Of the report.
    """
    first, last = question.exposure.years
    began, ended = question.counted.years[0], question.counted.years[-1]
    exposure, outcome = years_of(first, last), years_of(began, ended)
    lag, found = None, grades.NOT_ESTABLISHED
    if last <= began - parameters.lag_years:
        found = grades.PRECEDES
    elif first > ended:
        found = grades.AFTER
    else:
        lag = parameters.lag_years
    return found, TimingYears(exposure=exposure, outcome=outcome, lag_years=lag)
