"""People of the fictional countries: who lived where, who fell ill and what the register has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from examples.areas import Grid

YEARS = tuple(range(2020, 2025))
SEXES = ("F", "M")
AGE_BANDS = (*(f"{age}-{age + 4}" for age in range(0, 85, 5)), "85+")
MID_AGES = np.arange(18) * 5 + 2.5
PERSONS = 3000.0  # in an area of middle size
SIZE_SPREAD = 0.2  # standard deviation of the logarithm between areas
SMALL_EVERY = 45  # of so many areas, one has next to nobody
SMALL_PERSONS = 150.0
AGEING_SPREAD = 0.15  # how much older or younger areas are
STANDARD = "fictional standard"
REGISTER = "fictional register"
COMPLETE = 0.98  # share of the cases that a register has
BREAKS = {"XAE": {2023: 0.6}}  # years of a register that has fewer, after it changed its coding


@dataclass(frozen=True)
class Disease:
    """An outcome: its code, its rate in the middle of life and how it rises with age and sex.

    Attributes
    ----------
    outcome : str
        Group of ICD-10.
    rate : float
        Rate at the age of 60. [1/person-year]
    rise : float
        Rise of the logarithm of the rate with age. [1/year]
    men : float
        Rate ratio of men to women. [1]
    """

    outcome: str
    rate: float
    rise: float
    men: float

    def rates(self) -> np.ndarray:
        """Rate by sex and age band, in 1/person-year, shape (2, 18)."""
        by_age = self.rate * np.exp(self.rise * (MID_AGES - 60))
        return np.array([by_age, self.men * by_age])


OUTCOME = Disease("N18", 0.0045, 0.035, 1.3)  # chronic kidney disease
CONTROL = Disease("K35-K37", 0.0032, 0.0, 1.1)  # appendicitis, which no soil is thought to cause


@dataclass(frozen=True)
class People:
    """Rows of population, outcomes and reference_rates."""

    population: pd.DataFrame
    outcomes: pd.DataFrame
    reference_rates: pd.DataFrame


def grow(grid: Grid, effects: Mapping[Disease, np.ndarray], random: np.random.Generator) -> People:
    """People of a country and their cases.

    Parameters
    ----------
    grid : Grid
        The country.
    effects : mapping of Disease to array
        Logarithm of the rate ratio in each area.
    random : Generator
        Numbers of chance.
    """
    person_years = _person_years(grid, random)
    rows = _strata(grid)
    listed = [
        _cases(disease, effect, person_years, rows, random) for disease, effect in effects.items()
    ]
    broken = BREAKS.get(grid.iso3, {})
    listed = [_registered(cases, broken, random) for cases in listed]
    return People(
        rows.assign(person_years=person_years.ravel()),
        pd.concat(listed, ignore_index=True),
        _reference_rates(effects),
    )


def _strata(grid: Grid) -> pd.DataFrame:
    """Area, year, sex and age band of each number, in the order of the arrays."""
    names = ["area_id", "year", "sex", "age_band"]
    keys = [grid.area_ids(), YEARS, SEXES, AGE_BANDS]
    return pd.MultiIndex.from_product(keys, names=names).to_frame(index=False)


def _person_years(grid: Grid, random: np.random.Generator) -> np.ndarray:
    """Person-years by area, year, sex and age band."""
    sizes = PERSONS * np.exp(random.normal(0, SIZE_SPREAD, grid.n_areas))
    sizes[SMALL_EVERY // 2 :: SMALL_EVERY] = SMALL_PERSONS
    ageing = random.normal(0, AGEING_SPREAD, grid.n_areas)
    shares = _pyramid()[None, :] * np.exp(ageing[:, None] * (MID_AGES - 40) / 40)
    shares /= 2 * shares.sum(axis=1, keepdims=True)
    growth = 1 + 0.004 * (np.array(YEARS) - YEARS[0])
    persons = sizes[:, None, None, None] * growth[:, None, None] * shares[:, None, None, :]
    return np.round(np.broadcast_to(persons, (grid.n_areas, len(YEARS), 2, 18)), 1)


def _pyramid() -> np.ndarray:
    """Persons by age band, as many in each until middle age and then fewer."""
    return 1 / (1 + np.exp((MID_AGES - 72) / 9))


def _cases(
    disease: Disease,
    effect: np.ndarray,
    person_years: np.ndarray,
    strata: pd.DataFrame,
    random: np.random.Generator,
) -> pd.DataFrame:
    """Rows of one outcome; as registers do, only strata with cases, and one of an area without."""
    expected = person_years * disease.rates() * np.exp(effect)[:, None, None, None]
    cases = random.poisson(expected)
    none_at_all = cases.sum(axis=(1, 2, 3)) == 0
    listed = cases > 0
    listed[none_at_all, 0, 0, 0] = True
    rows: pd.DataFrame = strata.assign(cases=cases.ravel().astype(float))[listed.ravel()]
    return rows.assign(outcome=disease.outcome, source=REGISTER)


def _registered(
    cases: pd.DataFrame, broken: Mapping[int, float], random: np.random.Generator
) -> pd.DataFrame:
    """Cases that the register has, with its completeness; some are missing where it is broken."""
    share = cases["year"].map(broken).astype(float)
    kept = random.binomial(cases["cases"].astype(int), share.fillna(1.0)).astype(float)
    return cases.assign(cases=kept, completeness=share.fillna(COMPLETE))


def _reference_rates(diseases: Mapping[Disease, object]) -> pd.DataFrame:
    """Rates of the outcomes by sex and age, and a standard population."""
    keys = [SEXES, AGE_BANDS]
    strata = pd.MultiIndex.from_product(keys, names=["sex", "age_band"]).to_frame(index=False)
    weights = np.tile(np.round(100_000 * _pyramid() / _pyramid().sum() / 2), 2)
    parts = [strata.assign(weight=weights)]
    parts += [
        strata.assign(outcome=one.outcome, rate=one.rates().ravel().round(8)) for one in diseases
    ]
    return pd.concat(parts, ignore_index=True).assign(standard=STANDARD)
