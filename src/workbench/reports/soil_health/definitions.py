"""What the soil health report reads, its parameters and the rules that it judges by."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from workbench.errors import VocabularyError
from workbench.vocabulary import places
from workbench.vocabulary.backgrounds import background, backgrounds
from workbench.vocabulary.exposure_sets import exposure_set
from workbench.vocabulary.risk_sets import risk_sets, risk_values
from workbench.vocabulary.scoring_curves import DEMONSTRATION, scoring_set, scoring_sets

READS = ("measurements", "site_soils")
ONE_COUNTRY = True  # an index over several countries would be that of who sent most
LEAST_SHARE_OF_SITES = 0.5  # that must have a contaminant, or indices leave it out
FEWEST_SITES = 5  # with fewer no interval is given
FEWEST_REVISITED = 5  # sites that were visited twice, with fewer no change is given
CLASSES_OF = "CASH-2017"  # classes of scores, not verified: used where the parameters name them
HUNDRED = 100.0  # best score or index on the page; 1 in the methods
OF_HUNDRED = "0-100"  # unit of scores and indices on the page
UNIT_OF_ROW = ""  # of a number whose unit is in the column `unit` of its row
TOXIC_RESPONSES = "toxic_responses"  # name of their table, for `unverified`


class Parameters(BaseModel):
    """Parameters of the soil health report; the notebook's first cell repeats them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    area: str = Field(default="XAA", description="country, ISO 3166 alpha-3")
    scoring_set: str = Field(
        default="SMAF-2004", description="set of scoring curves that makes scores of values"
    )
    soil_classes: list[str] = Field(
        default=[], description="classes that curves ask for, as in ['om_class:2', 'season:spring']"
    )
    backgrounds: list[str] = Field(
        default=[], description="backgrounds by name; the first two that fit are used"
    )
    unverified: list[str] = Field(
        default=[], description="sets whose unverified rows are used too, as in ['GEMAS-AP']"
    )
    risk_sets: list[str] = Field(
        default=["EPA-2023", "EPA-2025"],
        min_length=1,
        description="sets of toxicity values, the newest last",
    )
    exposure_set: str = Field(
        default="EPA-RESIDENT-2014", description="how people come into contact with soil"
    )
    reference_element: Literal["Al", "Fe"] = Field(
        default="Al", description="element of enrichment factors: Al or Fe"
    )
    aggregation: Literal["arithmetic", "geometric", "harmonic", "minimum", "obic"] = Field(
        default="arithmetic",
        description="mean of scores: arithmetic, geometric, harmonic, minimum or obic",
    )
    completeness: float = Field(
        default=0.7, ge=0.1, le=1.0, description="least share of a domain's weight, 0.1 to 1"
    )
    class_probability: float = Field(
        default=0.8, ge=0.5, le=0.99, description="least probability of a class that is named"
    )
    confidence: float = Field(
        default=0.9, ge=0.8, le=0.99, description="level of the intervals, 0.8 to 0.99"
    )
    n_draws: int = Field(
        default=1000, ge=100, le=10000, description="draws of the bootstrap over sites"
    )
    seed: int = Field(default=1, ge=0, le=1000000, description="where the numbers of chance begin")

    @field_validator("area")
    @classmethod
    def _area_is_a_country(cls, area: str) -> str:
        try:
            places.members(area)
        except VocabularyError as error:
            raise ValueError(str(error)) from error
        if not places.is_country(area):
            message = f"{area} is no country: soils of several countries are not pooled"
            raise ValueError(message)
        return area

    @field_validator("scoring_set")
    @classmethod
    def _set_is_known(cls, set_id: str) -> str:
        try:
            scoring_set(set_id)
        except VocabularyError as error:
            raise ValueError(str(error)) from error
        return set_id

    @model_validator(mode="after")
    def _demonstration_is_of_fictional_countries(self) -> Parameters:
        status = scoring_set(self.scoring_set).status
        if status == DEMONSTRATION and not places.is_fictional(self.area):
            message = f"{self.scoring_set} is a demonstration set, for fictional countries alone"
            raise ValueError(message)
        return self

    @field_validator("backgrounds")
    @classmethod
    def _backgrounds_are_known(cls, names: list[str]) -> list[str]:
        try:
            for name in names:
                background(name)
        except VocabularyError as error:
            raise ValueError(str(error)) from error
        return names

    @field_validator("unverified")
    @classmethod
    def _unverified_sets_are_known(cls, names: list[str]) -> list[str]:
        known = {*scoring_sets(), *backgrounds(), *risk_sets(), CLASSES_OF, TOXIC_RESPONSES}
        strange = [name for name in names if name not in known]
        if strange:
            message = f"{strange[0]!r} is no set; known are: {', '.join(sorted(known))}"
            raise ValueError(message)
        return names

    @field_validator("risk_sets")
    @classmethod
    def _risk_sets_are_known(cls, names: list[str]) -> list[str]:
        try:
            for name in names:
                risk_values(name)
        except VocabularyError as error:
            raise ValueError(str(error)) from error
        return names

    @field_validator("exposure_set")
    @classmethod
    def _exposure_set_is_known(cls, name: str) -> str:
        try:
            exposure_set(name)
        except VocabularyError as error:
            raise ValueError(str(error)) from error
        return name

    @field_validator("soil_classes")
    @classmethod
    def _classes_are_pairs(cls, pairs: list[str]) -> list[str]:
        for pair in pairs:
            if pair.count(":") != 1:
                message = f"{pair!r} is no class, as in 'om_class:2'"
                raise ValueError(message)
        return pairs

    def may_use_unverified(self, name: str) -> bool:
        """Whether rows of a set may be used that were not read in their source."""
        return name in self.unverified
