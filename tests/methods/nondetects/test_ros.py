import re

import numpy as np
import pytest
from scipy.stats import norm

from workbench.errors import SeriesError
from workbench.methods.nondetects.ros import ros

SERIES = [
    "C1_10pct_one_limit",
    "C2_36pct_two_falling",
    "C3_52pct_three_falling_no_trend",
    "C4_70pct_two_falling",
    "C5_82pct_one_limit",
    "C6_doubly_censored",
]


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
