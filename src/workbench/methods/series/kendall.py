"""Mann-Kendall test of one series, and Kendall statistics of many sites added up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Flags, Floats, as_values, time_order

EXACT_UP_TO = 10
"""Number of visits up to which p is exact; above, the normal approximation serves."""


@dataclass(frozen=True)
class MannKendall:
    """Test of one series for a trend in one direction."""

    n_visits: int
    s: int  # pairs of visits that go up less those that go down
    var_s: float  # variance of s without trend, given the ties
    z: float  # with continuity correction; 0 where s is 0
    p: float  # two-sided
    p_method: Literal["exact", "normal"]


def mann_kendall(dates: ArrayLike, concentrations: ArrayLike) -> MannKendall:
    """Test whether concentrations rise or fall with time.

    Up to `EXACT_UP_TO` visits p counts the arrangements of the values, ties included, that give so
    large an S. Above, p is the normal one, taken from z so that it does not underflow to 0.
    Non-detects are to be brought to one limit first, with `recensor`.

    Parameters
    ----------
    dates : array of float, shape (n_visits,)
        In any order, each once. [decimal year]
    concentrations : array of float, shape (n_visits,)
        [mg/kg or any one unit]

    Returns
    -------
    MannKendall
        A constant series has S 0 and p 1: no variation in what was recorded.

    Raises
    ------
    SeriesError
        If there are fewer than 2 visits, a date twice, a missing value, or the lengths differ.

    References
    ----------
    .. [1] H. B. Mann, "Nonparametric tests against trend," Econometrica, vol. 13, pp. 245-259,
       1945. doi:10.2307/1907187
    .. [2] M. G. Kendall, Rank Correlation Methods, 4th ed. London: Griffin, 1975.

    Examples
    --------
    >>> test = mann_kendall([2009, 2012, 2015, 2018, 2022], [0.40, 0.34, 0.31, 0.31, 0.25])
    >>> test.s, round(test.p, 4), test.p_method
    (-9, 0.0333, 'exact')
    """
    values = as_values(concentrations, "concentrations")
    years, order = time_order(dates, values.size)
    s, variance = score(years, values[order]), variance_of_score(values)
    z = _standardised(s, variance)
    exact = values.size <= EXACT_UP_TO
    return MannKendall(
        n_visits=values.size,
        s=s,
        var_s=variance,
        z=z,
        p=_exact_p(s, values) if exact else float(2 * norm.sf(abs(z))),
        p_method="exact" if exact else "normal",
    )


def _exact_p(s: int, values: Floats) -> float:
    """Share of the arrangements of `values` with S as far from 0 as `s`, or farther."""
    arrangements = _arrangements_by_inversions(values)
    n_untied_pairs = arrangements.size - 1
    s_of_arrangements = n_untied_pairs - 2 * np.arange(arrangements.size)
    extreme = np.abs(s_of_arrangements) >= abs(s)
    return float(arrangements[extreme].sum() / arrangements.sum())


def _arrangements_by_inversions(values: Floats) -> Floats:
    """Count the distinct arrangements of values with 0, 1, 2 ... inversions.

    The Gaussian multinomial coefficient generates them: R. P. Stanley, Enumerative Combinatorics,
    vol. 1, 2nd ed., 2011, proposition 1.7.1. doi:10.1017/CBO9781139058520
    """
    counts = _q_factorial(values.size)
    for n_tied in np.unique(values, return_counts=True)[1]:
        counts = np.polydiv(counts, _q_factorial(int(n_tied)))[0].astype(np.float64)
    return counts  # whole numbers up to 10!, so floats hold them exactly


def _q_factorial(n: int) -> Floats:
    """Coefficients of (1)(1 + q)(1 + q + q²)...: the permutations of n by inversions."""
    counts = np.ones(1)
    for size in range(2, n + 1):
        counts = np.convolve(counts, np.ones(size))
    return counts


@dataclass(frozen=True)
class RegionalKendall:
    """Kendall's S over sites, each compared only with itself."""

    n_sites: int  # sites with at least two visits
    s: int
    var_s: float  # as if sites were independent of each other
    z: float  # with continuity correction; 0 where there is nothing to compare


