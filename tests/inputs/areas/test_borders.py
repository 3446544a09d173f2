import json
import re

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.path import Path as Outline
from shapely import MultiPolygon, Point, Polygon, box

from workbench.errors import InputError
from workbench.inputs.areas.borders import (
    holding,
    in_degrees,
    read_border,
    sound,
    stored_borders,
    system_of_number,
    touching,
)

SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
HOLE = [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]
METRES, DEGREES = 25832, 4326
METRE = 1 / 111_195  # of a degree


def drawn(system=METRES, **borders):
    return gpd.GeoSeries(borders, crs=system)


def test_touching_borders_without_a_common_corner_are_neighbours():
    upright, lying = box(0, 0, 2, 3), box(2, 1, 5, 2)
    assert touching(drawn(a=upright, b=lying)) == [("a", "b"), ("b", "a")]


def test_a_corner_is_enough_to_touch():
    assert touching(drawn(a=box(0, 0, 4, 4), b=box(4, 4, 6, 6), c=box(9, 9, 10, 10))) == [
        ("a", "b"),
        ("b", "a"),
    ]


@pytest.mark.parametrize("system", [METRES, DEGREES, 2263])
@pytest.mark.parametrize(("gap_m", "n_links"), [(0.9, 2), (1.1, 0)])
def test_borders_that_were_drawn_a_little_apart_touch(system, gap_m, n_links):
    unit_m = {METRES: 1.0, DEGREES: 1 / METRE, 2263: 0.3048006096}[system]
    north = box(0, 1 + gap_m / unit_m, 1, 9)
    assert len(touching(drawn(system, a=box(0, 0, 1, 1), b=north))) == n_links


def test_areas_on_both_sides_of_180_degrees_are_neighbours():
    west, east = box(-180, -18, -179, -16), box(178, -17, 180, -15)
    assert touching(drawn(DEGREES, a=west, b=east)) == [("a", "b"), ("b", "a")]


def test_no_area_has_no_neighbour():
    assert touching(drawn()) == []


def test_points_are_in_the_areas_that_matplotlib_finds_them_in():
    angles = np.arange(10) * 2 * np.pi / 10
    radii = np.where(np.arange(10) % 2, 40.0, 100.0)
    star = np.column_stack([radii * np.cos(angles), radii * np.sin(angles)])
    points = np.random.default_rng(1).uniform(-100, 100, (2000, 2))
    points = points[shapely.distance(shapely.LinearRing(star), shapely.points(points)) > 1]
    found = holding(drawn(star=Polygon(star)), points)
    assert [bool(areas) for areas in found] == Outline(star).contains_points(points).tolist()


def test_a_point_in_a_hole_is_in_no_area_and_one_where_areas_overlap_in_both():
    borders = drawn(DEGREES, b=box(0, 0, 1, 1), a=Polygon(SQUARE, [HOLE]))
    points = np.array([[3, 3], [1, 3], [0.9, 0.5], [9, 9], [np.nan, 1]])
    assert holding(borders, points) == [[], ["a"], ["a", "b"], [], []]


def test_a_point_on_a_common_border_is_in_the_first_area_by_name():
    borders = drawn(DEGREES, b=box(0, 0, 1, 1), a=box(1, 0, 2, 1))
    beside = [2 + METRE / 2, 0.5]
    assert holding(borders, np.array([[1, 0.5], beside, [2.1, 0.5]])) == [["a"], ["a"], []]


def test_a_sound_border_stays_as_it_is_without_heights():
    border, wrong = sound(Polygon([(*point, 9) for point in SQUARE]))
    assert (border.wkt, wrong) == (Polygon(SQUARE).wkt, "")


def test_a_ring_that_crosses_itself_is_refused_with_where():
    bow = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    with pytest.raises(InputError, match=r"itself or overlaps \(Self-intersection at 1 1\)"):
        sound(bow)


def test_parts_that_overlap_are_refused():
    with pytest.raises(InputError, match="crosses itself or overlaps"):
        sound(MultiPolygon([box(0, 0, 4, 4), box(1, 1, 3, 3)]))


def test_a_small_lobe_is_kept_and_how_much_it_changes_is_said():
    # Squares of 100 by 100 and 10 by 10 that a ring goes round in opposite ways: 9900 by its
    # signs, and 10100 in truth, which is 1.98 % more.
    ring = [(0, 0), (100, 0), (100, 100), (110, 100), (110, 110), (100, 110), (100, 100), (0, 100)]
    lobe = [(0, 0), (100, 0), (100, 100), (100, 110), (110, 110), (110, 100), (100, 100), (0, 100)]
    assert sound(Polygon(ring))[1] == "Ring Self-intersection at 100 100"
    border, wrong = sound(Polygon(lobe))
    assert border.area == 10_100
    assert wrong == "Ring Self-intersection at 100 100, 1.98% of the area"


