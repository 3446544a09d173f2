"""Parameters of the soil health report, and what it reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from workbench.errors import VocabularyError
from workbench.reports.validators import Country
from workbench.vocabulary import places
from workbench.vocabulary.soil.indicators import DOMAINS
from workbench.vocabulary.soil.references import background, backgrounds
from workbench.vocabulary.soil.risk_sets import exposure_set, risk_sets, risk_values
from workbench.vocabulary.soil.scoring_curves import DEMONSTRATION, scoring_set, scoring_sets

ONE_COUNTRY = True  # an index over several countries would be that of who sent most
CLASSES_OF = "CASH-2017"  # classes of scores, not verified: used where the parameters name them
FEWEST_DRAWS, MOST_DRAWN = 100, 4_000_000  # sites that are drawn in all, 32 MB
TOXIC_RESPONSES = "toxic_responses"  # name of their table, for `unverified`


def _known(look_up: Callable[[str], object]) -> AfterValidator:
    """Refuse a name that the vocabulary does not know."""

    def check(name: str) -> str:
        try:
            look_up(name)
        except VocabularyError as error:
            raise ValueError(str(error)) from error
        return name

    return AfterValidator(check)


def _set_with_unverified_rows(name: str) -> str:
    """Refuse a name that is no set, background or table with rows that may be unverified."""
    known = {*scoring_sets(), *backgrounds(), *risk_sets(), CLASSES_OF, TOXIC_RESPONSES}
    if name not in known:
        raise ValueError(f"{name!r} is not a set. There are: {', '.join(sorted(known))}.")
    return name


def _pair(text: str) -> str:
    """Refuse a class without its name and its word."""
    if text.count(":") != 1:
        raise ValueError(f"{text!r} is not a class. Give its name and word, as in 'om_class:2'.")
    return text


def _weight(text: str) -> str:
    """Refuse a weight without its domain and number."""
    name, _, number = text.partition(":")
    try:
        is_number = float(number) >= 0
    except ValueError:
        is_number = False
    if name not in DOMAINS or not is_number:
        raise ValueError(f"{text!r} is not a weight. Give a domain and a number: 'physical:2'.")
    return text


ScoringSet = Annotated[str, _known(scoring_set)]
ProfileWeight = Annotated[str, AfterValidator(_weight)]
SoilClass = Annotated[str, AfterValidator(_pair)]
BackgroundId = Annotated[str, _known(background)]
UnverifiedSet = Annotated[str, AfterValidator(_set_with_unverified_rows)]
RiskSet = Annotated[str, _known(risk_values)]
ExposureSet = Annotated[str, _known(exposure_set)]


class Parameters(BaseModel):
    """Parameters of the soil health report; the notebook's first cell repeats them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    area: Country = Field(default="XAA", description="country, ISO 3166 alpha-3")
    scoring_set: ScoringSet = Field(
        default="SMAF-2004", description="set of scoring curves that makes scores of values"
    )
    soil_classes: list[SoilClass] = Field(
        default=[], description="classes that curves ask for, as in ['om_class:2', 'season:spring']"
    )
    backgrounds: list[BackgroundId] = Field(
        default=[], description="backgrounds by name; the first two that fit are used"
    )
    unverified: list[UnverifiedSet] = Field(
        default=[], description="sets whose unverified rows are used too, as in ['GEMAS-AP']"
    )
    risk_sets: list[RiskSet] = Field(
        default=["EPA-2023", "EPA-2025"],
        min_length=1,
        description="sets of toxicity values, the newest last",
    )
    exposure_set: ExposureSet = Field(
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
    profile_weights: list[ProfileWeight] = Field(
        default=[], description="weights of domains in the profile, as in ['physical:2']"
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

    def draws_of(self, n_sites: int) -> int:
        """Draws of as many sites; fewer where sites are so many that chance is small."""
        return max(FEWEST_DRAWS, min(self.n_draws, MOST_DRAWN // max(1, n_sites)))

    @property
    def profile(self) -> dict[str, float]:
        """Weight of each domain in the profile; they add up to 1, equal where none is given."""
        given = dict.fromkeys(DOMAINS, 1.0)
        for one in self.profile_weights:
            name, _, number = one.partition(":")
            given[name] = float(number)
        total = sum(given.values())
        return {name: weight / total for name, weight in given.items()}

    @model_validator(mode="after")
    def _some_domain_counts(self) -> Parameters:
        """Refuse weights that are all 0."""
        if (
            len(self.profile_weights)
            and not any(float(one.partition(":")[2]) for one in self.profile_weights)
            and len({one.partition(":")[0] for one in self.profile_weights}) == len(DOMAINS)
        ):
            raise ValueError("all weights of the profile are 0; give one above 0")
        return self

    @model_validator(mode="after")
    def _demonstration_is_of_fictional_countries(self) -> Parameters:
        status = scoring_set(self.scoring_set).status
        if status == DEMONSTRATION and not places.is_fictional(self.area):
            raise ValueError(
                f"{self.scoring_set} is a demonstration set, for fictional countries alone"
            )
        return self


def readings(area: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Tell the tables to read, and of which area."""
    return ((("measurements", "site_soils", "site_zones", "own_soil_targets"), area),)
