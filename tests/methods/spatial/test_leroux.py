"""A random effect in part spatial: against the model without one, and on maps of known truth."""

import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.rates.rate_data import rate_data
from workbench.methods.rates.rate_models import poisson
from workbench.methods.spatial.leroux import poisson_leroux
from workbench.methods.spatial.neighbours import neighbours
from workbench.methods.spatial.random_effect import (
    poisson_spatial_plus,
    poisson_with_surface,
    surface_of_neighbours,
)

SIDE, TRUTH = 9, 0.1
IDS = list(range(SIDE**2))
LINKS = [
    *((place, place + 1) for place in IDS if place % SIDE < SIDE - 1),
    *((place, place + SIDE) for place in IDS if place < SIDE * (SIDE - 1)),
]
AREAS = neighbours(IDS, LINKS)
EAST, NORTH = np.divmod(np.arange(SIDE**2), SIDE)
SMOOTH = np.sin(EAST / 2) + np.cos(NORTH / 3)


def a_country(seed, *, smooth=0.0, alone=0.0, smooth_exposure=0.0):
    """Cases of areas with a known slope, and what varies smoothly and in each area alone."""
    random = np.random.default_rng(seed)
    exposure = random.normal(size=SIDE**2) + smooth_exposure * SMOOTH
    logs = TRUTH * exposure + smooth * SMOOTH + alone * random.normal(size=SIDE**2)
    expected = random.uniform(60, 140, SIDE**2)
    return rate_data(random.poisson(expected * np.exp(logs)), expected, {"x": exposure})


def test_without_any_variation_left_it_is_the_poisson_model():
    data = a_country(1)
    plain, found = poisson(data), poisson_leroux(data, AREAS)
    assert found.estimates == pytest.approx(plain.estimates, abs=0.005)
    assert found.variance < 0.01


def test_the_spatial_share_tells_smooth_variation_from_that_of_each_area():
    smooth = poisson_leroux(a_country(2, smooth=0.4), AREAS).share
    alone = poisson_leroux(a_country(2, alone=0.4), AREAS).share
    assert (alone < 0.4, smooth > 0.7) == (True, True)


def test_its_limits_hold_the_truth_as_often_as_they_say():
    found = [poisson_leroux(a_country(seed, smooth=0.2, alone=0.1), AREAS) for seed in range(20)]
    slopes = [one.coefficient("x") for one in found]
    assert np.mean([one.estimate for one in slopes]) == pytest.approx(TRUTH, abs=0.012)
    assert sum(one.lower <= TRUTH <= one.upper for one in slopes) >= 17


def test_spatial_plus_is_nearer_where_exposure_and_rate_are_smooth_alike():
    data = [a_country(seed, smooth=0.2, smooth_exposure=1.0) for seed in range(20)]
    surface = surface_of_neighbours(AREAS)
    beside = [poisson_with_surface(one, surface).coefficient("x").estimate for one in data]
    plus = [poisson_spatial_plus(one, surface, "x").coefficient("x").estimate for one in data]
    assert abs(np.mean(plus) - TRUTH) < abs(np.mean(beside) - TRUTH)
    assert np.mean(plus) == pytest.approx(TRUTH, abs=0.015)


def test_links_of_other_areas_are_refused():
    with pytest.raises(SeriesError, match=re.escape("The links are of 2 areas, the counts 81.")):
        poisson_leroux(a_country(1), neighbours(["A", "B"], [("A", "B")]))
    surface = surface_of_neighbours(neighbours("ABCD", [("A", "B"), ("C", "D")]))
    with pytest.raises(SeriesError, match=re.escape("The surface is of 4 areas")):
        poisson_spatial_plus(a_country(1), surface, "x")
