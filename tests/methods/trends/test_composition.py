import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.trends.composition import (
    sites_up_and_down,
    strata_differ,
    van_belle_hughes,
)
from workbench.methods.trends.pairs import pair_slopes
from workbench.methods.trends.shuffling import Shuffles
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


def test_sites_are_counted_by_their_own_direction(grid):
    found = sites_up_and_down(grid([[1, 2, 3], [3, 2, 1], [3, 1, 1], [1, 2, 1]]))
    assert (found.n_up, found.n_down, found.n_neither) == (1, 2, 1)
