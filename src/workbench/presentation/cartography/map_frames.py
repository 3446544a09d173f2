"""Frames of a map: what part of the Earth each shows, and where a position lies in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from workbench.presentation.cartography.groups import (
    NEAR_KM,
    Box,
    Group,
    covers,
    gap_km,
    grouped,
    main_box,
)
from workbench.presentation.cartography.longitudes import (
    WORLD_MIDDLE,
    brought_together,
    middle,
    span,
)
from workbench.presentation.cartography.projections import Azimuthal, EqualEarth, Points, Projection
from workbench.vocabulary.outlines import Polygon

MARGIN, LEAST_MARGIN = 0.035, 6.0  # of the width, on each side; points, so that no mark is cut
LEAST_KM = 20.0  # sites closer together than that are not pulled apart
OUTLINE_KM = 80.0  # outlines at 1:50 million are too rough to be shown larger than that
MOST_INSETS = 4
ZOOM_SHARE = 0.1  # of the map's width; sites that take less of it are shown larger beside it
BORDER_STEPS = 16
WIDER = 1.1  # times that a map must be larger above its legend than beside it
NOWHERE: Points = np.empty((0, 2))
Numbers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class Room:
    """Width of a frame on the page, and the heights that it may have, in points."""

    width: float
    least: float
    most: float


BESIDE = Room(384, 250, 440)  # the legend stands beside the map
ABOVE = Room(552, 220, 350)  # the legend stands below it
WIDE_INSET, NARROW_INSET = Room(150, 60, 120), Room(71, 45, 80)
FEW_INSETS = 2


@dataclass(frozen=True)
class MapFrame:
    """A part of the Earth on the page.

    Attributes
    ----------
    projection : Projection
        From degrees to km.
    west_km, south_km : float
        Lower left corner in the projection. [km]
    km_per_point : float
        Scale: true at the middle of the frame.
    width, height : float
        On the page. [points]
    """

    projection: Projection
    west_km: float
    south_km: float
    km_per_point: float
    width: float
    height: float

    @property
    def is_world(self) -> bool:
        """Whether it shows all of the Earth, so that no scale holds everywhere."""
        return isinstance(self.projection, EqualEarth)

    def to_points(self, degrees: Points) -> Points:
        """Give the places of positions on the page, from the frame's lower left corner."""
        km = self.projection.to_km(degrees)
        return (km - [self.west_km, self.south_km]) / self.km_per_point

    def holds(self, degrees: Points) -> NDArray[np.bool_]:
        """Tell which positions are in the frame."""
        places = self.to_points(degrees)
        inside = (places >= 0) & (places <= [self.width, self.height])
        return np.asarray(inside.all(axis=1))

    @property
    def middle(self) -> Points:
        """Position in its middle; of a map of the world, on the equator."""
        projection = self.projection
        latitude = projection.latitude if isinstance(projection, Azimuthal) else 0.0
        return np.array([[projection.longitude, latitude]])

    @property
    def box(self) -> Box:
        """Degrees that the frame reaches to the west, south, east and north."""
        around = self.projection.longitude
        if not isinstance(self.projection, Azimuthal):
            return around - 180, -90, around + 180, 90
        steps = np.linspace(0, 1, BORDER_STEPS)
        ends = np.zeros_like(steps)
        border = np.concatenate(
            [np.column_stack(side) for side in ((steps, ends), (steps, ends + 1))]
            + [np.column_stack(side) for side in ((ends, steps), (ends + 1, steps))]
        )
        size_km = np.array([self.width, self.height]) * self.km_per_point
        degrees = self.projection.to_degrees(border * size_km + [self.west_km, self.south_km])
        (west, south), (east, north) = degrees.min(axis=0), degrees.max(axis=0)
        for pole in (-90.0, 90.0):
            if self.holds(np.array([[around, pole]]))[0]:
                return around - 180, min(south, pole), around + 180, max(north, pole)
        return float(west), float(south), float(east), float(north)


@dataclass(frozen=True)
class MapPlan:
    """What a map shows where.

    Attributes
    ----------
    main : MapFrame
        The map.
    zoom : MapFrame or None
        Part of the map that holds all its positions, where that is a small one.
    insets : tuple of MapFrame
        Far parts of the country that have data.
    n_parts : int
        Far parts without data, which are not shown.
    shown : array of bool
        Which of the positions are in some frame.
    """

    main: MapFrame
    zoom: MapFrame | None
    insets: tuple[MapFrame, ...]
    n_parts: int
    shown: NDArray[np.bool_]

    @property
    def frames(self) -> tuple[MapFrame, ...]:
        """All frames, the main one first."""
        return (self.main, *((self.zoom,) if self.zoom else ()), *self.insets)


