"""Health of the fictional countries: what drives contents and cases, and what is true.

In XAA both contaminants go with the outcome. In XAB cadmium only seems to, through deprivation and
smoking, which are on file; lead through something that is not, and that the control outcome shows
too. In XAC both lie where the outcome is frequent for another reason that varies smoothly over the
country. In XAD there is nothing to find. XAE has too few areas, borders in metres and a register
with a break. XAF has sent nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from examples.areas import GRIDS
from examples.chance import SEED, generator
from examples.people import CONTROL, OUTCOME, People, grow

SD_OF_LOG2 = 1.0  # spread of a contaminant between areas: one doubling
DEPRIVATION_IN_SMOKING = 0.5
ON_FILE = ("deprivation", "smoking", "industry", "urban")
DRIVERS = (*ON_FILE, "hidden", "region")
COVARIATE_FORMS = {  # mean, standard deviation and unit of what is on file
    "deprivation": (0.0, 1.0, "1"),
    "smoking": (0.24, 0.04, "1"),
    "industry": (12.0, 4.0, "km"),
    "urban": (0.5, 0.12, "1"),
}
COVARIATE_YEAR = 2020


@dataclass(frozen=True)
class Contaminant:
    """A contaminant of a country, and the truth behind its place among areas.

    Attributes
    ----------
    substance : str
        Code of the vocabulary.
    rate_ratio : float
        Rate ratio of the outcome for each doubling in soil, all else alike. [1]
    drivers : mapping of str to float
        Correlation of its logarithm with what drives it; the rest varies by chance.
    """

    substance: str
    rate_ratio: float
    drivers: Mapping[str, float]


@dataclass(frozen=True)
class Country:
    """Health of a fictional country, and the truth behind its numbers.

    Attributes
    ----------
    contaminants : tuple of Contaminant
        Those that the outcome is put beside.
    outcome, control : mapping of str to float
        Logarithm of the rate ratio of the outcome, and of the control outcome, for one standard
        deviation of what drives them beside soil.
    grade : str
        Grade that a report should give to each contaminant: A associated, B not after accounting
        for spatial pattern, C confounded, D not detected, X not assessable.
    """

    contaminants: tuple[Contaminant, ...]
    outcome: Mapping[str, float]
    control: Mapping[str, float]
    grade: str


SMOKING_AND_AGE = {"deprivation": 0.08, "smoking": 0.10}
COUNTRIES: Mapping[str, Country] = {
    "XAA": Country(
        (
            Contaminant("Cd", 1.15, {"industry": -0.3, "urban": 0.2}),
            Contaminant("Pb", 1.12, {"urban": 0.3}),
        ),
        SMOKING_AND_AGE,
        SMOKING_AND_AGE,
        "A",
    ),
    "XAB": Country(
        (
            Contaminant("Cd", 1.0, {"deprivation": 0.45, "smoking": 0.35}),
            Contaminant("Pb", 1.0, {"hidden": 0.9}),
        ),
        {"deprivation": 0.12, "smoking": 0.12, "hidden": 0.08},
        {"deprivation": 0.12, "smoking": 0.12, "hidden": 0.10},
        "C",
    ),
    "XAC": Country(
        (Contaminant("Cd", 1.0, {"region": 0.55}), Contaminant("Pb", 1.0, {"region": 0.5})),
        SMOKING_AND_AGE | {"region": 0.2},
        SMOKING_AND_AGE,
        "B",
    ),
    "XAD": Country(
        (Contaminant("Cd", 1.0, {"industry": -0.3}), Contaminant("Pb", 1.0, {"urban": 0.3})),
        {"deprivation": 0.02, "smoking": 0.02},
        {"deprivation": 0.02, "smoking": 0.02},
        "D",
    ),
    "XAE": Country(
        (
            Contaminant("Cd", 1.15, {"industry": -0.3, "urban": 0.2}),
            Contaminant("Pb", 1.0, {"urban": 0.3}),
        ),
        SMOKING_AND_AGE,
        SMOKING_AND_AGE,
        "X",
    ),
}


def truth() -> pd.DataFrame:
    """Table of what a report should find.

    Returns
    -------
    DataFrame
        One row a country and contaminant: iso3, substance, outcome, control_outcome,
        rate_ratio_per_doubling [1] and grade.
    """
    rows = [
        {
            "iso3": iso3,
            "substance": contaminant.substance,
            "outcome": OUTCOME.outcome,
            "control_outcome": CONTROL.outcome,
            "rate_ratio_per_doubling": contaminant.rate_ratio,
            "grade": country.grade,
        }
        for iso3, country in COUNTRIES.items()
        for contaminant in country.contaminants
    ]
    return pd.DataFrame(rows)


def log2_contents(iso3: str, substance: str, seed: int = SEED) -> np.ndarray | None:
    """Contents of areas, as the logarithm to base 2 of their ratio to the median.

    None where the substance is spread over sites without regard to areas.
    """
    own = {one.substance: one for one in COUNTRIES[iso3].contaminants} if iso3 in COUNTRIES else {}
    if substance not in own:
        return None
    drivers = _drivers(iso3, seed)
    weights = own[substance].drivers
    left = 1 - sum(share**2 for share in weights.values())
    chance = generator(seed, iso3, substance, "areas").normal(size=GRIDS[iso3].n_areas)
    return SD_OF_LOG2 * _standardised(_effect(weights, drivers) + np.sqrt(left) * chance)


def people(iso3: str, soil: Mapping[str, np.ndarray], seed: int = SEED) -> People:
    """People of a country and their cases.

    Parameters
    ----------
    iso3 : str
        One of `COUNTRIES`.
    soil : mapping of str to array
        True content of each area by substance: mean over its sites of the logarithm to base 2.
    seed : int
        Where the numbers of chance begin.
    """
    country, drivers = COUNTRIES[iso3], _drivers(iso3, seed)
    of_soil = [np.log(one.rate_ratio) * soil[one.substance] for one in country.contaminants]
    effects = {
        OUTCOME: np.sum(of_soil, axis=0) + _effect(country.outcome, drivers),
        CONTROL: _effect(country.control, drivers),
    }
    return grow(GRIDS[iso3], effects, generator(seed, iso3, "people"))


def covariates(iso3: str, seed: int = SEED) -> pd.DataFrame:
    """Rows of `covariates`: what is on file, in its unit."""
    drivers = _drivers(iso3, seed)
    parts = [
        pd.DataFrame(
            {
                "area_id": GRIDS[iso3].area_ids(),
                "year": COVARIATE_YEAR,
                "name": name,
                "value": np.round(mean + deviation * drivers[name], 4),
                "unit": unit,
            }
        )
        for name, (mean, deviation, unit) in COVARIATE_FORMS.items()
    ]
    return pd.concat(parts, ignore_index=True)


@cache
def _drivers(iso3: str, seed: int) -> Mapping[str, np.ndarray]:
    """Values of what drives contents and cases, each with mean 0 and standard deviation 1."""
    grid, random = GRIDS[iso3], generator(seed, iso3, "drivers")
    drawn = {name: _standardised(random.normal(size=grid.n_areas)) for name in DRIVERS}
    rest = np.sqrt(1 - DEPRIVATION_IN_SMOKING**2)
    smoking = DEPRIVATION_IN_SMOKING * drawn["deprivation"] + rest * drawn["smoking"]
    return drawn | {"smoking": _standardised(smoking), "region": _standardised(grid.waves())}


def _effect(weights: Mapping[str, float], drivers: Mapping[str, np.ndarray]) -> np.ndarray:
    """Sum of the drivers with their weights."""
    parts = [weight * drivers[name] for name, weight in weights.items()]
    return np.asarray(np.sum(parts, axis=0))


def _standardised(values: np.ndarray) -> np.ndarray:
    """Values with mean 0 and standard deviation 1."""
    return np.asarray((values - values.mean()) / values.std())
