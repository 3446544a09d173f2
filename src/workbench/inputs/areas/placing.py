"""Soil samples in areas: by the code of their site, or by where they were taken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.findings.excluded import Excluded
from workbench.findings.rows import Phrase, code, row, text

SITE = ["iso3", "site_id"]
NO_PLACE, UNKNOWN_AREA, NO_BORDERS = "no place", "unknown area", "no borders"
OUTSIDE, SEVERAL = "outside", "several areas"


@row
class SamplingSite(Phrase):
    """A site where soil was sampled."""

    site: str = text("its code")


@row
class NotPlaced(Phrase):
    """Why a site is in no single area."""

    reason: str = code("not-placed", "what is missing, or where it lies")


@dataclass(frozen=True)
class PlacedSamples:
    """Samples in their areas, and those that are in none.

    Attributes
    ----------
    samples : DataFrame
        Rows of `measurements` with `area_id` and `placed_by` (code or coordinates).
    sites_left_out : DataFrame
        One row a site that is in no area: iso3, site_id, n_measurements and the code of the reason.
    """

    samples: pd.DataFrame
    sites_left_out: pd.DataFrame

    @property
    def left_out(self) -> tuple[Excluded, ...]:
        """Sites that are in no area, with the measurements of each."""
        rows = self.sites_left_out
        listed = zip(rows["site_id"], rows["reason"], rows["n_measurements"], strict=True)
        return tuple(
            Excluded(
                what=SamplingSite(site=site),
                kind="measurements",
                why=NotPlaced(reason=reason),
                count=int(n),
            )
            for site, reason, n in listed
        )

    def n_samples(self) -> pd.DataFrame:
        """Count of samples and sites by area and substance, for areas that have any."""
        grouped = self.samples.groupby(["iso3", "area_id", "substance"], as_index=False)
        return grouped.agg(
            n_measurements=("value", "size"),
            n_sites=("site_id", "nunique"),
            n_censored=("censored", "sum"),
        )


def placed_samples(
    measurements: pd.DataFrame, areas: pd.DataFrame, site_areas: pd.DataFrame
) -> PlacedSamples:
    """Put soil samples into areas; a code goes before coordinates.

    Parameters
    ----------
    measurements, areas, site_areas : DataFrame
        Rows of these tables.

    Returns
    -------
    PlacedSamples
        Every measurement is in one of its two tables.

    Raises
    ------
    InputError
        If a border on file is no Polygon or MultiPolygon, or in a system that is not known.
    """
    sites = _sites(measurements).merge(site_areas[[*SITE, "area_id"]], on=SITE, how="left")
    sites["placed_by"] = np.where(sites["area_id"].notna(), "code", "coordinates")
    sites["reason"] = ""
    by_code = sites["area_id"].notna()
    known = pd.MultiIndex.from_frame(areas[["iso3", "area_id"]])
    strange = by_code & ~pd.MultiIndex.from_frame(sites[["iso3", "area_id"]]).isin(known)
    sites.loc[strange, "reason"] = UNKNOWN_AREA
    for iso3, own in sites[~by_code].groupby("iso3"):
        area_ids, reasons = _by_coordinates(own, areas[areas["iso3"] == iso3])
        sites.loc[own.index, "area_id"] = area_ids
        sites.loc[own.index, "reason"] = reasons
    placed = sites[sites["reason"] == ""]
    samples = measurements.merge(placed[[*SITE, "area_id", "placed_by"]], on=SITE)
    others = sites.loc[sites["reason"] != "", [*SITE, "n_measurements", "reason"]]
    return PlacedSamples(samples, others.reset_index(drop=True))


def _sites(measurements: pd.DataFrame) -> pd.DataFrame:
    """Sites with the middle of the coordinates of their samples."""
    grouped = measurements.groupby(SITE, as_index=False)
    return grouped.agg(
        longitude=("longitude", "median"),
        latitude=("latitude", "median"),
        n_measurements=("value", "size"),
    )


def _by_coordinates(sites: pd.DataFrame, areas: pd.DataFrame) -> tuple[list[str | None], list[str]]:
    """Area and reason of each site, of which one is empty."""
    points = sites[["longitude", "latitude"]].to_numpy(dtype=float)
    has_place = np.isfinite(points).all(axis=1)
    drawn = areas[areas["geometry"].notna()]
    found = _holding(drawn, points) if len(drawn) else [[]] * len(points)
    area_ids = [ids[0] if len(ids) == 1 else None for ids in found]
    reasons = [
        _reason(ids, placed=bool(placed), any_border=not drawn.empty)
        for ids, placed in zip(found, has_place, strict=True)
    ]
    return area_ids, reasons


def _holding(areas: pd.DataFrame, points: np.ndarray) -> list[list[str]]:
    """Areas that hold each point."""
    from workbench.inputs.areas import borders  # noqa: PLC0415 - imports geopandas

    return borders.holding(borders.stored_borders(areas), points)


def _reason(areas: list[str], *, placed: bool, any_border: bool) -> str:
    """Say why a site is in no single area; empty where it is."""
    if not placed:
        return NO_PLACE
    if not any_border:
        return NO_BORDERS
    if len(areas) > 1:
        return SEVERAL
    return "" if areas else OUTSIDE
