"""The recorder keeps every digit; the comparison finds what differs, unless it is declared."""

import re

import numpy as np
import pandas as pd
import pytest

from golden.adapter import result
from golden.compare import ABSENT, differences, explain
from golden.recording import WORDS, from_text, read, record, to_text, write
from golden.renames import Change, read_changes


def trends(**given):
    columns = {
        "slope": [0.1, np.nan],
        "n_visits": pd.array([5, 3], dtype="Int64"),
        "verdict": ["falling", "no clear change"],
        "reason": ["", "Three visits are too few to test."],
    } | given
    return pd.DataFrame(columns, index=["Cd", "Pb"])


def recorded(**given):
    return record({"trends": trends(**given)})


def found(made, *changes, before=None, report="trends"):
    return [
        (one.kind, one.row, one.column, one.old, one.new)
        for one in differences(before or recorded(), made, report, changes)
    ]


def test_what_is_written_is_read_as_the_same_numbers(tmp_path):
    made = recorded(slope=[0.1 + 0.2, 5e-324], reason=['a\tb "c" d\ne\u2028 f g', None])
    write(tmp_path, "XAA.trends", made)
    again = read(tmp_path, "XAA.trends")
    assert again == made
    assert again.tables["trends"].rows["Cd"]["slope"].hex() == (0.1 + 0.2).hex()
    assert read(tmp_path, "XAB.trends") is None


def test_a_row_is_a_line_and_a_missing_cell_is_null():
    lines = to_text(recorded()).splitlines()
    assert lines[1:] == [
        '["Cd",0.1,5,"falling",""]',
        f'["Pb",null,3,"no clear change","{WORDS}"]',
    ]
    assert from_text(to_text(recorded())) == dict(recorded().tables)


def test_the_same_gives_no_difference():
    assert found(recorded()) == []


def test_a_value_that_went_missing_is_found():
    assert found(recorded(slope=[None, np.nan])) == [("cell", "Cd", "slope", 0.1, None)]


def test_a_lost_row_and_a_new_row_are_found():
    fewer = record({"trends": trends().drop("Pb")})
    assert found(fewer) == [("row", "Pb", "", "a row", ABSENT)]
    assert found(recorded(), before=fewer) == [("row", "Pb", "", ABSENT, "a row")]


def test_a_lost_column_and_a_lost_table_are_found():
    assert found(record({"trends": trends().drop(columns="slope")})) == [
        ("column", "", "slope", "float64", ABSENT)
    ]
    assert found(record({})) == [("table", "", "", "2 rows", ABSENT)]


def test_another_type_of_a_column_is_found():
    kinds = found(recorded(n_visits=[5.0, 3.0]))
    assert kinds == [
        ("type", "", "n_visits", "Int64", "float64"),
        ("cell", "Cd", "n_visits", 5, 5.0),
        ("cell", "Pb", "n_visits", 3, 3.0),
    ]


def test_another_order_of_the_rows_is_found():
    turned = record({"trends": trends().iloc[::-1]})
    assert found(turned) == [("order", "", "", "Cd", "Pb")]
    assert found(turned, Change("order", "", "trends", "", "")) == []


def test_words_are_compared_apart_from_numbers():
    changed = recorded(reason=["", "Four visits are too few to test."])
    assert changed.tables == recorded().tables
    assert [one[:3] for one in found(changed)] == [("words", "Pb", "reason")]


def test_a_code_in_place_of_words_is_a_difference_of_the_cell():
    made = recorded(reason=["", "few-visits"])
    assert found(made) == [("cell", "Pb", "reason", WORDS, "few-visits")]


def test_a_declared_name_is_no_difference():
    made = record({"slopes": trends().rename(columns={"slope": "change"}, index={"Cd": "Cd@top"})})
    assert (
        found(
            made,
            Change("table", "trends", "", "trends", "slopes"),
            Change("column", "trends", "slopes", "slope", "change"),
            Change("row", "trends", "slopes", "Cd", "Cd@top"),
        )
        == []
    )


def test_a_renamed_cell_is_still_compared():
    made = record({"trends": trends(slope=[0.2, np.nan]).rename(columns={"slope": "change"})})
    change = Change("column", "", "trends", "slope", "change")
    assert found(made, change) == [("cell", "Cd", "change", 0.1, 0.2)]


