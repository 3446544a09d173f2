import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import SeriesError
from workbench.methods.rates.standardisation import (
    direct_rates,
    expected_counts,
    internal_rates,
    poisson_limits,
    standardised_ratios,
)
from workbench.vocabulary.people.standard_populations import standard_weights

ESP_2013 = standard_weights("Europe 2013", list(range(0, 90, 5)))


def expected_within(grid, cases):
    return expected_counts(grid.person_years, internal_rates(cases, grid.person_years))


def test_expected_counts_are_those_of_spatialepi(grid, answer):
    expected = answer("health", "expected/all")
    assert expected["area_id"] == grid.ids
    expected.met("expected", expected_within(grid, grid.cases))
    expected.met("expected_nc", expected_within(grid, grid.controls))


def test_expected_and_observed_add_up_to_the_same(grid, answer):
    totals = answer("health", "totals")
    totals.met("areas", len(grid.ids))
    totals.met("person_years", grid.person_years.sum())
    totals.met("cases", grid.cases.sum())
    totals.met("expected", expected_within(grid, grid.cases).sum())
    totals.met("cases_nc", grid.controls.sum())
    totals.met("expected_nc", expected_within(grid, grid.controls).sum())
    difference = grid.observed.sum() - expected_within(grid, grid.cases).sum()
    assert difference == pytest.approx(0, abs=1e-9)


def test_ratios_have_the_limits_of_r(grid, answer):
    expected = answer("health", "smr/exact")
    rows = pd.DataFrame(expected["areas"])
    places = [grid.ids.index(area) for area in rows["area_id"]]
    counts = grid.observed[places]
    exact = standardised_ratios(counts, expected_within(grid, grid.cases)[places])
    byar = standardised_ratios(counts, exact.expected, method="Byar")
    assert exact.ratios == pytest.approx(rows["smr"], rel=1e-6)
    assert exact.lower == pytest.approx(rows["lcl"], rel=1e-6)
    assert exact.upper == pytest.approx(rows["ucl"], rel=1e-6)
    assert byar.lower == pytest.approx(rows["byar_lcl"], rel=1e-6)
    assert byar.upper == pytest.approx(rows["byar_ucl"], rel=1e-6)


def by_age(strata, column):
    pooled = strata.pivot_table(index="area_id", columns="age_band", values=column, aggfunc="sum")
    return pooled.to_numpy(float)


@pytest.mark.parametrize("method", ["Dobson", "Fay-Feuer"])
def test_direct_rates_are_those_of_epitools(grid, answer, method):
    expected = answer("health", "dsr/areas")
    rows = pd.DataFrame(expected["areas"])
    places = [grid.ids.index(area) for area in rows["area_id"]]
    cases, years = (by_age(grid.strata, column)[places] for column in ("cases", "person_years"))
    name = method.lower().replace("-", "_")
    direct = direct_rates(cases, years, ESP_2013, method=method)
    assert direct.cases == pytest.approx(rows["cases"])
    assert direct.crude * 1e5 == pytest.approx(rows["crude"], rel=1e-6)
    assert direct.rates * 1e5 == pytest.approx(rows["dsr"], rel=1e-6)
    assert direct.lower * 1e5 == pytest.approx(rows[f"{name}_lcl"], rel=1e-6)
    assert direct.upper * 1e5 == pytest.approx(rows[f"{name}_ucl"], rel=1e-6)


@pytest.mark.parametrize(("key", "sexes"), [("all", "FM"), ("all_F", "F"), ("all_M", "M")])
def test_direct_rates_of_all_areas_together_are_those_of_epitools(grid, answer, key, sexes):
    expected = answer("health", "dsr/areas")[key]
    rows = grid.strata[grid.strata["sex"].isin(list(sexes))]
    cases, years = (
        by_age(rows, column).sum(axis=0, keepdims=True) for column in ("cases", "person_years")
    )
    for name, method in (("dobson", "Dobson"), ("fay_feuer", "Fay-Feuer")):
        direct = direct_rates(cases, years, ESP_2013, method=method)
        found = np.array([direct.rates[0], direct.lower[0], direct.upper[0]]) * 1e5
        limits = [expected["dsr"], expected[f"{name}_lcl"], expected[f"{name}_ucl"]]
        assert found == pytest.approx(limits, rel=1e-6)


def test_the_external_standard_of_a_textbook_gives_its_expected_count():
    # Two strata of 100 and 200 person-years at 1 and 2 %: 1 + 4 = 5.
    assert expected_counts([[100, 200]], [0.01, 0.02]).tolist() == [5.0]


def test_exact_limits_cover_none_and_one_case():
    # R: poisson.test(0), poisson.test(1): 0 to 3.688879, 0.02531781 to 5.571643.
    lower, upper = poisson_limits([0, 1])
    assert lower == pytest.approx([0, 0.0253178], abs=1e-7)
    assert upper == pytest.approx([3.6888795, 5.5716434], abs=1e-7)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=20))
def test_limits_are_about_the_count_and_widen_with_confidence(counts):
    lower, upper = poisson_limits(counts)
    wider_lower, wider_upper = poisson_limits(counts, confidence=0.99)
    assert (lower <= counts).all()
    assert (upper >= counts).all()
    assert (wider_lower <= lower).all()
    assert (wider_upper >= upper).all()


def test_a_rate_of_few_cases_is_not_given():
    direct = direct_rates([[4, 5], [5, 5]], [[100, 100], [100, 100]], [1, 1])
    assert np.isnan(direct.rates).tolist() == [True, False]
    assert np.isnan(direct.lower).tolist() == [True, False]
    assert direct.crude.tolist() == [0.045, 0.05]


def test_a_rate_with_an_empty_stratum_is_not_given():
    assert np.isnan(direct_rates([[12, 0]], [[100, 0]], [1, 1]).rates).all()
    assert direct_rates([[12, 0]], [[100, 0]], [1, 0]).rates == pytest.approx([0.12])


def test_a_ratio_of_nothing_expected_is_not_given():
    assert np.isnan(standardised_ratios([0, 2], [0, 2]).ratios).tolist() == [True, False]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: internal_rates([[1]], [[0]]), "1 strata have cases without person-years."),
        (lambda: internal_rates([[1, 2]], [[1]]), "the person-years (1, 1)"),
        (lambda: internal_rates([[-1]], [[1]]), "Some cases are missing or negative."),
        (lambda: internal_rates([1], [[1]]), "The cases have the shape (1,)."),
        (lambda: expected_counts([[1, 2]], [0.1]), "There are 1 rates for 2 strata."),
        (lambda: standardised_ratios([1], [1, 2]), "There are 1 observed and 2 expected counts."),
        (lambda: poisson_limits([-1]), "A count is -1. Give 0 or more."),
        (lambda: direct_rates([[20]], [[9]], [0]), "There are 1 weights for 1 strata."),
    ],
)
def test_what_does_not_fit_is_refused(call, message):
    with pytest.raises(SeriesError, match=re.escape(message)):
        call()
