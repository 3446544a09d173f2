"""Mann-Kendall test of one series."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

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
    s, sizes = score(years, values[order]), _tied(values)
    variance = _variance(values.size, sizes)
    z = standardised(s, variance)
    exact = values.size <= EXACT_UP_TO
    p = exact_p(values.size, sizes)[abs(s)] if exact else 2 * norm.sf(abs(z))
    return MannKendall(
        n_visits=values.size,
        s=s,
        var_s=variance,
        z=z,
        p=float(p),
        p_method="exact" if exact else "normal",
    )


@lru_cache(maxsize=1024)
def exact_p(n_visits: int, ties: tuple[int, ...]) -> Floats:
    """P of each absolute S: the share of arrangements with S as far from 0, or farther.

    The Gaussian multinomial coefficient counts the distinct arrangements of values with 0, 1, 2 ...
    inversions: R. P. Stanley, Enumerative Combinatorics, vol. 1, 2nd ed., 2011, proposition 1.7.1.
    doi:10.1017/CBO9781139058520

    Parameters
    ----------
    n_visits : int
        Up to `EXACT_UP_TO`, so that floats hold all counts exactly.
    ties : tuple of int
        Sizes of the groups of equal values, in ascending order.

    Returns
    -------
    array of float
        P at each absolute S from 0.

    Examples
    --------
    >>> exact_p(4, ()).round(4).tolist()
    [1.0, 0.75, 0.75, 0.3333, 0.3333, 0.0833, 0.0833]
    """
    counts = _q_factorial(n_visits)
    for size in ties:
        counts = np.polydiv(counts, _q_factorial(size))[0].astype(np.float64)
    of_s = np.abs(counts.size - 1 - 2 * np.arange(counts.size))
    of_each = np.bincount(of_s, counts)
    found: Floats = np.cumsum(of_each[::-1])[::-1] / counts.sum()
    found.flags.writeable = False
    return found


def _q_factorial(n: int) -> Floats:
    """Coefficients of (1)(1 + q)(1 + q + q²)...: the permutations of n by inversions."""
    counts = np.ones(1)
    for size in range(2, n + 1):
        counts = np.convolve(counts, np.ones(size))
    return counts


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
    return _variance(values.size, _tied(values if which_tie is None else values[which_tie]))


def _tied(values: Floats) -> tuple[int, ...]:
    """Sizes of the groups of equal values, in ascending order."""
    found = sorted(values.tolist())
    edges = [at for at in range(1, len(found)) if found[at] != found[at - 1]]
    sizes = [end - start for start, end in pairwise([0, *edges, len(found)])]
    return tuple(sorted(size for size in sizes if size > 1))


def _variance(n: int, ties: tuple[int, ...]) -> float:
    """Variance of S of n values with groups of equal ones."""
    lost_to_ties = sum(size * (size - 1) * (2 * size + 5) for size in ties)
    return (n * (n - 1) * (2 * n + 5) - lost_to_ties) / 18


def standardised(s: float, variance: float) -> float:
    """Z of an S, with continuity correction; 0 where nothing differs.

    Parameters
    ----------
    s : float
        Kendall's S.
    variance : float
        Of it, without a trend.

    Returns
    -------
    float

    Examples
    --------
    >>> standardised(-9, 16.0)
    -2.0
    """
    return math.copysign(max(abs(s) - 1, 0), s) / math.sqrt(variance) if variance else 0.0
