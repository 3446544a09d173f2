import csv
from collections import Counter, defaultdict

import pytest

from workbench.vocabulary.laws.thresholds import (
    DEFAULT_ORDER,
    VALUE_TYPES,
    ThresholdRow,
    covers,
    problems,
    rows_of,
    threshold_rows,
    values_in_force,
)
from workbench.vocabulary.places import FICTIONAL, members, places
from workbench.vocabulary.substances import substances
from workbench.vocabulary.units import factor

RANK = ("background", "precautionary", "trigger/screening", "action/intervention")


def test_every_row_is_there_once():
    rows = threshold_rows()
    assert len(rows) == 2291 + 5
    assert len({row.row_id for row in rows}) == len(rows)


def test_the_standing_of_rows_is_counted():
    assert Counter(row.status for row in threshold_rows()) == {
        "in_force": 1674,
        "superseded": 441,
        "unknown": 165,
        "not_law": 10,
        "misattributed": 6,
    }


@pytest.mark.parametrize(
    ("column", "allowed"),
    [
        ("verified", {"yes", "no"}),
        ("matrix", {"soil"}),
        ("fraction", {"total", "aqua_regia", "extractable", "unknown", "any"}),
        ("value_type", set(VALUE_TYPES)),
        ("land_use_match", {"exact", "broad", "narrow", "receptor"}),
        ("iso3", {"", "EU", *places()}),
        ("substance", {"", *substances()}),
        ("correction", {"", "NL", "BEL", "other"}),
    ],
)
def test_columns_hold_their_words(column, allowed):
    assert {getattr(row, column) for row in threshold_rows()} <= allowed


def test_every_fictional_threshold_is_of_a_fictional_country():
    fictional = {row.iso3 for row in threshold_rows() if row.source == "fictional"}
    assert fictional <= set(members(FICTIONAL))
    assert all(row.source for row in threshold_rows())


def test_values_are_converted_once_and_others_are_marked():
    for row in threshold_rows():
        if row.comparable == "yes":
            in_mg_kg = float(row.value) * factor(row.unit.removesuffix(" dm"), "mg/kg")
            assert float(row.value_mg_kg) == in_mg_kg
        else:
            assert (row.value_mg_kg, "TEQ" in row.unit) == ("", True)


def test_firmer_kinds_of_value_are_not_lower_within_a_law_and_land_use():
    values = defaultdict(dict)
    for row in threshold_rows():
        if row.value_type in RANK and row.value_mg_kg and not row.range_end:
            key = (row.instrument, row.contaminant, row.land_use_term, row.fraction, row.condition)
            values[key][row.value_type] = float(row.value_mg_kg)
    for found in values.values():
        ranked = [found[kind] for kind in RANK if kind in found]
        assert ranked == sorted(ranked)


def test_only_rows_in_force_count_and_no_background_value():
    rows = [row for found in values_in_force("CHE").values() for row in found]
    assert rows
    assert {row.status for row in rows} == {"in_force"}
    assert {row.value_type for row in rows} <= set(DEFAULT_ORDER)
    assert {row.verified for row in rows} == {"yes"}


def test_each_row_in_force_counts_once():
    counted = [
        row.row_id
        for iso3 in {row.iso3 for row in threshold_rows()}
        for verified in (True, False)
        for found in values_in_force(iso3, verified=verified).values()
        for row in found
    ]
    in_force = [
        row.row_id
        for row in threshold_rows()
        if row.status == "in_force"
        and row.substance
        and row.value_type != "background"
        and row.range_end != "upper"
    ]
    assert sorted(counted) == sorted(in_force)


def test_a_value_for_all_land_uses_covers_each():
    values = {("Cd", "all"): (), ("Pb", "residential"): ()}
    assert covers(values, ("Cd", "forest"))
    assert covers(values, ("Pb", "residential"))
    assert not covers(values, ("Pb", "all"))


def test_a_country_without_a_row_has_no_value():
    assert values_in_force("TCD") == {}


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
