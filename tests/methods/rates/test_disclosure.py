"""No small count can be worked out from what is published."""

import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.hidden_counts import random_map
from workbench.errors import SeriesError
from workbench.methods.rates.disclosure import hide_small_counts, is_open

MANY = int(os.environ.get("FUZZ", "1"))  # times as many examples
FEW = settings(max_examples=4 * MANY, deadline=None)


def table(counts):
    """Cells of a table with its row sums, column sums and total."""
    rows, columns = counts.shape
    place = np.arange(rows * columns).reshape(rows, columns)
    sums = [np.isin(place, line).ravel() for line in (*place, *place.T)]
    return counts.ravel(), np.array([*sums, np.ones(place.size, dtype=bool)])


def test_a_lone_small_count_takes_the_first_in_order_with_it():
    hidden = hide_small_counts([3, 12, 9, 40], [[True] * 4], order=[1.0, 8.0, 9.0, 2.0])
    assert hidden.cells.tolist() == [True, False, False, True]
    assert hidden.small.tolist() == [True, False, False, False]
    assert is_open([3, 12, 9, 40], hidden.cells, [[True] * 4], 0)


def test_partners_do_not_depend_on_counts_so_that_nobody_can_reason_back():
    order = [1.0, 2.0, 3.0, 4.0]
    chosen = {
        tuple(hide_small_counts([4, *others], [[True] * 4], order=order).cells)
        for others in ([9, 9, 12], [12, 9, 9], [5, 40, 6])
    }
    assert chosen == {(True, True, False, False)}


def test_two_small_counts_whose_sum_gives_them_away_take_a_third():
    # 1 + 2 = 3: neither could be 3 or 4, by hand
    assert hide_small_counts([1, 2, 8], [[True] * 3]).cells.all()


def test_small_counts_alone_never_hide_each_other_since_the_rule_would_tell():
    # 4 + 4 = 8 without a partner: who knows that a partner is taken wherever one is needed knows 4
    hidden = hide_small_counts([4, 4, 30, 40], [[True] * 4])
    assert hidden.cells.tolist() == [True, True, True, False]


def test_a_partner_that_leaves_too_little_room_takes_another():
    # 2 + 5 = 7, one of them 5 or more: the other is 1 or 2, never 3 or 4
    assert hide_small_counts([2, 5, 40, 50], [[True] * 4]).cells.tolist() == [
        *(True, True, True, False)
    ]


def test_a_sum_that_gives_all_away_is_hidden():
    hidden = hide_small_counts([2, 0, 0], [[True] * 3])
    assert hidden.cells.tolist() == [True, False, False]
    assert hidden.groups.all()


def test_zeros_and_large_counts_alone_hide_nothing():
    hidden = hide_small_counts([0, 5, 7], [[True] * 3])
    assert not hidden.cells.any()
    assert not hidden.groups.any()


@pytest.mark.parametrize("smallest", [5, 10])
def test_the_smallest_count_shown_is_shown_and_the_one_below_it_hidden(smallest):
    counts = [smallest - 1.0, smallest, 1.0, 0.0]
    hidden = hide_small_counts(counts, [[True] * 4], smallest_shown=smallest)
    assert hidden.small.tolist() == [True, False, True, False]


@given(st.lists(st.integers(0, 12), min_size=12, max_size=12), st.sampled_from([5, 10]))
@FEW
def test_every_small_cell_of_a_table_could_be_any_small_count(cells, smallest):
    counts, sums = table(np.array(cells, dtype=float).reshape(3, 4))
    hidden = hide_small_counts(counts, sums, smallest_shown=smallest)
    assert (hidden.cells >= hidden.small).all()
    assert ((counts > 0) & (counts < smallest) == hidden.small).all()
    known = sums[~hidden.groups]
    for cell in np.flatnonzero(hidden.cells):
        assert is_open(counts, hidden.cells, known, cell, smallest_shown=smallest)


@given(st.lists(st.integers(0, 9), min_size=14, max_size=14), st.sampled_from([5, 10]))
@FEW
def test_cells_of_the_same_sums_are_safe_by_linear_programme_too(cells, smallest):
    # Two groups and a rest under one total: most cells have peers, which spares their programmes.
    counts, place = np.array(cells, dtype=float), np.arange(14)
    sums = np.array([place >= 0, place < 6, (place >= 6) & (place < 11)])
    hidden = hide_small_counts(counts, sums, smallest_shown=smallest)
    known = sums[~hidden.groups]
    for cell in np.flatnonzero(hidden.cells):
        assert is_open(counts, hidden.cells, known, cell, smallest_shown=smallest)


def test_negative_and_missing_counts_are_refused():
    for counts in ([-1.0, 3.0], [np.nan, 3.0]):
        with pytest.raises(SeriesError, match="at least 0"):
            hide_small_counts(counts, [[True, True]])


def test_what_is_hidden_anyway_is_hidden_whatever_its_count():
    hidden = hide_small_counts([9, 8, 7], [[True] * 3], hidden_anyway=[False, True, False])
    assert hidden.cells.tolist() == [True, True, False]  # and a partner, lest it be worked out


def test_a_count_that_cannot_be_one_is_given_away():
    # b + c = 9 leaves b at most 8, and so of a + b = 10 at least 2 for a.
    counts, groups = [4, 6, 3], [[True, True, False], [False, True, True]]
    assert not is_open(counts, [True] * 3, groups, 0)
    assert hide_small_counts(counts, groups).groups.any()


def test_a_sum_without_room_for_a_partner_goes():
    # Of a + b = 5 each is 1 to 4; c is large and hides a in the second sum.
    counts, groups = [3, 2, 50], [[True, True, False], [True, False, True]]
    hidden = hide_small_counts(counts, groups)
    assert hidden.cells.all()
    assert hidden.groups.tolist() == [True, False]  # 3 + 2 = 5 leaves no room for a partner


def test_what_the_total_asks_for_stays_hidden_whatever_else_is_asked():
    counts, total = [3, 6, 9, 40, 50], [True] * 5  # partners in the order of their place
    alone = hide_small_counts(counts, [total]).cells
    groups = [total, [True, False, True, False, False]]
    hidden = hide_small_counts(counts, groups, hidden_anyway=alone).cells
    assert (hidden >= alone).all()
    assert hidden[[0, 2]].tolist() == [True, True]


@pytest.mark.parametrize("counts", [[2, 5, 9], [4, 4, 9], [1, 7, 9], [1, 8, 9], [3, 9, 9]])
def test_the_programme_finds_what_trying_all_finds(counts):
    counts, hidden = np.array(counts, dtype=float), np.array([True, True, False])
    sums = np.array([[True, True, True]])
    for cell in (0, 1):
        tried = all(
            any(
                one + other == counts[:2].sum() and other >= 5
                for other in range(1, int(counts[:2].sum()) + 1)
            )
            for one in range(1, 5)
        )
        assert is_open(counts, hidden, sums, cell) == tried


@pytest.mark.parametrize("seed", range(5 * MANY))
def test_on_a_random_map_each_hidden_count_could_be_any_small_one(seed):
    counts, sums, order = random_map(seed, 60)
    hidden = hide_small_counts(counts, sums, order=order)
    assert hidden.cells[(counts > 0) & (counts < 5)].all()
    for cell in np.flatnonzero(hidden.cells):
        assert is_open(counts, hidden.cells, sums[~hidden.groups], cell)


def test_sums_that_follow_from_others_do_not_fool_the_programme():
    counts, sums, order = random_map(15)
    hidden = hide_small_counts(counts, sums, order=order)
    assert is_open(counts, hidden.cells, sums, 24)
