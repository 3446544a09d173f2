"""Parts of a country that lie far from each other: what its map shows, and what needs an inset."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from workbench.vocabulary.outlines import Polygon
from workbench.vocabulary.places import KM_PER_DEGREE

NEAR_KM = 200.0  # islands that are nearer to each other belong together
NEAR_SHARE = 0.1  # of the largest part's extent, where that is more
MOST_OF_LAND = 0.8  # share of its land that the map of a country shows at least
GROWTH = 1.15  # times that the map may grow for the sake of small parts
FAR = 0.5  # of the map's extent, from which a part is not shown in it
TALL = 1.15  # a map that is taller than wide takes more room on a page
Box = tuple[float, float, float, float]  # west, south, east, north [degrees]


@dataclass(frozen=True, eq=False)
class Group:
    """Parts of a country that lie near each other.

    Attributes
    ----------
    box : tuple of float
        West, south, east and north end. [degrees]
    area : float
        Of its land; near enough to compare. [square degrees of the equator]
    polygons : tuple of Polygon
        Its parts.
    """

    box: Box
    area: float
    polygons: tuple[Polygon, ...]


def grouped(polygons: Sequence[Polygon]) -> list[Group]:
    """Group polygons that lie near each other, the largest group first.

    Parameters
    ----------
    polygons : sequence of Polygon
        At least one; brought together about one meridian.

    Returns
    -------
    list of Group
        Each polygon is in one group.
    """
    boxes = np.array([box_of(polygon) for polygon in polygons])
    areas = np.array([_area(polygon) for polygon in polygons])
    largest = boxes[areas.argmax()]
    near_km = max(NEAR_KM, NEAR_SHARE * _apart_km(largest[2:], largest[:2]))
    groups = []
    left = set(range(len(polygons)))
    while left:
        group, new = set(), {left.pop()}
        while new:
            group |= new
            near = np.any([_gaps_km(boxes, boxes[one]) <= near_km for one in new], axis=0)
            new = left & set(np.flatnonzero(near).tolist())
            left -= new
        kept = sorted(group)
        groups.append(
            Group(
                box=reduce(joined, (_plain(boxes[one]) for one in kept)),
                area=float(areas[kept].sum()),
                polygons=tuple(polygons[one] for one in kept),
            )
        )
    return sorted(groups, key=lambda one: (-one.area, one.box))


def main_box(groups: Sequence[Group]) -> Box:
    """Box of the main map: most of the land, and small parts for which it need not grow much."""
    total = sum(one.area for one in groups)
    shares = list(accumulate(one.area for one in groups))
    n_main = 1 + next((n for n, share in enumerate(shares) if share >= MOST_OF_LAND * total), 0)
    box = reduce(joined, (one.box for one in groups[:n_main]))
    first, most = box, GROWTH * _extent(box)
    for one in groups[n_main:]:
        gap = float(_gaps_km(np.array([one.box]), np.array(first))[0])
        is_far = gap > FAR * KM_PER_DEGREE * _extent(first)
        with_it = joined(box, one.box)
        box = box if is_far or _extent(with_it) > most else with_it
    return box


def joined(one: Box, other: Box) -> Box:
    """Box around two boxes.

    Examples
    --------
    >>> joined((0, 0, 1, 1), (3, -1, 4, 0))
    (0, -1, 4, 1)
    """
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def covers(box: Box, other: Box) -> bool:
    """Tell whether a box holds another one."""
    return joined(box, other) == box


def box_of(polygon: Polygon) -> Box:
    """Box around a polygon."""
    low, high = polygon[0].min(axis=0), polygon[0].max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def gap_km(box: Box, longitude: float, latitude: float) -> float:
    """Distance of a position from a box; nought inside of it."""
    position = np.array([longitude, latitude, longitude, latitude])
    return float(_gaps_km(position[None, :], np.array(box))[0])


def _plain(box: NDArray[np.float64]) -> Box:
    """Box as plain numbers."""
    west, south, east, north = box.tolist()
    return west, south, east, north


def _gaps_km(boxes: NDArray[np.float64], box: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance of each box from one; nought where they overlap."""
    across = np.maximum(np.maximum(boxes[:, 0] - box[2], box[0] - boxes[:, 2]), 0)
    up = np.maximum(np.maximum(boxes[:, 1] - box[3], box[1] - boxes[:, 3]), 0)
    latitude = (boxes[:, 1] + boxes[:, 3] + box[1] + box[3]) / 4
    gaps: NDArray[np.float64] = KM_PER_DEGREE * np.hypot(across * np.cos(np.radians(latitude)), up)
    return gaps


def _apart_km(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Distance of two positions."""
    return float(_gaps_km(np.tile(one, 2)[None, :], np.tile(other, 2))[0])


def _extent(box: Box) -> float:
    """Room that a box takes on a page, in degrees of the equator: its longest parallel counts."""
    west, south, east, north = box
    nearest = 0.0 if south < 0 < north else min(abs(south), abs(north))
    return max((east - west) * math.cos(math.radians(nearest)), (north - south) * TALL)


def _area(polygon: Polygon) -> float:
    """Size of a polygon in square degrees of the equator; near enough to compare."""
    east, north = polygon[0].T
    twice = float(np.sum(east[:-1] * north[1:] - east[1:] * north[:-1]))
    return abs(twice) / 2 * float(np.cos(np.radians(north.mean())))
