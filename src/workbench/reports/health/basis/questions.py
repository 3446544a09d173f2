"""Questions: exposure, outcome and sex in areas that have all, and why none can be judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, code, count, phrase, row, share, text
from workbench.methods.rates import grades
from workbench.methods.rates.rate_checks import is_separated
from workbench.methods.rates.rate_data import RateData, rate_data
from workbench.reports.health.basis.counts import BOTH_SEXES, Counted, CountedArea
from workbench.reports.health.basis.exposure import FEWEST_AREAS, Exposure, in_increments
from workbench.reports.health.parameters import Parameters
from workbench.reports.health.phrases import HealthQuestion, StudyYears
from workbench.reports.report import years_between
from workbench.store.people import Covariates

EXPOSURE = "exposure"
SEX_NAMES = {BOTH_SEXES: "both sexes", "F": "women", "M": "men"}


@row
class NoExpectedCase(Phrase):
    """No case is expected in an area."""


@row
class NoExposureValue(Phrase):
    """An area has no value of the exposure, or too few samples for one."""

    exposure: Phrase = phrase("the exposure")


@row
class NoCovariateValue(Phrase):
    """An area has no value of a covariate."""

    name: str = text("the covariate")


@dataclass(frozen=True)
class AreaQuestion:
    """An exposure, an outcome and a sex, with the areas that can answer.

    Attributes
    ----------
    id : str
        Row id: exposure, outcome and sex.
    label : HealthQuestion
        The same for a reader.
    exposure, counted
        What goes in; neither is published as it stands.
    increment : str
        What a rate ratio is per.
    areas : DataFrame
        By area_id, only areas with all that the models need: cases, expected, exposure (in
        increments) and a column a covariate.
    demography, confounders : tuple of str
        Covariates of the second and of the third model that are in the data.
    prespecified : bool
        Whether it was named before the data were seen.
    missing : tuple of str
        Covariates that were named and are not in the data.
    lacking : mapping of Phrase to int
        Areas that have people and not all the rest, by the first thing that they lack.
    least_complete : float
        Least completeness that the register gives for one of the areas; 1 where it says nothing.
    """

    id: str
    label: HealthQuestion
    exposure: Exposure
    counted: Counted
    increment: str
    areas: pd.DataFrame
    demography: tuple[str, ...]
    confounders: tuple[str, ...]
    prespecified: bool
    missing: tuple[str, ...]
    lacking: Mapping[Phrase, int]
    least_complete: float = 1.0

    @property
    def cases(self) -> pd.Series:
        """Cases of each area."""
        return self.areas[CountedArea.cases]

    @property
    def expected(self) -> pd.Series:
        """Cases that are expected of the population of each area."""
        return self.areas[CountedArea.expected]

    @property
    def covariates(self) -> tuple[str, ...]:
        """All covariates of the adjusted models."""
        return (*self.demography, *self.confounders)

    def data(self, columns: Sequence[str]) -> RateData:
        """Give cases, expected cases and some columns to a model."""
        return rate_data(
            self.cases,
            self.expected,
            {name: self.areas[name] for name in columns},
            ids=list(self.areas.index),
        )

    def full(self) -> RateData:
        """Give cases, expected cases, exposure and all covariates to a model."""
        return self.data((EXPOSURE, *self.covariates))

    def with_exposure(self, values: pd.Series) -> AreaQuestion:
        """Ask the same with other values of the exposure, in the same increments."""
        amounts = in_increments(values, self.increment).reindex(self.areas.index)
        return replace(self, areas=self.areas.assign(**{EXPOSURE: amounts}))

    def of(self, counted: Counted) -> AreaQuestion:
        """Ask the same of another outcome, in the same areas."""
        own = self.areas.index
        areas = self.areas.assign(
            cases=counted.cases.reindex(own), expected=counted.expected.reindex(own)
        )
        known = areas[areas[CountedArea.expected] > 0]
        return replace(self, counted=counted, areas=known, prespecified=False, lacking={})


def questions(
    exposures: Sequence[Exposure],
    outcomes: Sequence[Counted],
    given: pd.DataFrame,
    parameters: Parameters,
) -> list[AreaQuestion]:
    """Put each exposure to each outcome and sex.

    Parameters
    ----------
    exposures : sequence of Exposure
        Of each area.
    outcomes : sequence of Counted
        Without the negative control.
    given : DataFrame
        Covariates of the areas as they are stored; of each the mean of its years is taken.
    parameters : Parameters
        Of the report.

    Returns
    -------
    list of AreaQuestion
        A question a pair.
    """
    names = [*parameters.demography, *parameters.confounders]
    covariates = given[given[Covariates.name].isin(names)].pivot_table(
        index=Covariates.area_id,
        columns=Covariates.name,
        values=Covariates.value,
        aggfunc="mean",
    )
    return [
        question(exposure, one, covariates, parameters)
        for exposure in exposures
        for one in outcomes
    ]


def question(
    exposure: Exposure,
    counted: Counted,
    covariates: pd.DataFrame,
    parameters: Parameters,
) -> AreaQuestion:
    """Put a question to the areas that have cases expected, exposure and all covariates.

    Parameters
    ----------
    exposure : Exposure
        Of each area.
    counted : Counted
        Outcome and sex.
    covariates : DataFrame
        By area_id, a column a covariate that is in the data.
    parameters : Parameters
        Of the report.

    Returns
    -------
    AreaQuestion
        With the areas that can answer, and what others lack.
    """
    usable = covariates.drop(columns=exposure.code, errors="ignore")
    demography = tuple(name for name in parameters.demography if name in usable)
    confounders = tuple(name for name in parameters.confounders if name in usable)
    areas = counted.areas[[CountedArea.cases, CountedArea.expected]].assign(
        **{EXPOSURE: in_increments(exposure.by_area, exposure.increment)}
    )
    areas = areas.join(covariates[[*demography, *confounders]])
    complete = areas[(areas[CountedArea.expected] > 0) & areas.notna().all(axis=1)]
    pair = f"{exposure.code}:{counted.outcome}"
    lacking: dict[Phrase, pd.Series] = {
        NoExpectedCase(): areas[CountedArea.expected] <= 0,
        NoExposureValue(exposure=exposure.name): areas[EXPOSURE].isna(),
        **{NoCovariateValue(name=name): areas[name].isna() for name in (*demography, *confounders)},
    }
    return AreaQuestion(
        f"{pair}:{counted.sex}",
        HealthQuestion(exposure=exposure.name, outcome=counted.outcome, sex=SEX_NAMES[counted.sex]),
        exposure,
        counted,
        exposure.increment,
        complete,
        demography,
        confounders,
        pair in parameters.prespecified,
        tuple(sorted({*parameters.demography, *parameters.confounders} - set(covariates))),
        _counted_once(lacking),
        float(counted.completeness.reindex(complete.index).min(skipna=True))
        if counted.completeness.reindex(complete.index).notna().any()
        else 1.0,
    )


def _counted_once(lacking: Mapping[Phrase, pd.Series]) -> dict[Phrase, int]:
    """Count areas by the first thing that they lack."""
    left = pd.Series(data=True, index=next(iter(lacking.values())).index)
    counts: dict[Phrase, int] = {}
    for why, missing in lacking.items():
        counts[why] = int((missing & left).sum())
        left &= ~missing
    return counts


FEWEST_CASES = 50  # over all areas; with fewer no model is judged
MOST_NON_DETECTS = 0.5  # share of non-detects, above which exposure is not known


@row
class NoConfounder(Phrase):
    """No confounder is in the data."""


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


def obstacle(question: AreaQuestion) -> Phrase | None:
    """Why no model of a question is worth fitting; None where one is.

    Parameters
    ----------
    question : AreaQuestion
        With its areas.

    Returns
    -------
    Phrase or None
        The first reason that holds.
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


def _without_end(question: AreaQuestion) -> Phrase | None:
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


def timing(question: AreaQuestion, parameters: Parameters) -> tuple[str, TimingYears]:
    """Whether exposure was measured before the outcome by the lag, and the years of both.

    Parameters
    ----------
    question : AreaQuestion
        With its exposure and outcome.
    parameters : Parameters
        Of the report.

    Returns
    -------
    (str, TimingYears)
        `precedes`, `not established` or `after`, and the years.
    """
    first, last = question.exposure.years
    began, ended = question.counted.years[0], question.counted.years[-1]
    exposure, outcome = (
        years_between(StudyYears, first, last),
        years_between(StudyYears, began, ended),
    )
    lag, found = None, grades.NOT_ESTABLISHED
    if last <= began - parameters.lag_years:
        found = grades.PRECEDES
    elif first > ended:
        found = grades.AFTER
    else:
        lag = parameters.lag_years
    return found, TimingYears(exposure=exposure, outcome=outcome, lag_years=lag)
