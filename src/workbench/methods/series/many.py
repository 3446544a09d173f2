"""Mann-Kendall and Sen's slope of many series of any lengths in one call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_values, check_confidence
from workbench.methods.series.kendall import EXACT_UP_TO, exact_p

Ints = NDArray[np.int64]

AT_ONCE = 120_000
"""Slopes that are looked at together: they fit into the cache of a processor."""


@dataclass(frozen=True)
class ManyKendall:
    """Test and slope of each series, in ascending order of the names."""

    series: NDArray[np.generic]
    n_visits: Ints
    s: Ints
    var_s: Floats
    z: Floats  # with continuity correction
    p: Floats  # two-sided, exact up to 10 visits
    slope: Floats  # Sen's [unit/year]
    lower: Floats  # of the interval; NaN where there are too few visits or no variation
    upper: Floats


def many_kendall(
    series: ArrayLike, dates: ArrayLike, concentrations: ArrayLike, *, confidence: float = 0.95
) -> ManyKendall:
    """Give for each series what `mann_kendall` and `sen_slope` give, for 100 000 in a second.

    Series of one length are looked at together, as many as the cache of a processor holds.

    Parameters
    ----------
    series : array, shape (n,)
        Name or number of the series of each value.
    dates : array of float, shape (n,)
        Each once a series, in any order. [decimal year]
    concentrations : array of float, shape (n,)
        Non-detects are to be brought to one limit first, with `recensor`. [mg/kg or any one unit]
    confidence : float
        Of the two-sided interval of the slope. [share, 0 to 1]

    Returns
    -------
    ManyKendall
        A series of one visit has S 0, p 1 and no slope.

    Raises
    ------
    SeriesError
        If a value is missing, a series has a date twice, or the lengths differ.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau," J. Am. Stat.
       Assoc., vol. 63, pp. 1379-1389, 1968. doi:10.1080/01621459.1968.10480934

    Examples
    --------
    >>> found = many_kendall(["a", "a", "a", "b", "b"], [1, 2, 3, 1, 2], [5, 4, 2, 1, 3])
    >>> found.series.tolist(), found.s.tolist(), found.slope.tolist()
    (['a', 'b'], [-3, 1], [-1.5, 2.0])
    """
    check_confidence(confidence)
    years, values = as_values(dates, "dates"), as_values(concentrations, "concentrations")
    codes, names = pd.factorize(np.asarray(series), sort=True)
    if not codes.size == years.size == values.size:
        raise SeriesError(
            f"There are {codes.size} names, {years.size} dates and {values.size} concentrations. "
            "Give one of each for every value."
        )
    if (codes < 0).any():
        raise SeriesError(f"Of {codes.size} values, {(codes < 0).sum()} have no series.")
    codes, years, values = _in_order(codes, years, values, names)
    sizes = np.bincount(codes).astype(np.int64)
    starts = np.cumsum(sizes) - sizes
    found = _Found(sizes.size)
    for n in np.unique(sizes).tolist():
        for chosen in _chunks(np.flatnonzero(sizes == n), n):
            places = starts[chosen, None] + np.arange(n)
            found.fill(chosen, years[places], values[places], confidence)
    return ManyKendall(
        names, sizes, found.s, found.var_s, found.z, found.p, found.slope, *found.ends
    )


def _in_order(
    codes: NDArray[np.intp], years: Floats, values: Floats, names: NDArray[np.generic]
) -> tuple[NDArray[np.intp], Floats, Floats]:
    """Bring values into the order of series and time, unless they are."""
    later = np.diff(codes)
    if ((later < 0) | ((later == 0) & (np.diff(years) <= 0))).any():
        order = np.lexsort((years, codes))
        codes, years, values = codes[order], years[order], values[order]
        twice = np.flatnonzero((np.diff(codes) == 0) & (np.diff(years) == 0))
        if twice.size:
            raise SeriesError(
                f"Series {names[codes[twice[0]]]} has the date {years[twice[0]]:.10g} more than "
                "once. Combine the values of a visit first, with visit_median."
            )
    return codes, years, values


def _chunks(chosen: NDArray[np.intp], n: int) -> Iterator[NDArray[np.intp]]:
    """Give series of one length in parts that fit into the cache."""
    width = max(1, AT_ONCE // max(1, n * (n - 1) // 2))
    for start in range(0, chosen.size, width):
        yield chosen[start : start + width]


class _Found:
    """Results as they are found."""

    def __init__(self, n_series: int) -> None:
        self.s = np.zeros(n_series, dtype=np.int64)
        self.var_s, self.z, self.p = np.zeros(n_series), np.zeros(n_series), np.ones(n_series)
        self.slope = np.full(n_series, np.nan)
        self.ends = (np.full(n_series, np.nan), np.full(n_series, np.nan))

    def fill(
        self, chosen: NDArray[np.intp], years: Floats, values: Floats, confidence: float
    ) -> None:
        """Find all of some series of one length, a row each."""
        n = values.shape[1]
        if n < 2:
            return
        s, slopes = _pairs(years, values)
        ties = _ties(values)
        variance = (n * (n - 1) * (2 * n + 5) - ties[0]) / 18
        spread = np.sqrt(variance)
        with np.errstate(invalid="ignore", divide="ignore"):
            z = np.where(variance > 0, np.sign(s) * np.maximum(np.abs(s) - 1, 0) / spread, 0.0)
        self.s[chosen], self.var_s[chosen], self.z[chosen] = s, variance, z
        self.p[chosen] = _exact(s, n, ties[1]) if n <= EXACT_UP_TO else 2 * ndtr(-np.abs(z))
        middle, count = slopes.shape[1] // 2, slopes.shape[1]
        odd = slopes[:, middle]
        self.slope[chosen] = odd if count % 2 else (slopes[:, middle - 1] + odd) / 2
        half = ndtri((1 + confidence) / 2) * np.where(variance > 0, spread, np.nan)
        self.ends[0][chosen] = _at_rank(slopes, (count - half) / 2)
        self.ends[1][chosen] = _at_rank(slopes, (count + half) / 2 + 1)


def _pairs(years: Floats, values: Floats) -> tuple[Ints, Floats]:
    """S of each row, and its slopes in ascending order."""
    n_series, n = values.shape
    same = bool((years == years[0]).all())
    rises = np.empty((n_series, n * (n - 1) // 2))
    spans = np.empty((1 if same else n_series, rises.shape[1]))
    start = 0
    for lag in range(1, n):
        end = start + n - lag
        np.subtract(values[:, lag:], values[:, :-lag], out=rises[:, start:end])
        dated = years[:1] if same else years
        np.subtract(dated[:, lag:], dated[:, :-lag], out=spans[:, start:end])
        start = end
    s = np.sign(rises).sum(axis=1).astype(np.int64)
    rises /= spans
    rises.sort(axis=1)
    return s, rises


def _ties(values: Floats) -> tuple[Ints, dict[tuple[int, ...], NDArray[np.intp]]]:
    """Find what ties take from 18 times the variance, and the rows of each pattern of ties."""
    ordered = np.sort(values, axis=1)
    differs = np.ones(ordered.shape, dtype=bool)
    np.not_equal(ordered[:, 1:], ordered[:, :-1], out=differs[:, 1:])
    lost = np.zeros(len(values), dtype=np.int64)
    tied = np.flatnonzero(~differs.all(axis=1))
    if not tied.size:
        return lost, {}
    starts = np.flatnonzero(differs[tied].ravel())
    sizes = np.diff(np.concatenate([starts, [tied.size * values.shape[1]]]))
    row = starts // values.shape[1]
    of_group = sizes * (sizes - 1) * (2 * sizes + 5)
    lost[tied] = np.bincount(row, of_group, tied.size).astype(np.int64)
    if values.shape[1] > EXACT_UP_TO:
        return lost, {}
    patterns: dict[tuple[int, ...], list[int]] = {}
    for at, of_row in enumerate(np.split(sizes, np.flatnonzero(np.diff(row)) + 1)):
        key = tuple(sorted(size for size in of_row.tolist() if size > 1))
        patterns.setdefault(key, []).append(int(tied[at]))
    return lost, {key: np.array(rows) for key, rows in patterns.items()}


def _exact(s: Ints, n: int, patterns: dict[tuple[int, ...], NDArray[np.intp]]) -> Floats:
    """Exact p of each row, by its pattern of ties."""
    found = exact_p(n, ())[np.abs(s)]
    for ties, rows in patterns.items():
        found[rows] = exact_p(n, ties)[np.abs(s[rows])]
    return found


def _at_rank(slopes: Floats, ranks: Floats) -> Floats:
    """Slope at a rank counted from 1 in each row, by interpolation; NaN outside."""
    count = slopes.shape[1]
    known = (ranks >= 1) & (ranks <= count)
    places = np.where(known, ranks, 1.0) - 1
    low = np.floor(places).astype(np.intp)
    high = np.minimum(low + 1, count - 1)
    row = np.arange(len(slopes))
    first, second = slopes[row, low], slopes[row, high]
    return np.where(known, first + (second - first) * (places - low), np.nan)
