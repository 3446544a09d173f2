import re

import pytest

from workbench.findings.rows import Phrase, code, row
from workbench.vocabulary.people.outcomes import outcome_name, outcome_names
from workbench.vocabulary.table import read_rows
from workbench.words.wording import words_of

CODE = re.compile(r"[A-Z]\d\d(-[A-Z]\d\d)?")


def test_each_code_is_one_of_the_icd_10_once_and_has_a_name_and_a_source():
    rows = read_rows("outcomes")
    assert len(outcome_names()) == len(rows)
    assert all(CODE.fullmatch(one["code"]) and one["name"] and one["source"] for one in rows)
    assert {one["verified"] for one in rows} <= {"yes", "no"}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("N18", "chronic kidney disease (ICD-10 N18)"),
        ("N18.3", "chronic kidney disease (ICD-10 N18.3)"),
        ("G20", "Parkinson disease (ICD-10 G20)"),
        ("X99", "X99"),
        ("X99.1", "X99.1"),
        ("Deaths due to kidney disease", "Deaths due to kidney disease"),
    ],
)
def test_an_outcome_has_its_name_before_its_code(given, named):
    assert outcome_name(given) == named


@row
class Counted(Phrase):
    """An outcome."""

    outcome: str = code("outcome", "what was counted")


def test_pages_say_the_name_of_an_outcome():
    assert words_of().of(Counted(outcome="N18"), "outcome") == outcome_name("N18")
