"""Which parts of a country its map shows, and which would need an inset."""

import numpy as np
import pytest

from workbench.presentation.cartography.groups import covers, gap_km, grouped, main_box
from workbench.presentation.cartography.longitudes import brought_together, middle, span
from workbench.vocabulary.outlines import outline


def square(west, south, width):
    steps = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    return (np.array([(west + width * x, south + width * y) for x, y in steps], dtype=float),)


def far_of(code):
    """Boxes of the parts that the map of a country does not show."""
    polygons = outline(code)
    groups = grouped(brought_together(polygons, middle(map(span, polygons))))
    box = main_box(groups)
    return [one.box for one in groups if not covers(box, one.box)]


def test_islands_near_each_other_are_a_group_and_the_largest_comes_first():
    groups = grouped([square(0, 0, 1), square(2, 0, 1), square(30, 0, 4)])
    assert [len(one.polygons) for one in groups] == [1, 2]
    assert groups[1].box == (0, 0, 3, 1)


def test_an_island_that_is_near_for_a_large_country_is_far_for_a_small_one():
    assert len(grouped([square(0, 0, 40), square(43, 0, 1)])) == 1
    assert len(grouped([square(0, 0, 4), square(7, 0, 1)])) == 2


def test_a_chain_of_islands_holds_together():
    (chain,) = grouped([square(east, 0, 0.1) for east in range(20)])
    assert len(chain.polygons) == 20


def test_most_of_the_land_is_on_the_map():
    halves = grouped([square(0, 0, 5), square(40, 0, 5)])
    assert main_box(halves) == (0, 0, 45, 5)


def test_a_small_part_is_on_the_map_where_that_costs_little():
    beside, below = square(11, 4, 0.5), square(0, -12, 1)
    assert main_box(grouped([square(0, 0, 9), beside])) == (0, 0, 11.5, 9)
    assert main_box(grouped([square(0, 0, 9), below])) == (0, 0, 9, 9)


def test_a_small_part_far_off_is_not_even_where_a_tall_map_has_room_for_it():
    tall = (np.array([(0, 0), (4, 0), (4, 40), (0, 40), (0, 0)], dtype=float),)
    assert main_box(grouped([tall, square(30, 20, 1)])) == (0, 0, 4, 40)


@pytest.mark.parametrize("code", ["KEN", "GRC", "IDN", "RUS", "GBR", "YEM"])
def test_the_map_of_a_compact_country_shows_all_of_it(code):
    assert far_of(code) == []


@pytest.mark.parametrize(
    ("code", "position"),
    [
        ("USA", (-150, 65)), ("USA", (-156, 20)), ("FRA", (-53, 4)), ("FRA", (55.5, -21)),
        ("ESP", (-15.5, 28)), ("NOR", (16, 78)), ("ECU", (-91, -0.5)), ("CHL", (-109, -27)),
    ],
)  # fmt: skip
def test_what_lies_far_off_is_not_on_the_main_map(code, position):
    assert any(gap_km(box, *position) < 100 for box in far_of(code))


def test_a_distance_is_worked_out_on_the_parallel():
    assert gap_km((0, 59, 1, 61), 2, 60) == pytest.approx(111.195 / 2)
    assert gap_km((0, 59, 1, 61), 0.5, 60) == 0
    assert gap_km((0, 59, 1, 61), 0.5, 62) == pytest.approx(111.195)