def planned(land: Sequence[Polygon], positions: Points) -> MapPlan:
    """Choose the frames of a map.

    Parameters
    ----------
    land : sequence of Polygon
        Outlines of the country or of its areas; may be empty.
    positions : array of float, shape (n_positions, 2)
        Of the sites, and of a point in each area with data; may be empty where there is land.
        [degrees]

    Returns
    -------
    MapPlan
        Main frame, insets, and what each shows.
    """
    longitudes = positions[:, 0].tolist()  # they turn no country: one of them may be wrong
    around = middle([span(one) for one in land] or [(east, east) for east in longitudes])
    together = brought_together(land, WORLD_MIDDLE if around is None else around)
    places = about(positions, WORLD_MIDDLE if around is None else around)
    if around is None:
        degrees = _corners(together, places)
        main = _framed(EqualEarth(WORLD_MIDDLE), degrees, ABOVE, OUTLINE_KM)
    elif land:
        return _with_insets(grouped(together), places)
    else:
        main = _main(places, LEAST_KM)
    return MapPlan(main, None, (), 0, main.holds(places))


def about(positions: Points, longitude: float) -> Points:
    """Shift positions whole turns, so that each lies about a meridian."""
    turns = np.round((positions[:, 0] - longitude) / 360)
    return np.column_stack([positions[:, 0] - 360 * turns, positions[:, 1]])


def _with_insets(groups: Sequence[Group], places: Points) -> MapPlan:
    """Show most of the land, and far parts with data in insets."""
    box = main_box(groups)
    near = np.array([gap_km(box, *place) <= NEAR_KM for place in places.tolist()], dtype=bool)
    shown = [one for one in groups if covers(box, one.box)]
    polygons = [polygon for one in shown for polygon in one.polygons]
    main = _main(_corners(polygons, places[near]), OUTLINE_KM)
    far = [
        one
        for one in groups
        if one not in shown and not main.holds(_corners(one.polygons, NOWHERE)).all()
    ]
    of_group = _nearest(far, places, ~main.holds(places))
    has_zoom = _are_close(main, places)
    wanted = sorted((n for n in range(len(far)) if (of_group == n).any()), key=_most(of_group))
    room = WIDE_INSET if len(wanted) + has_zoom <= FEW_INSETS else NARROW_INSET
    insets = tuple(
        _around(_corners(far[n].polygons, places[of_group == n]), room, OUTLINE_KM)
        for n in wanted[: MOST_INSETS - has_zoom]
    )
    zoom = _around(places[main.holds(places)], room, LEAST_KM) if has_zoom else None
    in_some = np.any([frame.holds(places) for frame in (main, *insets)], axis=0)
    return MapPlan(main, zoom, insets, len(far) - len(insets), in_some)


def _are_close(main: MapFrame, places: Points) -> bool:
    """Tell whether the positions in the main map are several, but cover each other there."""
    points = main.to_points(places[main.holds(places)])
    if not len(points):
        return False
    extent = float(np.ptp(points, axis=0).max())
    return 0 < extent < ZOOM_SHARE * main.width


def _nearest(groups: Sequence[Group], places: Points, wanted: NDArray[np.bool_]) -> Numbers:
    """Give the number of the group that each wanted position is near to; -1 for none."""
    found = np.full(len(places), -1)
    for place in np.flatnonzero(wanted):
        gaps = [gap_km(one.box, *places[place].tolist()) for one in groups]
        if gaps and min(gaps) <= NEAR_KM:
            found[place] = int(np.argmin(gaps))
    return found


def _most(of_group: Numbers) -> Callable[[int], tuple[int, int]]:
    """Order groups by their number of positions, the most first."""
    return lambda group: (-int((of_group == group).sum()), group)


def _main(degrees: Points, least_km: float) -> MapFrame:
    """Frame around positions in the room that shows them largest."""
    beside, above = (_around(degrees, room, least_km) for room in (BESIDE, ABOVE))
    return above if above.km_per_point * WIDER < beside.km_per_point else beside


def _around(degrees: Points, room: Room, least_km: float) -> MapFrame:
    """Frame around positions, in the projection that is true at their middle."""
    east, north = (degrees.min(axis=0) + degrees.max(axis=0)) / 2
    return _framed(Azimuthal(float(east), float(north)), degrees, room, least_km)


def _framed(projection: Projection, degrees: Points, room: Room, least_km: float) -> MapFrame:
    """Frame around positions, as large as the room allows and in its shape."""
    km = projection.to_km(degrees)
    low, high = km.min(axis=0), km.max(axis=0)
    across, up = np.maximum(high - low, least_km).tolist()
    margins = 2 * max(MARGIN * room.width, LEAST_MARGIN)
    wanted = (room.width - margins) * up / across + margins
    height = float(round(min(max(wanted, room.least), room.most)))
    km_per_point = max(across / (room.width - margins), up / (height - margins))
    west, south = ((low + high - km_per_point * np.array([room.width, height])) / 2).tolist()
    return MapFrame(projection, west, south, km_per_point, room.width, height)


def _corners(polygons: Sequence[Polygon], places: Points) -> Points:
    """All points of polygons, and positions."""
    return np.concatenate([*(polygon[0] for polygon in polygons), places])
