"""Areas of the fictional health data: squares on a grid, and the sites that are sampled in them."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import pandas as pd

SIDE_DEGREES = 0.1
SITES_AN_AREA = 4
BY_CODE_EVERY = 10  # of so many areas, one has sites whose area is known by code alone
OUTSIDE = 3  # sites that lie in no area
MARGIN = 0.05  # no site is nearer to a border, in sides


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
    """

    iso3: str
    n_columns: int
    n_rows: int
    west: float
    south: float

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
            "geometry": [_square(grid, *place) for place in grid.places()],
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


def sampled_sites(grid: Grid, random: np.random.Generator) -> pd.DataFrame:
    """Sites of the soil survey.

    Parameters
    ----------
    grid : Grid
        The country.
    random : Generator
        Numbers of chance.

    Returns
    -------
    DataFrame
        One row a site: site_id, area_id and area (its number, -1 outside), longitude and latitude
        (nan where only the code of the area is known) and by_code.
    """
    area = np.repeat(np.arange(grid.n_areas), SITES_AN_AREA)
    corners = np.array([grid.corner(*place) for place in grid.places()])[area]
    within = random.uniform(MARGIN, 1 - MARGIN, size=(area.size, 2)) * SIDE_DEGREES
    by_code = (area + 1) % BY_CODE_EVERY == 0
    places = np.where(by_code[:, None], np.nan, np.round(corners + within, 5))
    at_sea = np.column_stack([np.full(OUTSIDE, grid.west - 1.0), np.full(OUTSIDE, grid.south)])
    places = np.vstack([places, at_sea])
    return pd.DataFrame(
        {
            "site_id": [f"{grid.iso3}-H{number:04d}" for number in range(1, len(places) + 1)],
            "area": np.append(area, [-1] * OUTSIDE),
            "area_id": [*np.array(grid.area_ids())[area], *[""] * OUTSIDE],
            "longitude": places[:, 0],
            "latitude": places[:, 1],
            "by_code": np.append(by_code, [False] * OUTSIDE),
        }
    )


def _square(grid: Grid, column: int, row: int) -> str:
    """Border of an area as GeoJSON, counterclockwise."""
    west, south = grid.corner(column, row)
    east, north = grid.corner(column + 1, row + 1)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})
