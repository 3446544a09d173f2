"""Hide small counts, and as many others as it takes that no published sum gives them away."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats
from workbench.methods.rates.rate_models import LogRatio

Flags = NDArray[np.bool_]
Places = NDArray[np.signedinteger]
SHOWN_DIGITS = 3  # of what is worked out from counts, so that no count can be worked out from it
COARSE_DIGITS, LEAST_P = 2, 0.001
STANDS_FOR_LESS = 0.0009  # published in place of any p below, and read as "< 0.001"


@dataclass(frozen=True)
class Hidden:
    """What may not be published: small cells, those hidden with them, and sums of groups."""

    cells: Flags
    small: Flags  # cells that are hidden for their own sake
    groups: Flags  # groups whose sum may not be published either


def hide_small_counts(
    counts: ArrayLike,
    groups: ArrayLike,
    *,
    smallest_shown: int = 5,
    order: ArrayLike | None = None,
    hidden_anyway: ArrayLike | None = None,
) -> Hidden:
    """Choose cells to hide so that each hidden one could still be any small count.

    Counts of 1 to `smallest_shown` - 1 are hidden; zeros are shown. Then a cell that shares a sum
    with a cell that is given away is hidden too, until none is; where no such cell is left, the
    smallest sum goes. This is complementary suppression [1]_, chosen greedily: it may hide more
    than the least that would do. Who knows this rule learns nothing from it: partners are taken in
    a secret order, never by their counts, and one is always taken among cells of the same sums,
    needed or not; so each hidden cell could be any count from 1 to the limit, and another the
    partner. Only where no cell of the same sums is left, a whole-number programme has to prove it.

    Parameters
    ----------
    counts : array of float, shape (n_cells,)
        Counts, whole or not. [1]
    groups : array of bool, shape (n_groups, n_cells)
        Cells of each sum that is published, or that could be worked out from what is.
    smallest_shown : int
        The least count above zero that is shown.
    order : array of float, shape (n_cells,), optional
        What partners are chosen by, the least first; by default their place. Nothing that depends
        on the counts, and nothing that an outsider knows.
    hidden_anyway : array of bool, shape (n_cells,), optional
        Cells that are hidden whatever the groups, as those that the total alone asks for: what two
        pages with other groups publish together then gives nothing more away.

    Returns
    -------
    Hidden
        What to leave out of every table, figure and file.

    Raises
    ------
    SeriesError
        If a count is negative or missing, or a group has another number of cells.

    References
    ----------
    .. [1] L. Willenborg and T. de Waal, Elements of Statistical Disclosure Control. New York:
       Springer, 2001. doi:10.1007/978-1-4613-0121-9

    Examples
    --------
    >>> hide_small_counts([3, 12, 9, 40], [[True, True, True, True]]).cells
    array([ True,  True, False, False])
    """
    numbers, sums = _checked(counts, groups)
    small = (numbers > 0) & (numbers < smallest_shown)
    also = np.zeros(len(numbers), dtype=bool) if hidden_anyway is None else hidden_anyway
    cells, groups_hidden = small | np.asarray(also, dtype=bool), np.zeros(len(sums), dtype=bool)
    ranks = np.arange(len(numbers)) if order is None else np.asarray(order, dtype=float)
    proven = np.zeros(len(numbers), dtype=bool)  # what is open stays so when more is hidden
    while True:
        known = sums[~groups_hidden]
        partners = _partners(numbers, cells, known, proven, smallest_shown)
        if partners is None:
            break
        free = partners & ~cells & (numbers != 0)
        if free.any():
            cells[np.flatnonzero(free)[ranks[free].argmin()]] = True
        else:
            of_cell = np.flatnonzero((sums & partners).any(axis=1) & ~groups_hidden)
            groups_hidden[of_cell[(sums[of_cell] @ numbers).argmin()]] = True
    return Hidden(cells, small, groups_hidden)


def is_open(
    counts: ArrayLike,
    hidden: ArrayLike,
    groups: ArrayLike,
    cell: int,
    *,
    smallest_shown: int = 5,
) -> bool:
    """Prove by whole-number programmes that a hidden cell could be each small count.

    The outsider knows every cell that is not hidden, every sum, that no hidden cell is zero, and
    that one at least is a partner, which is no small count.

    Parameters
    ----------
    counts : array of float, shape (n_cells,)
        Counts. [1]
    hidden : array of bool, shape (n_cells,)
        Cells that are not published.
    groups : array of bool, shape (n_groups, n_cells)
        Cells of each published sum.
    cell : int
        Place of a hidden cell.
    smallest_shown : int
        The least count above zero that is shown.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_open([4, 4, 30], [True, True, False], [[True] * 3], 0)
    False
    >>> is_open([4, 9, 30], [True, True, False], [[True] * 3], 0)
    True
    """
    numbers, sums = _checked(counts, groups)
    unknown = np.asarray(hidden, dtype=bool)
    sums = sums[sums[:, unknown].any(axis=1)]
    sums = sums[_of_component(cell, unknown, sums)]
    unknown = unknown & (sums.any(axis=0) | (np.arange(numbers.size) == cell))
    place = int(unknown[:cell].sum())
    totals = sums[:, unknown] @ numbers[unknown]
    return all(
        _is_possible(sums[:, unknown], totals, place, count, smallest_shown)
        for count in range(smallest_shown - 1, 0, -1)  # the greatest most often is not
    )


def _of_component(cell: int, unknown: Flags, sums: Flags) -> Flags:
    """Find the sums that hang together with a cell through hidden cells."""
    chosen = sums[:, cell].copy()
    while True:
        cells = sums[chosen].any(axis=0) & unknown
        more = sums[:, cells].any(axis=1) if cells.any() else chosen
        if not (more & ~chosen).any():
            return chosen
        chosen |= more


def _is_possible(sums: Flags, totals: Floats, place: int, count: int, smallest_shown: int) -> bool:
    """Whether hidden cells could have their sums with one of them a count, and a partner."""
    n = sums.shape[1]
    if not len(sums):
        return True  # no sum holds it
    partner = np.hstack([np.eye(n), -smallest_shown * np.eye(n)])  # a partner is no small count
    some = np.concatenate([np.zeros(n), np.ones(n)])
    lower, upper = np.ones(2 * n), np.full(2 * n, np.inf)
    lower[n:], upper[n:] = 0.0, 1.0
    lower[place] = upper[place] = float(count)
    is_whole = bool(np.array_equal(totals, totals.round()))
    found = milp(
        np.zeros(2 * n),
        integrality=np.concatenate([np.full(n, float(is_whole)), np.ones(n)]),
        bounds=Bounds(lower, upper),
        constraints=[
            LinearConstraint(
                np.hstack([sums.astype(float), np.zeros_like(sums, float)]), totals, totals
            ),
            LinearConstraint(partner, 0.0, np.inf),
            LinearConstraint(some[None, :], 1.0, np.inf),
        ],
        # With it, HiGHS 1.x calls programmes infeasible that have an answer: sums follow from sums.
        options={"presolve": False},
    )
    return bool(found.status == 0)


def _partners(
    numbers: Floats, cells: Flags, sums: Flags, proven: Flags, smallest_shown: int
) -> Flags | None:
    """Find cells of which one should be hidden next; None where each hidden cell is open.

    Hidden cells of the very same sums take counts from each other, and first of all a partner of
    those is hidden. Where none is left, and nothing else keeps the cell open, it is one of any of
    its sums.
    """
    kind = np.unique(sums, axis=1, return_inverse=True)[1].ravel()
    proven |= _among_peers(numbers, cells, kind, smallest_shown)
    unproven = np.flatnonzero(cells & ~proven)
    free = ~cells & (numbers > 0)
    for cell in unproven:
        alike = kind == kind[cell]
        if (alike & free).any():
            return np.asarray(alike)
    for cell in unproven:
        if not is_open(numbers, cells, sums, int(cell), smallest_shown=smallest_shown):
            return np.asarray(sums[sums[:, cell]].any(axis=0))
        proven[cell] = True
    return None


def _among_peers(numbers: Floats, cells: Flags, kind: Places, smallest_shown: int) -> Flags:
    """Find hidden cells that are safe without a programme.

    Where hidden cells of the same sums have a partner, and enough together for one of them to be at
    the limit, one a partner and the others at 1, each could be any small count.
    """
    hidden = np.flatnonzero(cells)
    own, n_kinds = kind[hidden], int(kind.max(initial=0)) + 1
    n_peers = np.bincount(own, minlength=n_kinds)
    together = np.bincount(own, weights=numbers[hidden], minlength=n_kinds)
    has_partner = np.bincount(own, weights=numbers[hidden] >= smallest_shown, minlength=n_kinds) > 0
    enough = (n_peers > 1) & (together - (n_peers - 2) >= 2 * smallest_shown - 1) & has_partner
    return np.asarray(cells & enough[kind])


def _checked(counts: ArrayLike, groups: ArrayLike) -> tuple[Floats, Flags]:
    """Make arrays of counts and groups, or say what is wrong with them."""
    numbers = np.asarray(counts, dtype=float)
    sums = np.asarray(groups, dtype=bool).reshape(-1, len(numbers))
    if not np.isfinite(numbers).all() or (numbers < 0).any():
        raise SeriesError(
            f"Of {numbers.size} counts, one is missing, infinite or below 0. "
            "Give numbers of at least 0, without gaps."
        )
    return numbers, sums


@dataclass(frozen=True)
class ShownInterval:
    """Rate ratio and its limits as they may be published; None where it was not fitted."""

    ratio: float | None = None
    lower: float | None = None
    upper: float | None = None


def rounded(value: float, digits: int = SHOWN_DIGITS) -> float:
    """Value with the digits that may be published."""
    return float(f"{value:.{digits}g}")


def coarse(value: float) -> float:
    """Round to two digits what hangs on single cells, as what a model leaves over does."""
    return rounded(value, COARSE_DIGITS)


def coarse_p(p: float) -> float:
    """Round a p to two digits; one number stands for all that is below one in a thousand."""
    return STANDS_FOR_LESS if p < LEAST_P else coarse(p)


def shown_ratio(ratio: float) -> float:
    """Round a rate ratio to two decimals; one that is less than that is not zero."""
    return round(ratio, 2) or rounded(ratio, 1)


def shown_interval(interval: LogRatio) -> ShownInterval:
    """Round the rate ratio of a model and its limits."""
    if not interval.fitted:
        return ShownInterval()
    logs = (interval.estimate, interval.lower, interval.upper)
    return ShownInterval(*(shown_ratio(math.exp(one)) for one in logs))
