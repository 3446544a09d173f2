import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2
from statsmodels.stats.contingency_tables import mcnemar

from workbench.errors import ParameterError, SeriesError
from workbench.methods.surveys.paired_answers import (
    AllPairsAgree,
    FewPairs,
    SameAnswerEverywhere,
    agreement,
    matched_change,
    mcnemar_corrected,
    paired_difference,
)

QUICK = settings(max_examples=100, deadline=None, database=None)
TABLE = Path(__file__).parents[2] / "reference" / "survey_countries.csv"
COUNTS = st.tuples(*[st.integers(0, 40)] * 4).filter(any)


def wave(rows, number):
    """Answers of a wave by country; None where it did not answer."""
    asked = rows[f"responded_w{number}"] == 1
    answers = rows[f"thresholds_w{number}"].eq(1).where(asked, None)
    return dict(zip(rows["country_id"], answers, strict=True))


def waves_of(table):
    """Two waves with so many yes/yes, yes/no, no/yes and no/no."""
    pairs = [(True, True), (True, False), (False, True), (False, False)]
    answers = [pair for pair, n in zip(pairs, table, strict=True) for _ in range(n)]
    return [{f"X{i:03d}": pair[k] for i, pair in enumerate(answers)} for k in (0, 1)]


@pytest.fixture
def change():
    rows = pd.read_csv(TABLE)
    return matched_change(wave(rows, 1), wave(rows, 2))


def test_the_change_meets_r(change, answer):
    expected = answer("survey", "change/mcnemar")
    expected.met("n_matched", change.n_matched)
    expected.met("both_yes", change.n_both_yes)
    expected.met("both_no", change.n_both_no)
    expected.met("p_exact", change.p)
    expected.met("difference", change.difference)


def test_the_corrected_test_meets_r_and_the_formula(change, answer):
    """mcnemar.test of R; (|10 - 2| - 1)² / 12 = 4.0833 by hand."""
    expected = answer("survey", "change/mcnemar")
    p = mcnemar_corrected(len(change.gained), len(change.lost))
    expected.met("p_cc", p)
    assert p == pytest.approx(chi2.sf(49 / 12, 1), abs=1e-12)
    assert [mcnemar_corrected(*pair) for pair in ((0, 0), (1, 0), (3, 3))] == [1.0, 1.0, 1.0]
    with pytest.raises(SeriesError):
        mcnemar_corrected(-1, 2)


def test_countries_that_changed_entered_and_left_are_those_of_r(change, answer):
    expected = answer("survey", "change/mcnemar")
    assert change.gained == tuple(expected["gained_ids"])
    assert change.lost == tuple(expected["lost_ids"])
    assert change.entered == tuple(expected["entered_ids"])
    assert change.left == tuple(expected["left_ids"])


def test_every_country_is_counted_once(change):
    changed = len(change.gained) + len(change.lost) + change.n_both_yes + change.n_both_no
    assert changed == change.n_matched
    assert change.n_matched + len(change.entered + change.left + change.silent) == 60


def test_the_interval_is_that_of_contingencytables():
    # Tests of contingencytables for R, chapter 8: -0.0621 (-0.1186 to -0.0046), first less last.
    interval = paired_difference((59, 6, 16, 80))
    assert (interval.lower, interval.upper) == pytest.approx((0.0046, 0.1186), abs=5e-5)


def test_the_interval_is_worked_out_by_hand():
    # 2 yes twice, 1 gained, 1 no twice: Wilson of 2 of 4 is 0.150039-0.849961, of 3 of 4
    # 0.300642-0.954413; phi is 0, for 2 * 1 - 0 less 4 / 2 is 0.
    # 0.25 - sqrt(0.449358² + 0.349961²) and 0.25 + sqrt(0.204413² + 0.349961²).
    interval = paired_difference((2, 0, 1, 1))
    assert (interval.lower, interval.upper) == pytest.approx((-0.319555, 0.655289), abs=5e-6)


@QUICK
@given(COUNTS)
def test_the_p_value_is_that_of_statsmodels(table):
    both_yes, lost, gained, both_no = table
    expected = mcnemar(np.array([[both_yes, lost], [gained, both_no]]), exact=True).pvalue
    assert matched_change(*waves_of(table)).p == pytest.approx(expected, rel=1e-9)


@QUICK
@given(COUNTS)
def test_the_interval_holds_the_difference_between_minus_1_and_1(table):
    found = matched_change(*waves_of(table))
    assert -1 <= found.interval.lower <= found.difference <= found.interval.upper <= 1


@QUICK
@given(COUNTS)
def test_exchanged_waves_turn_the_direction(table):
    there, back = matched_change(*waves_of(table)), matched_change(*reversed(waves_of(table)))
    assert (back.gained, back.lost, back.p) == (there.lost, there.gained, there.p)
    assert back.interval.lower == pytest.approx(-there.interval.upper, abs=1e-12)


def test_a_unit_without_an_answer_is_in_neither_share():
    found = matched_change({"XAA": True, "XAB": None, "XAC": True}, {"XAA": True, "XAB": False})
    assert (found.n_matched, found.entered, found.left) == (1, ("XAB",), ("XAC",))


def test_a_unit_silent_in_both_waves_is_named():
    assert matched_change({"XAA": None}, {"XAB": None}).silent == ("XAA", "XAB")


def test_no_unit_in_both_waves_gives_no_difference():
    found = matched_change({"XAA": True}, {"XAB": True})
    assert (found.n_matched, found.p) == (0, 1.0)
    assert math.isnan(found.difference)
    assert math.isnan(found.interval.lower)


