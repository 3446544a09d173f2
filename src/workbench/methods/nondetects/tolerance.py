"""Tolerance limits and background threshold values: what nearly all of a background lies below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binom, nct, norm

from workbench.errors import ParameterError
from workbench.methods.basics.arrays import Flags, Floats, as_censored, check_confidence
from workbench.methods.nondetects.goodness_of_fit import goodness_of_fit
from workbench.methods.nondetects.regression import censored_regression

Shape = Literal["normal", "lognormal", "any"]

FEWEST_SAMPLES, FEWEST_DETECTS = 10, 5
"""Samples and detects that a background threshold value needs."""
MOST_CENSORED = 0.5
"""Share of non-detects above which no distribution is fitted."""
FITS_FROM = 0.05
"""P of the goodness of fit from which on a distribution is taken."""


@dataclass(frozen=True)
class ToleranceLimit:
    """Value that a share of the population lies below, with a confidence."""

    value: float
    shape: Shape
    coverage: float
    confidence: float  # that is reached; below the one asked for where samples are too few


def upper_tolerance_limit(
    concentrations: ArrayLike,
    censored: ArrayLike | None = None,
    *,
    shape: Shape = "lognormal",
    coverage: float = 0.95,
    confidence: float = 0.95,
) -> ToleranceLimit:
    """Value that a share of the population lies below, with a given confidence.

    For a normal or lognormal distribution the limit is mean + k sd with k from the noncentral t
    [1]_, exact without non-detects. With non-detects mean and sd are those of maximum likelihood
    and k that of as many samples, as in EnvStats: an approximation that is rather low with many.
    For any distribution it is an ordered value [2]_; with fewer than 59 samples that of 95 and 95 %
    does not exist, and the maximum is given with the confidence that it has.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,), optional
        True for a non-detect; None: all are detected.
    shape : {"normal", "lognormal", "any"}
        Distribution of the population.
    coverage, confidence : float
        [share, 0 to 1]

    Returns
    -------
    ToleranceLimit

    Raises
    ------
    SeriesError
        If there are fewer than 2 detects, a value is missing, or has no logarithm where that is
        needed.
    ParameterError
        If coverage or confidence is not between 0 and 1, or a normal distribution is asked for
        with non-detects.

    References
    ----------
    .. [1] G. J. Hahn and W. Q. Meeker, Statistical Intervals. New York: Wiley, 1991.
       doi:10.1002/9780470316771
    .. [2] S. S. Wilks, "Determination of sample sizes for setting tolerance limits," Ann. Math.
       Stat., vol. 12, pp. 91-96, 1941. doi:10.1214/aoms/1177731788

    Examples
    --------
    >>> limit = upper_tolerance_limit(range(1, 60), shape="any")
    >>> limit.value, round(limit.confidence, 3)
    (59.0, 0.952)
    """
    check_confidence(coverage)
    check_confidence(confidence)
    values, flags = as_censored(concentrations, censored)
    if shape == "any":
        return _ordered(values, coverage, confidence)
    if shape == "normal" and flags.any():
        raise ParameterError("A normal limit takes no non-detects. Give the shape 'lognormal'.")
    mean, sd = _moments(values, flags, shape)
    n = values.size
    noncentral = float(norm.ppf(coverage)) * math.sqrt(n)
    limit = mean + sd * float(nct.ppf(confidence, n - 1, noncentral)) / math.sqrt(n)
    value = math.exp(limit) if shape == "lognormal" else limit
    return ToleranceLimit(value, shape, coverage, confidence)


def _moments(values: Floats, flags: Flags, shape: Shape) -> tuple[float, float]:
    """Mean and standard deviation, of the logarithms for a lognormal."""
    if flags.any():
        fit = censored_regression(values, flags, {})
        return float(fit.coefficients[0]), fit.scale
    if shape == "lognormal" and values.min() <= 0:
        raise ParameterError(f"A concentration is {values.min():g}. A lognormal is above 0.")
    scaled = np.log(values) if shape == "lognormal" else values
    return float(scaled.mean()), float(scaled.std(ddof=1))


def _ordered(values: Floats, coverage: float, confidence: float) -> ToleranceLimit:
    """Lowest ordered value that serves, else the maximum with the confidence that it has."""
    ordered, n = np.sort(values), values.size
    reached = binom.cdf(np.arange(n), n, coverage)  # of the ordered value at each place
    enough = np.flatnonzero(reached >= confidence)
    at = int(enough[0]) if enough.size else n - 1
    return ToleranceLimit(float(ordered[at]), "any", coverage, float(reached[at]))


@dataclass(frozen=True)
class BackgroundThreshold:
    """Content above which a sample is unlikely to be background."""

    value: float  # NaN where there are too few samples
    rule: Literal["tolerance limit", "maximum", "none"]
    shape: Shape
    confidence: float  # that is reached
    p_normal: float  # goodness of fit; NaN where none was asked for
    p_lognormal: float
    n: int
    n_censored: int


def background_threshold(
    concentrations: ArrayLike,
    censored: ArrayLike | None = None,
    *,
    coverage: float = 0.95,
    confidence: float = 0.95,
) -> BackgroundThreshold:
    """Give a background threshold value: the upper tolerance limit of 95 and 95 % [1]_.

    The distribution is normal where that fits and all are detected, else lognormal where that
    fits, else none is assumed. Above 50 % non-detects none is fitted. Where samples are too few for
    a limit without a distribution, the maximum is given with the confidence that it has; with
    fewer than 10 samples or 5 detects there is no value. Outliers are to be looked at first:
    they raise every such value.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        Of one background, one a site; the limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,), optional
        True for a non-detect; None: all are detected.
    coverage, confidence : float
        [share, 0 to 1]

    Returns
    -------
    BackgroundThreshold

    Raises
    ------
    SeriesError
        If a value is missing or the lengths differ.
    ParameterError
        If coverage or confidence is not between 0 and 1.

    References
    ----------
    .. [1] US EPA, ProUCL Version 5.1 Technical Guide, EPA/600/R-07/041, 2015, chapter 3.

    Examples
    --------
    >>> found = background_threshold([0.2, 0.3, 0.25, 0.4, 0.35, 0.3, 0.5, 0.28, 0.33, 0.41])
    >>> found.shape, round(found.value, 2)
    ('normal', 0.59)
    """
    check_confidence(coverage)
    check_confidence(confidence)
    values, flags = as_censored(concentrations, censored)
    n, n_censored = values.size, int(flags.sum())
    if n < FEWEST_SAMPLES or n - n_censored < FEWEST_DETECTS:
        return BackgroundThreshold(
            math.nan, "none", "any", math.nan, math.nan, math.nan, n, n_censored
        )
    p_normal, p_lognormal = _fits(values, flags)
    shape: Shape = "lognormal" if p_lognormal >= FITS_FROM else "any"
    if p_normal >= FITS_FROM and not n_censored:
        shape = "normal"
    limit = upper_tolerance_limit(
        values, flags, shape=shape, coverage=coverage, confidence=confidence
    )
    rule: Literal["tolerance limit", "maximum"] = (
        "tolerance limit" if limit.confidence >= confidence else "maximum"
    )
    return BackgroundThreshold(
        limit.value, rule, shape, limit.confidence, p_normal, p_lognormal, n, n_censored
    )


def _fits(values: Floats, flags: Flags) -> tuple[float, float]:
    """P of a normal and of a lognormal distribution; NaN where none is fitted."""
    if flags.mean() > MOST_CENSORED or np.unique(values[~flags]).size < 2:
        return math.nan, math.nan
    normal = goodness_of_fit(values, flags, distribution="normal").p
    return normal, goodness_of_fit(values, flags).p if values.min() > 0 else math.nan
