"""Areas of a GeoJSON file: the properties as a table of text, beside them the borders."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import InputError
from workbench.inputs.declarations import FileForm
from workbench.inputs.delivered import DeliveredFile, refuse_columns
from workbench.inputs.health.borders import Border, read_border

SUFFIXES = (".geojson", ".json")
IN_DEGREES = ("4326", "CRS84")
EPSG = re.compile(r"EPSG:{1,2}(?:[\d.]*:)?(\d+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Features:
    """Areas of a file with their borders.

    Attributes
    ----------
    table : DeliveredFile
        Properties, one row a feature; the first feature is in row 2.
    geometries : mapping of int to mapping
        Geometry of each row that has one.
    epsg : str
        Number of the system of its coordinates; empty for degrees (WGS 84).
    """

    table: DeliveredFile
    geometries: Mapping[int, Mapping[str, Any]]
    epsg: str


def read_geojson(path: Path, wanted: Iterable[str], epsg: str = "") -> Features:
    """Read a FeatureCollection.

    Parameters
    ----------
    path : Path
        File.
    wanted : iterable of str
        Properties that it must have.
    epsg : str
        Number of the system of its coordinates, where the file does not say it.

    Raises
    ------
    InputError
        If it cannot be read, is no FeatureCollection or lacks a property.
    """
    raw = _content(path)
    features = _features(path.name, raw)
    properties = [_part(one, "properties") for one in features]
    header = tuple(dict.fromkeys(name for own in properties for name in own))
    refuse_columns(path.name, header, wanted, FileForm())
    rows = tuple(tuple(_as_text(own.get(name)) for name in header) for own in properties)
    lines = tuple(range(2, len(rows) + 2))
    table = DeliveredFile(path.name, hashlib.sha256(raw).hexdigest(), header, rows, lines)
    geometries = {
        line: geometry
        for line, one in zip(lines, features, strict=True)
        if (geometry := _part(one, "geometry"))
    }
    system = number_of_system(epsg) if epsg else _system_of(path.name, json.loads(raw))
    return Features(table, geometries, system)


def border_of(geometry: Mapping[str, Any], *, in_degrees: bool) -> Border:
    """Border of a feature.

    Raises
    ------
    InputError
        If it is none, or if it should be in degrees and is not.
    """
    border = read_border(geometry)
    points = [ring for rings in border for ring in rings]
    if in_degrees and any((abs(ring) > (180, 90)).any() for ring in points):
        raise InputError("Coordinates are no degrees: give epsg in constants.")
    return border


def _content(path: Path) -> bytes:
    """Bytes of the file."""
    try:
        return path.read_bytes()
    except OSError:
        raise InputError(
            f"There is no file {path} that can be read. Give a GeoJSON file."
        ) from None


def _features(name: str, raw: bytes) -> Sequence[Mapping[str, Any]]:
    """Features of the file."""
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is no JSON: {error}.") from None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise InputError(f"{name} is no FeatureCollection of GeoJSON. Export the areas as one.")
    if not features:
        raise InputError(f"{name} has no features. Give a file with areas.")
    return features


def _system_of(name: str, content: Mapping[str, Any]) -> str:
    """Find the number of the system that a file names; empty for degrees, as RFC 7946 has them."""
    named = str(_part(_part(content, "crs"), "properties").get("name", "CRS84"))
    if named.upper().endswith("CRS84"):
        return ""
    found = EPSG.search(named)
    if not found:
        raise InputError(f"{name} is in {named!r}, which is no EPSG code. Give epsg in constants.")
    return number_of_system(found.group(1))


def number_of_system(epsg: str) -> str:
    """Read the number of a system; empty for degrees (WGS 84).

    Raises
    ------
    InputError
        If it is no number.

    Examples
    --------
    >>> number_of_system("EPSG:25832"), number_of_system("4326"), number_of_system("")
    ('25832', '', '')
    """
    number = epsg.upper().removeprefix("EPSG:")
    if number and not number.isdecimal():
        raise InputError(f"epsg {epsg!r} is no number of a system, as 25832 is.")
    return "" if number in IN_DEGREES else number


def _part(content: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Object below a key; empty where there is none."""
    part = content.get(key)
    return part if isinstance(part, dict) else {}


def _as_text(value: object) -> str:
    """Text of a property."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