def test_no_change_is_p_1():
    assert matched_change({"XAA": True}, {"XAA": True}).p == 1.0


def test_an_answer_that_is_neither_is_refused_with_its_unit():
    message = "The last answer of XAB is 'yes'. Give True, False or None."
    with pytest.raises(SeriesError, match=re.escape(message)):
        matched_change({"XAA": True}, {"XAA": True, "XAB": "yes"})


@pytest.mark.parametrize("answer", [math.nan, pd.NA, 1])
def test_another_sign_of_a_missing_answer_is_refused(answer):
    message = f"The first answer of XAA is {answer!r}. Give True, False or None."
    with pytest.raises(SeriesError, match=re.escape(message)):
        matched_change({"XAA": answer}, {})


def test_no_pair_has_no_interval():
    with pytest.raises(SeriesError, match=re.escape("There is no unit with both answers.")):
        paired_difference((0, 0, 0, 0))
    with pytest.raises(SeriesError, match=re.escape("Give whole numbers from 0.")):
        paired_difference((3, -1, 4, 0))


def test_a_confidence_in_percent_is_refused():
    with pytest.raises(ParameterError, match=re.escape("The confidence is 95.")):
        matched_change({"XAA": True}, {}, confidence=95)


ANSWERS = st.sampled_from(["yes", "partial", "no"])


@pytest.fixture
def answers():
    """Two respondents of each country about monitoring: yes, partial, no or nothing."""
    rows = pd.read_csv(TABLE, keep_default_na=False)
    columns = rows["monitoring_focal_point"], rows["monitoring_laboratory"]
    return [[text or None for text in column] for column in columns]


def test_kappa_meets_r(answers, answer):
    expected, found = answer("survey", "agreement/kappa"), agreement(*answers)
    expected.met("n_pairs", found.n_pairs)
    expected.met("percent_agreement", found.share_agreeing)
    expected.met("kappa", found.kappa)
    expected.met("lcl", found.interval.lower)
    expected.met("ucl", found.interval.upper)


def test_pairs_and_what_is_left_out_add_up(answers):
    found = agreement(*answers)
    assert (found.n_pairs, found.n_left_out) == (31, 29)
    assert found.n_agreeing == 6 + 12 + 8  # the diagonal of R's table


def test_kappa_is_worked_out_by_hand():
    # 4 yes/yes, 4 no/no, 1 yes/no, 1 no/yes: 0.8 agree, 0.5 by chance, (0.8 - 0.5) / (1 - 0.5).
    first = ["yes"] * 4 + ["no"] * 4 + ["yes", "no"]
    second = ["yes"] * 4 + ["no"] * 4 + ["no", "yes"]
    assert agreement(first, second).kappa == pytest.approx(0.6)


def test_nine_pairs_give_a_share_and_no_kappa():
    found = agreement(["yes"] * 9, ["yes"] * 6 + ["no"] * 3)
    assert (found.n_pairs, found.share_agreeing) == (9, pytest.approx(6 / 9))
    assert math.isnan(found.kappa)
    assert found.reason == FewPairs(n_pairs=9, needed=10)


@pytest.mark.parametrize(("second", "share"), [("yes", 1.0), ("no", 0.0)])
def test_one_answer_everywhere_gives_no_kappa(second, share):
    found = agreement(["yes"] * 12, [second] * 12)
    assert (found.share_agreeing, math.isnan(found.kappa)) == (share, True)
    assert found.reason == SameAnswerEverywhere()


@pytest.mark.parametrize("n", [10, 11, 13, 17, 23])
def test_full_agreement_on_two_answers_is_kappa_1_without_an_interval(n):
    answers = ["yes", *["no"] * (n - 1)]
    found = agreement(answers, answers)
    assert (found.kappa, math.isnan(found.interval.upper)) == (1.0, True)
    assert found.reason == AllPairsAgree()


@QUICK
@given(st.lists(st.tuples(ANSWERS, ANSWERS), min_size=10, max_size=40))
def test_kappa_lies_in_its_interval_and_never_above_the_share(pairs):
    found = agreement(*zip(*pairs, strict=True))
    if not found.reason:
        assert -1 <= found.interval.lower <= found.kappa <= found.interval.upper <= 1
        assert found.kappa <= found.share_agreeing + 1e-12


def test_the_interval_of_kappa_ends_at_1():
    found = agreement(["yes", "no"] * 6, ["yes", "no"] * 5 + ["yes", "yes"])
    assert found.interval.lower < found.kappa < found.interval.upper == 1.0


def test_the_order_of_the_respondents_does_not_matter(answers):
    there, back = agreement(*answers), agreement(*reversed(answers))
    assert back.kappa == pytest.approx(there.kappa)


def test_no_pair_gives_nothing():
    found = agreement([None, "yes"], ["no", None])
    assert (found.n_pairs, found.n_left_out) == (0, 2)
    assert math.isnan(found.share_agreeing)


def test_answers_of_different_length_are_refused():
    message = "There are 2 first and 1 second answers. Give both for the same units, None where"
    with pytest.raises(SeriesError, match=re.escape(message)):
        agreement(["yes", "no"], ["yes"])


def test_an_answer_that_is_no_word_is_refused():
    message = "An answer is nan. Give words, and None where one is missing."
    with pytest.raises(SeriesError, match=re.escape(message)):
        agreement(["yes", "no"], ["yes", math.nan])
