import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import ParameterError, SeriesError
from workbench.methods.surveys.gap_index import (
    ANSWERS,
    NoItemAnswered,
    NoItemApplicable,
    gap_class,
    gap_index,
    importance_from_ratings,
)

QUICK = settings(max_examples=100, deadline=None, database=None)
IMPORTANCE = {
    "thresholds": 1.0,
    "legislation": 0.9,
    "sop": 0.7,
    "monitoring": 0.8,
    "inventory": 0.6,
}
PARTLY_KNOWN = ["yes", "partial", "no", "yes", "unknown"]
QUESTIONNAIRES = st.lists(st.sampled_from(ANSWERS), min_size=5, max_size=5)
SWAPPED = {"yes": "no", "no": "yes"}


def gap_of(answers):
    return gap_index(dict(zip(IMPORTANCE, answers, strict=True)), IMPORTANCE)


@pytest.mark.parametrize(
    ("answers", "index", "bounds", "completeness"),
    [  # by hand: 1.15 / 3.4, and 1.15 / 4 to 1.75 / 4
        (PARTLY_KNOWN, 0.338235, (0.2875, 0.4375), 0.85),
        # 3.6 / 4
        (["no", "no", "no", "partial", "no"], 0.9, (0.9, 0.9), 1.0),
        (["unknown"] * 5, math.nan, (0.0, 1.0), 0.0),
        # 1.3 / 3.3: not applicable leaves numerator and denominator
        (["partial", "yes", "not_applicable", "no", "yes"], 0.393939, (0.393939, 0.393939), 1.0),
    ],
)
def test_the_index_is_worked_out_by_hand(answers, index, bounds, completeness):
    gap = gap_of(answers)
    assert gap.index == pytest.approx(index, abs=5e-7, nan_ok=True)
    assert (gap.bounds.lower, gap.bounds.upper) == pytest.approx(bounds, abs=5e-7)
    assert gap.completeness == pytest.approx(completeness)


def test_each_item_has_its_severity():
    severities = [item.severity for item in gap_of(PARTLY_KNOWN).items]
    assert severities == pytest.approx([0.0, 0.45, 0.7, 0.0, math.nan], nan_ok=True)


def test_items_without_an_answer_are_counted():
    gap = gap_of(["unknown", "unknown", "not_applicable", "yes", "no"])
    assert (gap.n_unknown, gap.n_not_applicable, len(gap.items)) == (2, 1, 5)


def test_no_answer_is_no_gap_and_no_class():
    gap = gap_of(["unknown"] * 5)
    assert (gap.gap_class, gap.reason) == ("", NoItemAnswered())
    assert gap.classes == ("low", "moderate", "high", "very high")


def test_nothing_applicable_gives_no_bounds():
    gap = gap_of(["not_applicable"] * 5)
    assert math.isnan(gap.bounds.lower)
    assert math.isnan(gap.completeness)
    assert (gap.classes, gap.reason) == ((), NoItemApplicable())


def test_answers_to_items_without_weight_make_no_index():
    gap = gap_index({"a": "no", "b": "unknown"}, {"a": 0.0, "b": 1.0})
    assert (math.isnan(gap.index), gap.reason) == (True, NoItemAnswered())


def test_all_classes_that_the_bounds_reach_are_named():
    assert gap_of(PARTLY_KNOWN).classes == ("moderate",)
    gap = gap_of(["no", "unknown", "yes", "yes", "yes"])  # 0.25 to 0.475, by hand
    assert (gap.gap_class, gap.classes) == ("moderate", ("moderate",))
    gap = gap_of(["unknown", "no", "yes", "yes", "yes"])  # 0.225 to 0.475
    assert gap.classes == ("low", "moderate")


@pytest.mark.parametrize(
    ("index", "word"),
    [
        (0.0, "low"),
        (0.2499, "low"),
        (0.25, "moderate"),
        (0.5, "high"),
        (0.75, "very high"),
        (1.0, "very high"),
    ],
)
def test_an_index_at_a_limit_is_in_the_upper_class(index, word):
    assert gap_class(index) == word


