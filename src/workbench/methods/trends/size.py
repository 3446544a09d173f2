"""Size of a change within sites: % a year on the log scale, with the interval of its test."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from workbench.methods.basics.arrays import Floats
from workbench.methods.trends.pairs import PairSlopes, net_rises
from workbench.methods.trends.shuffling import Shuffles, p_values, shuffled_s

FURTHEST = 10.0
"""Change of the logarithm over all years beyond which an end of an interval is infinite."""
COARSE = np.linspace(0.5, 1.5, 11)
FINE = np.linspace(0.0, 1.0, 11)
AT_ONCE = 8
"""Slopes that are tested in one product, which costs the same for one to eight of them."""
DOUBLING = 2.0 ** np.arange(1, 13)


@dataclass(frozen=True)
class LogSlope:
    """Change of the logarithm in a year, with its interval; NaN where it cannot be given."""

    slope: float  # [1/year]
    lower: float  # of the interval, minus infinity where it has no end
    upper: float

    @property
    def per_year(self) -> tuple[float, float, float]:
        """Change in a year as a share, and its interval: exp(slope) - 1."""
        return (_share(self.slope), _share(self.lower), _share(self.upper))


NO_SIZE = LogSlope(math.nan, math.nan, math.nan)


def _share(slope: float) -> float:
    """Change in a year as a share."""
    return math.inf if slope > 700 else math.expm1(slope)


def log_slope(pairs: PairSlopes) -> float:
    """Find the slope that as many pairs of values certainly rise faster as more slowly.

    The Akritas-Theil-Sen slope [1]_ over pairs of values within sites, each a value or an interval:
    the middle of the slopes b at which Kendall's S of the residuals y - b t is 0. Without
    non-detects it is the median of the slopes, as Sen's.

    Parameters
    ----------
    pairs : PairSlopes
        Slopes between the values of each site.

    Returns
    -------
    float
        Slope of the logarithms; NaN where the order of no pair is certain. [1/year]

    References
    ----------
    .. [1] M. G. Akritas, S. A. Murphy, and M. P. LaValley, "The Theil-Sen estimator with doubly
       censored data and applications to astronomy," J. Am. Stat. Assoc., vol. 90, pp. 170-177,
       1995. doi:10.1080/01621459.1995.10476499
    """
    lowest, highest = pairs.in_time
    if lowest.size and np.array_equal(lowest, highest):
        return float(np.median(lowest))
    first, last = slopes_at(0.0, lowest, highest)
    return (first + last) / 2 if math.isfinite(first) and math.isfinite(last) else math.nan


def slopes_at(target: float, lowest: Floats, highest: Floats) -> tuple[float, float]:
    """First and last slope at which the balance of pairs is a given one.

    Parameters
    ----------
    target : float
        Pairs that certainly rise faster than the slope, less those that rise more slowly.
    lowest, highest : array of float
        Finite slopes, each in ascending order. [1/year]

    Returns
    -------
    first : float
        From here on the balance is not above the target. [1/year]
    last : float
        From here on it is below. Both infinite where there is no pair.
    """
    # just above its highest slope a pair rises more slowly: each place lowers the balance by one
    places = np.sort(np.concatenate([lowest, np.nextafter(highest, np.inf)]), kind="stable")
    passed = lowest.size - target
    return _place(places, math.ceil(passed)), _place(places, math.floor(passed) + 1)


def balanced_slopes(lowest: Floats, highest: Floats) -> Floats:
    """Middle of the slopes at which as many pairs rise faster as more slowly, of many blocks.

    Parameters
    ----------
    lowest, highest : array of float, shape (n_blocks, n_pairs)
        In any order, infinite where the slope of a pair has no such end. [1/year]

    Returns
    -------
    array of float, shape (n_blocks,)
        As of `slopes_at`; NaN where there is no such slope. [1/year]
    """
    rank = np.isfinite(lowest).sum(axis=1, keepdims=True)
    ends = np.nextafter(highest, np.inf, where=np.isfinite(highest), out=highest.copy())
    places = np.sort(np.concatenate([lowest, ends], axis=1), axis=1)
    edge = np.full((places.shape[0], 1), np.inf)  # before the first, and after the last
    bounds = np.take_along_axis(np.hstack([-edge, places, edge]), rank + np.arange(2), axis=1)
    is_bounded = np.isfinite(bounds).all(axis=1)
    return np.where(is_bounded, np.where(np.isfinite(bounds), bounds, 0.0).sum(axis=1) / 2, np.nan)


def _place(places: Floats, rank: int) -> float:
    """Give the place of a rank, from 1; infinite where there is none."""
    if rank < 1:
        return -math.inf
    return float(places[rank - 1]) if rank <= places.size else math.inf


def shuffled_interval(
    pairs: PairSlopes,
    slope: float,
    shuffles: Shuffles,
    *,
    confidence: float = 0.95,
    widening: float = 1.0,
) -> tuple[float, float]:
    """Find the slopes that the test within sites does not reject.

    A slope is taken away and what is left is tested with the same orders of the rounds. The
    interval so agrees with the p that grades: 0 lies in it where that p is above 1 - confidence.

    Parameters
    ----------
    pairs : PairSlopes
        Slopes between the values of each site.
    slope : float
        Where the search begins, from `log_slope`. [1/year]
    shuffles : Shuffles
        Orders to draw.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]
    widening : float
        Factor by which serial correlation widens the distribution of S.

    Returns
    -------
    lower, upper : float
        Infinite where the test never rejects; NaN where there is no slope. [1/year]
    """
    if not math.isfinite(slope):
        return math.nan, math.nan
    search = _Search(pairs, slope, shuffles, 1 - confidence, widening)
    guesses = _guessed(search, confidence)
    return search.end(guesses[0]), search.end(guesses[1])


@dataclass(frozen=True)
class _Search:
    """A search for the ends of an interval, from its middle outwards."""

    pairs: PairSlopes
    middle: float
    shuffles: Shuffles
    level: float
    widening: float

    def last_accepted(self, distances: Floats) -> int:
        """Give the place of the last distance from the middle that is not rejected; -1 for none.

        Looks from the far end, at a few at once, and once at those between which no pair changes.
        """
        if not distances.size:
            return -1
        net = net_rises(self.pairs, self.middle + distances)
        is_last = np.append((net[1:] != net[:-1]).any(axis=1), True)
        different = np.flatnonzero(is_last)
        for end in range(different.size, 0, -AT_ONCE):
            places = different[max(0, end - AT_ONCE) : end]
            p = p_values(self.pairs, net[places], self.shuffles, widening=self.widening)
            if (p > self.level).any():
                return int(places[np.flatnonzero(p > self.level)[-1]])
        return -1

    def end(self, distance: float) -> float:
        """Find the end of the interval, somewhere near this distance."""
        inside, outside = self._between(distance * np.concatenate([[0.0], COARSE]))
        if not math.isfinite(outside):
            further = 1.5 * distance * np.concatenate([[1.0], DOUBLING])
            span = self.pairs.apart.max()
            inside, outside = self._between(further[np.abs(further) * span <= FURTHEST])
        if not math.isfinite(outside):
            return math.copysign(math.inf, distance)
        inside, outside = self._between(inside + (outside - inside) * FINE)
        return self.middle + (inside + outside) / 2

    def _between(self, distances: Floats) -> tuple[float, float]:
        """Last distance that is not rejected, and the next; the first is known to be inside."""
        if not distances.size:
            return 0.0, math.inf
        last = self.last_accepted(distances[1:]) + 1
        is_end = last == distances.size - 1
        return float(distances[last]), math.inf if is_end else float(distances[last + 1])


def _guessed(search: _Search, confidence: float) -> tuple[float, float]:
    """Guess how far the ends are, by the spread of S at the fitted slope."""
    net = net_rises(search.pairs, [search.middle])
    spread = np.abs(shuffled_s(search.pairs, net, search.shuffles)[0])
    target = float(np.quantile(spread, confidence)) * search.widening
    lowest, highest = search.pairs.in_time
    span = float(search.pairs.apart.max())
    found = []
    for sign in (-1.0, 1.0):
        ends = slopes_at(-sign * target, lowest, highest)
        near = [abs(end - search.middle) for end in ends if math.isfinite(end)]
        found.append(sign * max([*near, 1e-6 / span]))
    return found[0], found[1]
