"""What the health report reads, its parameters and the rules that it judges by."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from workbench.errors import VocabularyError
from workbench.vocabulary import places
from workbench.vocabulary.standard_populations import standard_populations

READS = (
    "areas", "neighbours", "population", "outcomes", "reference_rates", "covariates",
    "site_areas", "measurements",
)  # fmt: skip
ONE_COUNTRY = True  # rates of several countries are not pooled
FEWEST_AREAS = 30  # with fewer no model is judged
FEWEST_CASES = 50  # over all areas; with fewer no model is judged
MOST_NON_DETECTS = 0.5  # share of samples below their limit, above which exposure is not known
LARGEST_UNRELIABLE = 16  # counts below it have a relative standard error of 25 % or more
CHANGE_OF_ESTIMATE = 0.10  # relative change by which adjustment counts as having mattered
LEAST_CHANGE = 0.01  # of the logarithm of a rate ratio, below which it does not
MOST_ISLANDS = 0.1  # share of areas without neighbours, above which spatial rungs say nothing
LEAST_COMPLETE = 0.9  # completeness of a register below which an association may be its doing
POWER = 0.8  # of the smallest rate ratio that would have been seen
BOTH_SEXES = "all"
INTERNAL = "internal"


class Parameters(BaseModel):
    """Parameters of the health report; the notebook's first cell repeats names and defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    area: str = Field(default="XAA", description="country, ISO 3166 alpha-3")
    exposures: list[str] = Field(
        default=[], description="substances or covariates; empty: every contaminant in soil"
    )
    outcomes: list[str] = Field(default=[], description="outcomes; empty: every one on file")
    negative_control: str = Field(
        default="", description="outcome that the exposures cannot bear on; empty: none"
    )
    prespecified: list[str] = Field(
        default=[], description="pairs named before the data were seen, as in ['Cd:C64']"
    )
    demography: list[str] = Field(default=["urban"], description="covariates of the second rung")
    confounders: list[str] = Field(
        default=["deprivation", "smoking", "industry"],
        description="covariates of the third rung: deprivation, smoking, industry",
    )
    lag_years: int = Field(
        default=10, ge=0, le=60, description="years by which exposure must precede outcome"
    )
    increment: Literal["doubling", "iqr"] = Field(
        default="doubling", description="rate ratios are per doubling or per iqr of exposure"
    )
    standard: str = Field(
        default=INTERNAL, description="name of the reference rates; internal: the country's own"
    )
    standard_population: str = Field(
        default="Europe 2013", description="ages that the rate of the country is standardised to"
    )
    by_sex: bool = Field(default=False, description="judge women and men apart too")
    fewest_samples: int = Field(
        default=3, ge=1, le=100, description="samples that an area must have"
    )
    smallest_count: Literal[5, 10] = Field(
        default=5, description="counts from 1 to below it are hidden: 5, or 10"
    )
    confidence: float = Field(
        default=0.95, ge=0.8, le=0.999, description="level of the intervals, 0.8 to 0.999"
    )
    false_discovery_rate: float = Field(
        default=0.05, ge=0.001, le=0.2, description="share of false ones among associations"
    )

    @field_validator("area")
    @classmethod
    def _area_is_a_country(cls, area: str) -> str:
        try:
            places.members(area)
        except VocabularyError as error:
            raise ValueError(str(error)) from error
        if not places.is_country(area):
            message = f"{area} is no country: rates of several countries are not pooled"
            raise ValueError(message)
        return area

    @field_validator("standard_population")
    @classmethod
    def _standard_population_is_known(cls, name: str) -> str:
        if name not in standard_populations():
            message = f"{name!r} is not known; known are: {', '.join(standard_populations())}"
            raise ValueError(message)
        return name

    @field_validator("prespecified")
    @classmethod
    def _pairs_have_two_parts(cls, pairs: list[str]) -> list[str]:
        for pair in pairs:
            if pair.count(":") != 1:
                message = f"{pair!r} is no pair of an exposure and an outcome, as in 'Cd:C64'"
                raise ValueError(message)
        return pairs