def test_many_rows_are_renamed_by_an_expression():
    made = record({"trends": trends().rename(index=lambda name: f"XAA:{name}")})
    assert found(made, Change("row", "trends", "trends", "re:(.*)", r"XAA:\1")) == []


def test_a_name_that_is_declared_for_another_report_or_table_changes_nothing():
    made = record({"trends": trends().rename(columns={"slope": "change"})})
    for change in (
        Change("column", "gaps", "trends", "slope", "change"),
        Change("column", "trends", "levels", "slope", "change"),
    ):
        assert len(found(made, change)) == 2


def test_what_went_on_purpose_is_declared_without_a_new_name():
    fewer = record({"trends": trends().drop(columns="slope").drop("Pb")})
    gone = Change("column", "trends", "trends", "slope", ""), Change("row", "", "trends", "Pb", "")
    assert found(fewer, *gone) == []
    assert found(record({}), Change("table", "trends", "", "trends", "")) == []


def test_what_is_new_on_purpose_is_declared_without_an_old_name():
    made = record({"trends": trends(soil="clay"), "more": trends()})
    assert [one[0] for one in found(made)] == ["column", "table"]
    new = Change("column", "trends", "trends", "", "soil"), Change("table", "", "", "", "more")
    assert found(made, *new) == []


def test_a_declared_type_compares_the_values():
    kind = Change("type", "", "trends", "n_visits", "float64")
    assert found(recorded(n_visits=[5.0, 3.0]), kind) == []
    assert found(recorded(n_visits=[5.0, 4.0]), kind) == [("cell", "Pb", "n_visits", 3, 4.0)]


def test_what_processors_differ_by_is_no_difference_and_what_is_more_is_one():
    near, far = (recorded(slope=[0.1 * (1 + part), np.nan]) for part in (1e-12, 1e-8))
    assert found(near) == []
    assert len(found(far)) == 1


def test_the_first_twenty_are_named_with_both_values_and_the_rest_counted():
    cells = pd.DataFrame({"n": range(30)}, index=[f"r{n}" for n in range(30)])
    text = explain(differences(record({"t": cells}), record({"t": cells + 1}), "gaps"))
    assert text.startswith("30 differences")
    assert "cell t / r19 / n: was 19, is 20" in text
    assert "r20" not in text
    assert text.endswith("... and 10 more")


def test_a_table_in_digests_shows_no_row_and_finds_a_digit():
    one, other = (record({"s": trends(slope=slope)}, ["s"]) for slope in ([0.1, 1], [0.1, 1.5]))
    assert "Cd" not in to_text(one) + "".join(one.words.values())
    assert [line[:3] for line in found(other, before=one)] == [("cell", "sha256", "slope")]
    renamed = record({"s": trends(slope=[0.1, 1]).rename(index={"Cd": "As"})}, ["s"])
    assert [line[:3] for line in found(renamed, before=one)] == [("cell", "sha256", "row_ids")]


def test_rows_of_the_same_id_are_refused():
    with pytest.raises(ValueError, match="Rows have the same id"):
        record({"t": pd.DataFrame({"n": [1, 2]}, index=["a", "a"])})


def test_an_unknown_kind_of_change_is_refused(tmp_path):
    file = tmp_path / "renames.csv"
    file.write_text("kind,report,table,old,new\ncel,,,a,b\n", encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape("kind 'cel'. Give one of: report, table")):
        read_changes(file)


def test_everything_of_a_result_is_recorded():
    frames = result("trends", "XAB", "example").frames()
    assert frames["result"].loc["result", "status"] == "ok"
    assert list(frames["findings"]) == ["value", "unit", "lower", "upper", "grade", "sentence"]
    assert list(frames["left_out"]) == ["why", "count"]
    assert {"trends", "series", "levels"} <= set(frames)
    assert frames["findings"].index.is_unique


def test_a_digest_keeps_six_digits_and_no_more():
    one, near, far = (
        record({"s": trends(slope=[0.1 * (1 + part), 1])}, ["s"]) for part in (0, 1e-12, 1e-5)
    )
    assert found(near, before=one) == []
    assert [line[:3] for line in found(far, before=one)] == [("cell", "sha256", "slope")]
