"""Areas of a geographic file: their fields as a table of text, beside them the borders."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import struct
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyogrio
import shapely
from pyogrio.errors import DataSourceError
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from workbench.errors import InputError
from workbench.inputs.areas.borders import read_border, system_of_number
from workbench.inputs.areas.boundary_forms import (
    ZIP,
    collection_of_observations,
    collection_of_topology,
    unzipped,
)
from workbench.inputs.areas.tables_mapping import GEOJSON, LAYERED
from workbench.inputs.files.delivered import DeliveredFile, refuse_columns
from workbench.inputs.files.file_form import FileForm, as_text

BESIDE = (".shp", ".shx", ".dbf", ".prj", ".cpg")  # files of a shapefile
DAMAGED = "The border is damaged."
UTF_8 = FileForm().encoding
MOST_FEATURES = 1_000_000
COUNTED_WITHIN_S = 10.0
STEPS = 100_000  # of SQLite's machine between two looks at the clock
HAS_HEIGHT, HAS_MEASURE, HAS_SYSTEM = 0x8000_0000, 0x4000_0000, 0x2000_0000  # bits of a kind
PLAIN = 0x1FFF_FFFF  # the other bits
A_POINT, OF_RINGS = 1, (3, 17)
OF_PARTS = {*range(4, 8), *range(9, 13), 15, 16}  # kinds of well-known binary that hold others
DEEPEST = 8
NO_SYSTEM = "Undefined"  # how GDAL begins the names of those of GeoPackage


@dataclass(frozen=True)
class Features:
    """Areas of a file with their borders.

    Attributes
    ----------
    table : DeliveredFile
        Fields, one row a feature; the first feature is in row 2.
    borders : mapping of int to geometry
        Border of each row that has one.
    faults : mapping of int to str
        Rows with a border that cannot be read, and why.
    system : CRS
        System of the coordinates.
    remarks : tuple of str
        What GDAL had to say when it read the file.
    """

    table: DeliveredFile
    borders: Mapping[int, BaseGeometry]
    faults: Mapping[int, str]
    system: CRS
    remarks: tuple[str, ...] = field(default=())


def read_areas(
    path: Path,
    wanted: Iterable[str],
    form: FileForm,
    epsg: str = "",
    *,
    geometry: Callable[[Mapping[str, Any]], BaseGeometry] = read_border,
) -> Features:
    """Read a GeoJSON, TopoJSON, GeoPackage, shapefile or FlatGeobuf, or a ZIP of one.

    Parameters
    ----------
    path : Path
        File.
    wanted : iterable of str
        Fields that it must have.
    form : FileForm
        Its layer, where there are several (sheet), and the encoding of a shapefile without .cpg.
    epsg : str
        Number of the system of its coordinates, in place of what the file says.
    geometry : callable
        What reads a geometry of GeoJSON: borders, or points too.

    Returns
    -------
    Features
        Fields and borders of each row.

    Raises
    ------
    InputError
        If it cannot be read, has no such layer, no rows or not the fields, or if the system of its
        coordinates is not known.
    """
    if not path.is_file():
        raise InputError(f"There is no file {path} that can be read. Give a file of areas.")
    if path.suffix.lower() == ZIP:
        with unzipped(path) as layer:
            found = read_areas(layer, wanted, form, epsg, geometry=geometry)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return replace(found, table=replace(found.table, name=path.name, sha256=digest))
    system = system_of_number(epsg) if epsg else None
    if path.suffix.lower() in GEOJSON:
        return _from_geojson(path, wanted, form, system, geometry)
    return _from_layer(path, wanted, form, system)


def _from_geojson(
    path: Path,
    wanted: Iterable[str],
    form: FileForm,
    system: CRS | None,
    geometry: Callable[[Mapping[str, Any]], BaseGeometry],
) -> Features:
    """Features of a FeatureCollection.

    GDAL is not asked: it takes coordinates in an unknown system for degrees, gives areas with
    broken borders as areas without one, and guesses types, so that codes change.
    """
    raw = path.read_bytes()
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path.name} is no JSON: {error}.") from None
    if HALF.search(raw):
        _refuse_halves(path.name, content)
    if isinstance(content, dict) and content.get("type") == "Topology":
        content = collection_of_topology(path.name, content, form.sheet)
    if isinstance(content, dict) and isinstance(content.get("value"), list):
        content = collection_of_observations(path.name, content)
    features = _features(path.name, content)
    properties = [_part(one, "properties") for one in features]
    header = tuple(dict.fromkeys(name for own in properties for name in own))
    rows = (tuple(_json_text(own.get(name), form) for name in header) for own in properties)
    table = _table(path, wanted, header, rows, hashlib.sha256(raw))
    borders, faults = {}, {}
    for line, one in zip(table.lines, features, strict=True):
        try:
            if one.get("geometry") is not None:
                borders[line] = geometry(one["geometry"])
        except InputError as error:
            faults[line] = str(error)
    return Features(table, borders, faults, system or _named_system(path.name, content))


HALF = re.compile(rb"\\u[dD][89a-fA-F]")  # escaped halves of characters, which mostly come in pairs


def _refuse_halves(name: str, content: object) -> None:
    """Refuse text with half of a character, which can be written nowhere."""
    try:
        json.dumps(content, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        sign = f"U+{ord(error.object[error.start]):04X}"
        raise InputError(
            f"{name} has half of a character ({sign} alone) in a text. Write it anew as UTF-8."
        ) from None


def _from_layer(path: Path, wanted: Iterable[str], form: FileForm, system: CRS | None) -> Features:
    """Features of a layer that GDAL reads."""
    kind, begins = LAYERED[path.suffix.lower()]
    with path.open("rb") as content:
        if content.read(len(begins)) != begins:
            raise InputError(f"{path.name} is no {kind}. Give one, or GeoJSON.")
    if kind == "GeoPackage":
        _refuse_endless(path)
    encoding = form.encoding if kind == "shapefile" and form.encoding != UTF_8 else None
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            layer = _layer(path, form.sheet)
            is_numbered = kind == "GeoPackage"  # its numbers are a field, those of others are not
            about, found = pyogrio.read_arrow(
                path, layer=layer, encoding=encoding, return_fids=is_numbered
            )
        except (DataSourceError, ValueError) as error:
            raise InputError(f"{path.name} is no {kind} that can be read ({error}).") from None
    column = about["geometry_name"] or "wkb_geometry"
    header = tuple(name for name in found.column_names if name != column)
    columns = [[as_text(cell, form) for cell in found[name].to_pylist()] for name in header]
    digest = hashlib.sha256()
    for own in [path] if kind != "shapefile" else [path.with_suffix(end) for end in BESIDE]:
        digest.update(own.read_bytes() if own.is_file() else b"")
    rows = zip(*columns, strict=True) if columns else iter([()] * len(found))
    table = _table(path, wanted, header, rows, digest)
    borders, faults = _read_binaries(table.lines, found[column].to_pylist())
    if is_numbered and len(borders) + len(faults) < len(found):
        lines = dict(zip(found[about["fid_column"]].to_pylist(), table.lines, strict=True))
        given = {lines[number] for number in _with_border(path, layer, column, about["fid_column"])}
        faults |= dict.fromkeys(given - borders.keys() - faults.keys(), DAMAGED)
    remarks = tuple(dict.fromkeys(str(one.message) for one in said))
    return Features(table, borders, faults, system or _own_system(path, about["crs"]), remarks)


def _layer(path: Path, wanted: str) -> str:
    """Name of the only layer with geometries, or of the one that is wanted."""
    layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
    if not layers:
        raise InputError(f"{path.name} is no file with a layer of areas. Give one, or GeoJSON.")
    if wanted not in layers and (wanted or len(layers) != 1):
        raise InputError(
            f"{path.name} has no layer {wanted!r}. "
            f"Name one in the mapping (file.sheet): {', '.join(layers)}."
        )
    return wanted or layers[0]


def _refuse_endless(path: Path) -> None:
    """Refuse a GeoPackage with a layer without end, as a view may be: GDAL would go on."""
    ends_at = time.monotonic() + COUNTED_WITHIN_S
    number = 0
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        database.set_progress_handler(lambda: time.monotonic() > ends_at, STEPS)
        try:
            layers = database.execute("SELECT table_name FROM gpkg_geometry_columns").fetchall()
            for (layer,) in layers:
                quoted = '"' + str(layer).replace('"', '""') + '"'
                rows = f"SELECT 1 FROM {quoted} LIMIT {MOST_FEATURES + 1}"
                (counted,) = database.execute(f"SELECT count(*) FROM ({rows})").fetchone()
                number = max(number, counted)
        except sqlite3.Error:  # of another fault GDAL says why
            number = MOST_FEATURES + 1 if time.monotonic() > ends_at else number
    if number > MOST_FEATURES:
        raise InputError(
            f"{path.name} has more than {MOST_FEATURES:,} rows. Give it in parts, or as CSV."
        )


def _with_border(path: Path, layer: str, column: str, numbers: str) -> list[int]:
    """Numbers of the rows of a GeoPackage that have a border; GDAL gives none for damaged ones."""
    names = ('"' + name.replace('"', '""') + '"' for name in (numbers, layer, column))
    query = "SELECT {} + 0 AS number FROM {} WHERE {} IS NOT NULL".format(*names)
    _, found = pyogrio.read_arrow(path, sql=query)
    return list(found["number"].to_pylist())


def _read_binaries(
    lines: Sequence[int], binaries: Sequence[bytes | None]
) -> tuple[dict[int, BaseGeometry], dict[int, str]]:
    """Geometries of well-known binary by line, and why others cannot be read."""
    borders, faults = {}, {}
    for line, binary in zip(lines, binaries, strict=True):
        if binary is None:
            continue
        if _is_deep(binary):
            faults[line] = "The border cannot be read (its parts are nested too deeply)."
            continue
        try:
            border = shapely.from_wkb(binary, on_invalid="fix")  # open rings are closed
        except (ShapelyError, NotImplementedError) as error:  # of curves
            faults[line] = f"The border cannot be read ({error})."
            continue
        if border is None:
            faults[line] = DAMAGED
        else:
            borders[line] = border
    return borders, faults


def _is_deep(binary: bytes) -> bool:
    """Whether the parts of a geometry are nested so deeply that reading it would end the process.

    No polygon or point needs more than two levels. What is damaged is left to the reader.
    """
    place, left = 0, [1]  # parts that are still to come, on each level
    try:
        while left and len(left) <= DEEPEST:
            if not left[-1]:
                left.pop()
                continue
            left[-1] -= 1
            order = "<" if binary[place] else ">"
            (code,) = struct.unpack_from(f"{order}I", binary, place + 1)
            place += 5 + 4 * bool(code & HAS_SYSTEM)
            kind, n_bytes = (code & PLAIN) % 1000, 8 * _dimensions(code)
            if kind == A_POINT:
                place += n_bytes
                continue
            (number,) = struct.unpack_from(f"{order}I", binary, place)
            place += 4
            if kind in OF_PARTS:
                left.append(number)
            elif kind in OF_RINGS:
                for _ in range(number):
                    (n_points,) = struct.unpack_from(f"{order}I", binary, place)
                    place += 4 + n_points * n_bytes
            else:
                place += number * n_bytes
    except (struct.error, IndexError):
        return False
    return len(left) > DEEPEST


def _dimensions(code: int) -> int:
    """Count the numbers of a point: two, with a height or measure three, with both four."""
    own = (code & PLAIN) // 1000
    return 2 + (bool(code & HAS_HEIGHT) or own in (1, 3)) + (bool(code & HAS_MEASURE) or own > 1)


def _table(
    path: Path,
    wanted: Iterable[str],
    header: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
    digest: hashlib._Hash,
) -> DeliveredFile:
    """Fields of all features."""
    refuse_columns(path.name, header, wanted, FileForm())
    listed = tuple(rows)
    if not listed:
        raise InputError(f"{path.name} has no rows. Give a file or layer with areas.")
    lines = tuple(range(2, len(listed) + 2))
    return DeliveredFile(path.name, digest.hexdigest(), header, listed, lines)


def _features(name: str, content: object) -> Sequence[Mapping[str, Any]]:
    """Features of a file of GeoJSON."""
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise InputError(f"{name} is no FeatureCollection of GeoJSON. Export the areas as one.")
    if not features:
        raise InputError(f"{name} has no features. Give a file with areas.")
    return features


def _named_system(name: str, content: Mapping[str, Any]) -> CRS:
    """System that a file of GeoJSON names; without a name WGS 84, as RFC 7946 has it."""
    named = str(_part(_part(content, "crs"), "properties").get("name", "OGC:CRS84"))
    try:
        return CRS.from_user_input(named)
    except CRSError:
        raise InputError(
            f"{name} is in {named!r}, which is no system that is known. Give epsg in constants."
        ) from None


def _own_system(path: Path, given: str | None) -> CRS:
    """System that a layer names."""
    system = CRS.from_user_input(given) if given else None
    is_known = system and (system.is_geographic or system.is_projected)
    if system is None or not is_known or system.name.startswith(NO_SYSTEM):
        raise InputError(
            f"{path.name} does not say in which system its coordinates are. "
            "Give epsg in constants, as 25832."
        )
    return system


def _part(content: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Object below a key; empty where there is none."""
    part = content.get(key)
    return part if isinstance(part, dict) else {}


def _json_text(value: object, form: FileForm) -> str:
    """Text of a property; what is no text, number or nothing stays JSON."""
    if isinstance(value, bool | dict | list):
        return json.dumps(value, ensure_ascii=False)
    return as_text(value, form)
