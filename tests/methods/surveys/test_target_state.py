import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import ParameterError, SeriesError
from workbench.methods.basics.intervals import NO_INTERVAL, Interval, bounds, hypergeometric, wilson
from workbench.methods.surveys.target_state import each_has, target_state

QUICK = settings(max_examples=100, deadline=None, database=None)
LABORATORIES = {
    "Africa": 3,
    "Asia": 2,
    "Eurasia": 1,
    "Europe": 9,
    "Latin America and the Caribbean": 2,
    "Near East and North Africa": 0,
    "North America": 1,
    "Pacific": 1,
}


@pytest.mark.parametrize(
    ("n_yes", "n", "target", "state"),
    [  # Wilson of statsmodels 0.15.0: 0.79825-0.88721, 0.73746-0.83771, 0.61983-0.73473,
        # 0.53751-0.72823, 0.46303-0.65962
        (212, 250, 0.8, "inconclusive"),
        (198, 250, 0.8, "inconclusive"),
        (170, 250, 0.8, "not met"),
        (60, 94, 0.5, "met"),
        (53, 94, 0.5, "inconclusive"),
    ],
)
def test_the_state_follows_the_interval(n_yes, n, target, state):
    assert target_state(wilson(n_yes, n), bounds(n_yes, n, n), target).state == state


def test_the_lower_limit_that_decides_is_that_of_statsmodels():
    assert wilson(212, 250).lower == pytest.approx(0.7982548908, abs=1e-9)


def test_the_state_under_bounds_stands_beside_it():
    # 94 yes of 120 answers of 205 countries: 0.4585 to 0.8732, by hand.
    found = target_state(wilson(94, 120), bounds(94, 120, 205), 0.5)
    assert (found.state, found.state_under_bounds) == ("met", "inconclusive")


def test_a_limit_at_the_target_meets_it_from_below_and_does_not_fail_it_from_above():
    assert target_state(Interval(0.8, 0.9), Interval(0.7, 0.8), 0.8).state == "met"
    assert target_state(Interval(0.8, 0.9), Interval(0.7, 0.8), 0.8).state_under_bounds == (
        "inconclusive"
    )


def test_a_plan_without_a_number_has_no_target():
    found = target_state(Interval(0.1, 0.2), Interval(0.0, 1.0), None)
    assert (found.state, found.state_under_bounds) == ("no target", "no target")


def test_no_interval_is_inconclusive():
    assert target_state(NO_INTERVAL, Interval(0.6, 0.7), 0.5).state == "inconclusive"


@QUICK
@given(st.integers(1, 60), st.data(), st.floats(0, 1))
def test_the_exact_interval_decides_whatever_the_bounds_decide(n_frame, data, target):
    n_answers = data.draw(st.integers(0, n_frame))
    n_yes = data.draw(st.integers(0, n_answers))
    these = n_yes, n_answers, n_frame
    found = target_state(hypergeometric(*these), bounds(*these), target)
    assert found.state_under_bounds in ("inconclusive", found.state)


def test_one_region_without_a_laboratory_is_named():
    found = each_has(LABORATORIES)
    assert (found.state, found.n_met, found.n_units) == ("not met", 7, 8)
    assert (found.missing, found.unknown) == (("Near East and North Africa",), ())


def test_a_region_of_which_nothing_is_known_leaves_the_state_open():
    found = each_has(LABORATORIES | {"Near East and North Africa": None})
    assert (found.state, found.n_met, found.missing) == ("inconclusive", 7, ())
    assert found.unknown == ("Near East and North Africa",)


def test_each_may_need_more_than_one():
    assert each_has({"Asia": 2, "Africa": 3}, least=2).state == "met"
    assert each_has({"Asia": 2, "Africa": 1}, least=2).missing == ("Africa",)


def test_a_target_in_percent_is_refused():
    message = "The target is 80. Give a share, as 0.8 for 80 %."
    with pytest.raises(ParameterError, match=re.escape(message)):
        target_state(Interval(0.1, 0.2), Interval(0.1, 0.2), 80)


@pytest.mark.parametrize("target", [-0.01, 1.01])
def test_a_target_that_is_no_share_is_refused(target):
    with pytest.raises(ParameterError, match="Give a share, as"):
        target_state(Interval(0.1, 0.2), Interval(0.1, 0.2), target)


def test_none_and_all_may_be_targets():
    assert target_state(Interval(0.0, 0.2), Interval(0.0, 0.2), 0).state == "met"
    assert target_state(Interval(0.8, 0.9), Interval(0.8, 0.9), 1).state == "not met"


def test_a_negative_count_is_refused_with_its_unit():
    message = "The count of Asia is -1. Give a whole number from 0."
    with pytest.raises(SeriesError, match=re.escape(message)):
        each_has({"Africa": 1, "Asia": -1, "Europe": -2})


def test_nothing_to_judge_is_refused():
    with pytest.raises(SeriesError, match=re.escape("There are no units to judge.")):
        each_has({})
    with pytest.raises(ParameterError, match=re.escape("Each must have 0. Give 1 or more.")):
        each_has({"Asia": 1}, least=0)
