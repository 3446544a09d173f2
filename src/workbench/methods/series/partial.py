"""Trends given a covariate, as clay, organic carbon, aluminium or pH, and normalisation by it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

from workbench.errors import ParameterError, SeriesError
from workbench.methods.basics.arrays import Floats, as_values, time_order
from workbench.methods.series.kendall import standardised

COLLINEAR = 1e-9
"""Share of the greatest variance below which covariates together say nothing of their own."""


@dataclass(frozen=True)
class PartialKendall:
    """Kendall's S of a series, less what its covariates explain of it."""

    n: int
    s: int  # of the series alone
    s_covariates: tuple[int, ...]  # of each covariate
    partial_s: float
    var_partial_s: float
    z: float  # with continuity correction
    p: float  # two-sided; NaN where the covariates explain all


def partial_kendall(
    dates: ArrayLike,
    concentrations: ArrayLike,
    covariates: ArrayLike,
    *,
    sites: ArrayLike | None = None,
) -> PartialKendall:
    """Test for a trend beyond that of covariates that change too.

    A content may fall because clay, organic carbon or pH of what was sampled does. The expected S
    of the series, given that of the covariates, is taken away [1]_; it comes from the covariance of
    their ranks. With sites each is compared only with itself, and the sites are added up as if they
    were independent.

    Parameters
    ----------
    dates : array of float, shape (n,)
        Each once a site. [decimal year]
    concentrations : array of float, shape (n,)
        Non-detects are to be brought to one limit first, with `recensor`. [mg/kg or any one unit]
    covariates : array of float, shape (n,) or (n, n_covariates)
        Measured in the same samples.
    sites : array of str, shape (n,), optional
        Site of each value; None: one series.

    Returns
    -------
    PartialKendall

    Raises
    ------
    SeriesError
        If a value is missing, a site has a date twice, or the lengths differ.

    References
    ----------
    .. [1] C. Libiseller and A. Grimvall, "Performance of partial Mann-Kendall tests for trend
       detection in the presence of covariates," Environmetrics, vol. 13, pp. 71-84, 2002.
       doi:10.1002/env.507

    Examples
    --------
    >>> clay = [20, 18, 19, 15, 16, 12, 11, 9]
    >>> found = partial_kendall(range(2001, 2009), [2.0, 1.9, 1.95, 1.6, 1.5, 1.3, 1.2, 1.1], clay)
    >>> found.s, round(found.partial_s, 2)
    (-26, -2.73)
    """
    years, table = _aligned(dates, concentrations, covariates)
    names = np.zeros(years.size, str) if sites is None else np.asarray(sites).astype(str)
    if names.size != years.size:
        raise SeriesError(f"There are {years.size} concentrations and {names.size} sites.")
    scores, covariance = np.zeros(table.shape[1]), np.zeros((table.shape[1], table.shape[1]))
    for name in np.unique(names):
        at = names == name
        if at.sum() > 1:
            order = time_order(years[at], int(at.sum()))[1]
            found = _of_site(table[at][order])
            scores, covariance = scores + found[0], covariance + found[1]
    weights = np.linalg.pinv(covariance[1:, 1:], COLLINEAR, hermitian=True) @ covariance[1:, 0]
    partial = float(scores[0] - weights @ scores[1:])
    variance = float(covariance[0, 0] - weights @ covariance[1:, 0])
    explained = variance <= 1e-9 * covariance[0, 0]
    z = 0.0 if explained else standardised(partial, variance)
    return PartialKendall(
        n=years.size,
        s=round(float(scores[0])),
        s_covariates=tuple(round(float(one)) for one in scores[1:]),
        partial_s=partial,
        var_partial_s=0.0 if explained else variance,
        z=z,
        p=math.nan if explained else float(2 * norm.sf(abs(z))),
    )


def _aligned(
    dates: ArrayLike, concentrations: ArrayLike, covariates: ArrayLike
) -> tuple[Floats, Floats]:
    """Dates, and a table of the concentrations and each covariate."""
    years, values = as_values(dates, "dates"), as_values(concentrations, "concentrations")
    columns = np.asarray(covariates, dtype=np.float64)
    columns = columns[:, None] if columns.ndim == 1 else columns
    if not years.size == values.size == len(columns) or columns.ndim != 2:
        raise SeriesError(
            f"There are {values.size} concentrations, {years.size} dates and {len(columns)} values "
            "of covariates. Give one of each for every value."
        )
    if not np.isfinite(columns).all():
        raise SeriesError("A covariate is missing. Leave out samples without it first.")
    return years, np.column_stack([values, columns])


def _of_site(table: Floats) -> tuple[Floats, Floats]:
    """S of each column of one site, in order of time, and their covariance from ranks."""
    n = len(table)
    signs = np.sign(table[:, None, :] - table[None, :, :])  # of each value less each other
    pairs = signs[np.tril_indices(n, -1)]
    ranks = (n + 1 + signs.sum(axis=1)) / 2
    covariance = (pairs.T @ pairs + 4 * ranks.T @ ranks - n * (n + 1) ** 2) / 3
    return pairs.sum(axis=0), covariance


def normalised(
    concentrations: ArrayLike,
    covariate: ArrayLike,
    reference: float,
    *,
    pivot: tuple[float, float] = (0.0, 0.0),
) -> Floats:
    """Bring concentrations to one content of clay, organic carbon or aluminium.

    The line from the pivot, the content of coarse sand, through each sample is followed to the
    reference: pivot + (value - pivot) (reference - its covariate) / (covariate - its covariate)
    [1]_, as OSPAR does with sediment (5 % Al, 2.5 % organic carbon). The limit of a non-detect is
    brought there like a value. A sample near the pivot would be multiplied by any number: it has no
    normalised value.

    Parameters
    ----------
    concentrations : array of float, shape (n,)
        [mg/kg or any one unit]
    covariate : array of float, shape (n,)
        Of the same samples. [%, or any one unit]
    reference : float
        Content that all are brought to. [as the covariate]
    pivot : (float, float)
        Covariate and concentration of coarse sand.

    Returns
    -------
    array of float, shape (n,)
        NaN where the covariate is at most a tenth of the way from the pivot to the reference.

    Raises
    ------
    SeriesError
        If a value is missing or the lengths differ.
    ParameterError
        If the reference is that of the pivot.

    References
    ----------
    .. [1] OSPAR Commission, JAMP Guidelines for Monitoring Contaminants in Sediments, agreement
       2002-16, technical annex 5.

    Examples
    --------
    >>> normalised([2.0, 1.0], [4.0, 2.0], 5.0)
    array([2.5, 2.5])
    """
    values, given = as_values(concentrations, "concentrations"), as_values(covariate, "covariate")
    if values.size != given.size:
        raise SeriesError(
            f"There are {values.size} concentrations and {given.size} values of the covariate. "
            "Give one for each."
        )
    if reference == pivot[0]:
        raise ParameterError(f"The reference is that of the pivot, {reference:g}. Give another.")
    way = (given - pivot[0]) / (reference - pivot[0])
    known = way > 0.1
    return np.where(known, pivot[1] + (values - pivot[1]) / np.where(known, way, 1.0), np.nan)
