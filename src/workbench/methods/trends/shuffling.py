"""Kendall's test within sites, with p from sampling rounds put in other orders."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from workbench.errors import ParameterError
from workbench.methods.basics.arrays import Floats
from workbench.methods.trends.pairs import PairSlopes

EXACT_UP_TO = 7
"""Rounds up to which all orders are looked at; 7 have 5040."""
FEWEST_SHUFFLES = 10_000
"""Orders that are drawn where there are too many to look at all."""
ONE_THREAD = 200_000
"""Multiplications that OpenBLAS does on one thread."""


@dataclass(frozen=True)
class Shuffles:
    """How many orders are drawn, and which."""

    n: int = FEWEST_SHUFFLES
    seed: int = 0
    series: str = ""  # name of the series, so that each has orders of its own

    def __post_init__(self) -> None:
        if self.n < 100:
            raise ParameterError(f"{self.n} orders are too few for a p. Give 100 or more.")


@dataclass(frozen=True)
class ShuffleTest:
    """Kendall's S within sites, and how many orders of the rounds give one as large."""

    s: int  # pairs of values of a site that certainly rise, less those that fall
    n_pairs: int  # pairs of values of a site that could be compared
    p: float  # two-sided
    p_least: float  # the least that as many rounds could give
    n_orders: int  # that p comes from
    is_exact: bool  # whether these are all there are


def shuffle_test(pairs: PairSlopes, shuffles: Shuffles | None = None) -> ShuffleTest:
    """Test whether sites rise or fall, each compared with itself only.

    S sums over sites and over pairs of their values, in order of time, the signs of the
    differences [1]_; a pair with a non-detect counts where its order is certain. Without a trend
    every order of the rounds is as likely as the one observed. So p is the share of orders whose S
    is at least as far from 0 [2]_. Whole rounds are put in another order, never the values of one
    site: what all sites of a round share (a wet year, a calibration) counts once.

    With N[i, j] the sum of signs of round j against round i, S of an order o is the sum of
    N[o(i), o(j)] over i < j, so that no sample is looked at twice.

    Parameters
    ----------
    pairs : PairSlopes
        Slopes between the values of each site.
    shuffles : Shuffles, optional
        Orders to draw from 8 rounds on; up to `EXACT_UP_TO` all orders are looked at.

    Returns
    -------
    ShuffleTest

    References
    ----------
    .. [1] D. R. Helsel and L. M. Frans, "Regional Kendall test for trend," Environ. Sci. Technol.,
       vol. 40, pp. 4066-4073, 2006. doi:10.1021/es051650b
    .. [2] P. Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, 3rd ed. New York:
       Springer, 2005. doi:10.1007/b138696
    """
    given = shuffles or Shuffles()
    net = pairs.rises
    observed = float(observed_s(pairs, net)[0])
    n_orders, is_exact = count_orders(pairs.n_rounds, given)
    return ShuffleTest(
        s=round(observed),
        n_pairs=int(pairs.n_compared[pairs.apart > 0].sum()),
        p=float(p_values(pairs, net, given)[0]),
        p_least=(2 if is_exact else 1) / n_orders,
        n_orders=n_orders,
        is_exact=is_exact,
    )


def count_orders(n_rounds: int, shuffles: Shuffles) -> tuple[int, bool]:
    """Count the orders that p comes from, and tell whether these are all.

    Parameters
    ----------
    n_rounds : int
        Sampling rounds.
    shuffles : Shuffles
        Orders to draw.

    Returns
    -------
    n_orders : int
        The observed order included.
    is_exact : bool
    """
    if n_rounds <= EXACT_UP_TO:
        return int(np.prod(np.arange(1, n_rounds + 1))), True
    return shuffles.n + 1, False


def observed_s(pairs: PairSlopes, net: Floats) -> Floats:
    """Sum the signs of all pairs of rounds that have an order in time.

    Parameters
    ----------
    pairs : PairSlopes
        Slopes between the values of each site.
    net : array of float, shape (n_slopes, n_pairs)
        What `net_rises` gives.

    Returns
    -------
    array of float, shape (n_slopes,)
    """
    return np.asarray(net[:, pairs.apart > 0].sum(axis=1))


