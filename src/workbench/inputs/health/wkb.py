"""Polygons of well-known binary, as GeoPackage keeps them, as geometries of GeoJSON."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

POLYGON, MULTI_POLYGON = 3, 6
NAMES = {POLYGON: "Polygon", MULTI_POLYGON: "MultiPolygon"}
DIMENSIONS = {0: 2, 1: 3, 2: 3, 3: 4}  # by thousands of the type: none, Z, M, Z and M
ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
HEADER_BYTES = 8
NOT_READ = {"type": "damaged geometry"}


@dataclass
class _Bytes:
    """Bytes that are read from the front."""

    content: bytes
    at: int = 0
    order: str = "<"

    def take(self, form: str) -> tuple[Any, ...]:
        """Give the next numbers, in the codes of `struct`."""
        packed = struct.Struct(self.order + form)
        numbers = packed.unpack_from(self.content, self.at)
        self.at += packed.size
        return numbers


def geometry_of(blob: bytes) -> dict[str, Any]:
    """Geometry of a blob of GeoPackage, as GeoJSON has it, without heights.

    Parameters
    ----------
    blob : bytes
        Header of GeoPackage and well-known binary (ISO, with or without heights).

    Returns
    -------
    dict
        A Polygon or MultiPolygon; of anything else, only a `type` that says what it is.

    References
    ----------
    .. [1] OGC 12-128r18, "GeoPackage Encoding Standard," clause 2.1.3.
    .. [2] OGC 06-103r4, "Simple Feature Access, Part 1," clause 8.

    Examples
    --------
    >>> geometry_of(b"nothing")
    {'type': 'damaged geometry'}
    """
    try:
        if blob[:2] != b"GP":
            return dict(NOT_READ)
        skipped = HEADER_BYTES + ENVELOPE_BYTES[blob[3] >> 1 & 7]
        return _geometry(_Bytes(blob, skipped))
    except (IndexError, KeyError, struct.error):
        return dict(NOT_READ)


def _geometry(content: _Bytes) -> dict[str, Any]:
    """Geometry that begins where the bytes are."""
    kind, dimensions = _kind(content)
    if kind == POLYGON:
        return {"type": NAMES[kind], "coordinates": _rings(content, dimensions)}
    if kind != MULTI_POLYGON:
        return {"type": f"type {kind} of well-known binary"}
    (n_polygons,) = content.take("I")
    parts = [_geometry(content) for _ in range(n_polygons)]
    return {"type": NAMES[kind], "coordinates": [part["coordinates"] for part in parts]}


def _kind(content: _Bytes) -> tuple[int, int]:
    """Type of a geometry and the numbers of each of its points."""
    content.order = "<" if content.content[content.at] == 1 else ">"
    content.at += 1
    (code,) = content.take("I")
    return code % 1000, DIMENSIONS[code // 1000]


def _rings(content: _Bytes, dimensions: int) -> list[list[list[float]]]:
    """Rings of a polygon."""
    (n_rings,) = content.take("I")
    rings = []
    for _ in range(n_rings):
        (n_points,) = content.take("I")
        if n_points * dimensions * 8 > len(content.content):
            raise struct.error("more points than bytes")
        rings.append([list(content.take(f"{dimensions}d")[:2]) for _ in range(n_points)])
    return rings
