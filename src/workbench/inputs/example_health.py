"""The fictional health data: five countries of areas, with a truth that reports are held to.

In XAA both contaminants go with the outcome. In XAB cadmium only seems to, through deprivation and
smoking, which are on file; lead through something that is not, and that the control outcome shows
too. In XAC both lie where the outcome is frequent for another reason that varies smoothly over the
country. In XAD there is nothing to find. XAE has too few areas. XAF has sent nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from workbench.inputs import tables
from workbench.inputs.example_areas import Grid, area_rows, neighbour_rows, sampled_sites
from workbench.inputs.example_people import CONTROL, OUTCOME, People, grow
from workbench.inputs.example_soils import SoilSurvey, soil_rows

SEED = 31  # chosen so that no control outcome and nothing in XAD goes with soil by chance
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
COVARIATE_YEAR = 2015
TABLES = (
    *("areas", "neighbours", "population", "outcomes", "reference_rates", "covariates"),
    *("site_areas", "measurements"),
)


@dataclass(frozen=True)
class Contaminant:
    """A contaminant of a country, and the truth behind its numbers.

    Attributes
    ----------
    survey : SoilSurvey
        How it was sampled and measured.
    rate_ratio : float
        Rate ratio of the outcome for each doubling in soil, all else alike. [1]
    drivers : mapping of str to float
        Correlation of its logarithm with what drives it; the rest varies by chance.
    """

    survey: SoilSurvey
    rate_ratio: float
    drivers: Mapping[str, float]


@dataclass(frozen=True)
class Country:
    """A fictional country, and the truth behind its numbers.

    Attributes
    ----------
    grid : Grid
        Its areas.
    contaminants : tuple of Contaminant
        What is in its soil.
    outcome, control : mapping of str to float
        Logarithm of the rate ratio of the outcome, and of the control outcome, for one standard
        deviation of what drives them beside soil.
    grade : str
        Grade that a report should give to each contaminant: A associated, B not after accounting
        for spatial pattern, C confounded, D not detected, X not assessable.
    """

    grid: Grid
    contaminants: tuple[Contaminant, ...]
    outcome: Mapping[str, float]
    control: Mapping[str, float]
    grade: str


@dataclass(frozen=True)
class HealthExample:
    """Frames of all countries by table, and the truth: one row a country and contaminant."""

    frames: Mapping[str, pd.DataFrame]
    truth: pd.DataFrame


CADMIUM = SoilSurvey("Cd", 0.30, {2000: 0.15, 2002: 0.08, 2004: 0.03})
LEAD = SoilSurvey("Pb", 25.0, {2000: 10.0, 2002: 5.0, 2004: 2.0})
SMOKING_AND_AGE = {"deprivation": 0.08, "smoking": 0.10}
COUNTRIES: Mapping[str, Country] = {
    "XAA": Country(
        Grid("XAA", 13, 10, -30.0, -40.0),
        (
            Contaminant(CADMIUM, 1.15, {"industry": -0.3, "urban": 0.2}),
            Contaminant(LEAD, 1.12, {"urban": 0.3}),
        ),
        SMOKING_AND_AGE,
        SMOKING_AND_AGE,
        "A",
    ),
    "XAB": Country(
        Grid("XAB", 14, 10, -28.0, -40.0),
        (
            Contaminant(CADMIUM, 1.0, {"deprivation": 0.45, "smoking": 0.35}),
            Contaminant(LEAD, 1.0, {"hidden": 0.9}),
        ),
        {"deprivation": 0.12, "smoking": 0.12, "hidden": 0.08},
        {"deprivation": 0.12, "smoking": 0.12, "hidden": 0.10},
        "C",
    ),
    "XAC": Country(
        Grid("XAC", 15, 10, -26.0, -40.0),
        (
            Contaminant(CADMIUM, 1.0, {"region": 0.55}),
            Contaminant(LEAD, 1.0, {"region": 0.5}),
        ),
        SMOKING_AND_AGE | {"region": 0.2},
        SMOKING_AND_AGE,
        "B",
    ),
    "XAD": Country(
        Grid("XAD", 12, 10, -24.0, -40.0),
        (Contaminant(CADMIUM, 1.0, {"industry": -0.3}), Contaminant(LEAD, 1.0, {"urban": 0.3})),
        {"deprivation": 0.02, "smoking": 0.02},
        {"deprivation": 0.02, "smoking": 0.02},
        "D",
    ),
    "XAE": Country(
        Grid("XAE", 6, 4, -22.0, -40.0),
        (
            Contaminant(CADMIUM, 1.15, {"industry": -0.3, "urban": 0.2}),
            Contaminant(LEAD, 1.0, {"urban": 0.3}),
        ),
        SMOKING_AND_AGE,
        SMOKING_AND_AGE,
        "X",
    ),
}


def example_health(seed: int = SEED) -> HealthExample:
    """Frames of all countries and the truth behind them, the same at every call with a seed.

    Parameters
    ----------
    seed : int
        Where the numbers of chance begin.
    """
    made = [country_frames(iso3, seed) for iso3 in COUNTRIES]
    frames = {name: pd.concat([own[name] for own in made], ignore_index=True) for name in TABLES}
    return HealthExample(frames, truth())


def read(table: str, iso3s: Sequence[str]) -> pd.DataFrame:
    """Rows of a table in some countries; one without data gives no rows."""
    known = [iso3 for iso3 in COUNTRIES if iso3 in iso3s]
    if not known:
        return tables.empty(table)
    return pd.concat([country_frames(iso3)[table] for iso3 in known], ignore_index=True)


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
            "substance": contaminant.survey.substance,
            "outcome": OUTCOME.outcome,
            "control_outcome": CONTROL.outcome,
            "rate_ratio_per_doubling": contaminant.rate_ratio,
            "grade": country.grade,
        }
        for iso3, country in COUNTRIES.items()
        for contaminant in country.contaminants
    ]
    return pd.DataFrame(rows)


@cache
def country_frames(iso3: str, seed: int = SEED) -> Mapping[str, pd.DataFrame]:
    """Frames of one country by table.

    Parameters
    ----------
    iso3 : str
        One of `COUNTRIES`.
    seed : int
        Where the numbers of chance begin.
    """
    country = COUNTRIES[iso3]
    random = np.random.default_rng([seed, list(COUNTRIES).index(iso3)])
    drivers = _drivers(country.grid, random)
    contents = [_log2_content(one, drivers, random) for one in country.contaminants]
    soil_effect = sum(
        np.log(one.rate_ratio) * content
        for one, content in zip(country.contaminants, contents, strict=True)
    )
    people = grow(
        country.grid,
        {
            OUTCOME: soil_effect + _effect(country.outcome, drivers),
            CONTROL: _effect(country.control, drivers),
        },
        random,
    )
    sites = sampled_sites(country.grid, random)
    surveys = [one.survey for one in country.contaminants]
    made = {
        "areas": area_rows(country.grid),
        "neighbours": neighbour_rows(country.grid),
        **_of_people(people),
        "covariates": _covariates(country.grid, drivers),
        "site_areas": sites.loc[sites["by_code"], ["site_id", "area_id"]],
        "measurements": soil_rows(sites, surveys, contents, random),
    }
    return {name: _arranged(name, iso3, rows) for name, rows in made.items()}


def _drivers(grid: Grid, random: np.random.Generator) -> dict[str, np.ndarray]:
    """Values of what drives contents and cases, each with mean 0 and standard deviation 1."""
    drawn = {name: _standardised(random.normal(size=grid.n_areas)) for name in DRIVERS}
    rest = np.sqrt(1 - DEPRIVATION_IN_SMOKING**2)
    smoking = DEPRIVATION_IN_SMOKING * drawn["deprivation"] + rest * drawn["smoking"]
    return drawn | {"smoking": _standardised(smoking), "region": _standardised(grid.waves())}


def _log2_content(
    contaminant: Contaminant, drivers: Mapping[str, np.ndarray], random: np.random.Generator
) -> np.ndarray:
    """Content of each area, as the logarithm to base 2 of its ratio to the median."""
    driven = _effect(contaminant.drivers, drivers)
    left = 1 - sum(share**2 for share in contaminant.drivers.values())
    chance = np.sqrt(left) * random.normal(size=driven.size)
    return SD_OF_LOG2 * _standardised(driven + chance)


def _effect(weights: Mapping[str, float], drivers: Mapping[str, np.ndarray]) -> np.ndarray:
    """Sum of the drivers with their weights."""
    parts = [weight * drivers[name] for name, weight in weights.items()]
    return np.asarray(np.sum(parts, axis=0))


def _standardised(values: np.ndarray) -> np.ndarray:
    """Values with mean 0 and standard deviation 1."""
    return np.asarray((values - values.mean()) / values.std())


def _of_people(people: People) -> dict[str, pd.DataFrame]:
    """Tables that are about people."""
    return {
        "population": people.population,
        "outcomes": people.outcomes,
        "reference_rates": people.reference_rates,
    }


def _covariates(grid: Grid, drivers: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Covariates that are on file, in their units."""
    parts = [
        pd.DataFrame(
            {
                "area_id": grid.area_ids(),
                "year": COVARIATE_YEAR,
                "name": name,
                "value": np.round(mean + deviation * drivers[name], 4),
                "unit": unit,
            }
        )
        for name, (mean, deviation, unit) in COVARIATE_FORMS.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _arranged(table: str, iso3: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table, with the file and the line that they would stand in."""
    contract = tables.empty(table).dtypes.to_dict()
    placed = rows.assign(
        iso3=iso3,
        source_file=f"fictional {table.replace('_', ' ')} of {iso3}",
        source_row=np.arange(2, len(rows) + 2),
    )
    return placed.reindex(columns=list(contract)).astype(contract)
