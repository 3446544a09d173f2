"""Cases and expected cases of each area, and areas whose cases may not be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.errors import ReportError
from workbench.findings.names import column
from workbench.methods.basics.arrays import Floats
from workbench.methods.rates.age_bands import ALL, JoinedBands, joined_bands
from workbench.methods.rates.standardisation import expected_counts, internal_rates
from workbench.reports.health.basis.given import STRATUM
from workbench.reports.health.basis.linkage import Linked
from workbench.reports.health.parameters import INTERNAL, Parameters
from workbench.store.people import BY_SEX_AND_AGE, Outcomes, Population, ReferenceRates

BOTH_SEXES = ALL
SEXES = ("F", "M")
SEX_AND_AGE = (str(Outcomes.sex), str(Outcomes.age_band))
AS_GIVEN = "as given"  # of expected cases: as the register has them
SILENT_FROM = 7.0  # expected cases, of which none comes by chance with p below 0.001


class CountedArea:
    """What is counted of an area, or of an age band."""

    person_years = column("time that people lived there [person-years]")
    cases = column("cases")
    expected = column("cases that are expected of its population")


@dataclass(frozen=True)
class Counted:
    """One outcome and sex over the areas of a country.

    Attributes
    ----------
    outcome, sex : str
        What was counted, and in whom.
    areas : DataFrame
        By area_id: person_years, cases, expected. [person-years, 1, 1]
    years : tuple of int
        Years of the cases.
    years_borrowed : tuple of int
        Of those, years whose person-years are those of another year.
    by_year : DataFrame
        By year, of all areas together: person_years, cases, expected, and the least completeness
        that the register gives. [person-years, 1, 1, share]
    ages : DataFrame
        By age band, of all areas together: person_years and cases. [person-years, 1]
    n_strata : int
        Strata of sex, age and group that were standardised over; 1 is none, and 0 where the
        register gives the expected cases.
    n_unplaced : int
        Strata of areas that have cases and no person-years; they are in no count.
    silent : mapping of str to int
        Years of each area that no case was reported of, though several were to be expected, or in
        which it never reported; their people are in no count.
    without_people : tuple of str
        Areas with cases and nobody; they are in no count.
    completeness : Series
        Least completeness that the register gives for each area. [share]
    bands : JoinedBands
        Age bands of register and population, and what they were joined into.
    allows_for : tuple of str
        What the expected cases allow for: `sex`, `age_band` and `stratum`, each where it is known.
    standard : str
        What the expected cases rest on: `internal`, the name of reference rates, or `as given`.
    n_expected : int
        Rows whose expected cases, though given, are not used, since others have none.
    """

    outcome: str
    sex: str
    areas: pd.DataFrame
    years: tuple[int, ...]
    years_borrowed: tuple[int, ...]
    by_year: pd.DataFrame
    ages: pd.DataFrame
    n_strata: int
    n_unplaced: int
    silent: Mapping[str, int]
    without_people: tuple[str, ...]
    completeness: pd.Series
    bands: JoinedBands
    allows_for: tuple[str, ...] = ()
    standard: str = INTERNAL
    n_expected: int = 0

    @property
    def by_sex_and_age(self) -> bool:
        """Whether the expected cases allow for sex and age."""
        return set(SEX_AND_AGE) <= set(self.allows_for)

    @property
    def cases(self) -> pd.Series:
        """Cases of each area."""
        return self.areas[CountedArea.cases]

    @property
    def expected(self) -> pd.Series:
        """Cases that are expected of the population of each area."""
        return self.areas[CountedArea.expected]


@dataclass(frozen=True)
class Counts:
    """Counts of the outcomes and of the negative control, by outcome and sex."""

    outcomes: tuple[Counted, ...]
    controls: Mapping[str, Counted]
    all: tuple[Counted, ...]  # both


def all_counted(together: Linked, parameters: Parameters) -> Counts:
    """Count all outcomes that are asked for, and the negative control, by sex."""
    recorded = together.countable
    control = parameters.negative_control
    named = parameters.outcomes or [name for name in recorded if name != control]
    sexes = [BOTH_SEXES, *(SEXES if parameters.by_sex else ())]
    pairs = [(name, sex) for name in named if name in recorded for sex in sexes]
    outcomes = [counted(together, *pair, standard=parameters.standard) for pair in pairs]
    controls = {
        sex: counted(together, control, sex, standard=parameters.standard)
        for sex in sexes
        if control in recorded
    }
    return Counts(tuple(outcomes), controls, (*outcomes, *controls.values()))


def counted(together: Linked, outcome: str, sex: str, *, standard: str) -> Counted:
    """Count the cases of an outcome in each area, and those that are expected of its population.

    Expected cases are by indirect standardisation over sex and age: person-years of each stratum
    times its rate in the whole country, or in a named standard.

    Parameters
    ----------
    together : Linked
        Tables of the country.
    outcome : str
        Which.
    sex : str
        `all`, `F` or `M`.
    standard : str
        `internal`, or the name of reference rates.

    Returns
    -------
    Counted
        Counts of each area in full precision.
    """
    outcomes, people = together.outcomes, together.population
    own = outcomes[outcomes[Outcomes.outcome] == outcome]
    if sex != BOTH_SEXES:
        own, people = own[own[Outcomes.sex] == sex], people[people[Population.sex] == sex]
    if standard == INTERNAL and len(own) and own[Outcomes.expected].notna().all():
        return _as_given(own, outcome, sex, together)
    years = sorted(int(year) for year in own[Outcomes.year].unique())
    people, borrowed = _in_years(people, years)
    people, silent = _reported(own, people)
    given = own
    own, people, bands = _in_same_strata(own, people)
    lived = _by_stratum(people, Population.person_years)
    cases = _by_stratum(own, Outcomes.cases)
    placed = cases.reindex(index=lived.index, columns=lived.columns).fillna(0.0).where(lived > 0, 0)
    rates = _rates(lived, placed, together.reference_rates, outcome, standard)
    areas = pd.DataFrame(
        {
            CountedArea.person_years: lived.sum(axis=1),
            CountedArea.cases: placed.sum(axis=1),
            CountedArea.expected: expected_counts(lived, rates),
        }
    )
    n_strata = len(lived.columns)
    n_unplaced = int(np.count_nonzero(cases) - np.count_nonzero(placed))
    ages = pd.DataFrame(
        {CountedArea.person_years: _by_age(lived), CountedArea.cases: _by_age(placed)}
    )
    return Counted(
        outcome,
        sex,
        areas,
        tuple(years),
        tuple(borrowed),
        _by_year(own, people, pd.Series(rates, index=lived.columns)),
        ages,
        n_strata,
        n_unplaced,
        silent,
        tuple(sorted(set(own[Outcomes.area_id][own[Outcomes.cases] > 0]) - set(areas.index))),
        given.groupby(Outcomes.area_id)[Outcomes.completeness].min(),
        bands,
        tuple(str(name) for name in STRATUM if ALL not in set(people[name].unique())),
        standard,
        int(given[Outcomes.expected].notna().sum()),
    )


def _as_given(own: pd.DataFrame, outcome: str, sex: str, together: Linked) -> Counted:
    """Count cases against expected ones that the register gives; nobody needs to be counted."""
    people = together.population
    if sex != BOTH_SEXES:
        people = people[people[Population.sex] == sex]
    years = sorted(int(year) for year in own[Outcomes.year].unique())
    people = people[people[Population.year].isin(years)]
    sums = {CountedArea.cases: Outcomes.cases, CountedArea.expected: Outcomes.expected}
    areas, by_year = (
        own.groupby(key)[list(sums.values())]
        .sum()
        .set_axis(list(sums), axis=1)
        .assign(**{CountedArea.person_years: people.groupby(key)[Population.person_years].sum()})
        for key in (Outcomes.area_id, Outcomes.year)
    )
    by_year[Outcomes.completeness] = own.groupby(Outcomes.year)[Outcomes.completeness].min()
    is_known = set(own[Outcomes.expected_by].fillna("")) == {BY_SEX_AND_AGE}
    never = [str(area) for area in together.areas.index if area not in areas.index]
    return Counted(
        outcome,
        sex,
        areas,
        tuple(years),
        (),
        by_year,
        pd.DataFrame({CountedArea.person_years: [], CountedArea.cases: []}),
        0,
        0,
        dict.fromkeys(never, len(years)),
        (),
        own.groupby(Outcomes.area_id)[Outcomes.completeness].min(),
        joined_bands([ALL]),
        SEX_AND_AGE if is_known else (),
        AS_GIVEN,
    )


def _in_years(people: pd.DataFrame, years: Sequence[int]) -> tuple[pd.DataFrame, list[int]]:
    """People of some years; a year that nobody was counted in takes those of the nearest."""
    known = sorted(int(year) for year in people[Population.year].unique())
    nearest = {year: min(known, key=lambda one: abs(one - year)) for year in years if known}
    borrowed = [year for year, used in nearest.items() if year != used]
    own = people[people[Population.year].isin([year for year in nearest if year not in borrowed])]
    others = [
        people[people[Population.year] == nearest[year]].assign(year=year) for year in borrowed
    ]
    return pd.concat([own, *others]), borrowed


def _reported(own: pd.DataFrame, people: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """People of the years that an area reported; silence where many are expected is no zero.

    An area that never reported is silent. Of one that did, a year without a row is silent if at
    least `SILENT_FROM` cases were to be expected at the crude rate: none comes then by chance in
    less than one of a thousand such years.
    """
    lived = people.groupby([Population.area_id, Population.year])[Population.person_years].sum()
    rows = own.groupby([Outcomes.area_id, Outcomes.year]).size().reindex(lived.index, fill_value=0)
    reporting = lived[rows > 0]
    rate = own[Outcomes.cases].sum() / reporting.sum() if len(reporting) else 0.0
    never = ~lived.index.get_level_values(Population.area_id).isin(own[Outcomes.area_id].unique())
    silent = (rows == 0) & (never | (lived * rate >= SILENT_FROM))
    kept = people.set_index([Population.area_id, Population.year])[
        lambda one: ~one.index.isin(silent.index[silent])
    ]
    by_area = silent[silent].groupby(level=Population.area_id).size()
    return kept.reset_index(), {str(area): int(n) for area, n in by_area.items()}


def _in_same_strata(
    own: pd.DataFrame, people: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, JoinedBands]:
    """Cases and people in strata that both have.

    Where one table has no sex, or no age, the other is counted without it too; age bands that
    overlap are joined.
    """
    whole = [
        name for name in STRATUM if {ALL} in (set(own[name].unique()), set(people[name].unique()))
    ]
    coarse = dict.fromkeys(whole, ALL)
    own, people = own.assign(**coarse), people.assign(**coarse)
    age = Population.age_band
    bands = joined_bands([*own[age].unique(), *people[age].unique()])
    return (
        own.assign(**{age: own[age].map(bands.band_of)}),
        people.assign(**{age: people[age].map(bands.band_of)}),
        bands,
    )


def _by_stratum(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Sum of a column, a row an area and a column a stratum."""
    return rows.pivot_table(
        index=Outcomes.area_id, columns=STRATUM, values=column, aggfunc="sum", fill_value=0.0
    )


