"""What may leave of numbers that hang on counts: digits, and totals of one sex."""

import math

import numpy as np
import pytest

from workbench.methods.rates.disclosure import (
    Hidden,
    ShownInterval,
    coarse,
    coarse_p,
    rounded,
    shown_interval,
    shown_ratio,
)
from workbench.methods.rates.rate_models import NO_RATIO, LogRatio
from workbench.reports.health.basis.counts import BOTH_SEXES
from workbench.reports.health.basis.hiding import (
    HidingRule,
    hidden_areas,
    hidden_by_totals,
    sexes_hidden,
)


@pytest.mark.parametrize(
    ("shown", "value", "expected"),
    [
        (rounded, 12.3456, 12.3),
        (rounded, 0.00123456, 0.00123),
        (coarse, 12.3456, 12.0),
        (coarse, 0.3456, 0.35),
        (coarse_p, 0.3456, 0.35),
        (coarse_p, 0.001, 0.001),
        (coarse_p, 0.00099, 0.0009),
        (coarse_p, 1e-9, 0.0009),
        (shown_ratio, 1.2345, 1.23),
        (shown_ratio, 0.00456, 0.005),
    ],
)
def test_no_more_digits_leave_than_may(shown, value, expected):
    assert shown(value) == expected


def test_a_ratio_is_shown_with_its_limits_and_one_without_not_at_all():
    logs = LogRatio(math.log(1.2345), math.log(1.1), math.log(1.3))
    assert shown_interval(logs) == ShownInterval(1.23, 1.1, 1.3)
    assert shown_interval(NO_RATIO) == ShownInterval()


def total(*, is_hidden):
    """What is hidden of two areas: the total of both, and of a group of them."""
    nothing = np.array([False, False])
    return Hidden(nothing, nothing, np.array([is_hidden, not is_hidden]))


@pytest.mark.parametrize("sex", ["f", "m"])
def test_the_total_of_one_sex_hides_that_of_the_other(sex):
    hidden = {("N18", one): total(is_hidden=one == sex) for one in (BOTH_SEXES, "f", "m")} | {
        ("K35", one): total(is_hidden=False) for one in (BOTH_SEXES, "f", "m")
    }
    assert {key for key, is_hidden in sexes_hidden(hidden).items() if is_hidden} == {
        ("N18", "f"),
        ("N18", "m"),
    }


def test_a_hidden_total_of_both_sexes_hides_no_other():
    hidden = {("N18", one): total(is_hidden=one == BOTH_SEXES) for one in (BOTH_SEXES, "f", "m")}
    assert [key for key, is_hidden in sexes_hidden(hidden).items() if is_hidden] == [
        ("N18", BOTH_SEXES)
    ]


@pytest.fixture
def counted(counted_of):
    """Cases of some areas."""
    return lambda *cases: counted_of(cases)


def test_a_small_count_of_any_outcome_hides_its_area_and_a_partner(counted):
    found = hidden_by_totals([counted(9, 9, 9, 3), counted(9, 9, 9, 9)], HidingRule(5))
    assert "A3" in found
    assert len(found) == 2


def test_areas_that_are_hidden_anyway_stay_hidden_with_a_partner(counted):
    found = hidden_areas(counted(9, 9, 9, 9), [], {"A2"}, HidingRule(5))
    assert found.cells[2]
    assert found.cells.sum() == 2


def test_who_has_not_got_the_secret_does_not_know_the_partner(counted):
    areas = [9] * 30
    areas[7] = 3
    chosen = {
        tuple(np.flatnonzero(hidden_areas(counted(*areas), [], (), HidingRule(5, secret)).cells))
        for secret in (b"one", b"two", b"three", b"four")
    }
    assert len(chosen) > 2
    again = hidden_areas(counted(*areas), [], (), HidingRule(5, b"one"))
    assert tuple(np.flatnonzero(again.cells)) in chosen


def test_the_secret_of_a_rule_is_in_no_text_of_it():
    assert "classified" not in repr(HidingRule(5, b"classified"))
