"""Parameters of the health report, and what it reads."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from workbench.reports.validators import Country
from workbench.vocabulary.people.standard_populations import standard_populations

READS = (
    "areas", "neighbours", "population", "outcomes", "reference_rates", "covariates",
    "site_areas", "measurements", "biomonitoring",
)  # fmt: skip
ONE_COUNTRY = True  # rates of several countries are not pooled
INTERNAL = "internal"


def _known_population(name: str) -> str:
    """Refuse a standard population that is not in the vocabulary."""
    if name not in standard_populations():
        raise ValueError(f"{name!r} is not known; known are: {', '.join(standard_populations())}")
    return name


def _pairs(pairs: list[str]) -> list[str]:
    """Refuse what is not an exposure and an outcome with a colon between them."""
    for pair in pairs:
        if pair.count(":") != 1:
            raise ValueError(f"{pair!r} is no pair of an exposure and an outcome, as in 'Cd:C64'")
    return pairs


class Parameters(BaseModel):
    """Parameters of the health report; the notebook's first cell repeats names and defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    area: Country = Field(default="XAA", description="country, ISO 3166 alpha-3")
    exposures: list[str] = Field(
        default=[], description="substances or covariates; empty: every contaminant in soil"
    )
    outcomes: list[str] = Field(default=[], description="outcomes; empty: every one recorded")
    negative_control: str = Field(default="", description="negative control outcome; empty: none")
    prespecified: Annotated[list[str], AfterValidator(_pairs)] = Field(
        default=[], description="pairs named before the data were seen, as in ['Cd:C64']"
    )
    demography: list[str] = Field(default=["urban"], description="covariates of the second model")
    confounders: list[str] = Field(
        default=["deprivation", "smoking", "industry"],
        description="covariates of the third model: deprivation, smoking, industry",
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
    standard_population: Annotated[str, AfterValidator(_known_population)] = Field(
        default="Europe 2013", description="ages that the rate of the country is standardised to"
    )
    by_sex: bool = Field(default=False, description="judge women and men apart too")
    fewest_samples: int = Field(
        default=3, ge=1, le=100, description="samples that an area must have"
    )
    smallest_count: Literal[5, 10] = Field(
        default=5, description="counts from 1 to below it are suppressed: 5, or 10"
    )
    confidence: float = Field(
        default=0.95, ge=0.8, le=0.999, description="level of the intervals, 0.8 to 0.999"
    )
    false_discovery_rate: float = Field(
        default=0.05, ge=0.001, le=0.2, description="share of false ones among associations"
    )


def readings(area: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Tell the tables to read, and of which area."""
    return ((READS, area),)
