"""Areas of a GeoPackage: the fields of a layer as a table of text, beside them the borders."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from workbench.errors import InputError
from workbench.inputs.declarations import FileForm
from workbench.inputs.delivered import DeliveredFile, refuse_columns
from workbench.inputs.health.geojson import Features, number_of_system
from workbench.inputs.health.wkb import geometry_of

SUFFIX = ".gpkg"
LAYERS = """
    SELECT g.table_name, g.column_name, s.organization, s.organization_coordsys_id
    FROM gpkg_geometry_columns AS g LEFT JOIN gpkg_spatial_ref_sys AS s USING (srs_id)
    ORDER BY g.table_name
"""


def read_geopackage(
    path: Path, wanted: Iterable[str], *, layer: str = "", epsg: str = ""
) -> Features:
    """Read a layer of areas.

    Parameters
    ----------
    path : Path
        File.
    wanted : iterable of str
        Fields that it must have.
    layer : str
        Name of the layer; empty where there is only one.
    epsg : str
        Number of the system of its coordinates, where the file does not say it.

    Raises
    ------
    InputError
        If it is no GeoPackage, has no such layer, no rows or not the fields.
    """
    if not path.is_file():
        raise InputError(f"There is no file {path} that can be read. Give a GeoPackage.")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            name, column, system = _layer(path.name, database, layer)
            found = database.execute(f"SELECT * FROM {_quoted(name)}")
            names = tuple(entry[0] for entry in found.description)
            records = found.fetchall()
    except sqlite3.Error as error:
        raise InputError(f"{path.name} is no GeoPackage ({error}).") from None
    if column not in names:
        raise InputError(f"{path.name}, layer {name!r} has no column {column!r} of geometries.")
    at = names.index(column)
    header = tuple(field for field in names if field != column)
    refuse_columns(path.name, header, wanted, FileForm())
    if not records:
        raise InputError(f"{path.name}, layer {name!r} has no rows. Give a layer with areas.")
    lines = tuple(range(2, len(records) + 2))
    rows = tuple(
        tuple(_as_text(value) for number, value in enumerate(record) if number != at)
        for record in records
    )
    blobs = zip(lines, (record[at] for record in records), strict=True)
    geometries = {line: geometry_of(blob) for line, blob in blobs if isinstance(blob, bytes)}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    table = DeliveredFile(path.name, digest, header, rows, lines)
    return Features(table, geometries, number_of_system(epsg or system))


def _layer(name: str, database: sqlite3.Connection, layer: str) -> tuple[str, str, str]:
    """Table, column of geometries and system of a layer."""
    layers = {row[0]: row for row in database.execute(LAYERS)}
    if layer not in layers and (layer or len(layers) != 1):
        listed = ", ".join(layers) or "none"
        raise InputError(
            f"{name} has no layer {layer!r}. Name one in the mapping (file.sheet): {listed}."
        )
    table, column, organization, number = layers[layer or next(iter(layers))]
    is_known = str(organization).upper() == "EPSG"
    return str(table), str(column), str(number) if is_known else ""


def _quoted(name: str) -> str:
    """Name of a table as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def _as_text(value: object) -> str:
    """Text of a field."""
    return "" if value is None else str(value)
