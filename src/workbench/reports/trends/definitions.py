"""What the trends report reads, and its parameters."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator

from workbench.errors import VocabularyError
from workbench.vocabulary import places
from workbench.vocabulary import substances as vocabulary
from workbench.vocabulary.threshold_rows import sets

READS = ("measurements",)
SUGGESTED_P = 0.10  # up to this p a direction is mentioned, as one that may be chance
SAME_SITES = 0.8  # from this share of sites at every visit on, visits are of the same sites
SEEN_WITHIN_SITES = 1.645  # z from which a direction is seen within sites (one-sided 5 %)
SILENT_ABOVE = 2  # a limit this many times above all detects of its series tells of no trend
DEPTH_CHANGE = 0.1  # change of the sampling depth between visits that may look like a trend
FEWEST_FOR_P90 = 10  # samples that a ninetieth percentile needs
NOT_STATED = "not stated"
FEWEST_PAIRS = 6  # pairs with which a sign test can reach p 0.05


class Parameters(BaseModel):
    """Parameters of the trends report; the notebook's first cell repeats names and defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    area: str = Field(
        default="XAA", description="ISO 3166 alpha-3, a GSP region (R-AFRICA) or WORLD"
    )
    substances: list[str] = Field(
        default=[], description="codes to judge, as in ['Cd', 'Pb']; empty: every contaminant"
    )
    first_year: int = Field(
        default=1900, ge=1900, le=2100, description="samples taken before it are left out"
    )
    confidence: float = Field(
        default=0.95, ge=0.8, le=0.999, description="level of the intervals, 0.8 to 0.999"
    )
    false_discovery_rate: float = Field(
        default=0.05, ge=0.001, le=0.2, description="share of false trends among those called clear"
    )
    reference_set: str = Field(
        default="",
        description="country (DEU), or EU, whose thresholds are compared with; empty: the own",
    )

    @field_validator("area")
    @classmethod
    def _area_is_known(cls, area: str) -> str:
        try:
            places.members(area)
        except VocabularyError as error:
            raise ValueError(str(error)) from error
        return area

    @field_validator("substances")
    @classmethod
    def _substances_are_known(cls, codes: list[str]) -> list[str]:
        try:
            for code in codes:
                vocabulary.substance(code)
        except VocabularyError as error:
            raise ValueError(str(error)) from error
        return codes

    @field_validator("reference_set")
    @classmethod
    def _reference_set_is_known(cls, code: str) -> str:
        if code and code not in sets():
            known = ", ".join(sorted(sets()))
            raise ValueError(f"There is no set of thresholds {code!r}. There are: {known}.")
        return code
