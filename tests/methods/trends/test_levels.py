import numpy as np
import pytest

from workbench.methods.trends.levels import censored_median, site_scatter, trend_line
from workbench.methods.trends.pairs import pair_slopes
from workbench.methods.trends.size import LogSlope, log_slope


def line(values, half=0.02):
    slope = log_slope(pair_slopes(values))
    return trend_line(values, LogSlope(slope, slope - half, slope + half))


def test_the_line_of_a_decay_meets_its_ends_and_is_never_below_zero(grid):
    years = np.array([1978.0, 1988, 2000, 2008, 2012, 2015, 2018])
    values = grid([112 * 0.952 ** (years - 1978)] * 4, years=years)
    level, lower, _ = line(values).at([1978, 2018, 2300])
    assert level[:2] == pytest.approx([112, 112 * 0.952**40], rel=1e-6)
    assert (lower > 0).all()


def test_the_line_is_of_the_typical_site(grid):
    values = grid(np.array([[1.0], [2.0], [50.0]]) * np.ones(5))
    assert line(values).at([2003])[0][0] == pytest.approx(2.0)


def test_a_site_counts_once_however_long_it_was_sampled(grid):
    rows = np.array([[1.0, np.nan, np.nan], [2.0, np.nan, 2.0], [9.0, 9.0, 9.0]])
    flat = LogSlope(0.0, 0.0, 0.0)
    assert trend_line(grid(rows), flat).at([2002])[0][0] == pytest.approx(2.0)


def test_the_band_is_widest_at_the_ends(draw):
    values = draw(9, 6)
    _, lower, upper = line(values).at(values.years)
    width = np.log(upper / lower)
    assert width.argmin() == 4
    assert width[0] > width[4] < width[-1]


def test_the_band_is_as_wide_as_the_slopes_allow_on_each_side(draw):
    values = draw(9, 6)
    slope = log_slope(pair_slopes(values))
    found = trend_line(values, LogSlope(slope, slope - 0.1, slope + 0.01))
    level, lower, upper = found.at([values.years[-1]])
    assert np.log(level / lower) > np.log(upper / level)


def test_what_rounds_differ_by_is_found_around_the_line(grid):
    rng = np.random.default_rng(3)
    shared = 0.3 * rng.normal(size=40) - 0.02 * np.arange(40)
    values = grid(np.exp(shared + 0.1 * rng.normal(size=(20, 40))))
    assert line(values).round_sd == pytest.approx(0.3, abs=0.07)


def test_what_five_rounds_of_many_sites_differ_by_is_not_nothing(grid):
    rng = np.random.default_rng(3)
    found = [
        line(grid(np.exp(0.1 * rng.normal(size=5) + 0.2 * rng.normal(size=(60, 5))))).round_sd
        for _ in range(30)
    ]
    assert np.sqrt(np.mean(np.square(found))) == pytest.approx(0.1, abs=0.02)


def test_the_change_in_mg_is_that_of_the_level(grid):
    values = grid([100 * 0.9 ** np.arange(5)])
    change, lower, upper = line(values).change_at(2005)
    assert change == pytest.approx(-0.1 * 100 * 0.9**4)
    assert lower < change < upper


def test_a_level_below_most_limits_is_not_given(grid):
    values = grid([[-1.0, -1.0, 2.0], [-1.0, -1.0, -1.0], [-1.0, -1.0, 3.0]])
    assert np.isnan(trend_line(values, LogSlope(0.0, 0.0, 0.0)).level)


def test_the_median_without_non_detects_is_the_usual_one():
    assert censored_median([4, 1, 3, 2], [4, 1, 3, 2], [1, 1, 1, 1]) == 2.5
    assert censored_median([4, 1, 3], [4, 1, 3], [1, 1, 1]) == 3


def test_a_non_detect_below_the_median_counts_as_below():
    assert censored_median([-np.inf, 2, 3], [1, 2, 3], [1, 1, 1]) == 2


def test_a_non_detect_with_a_high_limit_shares_its_weight_below():
    """Kaplan and Meier from above: 5 takes 1/5, <4 none, 3 takes 1/3 of what is left, so .533."""
    assert censored_median([5, -np.inf, 3, 2, 1], [5, 4, 3, 2, 1], [1] * 5) == 2


def test_weights_count():
    assert censored_median([1, 2, 3], [1, 2, 3], [3, 1, 1]) == 1


def test_the_scatter_of_a_site_is_that_between_rounds_beside_what_all_share(grid):
    rng = np.random.default_rng(1)
    shared = np.array([0.0, 0.5, -0.2])
    logs = rng.normal(0, 1, (400, 1)) + shared + rng.normal(0, 0.2, (400, 3))
    found = site_scatter(grid(np.exp(logs)))
    assert found.sd == pytest.approx(0.2, rel=0.06)
    assert found.degrees_of_freedom == 2 * 399
    assert found.factor(0.95) == pytest.approx(np.exp(1.963 * found.sd), rel=1e-3)


def test_one_round_and_non_detects_tell_no_scatter(grid):
    for rows in ([[1.0], [2.0]], [[1.0, -2.0], [3.0, -1.0]]):
        found = site_scatter(grid(rows))
        assert (found.degrees_of_freedom, found.factor(0.95)) == (0, 1.0)
