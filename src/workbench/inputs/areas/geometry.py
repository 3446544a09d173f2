"""Borders of the areas of a file: checked, told in degrees, with their centroids and neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from workbench.errors import InputError
from workbench.findings.rows import Phrase
from workbench.inputs.areas.area_files import Features
from workbench.inputs.areas.borders import (
    WITHIN_M,
    as_valid,
    half_around,
    in_degrees,
    read_border,
    sound,
    system_of_number,
    touching,
)
from workbench.inputs.files.delivered import DeliveredFile
from workbench.inputs.ingest_report import BordersApart, WithoutNeighbour
from workbench.vocabulary.distinct import note

MOST_IN_COMMON = 0.01  # of the smaller of two borders: more is the same area again
PROJECTED = ["x_m", "y_m", "epsg"]


@dataclass(frozen=True)
class Shaped:
    """Rows of `areas` with their borders.

    Attributes
    ----------
    rows : DataFrame
        The rows, with the border and its centroid in degrees (WGS 84), or with why not.
    borders : GeoSeries
        Border of each source_row that has one that can be used, in the system of the file.
    mended : mapping of int to str
        By source_row: what was wrong with a border and could be mended.
    """

    rows: pd.DataFrame
    borders: gpd.GeoSeries
    mended: Mapping[int, str]


def with_shapes(rows: pd.DataFrame, features: Features) -> Shaped:
    """Give rows of `areas` their borders; one that cannot be used is noted.

    Parameters
    ----------
    rows : DataFrame
        Rows as the fields give them, with source_row and reason.
    features : Features
        The file.

    Returns
    -------
    Shaped
        An area without a geometry is kept without border, centroid and neighbours.

    Raises
    ------
    InputError
        If the file is said to be in degrees and is not.
    """
    faults = dict(features.faults)
    mended: dict[int, str] = {}
    borders: dict[int, BaseGeometry] = {}
    for line in rows.loc[rows["reason"] == "", "source_row"].map(int):
        try:
            if line in features.borders:
                borders[line], wrong = sound(features.borders[line])
                mended |= {line: wrong} if wrong else {}
        except InputError as error:
            faults[line] = str(error)
    drawn = gpd.GeoSeries(borders, crs=features.system, dtype="geometry")
    _refuse_no_degrees(features.table.name, drawn)
    placed = in_degrees(drawn)
    is_told = np.isfinite(placed.bounds).all(axis=1)
    faults |= dict.fromkeys(
        placed.index[~is_told], f"The border is outside of where {features.system.name} holds."
    )
    used = placed[is_told]
    lines = rows["source_row"].map(int)
    whys = {line: why.removesuffix(".") for line, why in faults.items()}
    note(rows, lines.isin(whys), lines.map(whys))
    return Shaped(_filled(rows, _centroids(drawn[is_told]), used), drawn[is_told], mended)


def features_of_texts(delivered: DeliveredFile, rows: pd.DataFrame) -> Features:
    """Borders that a table gives as texts of GeoJSON.

    Parameters
    ----------
    delivered : DeliveredFile
        The table.
    rows : DataFrame
        Rows of `areas` that were made of it.

    Returns
    -------
    Features
        Those of rows without a reason.

    Raises
    ------
    InputError
        If the borders are in several systems.
    """
    given = rows[(rows["reason"] == "") & rows["geometry"].notna()]
    systems = sorted(given["epsg"].fillna("").unique())
    if len(systems) > 1:
        raise InputError(
            f"{delivered.name} has borders in {len(systems)} systems ({', '.join(systems)}). "
            "Give those of each in a file of their own."
        )
    borders, faults = {}, {}
    for line, text in zip(given["source_row"].map(int), given["geometry"], strict=True):
        try:
            borders[line] = read_border(text)
        except InputError as error:
            faults[line] = str(error)
    return Features(delivered, borders, faults, system_of_number("".join(systems) or "4326"))


def joined_rows(rows: pd.DataFrame, features: Features) -> tuple[pd.DataFrame, Features, int]:
    """Join rows of one code to one area, as where each island has a row of its own.

    Parameters
    ----------
    rows : DataFrame
        Rows of `areas`; a row with the code of an earlier one is noted as its repeat.
    features : Features
        The file.

    Returns
    -------
    DataFrame
        Without the rows that were joined to an earlier one; a row whose border lies over that of
        the earlier one is a repeat and stays.
    Features
        With the joined borders.
    int
        Rows that were joined.
    """
    borders, left, joined = dict(features.borders), [], 0
    keys = rows["iso3"] + ":" + rows["area_id"].fillna("")
    first = {key: int(line) for key, line in zip(keys[::-1], rows["source_row"][::-1], strict=True)}
    lines = rows["source_row"].map(int)
    is_again = rows["reason"].str.startswith("repeats an earlier row")
    for place in rows.index[is_again]:
        line, own = lines[place], first[keys[place]]
        if line in borders and own in borders and line != own:
            pair = [as_valid(shapely.force_2d(borders[one])) for one in (own, line)]
            common = shapely.intersection(*pair).area
            if common <= MOST_IN_COMMON * min(one.area for one in pair):
                borders[own] = shapely.union(*pair)
                left.append(place)
                joined += 1
    return rows.drop(index=left), replace(features, borders=borders), joined


def contacts(shaped: Shaped, links: pd.DataFrame, within_m: float) -> Iterator[Phrase]:
    """Say which neighbours the tolerance made, and how many areas have none.

    Parameters
    ----------
    shaped : Shaped
        Areas of a file.
    links : DataFrame
        What `neighbour_rows` gave of them.
    within_m : float
        Its tolerance. [m]

    Yields
    ------
    BordersApart or WithoutNeighbour
    """
    fit = shaped.rows[shaped.rows["reason"] == ""]
    drawn = fit[fit["source_row"].isin(shaped.borders.index)]
    bare = neighbour_rows(shaped, 0.0)
    pairs, exact = (
        set(zip(one["iso3"], one["area_id"], one["neighbour_id"], strict=True))
        for one in (links, bare)
    )
    linked = {(iso3, area) for iso3, area, _ in pairs}
    known = set(zip(drawn["iso3"], drawn["area_id"], strict=True))
    n_apart, n_without = len(pairs - exact) // 2, len(known - linked)
    if n_apart:
        yield BordersApart(n_pairs=n_apart, metres=within_m)
    if n_without and len(known) > 1:
        yield WithoutNeighbour(n_areas=n_without, n_all=len(known), metres=within_m)


def neighbour_rows(shaped: Shaped, within_m: float = WITHIN_M) -> pd.DataFrame:
    """Rows of `neighbours`: areas of a country whose borders have a point in common.

    Parameters
    ----------
    shaped : Shaped
        Areas of a file.
    within_m : float
        Borders no farther apart count as one. [m]

    Returns
    -------
    DataFrame
        Both directions of each pair, in the order of the areas.
    """
    rows = shaped.rows
    fit = rows[(rows["reason"] == "") & rows["source_row"].isin(shaped.borders.index)]
    parts = [pd.DataFrame(columns=["area_id", "neighbour_id", "iso3", "source_row"])]
    for iso3, own in fit.groupby("iso3"):
        lines = dict(zip(own["area_id"], own["source_row"], strict=True))
        known = shaped.borders[own["source_row"]].set_axis(own["area_id"])
        links = pd.DataFrame(touching(known, within_m), columns=["area_id", "neighbour_id"])
        parts.append(links.assign(iso3=iso3, source_row=links["area_id"].map(lines)))
    return pd.concat(parts, ignore_index=True).sort_values("source_row", kind="stable")


def _filled(rows: pd.DataFrame, centroids: pd.DataFrame, borders: gpd.GeoSeries) -> pd.DataFrame:
    """Rows with what is known of the areas that have a border; the others are as they were."""
    lines = rows["source_row"].map(int)
    texts = pd.Series(shapely.to_geojson(borders.to_numpy()), borders.index, dtype="str")
    has_border = lines.isin(borders.index)
    known = centroids.reindex(lines).set_index(rows.index).assign(geometry=lines.map(texts))
    made = {str(name): known[name].where(has_border, rows[name]) for name in known}
    return rows.assign(**made, **{name: rows[name].mask(has_border) for name in PROJECTED})


def _centroids(borders: gpd.GeoSeries) -> pd.DataFrame:
    """Centres of gravity in degrees, by source_row."""
    centres = gpd.GeoSeries(shapely.centroid(borders.to_numpy()), borders.index, borders.crs)
    points = in_degrees(centres)
    return pd.DataFrame({"longitude": points.x, "latitude": points.y}, index=borders.index)


def _refuse_no_degrees(name: str, borders: gpd.GeoSeries) -> None:
    """Refuse borders in metres that are said to be in degrees: none of the file can be right."""
    if not (borders.crs.is_geographic and len(borders)):
        return
    half = half_around(borders.crs) + 1e-5
    beyond = (borders.bounds.abs().to_numpy() > np.array([half, half / 2] * 2)).any(axis=1)
    if beyond.any():
        raise InputError(
            f"{name}, row {borders.index[beyond][0]}: the coordinates are no degrees. "
            "Give the system of the file as epsg in constants."
        )
