import re

import numpy as np
import pytest
from matplotlib.path import Path as Outline

from workbench.errors import InputError
from workbench.inputs.health.borders import centroid, holding, read_border, touching

SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
HOLE = [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]


def polygon(*rings):
    return read_border({"type": "Polygon", "coordinates": list(rings)})


def test_the_centroid_of_a_square_without_its_corner_is_that_of_three_smaller_squares():
    # Squares of side 2 with their centres at (1, 1), (3, 1) and (1, 3): their mean is 5/3.
    assert centroid(polygon(SQUARE, HOLE)) == pytest.approx((5 / 3, 5 / 3), abs=1e-12)


def test_the_way_round_does_not_matter():
    assert centroid(polygon(SQUARE[::-1])) == centroid(polygon(SQUARE)) == (2.0, 2.0)


def test_an_area_of_two_parts_has_the_centroid_of_both():
    # A square of side 4 around (2, 2) and one of side 2 around (9, 1): areas 16 and 4.
    small = [[8, 0], [10, 0], [10, 2], [8, 2], [8, 0]]
    border = read_border({"type": "MultiPolygon", "coordinates": [[SQUARE], [small]]})
    assert centroid(border) == pytest.approx(((16 * 2 + 4 * 9) / 20, (16 * 2 + 4 * 1) / 20))


def test_a_shift_moves_the_centroid_by_as_much():
    far = [[x + 5e5, y + 4.6e6] for x, y in SQUARE]
    assert centroid(polygon(far, [[x + 5e5, y + 4.6e6] for x, y in HOLE])) == pytest.approx(
        (5e5 + 5 / 3, 4.6e6 + 5 / 3), abs=1e-6
    )


def test_a_line_there_and_back_has_the_middle_of_its_points():
    assert centroid(polygon([[0, 0], [2, 0], [0, 0]])) == pytest.approx((2 / 3, 0))


def test_a_corner_is_enough_to_touch_and_a_point_between_corners_is_not():
    beside = polygon([[4, 4], [6, 4], [6, 6], [4, 4]])
    under = polygon([[1, 0], [3, 0], [2, -1], [1, 0]])
    borders = {"a": polygon(SQUARE), "b": beside, "c": under}
    assert touching(borders, 7) == [("a", "b"), ("b", "a")]


def test_points_are_in_the_areas_that_matplotlib_finds_them_in():
    angles = np.arange(10) * 2 * np.pi / 10
    radii = np.where(np.arange(10) % 2, 0.4, 1.0)
    star = np.column_stack([radii * np.cos(angles), radii * np.sin(angles)])
    points = np.random.default_rng(1).uniform(-1, 1, (2000, 2))
    found = holding({"star": polygon([*star.tolist(), star[0].tolist()])}, points)
    assert [bool(areas) for areas in found] == Outline(star).contains_points(points).tolist()


def test_a_point_in_a_hole_is_in_no_area_and_one_where_areas_overlap_in_both():
    borders = {"a": polygon(SQUARE, HOLE), "b": polygon([[0, 0], [1, 0], [1, 1], [0, 0]])}
    points = np.array([[3, 3], [1, 3], [0.9, 0.5], [9, 9], [np.nan, 1]])
    assert holding(borders, points) == [[], ["a"], ["a", "b"], [], []]


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        ({"type": "Point", "coordinates": [1, 2]}, "not 'Point'"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "three or more points"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1], [1, 1]]]}, "three or more points"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, "x"], [1, 1]]]}, "three or more"),
        ({"type": "MultiPolygon", "coordinates": []}, "at least one ring"),
        ({"type": "Polygon", "coordinates": [[{}, 1, 2]]}, "three or more points"),
        ({"type": "Polygon", "coordinates": 3}, "three or more points"),
        ({"type": "Polygon"}, "at least one ring"),
    ],
)
def test_what_is_no_border_is_refused(geometry, message):
    with pytest.raises(InputError, match=re.escape(message)):
        read_border(geometry)
