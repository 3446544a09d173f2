"""What a map shows of the Earth: the country, its far parts with data, and its sites."""

import numpy as np
import pytest

from workbench.presentation.cartography.map_frames import (
    ABOVE,
    BESIDE,
    LEAST_KM,
    LEAST_MARGIN,
    MOST_INSETS,
    NOWHERE,
    planned,
)
from workbench.vocabulary.outlines import outline
from workbench.vocabulary.places import WORLD, members

GUIANA, REUNION, GUADELOUPE, PARIS = (-53.0, 4.0), (55.5, -21.1), (-61.4, 16.2), (2.3, 48.9)


def plan_of(code, *positions):
    return planned(outline(code), np.array(positions, dtype=float).reshape(-1, 2))


def test_a_country_without_sites_is_shown_as_it_is():
    plan = plan_of("KEN")
    assert plan.insets == ()
    assert plan.zoom is None
    assert plan.main.holds(outline("KEN")[0][0]).all()


def test_a_far_part_with_a_site_gets_an_inset_and_those_without_are_counted():
    plan = plan_of("FRA", PARIS, GUIANA)
    assert len(plan.insets) == 1
    assert plan.insets[0].holds(np.array([GUIANA]))[0]
    assert plan.n_parts == 3  # Guadeloupe with Martinique, Reunion, Mayotte
    assert plan.shown.all()


def test_a_site_that_is_nowhere_near_is_not_shown_and_makes_no_inset():
    plan = plan_of("FRA", PARIS, (0.0, 0.0))
    assert plan.shown.tolist() == [True, False]
    assert plan.insets == ()


def test_wrong_sites_make_no_map_of_the_world_of_a_country():
    wrong = [(float(east), 0.0) for east in (-140, -90, -40, 0)]
    assert plan_of("RUS", *wrong).main == plan_of("RUS").main


def test_sites_off_the_coast_are_on_the_map():
    plan = plan_of("EST", (23.0, 58.0), (21.0, 58.5))
    assert plan.shown.all()
    assert plan.insets == ()


def test_far_parts_beyond_the_fourth_are_counted_and_their_sites_not_shown():
    islands = [(east, 0.0) for east in (100.0, 110.0, 120.0, 130.0, 140.0)]
    land = [(np.array([(0, 0), (9, 0), (9, 9), (0, 9), (0, 0)], dtype=float),)]
    land += [(np.array([(e, 0), (e + 1, 0), (e, 1), (e, 0)], dtype=float),) for e, _ in islands]
    plan = planned(land, np.array(islands))
    assert len(plan.insets) == MOST_INSETS
    assert plan.n_parts == 1
    assert plan.shown.sum() == MOST_INSETS


def test_sites_that_would_cover_each_other_are_shown_larger_too():
    plan = plan_of("USA", (-71.73, 43.94), (-71.70, 43.95))
    assert plan.zoom is not None
    assert plan.zoom.km_per_point < plan.main.km_per_point / 40
    assert plan.zoom.holds(np.array([[-71.73, 43.94], [-71.70, 43.95]])).all()
    assert plan_of("USA", (-71.73, 43.94)).zoom is None  # a single one covers none
    assert plan_of("USA", (-71.73, 43.94), (-120.0, 40.0)).zoom is None


def test_without_an_outline_the_map_is_around_its_sites():
    plan = planned((), np.array([(10.0, 50.0), (12.0, 51.0)]))
    assert plan.shown.all()
    west, south, east, north = plan.main.box
    assert (west < 10, south < 50, east > 12, north > 51) == (True,) * 4


@pytest.mark.parametrize("code", ["FRA", "PRT", "USA"])
def test_no_mark_is_cut_by_the_edge_of_its_frame(code):
    corners = np.concatenate([polygon[0] for polygon in outline(code)])
    plan = planned(outline(code), corners)
    for frame in plan.frames:
        points = frame.to_points(corners[frame.holds(corners)])
        assert points.min() >= LEAST_MARGIN - 1e-6 or len(points) == 0
        assert ([frame.width, frame.height] - points).min() >= LEAST_MARGIN - 1e-6


@pytest.mark.parametrize("n", [1, 30])
def test_sites_in_one_place_are_not_pulled_apart(n):
    plan = planned((), np.array([(10.0, 50.0)] * n))
    assert plan.main.width * plan.main.km_per_point >= LEAST_KM
    assert plan.shown.all()


def test_sites_across_the_date_line_are_on_one_map():
    plan = planned((), np.array([(179.5, -17.0), (-179.5, -17.5)]))
    assert plan.main.width * plan.main.km_per_point < 500
    assert plan.shown.all()


def test_the_world_has_no_inset_and_no_scale():
    plan = planned([polygon for code in members(WORLD) for polygon in outline(code)], NOWHERE)
    assert plan.main.is_world
    assert plan.insets == ()
    assert plan.main.width == ABOVE.width


@pytest.mark.parametrize(("code", "room"), [("CHL", BESIDE), ("KEN", BESIDE), ("RUS", ABOVE)])
def test_a_tall_country_has_its_legend_beside_it_and_a_wide_one_below(code, room):
    main = plan_of(code).main
    assert main.width == room.width
    assert room.least <= main.height <= room.most


@pytest.mark.parametrize("code", ["KEN", "RUS", "FJI", "NOR", "CHL"])
def test_the_box_of_a_frame_holds_its_corners(code):
    frame = plan_of(code).main
    west, south, east, north = frame.box
    corners = np.array([[0, 0], [frame.width, 0], [0, frame.height], [frame.width, frame.height]])
    km = corners * frame.km_per_point + [frame.west_km, frame.south_km]
    degrees = frame.projection.to_degrees(km)
    assert (degrees[:, 0] >= west - 1e-6).all()
    assert (degrees[:, 0] <= east + 1e-6).all()
    assert (degrees[:, 1] >= south - 1e-6).all()
    assert (degrees[:, 1] <= north + 1e-6).all()


def test_a_frame_around_a_pole_reaches_all_around_and_up_to_it():
    plan = planned((), np.array([(0, 88), (90, 88), (180, 88), (-90, 88)], dtype=float))
    west, south, east, north = plan.main.box
    assert east - west == 360
    assert north == 90
    assert south < 88
