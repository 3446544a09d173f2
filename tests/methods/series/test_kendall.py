import re
from itertools import permutations

import numpy as np
import pymannkendall
import pytest
from scipy.stats import kendalltau

from workbench.errors import SeriesError
from workbench.methods.series.kendall import (
    EXACT_UP_TO,
    _tied,
    exact_p,
    mann_kendall,
    variance_of_score,
)

DISTINCT_DATES = [
    "T01_n4",
    "T02_n8_noties",
    "T03_n12_ties",
    "T05_n30_autocorrelated",
    "T06_n20_missing",
    "T09_n30_step",
    "T10_n15_decline",
    "T11_n25_negative_ar",
    "T12_n40_up_down_ties",
]


KENDALL = [
    "T01_n4",
    "T02_n8_noties",
    "T05_n30_autocorrelated",
    "T10_n15_decline",
    "T11_n25_negative_ar",
]


def score(values):
    """S by its definition."""
    later, earlier = np.tril_indices(len(values), k=-1)
    return int(np.sign(np.subtract(np.take(values, later), np.take(values, earlier))).sum())


def _of(s, values):
    """The exact p of a series of any length."""
    return exact_p(values.size, _tied(values))[abs(s)]


def brute_force_p(values):
    """Share of all orders of the values with S as far from 0, or farther."""
    scores = np.array([score(order) for order in permutations(values)])
    return np.mean(np.abs(scores) >= abs(score(values)))


@pytest.mark.parametrize("n_levels", [2, 5, 1000])
def test_s_its_variance_and_z_are_those_of_pymannkendall(n_levels):
    values = np.random.default_rng(n_levels).integers(0, n_levels, 40)
    test, theirs = mann_kendall(range(40), values), pymannkendall.original_test(values)
    assert (test.s, test.var_s, test.z) == (theirs.s, theirs.var_s, theirs.z)


def test_ties_take_from_the_variance_and_only_those_that_count():
    values = np.array([1.0, 1.0, 1.0, 2.0])  # 4 x 3 x 13 = 156, less 3 x 2 x 11 or 2 x 1 x 9
    assert variance_of_score(values) == (156 - 66) / 18
    assert variance_of_score(values, np.array([True, True, False, True])) == (156 - 18) / 18


@pytest.mark.parametrize("series_id", DISTINCT_DATES)
def test_the_test_meets_envstats(series_id, series, answer):
    rows, expected = series("trends_series", series_id), answer("trends", f"{series_id}/mk_sen")
    test = mann_kendall(rows["decimal_year"], rows["value"])
    expected.met("n", test.n_visits)
    expected.met("S", test.s)
    expected.met("varS", test.var_s)
    expected.met("z", test.z)
    if test.p_method == "normal":  # EnvStats gives the normal p for 4 and 8 visits too
        expected.met("p", test.p)


@pytest.mark.parametrize("series_id", DISTINCT_DATES)
def test_the_test_meets_the_package_trend(series_id, series, answer):
    rows, expected = series("trends_series", series_id), answer("trends", f"{series_id}/mk_trend")
    test = mann_kendall(rows["decimal_year"], rows["value"])
    expected.met("S", test.s)
    expected.met("varS", test.var_s)
    if test.p_method == "normal":
        expected.met("p", test.p)


@pytest.mark.parametrize("series_id", KENDALL)
def test_s_and_its_variance_meet_the_package_kendall(series_id, series, answer):
    rows, expected = series("trends_series", series_id), answer("trends", f"{series_id}/mk_Kendall")
    test = mann_kendall(rows["decimal_year"], rows["value"])
    expected.met("S", test.s)
    expected.met("varS", test.var_s)


@pytest.mark.parametrize("series_id", ["T01_n4", "T02_n8_noties"])
def test_the_exact_p_of_a_short_series_meets_r(series_id, series, answer):
    rows, expected = series("trends_series", series_id), answer("trends", f"{series_id}/mk_exact")
    test = mann_kendall(rows["decimal_year"], rows["value"])
    assert test.p_method == "exact"
    expected.met("p_exact", test.p)


@pytest.mark.parametrize(
    "series_id", ["T05_n30_autocorrelated", "T10_n15_decline", "T11_n25_negative_ar"]
)
def test_above_10_visits_p_is_normal_and_near_the_exact_one(series_id, series, answer):
    rows, expected = series("trends_series", series_id), answer("trends", f"{series_id}/mk_exact")
    test = mann_kendall(rows["decimal_year"], rows["value"])
    assert test.p_method == "normal"  # so these records bound the error of the approximation
    assert test.p == pytest.approx(expected["p_exact"], abs=0.004)
    expected.met("p_exact", _of(test.s, rows["value"].to_numpy()))


