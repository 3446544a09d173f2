import re

import numpy as np
import pandas as pd
import pymannkendall
import pytest
from scipy.stats import theilslopes

from workbench.errors import ParameterError, SeriesError
from workbench.methods.series.sen import sen_slope

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
DATES = np.array([2009.7, 2012.5, 2015.6, 2018.5, 2019.9, 2022.4, 2023.7])
VALUES = np.array([0.62, 0.57, 0.49, 0.5, 0.46, 0.46, 0.41])


@pytest.mark.parametrize("series_id", DISTINCT_DATES)
def test_slope_interval_and_intercept_meet_envstats(series_id, series, answer):
    rows, expected = series("trends_series", series_id), answer("trends", f"{series_id}/mk_sen")
    result = sen_slope(rows["decimal_year"], rows["value"])
    expected.met("slope", result.slope)
    expected.met("slope_lcl", result.lower)
    expected.met("slope_ucl", result.upper)
    expected.met("intercept", result.intercept)


@pytest.mark.parametrize("series_id", DISTINCT_DATES)
def test_the_slope_on_days_meets_envstats(series_id, series, answer):
    rows, expected = series("trends_series", series_id), answer("trends", f"{series_id}/sen_days")
    days = pd.to_datetime(rows["date"])
    slope = sen_slope((days - days.min()).dt.days / 365.25, rows["value"])
    expected.met("slope", slope.slope)
    expected.met("slope_lcl", slope.lower)
    expected.met("slope_ucl", slope.upper)


def test_the_two_visits_give_a_slope_without_interval(series, answer):
    rows, expected = (
        series("trends_series", "T08_two_visits"),
        answer("trends", "T08_two_visits/mk"),
    )
    result = sen_slope(rows["decimal_year"], rows["value"])
    expected.met("slope", result.slope)
    assert np.isnan([result.lower, result.upper]).all()


def test_a_constant_series_has_slope_0_and_no_interval(series, answer):
    rows, expected = series("trends_series", "T07_constant"), answer("trends", "T07_constant/mk")
    result = sen_slope(rows["decimal_year"], rows["value"])
    expected.met("slope", result.slope)
    assert np.isnan([result.lower, result.upper]).all()


def test_two_equal_visits_have_slope_0_and_no_interval():
    slope = sen_slope([2001, 2002], [1.0, 1.0])
    assert slope.slope == 0
    assert np.isnan([slope.lower, slope.upper]).all()


def test_epa_example_17_6_is_met(sulfate):
    # USEPA 2009, EPA 530/R-09-007, example 17-6, as printed in the help of EnvStats.
    result = sen_slope(sulfate["Sampling.Date"], sulfate["Sulfate.ppm"])
    assert result.slope == pytest.approx(26.66667, abs=5e-6)
    assert result.lower == pytest.approx(20, abs=5e-6)
    assert result.upper == pytest.approx(35.71182, abs=5e-6)
    assert result.intercept == pytest.approx(-1909.333, abs=5e-4)
    # in contrast, a slope per step is no slope per year
    per_step = pymannkendall.sens_slope(sulfate["Sulfate.ppm"]).slope
    assert per_step == pytest.approx(9.44, abs=0.005)  # 2.8 times too flat for these dates


@pytest.mark.parametrize("seed", range(5))
def test_the_slope_is_that_of_scipy(seed):
    rng = np.random.default_rng(seed)
    dates, values = np.sort(rng.uniform(2000, 2020, 12)), rng.lognormal(size=12)
    expected = theilslopes(values, dates)
    result = sen_slope(dates, values)
    assert result.slope == pytest.approx(expected.slope)
    assert result.intercept == pytest.approx(expected.intercept)


def test_a_linear_series_gives_back_its_slope():
    result = sen_slope(DATES, 3 - 0.25 * DATES)
    estimates = [result.slope, result.slope_low, result.slope_high, result.lower, result.upper]
    assert estimates == pytest.approx([-0.25] * 5)
    assert result.intercept == pytest.approx(3)


def test_shifted_values_or_dates_change_no_slope():
    slope = sen_slope(DATES, VALUES).slope
    assert sen_slope(DATES, VALUES + 10).slope == pytest.approx(slope)
    assert sen_slope(DATES - 2000, VALUES).slope == pytest.approx(slope)


def test_another_unit_scales_slope_and_interval():
    mg_kg, ug_kg = sen_slope(DATES, VALUES), sen_slope(DATES, VALUES * 1000)
    assert ug_kg.slope == pytest.approx(mg_kg.slope * 1000)
    assert (ug_kg.lower, ug_kg.upper) == pytest.approx((mg_kg.lower * 1000, mg_kg.upper * 1000))


def test_reversed_time_turns_slope_and_interval():
    forward, backward = sen_slope(DATES, VALUES), sen_slope(-DATES, VALUES)
    assert backward.slope == pytest.approx(-forward.slope)
    assert (backward.lower, backward.upper) == pytest.approx((-forward.upper, -forward.lower))


def test_the_order_of_the_rows_does_not_matter():
    assert sen_slope(DATES[::-1], VALUES[::-1]) == sen_slope(DATES, VALUES)


def test_more_confidence_widens_the_interval():
    narrow, wide = (sen_slope(DATES, VALUES, confidence=level) for level in (0.8, 0.95))
    assert wide.lower < narrow.lower < narrow.slope < narrow.upper < wide.upper


def test_bounds_with_a_non_detect_are_those_worked_out_by_hand():
    # "<1" in 2010, 0.4 in 2012, 0.3 in 2014. The pairs: (0.4 - [0, 1]) / 2 is -0.3 to 0.2;
    # (0.3 - [0, 1]) / 4 is -0.175 to 0.075; (0.3 - 0.4) / 2 is -0.05. Medians -0.175 and 0.075.
    result = sen_slope([2010, 2012, 2014], [1.0, 0.4, 0.3], [True, False, False])
    assert (result.slope_low, result.slope_high) == pytest.approx((-0.175, 0.075))
    assert np.isnan([result.slope, result.intercept]).all()


def test_a_slope_whose_bounds_meet_is_known():
    # Six of the ten pairs are detects with slope 1; the others reach from just below 1 up to 1.
    result = sen_slope(range(5), [0.001, 1.0, 2.0, 3.0, 4.0], [True, False, False, False, False])
    assert result.slope == result.slope_low == result.slope_high == 1


@pytest.mark.parametrize("seed", range(20))
def test_no_value_of_the_non_detects_leaves_the_bounds(seed):
    rng = np.random.default_rng(seed)
    truth = rng.lognormal(sigma=0.7, size=12).round(1) + 0.1
    limits = np.where(np.arange(12) < 6, 1.0, 0.5)
    censored = truth < limits
    bounds = sen_slope(range(12), np.where(censored, limits, truth), censored)
    for _ in range(20):
        filled = sen_slope(range(12), np.where(censored, rng.uniform(0, limits), truth))
        assert bounds.slope_low <= filled.slope <= bounds.slope_high
        assert bounds.lower <= filled.lower
        assert filled.upper <= bounds.upper


def test_a_date_that_occurs_twice_is_refused():
    with pytest.raises(SeriesError, match=re.escape("The date 2011 occurs more than once.")):
        sen_slope([2011, 2011, 2012], [1.0, 2.0, 3.0])


def test_a_confidence_in_percent_is_refused():
    message = "The confidence is 95. Give a share, as 0.95 for 95 %."
    with pytest.raises(ParameterError, match=re.escape(message)):
        sen_slope(DATES, VALUES, confidence=95)
