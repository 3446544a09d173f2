"""Questions: an exposure, an outcome and a sex, on the areas that have all that it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from workbench.methods.rate_data import RateData, rate_data
from workbench.reports.health.counts import Counted
from workbench.reports.health.definitions import BOTH_SEXES, Parameters
from workbench.reports.health.exposure import Exposure, in_increments, increment_of

EXPOSURE = "exposure"
SEX_NAMES = {BOTH_SEXES: "both sexes", "F": "women", "M": "men"}


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
        By area_id, only areas with all that the rungs need: cases, expected, exposure (in
        increments) and a column a covariate.
    demography, confounders : tuple of str
        Covariates of the second and of the third rung that are on file.
    prespecified : bool
        Whether it was named before the data were seen.
    missing : tuple of str
        Covariates that were named and are not on file.
    lacking : mapping of str to int
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
    lacking: Mapping[str, int]
    least_complete: float = 1.0

    @property
    def id(self) -> str:
        """Row id: exposure, outcome and sex."""
        return f"{self.exposure.code}:{self.counted.outcome}:{self.counted.sex}"

    @property
    def label(self) -> str:
        """Exposure, outcome and sex for a reader."""
        return f"{self.exposure.name}, {self.counted.outcome}, {SEX_NAMES[self.counted.sex]}"

    @property
    def cases(self) -> pd.Series:
        """Cases of each area."""
        return self.areas["cases"]

    @property
    def expected(self) -> pd.Series:
        """Cases that the people of each area let expect."""
        return self.areas["expected"]

    @property
    def covariates(self) -> tuple[str, ...]:
        """All covariates of the upper rungs."""
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
        known = areas[areas["expected"] > 0]
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
        By area_id, a column a covariate that is on file.
    parameters : Parameters
        Of the report.
    """
    usable = covariates.drop(columns=exposure.code, errors="ignore")
    demography = tuple(name for name in parameters.demography if name in usable)
    confounders = tuple(name for name in parameters.confounders if name in usable)
    increment = increment_of(exposure, parameters)
    areas = counted.areas[["cases", "expected"]].assign(
        **{EXPOSURE: in_increments(exposure.by_area, increment)}
    )
    areas = areas.join(covariates[[*demography, *confounders]])
    complete = areas[(areas["expected"] > 0) & areas.notna().all(axis=1)]
    pair = f"{exposure.code}:{counted.outcome}"
    lacking = {
        "no case is to be expected": areas["expected"] <= 0,
        f"no value of {exposure.name}, or fewer samples than fewest_samples": areas[
            EXPOSURE
        ].isna(),
        **{f"no value of {name}": areas[name].isna() for name in (*demography, *confounders)},
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


def _counted_once(lacking: Mapping[str, pd.Series]) -> dict[str, int]:
    """Count areas by the first thing that they lack."""
    left = pd.Series(data=True, index=next(iter(lacking.values())).index)
    counts = {}
    for why, missing in lacking.items():
        counts[why] = int((missing & left).sum())
        left &= ~missing
    return counts
