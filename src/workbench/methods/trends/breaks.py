"""What changed beside the soil, and whether a trend stands without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_values
from workbench.methods.sampling.site_values import Counts, SiteValues
from workbench.methods.trends.evidence import WEAK_P, Cap, weak_p
from workbench.methods.trends.pairs import net_rises, pair_slopes
from workbench.methods.trends.shuffling import Shuffles, observed_s, p_values
from workbench.methods.trends.size import NO_SIZE, LogSlope, log_slope, shuffled_interval

SAME_SEASON_MONTHS = 2.0
"""Rounds whose median months lie no further apart are of one season."""


class Standing(StrEnum):
    """Whether a trend stands without a break."""

    NO_BREAK = "no-break"  # no two values of a site that are compared differ in it
    ABSORBED = "absorbed"  # it differs in every round: the shuffled rounds allow for it
    STANDS = "stands"  # seen among values that are alike in it
    BEYOND = "beyond"  # more than the break can make, but not seen without it
    COINCIDES = "coincides"  # not seen without it, and nobody knows how much it can make
    EXPLAINED = "explained"  # the break can make all of it

    @property
    def cap(self) -> Cap:
        """What it leaves of the evidence."""
        if self is Standing.EXPLAINED:
            return Cap.BREAK_EXPLAINS
        return Cap.BREAK if self in {Standing.BEYOND, Standing.COINCIDES} else Cap.NONE


@dataclass(frozen=True)
class BreakCheck:
    """A trend, looked at without what else changed."""

    standing: Standing
    first_round: int  # from which on it differs from the first round; -1 for no break
    s_within: int  # Kendall's S of values that are alike in it
    p_within: float  # of that, as the p that decides; 1 where there is no pair
    p_shifted: float  # plain p once all that the break may make is taken away; 1 if not known
    size: LogSlope  # change among values that are alike in it, 95 %; NaN without a break


def check_break(
    values: SiteValues,
    labels: ArrayLike,
    shuffles: Shuffles,
    *,
    widening: float = 1.0,
    limit: float | None = None,
) -> BreakCheck:
    """Ask whether a trend stands without a change of laboratory, method, depth, month or the like.

    What is not stated is a label of its own, so that a laboratory that is no longer named is a
    break. The test within labels compares values of a site that are alike: a step at the change,
    of any size, leaves it as it is, and where only the last rounds differ it is the test without
    them. Where it does not find the trend, all values of the later labels are moved by the most
    that the break may make, against the trend, and tested again.

    Parameters
    ----------
    values : SiteValues
        One value a site and round.
    labels : array of int, shape (n_blocks, n_rounds)
        How each value was measured.
    shuffles : Shuffles
        Orders of the rounds.
    widening : float
        Factor by which serial correlation widens the distribution of S.
    limit : float, optional
        Most that the break may make, of the logarithm; None where that is not known.

    Returns
    -------
    BreakCheck
    """
    told = np.asarray(labels)
    plain, alike = pair_slopes(values), pair_slopes(values, told)
    first_round = _first_change(values, told)
    if np.array_equal(plain.n_compared, alike.n_compared):
        return BreakCheck(Standing.NO_BREAK, -1, 0, 1.0, 1.0, NO_SIZE)
    s = float(observed_s(plain, net_rises(plain, [0.0]))[0])
    within = net_rises(alike, [0.0])
    s_within = round(float(observed_s(alike, within)[0]))
    p_within = float(p_values(alike, within, shuffles, widening=widening)[0])
    p_shifted = 1.0 if limit is None else _shifted_p(values, told, np.sign(s) * limit, shuffles)
    if not alike.n_compared.any() and _all_differ(values, told):
        standing = Standing.ABSORBED
    elif p_within <= WEAK_P and np.sign(s_within) == np.sign(s):
        standing = Standing.STANDS
    else:
        standing = _without(p_shifted, limit, values)
    slope = log_slope(alike)
    ends = shuffled_interval(alike, slope, shuffles, widening=widening)
    size = LogSlope(slope, *ends)
    return BreakCheck(standing, first_round, s_within, p_within, p_shifted, size)


def _without(p_shifted: float, limit: float | None, values: SiteValues) -> Standing:
    """Judge a trend that is not seen among values that are alike."""
    if limit is None:
        return Standing.COINCIDES
    return Standing.BEYOND if p_shifted <= weak_p(values.years.size) else Standing.EXPLAINED


def _all_differ(values: SiteValues, labels: NDArray[np.int64]) -> bool:
    """Tell whether every round has one label, and each another."""
    of_rounds = [np.unique(labels[known, at]) for at, known in enumerate(values.is_sampled.T)]
    alone = all(found.size == 1 for found in of_rounds)
    return alone and np.unique(np.concatenate(of_rounds)).size == len(of_rounds)


def is_relabelled(values: SiteValues, labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Flag the values of each block that are labelled otherwise than its first.

    Parameters
    ----------
    values : SiteValues
        One value a block and round.
    labels : array of int, shape (n_blocks, n_rounds)
        How each value was measured.

    Returns
    -------
    array of bool, shape (n_blocks, n_rounds)
    """
    known = values.is_sampled
    first = labels[np.arange(known.shape[0]), known.argmax(axis=1)]
    return np.asarray(known & (labels != first[:, None]))


