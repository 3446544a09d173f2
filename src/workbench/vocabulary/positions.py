"""Positions as they may be published: rounded, so that no parcel of land is found by them."""

from __future__ import annotations

import math

KM_PER_DEGREE = 111.195  # of latitude; mean radius of the Earth 6371.01 km
PUBLISHED_KM = 1.0  # cells of 1 km, as of the EU's reference grid: a place, not a farmer's field


def rounded(longitude: float, latitude: float, to_km: float = PUBLISHED_KM) -> tuple[float, float]:
    """Round a position to the middle of cells that are at least so wide.

    The width of a cell in degrees is one, two or five times a power of ten, so that the rounded
    numbers do not look more exact than they are; rounding them again changes nothing.

    Parameters
    ----------
    longitude, latitude : float
        Position. [degrees east and north]
    to_km : float
        Least width of a cell. [km]

    Returns
    -------
    tuple of float
        Longitude and latitude. [degrees]

    Examples
    --------
    >>> rounded(36.82184, -1.29207), rounded(24.93841, 60.16952), rounded(24.93841, 60.16952, 10)
    ((36.82, -1.29), (24.94, 60.17), (25.0, 60.2))
    """
    north = _nearest(latitude, to_km / KM_PER_DEGREE)
    parallel = KM_PER_DEGREE * math.cos(math.radians(north))
    east = _nearest(longitude, to_km / parallel)  # at a pole all longitudes are in one cell
    return max(-180.0, min(east, 180.0)), max(-90.0, min(north, 90.0))


def _nearest(degrees: float, width: float) -> float:
    """Round to the nearest multiple of one, two or five times a power of ten."""
    power = math.floor(math.log10(width))
    times = next(one for one in (1, 2, 5, 10) if one * 10.0**power >= width)
    step = times * 10.0**power
    return round(round(degrees / step) * step, max(0, -power)) + 0.0  # no negative nought
