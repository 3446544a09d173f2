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
