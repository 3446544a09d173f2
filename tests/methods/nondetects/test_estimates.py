import re

import numpy as np
import pytest
from scipy.stats import norm

from workbench.errors import ParameterError, SeriesError
from workbench.methods.nondetects.estimates import kaplan_meier, ros, summarise

SERIES = [
    "C1_10pct_one_limit",
    "C2_36pct_two_falling",
    "C3_52pct_three_falling_no_trend",
    "C4_70pct_two_falling",
    "C5_82pct_one_limit",
    "C6_doubly_censored",
]


@pytest.mark.parametrize("series_id", SERIES)
def test_mean_and_median_meet_nada(series_id, series, answer):
    rows = series("censored_series", series_id)
    expected = answer("censored", f"{series_id}/km_NADA")
    estimate = kaplan_meier(rows["value"], rows["censored"])
    expected.met("mean", estimate.mean)
    expected.met("median", estimate.quantile(0.5))


@pytest.mark.parametrize("series_id", SERIES)
def test_quantiles_meet_nada(series_id, series, answer):
    rows = series("censored_series", series_id)
    expected = answer("censored", f"{series_id}/km_NADA")
    estimate = kaplan_meier(rows["value"], rows["censored"])
    quantiles = [estimate.quantile(int(name[1:]) / 100) for name in expected["quantiles"]]
    expected.met("quantiles", quantiles)


@pytest.mark.parametrize("series_id", SERIES)
def test_the_mean_meets_envstats(series_id, series, answer):
    rows = series("censored_series", series_id)
    estimate = kaplan_meier(rows["value"], rows["censored"])
    answer("censored", f"{series_id}/km_EnvStats").met("mean", estimate.mean)


def test_two_limits_are_worked_out_by_hand():
    # 2 and 5 detected, "<1" and "<3". The share at or below 5 is 1 and below it 3/4 (1 of 4 lies
    # there). At 2, "<3" is no longer counted: of "2" and "<1", half lies below, 3/4 * 1/2 = 3/8.
    estimate = kaplan_meier([1.0, 3.0, 2.0, 5.0], [True, True, False, False])
    assert estimate.values.tolist() == [5, 2]
    assert estimate.below == pytest.approx([3 / 4, 3 / 8])
    assert estimate.mean == pytest.approx(5 / 4 + 2 * 3 / 4)


def test_without_non_detects_the_mean_is_the_ordinary_one():
    values = [0.3, 0.5, 0.5, 1.2, 4.0]
    estimate = kaplan_meier(values, [False] * 5)
    assert estimate.mean == pytest.approx(np.mean(values))
    assert [estimate.quantile(share) for share in (0.2, 0.5, 1)] == [0.3, 0.5, 4.0]


def test_another_unit_scales_the_estimate():
    values, censored = np.array([1.0, 3.0, 2.0, 5.0]), [True, True, False, False]
    mg_kg, ug_kg = kaplan_meier(values, censored), kaplan_meier(values * 1000, censored)
    assert ug_kg.mean == pytest.approx(mg_kg.mean * 1000)
    assert ug_kg.quantile(0.9) == pytest.approx(mg_kg.quantile(0.9) * 1000)


def test_a_quantile_below_all_detects_is_not_known():
    estimate = kaplan_meier([1.0, 1.0, 2.0, 5.0], [True, True, False, False])
    assert np.isnan(estimate.quantile(0.5))
    assert estimate.quantile(0.51) == 2


def test_a_quantile_in_percent_is_refused():
    message = "The probability is 90. Give 0.9 for 90 %."
    with pytest.raises(ParameterError, match=re.escape(message)):
        kaplan_meier([1.0], [False]).quantile(90)


def test_samples_without_a_detect_are_refused():
    message = "None of 2 samples is a detect. Kaplan-Meier needs 1."
    with pytest.raises(SeriesError, match=re.escape(message)):
        kaplan_meier([1.0, 0.5], [True, True])


@pytest.mark.parametrize("series_id", SERIES)
def test_the_modeled_values_and_their_summary_meet_nada(series_id, series, answer):
    rows = series("censored_series", series_id)
    expected = answer("censored", f"{series_id}/ros_NADA")
    result = ros(rows["value"], rows["censored"])
    expected.met("modeled_sorted", result.modeled)
    expected.met("mean", result.mean)
    expected.met("sd", result.sd)
    expected.met("median", result.median)


def test_one_limit_is_worked_out_by_hand():
    # "<1" twice, 2 and 4: half exceed 1, so the detects stand at 4/6 and 5/6, the others at 1/6
    # and 2/6. The line through the logarithms of 2 and 4 gives the two others.
    z = norm.ppf(np.array([1, 2, 4, 5]) / 6)
    slope = np.log(2) / (z[3] - z[2])
    expected = np.exp(np.log(2) + slope * (z - z[2]))
    result = ros([1.0, 1.0, 2.0, 4.0], [True, True, False, False])
    assert result.modeled == pytest.approx(expected)
    assert result.p90 == pytest.approx(2 + 0.7 * 2)  # 90 % of the way from rank 0 to rank 3


