"""Borders of areas: their centroids, which of them touch, and which of them hold a point."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from workbench.errors import InputError

DIGITS_OF_DEGREES = 7  # about a centimetre
DIGITS_OF_METRES = 2

Ring = np.ndarray  # points of a closed line, shape (n, 2)
Border = tuple[tuple[Ring, ...], ...]  # polygons, each an outer ring and its holes


def read_border(geometry: str | Mapping[str, Any]) -> Border:
    """Rings of a Polygon or MultiPolygon of GeoJSON.

    Parameters
    ----------
    geometry : str or mapping
        The geometry, as text or as it is after reading.

    Raises
    ------
    InputError
        If it is another geometry, or a ring has fewer than three points or no finite ones.
    """
    content = json.loads(geometry) if isinstance(geometry, str) else geometry
    kind, found = content.get("type"), content.get("coordinates") or []
    if kind not in ("Polygon", "MultiPolygon"):
        raise InputError(f"A border is a Polygon or MultiPolygon, not {kind!r}.")
    try:
        polygons = [found] if kind == "Polygon" else found
        border = tuple(tuple(_ring(points) for points in rings) for rings in polygons)
    except (TypeError, ValueError, LookupError):
        raise InputError("A ring is a list of three or more points, each two numbers.") from None
    if not border or not all(border):
        raise InputError("A border has at least one ring.")
    return border


def centroid(border: Border) -> tuple[float, float]:
    """Centre of gravity of an area, in the units of its border; holes count as such.

    Parameters
    ----------
    border : tuple
        Rings, see `read_border`. In degrees it is the centre on a plate carrée map.

    References
    ----------
    .. [1] P. Bourke, "Calculating the area and centroid of a polygon," 1988.

    Examples
    --------
    >>> square = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}
    >>> centroid(read_border(square))
    (1.0, 1.0)
    """
    origin = border[0][0][0]
    parts = [
        _area_and_moment(ring - origin, is_hole=number > 0)
        for rings in border
        for number, ring in enumerate(rings)
    ]
    area = sum(part[0] for part in parts)
    if area <= 0:
        points = np.vstack([rings[0] for rings in border])
        return float(points[:, 0].mean()), float(points[:, 1].mean())
    moment = np.sum([part[1] for part in parts], axis=0) / area + origin
    return float(moment[0]), float(moment[1])


def touching(borders: Mapping[str, Border], digits: int) -> list[tuple[str, str]]:
    """Pairs of areas that have a point of their borders in common, both ways (queen contiguity).

    Areas whose common border is drawn with other points on either side are not found.

    Parameters
    ----------
    borders : mapping of str to tuple
        Rings by area.
    digits : int
        Decimals of coordinates that count.
    """
    at_point: dict[tuple[float, float], set[str]] = defaultdict(set)
    for area_id, border in borders.items():
        for ring in [ring for rings in border for ring in rings]:
            for x, y in np.round(ring, digits).tolist():
                at_point[x, y].add(area_id)
    pairs = {
        (one, other) for areas in at_point.values() for one in areas for other in areas - {one}
    }
    return sorted(pairs)


def holding(borders: Mapping[str, Border], points: np.ndarray) -> list[list[str]]:
    """Areas that hold each point; several where areas overlap.

    Parameters
    ----------
    borders : mapping of str to tuple
        Rings by area.
    points : array of float, shape (n, 2)
        East and north, in the units of the borders.

    References
    ----------
    .. [1] M. Shimrat, "Algorithm 112: position of point relative to polygon," Commun. ACM,
       vol. 5, p. 434, 1962. doi:10.1145/368637.368653
    """
    found: list[list[str]] = [[] for _ in points]
    for area_id, border in borders.items():
        for number in _inside(border, points):
            found[number].append(area_id)
    return found


def _inside(border: Border, points: np.ndarray) -> Iterator[int]:
    """Numbers of the points that an area holds: an odd number of its sides is to the east."""
    rings = [ring for polygon in border for ring in polygon]
    corners = np.vstack(rings)
    low, high = corners.min(axis=0), corners.max(axis=0)
    near = np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))
    for number in near:
        x, y = points[number]
        if sum(_sides_to_the_east(ring, x, y) for ring in rings) % 2:
            yield int(number)


def _sides_to_the_east(ring: Ring, x: float, y: float) -> int:
    """Count the sides of a ring that a line from a point to the east crosses."""
    start, end = ring, np.roll(ring, -1, axis=0)
    spans = (start[:, 1] > y) != (end[:, 1] > y)
    start, end = start[spans], end[spans]
    crossing = start[:, 0] + (y - start[:, 1]) * (end[:, 0] - start[:, 0]) / (
        end[:, 1] - start[:, 1]
    )
    return int((crossing > x).sum())


def _area_and_moment(ring: Ring, *, is_hole: bool) -> tuple[float, np.ndarray]:
    """Area and first moment of a ring, whichever way round it runs; negative of a hole."""
    following = np.roll(ring, -1, axis=0)
    cross = ring[:, 0] * following[:, 1] - following[:, 0] * ring[:, 1]
    signed = cross.sum() / 2
    moment = ((ring + following) * cross[:, None]).sum(axis=0) / 6
    sign = (-1 if is_hole else 1) * (-1 if signed < 0 else 1)
    return float(sign * signed), sign * moment


def _ring(points: Sequence[Sequence[float]]) -> Ring:
    """Points of a ring without heights; the last one repeats the first."""
    ring = np.array([[float(point[0]), float(point[1])] for point in points])
    if len(ring) < 3 or not np.isfinite(ring).all():
        raise ValueError("too few points")
    return ring
