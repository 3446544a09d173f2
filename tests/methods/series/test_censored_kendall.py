import math
import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.series.censored_kendall import censored_kendall
from workbench.methods.series.kendall import mann_kendall
from workbench.methods.series.sen import sen_slope

SERIES = [
    "C1_10pct_one_limit",
    "C2_36pct_two_falling",
    "C3_52pct_three_falling_no_trend",
    "C4_70pct_two_falling",
    "C5_82pct_one_limit",
]
UP_TO_70_PERCENT = SERIES[:-1]


@pytest.mark.parametrize("series_id", SERIES)
def test_s_and_its_shuffled_variance_meet_the_formula_of_daniels(series_id, series, answer):
    rows = series("censored_series", series_id)
    found = censored_kendall(rows["year"], rows["value"], rows["censored"])
    expected = answer("censored", f"{series_id}/kendall_permutation_variance")
    expected.met("S", found.s)
    expected.met("varS_exact", found.var_s)
    expected.met("p", found.p)
    nada = answer("censored", f"{series_id}/kendall")
    nada.met("n_censored", found.n_censored)
    nada.met("S", found.s)
    nada.met("tau_a", found.tau)


@pytest.mark.parametrize("series_id", UP_TO_70_PERCENT)
def test_the_line_meets_nada(series_id, series, answer):
    rows = series("censored_series", series_id)
    line = censored_kendall(rows["year"], rows["value"], rows["censored"])
    expected = answer("censored", f"{series_id}/ats_log")
    expected.met("slope_log_per_year", line.slope)
    expected.met("intercept", line.intercept)
    raw = censored_kendall(rows["year"], rows["value"], rows["censored"], log=False)
    answer("censored", f"{series_id}/ats_raw").met("slope", raw.slope)
    answer("censored", f"{series_id}/ats_raw").met("intercept", raw.intercept)


@pytest.mark.parametrize("series_id", SERIES)
def test_what_is_left_of_the_line_neither_rises_nor_falls(series_id, series):
    rows = series("censored_series", series_id)
    years, values, flags = rows["year"] - 2000, rows["value"], rows["censored"].astype(bool)
    slope = censored_kendall(years, values, flags, log=False).slope

    def left(at):
        """S of the residuals, which are moved to be above 0."""
        return censored_kendall(years, values - at * years + 50, flags, log=False).s

    assert left(slope - 0.002) > 0 > left(slope + 0.002)


def test_where_both_are_censored_a_pair_counts_if_both_orders_are_certain(series, answer):
    rows = series("censored_series", "C6_doubly_censored")
    found = censored_kendall(
        rows["x_value"], rows["value"], rows["censored"], dates_censored=rows["x_censored"]
    )
    expected = answer("censored", "C6_doubly_censored/kendall_both")
    expected.met("S", found.s)
    expected.met("tau_a", found.tau)
    assert math.isnan(found.slope)


def test_without_non_detects_it_is_mann_kendall_and_sen():
    years, values = np.arange(11), np.random.default_rng(1).integers(1, 6, 11).astype(float)
    found = censored_kendall(years, values, [False] * 11, log=False)
    plain, slope = mann_kendall(years, values), sen_slope(years, values)
    assert (found.s, found.z) == (plain.s, pytest.approx(plain.z))
    assert found.var_s == pytest.approx(plain.var_s)
    assert found.slope == pytest.approx(slope.slope)


@pytest.mark.parametrize(
    ("values", "flags", "s"),
    [
        ([1.0, 0.4, 9.0], [True, False, False], 2),  # <1 and 0.4 are in no order
        ([1.0, 1.0, 9.0], [True, False, False], 3),  # <1 is below a measured 1
        ([1.0, 0.5, 0.2], [True, True, True], 0),
        ([2.0, 1.0, 3.0], [False, True, True], -1),
    ],
)
def test_a_pair_counts_only_if_its_order_is_certain(values, flags, s):
    assert censored_kendall([1, 2, 3], values, flags).s == s


def test_a_median_below_all_detects_leaves_no_intercept(series):
    rows = series("censored_series", "C5_82pct_one_limit")
    assert math.isnan(censored_kendall(rows["year"], rows["value"], rows["censored"]).intercept)


def test_lengths_that_differ_are_refused():
    with pytest.raises(SeriesError, match=re.escape("There are 2 dates for 3 concentrations.")):
        censored_kendall([1, 2], [1, 2, 3], [False] * 3)


def test_a_content_of_0_has_no_logarithm():
    with pytest.raises(SeriesError, match=re.escape("A concentration is 0.")):
        censored_kendall(range(3), [0, 2, 3], [False] * 3)
