"""When a series changed: Pettitt's change point, and a line with one bend."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_values, time_order

CHANGE_FROM = 10
"""Visits from which a change point or a bend is looked for."""
AT_EACH_SIDE = 3
"""Visits at each side of a bend, that at the bend not counted."""
N_ORDERS = 4999


@dataclass(frozen=True)
class ChangePoint:
    """Step between two levels."""

    n_visits: int
    u: int  # largest absolute sum of signs across a date
    last_before: float  # date of the last visit before the change [decimal year]
    first_after: float
    p: float  # two-sided, approximate
    level_before: float  # medians
    level_after: float


def pettitt(dates: ArrayLike, concentrations: ArrayLike) -> ChangePoint:
    """Find the date at which the level of a series steps up or down most.

    A trend makes a change point too, and so do good and bad years that follow each other: it tells
    when, not that there was a step. p is 2 exp(-6 U^2 / (n^3 + n^2)), at most 1 [1]_.

    Parameters
    ----------
    dates : array of float, shape (n_visits,)
        In any order, each once. [decimal year]
    concentrations : array of float, shape (n_visits,)
        Non-detects are to be brought to one limit first, with `recensor`. [mg/kg or any one unit]

    Returns
    -------
    ChangePoint
        The first date where several serve.

    Raises
    ------
    SeriesError
        If there are fewer than 10 visits, a date twice, a missing value, or the lengths differ.

    References
    ----------
    .. [1] A. N. Pettitt, "A non-parametric approach to the change-point problem," Appl. Stat.,
       vol. 28, pp. 126-135, 1979. doi:10.2307/2346729

    Examples
    --------
    >>> found = pettitt(range(2001, 2013), [5, 6, 5, 7, 6, 5, 2, 1, 2, 3, 1, 2])
    >>> found.u, found.last_before, found.first_after, round(found.p, 3)
    (36, 2006.0, 2007.0, 0.031)
    """
    years, values = _in_time(dates, concentrations)
    n = values.size
    signs = np.sign(values[:, None] - values)
    across = np.abs(np.cumsum(signs.sum(axis=1))[:-1])  # pairs at one side add up to 0
    at = int(across.argmax())
    u = round(float(across[at]))
    return ChangePoint(
        n_visits=n,
        u=u,
        last_before=float(years[at]),
        first_after=float(years[at + 1]),
        p=min(1.0, 2 * math.exp(-6 * u**2 / (n**3 + n**2))),
        level_before=float(np.median(values[: at + 1])),
        level_after=float(np.median(values[at + 1 :])),
    )


@dataclass(frozen=True)
class Joinpoint:
    """Line with one bend, and whether it fits better than one without."""

    n_visits: int
    date: float  # of the bend [decimal year]
    slope_before: float  # of the logarithms [1/year]
    slope_after: float
    f: float  # how much the bend takes from the scatter, over what is left
    p: float  # of that, by putting what is left of the straight line in other orders
    n_orders: int


def joinpoint(
    dates: ArrayLike, concentrations: ArrayLike, *, n_orders: int = N_ORDERS, seed: int = 0
) -> Joinpoint:
    """Fit the logarithms with two lines that meet at a visit, and ask whether one would do.

    Every visit with 3 or more at each side is tried as the bend, and that with the least scatter is
    taken. p is the share of orders of the residuals of the straight line for which some bend takes
    as much from the scatter [1]_, so that the search is allowed for; serial correlation is not.

    Parameters
    ----------
    dates : array of float, shape (n_visits,)
        In any order, each once. [decimal year]
    concentrations : array of float, shape (n_visits,)
        Above 0. [mg/kg or any one unit]
    n_orders, seed : int
        Number of orders, and what they are drawn from.

    Returns
    -------
    Joinpoint

    Raises
    ------
    SeriesError
        If there are fewer than 10 visits, a date twice, a value missing or not above 0, or the
        lengths differ.

    References
    ----------
    .. [1] H.-J. Kim, M. P. Fay, E. J. Feuer, and D. N. Midthune, "Permutation tests for joinpoint
       regression with applications to cancer rates," Stat. Med., vol. 19, pp. 335-351, 2000.
       doi:10.1002/(SICI)1097-0258(20000215)19:3<335::AID-SIM336>3.0.CO;2-Z

    Examples
    --------
    >>> falls = [8.0, 7.9, 8.2, 8.1, 7.9, 6.6, 5.5, 4.4, 3.7, 3.0, 2.4]
    >>> found = joinpoint(range(2001, 2012), falls)
    >>> found.date, round(found.slope_after, 2), found.p < 0.01
    (2005.0, -0.2, True)
    """
    years, values = _in_time(dates, concentrations)
    if values.min() <= 0:
        raise SeriesError(f"A concentration is {values.min():g}. Logarithms need values above 0.")
    logarithms, times = np.log(values), years - years.mean()
    line = np.linalg.qr(np.column_stack([np.ones(times.size), times]))[0]
    knots = times[AT_EACH_SIDE : times.size - AT_EACH_SIDE]
    bends = np.maximum(times[:, None] - knots, 0.0)
    bends -= line @ (line.T @ bends)
    bends /= np.sqrt((bends**2).sum(axis=0))  # what each bend adds to a straight line
    left = logarithms - line @ (line.T @ logarithms)
    gains = (left @ bends) ** 2
    at = int(gains.argmax())
    total = float(left @ left)
    design = np.column_stack([np.ones(times.size), times, np.maximum(times - knots[at], 0.0)])
    fitted = np.linalg.lstsq(design, logarithms, rcond=None)[0]
    rest = max(total - float(gains[at]), 0.0)
    return Joinpoint(
        n_visits=times.size,
        date=float(years[AT_EACH_SIDE + at]),
        slope_before=float(fitted[1]),
        slope_after=float(fitted[1] + fitted[2]),
        f=float(gains[at]) / (rest / (times.size - 4)) if rest > 1e-12 * total else math.inf,
        p=_p(left, line, bends, np.random.default_rng(seed), n_orders),
        n_orders=n_orders + 1,
    )


def _p(left: Floats, line: Floats, bends: Floats, rng: np.random.Generator, n_orders: int) -> float:
    """Share of orders for which a bend takes as large a share of the scatter."""
    total = float(left @ left)
    if total < 1e-20:
        return 1.0
    observed = float(((left @ bends) ** 2).max()) / total
    shuffled = rng.permuted(np.tile(left, (n_orders, 1)), axis=1)
    shuffled -= (shuffled @ line) @ line.T
    shares = ((shuffled @ bends) ** 2).max(axis=1) / (shuffled**2).sum(axis=1)
    return float((np.count_nonzero(shares >= observed - 1e-12) + 1) / (n_orders + 1))


def _in_time(dates: ArrayLike, concentrations: ArrayLike) -> tuple[Floats, Floats]:
    """Dates and values in order of time, of which there are enough."""
    values = as_values(concentrations, "concentrations")
    years, order = time_order(dates, values.size)
    if values.size < CHANGE_FROM:
        raise SeriesError(
            f"A change point needs {CHANGE_FROM} visits or more, this series has {values.size}."
        )
    return years, values[order]
