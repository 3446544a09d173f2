"""The shape of an association: rate ratios of groups of exposure, their trend, and a curve."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, fdtrc, ndtri

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_values, check_confidence
from workbench.methods.rates.rate_data import RateData
from workbench.methods.rates.rate_models import Coefficient, RateFit, poisson

Model = Callable[[RateData], RateFit]

CURVE_POINTS = 60
"""Exposures at which the curve is given."""


@dataclass(frozen=True)
class ExposureGroups:
    """Groups of exposure from the lowest; ratios are against that one."""

    cuts: Floats  # n_groups + 1
    group: Floats  # of each area, from 1
    n_areas: Floats
    cases: Floats
    expected: Floats
    medians: Floats
    coefficients: tuple[Coefficient, ...]  # of the groups above the lowest
    score_trend: Coefficient  # per group
    median_trend: Coefficient  # per unit of the median exposure


@dataclass(frozen=True)
class ExposureCurve:
    """Natural spline of the exposure, against the median; and whether it bends."""

    exposure: Floats
    log_ratios: Floats
    lower: Floats
    upper: Floats
    deviance: float
    likelihood_ratio: float  # against a straight line
    df: int
    p_value: float


def exposure_groups(
    data: RateData,
    exposure: ArrayLike,
    *,
    n_groups: int = 4,
    model: Model = poisson,
    confidence: float = 0.95,
) -> ExposureGroups:
    """Rate ratios of equally large groups of areas, and tests of a trend with 1 df.

    The cuts are quantiles of the exposure alone, so they are chosen without a look at the outcome.

    Parameters
    ----------
    data : RateData
        With the covariates to adjust for and without the exposure.
    exposure : array of float, shape (n_areas,)
        On the scale on which the trend is to be straight, as log2 of mg/kg.
    n_groups : int
        4 for quartiles.
    model : callable
        As `quasi_poisson`.
    confidence : float
        Of the limits. [share, 0 to 1]

    Returns
    -------
    ExposureGroups

    Raises
    ------
    SeriesError
        If the exposures are too few or too much alike to make so many groups.

    Examples
    --------
    >>> from workbench.methods.rates.rate_data import rate_data
    >>> data = rate_data([4, 6, 9, 11, 5, 7], [5, 5, 5, 5, 5, 5], {})
    >>> found = exposure_groups(data, [1, 2, 3, 4, 5, 6], n_groups=2)
    >>> found.cuts, found.cases
    (array([1. , 3.5, 6. ]), array([19., 23.]))
    """
    levels = _levels(data, exposure)
    cuts = np.quantile(levels, np.linspace(0, 1, n_groups + 1))
    group = np.searchsorted(cuts[1:-1], levels, side="left") + 1
    members = group == np.arange(1, n_groups + 1)[:, None]
    if n_groups < 2 or not members.any(axis=1).all():
        raise SeriesError(
            f"The exposures make no {n_groups} groups: too many are the same. Give fewer groups."
        )
    medians = np.array([np.median(levels[of_group]) for of_group in members])
    names = [f"group {number}" for number in range(2, n_groups + 1)]
    fit = model(data.with_columns(members[1:].T.astype(float), names))
    score = model(data.with_columns(group.astype(float)[:, None], ["score"]))
    median = model(data.with_columns(medians[group - 1][:, None], ["median"]))
    return ExposureGroups(
        cuts=cuts,
        group=group.astype(float),
        n_areas=members.sum(axis=1).astype(float),
        cases=members @ data.counts,
        expected=members @ data.expected,
        medians=medians,
        coefficients=tuple(fit.coefficient(name, confidence=confidence) for name in names),
        score_trend=score.coefficient("score", confidence=confidence),
        median_trend=median.coefficient("median", confidence=confidence),
    )


def exposure_curve(
    data: RateData, exposure: ArrayLike, *, model: Model = poisson, confidence: float = 0.95
) -> ExposureCurve:
    """Natural spline of the exposure with knots at its thirds, and a test against a line.

    Parameters
    ----------
    data : RateData
        With the covariates to adjust for and without the exposure.
    exposure : array of float, shape (n_areas,)
        On the scale on which a line is the alternative, as log2 of mg/kg.
    model : callable
        As `quasi_poisson`, for which the test is one of F with its dispersion.
    confidence : float
        Of the limits at each point. [share, 0 to 1]

    Returns
    -------
    ExposureCurve
        Log ratios against the median exposure.

    Raises
    ------
    SeriesError
        If the exposures are too much alike for knots at their thirds.

    References
    ----------
    .. [1] T. Hastie, R. Tibshirani and J. Friedman, The Elements of Statistical Learning, 2nd ed.
       New York: Springer, 2009, sec. 5.2.1. doi:10.1007/978-0-387-84858-7

    Examples
    --------
    >>> from workbench.methods.rates.rate_data import rate_data
    >>> data = rate_data([4, 6, 9, 11, 5, 7, 9, 14], [5, 5, 6, 6, 5, 7, 6, 8], {})
    >>> curve = exposure_curve(data, [1, 2, 3, 4, 1.5, 2.5, 3.5, 4.5])
    >>> bool(0 < curve.p_value < 1)
    True
    """
    check_confidence(confidence)
    levels = _levels(data, exposure)
    knots = np.quantile(levels, [0, 1 / 3, 2 / 3, 1])
    if (np.diff(knots) <= 0).any():
        raise SeriesError("The exposures are too much alike for a curve: knots coincide.")
    shapes = natural_spline(levels, knots)
    names = [f"curve {number}" for number in range(1, shapes.shape[1] + 1)]
    line = model(data.with_columns(shapes[:, :1], names[:1]))
    bent = model(data.with_columns(shapes, names))
    df = shapes.shape[1] - 1
    ratio = line.deviance - bent.deviance
    if bent.model == "quasi-Poisson":
        p_value = float(fdtrc(df, bent.residual_df, ratio / df / bent.dispersion))
    else:
        p_value = float(chdtrc(df, ratio))
    at = np.linspace(knots[0], knots[-1], CURVE_POINTS)
    centre = natural_spline(np.array([np.median(levels)]), knots)
    away = natural_spline(at, knots) - centre
    found = away @ bent.estimates[-shapes.shape[1] :]
    covariance = bent.covariance[-shapes.shape[1] :, -shapes.shape[1] :]
    reach = float(ndtri((1 + confidence) / 2)) * np.sqrt(((away @ covariance) * away).sum(axis=1))
    return ExposureCurve(at, found, found - reach, found + reach, bent.deviance, ratio, df, p_value)


def natural_spline(values: Floats, knots: Floats) -> Floats:
    """Make columns that span the cubic splines which are straight beyond the outer knots.

    Parameters
    ----------
    values : array of float, shape (n,)
    knots : array of float, shape (n_knots,)
        Ascending, 3 or more.

    Returns
    -------
    array of float, shape (n, n_knots - 1)
        The first is the values themselves.

    Examples
    --------
    >>> natural_spline(np.array([0.0, 1.0, 3.0]), np.array([0.0, 1.0, 2.0]))[:, 0]
    array([0., 1., 3.])
    """
    scale = knots[-1] - knots[0]

    def cube(knot: float) -> Floats:
        return np.asarray(np.maximum((values - knot) / scale, 0) ** 3)

    def bend(knot: float) -> Floats:
        return np.asarray((cube(knot) - cube(knots[-1])) * scale / (knots[-1] - knot))

    last = bend(knots[-2])
    return np.column_stack([values, *(bend(knot) - last for knot in knots[:-2])])


def _levels(data: RateData, exposure: ArrayLike) -> Floats:
    """Exposures of all areas, with room for what is made of them."""
    levels = as_values(exposure, "exposures")
    if levels.size != data.n_areas:
        raise SeriesError(f"There are {levels.size} exposures for {data.n_areas} areas.")
    if not math.isfinite(float(np.ptp(levels))) or np.ptp(levels) == 0:
        raise SeriesError("All exposures are the same. A shape needs exposures that differ.")
    return levels
