import re

import numpy as np
import pytest
from statsmodels.stats.descriptivestats import sign_test

from workbench.errors import SeriesError
from workbench.methods.series.paired import paired_change

DETECTED = [False] * 3


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((1.0, True), (0.4, False), (0, 0, 1)),  # "<1" then 0.4
        ((1.0, True), (3.0, False), (1, 0, 0)),  # "<1" then 3
        ((3.0, False), (0.1, True), (0, 1, 0)),  # 3 then "<0.1"
        ((1.0, True), (0.1, True), (0, 0, 1)),  # "<1" then "<0.1": only the laboratory changed
        ((1.0, True), (1.0, False), (0, 0, 1)),  # "<1" then 1: may be equal
        ((2.0, False), (2.0, False), (0, 0, 1)),  # no change
        ((2.0, False), (2.1, False), (1, 0, 0)),
    ],
)
def test_a_pair_counts_only_if_its_order_is_certain(first, last, expected):
    change = paired_change([first[0]], [first[1]], [last[0]], [last[1]])
    assert (change.n_up, change.n_down, change.n_undecided) == expected


def test_the_p_value_is_worked_out_by_hand():
    # 5 up and 1 down of 6: twice the chance of 5 or 6 heads, 2 * (6 + 1) / 64.
    first, last = np.ones(6), np.array([2, 3, 2, 4, 2, 0.5])
    change = paired_change(first, [False] * 6, last, [False] * 6)
    assert (change.n_pairs, change.n_up, change.n_down) == (6, 5, 1)
    assert change.p == pytest.approx(14 / 64)
    assert change.median_difference == 1


@pytest.mark.parametrize("seed", range(5))
def test_the_p_value_is_that_of_statsmodels(seed):
    first, last = np.random.default_rng(seed).integers(1, 9, (2, 15))
    _, expected = sign_test(last - first)
    change = paired_change(first, [False] * 15, last, [False] * 15)
    assert change.p == pytest.approx(expected, rel=1e-12)


def test_no_certain_pair_gives_p_1():
    change = paired_change([1.0, 2.0], [True, False], [0.4, 2.0], [False, False])
    assert (change.n_undecided, change.p) == (2, 1.0)


def test_any_non_detect_leaves_the_median_difference_open():
    change = paired_change([2.0, 3.0, 4.0], DETECTED, [5.0, 6.0, 1.0], [False, False, True])
    assert np.isnan(change.median_difference)


def test_exchanged_visits_turn_the_direction():
    first, last = [1.0, 2.0, 3.0], [2.0, 4.0, 1.0]
    there, back = (
        paired_change(first, DETECTED, last, DETECTED),
        paired_change(last, DETECTED, first, DETECTED),
    )
    assert (back.n_up, back.n_down, back.p) == (there.n_down, there.n_up, there.p)
    assert back.median_difference == -there.median_difference


def test_another_unit_changes_no_count():
    first, last = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 1.0])
    mg_kg = paired_change(first, [True, False, False], last, DETECTED)
    ug_kg = paired_change(first * 1000, [True, False, False], last * 1000, DETECTED)
    assert (ug_kg.n_up, ug_kg.n_down, ug_kg.p) == (mg_kg.n_up, mg_kg.n_down, mg_kg.p)


def test_a_falling_limit_makes_no_direction():
    rng = np.random.default_rng(5)
    p_values = []
    for _ in range(300):
        first, last = rng.lognormal(np.log(0.6), 0.7, (2, 30))
        limits = np.maximum(first, 1.0), np.maximum(last, 0.1)
        p_values.append(paired_change(limits[0], first < 1, limits[1], last < 0.1).p)
    assert np.mean(np.array(p_values) < 0.05) <= 0.08


def test_visits_with_different_sites_are_refused():
    message = (
        "The first visit has 3 sites and the last 2. "
        "Give the sites that have both, in the same order."
    )
    with pytest.raises(SeriesError, match=re.escape(message)):
        paired_change([1.0, 2.0, 3.0], DETECTED, [1.0, 2.0], [False, False])
