"""Coordinates of a map in metres: the transverse Mercator projection of UTM, forwards."""

from __future__ import annotations

import math

SEMI_MAJOR_M = 6_378_137.0  # WGS 84
FLATTENING = 1 / 298.257223563
SCALE = 0.9996  # of UTM on its central meridian
FALSE_EASTING_M = 500_000.0
FALSE_NORTHING_M = 10_000_000.0  # of the southern zones


def utm_zone(longitude: float) -> int:
    """Zone of UTM that a longitude is in, 1 to 60.

    Examples
    --------
    >>> utm_zone(-22.0)
    27
    """
    return int((longitude + 180) // 6) + 1


def to_utm(longitude: float, latitude: float, zone: int) -> tuple[float, float]:
    """Easting and northing of a place in a zone of UTM.

    Parameters
    ----------
    longitude, latitude : float
        Place. [degrees, WGS 84]
    zone : int
        Zone, 1 to 60; the place may lie a few degrees outside of it.

    Returns
    -------
    tuple of float
        Easting and northing, to the third order of Krüger's series: a millimetre in a zone. [m]

    References
    ----------
    .. [1] C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers," J. Geodesy,
       vol. 85, pp. 475-485, 2011. doi:10.1007/s00190-011-0445-3

    Examples
    --------
    On the central meridian the northing is the length of the meridian times the scale; at 45
    degrees that length is 4984944.378 m.

    >>> east, north = to_utm(9.0, 45.0, 32)
    >>> round(east, 3), round(north / SCALE, 3)
    (500000.0, 4984944.378)
    """
    n = FLATTENING / (2 - FLATTENING)
    radius = SEMI_MAJOR_M / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    alphas = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16,
        13 * n**2 / 48 - 3 * n**3 / 5,
        61 * n**3 / 240,
    )
    east_of = math.radians(longitude - (6 * zone - 183))
    sine = math.sin(math.radians(latitude))
    eccentricity = 2 * math.sqrt(n) / (1 + n)
    conformal = math.sinh(math.atanh(sine) - eccentricity * math.atanh(eccentricity * sine))
    xi = math.atan2(conformal, math.cos(east_of))
    eta = math.atanh(math.sin(east_of) / math.hypot(1, conformal))
    steps = list(enumerate(alphas, start=1))
    north = xi + sum(a * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, a in steps)
    east = eta + sum(a * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, a in steps)
    origin = FALSE_NORTHING_M if latitude < 0 else 0.0
    return FALSE_EASTING_M + SCALE * radius * east, origin + SCALE * radius * north