def regional_kendall(
    sites: ArrayLike, dates: ArrayLike, concentrations: ArrayLike
) -> RegionalKendall:
    """Add up the Kendall statistics of sites.

    A change of the set of sites between visits moves the median of a visit, but not this. Sites are
    taken to be independent; where a year is high or low at all of them, z is too large, so it is a
    check on a direction and not a test of a trend.

    Parameters
    ----------
    sites : array of str, shape (n,)
        Site of each value.
    dates : array of float, shape (n,)
        Decimal years; each once a site. [year]
    concentrations : array of float, shape (n,)
        One value a site and visit. [mg/kg or any one unit]

    Returns
    -------
    RegionalKendall
        S, its variance with ties, and z.

    Raises
    ------
    SeriesError
        If a value is missing or the lengths differ.

    References
    ----------
    .. [1] D. R. Helsel and L. M. Frans, "Regional Kendall test for trend," Environ. Sci. Technol.,
       vol. 40, pp. 4066-4073, 2006. doi:10.1021/es051650b

    Examples
    --------
    >>> result = regional_kendall(["a", "a", "b", "b"], [2001, 2002, 2001, 2002], [1, 2, 5, 7])
    >>> result.s, result.var_s
    (2, 2.0)
    """
    names = np.asarray(sites, dtype=str)
    years, values = as_values(dates, "dates"), as_values(concentrations, "concentrations")
    if not names.size == years.size == values.size:
        raise SeriesError(
            f"There are {names.size} sites, {years.size} dates and {values.size} concentrations. "
            "Give one of each for every value."
        )
    groups = [names == name for name in np.unique(names)]
    several = [group for group in groups if group.sum() > 1]
    s = sum(score(years[group], values[group]) for group in several)
    variance = float(sum(variance_of_score(values[group]) for group in several))
    return RegionalKendall(len(several), s, variance, _standardised(s, variance))


def score(dates: Floats, values: Floats) -> int:
    """Kendall's S: pairs that go up with time less those that go down; ties count as neither.

    Parameters
    ----------
    dates, values : array of float, shape (n_visits,)
        In any order.

    Returns
    -------
    int

    Examples
    --------
    >>> score(np.array([2009.0, 2012.0, 2015.0]), np.array([0.4, 0.4, 0.3]))
    -2
    """
    pairs = np.sign(np.subtract.outer(values, values)) * np.sign(np.subtract.outer(dates, dates))
    return int(np.triu(pairs).sum())


def variance_of_score(values: Floats, which_tie: Flags | None = None) -> float:
    """Variance of Kendall's S without a trend, less what ties take from it.

    Parameters
    ----------
    values : array of float, shape (n_visits,)
    which_tie : array of bool, shape (n_visits,), optional
        Values whose ties count, as of detects alone; None: all.

    Returns
    -------
    float

    References
    ----------
    .. [1] M. G. Kendall, Rank Correlation Methods, 4th ed. London: Griffin, 1975.

    Examples
    --------
    >>> round(variance_of_score(np.array([1.0, 2.0, 3.0])), 3)
    3.667
    >>> round(variance_of_score(np.array([1.0, 1.0, 3.0])), 3)
    2.667
    """
    n, tying = values.size, values if which_tie is None else values[which_tie]
    n_tied = np.unique(tying, return_counts=True)[1]
    lost_to_ties = (n_tied * (n_tied - 1) * (2 * n_tied + 5)).sum()
    return float(n * (n - 1) * (2 * n + 5) - lost_to_ties) / 18


def _standardised(s: int, variance: float) -> float:
    """Z of an S, with continuity correction; 0 where nothing differs."""
    return math.copysign(max(abs(s) - 1, 0), s) / math.sqrt(variance) if variance else 0.0
