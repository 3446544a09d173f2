"""Whether samples look normal or lognormal, non-detects included."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm, shapiro
from statsmodels.stats.diagnostic import normal_ad

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Flags, Floats, as_censored

Distribution = Literal["normal", "lognormal"]

FEWEST = 5
"""Samples that the approximation of p needs."""
BLOM = 0.375
ROYSTON_LEVELS = (0.9, 0.95, 0.99)

MOST_SHAPIRO = 5000  # samples up to which Royston's p of Shapiro and Wilk holds


@dataclass(frozen=True)
class Fit:
    """How well a distribution fits; p small: it does not."""

    distribution: Distribution
    r: float  # correlation of the detects with the quantiles of the distribution
    p: float  # of Shapiro and Francia, from r squared
    p_shapiro_wilk: float  # NaN with non-detects
    p_anderson_darling: float  # NaN with non-detects


def goodness_of_fit(
    concentrations: ArrayLike,
    censored: ArrayLike | None = None,
    *,
    distribution: Distribution = "lognormal",
) -> Fit:
    """Test whether samples come from a normal or a lognormal distribution.

    The ordered detects are correlated with normal quantiles at the plotting positions of Hirsch and
    Stedinger, which allow for several limits; the squared correlation is W' of Shapiro and Francia.
    Its p is Royston's, for the share of non-detects [1]_. Without non-detects Shapiro-Wilk (scipy)
    and Anderson-Darling (statsmodels) stand beside it.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,), optional
        True for a non-detect; None: all are detected.
    distribution : {"normal", "lognormal"}

    Returns
    -------
    Fit

    Raises
    ------
    SeriesError
        If there are fewer than 5 samples or 2 different detects, or a value has no logarithm.

    References
    ----------
    .. [1] P. Royston, "A toolkit for testing for non-normality in complete and censored samples,"
       The Statistician, vol. 42, pp. 37-43, 1993. doi:10.2307/2348109
    .. [2] R. M. Hirsch and J. R. Stedinger, "Plotting positions for historical floods and their
       precision," Water Resour. Res., vol. 23, pp. 715-727, 1987. doi:10.1029/WR023i004p00715

    Examples
    --------
    >>> fit = goodness_of_fit([1.0, 2.0, 4.0, 8.0, 16.0, 1.0], [False] * 5 + [True])
    >>> round(fit.r, 3), fit.p > 0.9
    (0.996, True)
    """
    values, flags = as_censored(concentrations, censored)
    if values.size < FEWEST or np.unique(values[~flags]).size < 2:
        raise SeriesError(
            f"There are {values.size} samples with {np.unique(values[~flags]).size} different "
            f"detects. A fit needs {FEWEST} and 2."
        )
    if distribution == "lognormal":
        if values.min() <= 0:
            raise SeriesError(f"A concentration is {values.min():g}. A lognormal is above 0.")
        values = np.log(values)
    detects = np.sort(values[~flags])
    r = float(np.corrcoef(norm.ppf(_positions(values, flags)), detects)[0, 1])
    complete = not flags.any()
    return Fit(
        distribution=distribution,
        r=r,
        p=_francia_p(r**2, values.size, float(flags.mean())),
        p_shapiro_wilk=(
            float(shapiro(detects).pvalue)
            if complete and detects.size <= MOST_SHAPIRO
            else math.nan
        ),
        p_anderson_darling=float(normal_ad(detects)[1]) if complete else math.nan,
    )


def _positions(values: Floats, flags: Flags) -> Floats:
    """Find the plotting positions of the detects, in ascending order."""
    detects, limits = np.sort(values[~flags]), np.unique(values[flags])
    if limits.size <= 1 and (limits <= detects[0]).all():
        ranks = np.arange(flags.sum() + 1, values.size + 1)
        return np.asarray((ranks - BLOM) / (values.size + 1 - 2 * BLOM))
    bounds = np.concatenate([[-np.inf], limits, [np.inf]])
    exceeding = np.zeros(bounds.size)  # probability of lying above each bound
    exceeding[0] = 1.0
    found = []
    for at in range(limits.size, -1, -1):
        inside = detects[(detects >= bounds[at]) & (detects < bounds[at + 1])]
        if at:
            below = int((detects < bounds[at]).sum() + (values[flags] <= bounds[at]).sum())
            share = inside.size / (inside.size + below) if inside.size else 0.0
            exceeding[at] = exceeding[at + 1] + share * (1 - exceeding[at + 1])
        places = (np.arange(1, inside.size + 1) - BLOM) / (inside.size + 1 - 2 * BLOM)
        found.append(1 - exceeding[at] + (exceeding[at] - exceeding[at + 1]) * places)
    return np.concatenate(found[::-1])


def _francia_p(w: float, n: int, share_censored: float) -> float:
    """P of W' by Royston's approximation; with non-detects its z is brought to their share."""
    size = math.log(n)
    mean = -1.2725 + 1.0521 * (math.log(size) - size)
    spread = 1.0308 - 0.26758 * (math.log(size) + 2 / size)
    z = (math.log(max(1 - w, 1e-300)) - mean) / spread
    if share_censored:
        slow = 0.76676 * size + 0.015814 * size**2
        rates = np.array(
            [0.164 + 0.533 * 0.556**size, 0.1736 + 0.315 * 0.622**size, 0.256 - 0.00635 * size]
        )
        quantiles = norm.ppf(ROYSTON_LEVELS)
        scale, shift = np.polyfit(
            quantiles, quantiles + slow * rates ** -math.log(share_censored), 1
        )
        z = (z - shift) / scale
    return float(norm.sf(z))
