"""People and cases as they came: censuses, groups of people, and rates in place of cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from workbench.findings.excluded import Excluded, Named
from workbench.findings.rows import Phrase, row
from workbench.methods.rates.age_bands import ALL
from workbench.store.people import CENSUS, MID_YEAR, Outcomes, Population

STRATUM = [Outcomes.sex, Outcomes.age_band, Outcomes.stratum]  # of people too
CELL = [Outcomes.area_id, Outcomes.year]  # of people too
NEAR_WHOLE = 0.1  # cases by which a rate times people may miss a whole number
MOSTLY = 0.5  # share of rates that must give whole cases


@row
class RateWithoutPeople(Phrase):
    """A rate of an area, year and stratum that nobody was counted in."""


@dataclass(frozen=True)
class GivenPeople:
    """Person-years of a country.

    Attributes
    ----------
    rows : DataFrame
        Of the population, each with a stratum and person-years.
    between : tuple of int
        Years whose people lie on a straight line between two censuses.
    n_mid_year : int
        Rows that count persons in the middle of a year.
    """

    rows: pd.DataFrame
    between: tuple[int, ...]
    n_mid_year: int


@dataclass(frozen=True)
class GivenCases:
    """Cases of a country.

    Attributes
    ----------
    rows : DataFrame
        Of the outcomes, each with a stratum and cases.
    n_rates : int
        Rows whose cases were worked out from a rate.
    fits : bool
        Whether most of these came out whole, as they do with the people that the register used.
    left_out : tuple of Excluded
        Rates of strata without people.
    """

    rows: pd.DataFrame
    n_rates: int
    fits: bool
    left_out: tuple[Excluded, ...]


def in_groups(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows in which the people of no group in particular are those of all."""
    group = rows[Outcomes.stratum].fillna("").replace("", ALL)
    return rows.assign(**{Outcomes.stratum: group})


def person_years(population: pd.DataFrame, years: Sequence[int]) -> GivenPeople:
    """Make person-years of the persons of mid-year estimates and of censuses.

    Persons in the middle of a year are as many person-years as the year has, near enough. Between
    two censuses the persons of each area, sex, age and group are taken to lie on a straight line;
    a year that people were otherwise counted in keeps those. Before the first census and after the
    last nothing is made: such a year borrows the people of the nearest.

    Parameters
    ----------
    population : DataFrame
        Of the store, with its groups.
    years : sequence of int
        Years of the cases.

    Returns
    -------
    GivenPeople
        Person-years, and what was made of persons.
    """
    counted_as = population[Population.counted_as].fillna("")
    of_census, counted = population[counted_as == CENSUS], population[counted_as != CENSUS]
    known = sorted(map(int, of_census[Population.year].unique()))
    others = {*known, *map(int, counted[Population.year].unique())}
    between = tuple(
        year for year in years if known and known[0] < year < known[-1] and year not in others
    )
    left = of_census[~of_census[Population.year].isin(counted[Population.year])]
    made = [counted, left, *(_on_the_line(of_census, known, year) for year in between)]
    n_mid_year = int((counted_as == MID_YEAR).sum())
    return GivenPeople(pd.concat(made, ignore_index=True), between, n_mid_year)


def _on_the_line(of_census: pd.DataFrame, known: Sequence[int], year: int) -> pd.DataFrame:
    """People of a year on the line between two censuses; those of one alone run to none."""
    before = max(one for one in known if one < year)
    after = min(one for one in known if one > year)
    share = (year - before) / (after - before)
    key = [Population.area_id, *STRATUM]
    both = of_census[of_census[Population.year].isin((before, after))]
    lived = both[Population.person_years] * both[Population.year].map(
        {before: 1 - share, after: share}
    )
    total = lived.groupby([both[name] for name in key]).transform("sum")
    made = both.assign(person_years=total, year=year)
    return made.drop_duplicates(key)


def cases_of(outcomes: pd.DataFrame, people: pd.DataFrame) -> GivenCases:
    """Make cases of rates, with the people of the same area, year, sex, age and group.

    A rate of all ages takes the people of all ages. Cases are whole: a rate is given with few
    digits, so the nearest whole number is taken. Where most come out far from one, the register
    rests on other people than those in the store.

    Parameters
    ----------
    outcomes : DataFrame
        Of the store, with their groups.
    people : DataFrame
        With person-years.

    Returns
    -------
    GivenCases
        Each row with cases, and what could not be turned into any.
    """
    is_rate = outcomes[Outcomes.cases].isna()
    if not is_rate.any():
        return GivenCases(outcomes, 0, True, ())
    rates = outcomes[is_rate]
    lived = _people_of(rates, people)
    found = rates[Outcomes.rate] / rates[Outcomes.rate_per].fillna(1.0) * lived
    missed = (found - found.round()).abs() < NEAR_WHOLE
    usable = found.notna()
    rows = outcomes.assign(**{Outcomes.cases: outcomes[Outcomes.cases].fillna(found.round())})
    lost = int((~usable).sum())
    left_out = Excluded(
        what=Named(name=Outcomes.table), kind="outcomes", why=RateWithoutPeople(), count=lost
    )
    return GivenCases(
        rows[rows[Outcomes.cases].notna()],
        int(usable.sum()),
        bool(not usable.any() or missed[usable].mean() >= MOSTLY),
        (left_out,) if lost else (),
    )


def _people_of(rates: pd.DataFrame, people: pd.DataFrame) -> pd.Series:
    """Person-years that each rate is of; missing where nobody was counted."""
    lived = pd.Series(np.nan, rates.index)
    for whole in product((False, True), repeat=len(STRATUM)):
        own = rates
        for name, is_whole in zip(STRATUM, whole, strict=True):
            own = own[(own[name] == ALL) == is_whole]
        by = [*CELL, *(name for name, is_all in zip(STRATUM, whole, strict=True) if not is_all)]
        total = people.groupby(by)[Population.person_years].sum()
        lived.loc[own.index] = total.reindex(pd.MultiIndex.from_frame(own[by])).to_numpy()
    return lived