def test_a_crossing_that_changes_no_area_is_mended():
    spike = Polygon([(0, 0), (4, 0), (9, 0), (4, 0), (4, 4), (0, 4)])
    border, wrong = sound(spike)
    assert (border.area, border.is_valid) == (16, True)
    assert "at " in wrong


@pytest.mark.parametrize(
    ("border", "message"),
    [
        (Point(1, 1), "not 'Point'"),
        (Polygon([(0, 0), (2, 0), (0, 0), (2, 0)]), "encloses no area"),
        (Polygon(), "encloses no area"),
    ],
)
def test_what_encloses_nothing_is_refused(border, message):
    with pytest.raises(InputError, match=message):
        sound(border)


def test_a_projected_border_is_told_in_degrees():
    # The northing of 45 degrees on the central meridian, from the length of the meridian.
    northing = 4984944.378 * 0.9996
    (told,) = in_degrees(drawn(a=box(500000, northing - 1, 500001, northing)))
    assert told.bounds[0] == pytest.approx(9, abs=1e-8)
    assert told.bounds[3] == pytest.approx(45, abs=1e-8)


def test_degrees_stay_as_they_are_in_either_order_of_axes():
    border = box(0.1, 0.2, 1 / 3, 1)
    for system in (DEGREES, "OGC:CRS84"):
        assert in_degrees(drawn(system, a=border)).to_list() == [border]


def test_an_area_across_180_degrees_is_parted_there():
    fiji = drawn(3460, a=box(2_000_000, 4_000_000, 2_300_000, 4_100_000))
    (told,) = in_degrees(fiji)
    assert told.geom_type == "MultiPolygon"
    assert (told.bounds[0], told.bounds[2]) == (-180, 180)
    assert told.area == pytest.approx(2.6, abs=0.1)  # 300 km by 100 km in the tropics


def test_borders_of_a_store_are_in_degrees_whatever_system_they_were_kept_in():
    areas = pd.DataFrame(
        {
            "area_id": ["a", "b"],
            "epsg": ["EPSG:32631", None],
            "geometry": [shapely.to_geojson(box(500000, 0, 600000, 1000)), square_text()],
        }
    )
    told = stored_borders(areas)
    assert told["a"].bounds == pytest.approx((3, 0, 3.9, 0.01), abs=0.01)
    assert told["b"].bounds == (0, 0, 4, 4)


def test_a_border_of_a_store_that_crosses_itself_encloses_what_its_rings_do():
    text = json.dumps({"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2]]]})
    areas = pd.DataFrame({"area_id": ["a"], "epsg": [None], "geometry": [text]})
    assert stored_borders(areas)["a"].area == 2


def square_text():
    return json.dumps({"type": "Polygon", "coordinates": [SQUARE]})


def test_an_open_ring_is_closed_and_heights_are_left_out():
    read = read_border({"type": "Polygon", "coordinates": [[[0, 0, 7], [4, 0, 7], [4, 4, 7]]]})
    assert read.wkt == "POLYGON ((0 0, 4 0, 4 4, 0 0))"


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        ({"type": "Point", "coordinates": [1, 2]}, "not 'Point'"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "three or more points"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1], [1, 1]]]}, "three or more points"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, "x"], [1, 1]]]}, "three or more"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, np.nan], [1, 1]]]}, "three or more"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 10**400], [1, 1]]]}, "three or more"),
        ({"type": "MultiPolygon", "coordinates": []}, "at least one ring"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "three or more points"),
        ({"type": "Polygon", "coordinates": [[{}, 1, 2]]}, "three or more points"),
        ({"type": "Polygon", "coordinates": 3}, "three or more points"),
        ({"type": "Polygon"}, "at least one ring"),
        (3, "not 'int'"),
        ("[" * 100_000, "a geometry of GeoJSON"),
        ("POLYGON ((0 0))", "a geometry of GeoJSON"),
    ],
)
def test_what_is_no_border_is_refused(geometry, message):
    with pytest.raises(InputError, match=re.escape(message)):
        read_border(geometry)


@pytest.mark.parametrize("given", ["99999999", "grid", "EPSG:"])
def test_a_number_that_no_system_has_is_refused(given):
    with pytest.raises(InputError, match=f"epsg '{given}' is no number of a system"):
        system_of_number(given)
