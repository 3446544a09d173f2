"""Stock of soil organic carbon to a depth, and its change at an equivalent mass of soil."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats

T_HA_OF_G_CM2 = 100.0
"""A soil of 1 g/cm2 weighs 100 t/ha."""
DEGRADING_FALL = 0.10
"""Fall of the stock from which on land counts as degraded by it."""

CarbonState = Literal["degraded", "stable", "improved", "unknown"]
DEGRADED: Final = "degraded"
STABLE: Final = "stable"
IMPROVED: Final = "improved"
UNKNOWN: Final = "unknown"


def fine_soil_mass(density: ArrayLike, depth_cm: ArrayLike, coarse_share: ArrayLike) -> Floats:
    """Mass of fine earth to a depth: density times depth times what is not coarse.

    Parameters
    ----------
    density : array of float
        Bulk density of the fine earth. [g/cm3]
    depth_cm : array of float
        Thickness of the layer. [cm]
    coarse_share : array of float
        Share of the volume that is fragments above 2 mm. [0 to 1]

    Returns
    -------
    array of float
        [t/ha]

    Raises
    ------
    SeriesError
        If a density or depth is not above 0, or a share is not from 0 to below 1.

    Examples
    --------
    >>> float(fine_soil_mass(1.3, 30.0, 0.1))
    3510.0
    """
    dense, deep, coarse = (
        np.asarray(one, dtype=np.float64) for one in (density, depth_cm, coarse_share)
    )
    if (dense <= 0).any() or (deep <= 0).any():
        raise SeriesError("A density or depth is not above 0. Give one above 0, or NaN.")
    if (coarse < 0).any() or (coarse >= 1).any():
        raise SeriesError("A share of coarse fragments is not from 0 to below 1.")
    return np.asarray(dense * deep * (1 - coarse) * T_HA_OF_G_CM2)


def carbon_stock(carbon_g_kg: ArrayLike, mass_t_ha: ArrayLike) -> Floats:
    """Stock of organic carbon: content times mass of fine earth [1]_.

    With the mass of an earlier date in place of its own, the stock is that at an equivalent soil
    mass [2]_, which a change of density alone does not change. Within the layer the content is
    taken to be the same.

    Parameters
    ----------
    carbon_g_kg : array of float
        Organic carbon of the fine earth. [g/kg]
    mass_t_ha : array of float
        See `fine_soil_mass`. [t/ha]

    Returns
    -------
    array of float
        [t/ha]

    References
    ----------
    .. [1] FAO, Measuring and modelling soil carbon stocks and stock changes in livestock
       production systems, 2019.
    .. [2] B. H. Ellert and J. R. Bettany, "Calculation of organic matter and nutrients stored in
       soils under contrasting management regimes," Can. J. Soil Sci., vol. 75, pp. 529-538, 1995.
       doi:10.4141/cjss95-075

    Examples
    --------
    >>> float(carbon_stock(20.0, 3510.0))
    70.2
    """
    content = np.asarray(carbon_g_kg, dtype=np.float64)
    return np.asarray(content / 1000 * np.asarray(mass_t_ha, dtype=np.float64))


def carbon_state(first: float, last: float) -> CarbonState:
    """State of land by its carbon stock alone, the third sub-indicator of SDG 15.3.1 [1]_.

    Parameters
    ----------
    first, last : float
        Stock of the baseline, and now, at an equivalent soil mass. [t/ha]

    Returns
    -------
    str
        Degraded after a fall of more than 10 %, improved after as large a rise.

    References
    ----------
    .. [1] UNCCD, Good Practice Guidance, SDG Indicator 15.3.1, version 2.0, 2021.

    Examples
    --------
    >>> [carbon_state(100.0, now) for now in (89.9, 90.0, 110.0, 110.1)]
    ['degraded', 'stable', 'stable', 'improved']
    """
    if not (first > 0 and last >= 0):
        return UNKNOWN
    change = round(last / first - 1, 12)
    if change < -DEGRADING_FALL:
        return DEGRADED
    return IMPROVED if change > DEGRADING_FALL else STABLE
