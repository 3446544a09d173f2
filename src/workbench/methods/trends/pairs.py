"""Slopes between two values of one site, from the lowest to the highest that non-detects allow."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.methods.basics.arrays import Floats
from workbench.methods.sampling.site_values import Counts, SiteValues

FEW_BLOCKS = 64
"""Up to as many blocks it is faster to compare all slopes than to look them up in order."""
CHANGING_PANEL = 0.5
"""Sites that distant rounds share, over those that neighbours do, below which a panel changes."""
MOST_COMPARED = 4_000_000
"""Slopes that are compared at once, so that memory stays small."""


@dataclass(frozen=True)
class PairSlopes:
    """Slopes of the logarithms between each two rounds, one a block, each in ascending order.

    A block that was not sampled in both rounds, or not in the same way, has a lowest slope of minus
    and a highest of plus infinity: it never counts. So has a pair whose order is open.
    """

    n_rounds: int
    first: NDArray[np.intp]  # the earlier round of each pair, shape (n_pairs,)
    second: NDArray[np.intp]
    apart: Floats  # years between them; 0 where two rounds have one date
    lowest: Floats  # shape (n_pairs, n_blocks) [1/year]
    highest: Floats
    n_compared: Counts  # blocks sampled in both rounds, shape (n_pairs,)
    site_sd: float = 0.0  # spread of S if only sites scatter, where few are sampled again; else 0

    @cached_property
    def in_time(self) -> tuple[Floats, Floats]:
        """Lowest and highest slopes of all pairs with an order in time, each in ascending order."""
        ordered = self.apart > 0
        lowest, highest = self.lowest[ordered].ravel(), self.highest[ordered].ravel()
        return np.sort(lowest[lowest > -np.inf]), np.sort(highest[highest < np.inf])

    @cached_property
    def dates(self) -> Floats:
        """Years of each round after the first one, shape (n_rounds,)."""
        return np.concatenate([[0.0], self.apart[: self.n_rounds - 1]])

    @cached_property
    def date_ranks(self) -> tuple[int, ...]:
        """Place of the date of each round among the dates of all, from 0."""
        return tuple(np.unique(self.dates, return_inverse=True)[1].tolist())

    @cached_property
    def rises(self) -> Floats:
        """Blocks that certainly rise, less those that fall, of each pair; shape (1, n_pairs)."""
        return net_rises(self, [0.0])


def pair_slopes(values: SiteValues, labels: ArrayLike | None = None) -> PairSlopes:
    """Find the lowest and the highest slope between each two values of a block.

    "<1" is below a measured 1, as in NADA [1]_; "<1" and 0.4 are in no order.

    Parameters
    ----------
    values : SiteValues
        One value a block and round.
    labels : array of int, shape (n_blocks, n_rounds), optional
        How each value was measured; only those with the same label are compared.

    Returns
    -------
    PairSlopes
        Of n_rounds (n_rounds - 1) / 2 pairs of rounds.

    References
    ----------
    .. [1] D. R. Helsel, Statistics for Censored Environmental Data Using Minitab and R, 2nd ed.
       Hoboken: Wiley, 2012. doi:10.1002/9781118162729
    """
    first, second = np.triu_indices(values.years.size, 1)
    apart = values.years[second] - values.years[first]
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = np.log(values.low.T), np.log(values.high.T)
        lowest = (low[second] - high[first]) / apart[:, None]
        highest = (high[second] - low[first]) / apart[:, None]
    is_open = values.is_open.T
    lowest = _nudged(lowest, is_open[first], np.inf)
    highest = _nudged(highest, is_open[second], -np.inf)
    sampled = values.is_sampled.T
    compared = sampled[first] & sampled[second]
    if labels is not None:
        label = np.asarray(labels).T
        compared &= label[first] == label[second]
    return PairSlopes(
        n_rounds=values.years.size,
        first=first,
        second=second,
        apart=apart,
        lowest=np.sort(np.where(compared & ~np.isnan(lowest), lowest, -np.inf), axis=1),
        highest=np.sort(np.where(compared & ~np.isnan(highest), highest, np.inf), axis=1),
        n_compared=compared.sum(axis=1),
        site_sd=_site_sd(values.is_sampled) if labels is None else 0.0,
    )


def _site_sd(sampled: NDArray[np.bool_]) -> float:
    """Spread of S over sites whose values scatter by themselves, in a panel that changes.

    Where sites join and leave, the differences from round to round are of other sites each time,
    and do not balance each other as those of shuffled rounds do.
    """
    n_rounds = sampled.shape[1]
    first, second = np.triu_indices(n_rounds, 1)
    shared = (sampled.T.astype(np.float64) @ sampled)[first, second]
    is_near, is_far = second - first == 1, 2 * (second - first) >= n_rounds
    if n_rounds < 3 or shared[is_far].mean() >= CHANGING_PANEL * shared[is_near].mean():
        return 0.0
    m = sampled.sum(axis=1)
    return math.sqrt(float((m * (m - 1) * (2 * m + 5)).sum()) / 18)


def _nudged(slopes: Floats, is_open: NDArray[np.bool_], towards: float) -> Floats:
    """Make "<1" and a measured 1 differ: by the smallest step that a number can take."""
    moved: Floats = np.nextafter(slopes, towards)
    return np.where(is_open & np.isfinite(slopes), moved, slopes)


def net_rises(pairs: PairSlopes, slopes: ArrayLike) -> Floats:
    """Count blocks that certainly rise faster than a slope, less those that rise more slowly.

    Parameters
    ----------
    pairs : PairSlopes
        Slopes between each two rounds.
    slopes : array of float, shape (n_slopes,)
        Slopes of the logarithms; 0 asks whether they rise or fall. [1/year]

    Returns
    -------
    array of float, shape (n_slopes, n_pairs)
        The visits-by-visits matrix of summed signs, above its diagonal.
    """
    at = np.asarray(slopes, dtype=np.float64)
    if pairs.lowest.shape[1] > FEW_BLOCKS:
        return _looked_up(pairs, at)
    chunk = max(1, MOST_COMPARED // max(1, pairs.lowest.size))
    parts = [_compared(pairs, at[start : start + chunk]) for start in range(0, at.size, chunk)]
    return np.concatenate(parts) if parts else np.empty((0, pairs.apart.size))


def _compared(pairs: PairSlopes, at: Floats) -> Floats:
    """Compare every slope of a block with each given one."""
    above = (pairs.lowest > at[:, None, None]).sum(axis=2)
    below = (pairs.highest < at[:, None, None]).sum(axis=2)
    return np.asarray(above - below, dtype=np.float64)


def _looked_up(pairs: PairSlopes, at: Floats) -> Floats:
    """Look each given slope up among those of the blocks, which are in order."""
    net = np.empty((at.size, pairs.apart.size))
    n_blocks = pairs.lowest.shape[1]
    for pair, (lowest, highest) in enumerate(zip(pairs.lowest, pairs.highest, strict=True)):
        above = n_blocks - np.searchsorted(lowest, at, side="right")
        net[:, pair] = above - np.searchsorted(highest, at, side="left")
    return net


def round_scores(pairs: PairSlopes, net: Floats) -> Floats:
    """Sum for each round how often it lies above the others: the row sums of the matrix of signs.

    Parameters
    ----------
    pairs : PairSlopes
        Slopes between each two rounds.
    net : array of float, shape (n_pairs,)
        What `net_rises` gives for one slope.

    Returns
    -------
    array of float, shape (n_rounds,)
        They add up to 0.
    """
    size = pairs.n_rounds
    return np.asarray(np.bincount(pairs.second, net, size) - np.bincount(pairs.first, net, size))


def informative_rounds(pairs: PairSlopes, slope: float) -> NDArray[np.bool_]:
    """Tell which rounds are in a certain order with another one, once a slope is taken away.

    Parameters
    ----------
    pairs : PairSlopes
        Slopes between each two rounds.
    slope : float
        Slope of the logarithms. [1/year]

    Returns
    -------
    array of bool, shape (n_rounds,)
        False for a round of non-detects below a limit above all that others found.
    """
    tells = (pairs.lowest > slope).any(axis=1) | (pairs.highest < slope).any(axis=1)
    size = pairs.n_rounds
    found = np.bincount(pairs.first, tells, size) + np.bincount(pairs.second, tells, size)
    return np.asarray(found > 0)
