import re

import numpy as np
import pymannkendall
import pytest

from workbench.errors import SeriesError
from workbench.methods.trends.composition import site_trends, strata_differ, van_belle_hughes
from workbench.methods.trends.pairs import net_rises, pair_slopes
from workbench.methods.trends.shuffling import Shuffles, shuffle_test, shuffled_s
from workbench.methods.trends.size import log_slope

S = [-7, 3, 1, 31, -23, 45, -9, 80, 67, -2, 59, -21]


def test_heterogeneity_of_seasons_is_that_of_envstats(table):
    """Nottingham, monthly: EnvStats 3.1.0 gives chi-squared 15.10202 and p 0.17787."""
    rows = table("nottem_monthly")
    sums, variances = [], []
    for _, month in rows.groupby("month"):
        values = month.sort_values("year")["value"].to_numpy()
        n = values.size
        first, second = np.triu_indices(n, 1)
        sums.append(np.sign(values[second] - values[first]).sum())
        tied = np.unique(values, return_counts=True)[1]
        lost = (tied * (tied - 1) * (2 * tied + 5)).sum()
        variances.append((n * (n - 1) * (2 * n + 5) - lost) / 18)
    assert [int(one) for one in sums] == S
    found = van_belle_hughes(sums, variances)
    assert found.chi_square == pytest.approx(15.10202283042, rel=1e-9)
    assert found.p == pytest.approx(0.1778737637382, rel=1e-9)


def test_a_season_without_variation_is_left_out():
    assert van_belle_hughes([3, 0, -3], [10, 0, 10]).degrees_of_freedom == 1
    assert van_belle_hughes([3, 0], [10, 0]).p == 1


def test_numbers_that_do_not_match_are_refused():
    with pytest.raises(SeriesError, match=re.escape("There are 2 S and 1 variances")):
        van_belle_hughes([1, 2], [1])


def strata(grid, slopes, seed=1, year_sd=0.0, n=10):
    rng = np.random.default_rng(seed)
    shared = year_sd * rng.normal(size=n)
    slope = np.repeat(slopes, 4)[:, None]
    values = grid(np.exp(slope * np.arange(n) + shared + rng.normal(0, 0.15, (slope.size, n))))
    names = np.repeat([f"stratum {one}" for one in range(len(slopes))], 4)
    return strata_differ(values, names, log_slope(pair_slopes(values)), Shuffles())


def test_a_falling_and_a_constant_stratum_differ(grid):
    assert strata(grid, [-0.1, 0.0]).p < 0.01


def test_strata_that_fall_alike_do_not_differ(grid):
    p = np.array([strata(grid, [-0.1, -0.1], seed).p for seed in range(60)])
    assert np.mean(p <= 0.05) < 0.15
    assert np.median(p) > 0.2


def test_years_that_strata_share_are_no_difference(grid):
    p = np.array([strata(grid, [0.0, 0.0], seed, year_sd=0.5).p for seed in range(60)])
    assert np.mean(p <= 0.05) < 0.15


def test_one_stratum_differs_from_none(grid):
    assert strata(grid, [-0.1]).p == 1


def test_each_site_has_its_own_s(grid):
    found = site_trends(grid([[1, 2, 3], [3, 2, 1], [3, 1, 1], [1, np.nan, -0.5]]))
    assert found.s.tolist() == [3, -3, -2, -1]
    assert found.n_rounds.tolist() == [3, 3, 3, 2]
    assert not found.is_tested.any()


def test_a_site_is_tested_from_five_rounds_on_by_all_orders(grid):
    values = grid([[1, 2, 3, 5, 4, np.nan], [2, 1, 4, 3, 5, np.nan], [1, 2, 3, 4, 5, 6]])
    found = site_trends(values)
    each = [shuffle_test(pair_slopes(values.where(row))).p for row in np.eye(3, dtype=bool)]
    assert found.p == pytest.approx(each)


def test_the_slope_of_a_site_is_that_of_its_own_series(grid):
    values = grid([[1, 2, 3, 5, 4, 4], [-2, 1, -1, 3, 5, 2], [9, 7, np.nan, 5, 4, 4]])
    found = site_trends(values)
    each = [log_slope(pair_slopes(values.where(row))) for row in np.eye(3, dtype=bool)]
    assert found.slope == pytest.approx(each)


def test_the_variance_of_s_is_that_of_all_orders(grid):
    """Ties and non-detects included: the variance of S over the 720 orders of six values."""
    rows = np.array([[1.0, 1, 2, -1, -2, 3]])
    values = grid(rows)
    net = net_rises(pair_slopes(values), [0.0])
    of_orders = shuffled_s(pair_slopes(values), net, Shuffles())
    assert site_trends(values).variance[0] == pytest.approx(of_orders.var())


@pytest.mark.parametrize("n", [2, 3, 12])
def test_without_ties_it_is_that_of_kendall(grid, n):
    found = site_trends(grid([np.arange(1.0, n + 1)]))
    assert found.variance[0] == pytest.approx(n * (n - 1) * (2 * n + 5) / 18)


def test_longer_series_have_the_normal_p_of_mann_and_kendall(grid):
    rng = np.random.default_rng(5)
    row = np.exp(rng.normal(size=20) + 0.05 * np.arange(20))
    known = pymannkendall.original_test(row)
    found = site_trends(grid([row]))
    assert (found.s[0], found.p[0]) == (known.s, pytest.approx(known.p, abs=1e-12))


def test_sites_that_go_both_ways_are_heterogeneous(grid):
    up = np.arange(1.0, 11)
    assert site_trends(grid([up, up, up[::-1], up[::-1]])).heterogeneity.p < 0.001
    assert site_trends(grid([up, up, up, up])).heterogeneity.p > 0.9