def test_an_index_at_a_limit_is_so_in_spite_of_its_rounding_error():
    # By hand: 0.3 of 1.2 is 0.25.
    gap = gap_index({"a": "no", "b": "no", "c": "yes"}, {"a": 0.1, "b": 0.2, "c": 0.9})
    assert gap.gap_class == "moderate"
    assert gap_class(0.25 - 1e-15) == "moderate"


def test_other_limits_make_other_classes():
    assert gap_class(0.3, [0.1, 0.2, 0.3]) == "very high"


@QUICK
@given(QUESTIONNAIRES)
def test_the_index_lies_in_its_bounds(answers):
    gap = gap_of(answers)
    if not gap.reason:
        assert 0 <= gap.bounds.lower <= gap.index + 1e-12
        assert gap.index - 1e-12 <= gap.bounds.upper <= 1
        assert gap.gap_class in gap.classes


@QUICK
@given(QUESTIONNAIRES, st.sampled_from(["yes", "partial", "no"]))
def test_bounds_hold_whatever_the_unknown_turn_out_to_be(answers, truth):
    gap = gap_of(answers)
    complete = gap_of([truth if answer == "unknown" else answer for answer in answers])
    if not complete.reason:
        assert gap.bounds.lower - 1e-12 <= complete.index <= gap.bounds.upper + 1e-12


@QUICK
@given(QUESTIONNAIRES, st.integers(0, 4))
def test_more_unknowns_never_narrow_the_bounds(answers, forgotten):
    answers = ["yes" if answer == "not_applicable" else answer for answer in answers]
    fewer = gap_of(answers).bounds
    more = gap_of(["unknown" if i == forgotten else a for i, a in enumerate(answers)]).bounds
    assert more.lower <= fewer.lower + 1e-12
    assert more.upper >= fewer.upper - 1e-12


@QUICK
@given(QUESTIONNAIRES)
def test_no_instead_of_yes_mirrors_the_index(answers):
    gap = gap_of(answers)
    turned = gap_of([SWAPPED.get(answer, answer) for answer in answers])
    assert turned.index == pytest.approx(1 - gap.index, nan_ok=True)
    assert turned.bounds.lower == pytest.approx(1 - gap.bounds.upper, nan_ok=True)
    assert turned.completeness == pytest.approx(gap.completeness, nan_ok=True)


def test_importance_is_the_median_rating_between_0_and_1():
    assert importance_from_ratings([1, 5, 4, 4]) == 0.75
    assert [importance_from_ratings([rating]) for rating in (1, 5)] == [0.0, 1.0]


def test_a_rating_off_the_scale_is_refused():
    with pytest.raises(SeriesError, match=re.escape("A rating is outside 1 to 5, of 0 to 4.")):
        importance_from_ratings([0, 4])


def test_an_answer_that_is_not_known_is_refused_with_its_item():
    message = "The answer to sop is 'maybe'. Known are: yes, partial, no, unknown, not_applicable."
    with pytest.raises(SeriesError, match=re.escape(message)):
        gap_of(["yes", "no", "maybe", "no", "no"])


@pytest.mark.parametrize("importance", [{"a": 1.0}, {"a": 1.0, "b": 1.0, "c": 1.0}])
def test_an_item_without_answer_or_importance_is_refused(importance):
    odd = "b" if len(importance) == 1 else "c"
    message = f"Not both an answer and an importance: {odd}. Give both for each item"
    with pytest.raises(SeriesError, match=re.escape(message)):
        gap_index({"a": "yes", "b": "no"}, importance)


@pytest.mark.parametrize("weight", [5.0, -0.1, math.nan])
def test_an_importance_outside_0_to_1_is_refused(weight):
    message = f"The importance of a is {weight:g}. Give a number from 0 to 1."
    with pytest.raises(ParameterError, match=re.escape(message)):
        gap_index({"a": "yes"}, {"a": weight})


@pytest.mark.parametrize("limits", [[0.5, 0.25, 0.75], [0.5], [0.25, 0.5, 1.0]])
def test_limits_that_do_not_rise_are_refused(limits):
    with pytest.raises(ParameterError, match=re.escape("Give three rising numbers between 0 and")):
        gap_class(0.3, limits)


def test_an_index_above_1_is_refused():
    with pytest.raises(SeriesError, match=re.escape("The gap index is 30. Give a number from 0")):
        gap_class(30)
