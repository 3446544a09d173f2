"""Maps as pictures: what is on them, in which marks, how large the file, and what they say."""

import re
from itertools import combinations

import numpy as np
import pytest
from matplotlib.patches import PathPatch, Rectangle

from workbench.errors import ReportError
from workbench.presentation import charts, mapped
from workbench.presentation.cartography.map_frames import about
from workbench.presentation.charts.maps import Area, Map, Point, PointKind
from workbench.presentation.html import picture
from workbench.presentation.style import FILLS, INK, NO_DATA, QUIET, Mark
from workbench.vocabulary.outlines import outline
from workbench.vocabulary.places import WORLD, members
from workbench.words.wording import words_of

ABOVE = PointKind("above a threshold", Mark("#9a3412", "^", filled=True))
KEPT = PointKind("not above any threshold", Mark("#00558b", "o", filled=True))
OPEN = PointKind("cannot be judged", Mark(QUIET, "s", filled=False))
KINDS = (ABOVE, KEPT, OPEN)
MOST_BYTES = 150_000


def labels():
    return mapped.labels(words_of(), legend="Sites")


def drawn(map_):
    return charts.maps.draw(map_, labels())


def svg_of(map_):
    return picture(drawn(map_), alt="A map.", caption="A map.").svg


def texts(figure):
    found = [text.get_text() for text in figure.texts]
    found += [text.get_text() for text in figure.legends[0].get_texts()]
    for axes in figure.axes:
        found += [text.get_text() for text in axes.texts]
        found += [tick.get_text() for tick in (*axes.get_xticklabels(), *axes.get_yticklabels())]
    return found


def marks(axes, mark):
    """Number of sites that are marked so."""
    lines = [one for one in axes.get_lines() if one.get_marker() == mark.marker]
    return sum(len(one.get_xdata()) for one in lines)


def scattered(code, n=300):
    """Positions in the box of the largest part of a country."""
    rng = np.random.default_rng(1)
    largest = max((polygon[0] for polygon in outline(code)), key=len)
    low, high = largest.min(axis=0), largest.max(axis=0)
    places = low + rng.random((n, 2)) * (high - low)
    return [
        Point((east + 180) % 360 - 180, north, place % len(KINDS))
        for place, (east, north) in enumerate(places.tolist())
    ]


def test_sites_are_marked_by_their_kind_and_counted_in_the_legend():
    points = [Point(37.0, 0.0, 0), Point(38.0, 1.0, 1), Point(36.5, -1.0, 1)]
    figure = drawn(Map(["KEN"], KINDS, points))
    (axes,) = figure.axes
    assert [marks(axes, kind.look) for kind in KINDS] == [1, 2, 0]
    assert "above a threshold (1)" in texts(figure)
    assert "not above any threshold (2)" in texts(figure)


def test_the_first_kind_is_drawn_last_so_that_it_is_not_covered():
    figure = drawn(Map(["KEN"], KINDS, [Point(37, 0, 0), Point(37, 0, 1)]))
    markers = [one.get_marker() for one in figure.axes[0].get_lines()]
    assert markers.index(KEPT.look.marker) < markers.index(ABOVE.look.marker)


def test_no_position_is_drawn_more_exactly_than_it_is_rounded():
    exact, near = Point(36.82184, -1.29207, 0), Point(36.82391, -1.29432, 0)
    assert svg_of(Map(["KEN"], KINDS, [exact])) == svg_of(Map(["KEN"], KINDS, [near]))
    far = Point(36.86, -1.29, 0)
    assert svg_of(Map(["KEN"], KINDS, [exact])) != svg_of(Map(["KEN"], KINDS, [far]))
    coarse = [Map(["KEN"], KINDS, [one], rounded_to_km=50) for one in (exact, far)]
    assert svg_of(coarse[0]) == svg_of(coarse[1])


def test_the_boundaries_are_disclaimed_where_any_is_drawn():
    disclaimer = words_of().plain("map-boundaries")
    with_outline = drawn(Map(["KEN"], KINDS))
    without = drawn(Map(["XAA"], KINDS, [Point(1, 1, 0)]))
    assert disclaimer in " ".join(" ".join(texts(with_outline)).split())
    assert "borders" not in " ".join(texts(without))


def test_an_empty_country_is_drawn_and_nothing_at_all_is_refused():
    assert drawn(Map(["KEN"], KINDS)).axes
    with pytest.raises(ReportError, match=re.escape("A map of XAA has nothing to show.")):
        drawn(Map(["XAA"], KINDS))


def test_a_country_without_an_outline_shows_sites_on_degrees():
    (axes,) = drawn(Map(["XAA"], KINDS, [Point(1, 1, 0), Point(2, 3, 1)])).axes
    assert not [one for one in axes.patches if isinstance(one, PathPatch)]
    assert {"1.0° N", "2.0° N", "3.0° N"} <= {tick.get_text() for tick in axes.get_yticklabels()}


@pytest.mark.parametrize("n", [1, 50])
def test_sites_in_one_place_are_drawn(n):
    (axes,) = drawn(Map(["XAA"], KINDS, [Point(10, 50, 0)] * n)).axes
    assert marks(axes, ABOVE.look) == n


