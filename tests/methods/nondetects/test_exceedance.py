import math
import re

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from workbench.errors import ParameterError
from workbench.methods.nondetects.exceedance import Undecided, share_above


def samples_above(n_above, n):
    """Of n detects so many above 1."""
    return np.where(np.arange(n) < n_above, 2.0, 0.5), np.zeros(n, bool)


def test_the_interval_is_worked_out_by_hand():
    # 2 of 4, z = 1.959964, z² = 3.841459: the centre is 1/2, and the half width
    # z / (4 + z²) * sqrt(4 * 1/4 + z² / 4) = 0.249955 * 1.400093 = 0.349961.
    result = share_above(*samples_above(2, 4), threshold=1.0)
    assert result.share == 0.5
    assert (result.lower, result.upper) == pytest.approx((0.150039, 0.849961), abs=2e-6)


@pytest.mark.parametrize(("n_above", "n"), [(0, 7), (1, 12), (5, 12), (12, 12), (37, 200)])
@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_the_interval_is_that_of_statsmodels(n_above, n, confidence):
    result = share_above(*samples_above(n_above, n), threshold=1.0, confidence=confidence)
    expected = proportion_confint(n_above, n, alpha=1 - confidence, method="wilson")
    assert (result.lower, result.upper) == pytest.approx(expected, abs=1e-12)


def test_a_value_at_the_threshold_is_not_above_it():
    result = share_above([1.0, 1.0, 1.1], [False, True, False], threshold=1.0)
    assert (result.n_above, result.n_undecided, result.reason) == (1, 0, None)


def test_a_limit_above_the_threshold_leaves_the_share_open_between_bounds():
    values, censored = [2.0] * 3 + [0.5] * 8 + [5.0], [True] * 3 + [True] * 4 + [False] * 5
    result = share_above(values, censored, threshold=1.0)
    assert result.reason == Undecided(n_undecided=3, n_measurements=12)
    assert (result.n, result.n_above, result.n_undecided) == (12, 1, 3)
    assert np.isnan(result.share)
    none_above, all_above = (
        share_above([5.0] + [0.5] * 11, [False] * 12, 1.0),
        share_above([5.0] * 4 + [0.5] * 8, [False] * 12, 1.0),
    )
    assert (result.lower, result.upper) == (none_above.lower, all_above.upper)


def test_another_unit_changes_no_share():
    values, censored = np.array([0.5, 1.2, 3.0]), [True, False, False]
    assert share_above(values * 1000, censored, 1000) == share_above(values, censored, 1)


def test_a_higher_threshold_is_never_exceeded_more():
    values = np.random.default_rng(1).lognormal(size=30)
    shares = [share_above(values, [False] * 30, threshold).share for threshold in (0.5, 1, 2, 4)]
    assert shares == sorted(shares, reverse=True)


def test_a_missing_threshold_is_refused():
    message = "The threshold is nan. Give a concentration."
    with pytest.raises(ParameterError, match=re.escape(message)):
        share_above([1.0], [False], math.nan)
