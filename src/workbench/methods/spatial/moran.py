"""Moran's I: whether neighbours are alike, in values, in rates, in what a model leaves over."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.special import ndtr

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_values
from workbench.methods.rates.rate_models import RateFit
from workbench.methods.spatial.neighbours import Neighbours, Style


@dataclass(frozen=True)
class Moran:
    """Moran's I with its moments where there is no spatial autocorrelation.

    The p-value is one-sided: small where neighbours are alike. Islands have no part in it.
    """

    index: float
    expectation: float
    variance: float
    z: float
    p_value: float
    n_areas: int  # with a neighbour
    islands: tuple[str, ...]


def moran(
    values: ArrayLike,
    areas: Neighbours,
    *,
    style: Style = "W",
    variance: Literal["randomisation", "normality"] = "randomisation",
) -> Moran:
    """Moran's I of values that come from no model, as standardised ratios.

    Residuals of a model need `moran_of_rates`: their moments are others.

    Parameters
    ----------
    values : array of float, shape (n_areas,)
        Any unit.
    areas : Neighbours
        In the order of the values; islands are left out with their value.
    style : {'W', 'B'}
        Weights whose rows add up to 1, or 1 for every link.
    variance : {'randomisation', 'normality'}
        Over all orders of the values, or of values from a normal distribution.

    Returns
    -------
    Moran

    Raises
    ------
    SeriesError
        If the lengths differ, a value is missing, fewer than 4 areas have a neighbour or all values
        are the same.

    References
    ----------
    .. [1] A. D. Cliff and J. K. Ord, Spatial Processes: Models and Applications. London: Pion,
       1981.

    Examples
    --------
    >>> from workbench.methods.spatial.neighbours import neighbours
    >>> row = neighbours("ABCDE", zip("ABCD", "BCDE"))
    >>> found = moran([1, 2, 3, 4, 5], row, style="B")
    >>> found.index, found.expectation
    (0.5, -0.25)
    """
    linked = _linked(values, areas)
    centred = as_values(values, "values")[linked]
    centred = centred - centred.mean()
    weights = areas.weights(style)[linked][:, linked]
    if not centred.any():
        raise SeriesError("All values are the same. Moran's I needs values that differ.")
    n = centred.size
    s0, s1, s2 = _sums(weights)
    index = n / s0 * float(centred @ (weights @ centred)) / float(centred @ centred)
    expectation = -1 / (n - 1)
    second = (n**2 * s1 - n * s2 + 3 * s0**2) / (s0**2 * (n**2 - 1))
    if variance == "randomisation":
        kurtosis = n * float((centred**4).sum()) / float((centred**2).sum()) ** 2
        above = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
        above -= kurtosis * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
        second = above / ((n - 1) * (n - 2) * (n - 3) * s0**2)
    return _judged(index, expectation, second - expectation**2, areas)


def moran_of_rates(fit: RateFit, areas: Neighbours, *, style: Style = "W") -> Moran:
    """Moran's I of the Pearson residuals of a model of rates, with moments of its last step.

    A fit of a model of rates is a weighted linear model of working responses, whose weighted
    residuals are Pearson's: the moments are those of that linear model. They hold where the
    expected counts are not small.

    Parameters
    ----------
    fit : RateFit
        Fitted to all areas, in their order.
    areas : Neighbours
    style : {'W', 'B'}
        See `moran`.

    Returns
    -------
    Moran

    Raises
    ------
    SeriesError
        If the fit has other areas, or fewer than 4 have a neighbour.

    References
    ----------
    .. [1] H. Jacqmin-Gadda, D. Commenges, C. Nejjari and J. F. Dartigues, "Tests of geographical
       correlation with adjustment for explanatory variables," Stat. Med., vol. 16, pp. 1283-1297,
       1997. doi:10.1002/(SICI)1097-0258(19970615)16:11<1283::AID-SIM508>3.0.CO;2-H

    Examples
    --------
    >>> from workbench.methods.rates.rate_data import rate_data
    >>> from workbench.methods.rates.rate_models import poisson
    >>> from workbench.methods.spatial.neighbours import neighbours
    >>> row = neighbours("ABCDEF", zip("ABCDE", "BCDEF"))
    >>> fit = poisson(rate_data([4, 9, 7, 12, 3, 8], [5, 6, 7, 8, 5, 6], {}))
    >>> round(moran_of_rates(fit, row).expectation, 2)
    -0.2
    """
    _linked(fit.fitted, areas)
    basis = np.linalg.qr(np.sqrt(fit.weights)[:, None] * fit.data.design)[0]
    return moran_of_projection(fit.pearson_residuals, basis, areas, style=style)


def moran_of_projection(
    residuals: Floats, basis: Floats, areas: Neighbours, *, style: Style = "W"
) -> Moran:
    """Moran's I of what a projection has left, with the moments of Cliff and Ord.

    Parameters
    ----------
    residuals : array of float, shape (n_areas,)
    basis : array of float, shape (n_areas, n_columns)
        Orthonormal columns, to all of which the residuals are orthogonal.
    areas : Neighbours
    style : {'W', 'B'}
        See `moran`.

    Returns
    -------
    Moran
    """
    mutual, total, squares = areas.mutual[style]
    n, k = basis.shape
    scale = (n - len(areas.islands)) / total
    spread_basis = mutual @ basis
    within = basis.T @ spread_basis
    trace = -float(np.trace(within))
    square = squares - 2 * float((spread_basis**2).sum()) + float((within**2).sum())
    index = scale * float(residuals @ (mutual @ residuals)) / float(residuals @ residuals)
    expectation = scale * trace / (n - k)
    second = scale**2 * (2 * square + trace**2) / ((n - k) * (n - k + 2))
    return _judged(index, expectation, second - expectation**2, areas)


def _judged(index: float, expectation: float, variance: float, areas: Neighbours) -> Moran:
    """Add z and p to the index."""
    z = (index - expectation) / math.sqrt(variance)
    n_linked = len(areas.ids) - len(areas.islands)
    return Moran(index, expectation, variance, z, float(ndtr(-z)), n_linked, areas.islands)


def _linked(values: ArrayLike, areas: Neighbours) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Places of the areas that have a neighbour."""
    if np.size(values) != len(areas.ids):
        raise SeriesError(
            f"There are {np.size(values)} values for {len(areas.ids)} areas. Give one for each."
        )
    linked = np.flatnonzero(areas.n_neighbours > 0)
    if linked.size < 4:
        raise SeriesError(f"{linked.size} areas have a neighbour. Moran's I needs 4.")
    return linked


def _sums(weights: sparse.csr_array) -> tuple[float, float, float]:
    """Compute S0, S1 and S2 of Cliff and Ord."""
    both = weights + weights.T
    s2 = np.asarray(both.sum(axis=0), dtype=np.float64) ** 2
    return float(weights.sum()), float(both.power(2).sum()) / 2, float(s2.sum())
