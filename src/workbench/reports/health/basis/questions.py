"""Questions: an exposure, an outcome and a sex, on the areas that have all that it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from workbench.findings.rows import Phrase, phrase, row, text
from workbench.methods.rates.rate_data import RateData, rate_data
from workbench.reports.health.basis.counts import BOTH_SEXES, Counted, CountedArea
from workbench.reports.health.basis.exposure import Exposure, in_increments, increment_of
from workbench.reports.health.parameters import Parameters
from workbench.reports.health.phrases import HealthQuestion

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
class Question:
    """An exposure, an outcome and a sex, with the areas that can answer.

    Attributes
    ----------
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
    def id(self) -> str:
        """Row id: exposure, outcome and sex."""
        return f"{self.exposure.code}:{self.counted.outcome}:{self.counted.sex}"

    @property
    def label(self) -> HealthQuestion:
        """Exposure, outcome and sex for a reader."""
        of = self.counted
        return HealthQuestion(
            exposure=self.exposure.name, outcome=of.outcome, sex=SEX_NAMES[of.sex]
        )

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

    def with_exposure(self, values: pd.Series) -> Question:
        """Ask the same with other values of the exposure, in the same increments."""
        amounts = in_increments(values, self.increment).reindex(self.areas.index)
        return replace(self, areas=self.areas.assign(**{EXPOSURE: amounts}))

    def of(self, counted: Counted) -> Question:
        """Ask the same of another outcome, in the same areas."""
        own = self.areas.index
        areas = self.areas.assign(
            cases=counted.cases.reindex(own), expected=counted.expected.reindex(own)
        )
        known = areas[areas[CountedArea.expected] > 0]
        return replace(self, counted=counted, areas=known, prespecified=False, lacking={})


def question(
    exposure: Exposure,
    counted: Counted,
    covariates: pd.DataFrame,
    parameters: Parameters,
) -> Question:
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
    """
    usable = covariates.drop(columns=exposure.code, errors="ignore")
    demography = tuple(name for name in parameters.demography if name in usable)
    confounders = tuple(name for name in parameters.confounders if name in usable)
    increment = increment_of(exposure, parameters)
    areas = counted.areas[[CountedArea.cases, CountedArea.expected]].assign(
        **{EXPOSURE: in_increments(exposure.by_area, increment)}
    )
    areas = areas.join(covariates[[*demography, *confounders]])
    complete = areas[(areas[CountedArea.expected] > 0) & areas.notna().all(axis=1)]
    pair = f"{exposure.code}:{counted.outcome}"
    lacking: dict[Phrase, pd.Series] = {
        NoExpectedCase(): areas[CountedArea.expected] <= 0,
        NoExposureValue(exposure=exposure.name): areas[EXPOSURE].isna(),
        **{NoCovariateValue(name=name): areas[name].isna() for name in (*demography, *confounders)},
    }
    return Question(
        exposure,
        counted,
        increment,
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
