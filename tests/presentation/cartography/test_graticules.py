"""Round degrees and round lengths, true on the map."""

import numpy as np
import pytest

from workbench.presentation.cartography.graticules import STEPS, bar_km, graticule, step_of
from workbench.presentation.cartography.map_frames import NOWHERE, planned
from workbench.presentation.cartography.projections import EARTH_KM
from workbench.vocabulary.outlines import outline


def frame_of(code):
    return planned(outline(code), NOWHERE).main


def distance_km(one, other):
    """Great-circle distance (haversine)."""
    (east, north), (far_east, far_north) = np.radians([one, other])
    half = np.sin((far_north - north) / 2) ** 2
    half += np.cos(north) * np.cos(far_north) * np.sin((far_east - east) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))


@pytest.mark.parametrize("code", ["KEN", "NOR", "CHL", "RUS", "FJI"])
def test_a_scale_bar_is_true_at_the_middle_latitude(code):
    frame = frame_of(code)
    points = bar_km(frame) / frame.km_per_point
    middle = np.array([frame.width, frame.height]) / 2
    half = np.array([points / 2, 0])
    ends = np.array([middle - half, middle + half])
    km = ends * frame.km_per_point + [frame.west_km, frame.south_km]
    there = frame.projection.to_degrees(km)
    assert distance_km(*there) == pytest.approx(bar_km(frame), rel=0.01)


@pytest.mark.parametrize("code", ["KEN", "RUS", "SGP", "FJI", "AUS"])
def test_its_length_is_round_and_fits(code):
    frame = frame_of(code)
    mantissa = bar_km(frame) / 10 ** np.floor(np.log10(bar_km(frame)))
    assert mantissa in {1, 2, 5}
    assert 0.1 * frame.width < bar_km(frame) / frame.km_per_point <= 0.3 * frame.width


@pytest.mark.parametrize(("low", "high"), [(0, 0.05), (0, 1), (-5, 6), (0, 40), (-169, 191)])
def test_some_lines_cross_the_map_and_not_too_many(low, high):
    step = step_of(low, high)
    assert step in STEPS
    assert 1 <= (high - low) / step <= 12


def test_a_line_meets_the_edge_where_it_is():
    frame = frame_of("KEN")
    for line in graticule(frame):
        if line.end is None:
            continue
        edge = [line.end, 0] if line.is_meridian else [0, line.end]
        km = np.array([edge]) * frame.km_per_point + [frame.west_km, frame.south_km]
        ((east, north),) = frame.projection.to_degrees(km)
        assert (east if line.is_meridian else north) == pytest.approx(line.degrees, abs=0.01)


def test_the_equator_crosses_kenya():
    assert any(line.degrees == 0 and not line.is_meridian for line in graticule(frame_of("KEN")))
