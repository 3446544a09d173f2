import math

import numpy as np
import pytest

from workbench.errors import ParameterError, SeriesError
from workbench.methods.basics.bootstrap import (
    bootstrap_mean,
    laboratory_draws,
    site_draws,
    weight_draws,
)

STRATA = ["field"] * 6 + ["forest"] * 4


def test_sites_are_drawn_within_their_stratum():
    picks = site_draws(STRATA, n_draws=200)
    assert picks[:, :6].max() == 5
    assert picks[:, 6:].min() == 6
    assert picks.shape == (200, 10)


def test_the_same_seed_gives_the_same_and_another_gives_others():
    assert (site_draws(STRATA, seed=1) == site_draws(STRATA, seed=1)).all()
    assert (site_draws(STRATA, seed=1) != site_draws(STRATA, seed=2)).any()
    assert (weight_draws([0.5, 0.5], 5, 1) == weight_draws([0.5, 0.5], 5, 1)).all()


def test_the_spread_of_the_mean_is_that_of_theory():
    # Variance of a bootstrap mean: the variance with n in the denominator, over n.
    values = np.random.default_rng(3).normal(10, 2, 40)
    found = bootstrap_mean(values, ["all"] * 40, n_draws=20_000)
    assert found.draws.std() == pytest.approx(values.std() / math.sqrt(40), rel=0.02)
    assert found.interval.lower == pytest.approx(found.mean - 1.645 * found.draws.std(), abs=0.02)


def test_strata_take_the_spread_between_them_away():
    values = np.array([1.0, 1.1, 0.9, 1.0, 1.05, 0.95, 9.0, 9.1, 8.9, 9.0])
    apart = bootstrap_mean(values, STRATA)
    together = bootstrap_mean(values, ["all"] * 10)
    assert apart.draws.std() < together.draws.std() / 10
    assert apart.mean == pytest.approx(together.mean)


def test_sites_without_a_value_and_strata_of_one_are_told():
    found = bootstrap_mean([0.4, math.nan, 0.6, 0.5], ["a", "a", "a", "b"])
    assert (found.n_sites, found.n_without, found.strata_of_one) == (3, 1, ("b",))
    with pytest.raises(SeriesError, match="No site has a value"):
        bootstrap_mean([math.nan], ["a"])


def test_draws_of_values_widen_the_interval():
    values = np.array([0.4, 0.5, 0.6, 0.5])
    noisy = np.random.default_rng(1).normal(values, 0.2, (1000, 4))
    plain, wide = (bootstrap_mean(one, ["a"] * 4).draws.std() for one in (values, noisy))
    assert wide > plain


def test_the_laboratory_keeps_mean_and_half_its_expanded_uncertainty():
    drawn = laboratory_draws([10.0, 10.0], [0.2, 0.6], n_draws=50_000)
    assert drawn.mean(axis=0) == pytest.approx([10, 10], rel=0.01)
    assert drawn.std(axis=0) == pytest.approx([1.0, 3.0], rel=0.02)
    assert (drawn > 0).all()


def test_an_uncertainty_that_is_not_stated_is_not_made_up():
    assert laboratory_draws([3.0], [math.nan], n_draws=4).tolist() == [[3.0]] * 4


def test_weights_spread_as_a_dirichlet_does():
    # Variance of a weight w: w (1 - w) / (concentration + 1); evenly drawn ones have mean 1 / k.
    drawn = weight_draws([0.6, 0.3, 0.1], 50_000, concentration=20)
    assert drawn.mean(axis=0) == pytest.approx([0.6, 0.3, 0.1], abs=0.005)
    assert drawn.var(axis=0) == pytest.approx(np.array([0.24, 0.21, 0.09]) / 21, rel=0.03)
    even = weight_draws([0.6, 0.3, 0.1], 50_000)
    assert even.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.005)


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ParameterError, match="There are 0 draws"):
        site_draws(STRATA, 0)
    with pytest.raises(SeriesError, match="There are no sites"):
        site_draws([])
    with pytest.raises(SeriesError, match="negative"):
        laboratory_draws([1.0], [-0.1])
    with pytest.raises(ParameterError, match="none is above 0"):
        weight_draws([0.0, 0.0])
    with pytest.raises(ParameterError, match="The confidence is 90"):
        bootstrap_mean([1.0], ["a"], confidence=90)
