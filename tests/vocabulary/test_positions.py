"""Rounding of positions: at least so wide a cell everywhere, and no finer number than that."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.vocabulary.positions import KM_PER_DEGREE, rounded

LONGITUDES = st.floats(-180, 180)
LATITUDES = st.floats(-90, 90)


@given(LONGITUDES, LATITUDES, st.sampled_from([0.1, 1.0, 3.0, 10.0, 50.0]))
def test_rounding_twice_changes_nothing(longitude, latitude, to_km):
    once = rounded(longitude, latitude, to_km)
    assert rounded(*once, to_km) == once
    assert abs(once[0]) <= 180
    assert abs(once[1]) <= 90


@given(LONGITUDES, st.floats(-80, 80))
def test_a_position_moves_at_most_half_a_cell_of_two_and_a_half_kilometres(longitude, latitude):
    east, north = rounded(longitude, latitude)
    per_degree = KM_PER_DEGREE * math.cos(math.radians(north))
    assert abs(north - latitude) * KM_PER_DEGREE <= 1.25
    assert abs(east - longitude) * per_degree <= 1.25


@pytest.mark.parametrize("latitude", [0.0, 50.0, 60.0, 80.0])
def test_a_cell_is_a_kilometre_wide_on_every_parallel(latitude):
    per_degree = KM_PER_DEGREE * math.cos(math.radians(latitude))
    cells = {rounded(10 + east / 10 / per_degree, latitude) for east in range(-50, 50)}
    assert 3 <= len(cells) <= 11  # of ten kilometres


def test_a_wide_cell_at_the_date_line_does_not_reach_beyond_it():
    assert rounded(180.0, 89.8, 10) == (180.0, 89.8)


def test_at_the_pole_there_is_one_place():
    assert rounded(123.4, 90.0) == rounded(-50.0, 90.0) == (0.0, 90.0)
