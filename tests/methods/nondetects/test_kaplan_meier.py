import re

import numpy as np
import pytest

from workbench.errors import ParameterError, SeriesError
from workbench.methods.nondetects.kaplan_meier import kaplan_meier

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
