"""Ranks of units by their gap index, and how much of them hangs on the weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from workbench.errors import ParameterError, SeriesError
from workbench.findings.rows import Phrase
from workbench.methods.basics.intervals import Interval
from workbench.methods.surveys.gap_index import DECIMALS, DEFICITS, GapIndex, gap_index

Ranks = NDArray[np.intp]

N_DRAWS = 1000
SEED = 20240101


@dataclass(frozen=True)
class StableRank:
    """Rank of one unit, never without those that it cannot be told from."""

    unit: str
    index: float
    rank: int  # 1 is the widest gap; equal indices share the better number
    n_ranked: int
    rank_equal: int  # with equal weights
    share_same: float  # of random weights that give the same rank, 0 to 1
    best_random: int  # 97.5 % of random weights give this rank or a greater number
    worst_random: int  # 97.5 % give this rank or a smaller one
    share_worst: float  # of random weights that put it among the worst k, 0 to 1
    overlaps: tuple[str, ...]  # units whose bounds share a value with its own


@dataclass(frozen=True)
class RankStability:
    """Ranks of all units, pairs whose order is not sure, and units without an index."""

    ranks: tuple[StableRank, ...]  # widest gap first
    overlapping: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, Phrase], ...]  # unit and reason
    k: int
    n_draws: int
    seed: int


def rank_stability(
    answers: Mapping[str, Mapping[str, str]],
    importance: Mapping[str, float],
    *,
    k: int = 5,
    n_draws: int = N_DRAWS,
    seed: int = SEED,
) -> RankStability:
    """Rank units by their gap index, and again with equal and with random weights.

    Random weights are drawn evenly from all that add up to 1 (Dirichlet with ones) [1]_, the same
    for all units. Each index is that of the items a unit answered; what was not answered is in the
    bounds, and two units whose bounds overlap are told as such.

    Parameters
    ----------
    answers : mapping of str to mapping of str to str
        For each unit the answers to all items, as in `gap_index`.
    importance : mapping of str to float
        Of the same items, by experts. [0 to 1]
    k : int
        Number of units with the widest gaps to look at.
    n_draws, seed : int
        Random weights, and what they are drawn from: the same seed gives the same.

    Returns
    -------
    RankStability

    Raises
    ------
    SeriesError
        If there is no unit, or its answers do not fit, with the unit.
    ParameterError
        If k or the number of draws is below 1, or an importance is not from 0 to 1.

    References
    ----------
    .. [1] M. Saisana, A. Saltelli and S. Tarantola, "Uncertainty and sensitivity analysis
       techniques as tools for the quality assessment of composite indicators," J. R. Stat. Soc. A,
       vol. 168, pp. 307-323, 2005. doi:10.1111/j.1467-985X.2005.00350.x

    Examples
    --------
    >>> answers = {"XAA": {"a": "no", "b": "no"}, "XAB": {"a": "yes", "b": "unknown"}}
    >>> found = rank_stability(answers, {"a": 1.0, "b": 0.5}, k=1)
    >>> [(rank.unit, rank.rank, rank.share_same, rank.overlaps) for rank in found.ranks]
    [('XAA', 1, 1.0, ()), ('XAB', 2, 1.0, ())]
    """
    if k < 1 or n_draws < 1:
        raise ParameterError(f"k is {k} and draws are {n_draws}. Give 1 or more of each.")
    if not answers:
        raise SeriesError("There are no units to rank. Give the answers of 1 or more.")
    gaps = {unit: _gap(unit, answers[unit], importance) for unit in answers}
    units = [unit for unit, gap in gaps.items() if not gap.reason]
    overlapping = tuple(_overlapping(units, gaps))
    ranks = _ranked(units, gaps, overlapping, _draws(units, answers, importance, n_draws, seed), k)
    left_out = tuple((unit, gap.reason) for unit, gap in gaps.items() if gap.reason)
    return RankStability(ranks, overlapping, left_out, k, n_draws, seed)


def _gap(unit: str, answers: Mapping[str, str], importance: Mapping[str, float]) -> GapIndex:
    """Gap index of one unit, named where its answers do not fit."""
    try:
        return gap_index(answers, importance)
    except SeriesError as error:
        raise SeriesError(f"{unit}: {error}") from error


def _overlapping(units: Sequence[str], gaps: Mapping[str, GapIndex]) -> list[tuple[str, str]]:
    """Pairs of units whose bounds share a value, up to a rounding error."""
    return [
        (one, other)
        for one, other in combinations(units, 2)
        if _rounded(gaps[one].bounds).overlaps(_rounded(gaps[other].bounds))
    ]


def _rounded(interval: Interval) -> Interval:
    """Interval without its rounding error, so that what touches is seen to."""
    return Interval(round(interval.lower, DECIMALS), round(interval.upper, DECIMALS))


def _draws(
    units: Sequence[str],
    answers: Mapping[str, Mapping[str, str]],
    importance: Mapping[str, float],
    n_draws: int,
    seed: int,
) -> Ranks:
    """Ranks of all units: first by experts, then with equal, then with random weights."""
    if not units:
        return np.zeros((n_draws + 2, 0), dtype=np.intp)
    items = list(importance)
    deficits = np.array([[DEFICITS.get(answers[unit][i], np.nan) for i in items] for unit in units])
    random = np.random.default_rng(seed).dirichlet(np.ones(len(items)), n_draws)
    weights = np.vstack([[importance[i] for i in items], np.ones(len(items)), random])
    indices = (weights @ np.nan_to_num(deficits).T) / (weights @ (~np.isnan(deficits)).T)
    return rankdata(-indices.round(DECIMALS), method="min", axis=1).astype(np.intp)


def _ranked(
    units: Sequence[str],
    gaps: Mapping[str, GapIndex],
    overlapping: Sequence[tuple[str, str]],
    ranks: Ranks,
    k: int,
) -> tuple[StableRank, ...]:
    """Put each unit's ranks together, the widest gap first."""
    expert, equal, random = ranks[0], ranks[1], ranks[2:]
    return tuple(
        StableRank(
            unit=units[i],
            index=gaps[units[i]].index,
            rank=int(expert[i]),
            n_ranked=len(units),
            rank_equal=int(equal[i]),
            share_same=float((random[:, i] == expert[i]).mean()),
            best_random=int(np.quantile(random[:, i], 0.025, method="inverted_cdf")),
            worst_random=int(np.quantile(random[:, i], 0.975, method="inverted_cdf")),
            share_worst=float((random[:, i] <= k).mean()),
            overlaps=tuple(
                other
                for pair in overlapping
                if units[i] in pair
                for other in pair
                if other != units[i]
            ),
        )
        for i in np.argsort(expert, kind="stable")
    )