def _first_change(values: SiteValues, labels: NDArray[np.int64]) -> int:
    """First round in which a site is labelled otherwise than in its first."""
    changed = is_relabelled(values, labels).any(axis=0)
    return int(changed.argmax()) if changed.any() else -1


def _shifted_p(
    values: SiteValues, labels: NDArray[np.int64], shift: float, shuffles: Shuffles
) -> float:
    """Plain p once each site's values of later labels are moved against the trend."""
    factor = np.where(is_relabelled(values, labels), np.exp(-shift), 1.0)
    moved = replace(values, low=values.low * factor, high=values.high * factor)
    pairs = pair_slopes(moved)
    net = net_rises(pairs, [0.0])
    is_same = np.sign(observed_s(pairs, net)[0]) == np.sign(shift)
    return float(p_values(pairs, net, shuffles)[0]) if is_same else 1.0


def cell_labels(
    values: SiteValues, sites: ArrayLike, rounds: ArrayLike, words: ArrayLike
) -> Counts:
    """Give each site and round a number for how its samples were measured.

    Several words of one cell make a label of their own, in any order; so does none.

    Parameters
    ----------
    values : SiteValues
        Values without seasons, of the same samples.
    sites, rounds, words : array of str, shape (n_samples,)
        Site, sampling round and word of each sample; empty where it is not stated.

    Returns
    -------
    array of int, shape (n_blocks, n_rounds)
        0 where there is no sample.

    Raises
    ------
    SeriesError
        If the lengths differ.
    """
    site, name, word = (np.asarray(column).astype(str) for column in (sites, rounds, words))
    if not site.shape == name.shape == word.shape:
        raise SeriesError(f"Give a site, round and word for each of {site.size} samples.")
    found: dict[tuple[str, str], set[str]] = {}
    for key, said in set(zip(zip(site, name, strict=True), word, strict=True)):
        found.setdefault(key, set()).add(said)
    numbers = {texts: 1 + at for at, texts in enumerate(sorted(set(map(_joined, found.values()))))}
    labels = np.zeros(values.high.shape, dtype=np.int64)
    row = {str(one): at for at, one in enumerate(values.sites)}
    column = {str(one): at for at, one in enumerate(values.rounds)}
    for (site_name, round_name), texts in found.items():
        if site_name in row and round_name in column:
            labels[row[site_name], column[round_name]] = numbers[_joined(texts)]
    return labels


def _joined(words: set[str]) -> tuple[str, ...]:
    """Words of one cell in one order."""
    return tuple(sorted(words))


def season_labels(months: ArrayLike) -> Counts:
    """Give each round a number for its season: `SAME_SEASON_MONTHS` around its first round.

    Parameters
    ----------
    months : array of float, shape (n_rounds,)
        Median month of each round, in order of time. [0 to 12]

    Returns
    -------
    array of int, shape (n_rounds,)

    Examples
    --------
    >>> season_labels([4, 5, 10, 11, 4]).tolist()
    [0, 0, 1, 1, 0]
    >>> season_labels([12, 1]).tolist()
    [0, 0]
    """
    firsts: list[float] = []
    found = []
    for month in as_values(months, "months"):
        near = [at for at, first in enumerate(firsts) if _apart(month, first) <= SAME_SEASON_MONTHS]
        found.append(near[0] if near else len(firsts))
        if not near:
            firsts.append(float(month))
    return np.array(found, dtype=np.int64)


def _apart(month: float, other: float) -> float:
    """Months between two months of any year."""
    apart = abs(month - other) % 12
    return min(apart, 12 - apart)


def depth_labels(tops: Floats, bottoms: Floats, tolerance: float = 0.1) -> Counts:
    """Give each round a number for its depth: within a share of the usual lower end.

    Parameters
    ----------
    tops, bottoms : array of float, shape (n_rounds,)
        Median ends of the samples of each round, in order of time; NaN where not stated. [cm]
    tolerance : float
        Share of the median lower end. [share, 0 to 1]

    Returns
    -------
    array of int, shape (n_rounds,)
        -1 where the depth is not stated.

    Examples
    --------
    >>> depth_labels(np.zeros(3), np.array([20.0, 20.5, 30.0])).tolist()
    [0, 0, 1]
    """
    usual = float(np.nanmedian(bottoms)) if np.isfinite(bottoms).any() else 0.0
    firsts: list[tuple[float, float]] = []
    found = []
    for top, bottom in zip(tops, bottoms, strict=True):
        if not np.isfinite(top + bottom):
            found.append(-1)
            continue
        near = [
            at
            for at, first in enumerate(firsts)
            if max(abs(top - first[0]), abs(bottom - first[1])) <= tolerance * usual
        ]
        found.append(near[0] if near else len(firsts))
        if not near:
            firsts.append((float(top), float(bottom)))
    return np.array(found, dtype=np.int64)
