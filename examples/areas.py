"""Areas of the fictional countries: squares on a grid, of one country in a projected system."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from examples.projection import to_utm, utm_zone

SIDE_DEGREES = 0.1
UTM_SOUTH = 32700  # EPSG code of a southern zone of UTM on WGS 84, less the zone
DIGITS_OF_METRES = 2


@dataclass(frozen=True)
class Grid:
    """Squares of a country, side by side.

    Attributes
    ----------
    iso3 : str
        Country.
    n_columns, n_rows : int
        Squares from west to east and from south to north.
    west, south : float
        Corner where it begins. [degrees, WGS 84]
    is_projected : bool
        Whether its borders were delivered in metres, in the zone of UTM that it lies in.
    """

    iso3: str
    n_columns: int
    n_rows: int
    west: float
    south: float
    is_projected: bool = False

    @property
    def n_areas(self) -> int:
        """Number of areas."""
        return self.n_columns * self.n_rows

    def places(self) -> list[tuple[int, int]]:
        """Column and row of each area, from the south-west on."""
        return [(column, row) for row in range(self.n_rows) for column in range(self.n_columns)]

    def area_id(self, column: int, row: int) -> str:
        """Code of an area."""
        return f"{self.iso3}-{row + 1:02d}{column + 1:02d}"

    def area_ids(self) -> list[str]:
        """Codes of all areas."""
        return [self.area_id(column, row) for column, row in self.places()]

    def corner(self, column: int, row: int) -> tuple[float, float]:
        """South-western corner of an area, in degrees (WGS 84)."""
        west = round(self.west + SIDE_DEGREES * column, 6)
        return west, round(self.south + SIDE_DEGREES * row, 6)

    def waves(self) -> np.ndarray:
        """Sum of two long waves over the country, one value an area.

        They are eigenvectors of which square shares a side with which: patterns that a model with
        a spatial term can take up whole.
        """
        places = np.array(self.places(), dtype=float) + 1
        east = np.pi * places[:, 0] / (self.n_columns + 1)
        north = np.pi * places[:, 1] / (self.n_rows + 1)
        return np.asarray(np.sin(2 * east) * np.sin(north) + np.sin(east) * np.sin(2 * north))


GRIDS: Mapping[str, Grid] = {
    "XAA": Grid("XAA", 13, 10, -30.0, -40.0),
    "XAB": Grid("XAB", 14, 10, -28.0, -40.0),
    "XAC": Grid("XAC", 15, 10, -26.0, -40.0),
    "XAD": Grid("XAD", 12, 10, -24.0, -40.0),
    "XAE": Grid("XAE", 6, 4, -22.0, -40.0, is_projected=True),
}


def area_rows(grid: Grid) -> pd.DataFrame:
    """Rows of `areas`: squares with centroid and border; a row of squares is a district."""
    half = SIDE_DEGREES / 2
    corners = [grid.corner(*place) for place in grid.places()]
    return pd.DataFrame(
        {
            "area_id": grid.area_ids(),
            "name": [f"Square {column + 1}/{row + 1}" for column, row in grid.places()],
            "parent_id": [f"{grid.iso3}-{row + 1:02d}" for _, row in grid.places()],
            "longitude": [round(west + half, 6) for west, _ in corners],
            "latitude": [round(south + half, 6) for _, south in corners],
            **_borders(grid),
        }
    )


def neighbour_rows(grid: Grid) -> pd.DataFrame:
    """Rows of `neighbours`: squares that share a side."""
    links = [
        (grid.area_id(column, row), grid.area_id(column + east, row + north))
        for column, row in grid.places()
        for east, north in ((0, -1), (-1, 0), (1, 0), (0, 1))
        if 0 <= column + east < grid.n_columns and 0 <= row + north < grid.n_rows
    ]
    return pd.DataFrame(links, columns=["area_id", "neighbour_id"])


def _borders(grid: Grid) -> dict[str, object]:
    """Columns of the borders: in degrees, or as intake stores those of a projected file."""
    rings = [_ring(grid, *place) for place in grid.places()]
    if not grid.is_projected:
        return {"geometry": [_polygon(ring) for ring in rings]}
    zone = utm_zone(grid.west)
    projected = [[to_utm(east, north, zone) for east, north in ring] for ring in rings]
    corners = np.array([ring[:-1] for ring in projected])
    centres = corners.mean(axis=1).round(DIGITS_OF_METRES)
    return {
        "x_m": centres[:, 0],
        "y_m": centres[:, 1],
        "epsg": f"EPSG:{UTM_SOUTH + zone}",
        "geometry": [_polygon([_rounded(*point) for point in ring]) for ring in projected],
    }


def _ring(grid: Grid, column: int, row: int) -> list[tuple[float, float]]:
    """Corners of an area, counterclockwise, the first again at the end; in degrees."""
    west, south = grid.corner(column, row)
    east, north = grid.corner(column + 1, row + 1)
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def _rounded(east: float, north: float) -> tuple[float, float]:
    """Coordinates to the centimetre."""
    return round(east, DIGITS_OF_METRES), round(north, DIGITS_OF_METRES)


def _polygon(ring: Sequence[tuple[float, float]]) -> str:
    """Border as GeoJSON."""
    return json.dumps({"type": "Polygon", "coordinates": [ring]})
