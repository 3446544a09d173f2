import csv
from collections import Counter, defaultdict
from pathlib import Path

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
    assert len(rows) == 2291 + 1262 + 5
    assert len({row.row_id for row in rows}) == len(rows)


def test_the_standing_of_rows_is_counted():
    assert Counter(row.status for row in threshold_rows()) == {
        "in_force": 2931,
        "superseded": 470,
        "unknown": 141,
        "not_law": 10,
        "misattributed": 6,
    }


@pytest.mark.parametrize(
    ("column", "allowed"),
    [
        ("verified", {"yes", "no"}),
        (
            "how_read",
            {"official text", "official page", "secondary", "not read", "fictional"},
        ),
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
        and not row.part
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
        ({"verified": "no"}, "verified is no, and the row was read as 'fictional'"),
        ({"how_read": "heard"}, "how_read 'heard' is none of official text, official page"),
        (
            {"how_read": "secondary", "source": "a page", "iso3": "NOR"},
            "source is not in threshold_sources.csv",
        ),
        (
            {"value_type": "action/intervention"},
            "value_type is 'action/intervention', 'trigger value (fictional)' of the instrument",
        ),
        ({"native_term": "limit"}, "is not in threshold_kinds.csv. Say there what kind"),
        ({"status": "superseded"}, "threshold_instruments.csv names no successor"),
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


def test_thresholds_in_force_were_read_for_31_countries_and_the_union():
    read = {
        row.iso3 for row in threshold_rows() if (row.status, row.verified) == ("in_force", "yes")
    }
    countries = {iso3 for iso3 in read if iso3 in places() and iso3 not in members(FICTIONAL)}
    assert len(countries) == 31
    assert "EU" in read


def test_values_of_a_part_of_a_country_are_marked_by_their_instrument():
    parts = Counter((row.iso3, row.part) for row in threshold_rows() if row.part)
    assert parts == {
        ("ESP", "ES-PV"): 254,
        ("BRA", "BR-SP"): 126,
        ("BEL", "BE-VLG"): 31,
        ("CHL", "northern macro-zone"): 16,
    }
    assert values_in_force("BEL") == {}


def test_how_rows_were_read_is_counted():
    assert Counter(row.how_read for row in threshold_rows()) == {
        "official text": 1160,
        "official page": 216,
        "secondary": 1488,
        "not read": 689,
        "fictional": 5,
    }


def test_each_row_of_the_revision_was_applied_or_is_listed_with_the_reason():
    """The list has the notes without a value, and the readings of another text than the row's."""
    with Path("docs/thresholds_not_applied.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert Counter(row["given_as"] for row in listed) == {"verification": 31, "correction": 17}
    assert all(row["why_not"] for row in listed)
    rows = {row.row_id: row for row in threshold_rows()}
    for row in listed:
        if row["given_as"] == "verification":
            assert rows[row["row_id"]].how_read == "not read"
