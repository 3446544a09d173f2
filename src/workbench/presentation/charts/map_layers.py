"""Layers of a map in one frame: land, areas, sites, degrees and the scale bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from workbench.presentation.cartography.graticules import GridLine, bar_km, decimals_of, graticule
from workbench.presentation.cartography.groups import Box, box_of
from workbench.presentation.cartography.longitudes import brought_together, turned
from workbench.presentation.cartography.map_frames import MapFrame, MapPlan, about
from workbench.presentation.cartography.polygons import clipped, simplified, size
from workbench.presentation.cartography.projections import Points
from workbench.presentation.charts.labels import Labels
from workbench.presentation.style import (
    GRATICULE,
    INK,
    LAND,
    OTHER_LAND,
    QUIET,
    SEA,
    Fill,
    Mark,
    marker_style,
)
from workbench.vocabulary.outlines import WITHIN, Polygon, codes, outline

TOLERANCE = 0.5  # points: a bend that is smaller is not seen
DOT = 1.2  # points: an island that is smaller is drawn as a square of this size
EDGE_POINTS = 50
MOST_CORNERS = 800  # of a class drawn in full: with more a map would have over 150 KiB
THIN, BORDER = 0.4, 0.8
SMALL = 6.5  # letters
TICK = 3.0  # height of the ends of a scale bar
LEAST_ZOOM = 14.0  # of the frame around what is shown larger
MARKS = ((1000, 2.5, 0.4), (100, 4.5, 0.8), (0, 6.0, 0.8))  # sites from which on; size; line
ABOVE_LAND, ABOVE_AREAS = 3, 4


def draw_sea(axes: Axes, frame: MapFrame) -> None:
    """Draw the sea: all of the frame, or the Earth without corners."""
    if not frame.is_world:
        axes.set_facecolor(SEA)
        return
    west, south, east, north = frame.box
    up, down = np.linspace(south, north, EDGE_POINTS), np.linspace(north, south, EDGE_POINTS)
    edge = [np.column_stack([np.full(EDGE_POINTS, west), up])]
    edge += [np.column_stack([np.full(EDGE_POINTS, east), down]), edge[0][:1]]
    earth = clipped(frame.to_points(np.concatenate(edge)), frame.width, frame.height)
    axes.add_patch(PathPatch(_compound([earth.round(1)]), facecolor=SEA, linewidth=0, zorder=0))


def draw_graticule(axes: Axes, frame: MapFrame) -> None:
    """Draw meridians and parallels, below all else."""
    for line in graticule(frame):
        axes.plot(*line.points.round(1).T, color=GRATICULE, linewidth=THIN, zorder=1)


def draw_degrees(axes: Axes, frame: MapFrame, labels: Labels) -> None:
    """Write the degrees below and beside a frame; on a map of the world they would crowd."""
    if frame.is_world:
        return
    lines = list(graticule(frame))
    for is_meridian, ticks in ((True, axes.set_xticks), (False, axes.set_yticks)):
        ends = {
            line.end: labels.degrees(_turned(line), is_meridian, decimals_of(line.step))
            for line in lines
            if line.is_meridian is is_meridian and line.end is not None
        }
        ticks(list(ends), list(ends.values()))
    axes.tick_params(length=0, pad=2, labelsize=SMALL, labelcolor=QUIET)


def name_inset(axes: Axes, frame: MapFrame, labels: Labels) -> None:
    """Write above an inset where it is."""
    ((east, north),) = frame.middle.tolist()
    places = (
        labels.degrees(round(north), False, 0),
        labels.degrees(round(turned(east, 0.0)), True, 0),
    )
    axes.set_title(", ".join(places), loc="left", fontsize=SMALL, color=QUIET, pad=2)


def _turned(line: GridLine) -> float:
    """Degrees of a line as they are written: 181 degrees east are 179 degrees west."""
    return turned(line.degrees, 0.0) if line.is_meridian else line.degrees


def draw_land(axes: Axes, frame: MapFrame, countries: Sequence[str]) -> None:
    """Draw the countries of the map, and more quietly those around them."""
    parts = [outline(iso3) for iso3 in countries]
    own = [polygon for one in parts for polygon in one]
    around = _compound(_rings(_others(frame, own), frame, with_dots=False))
    land = _compound(_rings_of(parts, frame))
    for path, colour, ink, width in (
        (around, OTHER_LAND, QUIET, THIN),
        (land, LAND, INK, BORDER if len(countries) == 1 else THIN),
    ):
        axes.add_patch(PathPatch(path, facecolor=colour, edgecolor=ink, linewidth=width, zorder=2))


def draw_areas(axes: Axes, frame: MapFrame, areas: Sequence[Sequence[Polygon]], fill: Fill) -> None:
    """Fill the areas of a class, with its colour and its pattern."""
    path = _compound(_rings_of(areas, frame))
    corners = np.asarray(path.vertices)
    if len(corners) > MOST_CORNERS:  # thousands of areas: one path, to whole points
        axes.add_patch(
            PathPatch(
                Path(corners.round(), path.codes), facecolor=fill.colour, edgecolor=INK,
                linewidth=THIN, hatch=fill.hatch or None, zorder=ABOVE_LAND,
            )
        )  # fmt: skip
        return
    axes.add_patch(
        PathPatch(path, facecolor=fill.colour, edgecolor=INK, linewidth=THIN, zorder=ABOVE_LAND)
    )
    if fill.hatch:
        axes.add_patch(
            PathPatch(
                path, fill=False, hatch=fill.hatch, edgecolor=fill.ink, linewidth=0,
                zorder=ABOVE_LAND,
            )
        )  # fmt: skip


def draw_sites(axes: Axes, frame: MapFrame, positions: Points, mark: Mark, n_sites: int) -> None:
    """Mark the sites of a class that are in the frame; of many in it, with smaller marks."""
    large, line = next((large, line) for least, large, line in MARKS if n_sites >= least)
    axes.plot(
        *in_frame(frame, positions).round(1).T,
        markersize=large,
        zorder=ABOVE_AREAS,
        **marker_style(mark) | {"markeredgewidth": line},
    )


def in_frame(frame: MapFrame, positions: Points) -> Points:
    """Give the places on the page of the positions that are in a frame."""
    places = about(positions, frame.projection.longitude)
    return frame.to_points(places[frame.holds(places)])


def draw_zoomed(axes: Axes, plan: MapPlan) -> None:
    """Frame the part of the main map that is shown larger beside it."""
    if plan.zoom is None:
        return
    zoom, main = plan.zoom, plan.main
    share = zoom.km_per_point / main.km_per_point
    size_ = np.maximum(np.array([zoom.width, zoom.height]) * share, LEAST_ZOOM)
    (middle,) = main.to_points(zoom.middle)
    left, low = (middle - size_ / 2).round(1).tolist()
    width, height = size_.round(1).tolist()
    axes.add_patch(
        Rectangle((left, low), width, height, fill=False, edgecolor=INK, linewidth=BORDER, zorder=5)
    )


def draw_bar(axes: Axes, frame: MapFrame, labels: Labels, below: float) -> None:
    """Draw a scale bar below the lower left corner; none where no scale holds."""
    if frame.is_world:
        return
    length_km = bar_km(frame)
    end = round(length_km / frame.km_per_point, 1)
    axes.plot(
        [0, 0, end, end],
        [TICK - below, -below, -below, TICK - below],
        color=INK, linewidth=BORDER, clip_on=False,
    )  # fmt: skip
    axes.text(end + TICK, -below, labels.distance(length_km), fontsize=SMALL, va="baseline")


def _rings_of(parts: Sequence[Sequence[Polygon]], frame: MapFrame) -> Iterator[Points]:
    """Give the rings of countries or areas; on a map of the world their islets are left out.

    One that has nothing larger is a dot there.
    """
    yield from _rings([one for part in parts for one in part], frame, with_dots=not frame.is_world)
    if frame.is_world:
        largest = [max(part, key=lambda polygon: size(polygon[0])) for part in parts if part]
        yield from _squares(_placed(largest, frame), frame)


def _rings(
    polygons: Iterable[Polygon], frame: MapFrame, *, with_dots: bool = True
) -> Iterator[Points]:
    """Give the rings of polygons as they are drawn; tiny ones as squares."""
    placed = _placed(polygons, frame)
    for points in placed:
        if size(points) >= DOT:
            seen = clipped(points, frame.width, frame.height)
            if len(seen):
                yield simplified(seen, TOLERANCE).round(1)
    if with_dots:
        yield from _squares(placed, frame)


def _squares(placed: Iterable[Points], frame: MapFrame) -> Iterator[Points]:
    """Give a square for each tiny ring in the frame; one for those in the same place."""
    tiny = [points[0] for points in placed if size(points) < DOT]
    half = DOT / 2
    corners = np.array([[-half, -half], [half, -half], [half, half], [-half, half], [-half, -half]])
    for across, up in dict.fromkeys(tuple((point / DOT).round().tolist()) for point in tiny):
        middle = np.array([across, up]) * DOT
        if np.all((middle >= 0) & (middle <= [frame.width, frame.height])):
            yield (corners + middle).round(1)


def _placed(polygons: Iterable[Polygon], frame: MapFrame) -> list[Points]:
    """Rings of polygons on the page, all projected at once."""
    moved = brought_together(list(polygons), frame.projection.longitude)
    rings = [ring for polygon in moved for ring in polygon]
    if not rings:
        return []
    ends = np.cumsum([len(ring) for ring in rings])[:-1]
    return np.split(frame.to_points(np.concatenate(rings)), ends)


def _compound(rings: Iterable[Points]) -> Path:
    """Path of several closed rings."""
    kept = [ring for ring in rings if len(ring) > 2]
    if not kept:
        return Path(np.empty((0, 2)))
    moves = [[Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY] for ring in kept]
    return Path(np.concatenate(kept), np.concatenate(moves))


def _others(frame: MapFrame, own: Iterable[Polygon]) -> list[Polygon]:
    """Polygons of other countries that reach into a frame."""
    west, south, east, north = frame.box
    around = frame.projection.longitude
    own_boxes = {box_of(polygon) for polygon in own}
    found = []
    for polygon, box in _world():
        shift = turned((box[0] + box[2]) / 2, around) - (box[0] + box[2]) / 2
        reaches_across = box[0] + shift <= east and box[2] + shift >= west
        if reaches_across and box[1] <= north and box[3] >= south and box not in own_boxes:
            found.append(polygon)
    return found


@cache
def _world() -> tuple[tuple[Polygon, Box], ...]:
    """All outlines, each polygon once with the box around it."""
    whole = [polygon for iso3 in codes() if iso3 not in WITHIN for polygon in outline(iso3)]
    return tuple((polygon, box_of(polygon)) for polygon in whole)
