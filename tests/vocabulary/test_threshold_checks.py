"""Rows of the table of thresholds that cannot stand, each with what is wrong."""

import csv

import pytest

from workbench.vocabulary.laws.thresholds import ThresholdRow, rows_of
from workbench.vocabulary.threshold_checks import problems


@pytest.fixture
def problems_of(tmp_path):
    """Problems of a table with rows that differ from a good one in some cells."""
    (good,) = rows_of("XAA", "Pb")

    def check(*changes):
        path = tmp_path / "thresholds.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(
                [ThresholdRow._fields, *(good._replace(**change) for change in changes)]
            )
        return problems(path)

    return check


def test_the_table_itself_is_well():
    assert problems() == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"iso3": "ZZZ"}, "iso3 'ZZZ' is no country"),
        ({"substance": "lead"}, "substance 'lead' is not in the table"),
        ({"land_use": "farm"}, "land_use 'farm' is none of all, agricultural"),
        ({"value": "7O"}, "value '7O' is no number"),
        ({"value": "nan"}, "value 'nan' is no number"),
        ({"value_mg_kg": "7"}, "value_mg_kg is 7, the value in mg/kg is 70"),
        ({"unit": "mg/l"}, "or comparable is no"),
        ({"comparable": "no"}, "value_mg_kg is given, and comparable is no"),
        ({"instrument": ""}, "instrument is empty"),
        ({"verified": ""}, "verified '' is none of yes, no"),
        ({"source": "somewhere"}, "a fictional country has fictional values, and no other has"),
        ({"iso3": "NOR"}, "a fictional country has fictional values, and no other has"),
    ],
)
def test_a_row_that_cannot_stand_is_named(problems_of, change, message):
    found = problems_of(change)
    assert len(found) >= 1
    assert all(line.startswith("row 2 (XAA-002): ") for line in found)
    assert any(message in line for line in found)


def test_a_unit_is_converted(problems_of):
    assert problems_of({"value": "70000", "unit": "µg/kg dm"}) == []


def test_a_row_that_is_there_twice_is_named(problems_of):
    assert problems_of({}, {}) == ["row 3 (XAA-002): row_id stands in the table twice"]


def test_another_header_or_a_short_row_is_named(tmp_path):
    path = tmp_path / "thresholds.csv"
    path.write_text("iso3,value\n", encoding="utf-8")
    assert problems(path)[0].startswith("the header is not that of the table. Give row_id,iso3")
    path.write_text(",".join(ThresholdRow._fields) + "\nXAA-001,XAA\n", encoding="utf-8")
    assert problems(path) == ["row 2: has 2 cells, the header 41"]