def p_values(
    pairs: PairSlopes, net: Floats, shuffles: Shuffles, *, widening: float = 1.0
) -> Floats:
    """Share of the orders whose S is at least as far from 0 as the one observed.

    In a panel that changes it is not below the normal p for sites that scatter by themselves [1]_.

    Parameters
    ----------
    pairs : PairSlopes
        Slopes between the values of each site.
    net : array of float, shape (n_slopes, n_pairs)
        What `net_rises` gives, one row a slope that is tested.
    shuffles : Shuffles
        Orders to draw.
    widening : float
        Factor by which serial correlation widens the distribution of S.

    Returns
    -------
    array of float, shape (n_slopes,)

    References
    ----------
    .. [1] D. R. Helsel and L. M. Frans, "Regional Kendall test for trend," Environ. Sci. Technol.,
       vol. 40, pp. 4066-4073, 2006. doi:10.1021/es051650b
    """
    far = (np.abs(observed_s(pairs, net)) - 0.5) / widening
    of_orders = shuffled_s(pairs, net, shuffles)
    limits = far.astype(of_orders.dtype)
    np.abs(of_orders, out=of_orders)
    beyond = zip(of_orders, limits, strict=True)
    n_beyond = np.array([np.count_nonzero(distances >= limit) for distances, limit in beyond])
    is_exact = pairs.n_rounds <= EXACT_UP_TO
    drawn = 0 if is_exact else 1  # the order observed is one of them
    found = np.asarray((n_beyond + drawn) / (of_orders.shape[1] + drawn))
    if not pairs.site_sd:
        return found
    alone = 2 * norm.sf((far - 0.5 / widening) / pairs.site_sd)
    return np.asarray(np.clip(np.maximum(found, alone), 0.0, 1.0))


def shuffled_s(pairs: PairSlopes, net: Floats, shuffles: Shuffles) -> NDArray[np.floating]:
    """Find S of each other order of the rounds.

    Orders are drawn once for a number of rounds. Each series gives its rounds other numbers,
    drawn from the seed and its name, and so has orders of its own at no cost.

    Parameters
    ----------
    pairs : PairSlopes
        Slopes between the values of each site.
    net : array of float, shape (n_slopes, n_pairs)
        What `net_rises` gives.
    shuffles : Shuffles
        Orders to draw.

    Returns
    -------
    array of float, shape (n_slopes, n_orders)
    """
    signs = _signs(pairs.date_ranks, shuffles.n, shuffles.seed)
    numbered = net if pairs.n_rounds <= EXACT_UP_TO else _renumbered(pairs, net, shuffles)
    most = float(pairs.n_compared.sum())
    exact = np.float32 if most < 2**24 else np.float64  # whole numbers that each holds exactly
    return _product(numbered.astype(exact), signs.astype(exact, copy=False))


def _product(net: NDArray[np.floating], signs: NDArray[np.floating]) -> NDArray[np.floating]:
    """Multiply in parts so small that the linear algebra library starts no threads for them.

    Threads that wait for each other take a hundred times as long on a machine that is busy. A
    library that is told to start none multiplies at once.
    """
    if os.environ.get("OPENBLAS_NUM_THREADS") == "1":
        return net @ signs
    width = max(16, ONE_THREAD // max(1, net.size))
    found = np.empty((net.shape[0], signs.shape[1]), dtype=net.dtype)
    for start in range(0, signs.shape[1], width):
        found[:, start : start + width] = net @ signs[:, start : start + width]
    return found


def _renumbered(pairs: PairSlopes, net: Floats, shuffles: Shuffles) -> Floats:
    """Give the rounds other numbers, which the seed and the name of the series choose."""
    place, is_turned = _other_places(pairs.n_rounds, shuffles.seed, shuffles.series)
    renumbered = np.empty_like(net)
    renumbered[:, place] = np.where(is_turned, -net, net)
    return renumbered


@lru_cache(maxsize=16)
def _other_places(
    n_rounds: int, seed: int, series: str
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Draw other numbers for the rounds of a series: the place of each pair then, and its turn.

    It is asked about several times in a row.
    """
    key = hashlib.blake2b(series.encode(), digest_size=8).digest()
    rng = np.random.default_rng([seed, int.from_bytes(key, "little")])
    number = rng.permutation(n_rounds)
    first, second = np.triu_indices(n_rounds, 1)
    start, end = number[first], number[second]
    low, high = np.minimum(start, end), np.maximum(start, end)
    return low * (2 * n_rounds - low - 1) // 2 + high - low - 1, start >= end


def order_signs(n_rounds: int) -> NDArray[np.float32]:
    """Order that each pair of rounds gets in all orders of up to `EXACT_UP_TO` rounds.

    Parameters
    ----------
    n_rounds : int
        Rounds, each with a date of its own.

    Returns
    -------
    array of float, shape (n_pairs, n_orders)
        1 or -1.
    """
    return _signs(tuple(range(n_rounds)), 0, 0)


@lru_cache(maxsize=6)
def _signs(ranks: tuple[int, ...], n_shuffles: int, seed: int) -> NDArray[np.float32]:
    """Order of the dates that each pair of rounds gets: 1, -1, or 0 for one date.

    Shape (n_pairs, n_orders).
    """
    n_rounds = len(ranks)
    if n_rounds <= EXACT_UP_TO:
        orders = np.array(list(permutations(ranks)), dtype=np.int16)
    else:
        rng = np.random.default_rng([seed, n_rounds])
        orders = rng.permuted(np.tile(np.array(ranks, np.int16), (n_shuffles, 1)), axis=1)
    first, second = np.triu_indices(n_rounds, 1)
    signs = np.sign(orders[:, second] - orders[:, first])
    return np.ascontiguousarray(signs.T, dtype=np.float32)
