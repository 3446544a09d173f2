"""Borders of areas: whether they are sound, which of them touch, and which of them hold a point."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely import MultiPolygon, Polygon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from workbench.errors import InputError

WGS_84 = CRS.from_epsg(4326)
WITHIN_M = 1.0  # the two sides of a border that were drawn apart differ by centimetres
EARTH_RADIUS_M = 6_371_009.0
MENDED_SHARE = 0.05  # of an area: mending that changes more is left to who knows the border
SHOWN_SHARE = 5e-5
DECIMALS = 9  # of degrees after reprojection: a tenth of a millimetre
HALF_AROUND = 180.0
POLYGONS = ("Polygon", "MultiPolygon")


def read_border(geometry: str | Mapping[str, Any]) -> BaseGeometry:
    """Read a Polygon or MultiPolygon of GeoJSON, without heights; open rings are closed.

    Parameters
    ----------
    geometry : str or mapping
        The geometry, as text or as it is after reading.

    Returns
    -------
    Polygon or MultiPolygon
        It need not be valid, see `sound`.

    Raises
    ------
    InputError
        If it is another geometry, or a ring has fewer than three points or no finite ones.
    """
    try:
        content = json.loads(geometry) if isinstance(geometry, str) else geometry
    except (ValueError, RecursionError):
        raise InputError("A border is a geometry of GeoJSON.") from None
    kind = content.get("type") if isinstance(content, Mapping) else type(content).__name__
    if kind not in POLYGONS:
        raise InputError(f"A border is a Polygon or MultiPolygon, not {kind!r}.")
    try:
        found = content.get("coordinates") or []
        parts = [_polygon(rings) for rings in ([found] if kind == "Polygon" and found else found)]
    except (TypeError, ValueError, LookupError, OverflowError):
        raise InputError("A ring is a list of three or more points, each two numbers.") from None
    if not parts:
        raise InputError("A border has at least one ring.")
    return parts[0] if kind == "Polygon" else MultiPolygon(parts)


def sound(border: BaseGeometry) -> tuple[BaseGeometry, str]:
    """Give a border that is valid, and what had to be mended for it.

    Parameters
    ----------
    border : geometry
        As it was read.

    Returns
    -------
    tuple of (Polygon or MultiPolygon, str)
        The border without heights, and what was wrong with it; empty where nothing was.

    Raises
    ------
    InputError
        If it is no polygon, has no area, or cannot be mended without changing more of the area than
        `MENDED_SHARE`.

    Examples
    --------
    >>> sound(Polygon([(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]))[1]
    ''
    """
    if border.geom_type not in POLYGONS:
        raise InputError(f"A border is a Polygon or MultiPolygon, not {border.geom_type!r}.")
    flat = shapely.force_2d(border)
    if shapely.is_valid(flat) and flat.area > 0:
        return flat, ""
    wrong = shapely.is_valid_reason(flat).replace("[", " at ").rstrip("]")
    mended = as_valid(flat)
    if mended.area == 0:
        raise InputError("The border encloses no area.")
    changed = abs(mended.area - flat.area) / mended.area
    if changed > MENDED_SHARE:
        raise InputError(
            f"The border crosses itself or overlaps ({wrong}). Correct it where it was drawn."
        )
    return mended, f"{wrong}, {changed:.2%} of the area" if changed >= SHOWN_SHARE else wrong


def as_valid(border: BaseGeometry) -> BaseGeometry:
    """Give a border without crossings: what its rings enclose, less its holes."""
    return shapely.make_valid(border, method="structure", keep_collapsed=False)


def in_degrees(borders: gpd.GeoSeries) -> gpd.GeoSeries:
    """Borders in WGS 84.

    Parameters
    ----------
    borders : GeoSeries
        Borders in any system.

    Returns
    -------
    GeoSeries
        In degrees; one that crosses 180 degrees is parted there. Where a border cannot be told
        in degrees its coordinates are not finite.
    """
    if borders.crs.to_2d().equals(WGS_84, ignore_axis_order=True):
        return borders.set_crs(WGS_84, allow_override=True)
    moved = borders.to_crs(WGS_84)
    rounded = shapely.transform(moved.to_numpy(), lambda points: np.round(points, DECIMALS))
    return gpd.GeoSeries([*map(_parted, rounded)], index=borders.index, crs=WGS_84)


def stored_borders(areas: pd.DataFrame) -> gpd.GeoSeries:
    """Borders of areas of a store, in degrees.

    Intake reprojects and checks them; stores that were written before hold them in the system of
    their file, which the area names, and as they came.

    Parameters
    ----------
    areas : DataFrame
        Rows of `areas` that have a border.

    Returns
    -------
    GeoSeries
        By area_id.

    Raises
    ------
    InputError
        If one is no Polygon or MultiPolygon, or in a system that is not known.
    """
    parts = []
    for epsg, own in areas.groupby(areas["epsg"].fillna("")):
        drawn = {}
        for area_id, geometry in zip(own["area_id"], own["geometry"], strict=True):
            try:
                drawn[area_id] = as_valid(read_border(geometry))
            except InputError as error:
                raise InputError(f"Area {area_id}: {error}") from None
        system = system_of_number(str(epsg)) if epsg else WGS_84
        parts.append(in_degrees(gpd.GeoSeries(drawn, crs=system)))
    return pd.concat(parts)


def touching(borders: gpd.GeoSeries, within_m: float = WITHIN_M) -> list[tuple[str, str]]:
    """Pairs of areas whose borders have a point in common, both ways (queen contiguity).

    Parameters
    ----------
    borders : GeoSeries
        Borders by area, best in the system in which they were drawn: a line that is straight in
        one system is bent in another.
    within_m : float
        Borders no farther apart count as one. [m]

    Returns
    -------
    list of (str, str)
        Area and neighbour.
    """
    distance = _tolerance(borders.crs, within_m)
    near = _near(borders, borders, distance)
    if borders.crs.is_geographic:  # areas on both sides of 180 degrees
        beyond = _near(borders, borders.translate(2 * half_around(borders.crs)), distance)
        near = np.hstack([near, beyond, beyond[::-1]])
    ids = borders.index.to_numpy()
    return sorted({(ids[one], ids[other]) for one, other in near.T if one != other})


def holding(borders: gpd.GeoSeries, points: np.ndarray) -> list[list[str]]:
    """Areas that hold each point.

    Parameters
    ----------
    borders : GeoSeries
        Borders by area.
    points : array of float, shape (n, 2)
        East and north, in the system of the borders.

    Returns
    -------
    list of list of str
        Several where areas overlap. A point on a border, or no farther than `WITHIN_M` from one,
        is in the first area by name.
    """
    ids = [str(area) for area in borders.index]
    found: list[list[str]] = [[] for _ in points]
    known = np.flatnonzero(np.isfinite(points).all(axis=1))
    places = shapely.points(points[known])
    for area, place in shapely.STRtree(places).query(borders, predicate="contains").T:
        found[known[place]].append(ids[area])
    left = np.array([n for n in known if not found[n]], dtype=int)
    near = shapely.STRtree(shapely.points(points[left])).query(
        borders, predicate="dwithin", distance=_tolerance(borders.crs)
    )
    for area, place in near.T:
        found[left[place]] = [min([ids[area], *found[left[place]]])]
    return [sorted(areas) for areas in found]


def system_of_number(epsg: str) -> CRS:
    """System of coordinates of a number.

    Raises
    ------
    InputError
        If there is no such system.

    Examples
    --------
    >>> system_of_number("EPSG:25832").name
    'ETRS89 / UTM zone 32N'
    """
    number = epsg.upper().removeprefix("EPSG:")
    if number == "CRS84":
        return WGS_84
    try:
        return CRS.from_epsg(int(number))
    except (CRSError, ValueError):
        raise InputError(f"epsg {epsg!r} is no number of a system, as 25832 is.") from None


def half_around(system: CRS) -> float:
    """Half of a circle in the unit of a geographic system.

    Examples
    --------
    >>> round(half_around(WGS_84), 9)
    180.0
    """
    return np.pi / _unit(system)


def _unit(system: CRS) -> float:
    """Metres or radians in one unit of the coordinates."""
    base = system.source_crs if system.is_bound else None
    return float((base or system).axis_info[0].unit_conversion_factor)


def _tolerance(system: CRS, within_m: float = WITHIN_M) -> float:
    """Give a distance in the unit of a system."""
    metres = _unit(system) * (EARTH_RADIUS_M if system.is_geographic else 1)
    return within_m / metres


def _near(borders: gpd.GeoSeries, shapes: gpd.GeoSeries, distance: float) -> np.ndarray:
    """Numbers of shapes and of the borders that each of them touches, in two rows."""
    return np.asarray(borders.sindex.query(shapes, predicate="dwithin", distance=distance))


def _parted(border: BaseGeometry) -> BaseGeometry:
    """Cut a border that spans more than half of the earth after reprojection at 180 degrees."""
    west, south, east, north = border.bounds
    if not east - west > HALF_AROUND:  # also where coordinates are not finite
        return border
    joined = shapely.transform(
        border, lambda points: points + (points[:, :1] < 0) * np.array([2 * HALF_AROUND, 0])
    )
    eastern = shapely.intersection(joined, shapely.box(0, south, HALF_AROUND, north))
    western = shapely.intersection(joined, shapely.box(HALF_AROUND, south, 360, north))
    return shapely.union(eastern, translate(western, -2 * HALF_AROUND))


def _polygon(rings: Sequence[Sequence[Sequence[float]]]) -> Polygon:
    """Polygon of an outer ring and its holes."""
    outer, *holes = map(_ring, rings)
    return Polygon(outer, holes)


def _ring(points: Sequence[Sequence[float]]) -> np.ndarray:
    """Points of a ring, without heights."""
    ring = np.array([[float(point[0]), float(point[1])] for point in points])
    if len(ring) < 3 or not np.isfinite(ring).all():
        raise ValueError("too few points")
    return ring
