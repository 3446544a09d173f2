"""People and cases come as persons of censuses, groups, rates or expected cases; none is lost."""

import pandas as pd
import pytest

from workbench.reports.health import data
from workbench.reports.health.basis.counts import AS_GIVEN, counted
from workbench.reports.health.basis.given import cases_of, in_groups, person_years
from workbench.reports.health.basis.linkage import linked
from workbench.reports.health.parameters import READS, Parameters
from workbench.store.frames import Frames, empty

AREAS = ["A", "B"]


@pytest.fixture
def country(rows_of):
    """Tables of two areas, linked."""

    def made(population=(), outcomes=(), reference_rates=()):
        given = {"population": population, "outcomes": outcomes, "reference_rates": reference_rates}
        own = {name: rows_of(name, **dict(columns)) for name, columns in given.items()}
        own["areas"] = rows_of("areas", area_id=AREAS)
        return linked(Frames({name: empty(name) for name in READS} | own, "made here"))

    return made


def everybody(**columns):
    """Columns of rows of both areas, in which sex and age are not told apart."""
    return {"area_id": AREAS, "year": 2020, "sex": "all", "age_band": "all"} | columns


CASES = everybody(outcome="C64", cases=[30.0, 10.0])
PEOPLE = everybody(person_years=[1000.0, 1000.0])


def by_group(**columns):
    """Columns of rows of two groups in each area; the second has four times the rate."""
    groups = {"area_id": ["A", "A", "B", "B"], "stratum": ["poor", "rich"] * 2}
    return everybody() | groups | columns


def test_a_group_of_people_enters_the_expected_cases(country):
    people = by_group(person_years=[900.0, 100.0, 100.0, 900.0])
    cases = by_group(outcome="C64", cases=[36.0, 1.0, 4.0, 9.0])
    found = counted(country(people, cases), "C64", "all", standard="internal")
    assert list(found.expected) == [37.0, 13.0]  # 40 per 1000 and 10 per 1000, by hand
    assert found.allows_for == ("stratum",)
    assert not found.by_sex_and_age


def test_a_rate_of_no_group_is_that_of_each(country):
    people = by_group(person_years=[900.0, 100.0, 100.0, 900.0])
    cases = by_group(outcome="C64", cases=[36.0, 1.0, 4.0, 9.0])
    rates = {"standard": ["s"], "sex": "all", "age_band": "all", "outcome": "C64", "rate": 0.02}
    found = counted(country(people, cases, rates), "C64", "all", standard="s")
    assert list(found.expected) == [20.0, 20.0]


def test_a_total_beside_its_groups_is_left_out(country):
    people = by_group(person_years=[900.0, 100.0, 100.0, 900.0])
    total = everybody() | {"area_id": ["A"], "stratum": ["all"], "person_years": [1000.0]}
    both = {name: [*people[name], *total[name]] for name in ("area_id", "stratum", "person_years")}
    together = country(everybody() | both, CASES)
    assert together.population["person_years"].sum() == 2000
    assert [(one.why.parts, one.count) for one in together.left_out] == [("groups", 1)]


def test_expected_cases_of_the_register_need_no_people(country):
    given = CASES | {"expected": [20.0, 12.0], "expected_by": "sex and age"}
    found = counted(country((), given), "C64", "all", standard="internal")
    assert (found.standard, list(found.expected)) == (AS_GIVEN, [20.0, 12.0])
    assert found.by_sex_and_age


@pytest.mark.parametrize("said", ["nothing", None])
def test_expected_cases_of_an_unknown_kind_are_not_taken_as_standardised(country, said):
    given = CASES | {"expected": [20.0, 12.0], "expected_by": said}
    assert not counted(country((), given), "C64", "all", standard="internal").by_sex_and_age


def test_an_area_without_expected_cases_is_named(country):
    given = everybody() | {"area_id": ["A"], "outcome": "C64", "cases": 3.0, "expected": [2.0]}
    found = counted(country((), given), "C64", "all", standard="internal")
    assert (list(found.areas.index), found.silent) == (["A"], {"B": 1})


def test_expected_cases_of_some_rows_are_not_used_and_told(country):
    given = CASES | {"expected": [20.0, None]}
    together = country(PEOPLE, given)
    found = counted(together, "C64", "all", standard="internal")
    assert (list(found.expected), found.n_expected) == ([20.0, 20.0], 1)
    notes = data._noticed(together, [found], Parameters())
    assert data.ExpectedInSome() in [one.doubt for one in notes if one.n_rows]


def test_a_rate_times_people_gives_whole_cases(country):
    rates = everybody(outcome="C64", cases=None, rate=[2999.6, 1000.4], rate_per=1e5)
    together = country(PEOPLE, rates)
    assert list(together.outcomes["cases"]) == [30.0, 10.0]
    assert (together.cases.n_rates, together.cases.fits) == (2, True)


def test_rates_of_other_people_are_told(country):
    rates = everybody(outcome="C64", cases=None, rate=[0.03, 0.0104])
    people = everybody(person_years=[1013.0, 1046.0])
    together = country(people, rates)
    assert not together.cases.fits
    notes = data._noticed(together, (), Parameters())
    assert data.RatesDoNotFit() in [one.doubt for one in notes if one.n_rows]


def test_a_rate_of_all_ages_takes_the_people_of_all_ages(rows_of):
    ages = {"area_id": ["A", "A"], "age_band": ["0-39", "40+"], "person_years": [600.0, 400.0]}
    people = in_groups(rows_of("population", **everybody() | ages))
    given = everybody() | {"area_id": ["A"], "outcome": "C64", "rate": 0.01}
    found = cases_of(in_groups(rows_of("outcomes", **given)), people)
    assert list(found.rows["cases"]) == [10.0]


def test_a_rate_of_nobody_is_left_out_with_its_reason(country):
    rates = everybody(outcome="C64", cases=None, rate=[0.03, 0.01]) | {"year": [2020, 2021]}
    together = country(PEOPLE, rates)
    assert [(one.why.code, one.count) for one in together.left_out] == [("rate-without-people", 1)]
    assert together.steps["cases"].n_linked + 1 == together.steps["cases"].n_read


def of_census(rows_of, *, years, persons, counted_as="census"):
    """People of one area."""
    own = {"area_id": ["A"] * len(years), "year": years, "person_years": persons}
    return in_groups(rows_of("population", **everybody() | own, counted_as=counted_as))


def test_people_between_two_censuses_lie_on_a_line(rows_of):
    people = of_census(rows_of, years=[2000, 2010], persons=[1000.0, 2000.0])
    found = person_years(people, [1995, 2000, 2003, 2010, 2015])
    by_year = found.rows.set_index("year")["person_years"]
    assert (found.between, by_year[2003]) == ((2003,), 1300)
    assert sorted(by_year.index) == [2000, 2003, 2010]  # beyond, the report borrows and says so


def test_a_year_that_was_counted_otherwise_keeps_its_people(rows_of):
    census = of_census(rows_of, years=[2000, 2010], persons=[1000.0, 2000.0])
    middle = of_census(rows_of, years=[2003, 2010], persons=[1111.0, 1999.0], counted_as="mid-year")
    found = person_years(pd.concat([census, middle]), [2003, 2010])
    by_year = found.rows.set_index("year")["person_years"]
    assert (found.between, found.n_mid_year) == ((), 2)
    assert (by_year[2003], by_year[2010], by_year[2000]) == (1111, 1999, 1000)