def test_degrees_beyond_the_date_line_are_west():
    found = texts(drawn(Map(["FJI"], KINDS)))
    assert {"180°", "179° W"} <= set(found)
    assert not any("181" in one for one in found)


def test_far_parts_with_sites_stand_in_insets_with_a_scale_of_their_own():
    figure = drawn(Map(["FRA"], KINDS, [Point(2.3, 48.9, 1), Point(-53, 4, 0)]))
    main, inset = figure.axes
    assert [marks(axes, ABOVE.look) for axes in (main, inset)] == [0, 1]
    assert inset.get_title(loc="left") == "4° N, 53° W"
    assert [axes.texts[0].get_text() for axes in (main, inset)] == ["200 km", "100 km"]


def test_the_part_that_is_shown_larger_is_framed():
    points = [Point(-71.73, 43.94, 0), Point(-71.70, 43.95, 1)]
    main, larger = drawn(Map(["USA"], KINDS, points)).axes
    assert [one for one in main.patches if isinstance(one, Rectangle)]
    assert marks(larger, ABOVE.look) == marks(larger, KEPT.look) == 1


def test_the_world_has_no_scale_bar_and_the_smallest_countries_are_dots():
    map_ = Map(members(WORLD), KINDS)
    (axes,) = drawn(map_).axes
    assert not axes.texts
    nauru = charts.maps.plan(map_).main.to_points(np.array([[166.93, -0.53]]))
    land = np.concatenate([one.get_path().vertices for one in axes.patches[1:]])
    assert np.abs(land - nauru).max(axis=1).min() < 1.5  # points of the page


def test_islands_too_small_to_be_seen_are_dots():
    map_ = Map(["KIR"], KINDS)
    frame = charts.maps.plan(map_).main
    land = np.concatenate([one.get_path().vertices for one in drawn(map_).axes[0].patches])
    for (ring,) in outline("KIR"):
        if frame.holds(about(ring, frame.projection.longitude)).all():
            place = frame.to_points(ring)[0]
            assert np.abs(land - place).max(axis=1).min() < 2  # points of the page


def test_areas_are_filled_and_hatched():
    areas = [Area(outline("LSO"), 0), Area(outline("SWZ"), 1)]
    kinds = [PointKind("few", FILLS[1]), PointKind("no data", NO_DATA)]
    (axes,) = drawn(Map(["LSO", "SWZ"], kinds, areas=areas)).axes
    assert {FILLS[1].hatch, NO_DATA.hatch} <= {one.get_hatch() for one in axes.patches}


def test_an_area_without_data_needs_no_inset():
    areas = [Area(outline("GUF"), 1)]
    kinds = [PointKind("some", FILLS[1]), PointKind("no data", NO_DATA)]
    assert len(drawn(Map(["FRA"], kinds, areas=areas)).axes) == 1
    assert len(drawn(Map(["FRA"], kinds[:1] * 2, areas=areas)).axes) == 2


def test_no_two_classes_share_colour_and_pattern_and_darker_is_more():
    looks = [*FILLS, NO_DATA]
    for one, other in combinations(looks, 2):
        assert one.colour != other.colour
        assert one.hatch != other.hatch
    assert brightness(INK) < brightness(NO_DATA.colour)
    shades = [brightness(one.colour) for one in FILLS]
    assert shades == sorted(shades, reverse=True)


def brightness(colour):
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize("code", ["KEN", "FRA", "CHL", "FJI", "RUS", "CAN", "NOR", "USA"])
def test_a_country_with_three_hundred_sites_is_a_small_file(code):
    assert len(svg_of(Map([code], KINDS, scattered(code)))) <= MOST_BYTES


def test_the_same_map_has_the_same_bytes():
    map_ = Map(["NOR"], KINDS, scattered("NOR", 30))
    assert svg_of(map_) == svg_of(map_)


def test_what_it_shows_is_said_in_words():
    map_ = Map(["KEN"], KINDS, [Point(37.0, 0.0, 0), Point(38.0, 1.0, 1)])
    assert mapped.told(map_, words_of()) == [
        "above a threshold: 1.",
        "not above any threshold: 1.",
        "cannot be judged: 0.",
    ]


def test_what_it_does_not_show_is_counted():
    map_ = Map(["FRA"], KINDS, [Point(2.3, 48.9, 1), Point(-53, 4, 0), Point(0.0, 0.0, 0)])
    found = mapped.on_map(map_, charts.maps.plan(map_))
    assert found == {
        "n_sites": 3,
        "n_outside": 1,
        "n_parts": 3,
        "n_insets": 1,
        "is_enlarged": False,
        "has_outline": True,
        "rounded_to_km": 1.0,
    }


def test_degrees_are_worded_without_a_sign():
    degrees = labels().degrees
    assert degrees(-0.5, True, 1) == "0.5° W"
    assert degrees(0.0, False, 0) == "0°"
    assert degrees(33.15, False, 2) == "33.15° N"
