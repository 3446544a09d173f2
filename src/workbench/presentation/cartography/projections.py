"""Map projections on a sphere, both of equal area, so that no country looks larger than it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

EARTH_KM = 6371.0088  # mean radius
Points: TypeAlias = NDArray[np.float64]  # (n_points, 2)
EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)  # A1 to A4 of the paper


@dataclass(frozen=True)
class Azimuthal:
    """Lambert's azimuthal equal-area projection, for a country or a region.

    Distances are true at the centre; 500 km from it they are wrong by less than 0.1 %.

    Attributes
    ----------
    longitude, latitude : float
        Centre. [degrees]

    References
    ----------
    .. [1] J. P. Snyder, "Map Projections: A Working Manual," U.S. Geological Survey Professional
       Paper 1395, 1987, equations 24-2 to 24-14. doi:10.3133/pp1395
    """

    longitude: float
    latitude: float

    def to_km(self, degrees: Points) -> Points:
        """Project positions in degrees to km east and north of the centre."""
        east = np.radians(degrees[:, 0] - self.longitude)
        north, centre = np.radians(degrees[:, 1]), np.radians(self.latitude)
        nearness = np.sin(centre) * np.sin(north) + np.cos(centre) * np.cos(north) * np.cos(east)
        scale = EARTH_KM * np.sqrt(2 / np.maximum(1 + nearness, 1e-9))  # 0 at the antipode only
        across = np.cos(north) * np.sin(east)
        up = np.cos(centre) * np.sin(north) - np.sin(centre) * np.cos(north) * np.cos(east)
        return np.column_stack([scale * across, scale * up])

    def to_degrees(self, km: Points) -> Points:
        """Give the positions in degrees of points of the map in km."""
        far = np.hypot(km[:, 0], km[:, 1])
        angle = 2 * np.arcsin(np.minimum(far / (2 * EARTH_KM), 1.0))
        centre = np.radians(self.latitude)
        up = np.divide(km[:, 1], far, out=np.zeros_like(far), where=far > 0)
        sine = np.cos(angle) * np.sin(centre) + up * np.sin(angle) * np.cos(centre)
        east = np.arctan2(
            km[:, 0] * np.sin(angle),
            far * np.cos(centre) * np.cos(angle) - km[:, 1] * np.sin(centre) * np.sin(angle),
        )
        north = np.degrees(np.arcsin(np.clip(sine, -1, 1)))
        return np.column_stack([self.longitude + np.degrees(east), north])


@dataclass(frozen=True)
class EqualEarth:
    """The Equal Earth projection, for the world.

    Attributes
    ----------
    longitude : float
        Middle meridian; positions lie within half a turn of it. [degrees]

    References
    ----------
    .. [1] B. Savric, T. Patterson, B. Jenny, "The Equal Earth map projection," International
       Journal of Geographical Information Science, vol. 33, pp. 454-465, 2019.
       doi:10.1080/13658816.2018.1504949
    """

    longitude: float

    def to_km(self, degrees: Points) -> Points:
        """Project positions in degrees to km east and north of the middle of the map."""
        a1, a2, a3, a4 = EQUAL_EARTH
        east = np.radians(degrees[:, 0] - self.longitude)
        angle = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(degrees[:, 1])))
        up = a1 * angle + a2 * angle**3 + a3 * angle**7 + a4 * angle**9
        slope = a1 + 3 * a2 * angle**2 + 7 * a3 * angle**6 + 9 * a4 * angle**8
        across = 2 * np.sqrt(3) / 3 * east * np.cos(angle) / slope
        return EARTH_KM * np.column_stack([across, up])


Projection: TypeAlias = Azimuthal | EqualEarth
