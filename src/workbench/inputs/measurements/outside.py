"""Places that lie outside of the country that their file names, or with their axes swapped."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from workbench.findings.rows import Phrase, code, count, row
from workbench.vocabulary.outlines import outline

NEAR_DEGREES = 0.25  # the outlines are those of a map at 1 to 50 million
TURN = 360.0
FEWEST_POINTS = 4  # of a ring; atolls and small lakes of the map have fewer


@row
class PlacesOutside(Phrase):
    """Places of samples that lie outside of the country that the file names."""

    n_places: int = count("places outside")
    n_all: int = count("places of the country")
    country: str = code("countries", "the country")


@row
class AxesSwapped(Phrase):
    """Places that lie in the country of the file where longitude and latitude are swapped."""

    n_places: int = count("places")
    country: str = code("countries", "the country")


def places_doubted(places: pd.DataFrame) -> Iterator[Phrase]:
    """Doubts about places; none where the map has no outline of the country.

    Parameters
    ----------
    places : DataFrame
        iso3, longitude and latitude, each place once. [degrees]

    Yields
    ------
    Phrase
        For a country: how many places lie outside, or would lie inside with their axes swapped.
    """
    for iso3, own in places.groupby("iso3"):
        shape = _country(str(iso3))
        if shape is None:
            continue
        east, north = own["longitude"].to_numpy(), own["latitude"].to_numpy()
        outside = ~lies_in(shape, east, north)
        swapped = outside & lies_in(shape, north, east)
        if swapped.any():
            yield AxesSwapped(n_places=int(swapped.sum()), country=str(iso3))
        if (outside & ~swapped).any():
            n_places = int((outside & ~swapped).sum())
            yield PlacesOutside(n_places=n_places, n_all=len(own), country=str(iso3))


def lies_in(shape: BaseGeometry, east: np.ndarray, north: np.ndarray) -> np.ndarray:
    """Tell which places lie in a shape, whose longitudes may run on beyond the date line.

    Parameters
    ----------
    shape : geometry
        In degrees.
    east, north : array of float, shape (n_places,)
        Longitudes and latitudes. [degrees]

    Returns
    -------
    array of bool, shape (n_places,)
    """
    found: np.ndarray = np.logical_or.reduce(
        [shapely.contains_xy(shape, east + turn, north) for turn in (-TURN, 0.0, TURN)]
    )
    return found


@cache
def _country(iso3: str) -> BaseGeometry | None:
    """Outline of a country, with what lies near it; None where the map has none."""
    parts = [
        shapely.Polygon(outer, [hole for hole in holes if len(hole) >= FEWEST_POINTS])
        if len(outer) >= FEWEST_POINTS
        else shapely.Point(outer[0])
        for outer, *holes in outline(iso3)
    ]
    return shapely.union_all(shapely.buffer(parts, NEAR_DEGREES)) if parts else None
