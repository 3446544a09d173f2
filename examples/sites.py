"""Sites of the fictional countries: one list a country, at which all samples are taken."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from examples.areas import GRIDS, SIDE_DEGREES, Grid
from examples.chance import SEED, generator

SITES_AN_AREA = {"XAA": 1, "XAB": 1, "XAC": 1, "XAD": 3, "XAE": 3}
OUTSIDE = 3  # sites of each country that lie in no area
BY_CODE_EVERY = 10  # of so many areas, one has sites whose area is known by code alone
MARGIN = 0.05  # no site is nearer to a border, in sides
POINT_SOURCE_EVERY = {"XAD": 12}  # of so many sites, one is beside a known source
RESIDENTIAL_EVERY = {"XAE": 3}  # of so many sites, one is where people live
IN_SEDIMENT = {"XBC": (12, -20.0, -40.0)}  # sites, and the corner of the lake that they are in


@cache
def sites(iso3: str, seed: int = SEED) -> pd.DataFrame:
    """Sites of a country.

    Parameters
    ----------
    iso3 : str
        A country with sites.
    seed : int
        Where the numbers of chance begin.

    Returns
    -------
    DataFrame
        One row a site: site_id; area_id and area (its number, -1 outside); longitude and latitude
        (missing where only the code of the area is known); land_use and source_type; by_code.
    """
    random = generator(seed, iso3, "sites")
    if iso3 in IN_SEDIMENT:
        return _of_a_lake(iso3, random)
    grid = GRIDS[iso3]
    area = np.repeat(np.arange(grid.n_areas), SITES_AN_AREA[iso3])
    by_code = (area + 1) % BY_CODE_EVERY == 0
    hidden = by_code & (not grid.is_projected)
    places = np.vstack([_places(grid, area, hidden, random), _outside(grid)])
    number = np.arange(1, len(places) + 1)
    return pd.DataFrame(
        {
            "site_id": [f"{iso3}-{one:03d}" for one in number],
            "area": np.append(area, [-1] * OUTSIDE),
            "area_id": [*np.array(grid.area_ids())[area], *[""] * OUTSIDE],
            "longitude": places[:, 0],
            "latitude": places[:, 1],
            "land_use": _every(number, RESIDENTIAL_EVERY.get(iso3), "residential", "agricultural"),
            "source_type": _every(number, POINT_SOURCE_EVERY.get(iso3), "point", "diffuse"),
            "by_code": np.append(by_code | grid.is_projected, [False] * OUTSIDE),
        }
    )


def site_areas(iso3: str, seed: int = SEED) -> pd.DataFrame:
    """Rows of `site_areas`: sites without coordinates, and those of borders in metres."""
    listed = sites(iso3, seed)
    return listed.loc[listed["by_code"], ["site_id", "area_id"]]


def _places(
    grid: Grid, area: np.ndarray, hidden: np.ndarray, random: np.random.Generator
) -> np.ndarray:
    """Longitude and latitude of sites somewhere in their areas."""
    corners = np.array([grid.corner(*place) for place in grid.places()])[area]
    within = random.uniform(MARGIN, 1 - MARGIN, size=(area.size, 2)) * SIDE_DEGREES
    return np.where(hidden[:, None], np.nan, np.round(corners + within, 5))


def _outside(grid: Grid) -> np.ndarray:
    """Longitude and latitude of the sites that lie in no area."""
    north = grid.south + SIDE_DEGREES * np.arange(OUTSIDE)
    return np.column_stack([np.full(OUTSIDE, grid.west - 1.0), north])


def _of_a_lake(iso3: str, random: np.random.Generator) -> pd.DataFrame:
    """Sites of a country that has sampled the sediment of a lake alone."""
    n_sites, west, south = IN_SEDIMENT[iso3]
    places = np.round(np.array([west, south]) + random.uniform(0, SIDE_DEGREES, (n_sites, 2)), 5)
    return pd.DataFrame(
        {
            "site_id": [f"{iso3}-{number:03d}" for number in range(1, n_sites + 1)],
            "area": -1,
            "area_id": "",
            "longitude": places[:, 0],
            "latitude": places[:, 1],
            "land_use": None,
            "source_type": "diffuse",
            "by_code": False,
        }
    )


def _every(number: np.ndarray, step: int | None, word: str, otherwise: str) -> list[str]:
    """Word of every so many sites, and of the others."""
    return [word if step and one % step == 0 else otherwise for one in number.tolist()]