def test_two_samples_of_one_date_are_to_be_combined_first(series):
    rows = series("trends_series", "T04_n40_irregular")  # the record has S with a tied date
    with pytest.raises(SeriesError, match=re.escape("occurs more than once. Combine the values")):
        mann_kendall(rows["decimal_year"], rows["value"])


def test_a_constant_series_has_no_score_and_p_1(series, answer):
    rows, expected = series("trends_series", "T07_constant"), answer("trends", "T07_constant/mk")
    test = mann_kendall(rows["decimal_year"], rows["value"])
    expected.met("S", test.s)
    expected.met("varS", test.var_s)
    expected.met("p", test.p)


def test_a_long_constant_series_has_p_1_too():
    assert mann_kendall(range(20), np.full(20, 0.3)).p == 1


def test_two_visits_show_no_trend(series, answer):
    rows, expected = (
        series("trends_series", "T08_two_visits"),
        answer("trends", "T08_two_visits/mk"),
    )
    test = mann_kendall(rows["decimal_year"], rows["value"])
    expected.met("S", test.s)
    expected.met("varS", test.var_s)
    expected.met("p_exact", test.p)


def test_epa_example_17_6_is_met(sulfate):
    # USEPA, Statistical Analysis of Groundwater Monitoring Data at RCRA Facilities: Unified
    # Guidance, EPA 530/R-09-007, 2009, example 17-6; z and p as printed by EnvStats 3.1.0.
    test = mann_kendall(sulfate["Sampling.Date"], sulfate["Sulfate.ppm"])
    assert (test.s, test.var_s) == (194, 1428)
    assert test.z == pytest.approx(5.10732, abs=5e-6)
    assert test.p == pytest.approx(3.2676e-7, rel=2e-5)


@pytest.mark.parametrize(
    "values",
    [
        (1, 2),
        (3, 3),
        (1, 1, 2, 2),
        (5, 4, 4, 4, 1),
        (2, 1, 3, 1, 2, 3),
        (1, 1, 1, 1, 1, 2, 0),
        (4, 7, 1, 6, 3, 2, 5),
        (2, 1, 2, 1, 1, 3, 3),
    ],
)
def test_the_exact_p_is_that_of_all_orders(values):
    assert mann_kendall(range(len(values)), values).p == pytest.approx(brute_force_p(values))


@pytest.mark.parametrize("n_visits", range(2, EXACT_UP_TO + 1))
def test_without_ties_the_exact_p_is_that_of_scipy(n_visits):
    values = np.random.default_rng(n_visits).normal(size=n_visits)
    expected = kendalltau(range(n_visits), values, method="exact").pvalue
    assert mann_kendall(range(n_visits), values).p == pytest.approx(expected, rel=1e-12)


def test_a_clear_trend_does_not_underflow_to_p_0():
    assert 0 < mann_kendall(range(200), range(200)).p < 1e-90  # pymannkendall says 0


def test_the_order_of_the_rows_does_not_matter():
    dates, values = [2009, 2012, 2015, 2018, 2022], [5, 4, 4, 2, 1]
    assert mann_kendall(dates[::-1], values[::-1]) == mann_kendall(dates, values)


@pytest.mark.parametrize("n_visits", [7, 15])
def test_reversed_time_turns_the_sign(n_visits):
    dates = np.arange(n_visits) + 2000
    values = np.random.default_rng(3).integers(0, 5, n_visits)
    forward, backward = mann_kendall(dates, values), mann_kendall(-dates, values)
    assert backward.s == -forward.s
    assert backward.p == pytest.approx(forward.p)


def test_another_unit_or_background_changes_nothing():
    values = np.array([3.0, 8.0, 2.0, 4.0, 9.0, 9.0])
    assert mann_kendall(range(6), values * 1000 + 7) == mann_kendall(range(6), values)


def test_one_visit_is_refused():
    with pytest.raises(SeriesError, match=re.escape("needs 2 visits or more, this series has 1.")):
        mann_kendall([2015], [0.4])


def test_a_missing_value_is_refused():
    with pytest.raises(SeriesError, match=re.escape("Of 2 concentrations, 1 are missing")):
        mann_kendall([2015, 2018], [0.4, np.nan])
