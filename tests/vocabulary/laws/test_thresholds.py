from collections import Counter, defaultdict

import pytest

from workbench.vocabulary.laws.threshold_choice import VALUE_TYPES
from workbench.vocabulary.laws.thresholds import threshold_rows
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
