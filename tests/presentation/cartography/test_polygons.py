"""Cutting and simplifying of shapes: what is seen stays, within what can be seen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.presentation.cartography.polygons import clipped, simplified, size

TOLERANCE = 0.5


def ring_of(*points):
    return np.array([*points, points[0]], dtype=float)


def area(ring):
    x, y = ring.T
    return abs(float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))) / 2


def wobbly(n=400):
    """A circle of radius 100 whose edge wobbles by a fifth of a point."""
    angles = np.linspace(0, 2 * np.pi, n)
    radius = 100 + 0.2 * np.cos(37 * angles)
    ring = np.column_stack([radius * np.cos(angles), radius * np.sin(angles)])
    return np.concatenate([ring[:-1], ring[:1]])


def test_half_a_square_in_the_frame_is_half_a_square():
    cut = clipped(ring_of((-5, 2), (5, 2), (5, 8), (-5, 8)), 10, 10)
    assert area(cut) == 30
    assert cut.min(axis=0).tolist() == [0, 2]
    assert cut[0].tolist() == cut[-1].tolist()


def test_a_shape_around_the_frame_fills_it():
    assert area(clipped(ring_of((-9, -9), (30, -9), (30, 30), (-9, 30)), 10, 20)) == 200


def test_what_is_outside_is_gone_and_what_is_inside_stays():
    assert len(clipped(ring_of((20, 0), (30, 0), (30, 9)), 10, 10)) == 0
    inside = ring_of((1, 1), (9, 1), (5, 9))
    assert clipped(inside, 10, 10).tolist() == inside.tolist()


def test_simplifying_keeps_ends_and_area_and_leaves_out_most_points():
    ring = wobbly()
    less = simplified(ring, TOLERANCE)
    assert less[[0, -1]].tolist() == ring[[0, -1]].tolist()
    assert len(less) < len(ring) / 5
    around = 2 * np.pi * 100
    assert area(less) == pytest.approx(area(ring), abs=TOLERANCE * around)


def test_no_point_that_is_left_out_is_further_than_the_tolerance():
    ring = wobbly()
    less = simplified(ring, TOLERANCE)
    for point in ring:
        starts, along = less[:-1], np.diff(less, axis=0)
        share = np.clip(((point - starts) * along).sum(1) / (along**2).sum(1), 0, 1)
        assert np.hypot(*(point - starts - share[:, None] * along).T).min() <= TOLERANCE


def test_a_bend_that_can_be_seen_stays():
    line = np.array([[0.0, 0.0], [5.0, 0.6], [10.0, 0.0]])
    assert len(simplified(line, TOLERANCE)) == 3
    assert len(simplified(line * [1, 0.5], TOLERANCE)) == 2


def test_a_small_ring_stays_a_ring():
    assert len(simplified(ring_of((0, 0), (0.2, 0), (0.2, 0.2)), TOLERANCE)) == 3


@given(st.lists(st.tuples(st.floats(-99, 99), st.floats(-99, 99)), min_size=1, max_size=30))
def test_any_line_keeps_its_ends(points):
    line = np.array(points)
    less = simplified(line, TOLERANCE)
    assert less[[0, -1]].tolist() == line[[0, -1]].tolist()


def test_an_atoll_that_is_a_single_point_has_no_size():
    assert size(np.array([[3.0, 4.0], [3.0, 4.0]])) == 0
    assert size(ring_of((0, 0), (4, 1), (0, 1))) == 4
