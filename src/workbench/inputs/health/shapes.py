"""Borders of the areas of a file: centroids and neighbours are worked out from them."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pandas as pd

from workbench.errors import InputError
from workbench.inputs.health.borders import (
    DIGITS_OF_DEGREES,
    DIGITS_OF_METRES,
    Border,
    centroid,
    touching,
)
from workbench.inputs.health.geojson import Features, border_of

SHAPE = ("longitude", "latitude", "x_m", "y_m", "geometry", "epsg")


def with_shapes(rows: pd.DataFrame, features: Features) -> tuple[pd.DataFrame, dict[int, Border]]:
    """Rows of `areas` with border and centroid; a border that cannot be used is noted.

    Parameters
    ----------
    rows : DataFrame
        Rows as the properties give them, with source_row and reason.
    features : Features
        The file.

    Returns
    -------
    tuple of (DataFrame, dict)
        The rows, and the border of each source_row that has one. An area without a geometry is
        kept without border, centroid and neighbours.
    """
    borders: dict[int, Border] = {}
    shapes = []
    for line, reason in zip(rows["source_row"], rows["reason"], strict=True):
        geometry = features.geometries.get(int(line))
        shape: dict[str, object] = {"reason": reason}
        if geometry is not None and not reason:
            try:
                border = border_of(geometry, in_degrees=not features.epsg)
            except InputError as error:
                shape["reason"] = str(error).removesuffix(".")
            else:
                borders[int(line)] = border
                shape |= _centre(border, features.epsg)
                shape["geometry"] = json.dumps(geometry, separators=(",", ":"))
        shapes.append(shape)
    made = pd.DataFrame(shapes, index=rows.index, columns=[*SHAPE, "reason"])
    return rows.assign(**{name: made[name] for name in (*SHAPE, "reason")}), borders


def neighbour_rows(areas: pd.DataFrame, borders: Mapping[int, Border], epsg: str) -> pd.DataFrame:
    """Rows of `neighbours`: areas of a country whose borders have a point in common.

    Parameters
    ----------
    areas : DataFrame
        Rows of `areas` that can be used.
    borders : mapping of int to tuple
        Border by source_row.
    epsg : str
        Number of the system of the borders; empty for degrees.
    """
    digits = DIGITS_OF_METRES if epsg else DIGITS_OF_DEGREES
    parts = []
    for iso3, own in areas.groupby("iso3"):
        lines = dict(zip(own["area_id"], own["source_row"], strict=True))
        known = {area: borders[line] for area, line in lines.items() if line in borders}
        links = pd.DataFrame(touching(known, digits), columns=["area_id", "neighbour_id"])
        source_row = links["area_id"].map(lines)
        parts.append(links.assign(iso3=iso3, source_row=source_row))
    return pd.concat(parts, ignore_index=True).sort_values("source_row", kind="stable")


def _centre(border: Border, epsg: str) -> dict[str, object]:
    """Centroid, in degrees or in the system that the file names."""
    east, north = centroid(border)
    if epsg:
        return {"x_m": east, "y_m": north, "epsg": f"EPSG:{epsg}"}
    return {"longitude": east, "latitude": north}
