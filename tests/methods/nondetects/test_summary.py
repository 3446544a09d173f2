import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.nondetects.summary import summarise


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
