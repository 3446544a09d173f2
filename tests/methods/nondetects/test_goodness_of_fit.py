import math
import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.nondetects.goodness_of_fit import goodness_of_fit

SERIES = [
    "C1_10pct_one_limit",
    "C2_36pct_two_falling",
    "C3_52pct_three_falling_no_trend",
    "C4_70pct_two_falling",
    "C5_82pct_one_limit",
    "C6_doubly_censored",
]


@pytest.mark.parametrize(("distribution", "short"), [("normal", "norm"), ("lognormal", "lnorm")])
@pytest.mark.parametrize("series_id", SERIES)
def test_correlation_and_p_with_non_detects_meet_envstats(
    series_id, distribution, short, series, answer
):
    rows = series("censored_series", series_id)
    fit = goodness_of_fit(rows["value"], rows["censored"], distribution=distribution)
    by_correlation = answer("censored", f"{series_id}/gof_ppcc_{short}")
    by_correlation.met("r", fit.r)
    by_correlation.met("p", fit.p)
    by_square = answer("censored", f"{series_id}/gof_sf_{short}")
    by_square.met("W", fit.r**2)
    by_square.met("p", fit.p)


def test_a_lognormal_is_told_from_a_normal():
    values = np.exp(np.random.default_rng(1).normal(0, 1, 60))
    assert goodness_of_fit(values).p > 0.05
    assert goodness_of_fit(values, distribution="normal").p < 0.001


def test_about_one_in_twenty_lognormals_with_non_detects_is_refused():
    rng, refused = np.random.default_rng(2), 0
    for _ in range(400):
        values = np.exp(rng.normal(0, 1, 30))
        refused += goodness_of_fit(np.maximum(values, 0.6), values < 0.6).p < 0.05
    assert 0.02 < refused / 400 < 0.09


def test_with_non_detects_there_is_no_p_of_whole_samples():
    fit = goodness_of_fit([1, 1, 2, 3, 4, 5], [True] + [False] * 5)
    assert math.isnan(fit.p_shapiro_wilk)
    assert math.isnan(fit.p_anderson_darling)


def test_a_limit_above_all_detects_is_taken():
    assert 0 < goodness_of_fit([9, 1, 2, 3, 4, 5], [True] + [False] * 5).p <= 1


def test_few_samples_are_refused():
    with pytest.raises(SeriesError, match=re.escape("There are 4 samples with 4 different")):
        goodness_of_fit([1, 2, 3, 4])


def test_equal_detects_are_refused():
    with pytest.raises(SeriesError, match=re.escape("5 samples with 1 different")):
        goodness_of_fit([2, 2, 2, 2, 2])


def test_a_content_of_0_is_no_lognormal():
    with pytest.raises(SeriesError, match=re.escape("A concentration is 0.")):
        goodness_of_fit([0, 1, 2, 3, 4])
