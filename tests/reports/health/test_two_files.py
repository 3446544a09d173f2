"""The same counts under two names of a file are counted once, and said."""

import pandas as pd
import pytest
from found import HEALTH_QUESTIONS

CHANGED = 2.0  # what the other file gives, as a multiple


@pytest.mark.parametrize(
    ("table", "number"), [("outcomes", "cases"), ("population", "person_years"),
                          ("covariates", "value")]
)  # fmt: skip
def test_rows_of_two_files_are_never_added(health_result, changed_example, table, number):
    def twice(frames):
        own = frames[table].assign(source_file="b.csv")
        older = own.assign(source_file="a.csv")
        frames[table] = pd.concat([own, older.assign(**{number: CHANGED * own[number]})])

    once = health_result("XAA")
    both = changed_example("XAA", twice, **HEALTH_QUESTIONS)
    for name in ("outcomes", "areas", "questions", "models"):
        pd.testing.assert_frame_equal(both.tables[name].frame, once.tables[name].frame)
    why = "the same rows are in a.csv and b.csv; those of b.csv were used"
    left = [entry for entry in both.left_out if entry.why == why]
    assert [(entry.kind, entry.count > 0) for entry in left] == [(table, True)]
    assert any(why in finding.sentence for finding in both.findings)


def test_files_that_share_no_row_are_both_taken(health_result, changed_example):
    def split(frames):
        own = frames["outcomes"]
        frames["outcomes"] = own.assign(
            source_file=own["sex"].map({"F": "women.csv", "M": "men.csv"})
        )

    once, both = health_result("XAA"), changed_example("XAA", split)
    pd.testing.assert_frame_equal(both.tables["outcomes"].frame, once.tables["outcomes"].frame)
    assert not [entry for entry in both.left_out if "same rows" in entry.why]


def test_counts_of_a_second_register_are_a_finding(health_result, changed_example):
    def beside(frames):
        own = frames["outcomes"]
        other = own.assign(source="other register", source_file="second.csv")
        frames["outcomes"] = pd.concat([own, other])

    both = changed_example("XAA", beside)
    assert both.rows("outcomes") == health_result("XAA").rows("outcomes")
    said = [one.sentence for one in both.findings]
    assert any("another register of the same area, year and outcome" in one for one in said)
