import math
import re

import numpy as np
import pandas as pd
import pytest

from workbench.errors import ParameterError, SeriesError
from workbench.methods.series.kendall import mann_kendall
from workbench.methods.series.partial import normalised, partial_kendall


@pytest.fixture
def cadmium(pytestconfig):
    """Available Cd that follows the soil's pH, which falls."""
    return pd.read_csv(pytestconfig.rootpath / "tests" / "reference" / "trends_partial.csv")


def test_a_fall_that_follows_ph_meets_rkt(answer, cadmium):
    found = partial_kendall(cadmium["year"], cadmium["value"], cadmium["soil_ph"])
    expected = answer("trends", "PART/rkt")
    expected.met("S", found.s)
    expected.met("partial_S", found.partial_s)
    expected.met("partial_varS", found.var_partial_s)
    expected.met("partial_p", found.p)
    answer("trends", "PART/covariate").met("S", found.s_covariates[0])


def test_a_covariate_that_tells_nothing_changes_little():
    rng = np.random.default_rng(1)
    years, values = np.arange(200), np.arange(200) * 0.01 + rng.normal(size=200)
    found = partial_kendall(years, values, rng.normal(size=200))
    assert found.z == pytest.approx(mann_kendall(years, values).z, rel=0.1)


def test_two_covariates_are_taken_away_together():
    rng = np.random.default_rng(2)
    years = np.arange(40)
    clay, carbon = 30 - 0.05 * years + rng.normal(size=40), 2 + 0.03 * years + rng.normal(size=40)
    values = clay - carbon + rng.normal(0, 0.2, 40)
    both = partial_kendall(years, values, np.column_stack([clay, carbon]))
    assert len(both.s_covariates) == 2
    one = partial_kendall(years, values, clay)
    assert abs(both.partial_s) < abs(one.partial_s) < abs(one.s)


def test_a_covariate_given_twice_counts_once():
    rng = np.random.default_rng(2)
    clay = rng.normal(size=12)
    values = clay + rng.normal(size=12)
    once, twice = (partial_kendall(range(12), values, np.column_stack([clay] * n)) for n in (1, 2))
    assert (twice.partial_s, twice.p) == (pytest.approx(once.partial_s), pytest.approx(once.p))


def test_the_variance_is_that_of_shuffled_years():
    rng = np.random.default_rng(3)
    clay = rng.normal(size=12)
    values = clay + rng.normal(size=12)
    found = partial_kendall(np.arange(12), values, clay)
    shuffled = []
    for _ in range(3000):
        order = rng.permutation(12)
        shuffled.append(partial_kendall(np.arange(12), values[order], clay[order]).partial_s)
    assert np.var(shuffled) == pytest.approx(found.var_partial_s, rel=0.1)


def test_sites_are_compared_with_themselves_and_added_up():
    rng = np.random.default_rng(4)
    years, clay = np.tile(np.arange(8), 2), rng.normal(size=16)
    values, sites = rng.normal(size=16), np.repeat(["a", "b"], 8)
    parts = [
        partial_kendall(years[at], values[at], clay[at]) for at in (sites == "a", sites == "b")
    ]
    both = partial_kendall(years, values + 100 * (sites == "b"), clay, sites=sites)
    assert both.s == parts[0].s + parts[1].s


def test_a_covariate_that_explains_all_leaves_no_p():
    values = [3.0, 1.0, 2.0, 5.0, 4.0]
    found = partial_kendall(range(5), values, values)
    assert math.isnan(found.p)
    assert found.partial_s == pytest.approx(0)


def test_a_missing_covariate_is_refused():
    with pytest.raises(SeriesError, match=re.escape("A covariate is missing.")):
        partial_kendall(range(3), [1, 2, 3], [1, np.nan, 3])


def test_lengths_that_differ_are_refused():
    with pytest.raises(SeriesError, match=re.escape("3 concentrations, 3 dates and 2 values")):
        partial_kendall(range(3), [1, 2, 3], [1, 2])


def test_sites_of_another_length_are_refused():
    with pytest.raises(SeriesError, match=re.escape("There are 3 concentrations and 2 sites.")):
        partial_kendall(range(3), [1, 2, 3], [1, 2, 3], sites=["a", "b"])


def test_contents_that_follow_clay_become_one():
    clay = np.array([10.0, 20.0, 40.0])
    np.testing.assert_allclose(normalised(0.02 * clay, clay, 25.0), 0.5)


def test_the_pivot_is_worked_out_by_hand():
    # from (2 %, 1.0) through (6 %, 3.0) to 10 %: 1 + 2 x 8 / 4
    assert normalised([3.0], [6.0], 10.0, pivot=(2.0, 1.0)).tolist() == [5.0]


def test_a_sample_near_the_pivot_has_no_normalised_value():
    assert np.isnan(normalised([1.0, 1.0], [0.4, 0.6], 5.0)).tolist() == [True, False]


def test_the_pivot_is_no_reference():
    with pytest.raises(ParameterError, match=re.escape("The reference is that of the pivot, 5.")):
        normalised([1.0], [2.0], 5.0, pivot=(5.0, 0.0))


def test_a_covariate_of_another_length_is_refused():
    with pytest.raises(SeriesError, match=re.escape("1 concentrations and 2 values")):
        normalised([1.0], [2.0, 3.0], 5.0)