def _by_year(own: pd.DataFrame, people: pd.DataFrame, rates: pd.Series) -> pd.DataFrame:
    """Cases and expected cases of each year; cases of strata that nobody lived in are in none."""
    years = people[[Population.year, Population.person_years]].assign(
        **{
            CountedArea.expected: people[Population.person_years].to_numpy()
            * rates.reindex(pd.MultiIndex.from_frame(people[STRATUM])).to_numpy()
        }
    )
    counts = years.groupby(Population.year).sum()
    cell = [Population.area_id, *STRATUM]
    lived = pd.MultiIndex.from_frame(people[cell])
    placed = own[pd.MultiIndex.from_frame(own[cell]).isin(lived)].groupby(Outcomes.year)
    counts[CountedArea.cases] = placed[Outcomes.cases].sum().reindex(counts.index, fill_value=0.0)
    counts[Outcomes.completeness] = own.groupby(Outcomes.year)[Outcomes.completeness].min()
    return counts


def _by_age(by_stratum: pd.DataFrame) -> pd.Series:
    """Sum over areas and sexes, by age band."""
    return by_stratum.sum().groupby(level=Population.age_band).sum()


def _rates(
    lived: pd.DataFrame,
    cases: pd.DataFrame,
    reference_rates: pd.DataFrame,
    outcome: str,
    standard: str,
) -> Floats:
    """Rate of each stratum: of all areas together, or of a named standard."""
    if standard == INTERNAL:
        rates: Floats = internal_rates(cases.to_numpy(), lived.to_numpy())
        return rates
    named = reference_rates[ReferenceRates.standard] == standard
    given = reference_rates[named & (reference_rates[ReferenceRates.outcome] == outcome)]
    by = STRATUM if set(given[ReferenceRates.stratum].unique()) != {ALL} else STRATUM[:-1]
    strata = lived.columns.to_frame(index=False)[by]
    of_strata = given.drop_duplicates(by).set_index(by)[ReferenceRates.rate]
    of_strata = of_strata.reindex(pd.MultiIndex.from_frame(strata))
    if of_strata.isna().any():
        without = of_strata.index[of_strata.isna()]
        raise ReportError(
            f"reference_rates: the standard {standard!r} has no rate of {outcome} for "
            f"{len(without)} of {len(of_strata)} strata, first {without[0]}. Give one for each, or "
            f"choose standard: {INTERNAL}"
        )
    return np.asarray(of_strata, dtype=np.float64)
