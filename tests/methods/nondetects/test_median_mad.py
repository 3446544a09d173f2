import math

import numpy as np
import pytest
from scipy.stats import lognorm, norm

from workbench.methods.nondetects.median_mad import median_mad_limit

SHARES = (np.arange(200) + 0.5) / 200


def test_limit_of_a_normal_background_is_its_mean_and_two_deviations():
    found = median_mad_limit(norm(50, 5).ppf(SHARES))
    assert found.value == pytest.approx(60, abs=0.15)
    assert not found.on_logarithms


def test_skewed_contents_are_taken_as_logarithms():
    found = median_mad_limit(lognorm(0.6, scale=20).ppf(SHARES))
    assert found.on_logarithms
    assert found.value == pytest.approx(20 * math.exp(1.2), rel=0.02)


def test_a_few_contaminated_samples_move_it_little():
    clean = norm(50, 5).ppf(SHARES)
    spoilt = np.r_[clean, [70.0] * 10]
    assert median_mad_limit(spoilt).value < 62
    assert spoilt.mean() + 2 * spoilt.std() > 63


def test_non_detects_below_the_median_leave_the_limit_where_it_is():
    values = norm(50, 5).ppf(SHARES)
    flags = values < 46
    found = median_mad_limit(np.where(flags, 46.0, values), flags)
    assert found.value == pytest.approx(60, abs=0.2)


def test_with_limits_above_the_median_or_few_samples_there_is_none():
    values = norm(50, 5).ppf(SHARES)
    assert math.isnan(median_mad_limit(np.maximum(values, 52.0), values < 52.0).value)
    assert math.isnan(median_mad_limit([1.0] * 9).value)


def test_contents_that_are_all_the_same_are_their_own_limit():
    assert median_mad_limit([4.2] * 20).value == pytest.approx(4.2)
