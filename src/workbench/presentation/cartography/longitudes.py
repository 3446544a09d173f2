"""Longitudes on a circle: a country across the date line is brought together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from workbench.vocabulary.outlines import Polygon

WORLD_MIDDLE = 11.0  # the map of the world is cut in the Bering Strait, at 169 degrees west
WORLD_GAP = 60.0  # what leaves no wider gap of longitudes is shown as the world


def widest_gap(spans: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Find the widest gap of longitudes that nothing lies in.

    Parameters
    ----------
    spans : iterable of (float, float)
        Western and eastern end of each thing, which may lie beyond the date line; at least one.
        [degrees]

    Returns
    -------
    tuple of float
        Western and eastern end of the gap; a point has a gap of the whole circle. [degrees]

    Examples
    --------
    >>> widest_gap([(177.0, 180.0), (-180.0, -179.0)]), widest_gap([(-5.0, 8.0), (9.0, 10.0)])
    ((-179.0, 177.0), (10.0, 355.0))
    """
    ordered = sorted(part for west, east in spans for part in _on_map(west, east))
    first, reached = ordered[0]
    gap = (reached, reached)
    for west, east in [*ordered[1:], (first + 360, first + 360)]:
        if west - reached > gap[1] - gap[0]:
            gap = (reached, west)
        reached = max(reached, east)
    return gap


def middle(spans: Iterable[tuple[float, float]]) -> float | None:
    """Choose the middle meridian of a map: opposite to the widest gap of longitudes.

    Parameters
    ----------
    spans : iterable of (float, float)
        Western and eastern end of each thing; at least one. [degrees]

    Returns
    -------
    float or None
        From -180 to 180; None where there is no wide gap: that is a map of the world.

    Examples
    --------
    >>> middle([(177.0, 180.0), (-180.0, -179.0)]), middle([(-5.0, 8.0), (9.0, 10.0)])
    (179.0, 2.5)
    """
    west, east = widest_gap(spans)
    return None if east - west < WORLD_GAP else turned((west + east) / 2 - 180, 0.0)


def _on_map(west: float, east: float) -> list[tuple[float, float]]:
    """Split a span at the date line."""
    start = turned(west, 0.0)
    end = start + east - west
    return [(start, end)] if end <= 180 else [(start, 180.0), (-180.0, end - 360)]


def turned(longitude: float, around: float) -> float:
    """Give a longitude within half a turn of another one.

    Examples
    --------
    >>> turned(-179.0, 178.0), turned(300.0, 0.0)
    (181.0, -60.0)
    """
    return longitude - 360 * round((longitude - around) / 360)


def span(polygon: Polygon) -> tuple[float, float]:
    """Western and eastern end of a polygon."""
    east = polygon[0][:, 0]
    return float(east.min()), float(east.max())


def brought_together(polygons: Sequence[Polygon], around: float) -> list[Polygon]:
    """Shift polygons whole turns, so that each lies about a meridian."""
    return [_moved(polygon, around) for polygon in polygons]


def _moved(polygon: Polygon, around: float) -> Polygon:
    """Shift a polygon whole turns, so that it lies about a meridian."""
    half = sum(span(polygon)) / 2
    shift = turned(half, around) - half
    return tuple(ring + np.array([shift, 0.0]) for ring in polygon) if shift else polygon
