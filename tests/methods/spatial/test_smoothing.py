import re

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from workbench.errors import SeriesError
from workbench.methods.spatial.smoothing import (
    marshall_prior,
    smooth_by_gamma,
    smooth_globally,
    smooth_with_limits,
)


def check_areas(found, expected, grid, *, rel=1e-5):
    rows = pd.DataFrame(expected["areas"])
    places = [grid.ids.index(area) for area in rows["area_id"]]
    assert found[places] == pytest.approx(rows["eb"], rel=rel)


@pytest.mark.parametrize("record", ["EBest", "EBest_rate"])
def test_global_smoothing_is_that_of_spdep(grid, answer, record):
    known = grid.expected if record == "EBest" else grid.person_years.sum(axis=1)
    expected = answer("health", f"eb/{record}")
    prior = marshall_prior(grid.observed, known)
    assert prior.variance == pytest.approx(expected["a"], rel=1e-5)
    expected.met("b", prior.mean)
    check_areas(smooth_globally(grid.observed, known), expected, grid)


def test_gamma_smoothing_is_that_of_spatialepi(grid, answer):
    expected = answer("health", "eb/gamma_ml")
    found = smooth_by_gamma(grid.observed, grid.expected)
    expected.met("alpha", found.shape)
    expected.met("beta0", np.log(found.mean))
    check_areas(found.ratios, expected, grid, rel=1e-3)


def test_gamma_smoothing_by_likelihood_is_near_that_by_moments(grid, answer):
    # DCluster stops its iteration early: shape 10.2 against 10.9 by likelihood.
    found = smooth_by_gamma(grid.observed, grid.expected)
    check_areas(found.ratios, answer("health", "eb/gamma_moments"), grid, rel=0.01)


def test_the_chance_above_the_mean_is_that_of_its_gamma_distribution(grid):
    found = smooth_by_gamma(grid.observed, grid.expected)
    shape = grid.observed[0] + found.shape
    rate = grid.expected[0] + found.shape / found.mean
    above = stats.gamma.sf(found.mean, shape, scale=1 / rate)
    assert found.chance_above_mean[0] == pytest.approx(above)


def test_a_smoothed_ratio_lies_between_its_own_and_the_mean(grid):
    ratios, smoothed = grid.observed / grid.expected, smooth_globally(grid.observed, grid.expected)
    assert (np.abs(smoothed - 1) <= np.abs(ratios - 1) + 1e-12).all()
    assert (np.sign(smoothed - 1) == np.sign(ratios - 1)).all()


def test_areas_that_differ_by_chance_alone_get_the_mean():
    assert smooth_globally([5, 5, 6], [5, 5, 6]).tolist() == [1, 1, 1]
    with pytest.raises(SeriesError, match=re.escape("The areas differ no more than by chance.")):
        smooth_by_gamma([5, 5, 6], [5, 5, 6])


def test_ratios_with_limits_are_those_of_marshall(grid):
    found = smooth_with_limits(grid.observed, grid.expected)
    assert found.ratios == pytest.approx(smooth_globally(grid.observed, grid.expected))
    assert (found.lower < found.ratios).all()
    assert (found.ratios < found.upper).all()
    assert ((found.chance_above_one > 0.975) == (found.lower > 1)).all()


def test_hidden_counts_enter_by_their_sum_alone():
    expected, pooled = [5.0, 6.0, 20.0, 30.0, 10.0], [True, True, False, False, False]
    first = smooth_with_limits([1, 12, 30, 20, 9], expected, pooled=pooled)
    second = smooth_with_limits([9, 4, 30, 20, 9], expected, pooled=pooled)
    np.testing.assert_array_equal(first.ratios, second.ratios)
    assert np.isnan(first.ratios[:2]).all()


def test_ratios_of_all_areas_are_nearer_than_those_of_shown_areas():
    random = np.random.default_rng(4)
    expected = random.gamma(2, 6, 200)
    counts = random.poisson(expected * random.gamma(8, 1 / 8, 200)).astype(float)
    hidden = (counts > 0) & (counts < 5)
    assert 20 < hidden.sum() < 80
    whole = smooth_globally(counts, expected)[~hidden]
    shown = smooth_globally(counts[~hidden], expected[~hidden])
    pooled = smooth_with_limits(counts, expected, pooled=hidden).ratios[~hidden]
    assert np.abs(shown / whole - 1).mean() > 0.02
    assert np.abs(pooled / whole - 1).mean() < 0.01


def test_areas_that_differ_by_chance_alone_have_their_mean_and_no_limits():
    found = smooth_with_limits([5, 5, 5], [5, 5, 5])
    assert found.ratios.tolist() == [1.0] * 3
    assert np.isnan(found.lower).all()


def test_one_area_has_its_own_ratio():
    assert smooth_with_limits([6], [4]).ratios.tolist() == [1.5]
