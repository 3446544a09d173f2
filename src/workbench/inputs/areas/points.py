"""Features of a geographic file as rows of a table, with the place of each in degrees."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import shapely
from pyproj import Transformer
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from workbench.errors import InputError
from workbench.inputs.areas.area_files import read_areas
from workbench.inputs.areas.tables_mapping import GEOJSON, LAYERED
from workbench.inputs.files.delivered import Delivered, DeliveredFile, refuse_columns
from workbench.inputs.files.file_form import FileForm, OddCell

GEOGRAPHIC = (*GEOJSON, *LAYERED)
PLACE = ("longitude", "latitude")
DEGREES = "OGC:CRS84"  # longitude first
UNREADABLE = (
    *(AttributeError, LookupError, OverflowError, RecursionError, TypeError, ValueError),
    ShapelyError,
)
OF_THE_GEOMETRY = "{} of the geometry"  # where a field has the name already


@contextmanager
def open_points(path: Path, wanted: Iterable[str], form: FileForm) -> Iterator[Delivered]:
    """Open a geographic file as one of measurements; see `read_points`.

    Yields
    ------
    Delivered
        The file, open.
    """
    table = read_points(path, wanted, form)
    records = zip(table.lines, table.rows, strict=True)
    yield Delivered(table.name, table.header, records, lambda: table.sha256)


def read_points(path: Path, wanted: Iterable[str], form: FileForm) -> DeliveredFile:
    """Fields of the features of a file, and where each is: a point inside of it.

    Parameters
    ----------
    path : Path
        GeoJSON, GeoPackage, shapefile or FlatGeobuf.
    wanted : iterable of str
        Columns that there must be; `longitude` and `latitude` are made of the geometry.
    form : FileForm
        Its layer, where there are several (sheet).

    Returns
    -------
    DeliveredFile
        One row a feature; the first feature is in row 2.

    Raises
    ------
    InputError
        If it cannot be read, does not say its system, or lacks a column.
    """
    features = read_areas(path, (), form, geometry=_geometry)
    table = features.table
    to_degrees = Transformer.from_crs(features.system, DEGREES, always_xy=True)
    added = tuple(OF_THE_GEOMETRY.format(one) if one in table.header else one for one in PLACE)
    header = (*table.header, *added)
    refuse_columns(path.name, header, wanted, FileForm())
    rows = []
    for line, cells in zip(table.lines, table.rows, strict=True):
        why = features.faults.get(line, "")
        place = (OddCell("", why), OddCell("", why)) if why else ("", "")
        if line in features.borders:
            place = _place(features.borders[line], to_degrees, form)
        rows.append((*cells, *place))
    return DeliveredFile(table.name, table.sha256, header, tuple(rows), table.lines)


def _geometry(given: Mapping[str, Any]) -> BaseGeometry:
    """Geometry of a feature of GeoJSON.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        return shapely.geometry.shape(given)
    except UNREADABLE as error:
        raise InputError(f"The geometry cannot be read ({error}).") from None


def _place(geometry: BaseGeometry, to_degrees: Transformer, form: FileForm) -> tuple[str, str]:
    """Longitude and latitude of a point inside a geometry; nothing where it is empty."""
    if geometry.is_empty:
        return "", ""
    inside = geometry.representative_point()
    east, north = to_degrees.transform(inside.x, inside.y)
    if not (math.isfinite(east) and math.isfinite(north)):
        why = f"the place {inside.x:g}, {inside.y:g} is none in the system of the file"
        return OddCell("", why), OddCell("", why)
    return _written(east, form), _written(north, form)


def _written(degrees: float, form: FileForm) -> str:
    """Degrees as the other numbers of the file are written."""
    return f"{degrees:.7f}".replace(".", form.decimal)
