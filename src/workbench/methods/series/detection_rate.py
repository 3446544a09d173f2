"""Trend of the share of detects, where hardly anything is detected."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import statsmodels.api as sm
from numpy.typing import ArrayLike
from scipy.stats import norm

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_values
from workbench.methods.nondetects.censored import recensor

RATE_FROM = 0.8
"""Share of non-detects above which only the share of detects is followed."""


@dataclass(frozen=True)
class DetectionTrend:
    """Trend of the odds of a value above one limit."""

    n: int
    n_detected: int  # above the common limit
    limit: float  # [unit of the concentrations]; NaN where all are detected
    log_odds_per_year: float  # infinite where dates part detects from non-detects, NaN without both
    standard_error: float  # NaN where that is not finite
    rate_first: float  # fitted share of detects at the first date
    rate_last: float
    p: float  # two-sided, of the score test; 1 without both


def detection_trend(
    dates: ArrayLike, concentrations: ArrayLike, censored: ArrayLike
) -> DetectionTrend:
    """Ask whether the share of detects above a common limit rises or falls.

    All are first brought to the highest limit, with `recensor`, so that a better laboratory detects
    no more. The odds follow a logistic regression on the date (statsmodels). p is that of the
    score test (Cochran and Armitage [1]_), which also holds where a date parts all detects from all
    non-detects. Samples of one site are taken as independent.

    Parameters
    ----------
    dates : array of float, shape (n,)
        Of each sample. [decimal year]
    concentrations : array of float, shape (n,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n,)
        True for a non-detect.

    Returns
    -------
    DetectionTrend

    Raises
    ------
    SeriesError
        If there are fewer than 2 dates, a value is missing, the lengths differ, or a limit is not
        above 0.

    References
    ----------
    .. [1] P. Armitage, "Tests for linear trends in proportions and frequencies," Biometrics,
       vol. 11, pp. 375-386, 1955. doi:10.2307/3001775

    Examples
    --------
    >>> years = [2001] * 10 + [2011] * 10
    >>> found = detection_trend(years, [1.0] * 9 + [2.0] * 11, [True] * 9 + [False] + [True] * 10)
    Traceback (most recent call last):
    workbench.errors.SeriesError: No sample is above the highest limit, 2. Nothing can be followed.
    >>> limits = [1.0] * 9 + [2.0] + [1.0] * 5 + [2.0] * 5
    >>> found = detection_trend(years, limits, [one == 1.0 for one in limits])
    >>> round(found.rate_first, 2), round(found.rate_last, 2), round(found.p, 3)
    (0.1, 0.5, 0.051)
    """
    years, common = as_values(dates, "dates"), recensor(concentrations, censored)
    if years.size != common.values.size:
        raise SeriesError(
            f"There are {years.size} dates for {common.values.size} concentrations. "
            "Give one for each."
        )
    if np.unique(years).size < 2:
        raise SeriesError("All samples have one date. A trend needs 2.")
    detected = ~common.censored
    if not detected.any():
        raise SeriesError(
            f"No sample is above the highest limit, {common.limit:g}. Nothing can be followed."
        )
    slope, error, first, last = _logistic(years, detected.astype(np.float64))
    return DetectionTrend(
        n=years.size,
        n_detected=int(detected.sum()),
        limit=common.limit,
        log_odds_per_year=slope,
        standard_error=error,
        rate_first=first,
        rate_last=last,
        p=_score_p(years, detected.astype(np.float64)),
    )


def _logistic(years: Floats, detected: Floats) -> tuple[float, float, float, float]:
    """Log odds a year, its standard error, and the fitted shares at the first and the last date."""
    yes, no = years[detected == 1], years[detected == 0]
    if not no.size:
        return math.nan, math.nan, 1.0, 1.0
    if yes.min() >= no.max() or yes.max() <= no.min():
        rising = yes.mean() > no.mean()
        ends = [float(detected[years == end].mean()) for end in (years.min(), years.max())]
        return math.copysign(math.inf, 1 if rising else -1), math.nan, ends[0], ends[1]
    design = np.column_stack([np.ones(years.size), years - years.mean()])
    fit = sm.GLM(detected, design, family=sm.families.Binomial()).fit()
    ends = [
        float(fit.predict([[1.0, end - years.mean()]])[0]) for end in (years.min(), years.max())
    ]
    return float(fit.params[1]), float(fit.bse[1]), ends[0], ends[1]


def _score_p(years: Floats, detected: Floats) -> float:
    """P of Cochran and Armitage."""
    rate, centred = detected.mean(), years - years.mean()
    spread = float(rate * (1 - rate) * (centred @ centred))
    if not spread:
        return 1.0
    return float(2 * norm.sf(abs(float(centred @ detected)) / math.sqrt(spread)))
