"""What error in a measured exposure does to a slope, and the slope corrected for it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, stdtrit

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_values, check_confidence
from workbench.methods.rates.rate_data import RateData
from workbench.methods.rates.rate_models import LogRatio, column_place
from workbench.methods.spatial.random_effect import SurfaceFit, SurfaceParts, refitted

N_DRAWS = 200
FARTHEST = 4.0
"""Standard deviations from the median beyond which a drawn slope counts as no farther."""

LEAST_RELIABILITY = 0.1
"""Reliability below which a correction would rest on noise; no corrected slope is given."""


@dataclass(frozen=True)
class ErrorVariance:
    """Variance of the error of each measured exposure, and what it was estimated from."""

    of_area: Floats  # squared unit of the exposure
    df: float  # degrees of freedom of their common factor


@dataclass(frozen=True)
class Corrected:
    """A slope as it would be without error of exposure.

    Attributes
    ----------
    interval : LogRatio
        Corrected slope with its limits; nan where the reliability is too small.
    reliability : float
        Share of the variance of the exposure, given covariates and surface, that is no error: the
        factor by which the slope that was fitted is too near to zero. [share]
    reliability_lower : float
        Its lower limit. [share]
    """

    interval: LogRatio
    reliability: float
    reliability_lower: float


def error_of_means(groups: ArrayLike, logs: ArrayLike) -> tuple[float, int]:
    """Pooled variance of single values about the mean of their area, and its degrees of freedom.

    Parameters
    ----------
    groups : array, shape (n,)
        Area of each sample.
    logs : array of float, shape (n,)
        Logarithm of each sample.

    Returns
    -------
    variance : float
        Over the number of samples of an area it is that of their mean; nan without replicates.
    df : int
        Samples less areas.

    Examples
    --------
    >>> error_of_means(["a", "a", "b", "b"], [1.0, 3.0, 5.0, 5.0])
    (1.0, 2)
    """
    values = as_values(logs, "logarithms")
    _, place = np.unique(np.asarray(groups), return_inverse=True)
    n = np.bincount(place)
    means = np.bincount(place, weights=values) / n
    df = int(values.size - n.size)
    squares = float(((values - means[place]) ** 2).sum())
    return (squares / df if df else math.nan), df


def corrected_slope(
    fit: SurfaceFit,
    name: str,
    error: ErrorVariance,
    *,
    confidence: float = 0.95,
    seed: int = 0,
) -> Corrected:
    """Correct the slope of a model with a surface for random error of the exposure.

    The error adds its variance to that of the exposure, given all else in the model, and draws the
    slope to zero by the share that it has there (regression calibration [1]_; by moments, with the
    weights of the model). The limits come from a parametric bootstrap: true exposures are drawn
    given the measured ones, measured anew with an error whose variance is itself uncertain, counts
    are drawn with the dispersion and the surface of the model, and each is corrected as the data.

    Parameters
    ----------
    fit : SurfaceFit
        Model with the exposure as it was measured.
    name : str
        Column of the exposure.
    error : ErrorVariance
        Of the exposure of each area.
    confidence : float
        Of the limits. [share, 0 to 1]
    seed : int
        Where the numbers of chance begin; the same seed, the same limits.

    Returns
    -------
    Corrected

    Raises
    ------
    SeriesError
        If there is not one variance an area, or one is missing or negative.

    References
    ----------
    .. [1] R. J. Carroll, D. Ruppert, L. A. Stefanski and C. M. Crainiceanu, Measurement Error in
       Nonlinear Models, 2nd ed. Boca Raton: Chapman and Hall, 2006. doi:10.1201/9781420010138
    """
    check_confidence(confidence)
    variances = as_values(error.of_area, "error variances")
    if variances.size != fit.data.n_areas or (variances < 0).any():
        raise SeriesError(
            f"There are {variances.size} error variances for {fit.data.n_areas} areas. Give one "
            "for each, 0 or more."
        )
    place = column_place(fit.data.names, name)
    parts = SurfaceParts.of(fit.data, fit.shapes, fit.smoothness)
    slope = float(fit.estimates[place])
    reliability = _reliability(parts, fit.fitted, place, variances)
    if reliability < LEAST_RELIABILITY:
        return Corrected(LogRatio(math.nan, math.nan, math.nan), max(reliability, 0.0), 0.0)
    random = np.random.default_rng(seed)
    drawn = [_drawn(fit, place, error, slope / reliability, random) for _ in range(N_DRAWS)]
    slopes, reliabilities = np.array(drawn).T
    low = float(np.nanquantile(reliabilities, (1 - confidence) / 2))
    df = fit.data.n_areas - fit.effective_df
    reach = float(stdtrit(df, (1 + confidence) / 2)) * _spread(slopes[np.isfinite(slopes)])
    found = slope / reliability
    return Corrected(LogRatio(found, found - reach, found + reach), reliability, max(low, 0.0))


def _spread(slopes: Floats) -> float:
    """Give the standard deviation of slopes; wild ones count as no farther than `FARTHEST`."""
    middle, half = np.median(slopes), np.diff(np.quantile(slopes, [ndtr(-1), ndtr(1)]))[0] / 2
    return float(np.clip(slopes, middle - FARTHEST * half, middle + FARTHEST * half).std(ddof=1))


def _reliability(parts: SurfaceParts, weights: Floats, place: int, variances: Floats) -> float:
    """Share of the information on the slope that is no error of the exposure."""
    exposure = parts.columns[:, place]
    others = np.delete(parts.columns, place, axis=1)
    penalty = np.delete(parts.penalty, place)
    weighted = weights[:, None] * others
    inner = others.T @ weighted
    inner[np.diag_indices_from(inner)] += penalty
    solved = np.linalg.solve(inner, weighted.T)
    left = weights - (weighted * solved.T).sum(axis=1)
    information = weights @ exposure**2 - (weighted.T @ exposure) @ (solved @ exposure)
    return 1 - float(left @ variances) / float(information)


def _drawn(
    fit: SurfaceFit,
    place: int,
    error: ErrorVariance,
    slope: float,
    random: np.random.Generator,
) -> tuple[float, float]:
    """Draw a country like the one of a fit, and correct its slope; nan where none can be fitted."""
    data, surface = fit.data, fit.shapes
    measured = data.design[:, place]
    true = _true_exposure(data, place, error.of_area, random)
    over = surface.drawn(random) / math.sqrt(fit.smoothness)
    shift = slope * true - fit.estimates[place] * measured + over - fit.surface
    counts = _counts(fit.fitted * np.exp(shift), fit.dispersion, random)
    variances = error.of_area * random.chisquare(error.df) / error.df
    design = data.design.copy()
    design[:, place] = true + random.normal(size=true.size) * np.sqrt(error.of_area)
    again = replace(data, counts=counts, design=design)
    try:
        parts = SurfaceParts.of(again, surface, fit.smoothness)
        estimates, fitted = refitted(again, parts)
    except (SeriesError, np.linalg.LinAlgError):
        return math.nan, math.nan
    reliability = _reliability(parts, fitted, place, variances)
    usable = reliability >= LEAST_RELIABILITY
    return (float(estimates[place]) / reliability if usable else math.nan), reliability


def _true_exposure(
    data: RateData, place: int, variances: Floats, random: np.random.Generator
) -> Floats:
    """Draw true exposures given the measured ones and the covariates."""
    measured = data.design[:, place]
    others = np.delete(data.design, place, axis=1)
    mean = others @ np.linalg.lstsq(others, measured, rcond=None)[0]
    left = measured - mean
    own = max(float(left @ left) / (len(left) - others.shape[1]) - float(variances.mean()), 0.0)
    share = np.divide(own, own + variances, out=np.zeros_like(variances), where=own + variances > 0)
    spread = np.sqrt(own * (1 - share))
    return np.asarray(mean + share * left + spread * random.normal(size=left.size))


def _counts(means: Floats, dispersion: float, random: np.random.Generator) -> Floats:
    """Draw counts whose variance is the dispersion times the mean."""
    if dispersion <= 1:
        return random.poisson(means).astype(float)
    scale = dispersion - 1
    return random.poisson(random.gamma(means / scale, scale)).astype(float)
