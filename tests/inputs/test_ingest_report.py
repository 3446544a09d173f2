"""What became of a file, line by line."""

from dataclasses import replace
from pathlib import Path

from workbench.inputs.ingest_report import SHOWN, IngestReport

REPORT = IngestReport(
    file="a.csv",
    store="s",
    n_read=1500,
    n_used=1500,
    n_quarantined=0,
    n_censored=0,
    n_replaced=0,
    n_corrected=0,
    n_outdated=0,
    reasons={},
    iso3s=("XAA",),
    columns_not_read=(),
    quarantine=Path("s/quarantine/a.csv.csv"),
)


def lines(**changes):
    return list(replace(REPORT, **changes).in_words())


def test_a_file_of_which_all_was_used_is_one_line():
    assert lines() == ["1,500 of 1,500 values in a.csv were taken in; 0 were quarantined."]


def test_reasons_stand_below_each_other_and_the_seldom_ones_are_counted():
    reasons = {"no value": 1200} | {f"reason {chr(97 + n)}": 1 for n in range(SHOWN + 1)}
    _, first, *others, rest, where = lines(reasons=reasons, n_used=279, n_quarantined=1221)
    assert first == "   1,200  no value"
    assert len(others) == SHOWN - 1
    assert rest == "       2  for 2 other reasons"
    assert where == "Quarantine: s/quarantine/a.csv.csv"


def test_reasons_that_differ_by_a_date_or_a_word_are_one_line():
    days = {f"date '31/{n}/2010' is not in the calendar": 1 for n in range(900)}
    late = {f"date 20{n}-01-01 is in the future": 2 for n in range(40, 44)}
    said = lines(reasons={"empty cell": 5, **days, **late}, n_used=587, n_quarantined=913)
    assert said[1:-1] == [
        "     900  date '31/0/2010' is not in the calendar, and 899 more of this kind",
        "       8  date 2040-01-01 is in the future, and 3 more of this kind",
        "       5  empty cell",
    ]


def test_what_else_became_of_a_file_is_said_in_full_sentences():
    said = lines(n_corrected=1, n_outdated=2, n_replaced=1000, columns_not_read=("b", "c"))
    assert said[1:] == [
        "1 cell of the file was corrected.",
        "2 corrections of an earlier version of this file were not used, "
        "because the file has changed.",
        "1,000 values of an earlier file of this name were replaced.",
        "The mapping does not name these columns: b, c.",
    ]


def test_of_thousands_of_columns_forty_are_named():
    (_, said) = lines(columns_not_read=tuple(f"c{n}" for n in range(16_380)))
    assert said.endswith("c38, c39 and 16,340 more.")
