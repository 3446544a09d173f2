import math
import re

import numpy as np
import pytest
from scipy.stats import bootstrap, gamma, lognorm, norm

from workbench.errors import SeriesError
from workbench.methods.nondetects.estimates import kaplan_meier
from workbench.methods.nondetects.mean_limits import _means, advised_limit, mean_upper_limits
from workbench.methods.nondetects.upper_limits import kaplan_meier_standard_error, mean_upper_limit

SERIES = [
    "C1_10pct_one_limit",
    "C2_36pct_two_falling",
    "C3_52pct_three_falling_no_trend",
    "C4_70pct_two_falling",
    "C5_82pct_one_limit",
    "C6_doubly_censored",
]


@pytest.mark.parametrize("series_id", SERIES)
def test_the_limit_of_kaplan_meier_and_student_meets_envstats(series_id, series, answer):
    rows = series("censored_series", series_id)
    expected = answer("censored", f"{series_id}/km_EnvStats")
    expected.met("ucl95", mean_upper_limits(rows["value"], rows["censored"]).student)
    curve = kaplan_meier(rows["value"], rows["censored"])
    expected.met("mean", curve.mean)
    expected.met("sd", curve.sd)
    error = kaplan_meier_standard_error(rows["value"], rows["censored"])
    expected.met("se_mean", error)
    nada = answer("censored", f"{series_id}/km_NADA")
    nada.met("se", error)
    nada.met("median", curve.quantile(0.5))


def test_the_recommended_limit_is_that_of_the_rule():
    values = np.random.default_rng(1).lognormal(0, 1, 40)
    found = mean_upper_limits(values)
    assert found.recommended == mean_upper_limit(values)
    assert found.recommended.value == found.chebyshev


def test_the_bootstrap_is_that_of_scipy():
    values = np.random.default_rng(1).lognormal(0, 1, 40)
    theirs = bootstrap((values,), np.mean, confidence_level=0.9, n_resamples=20_000, rng=2)
    found = mean_upper_limits(values, n_bootstraps=20_000)
    assert found.bootstrap == pytest.approx(theirs.confidence_interval.high, rel=0.01)


def test_many_bootstrap_means_are_those_of_kaplan_meier():
    values, flags = np.array([1.0, 0.5, 2.0, 2.0, 3.0, 2.0]), np.array([1, 0, 0, 1, 0, 0], bool)
    counts = np.array([[1, 1, 1, 1, 1, 1], [0, 2, 1, 0, 2, 1], [3, 0, 2, 1, 0, 0]])
    each = [kaplan_meier(np.repeat(values, one), np.repeat(flags, one)).mean for one in counts]
    np.testing.assert_allclose(_means(values, flags, counts), each)


def test_a_bootstrap_sample_without_a_detect_has_no_mean():
    assert math.isnan(_means(np.array([1.0, 2.0]), np.array([True, False]), np.array([[2, 0]]))[0])


@pytest.mark.parametrize("method", ["gamma", "lognormal"])
def test_about_19_of_20_limits_are_above_the_mean_of_their_distribution(method):
    rng, above = np.random.default_rng(3), 0
    for _ in range(200):
        values = rng.gamma(2.0, 0.5, 20) if method == "gamma" else rng.lognormal(-0.18, 0.6, 20)
        above += getattr(mean_upper_limits(values, n_bootstraps=10), method) >= 1.0
    assert 0.90 <= above / 200 <= 0.99


def test_few_samples_have_the_maximum_alone():
    found = mean_upper_limits([1.0, 2.0, 3.0])
    assert found.recommended.rule == "maximum"
    assert math.isnan(found.student)


def test_samples_of_one_value_have_that_as_limit():
    found = mean_upper_limits([2.0] * 9)
    assert (found.student, found.gamma) == (2.0, 2.0)
    assert math.isnan(found.bootstrap)


def test_the_same_seed_gives_the_same_limit():
    values = np.random.default_rng(1).lognormal(0, 1, 12)
    assert mean_upper_limits(values, seed=4) == mean_upper_limits(values, seed=4)


def test_another_unit_scales_all_limits():
    values = np.random.default_rng(1).lognormal(0, 1, 12)
    flags = values < 0.5
    one, other = mean_upper_limits(values, flags), mean_upper_limits(values * 1000, flags)
    for rule in ("student", "chebyshev", "gamma", "lognormal", "bootstrap"):
        assert getattr(other, rule) == pytest.approx(1000 * getattr(one, rule), rel=1e-5)


def test_no_detect_at_all_is_refused():
    with pytest.raises(SeriesError, match=re.escape("None of 3 samples is a detect.")):
        mean_upper_limits([1.0, 1.0, 1.0], [True] * 3)


def quantiles(distribution, n=80):
    return distribution.ppf((np.arange(n) + 0.5) / n)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        (quantiles(norm(10, 2)), "Student t"),
        (quantiles(gamma(1.5, scale=8)), "gamma"),
        (quantiles(lognorm(0.9, scale=10)), "lognormal"),
        (quantiles(lognorm(1.8, scale=10)), "Chebyshev"),
        (np.r_[quantiles(norm(10, 0.5), 40), quantiles(norm(30, 0.5), 40)], "bootstrap"),
        (np.r_[quantiles(norm(10, 0.5), 12), quantiles(norm(30, 0.5), 12)], "Chebyshev"),
        (quantiles(lognorm(0.9, scale=10), 1200), "Student t"),
        (quantiles(lognorm(1.8, scale=10), 1200), "Chebyshev"),
        ([1.0, 2.0, 3.0], "maximum"),
    ],
)
def test_the_advised_rule_is_the_one_that_the_samples_ask_for(values, rule):
    assert advised_limit(values).rule == rule


def test_the_advised_limit_is_that_of_its_rule_and_never_above_the_maximum():
    drawn = quantiles(gamma(1.5, scale=8))
    assert advised_limit(drawn).value == mean_upper_limits(drawn, n_bootstraps=10).gamma
    wild = [0.001, 0.002, 0.003, 10.0, 10.0, 10.0, 10.0, 10.5]
    assert advised_limit(wild).value == 10.5
    assert advised_limit(wild).capped


def test_with_non_detects_no_lognormal_is_advised():
    values = quantiles(lognorm(0.9, scale=10))
    limits = np.maximum(values, 5.0)
    found = advised_limit(limits, values < 5.0)
    assert found.rule.startswith("Kaplan-Meier")
    assert found.mean < found.value < found.maximum
