import numpy as np
import pytest

from workbench.methods.trends.pairs import pair_slopes
from workbench.methods.trends.serial import (
    SERIAL_FROM,
    ProgrammeCorrelation,
    SerialCorrelation,
    linear_widening,
    plain_p_decides,
    programme_correlation,
    s_widening,
    serial_correlation,
)
from workbench.methods.trends.size import log_slope


def of(values):
    pairs = pair_slopes(values)
    return serial_correlation(pairs, log_slope(pairs))


def waves(grid, n, years=None):
    """Three good rounds, then three bad ones, at five sites."""
    step = np.where(np.arange(n) // 3 % 2 == 0, 0.3, -0.3) + 0.01 * np.arange(n) ** 2 / n
    return grid(np.exp(step + np.arange(5)[:, None]), years)


def test_rounds_that_follow_each_other_widen_the_distribution_of_s(grid):
    found = of(waves(grid, 18))
    assert found.r > 0.2
    assert found.widening > 1.3


def test_the_correlation_found_is_corrected_upwards(grid):
    found = of(waves(grid, 18))
    assert found.rho > found.r + 0.05


def test_rounds_that_alternate_do_not_narrow_it(grid):
    found = of(grid(np.exp(0.3 * (-1.0) ** np.arange(12) + np.arange(5)[:, None])))
    assert found.rho < 0
    assert found.widening == 1


def test_few_rounds_tell_nothing_of_it(grid):
    found = of(waves(grid, SERIAL_FROM - 1))
    assert np.isnan(found.rho)
    assert found.widening == 1


def test_rounds_that_tell_nothing_are_not_counted(grid):
    rows = np.tile(np.exp(np.sin(np.arange(9.0))), (3, 1))
    rows[:, :2] = -100.0
    assert np.isnan(of(grid(rows)).rho)


def test_in_short_series_no_more_than_six_tenths_are_allowed_for(grid):
    found = of(waves(grid, 12))
    assert found.rho > 0.6
    assert found.widening == pytest.approx(s_widening(range(12), 0.6))


def test_the_bias_of_white_noise_is_put_right_on_average(draw):
    rho = [of(draw(12, 4, seed=seed)).rho for seed in range(200)]
    raw = [of(draw(12, 4, seed=seed)).r for seed in range(200)]
    assert np.mean(raw) < -0.12
    assert abs(np.median(rho)) < 0.1


def test_the_variance_without_correlation_is_that_of_kendall():
    """n (n - 1) (2 n + 5) / 18 for n = 9; the exact sum must agree, so the factor is 1."""
    assert s_widening(range(9), 0.0) == 1
    assert s_widening(range(9), 1e-9) == pytest.approx(1, abs=1e-6)


def test_the_widening_is_near_that_of_hamed_and_rao():
    """1 + 2 / (n (n - 1) (n - 2)) sum (n - k) (n - k - 1) (n - k - 2) rho^k: 1.5229 for 10, .3."""
    assert s_widening(range(10), 0.3) ** 2 == pytest.approx(1.5229, rel=0.03)


def test_distant_rounds_widen_less():
    even, uneven = range(9), [0, 1, 2, 3, 4, 5, 6, 27, 47]
    assert s_widening(uneven, 0.5) < s_widening(even, 0.5)


def test_long_series_use_the_variance_of_a_line():
    assert s_widening(range(60), 0.4) == pytest.approx(linear_widening(range(60), 0.4))


def test_rounds_three_years_apart_may_be_taken_as_independent():
    assert plain_p_decides(range(1980, 2010, 3))
    assert not plain_p_decides([*range(1980, 2010, 3), 2009])


def test_fewer_than_eight_rounds_are_taken_as_independent():
    assert plain_p_decides(range(7))
    assert not plain_p_decides(range(8))


def test_a_programme_without_correlation_lets_the_plain_p_decide():
    assert plain_p_decides(range(10), ProgrammeCorrelation(-0.05, 0.08, 20, 12.0))
    assert not plain_p_decides(range(10), ProgrammeCorrelation(0.05, 0.18, 20, 12.0))


def series(scores, rho=0.0):
    return SerialCorrelation(rho, rho, 1.0, np.asarray(scores), np.arange(float(len(scores))))


def test_series_that_share_their_years_count_as_one():
    scores = np.sin(np.arange(10) ** 2)
    found = programme_correlation([series(scores)] * 20)
    assert found.n_independent == pytest.approx(1)
    assert found.upper == pytest.approx(1.645 / np.sqrt(10), rel=1e-3)


def test_independent_series_of_a_programme_show_that_there_is_none():
    rng = np.random.default_rng(2)
    found = programme_correlation([series(rng.normal(size=30), -0.02) for _ in range(30)])
    assert found.n_independent > 10
    assert found.upper < 0.1


def test_a_programme_without_an_estimate_decides_nothing(grid):
    found = programme_correlation([of(waves(grid, 5))])
    assert np.isnan(found.upper)
    assert not plain_p_decides(range(10), found)
