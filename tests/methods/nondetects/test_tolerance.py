import math
import re

import numpy as np
import pytest

from workbench.errors import ParameterError
from workbench.methods.nondetects.tolerance import background_threshold, upper_tolerance_limit

SERIES = [
    "C1_10pct_one_limit",
    "C2_36pct_two_falling",
    "C3_52pct_three_falling_no_trend",
    "C4_70pct_two_falling",
    "C5_82pct_one_limit",
    "C6_doubly_censored",
]


@pytest.mark.parametrize("series_id", SERIES)
def test_the_lognormal_limit_meets_envstats(series_id, series, answer):
    rows = series("censored_series", series_id)
    limit = upper_tolerance_limit(rows["value"], rows["censored"])
    answer("censored", f"{series_id}/q95_utl").met("utl95_95", limit.value)


def test_the_factor_of_a_normal_limit_is_that_of_the_tables():
    """Hahn and Meeker 1991, table A.12b: 2.911 for 10 samples, 95 and 95 %."""
    values = np.arange(10.0)
    limit = upper_tolerance_limit(values, shape="normal").value
    assert (limit - values.mean()) / values.std(ddof=1) == pytest.approx(2.911, abs=5e-4)


def test_19_of_20_limits_cover_what_they_say():
    rng, covered = np.random.default_rng(1), 0
    for _ in range(500):
        covered += upper_tolerance_limit(rng.lognormal(0, 1, 15)).value >= math.exp(1.6448536)
    assert 0.92 <= covered / 500 <= 0.98


def test_59_samples_are_the_fewest_for_a_limit_without_a_distribution():
    assert upper_tolerance_limit(range(1, 60), shape="any").confidence >= 0.95
    fewer = upper_tolerance_limit(range(1, 59), shape="any")
    assert (fewer.value, fewer.confidence) == (58.0, pytest.approx(1 - 0.95**58))


def test_many_samples_have_a_limit_below_their_maximum():
    assert upper_tolerance_limit(range(1, 201), shape="any").value == 196.0


def test_a_normal_limit_takes_no_non_detects():
    with pytest.raises(ParameterError, match=re.escape("A normal limit takes no non-detects.")):
        upper_tolerance_limit([1, 2, 3], [True, False, False], shape="normal")


def test_a_content_of_0_is_no_lognormal():
    with pytest.raises(ParameterError, match=re.escape("A concentration is 0.")):
        upper_tolerance_limit([0, 2, 3])


def test_the_shape_of_a_background_is_the_one_that_fits():
    rng = np.random.default_rng(2)
    normal, skewed = rng.normal(10, 1, 40), rng.lognormal(0, 1, 40)
    two_kinds = np.concatenate([rng.normal(1, 0.01, 30), rng.normal(100, 0.01, 30)])
    shapes = [background_threshold(one).shape for one in (normal, skewed, two_kinds)]
    assert shapes == ["normal", "lognormal", "any"]


def test_with_more_than_half_non_detects_no_distribution_is_fitted():
    values = np.random.default_rng(3).lognormal(0, 0.5, 40)
    found = background_threshold(np.maximum(values, 1.2), values < 1.2)
    assert (found.shape, found.rule) == ("any", "maximum")
    assert found.confidence == pytest.approx(1 - 0.95**40)
    assert math.isnan(found.p_lognormal)


def test_few_samples_have_no_background_threshold():
    found = background_threshold([1.0] * 4)
    assert (found.rule, found.n) == ("none", 4)
    assert math.isnan(found.value)
