"""Outlines of countries and territories, from Natural Earth's map at 1:50 million.

They show where a country lies and express no opinion on its boundaries. The file is TopoJSON: a
border between two countries is stored once, as an arc that both refer to.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ring: TypeAlias = NDArray[np.float64]  # (n_points, 2): degrees east and north, last point = first
Polygon: TypeAlias = tuple[Ring, ...]  # the outer ring, then its holes
Box: TypeAlias = tuple[float, float, float, float]
ArcRing: TypeAlias = tuple[int, ...]  # numbers of arcs; ~n is arc n from its end to its start

# Codes of Natural Earth alone, of parts that ISO 3166-1 counts with another country
PART_OF = {"ATC": "AUS", "CYN": "CYP", "SOL": "SOM"}
# Territories that the file draws with another: boxes of west, south, east, north
WITHIN: Mapping[str, tuple[str, tuple[Box, ...]]] = {
    "BES": ("NLD", ((-69.0, 11.5, -62.5, 18.0),)),
    "CCK": ("IOA", ((96.0, -13.0, 98.0, -11.0),)),
    "CXR": ("IOA", ((105.0, -11.0, 106.5, -10.0),)),
    "GLP": ("FRA", ((-62.0, 15.7, -60.9, 16.6),)),
    "GUF": ("FRA", ((-55.0, 2.0, -51.0, 6.0),)),
    "MTQ": ("FRA", ((-61.5, 14.2, -60.6, 15.0),)),
    "MYT": ("FRA", ((44.5, -13.5, 45.6, -12.0),)),
    "REU": ("FRA", ((55.0, -21.6, 56.1, -20.6),)),
    "SJM": ("NOR", ((10.0, 74.0, 35.0, 81.0), (-10.0, 70.5, -7.0, 71.5))),
    "TKL": ("NZL", ((-173.0, -10.0, -171.0, -8.0),)),
}
NOT_GIVEN = {"ATA", "IOA", *PART_OF}  # Antarctica is a ring around a pole


@dataclass(frozen=True)
class Topology:
    """A TopoJSON file.

    Attributes
    ----------
    scale, translate : array of float, shape (2,)
        From its whole numbers to degrees.
    arcs : sequence of sequences of [int, int]
        Each arc as steps from point to point, the first from nought.
    shapes : mapping of str to tuple
        Polygons by code, each as rings of arcs.
    """

    scale: NDArray[np.float64]
    translate: NDArray[np.float64]
    arcs: Sequence[Sequence[Sequence[int]]]
    shapes: Mapping[str, tuple[tuple[ArcRing, ...], ...]]

    def ring(self, arcs: ArcRing) -> Ring:
        """Join the arcs of a ring; where two meet they share a point."""
        points = [self._arc(number)[place > 0 :] for place, number in enumerate(arcs)]
        return _unbroken(np.concatenate(points))

    def _arc(self, number: int) -> Ring:
        """Points of an arc in degrees."""
        steps = np.asarray(self.arcs[number if number >= 0 else ~number], dtype=float)
        points: Ring = np.cumsum(steps, axis=0) * self.scale + self.translate
        return points if number >= 0 else points[::-1]

    def polygons(self, codes: Iterable[str]) -> tuple[Polygon, ...]:
        """Polygons of several shapes as one: a border between two of them is not in it."""
        shapes = [polygon for code in codes for polygon in self.shapes[code]]
        used = Counter(arc for polygon in shapes for ring in polygon for arc in ring)
        shared = {arc for arc in used if ~arc in used}
        kept = [polygon for polygon in shapes if not any(shared & {*ring} for ring in polygon)]
        cut = [
            arc
            for polygon in shapes
            if polygon not in kept
            for ring in polygon
            for arc in ring
            if arc not in shared
        ]
        whole = [tuple(self.ring(ring) for ring in polygon) for polygon in kept]
        return (*whole, *((ring,) for ring in self._closed(cut)))

    def _closed(self, arcs: Sequence[int]) -> Iterator[Ring]:
        """Join loose arcs to rings, end to start."""
        loose = {arc: self._arc(arc) for arc in arcs}
        while loose:
            _, ring = loose.popitem()
            while not np.array_equal(ring[0], ring[-1]):
                following = next(
                    arc for arc, points in loose.items() if np.array_equal(points[0], ring[-1])
                )
                ring = np.concatenate([ring, loose.pop(following)[1:]])
            yield _unbroken(ring)


def _unbroken(ring: Ring) -> Ring:
    """Let longitudes run on where a ring crosses the date line: 179, 180, 181."""
    return np.column_stack([np.unwrap(ring[:, 0], period=360), ring[:, 1]])


def read_topology(text: str) -> Topology:
    """Read the layer `countries` of a TopoJSON file, whose shapes have a code `a3`.

    References
    ----------
    .. [1] M. Bostock, C. Metcalf, "The TopoJSON Format Specification," 2017,
       github.com/topojson/topojson-specification.
    """
    given: dict[str, Any] = json.loads(text)
    transform = given["transform"]
    return Topology(
        scale=np.asarray(transform["scale"], dtype=float),
        translate=np.asarray(transform["translate"], dtype=float),
        arcs=given["arcs"],
        shapes={
            one["properties"]["a3"]: tuple(
                tuple(map(tuple, polygon))
                for polygon in (one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]])
            )
            for one in given["objects"]["countries"]["geometries"]
        },
    )


@cache
def _world() -> Topology:
    """Read the topology of the package."""
    path = files("workbench.vocabulary").joinpath("tables", "countries.topojson")
    return read_topology(path.read_text("utf-8"))


@cache
def codes() -> tuple[str, ...]:
    """All codes that have an outline, those of territories that are drawn with another too."""
    return tuple(sorted({*_world().shapes, *WITHIN} - NOT_GIVEN))


@cache
def outline(iso3: str) -> tuple[Polygon, ...]:
    """Polygons of a country or territory.

    Parameters
    ----------
    iso3 : str
        ISO 3166-1 alpha-3 code; XKX too.

    Returns
    -------
    tuple of Polygon
        Outer ring and holes of each part, in degrees; an atoll may be a single point, given twice.
        A part that lies across the date line has longitudes beyond 180 degrees.
        Empty where the map has no outline, as of a fictional country.

    Examples
    --------
    >>> len(outline("LSO")), len(outline("XAA"))
    (1, 0)
    """
    if iso3 not in codes():
        return ()
    if iso3 in WITHIN:
        whole, boxes = WITHIN[iso3]
        parts = _world().polygons((whole,))
        return tuple(part for part in parts if any(_is_in(part[0], box) for box in boxes))
    return _world().polygons((iso3, *(part for part, of in PART_OF.items() if of == iso3)))


def _is_in(ring: Ring, box: Box) -> bool:
    """Tell whether a ring lies in a box."""
    west, south, east, north = box
    return bool(np.all(([west, south] <= ring) & (ring <= [east, north])))
