"""A slope on an exposure that was measured with error, and the slope corrected for it."""

import math

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.rates.rate_data import rate_data
from workbench.methods.spatial.exposure_error import ErrorVariance, corrected_slope, error_of_means
from workbench.methods.spatial.neighbours import neighbours
from workbench.methods.spatial.random_effect import poisson_with_surface, surface_of_neighbours

SIDE = 20
TRUTH = 0.1
N_SAMPLES = 3


def country(error, *, seed=3):
    """Counts of a grid of areas whose exposure is the mean of three samples with an error."""
    random, n = np.random.default_rng(seed), SIDE**2
    names = [f"{place}" for place in range(n)]
    rows = [(names[at], names[at + 1]) for at in range(n) if (at + 1) % SIDE]
    columns = [(names[at], names[at + SIDE]) for at in range(n - SIDE)]
    surface = surface_of_neighbours(neighbours(names, [*rows, *columns]))
    deprivation = random.normal(size=n)
    true = 0.4 * deprivation + 0.9 * random.normal(size=n)
    samples = true[:, None] + random.normal(0, error, (n, N_SAMPLES))
    counts = random.poisson(200 * np.exp(TRUTH * true + 0.1 * deprivation))
    columns = {"x": samples.mean(axis=1), "deprivation": deprivation}
    variance, df = error_of_means(np.repeat(names, N_SAMPLES), samples.ravel())
    fit = poisson_with_surface(rate_data(counts, np.full(n, 200.0), columns), surface)
    return fit, ErrorVariance(np.full(n, variance / N_SAMPLES), df)


def test_the_correction_brings_an_attenuated_slope_to_the_truth():
    fit, error = country(1.2)
    naive, found = fit.coefficient("x"), corrected_slope(fit, "x", error)
    assert naive.upper < TRUTH
    assert found.interval.lower < TRUTH < found.interval.upper
    # 0.81 of exposure given deprivation, 1.44 / 3 of error; a surface may take a little of both
    assert found.reliability == pytest.approx(0.81 / (0.81 + 0.48), abs=0.05)
    assert found.reliability_lower < found.reliability


def test_without_error_nothing_is_corrected():
    fit, error = country(1.2)
    none = ErrorVariance(np.zeros_like(error.of_area), error.df)
    found = corrected_slope(fit, "x", none)
    assert found.reliability == 1.0
    assert found.interval.estimate == fit.coefficient("x").estimate


def test_the_same_data_give_the_same_limits():
    fit, error = country(1.2)
    assert corrected_slope(fit, "x", error) == corrected_slope(fit, "x", error)


def test_mere_error_gives_no_corrected_slope():
    fit, error = country(0.5)
    all_error = ErrorVariance(np.full(error.of_area.size, fit.data.design[:, 1].var()), error.df)
    found = corrected_slope(fit, "x", all_error)
    assert not found.interval.fitted
    assert found.reliability < 0.1


def test_single_samples_tell_nothing_of_their_error():
    variance, df = error_of_means(["a", "b"], [1.0, 2.0])
    assert math.isnan(variance)
    assert df == 0


@pytest.mark.parametrize("variances", [[0.1], [-0.1] * SIDE**2])
def test_error_variances_that_do_not_fit_are_refused(variances):
    fit, _ = country(0.5)
    with pytest.raises(SeriesError, match="error variances"):
        corrected_slope(fit, "x", ErrorVariance(np.array(variances), 10))
