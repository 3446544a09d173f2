"""Outlines of countries: the file is read right, and each country has the parts that it should."""

import json

import numpy as np
import pytest

from workbench.vocabulary import outlines, places

# Two squares side by side, 10 degrees each: A west of longitude 10, B east of it
SQUARES = {
    "type": "Topology",
    "transform": {"scale": [10, 10], "translate": [0, 0]},
    "arcs": [
        [[1, 0], [0, 1]],  # their border, northward
        [[1, 1], [-1, 0], [0, -1], [1, 0]],  # the rest of A
        [[1, 0], [1, 0], [0, 1], [-1, 0]],  # the rest of B
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "MultiPolygon", "properties": {"a3": "A"}, "arcs": [[[0, 1]]]},
                {"type": "Polygon", "properties": {"a3": "B"}, "arcs": [[2, -1]]},
            ],
        }
    },
}
NOT_DRAWN = {"ATA", "BVT", "GIB", "UMI"}  # around a pole, or too small for 1:50 million


@pytest.fixture
def squares():
    return outlines.read_topology(json.dumps(SQUARES))


def area(ring):
    """Area of a ring, positive where it runs against the clock."""
    x, y = ring.T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2


def test_steps_add_up_to_degrees_and_arcs_meet_in_one_point(squares):
    ((ring,),) = squares.polygons(["A"])
    assert ring.tolist() == [[10, 0], [10, 10], [0, 10], [0, 0], [10, 0]]


def test_an_arc_with_a_negative_number_runs_backwards(squares):
    ((ring,),) = squares.polygons(["B"])
    assert ring.tolist() == [[10, 0], [20, 0], [20, 10], [10, 10], [10, 0]]


def test_two_shapes_as_one_have_no_border_between_them(squares):
    ((ring,),) = squares.polygons(["A", "B"])
    assert abs(area(ring)) == 200
    inner = [10.0, 5.0]
    assert inner not in ring.tolist()
    assert len(ring) == 7


def test_all_countries_but_the_smallest_have_an_outline():
    real = set(places.members(places.WORLD))
    assert real - {*outlines.codes()} == NOT_DRAWN
    assert {*outlines.codes()} - real == {"KAS", "XKX"}


def test_a_fictional_country_has_none():
    assert outlines.outline("XAA") == ()


def test_every_ring_is_closed_and_on_earth():
    for code in outlines.codes():
        assert outlines.outline(code), code
        for polygon in outlines.outline(code):
            for ring in polygon:
                assert ring[0].tolist() == ring[-1].tolist()
                assert np.all(np.abs(ring) <= [360, 84])


@pytest.mark.parametrize(("whole", "place"), [("SOM", (44.0, 9.6)), ("CYP", (33.3, 35.3))])
def test_a_part_that_no_code_is_given_to_is_drawn_with_its_country(whole, place):
    west, south = np.min([ring[0].min(axis=0) for ring in outlines.outline(whole)], axis=0)
    east, north = np.max([ring[0].max(axis=0) for ring in outlines.outline(whole)], axis=0)
    assert west < place[0] < east
    assert south < place[1] < north
    assert len(outlines.outline(whole)) == 1  # and no border is drawn between the two


def test_an_overseas_territory_is_part_of_its_state_and_has_an_outline_of_its_own():
    (guiana,) = outlines.outline("GUF")
    assert any(guiana[0].tolist() == polygon[0].tolist() for polygon in outlines.outline("FRA"))


def test_a_country_within_another_is_a_hole_of_it():
    with_hole = next(polygon for polygon in outlines.outline("ZAF") if len(polygon) > 1)
    (lesotho,) = outlines.outline("LSO")
    assert abs(area(with_hole[1])) == pytest.approx(abs(area(lesotho[0])))


@pytest.mark.parametrize("code", ["RUS", "FJI"])
def test_a_part_across_the_date_line_is_not_torn(code):
    for polygon in outlines.outline(code):
        assert np.abs(np.diff(polygon[0][:, 0])).max() < 180
    east = max(polygon[0][:, 0].max() for polygon in outlines.outline(code))
    assert east > 180


def test_svalbard_and_jan_mayen_are_one_territory():
    south = sorted(polygon[0][:, 1].min() for polygon in outlines.outline("SJM"))
    assert south[0] == pytest.approx(70.8, abs=0.1)
    assert south[1] == pytest.approx(74.4, abs=0.1)
