import math
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import SeriesError
from workbench.methods.surveys.agreement import (
    AllPairsAgree,
    FewPairs,
    SameAnswerEverywhere,
    agreement,
)

ANSWERS = st.sampled_from(["yes", "partial", "no"])
QUICK = settings(max_examples=100, deadline=None, database=None)
TABLE = Path(__file__).parents[2] / "reference" / "survey_countries.csv"


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


def test_another_sign_of_a_missing_answer_is_refused():
    message = "An answer is nan. Give words, and None where one is missing."
    with pytest.raises(SeriesError, match=re.escape(message)):
        agreement(["yes", "no"], ["yes", math.nan])