def test_without_non_detects_nothing_is_modeled():
    assert ros([3.0, 1.0, 2.0], [False] * 3).modeled.tolist() == [1, 2, 3]


def test_detects_are_kept_and_non_detects_stay_below_them_with_one_limit():
    result = ros([1.0, 1.0, 1.0, 1.5, 2.0, 4.0], [True, True, True, False, False, False])
    assert result.modeled[3:].tolist() == [1.5, 2.0, 4.0]
    assert (result.modeled[:3] < 1.5).all()


def test_another_unit_scales_every_value():
    values, censored = np.array([1.0, 0.5, 2.0, 4.0, 0.7]), [True, True, False, False, False]
    expected = ros(values, censored).modeled * 1000
    assert ros(values * 1000, censored).modeled == pytest.approx(expected)


def test_a_limit_above_all_detects_says_nothing():
    plain = ros([1.0, 2.0, 4.0], [True, False, False])
    with_high_limit = ros([1.0, 2.0, 4.0, 9.0], [True, False, False, True])
    assert with_high_limit.n_dropped == 1
    assert with_high_limit.modeled == pytest.approx(plain.modeled)


def test_above_80_percent_statsmodels_does_not_fall_back_to_half_the_limit():
    values, censored = [1.0] * 9 + [2.0, 4.0], [True] * 9 + [False] * 2
    assert np.unique(ros(values, censored).modeled).size == 11


def test_one_detect_is_refused():
    with pytest.raises(SeriesError, match=re.escape("1 of 2 samples are detects. ROS needs 2.")):
        ros([1.0, 2.0], [True, False])


def test_a_detect_of_0_is_refused():
    message = "A detect is 0. ROS takes logarithms and needs values above 0."
    with pytest.raises(SeriesError, match=re.escape(message)):
        ros([1.0, 0.0, 2.0], [True, False, False])


def samples(n, n_censored):
    """Values 1, 2, 3 ... of which the lowest are non-detects."""
    return np.arange(1.0, n + 1), np.arange(n) < n_censored


@pytest.mark.parametrize(
    ("n", "n_censored", "method"),
    [
        (1, 0, "all detected"),
        (10, 0, "all detected"),
        (20, 9, "Kaplan-Meier"),
        (20, 10, "robust ROS"),
        (35, 28, "robust ROS"),
        (35, 29, "detection rate only"),
        (8, 4, "detection rate only"),
        (8, 3, "Kaplan-Meier"),
        (3, 3, "detection rate only"),
    ],
)
def test_the_share_of_non_detects_decides_the_method(n, n_censored, method):
    summary = summarise(*samples(n, n_censored))
    assert (summary.n, summary.n_censored, summary.method) == (n, n_censored, method)


def test_detected_samples_are_summarised_by_arithmetic():
    summary = summarise([4.0, 1.0, 2.0, 3.0, 10.0], [False] * 5)
    assert (summary.mean, summary.median, summary.p90) == pytest.approx((4, 3, 7.6))


@pytest.mark.parametrize("series_id", ["C1_10pct_one_limit", "C2_36pct_two_falling"])
def test_below_half_the_numbers_are_those_of_kaplan_meier(series_id, series, answer):
    rows = series("censored_series", series_id)
    expected = answer("censored", f"{series_id}/km_NADA")
    summary = summarise(rows["value"], rows["censored"])
    expected.met("mean", summary.mean)
    expected.met("median", summary.median)
    assert summary.p90 == pytest.approx(expected["quantiles"]["p90"])


@pytest.mark.parametrize("series_id", ["C3_52pct_three_falling_no_trend", "C4_70pct_two_falling"])
def test_from_half_the_numbers_are_those_of_ros(series_id, series, answer):
    rows = series("censored_series", series_id)
    expected = answer("censored", f"{series_id}/ros_NADA")
    summary = summarise(rows["value"], rows["censored"])
    expected.met("mean", summary.mean)
    expected.met("median", summary.median)
    assert summary.p90 == pytest.approx(np.quantile(expected["modeled_sorted"], 0.9))


def test_above_80_percent_no_number_is_given(series):
    rows = series("censored_series", "C5_82pct_one_limit")
    summary = summarise(rows["value"], rows["censored"])
    assert summary.method == "detection rate only"
    assert np.isnan([summary.mean, summary.median, summary.p90]).all()


@pytest.mark.parametrize("n_censored", [0, 4, 12])
def test_another_unit_scales_all_three_numbers(n_censored):
    values, censored = samples(20, n_censored)
    mg_kg, ug_kg = summarise(values, censored), summarise(values * 1000, censored)
    assert ug_kg.mean == pytest.approx(mg_kg.mean * 1000)
    assert (ug_kg.median, ug_kg.p90) == pytest.approx((mg_kg.median * 1000, mg_kg.p90 * 1000))


def test_no_samples_are_refused():
    with pytest.raises(SeriesError, match=re.escape("Give a list of 1 or more.")):
        summarise([], [])
