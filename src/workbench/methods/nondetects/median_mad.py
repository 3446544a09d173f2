"""Upper limit of a background by median and MAD, which a few contaminated samples do not move."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.methods.basics.arrays import Floats, as_censored

NORMAL = 1.4826
"""MAD times this is the standard deviation of a normal distribution."""
N_DEVIATIONS = 2.0
SKEWED = 1.0
"""Skewness from which on the logarithms are taken."""
FEWEST = 10
ROUNDING = 1e-9


@dataclass(frozen=True)
class MedianMad:
    """Limit, and whether it was worked out on logarithms; NaN where there is none."""

    value: float
    median: float
    on_logarithms: bool
    n: int
    n_censored: int


def median_mad_limit(concentrations: ArrayLike, censored: ArrayLike | None = None) -> MedianMad:
    """Give median + 2 MAD, the MAD scaled by 1.4826; on logarithms where contents are skewed.

    Non-detects stand below the median, where their numbers do not matter, as long as all of their
    limits are not above it; the deviations of those below are then at least their own, and the
    MAD is that of the upper half, which is doubled. Else there is no limit.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,), optional
        True for a non-detect; None: all are detected.

    Returns
    -------
    MedianMad
        No limit with fewer than 10 samples, or with non-detects at or above the median.

    Raises
    ------
    SeriesError
        If a value is missing or the lengths differ.

    References
    ----------
    .. [1] C. Reimann, P. Filzmoser and R. G. Garrett, "Background and threshold: critical
       comparison of methods of determination," Sci. Total Environ., vol. 346, pp. 1-16, 2005.
       doi:10.1016/j.scitotenv.2004.11.023

    Examples
    --------
    >>> found = median_mad_limit([8.0, 9.0, 9.0, 10.0, 10.0, 10.0, 11.0, 11.0, 12.0, 13.0])
    >>> round(found.value, 4), found.on_logarithms
    (12.9652, False)
    """
    values, flags = as_censored(concentrations, censored)
    n, n_censored = values.size, int(flags.sum())
    median = float(np.median(values)) if n else math.nan
    has_limits_above = bool((values[flags] > median).any()) or n_censored >= n / 2
    if n < FEWEST or has_limits_above:
        return MedianMad(math.nan, median, False, n, n_censored)
    above = bool((values > 0).all())
    is_skewed = above and _skewness(values[~flags]) > SKEWED
    scaled = np.log(values) if is_skewed else values
    middle = float(np.median(scaled))
    limit = middle + N_DEVIATIONS * NORMAL * _deviation(scaled, flags, middle)
    value = math.exp(limit) if is_skewed else limit
    return MedianMad(value, median, is_skewed, n, n_censored)


def _skewness(detects: Floats) -> float:
    """Skewness; 0 of contents that are all but the same."""
    spread = float(detects.std())
    if spread <= ROUNDING * float(np.abs(detects).max()):
        return 0.0
    return float(((detects - detects.mean()) ** 3).mean()) / spread**3


def _deviation(scaled: Floats, flags: np.ndarray, middle: float) -> float:
    """Median absolute deviation; with non-detects that of the half above the median."""
    deviations = np.abs(scaled - middle)
    return float(np.median(deviations[scaled >= middle] if flags.any() else deviations))
