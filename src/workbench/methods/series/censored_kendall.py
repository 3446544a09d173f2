"""Kendall's test and the Akritas-Theil-Sen line of one series with several limits."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Flags, Floats, as_censored
from workbench.methods.series.kendall import standardised
from workbench.methods.trends.levels import censored_median
from workbench.methods.trends.size import slopes_at


@dataclass(frozen=True)
class CensoredKendall:
    """Kendall's S of pairs whose order is certain, and the line that makes it 0."""

    n: int
    n_censored: int
    s: int
    tau: float  # s over all pairs
    var_s: float  # of S when the values are shuffled over the dates
    z: float  # with continuity correction
    p: float  # two-sided
    slope: float  # change a year, of the logarithm unless `log` is False; NaN without a certain one
    intercept: float  # at date 0, Turnbull's median of what is left; NaN below all detects


def censored_kendall(
    dates: ArrayLike,
    concentrations: ArrayLike,
    censored: ArrayLike,
    *,
    dates_censored: ArrayLike | None = None,
    log: bool = True,
) -> CensoredKendall:
    """Test a series with limits that differ: a pair counts only if its order is certain.

    "<1" and 0.4 are in no order, "<1" and 3 are. The variance of S is the one that its values and
    limits have when shuffled over the dates [1]_; that of NADA is too small with one limit and too
    large with falling ones. The line is that of Akritas, Theil and Sen: its slope makes S of what
    is left 0 [2]_, its intercept is the median of what is left, for limits by Turnbull. Where
    limits fall with the years the pairs are not quite exchangeable: `recensor` first is safe, and
    costs power.

    Parameters
    ----------
    dates : array of float, shape (n,)
        Or any other measure, such as the content of soil against that of grain. [decimal year]
    concentrations : array of float, shape (n,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n,)
        True for a non-detect.
    dates_censored : array of bool, shape (n,), optional
        True where the other measure is a non-detect too; no line is fitted then.
    log : bool
        Whether the line is of the logarithms.

    Returns
    -------
    CensoredKendall

    Raises
    ------
    SeriesError
        If there are fewer than 3 values, one is missing, has no logarithm, or the lengths differ.

    References
    ----------
    .. [1] H. E. Daniels, "The relation between measures of correlation in the universe of sample
       permutations," Biometrika, vol. 33, pp. 129-135, 1944. doi:10.1093/biomet/33.2.129
    .. [2] M. G. Akritas, S. A. Murphy, and M. P. LaValley, "The Theil-Sen estimator with doubly
       censored data and applications to astronomy," J. Am. Stat. Assoc., vol. 90, pp. 170-177,
       1995. doi:10.1080/01621459.1995.10476499

    Examples
    --------
    >>> limits = [False, False, True, False, True]
    >>> found = censored_kendall(range(2001, 2006), [4.0, 3.0, 2.0, 1.5, 1.0], limits)
    >>> found.s, round(found.slope, 2)
    (-8, -0.35)
    """
    values, flags = as_censored(concentrations, censored)
    years, late = as_censored(dates, dates_censored)
    if values.size != years.size or values.size < 3:
        raise SeriesError(
            f"There are {years.size} dates for {values.size} concentrations. "
            "Give one for each of 3 or more."
        )
    if log and values.min() <= 0:
        raise SeriesError(f"A concentration is {values.min():g}. Logarithms need values above 0.")
    rises, later = _certain(values, flags), _certain(years, late)
    n, s = values.size, round(float((rises * later).sum()) / 2)
    variance = _shuffled_variance(rises, later)
    z = standardised(s, variance)
    scaled = np.log(values) if log else values
    slope, intercept = (math.nan, math.nan) if late.any() else _line(years, scaled, flags)
    return CensoredKendall(
        n=n,
        n_censored=int(flags.sum()),
        s=s,
        tau=s / (n * (n - 1) / 2),
        var_s=variance,
        z=z,
        p=float(2 * norm.sf(abs(z))),
        slope=slope,
        intercept=intercept,
    )


def _certain(values: Floats, flags: Flags) -> Floats:
    """Tell of each two values whether the first is certainly the higher one (1) or the lower."""
    known = ~flags[:, None]  # a detect is above a lower detect, and at or above a limit
    higher = known & ((values[:, None] > values) | ((values[:, None] == values) & flags))
    return np.asarray(higher.astype(np.float64) - higher.T)


def _shuffled_variance(rises: Floats, later: Floats) -> float:
    """Variance of half the sum of products when one of them is shuffled."""
    n = len(rises)
    sums, squares = [], []
    for matrix in (rises, later):
        squares.append(float((matrix**2).sum()))
        sums.append(float((matrix.sum(axis=1) ** 2).sum()))
    shared = 4 / (n * (n - 1) * (n - 2)) * (sums[0] - squares[0]) * (sums[1] - squares[1])
    return (shared + 2 / (n * (n - 1)) * squares[0] * squares[1]) / 4


def _line(years: Floats, values: Floats, flags: Flags) -> tuple[float, float]:
    """Slope at which as many pairs certainly rise as fall, and the median of what is left."""
    low = np.where(flags, -np.inf, values)
    first, last = np.triu_indices(years.size, k=1)
    swapped = years[first] > years[last]
    first, last = np.where(swapped, last, first), np.where(swapped, first, last)
    span = years[last] - years[first]
    first, last, span = first[span > 0], last[span > 0], span[span > 0]
    both = flags[first] & flags[last]
    with np.errstate(invalid="ignore"):
        lowest = ((low[last] - values[first]) / span)[~both]
        highest = ((values[last] - low[first]) / span)[~both]
    lowest = np.sort(lowest[np.isfinite(lowest)])
    highest = np.sort(highest[np.isfinite(highest)])
    ends = slopes_at(0.0, lowest, highest)
    if not np.isfinite(ends).all():
        return math.nan, math.nan
    slope = (ends[0] + ends[1]) / 2
    return slope, censored_median(low - slope * years, values - slope * years, np.ones(years.size))
