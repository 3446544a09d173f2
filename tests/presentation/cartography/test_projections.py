"""Projections: areas stay areas, distances are true where they should be."""

from itertools import pairwise

import numpy as np
import pytest

from workbench.presentation.cartography.projections import EARTH_KM, Azimuthal, EqualEarth

SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]])


def area(ring):
    x, y = ring.T
    return abs(float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))) / 2


def on_sphere(west, south, east, north):
    """Area between two meridians and two parallels. [km2]"""
    height = np.sin(np.radians(north)) - np.sin(np.radians(south))
    return EARTH_KM**2 * np.radians(east - west) * height


@pytest.mark.parametrize("projection", [Azimuthal(10, 50), EqualEarth(10)])
@pytest.mark.parametrize("corner", [(0, 0), (15, 60), (25, 40)])
def test_areas_are_true_everywhere(projection, corner):
    steps = np.linspace(0, 1, 50)[:, None]
    dense = np.concatenate([a + steps * (b - a) for a, b in pairwise(SQUARE)])
    west, south = corner
    expected = on_sphere(west, south, west + 1, south + 1)
    assert area(projection.to_km(dense + corner)) == pytest.approx(expected, rel=1e-3)


def test_distances_from_the_centre_of_a_country_are_true():
    there = Azimuthal(20, 60).to_km(np.array([[20.0, 61.0]]))
    degree = np.radians(1) * EARTH_KM
    assert there[0] == pytest.approx([0, degree], abs=0.01)


def test_east_is_to_the_right_and_across_the_date_line_too():
    km = Azimuthal(179, -18).to_km(np.array([[178.0, -18.0], [-179.0, -18.0], [181.0, -18.0]]))
    assert km[0, 0] < 0 < km[1, 0]
    assert km[1] == pytest.approx(km[2])


def test_the_way_back_gives_the_position():
    degrees = np.array([[25.0, 71.0], [5.0, 58.0], [15.0, 64.0]])
    projection = Azimuthal(15, 64)
    assert projection.to_degrees(projection.to_km(degrees)) == pytest.approx(degrees)


def test_equal_earth_has_the_published_proportions():
    ends = EqualEarth(0).to_km(np.array([[180.0, 0.0], [0.0, 90.0]]))
    assert ends[0, 0] / ends[1, 1] == pytest.approx(2.05458, abs=1e-4)  # of the paper
