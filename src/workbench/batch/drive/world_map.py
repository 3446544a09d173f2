"""The map of a portal: outlines of all countries, as paths of an SVG of the width that is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from workbench.findings.rows import Phrase, code, row, text
from workbench.vocabulary.outlines import Polygon, codes, outline

WIDTH = 1800  # units of the drawing, about half a pixel where it is shown widest
HEIGHT = 790  # without the Antarctic
NORTH = 84.0  # degrees
TOLERANCE = 0.9  # units by which a line may leave its outline
SMALLEST = 3.0  # units; an island that is smaller is left away unless the country has no other
DOT = 7  # radius of the dot of a country that is smaller than it; units
A = (1.340264, -0.081106, 0.000893, 0.003796)
M = np.sqrt(3) / 2
T = TypeVar("T")


@row
class IndexAreaState(Phrase):
    """An area of the map, with the worst state of its reports."""

    area: str = text("name of the area")
    state: str = code("tile-state", "worst state of its reports")


def projected(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project positions to the drawing, by the Equal Earth projection.

    Parameters
    ----------
    degrees : array of float, shape (n_points, 2)
        Longitude and latitude. [degrees east and north]

    Returns
    -------
    array of float, shape (n_points, 2)
        Units to the right and down, from the upper left corner.

    References
    ----------
    .. [1] B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection," Int. J. Geogr. Inf.
       Sci., vol. 33, pp. 454-465, 2019. doi:10.1080/13658816.2018.1504949

    Examples
    --------
    >>> projected(np.array([[0.0, 84.0], [180.0, 0.0]])).round().tolist()
    [[900.0, 0.0], [1800.0, 435.0]]
    """
    per_radian = WIDTH / 2 / (np.pi / M / A[0])
    x, y = _equal_earth(np.radians(degrees))
    top = _equal_earth(np.radians(np.array([[0.0, NORTH]])))[1][0]
    return np.column_stack([WIDTH / 2 + x * per_radian, (top - y) * per_radian])


def _equal_earth(radians: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Abscissa and ordinate on a sphere of radius one."""
    angle = np.arcsin(M * np.sin(radians[:, 1]))
    square = angle**2
    sixth = square**3
    slope = A[0] + 3 * A[1] * square + sixth * (7 * A[2] + 9 * A[3] * square)
    x = radians[:, 0] * np.cos(angle) / (M * slope)
    y = angle * (A[0] + A[1] * square + sixth * (A[2] + A[3] * square))
    return x, y


@cache
def world() -> dict[str, str]:
    """Path of each country and territory, by its code.

    Returns
    -------
    dict of str
        Attribute `d` of a path; a dot where a country is too small to be seen.
    """
    return {iso3: path for iso3 in codes() if (path := _path(outline(iso3)))}


def world_with(areas: Mapping[str, T]) -> list[tuple[str, T | None]]:
    """Give the paths of all countries, each with what is listed of it.

    Parameters
    ----------
    areas : mapping
        What is listed, by the code of the area.

    Returns
    -------
    list of (str, object or None)
        Path and what is listed of its country; empty where none of the areas has an outline.
    """
    if not any(area in codes() for area in areas):
        return []
    return [(path, areas.get(iso3)) for iso3, path in world().items()]


def _path(polygons: tuple[Polygon, ...]) -> str:
    """Draw the parts of a country that can be seen, else a dot at its largest."""
    rings = sorted((projected(polygon[0]) for polygon in polygons), key=_extent, reverse=True)
    if not rings:
        return ""
    if _extent(rings[0]) < DOT:
        x, y = rings[0].mean(axis=0).round().astype(int)
        return f"M{x - DOT} {y}a{DOT} {DOT} 0 1 0 {2 * DOT} 0a{DOT} {DOT} 0 1 0 {-2 * DOT} 0z"
    return "".join(_ring(ring) for ring in rings if _extent(ring) >= SMALLEST)


def _extent(ring: NDArray[np.float64]) -> float:
    """Width or height of a ring, whichever is more."""
    return float(np.ptp(ring, axis=0).max())


def _ring(ring: NDArray[np.float64]) -> str:
    """Draw a ring by the steps between its points, without those that nobody would miss."""
    simple = shapely.LineString(ring).simplify(TOLERANCE, preserve_topology=False)
    points = np.asarray(simple.coords).round().astype(int)
    steps = np.diff(points, axis=0)[:-1]
    told = "".join(_step(x, y) for x, y in steps.tolist()).strip()
    return f"M{points[0, 0]} {points[0, 1]}l{told}z" if len(steps) > 1 else ""


def _step(x: int, y: int) -> str:
    """Write a step after another one: a minus sign separates too."""
    return f"{'' if x < 0 else ' '}{x}{'' if y < 0 else ' '}{y}"
