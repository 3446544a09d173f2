"""Values in force by country: what counts, and what covers a land use."""

from workbench.vocabulary.laws.threshold_choice import DEFAULT_ORDER
from workbench.vocabulary.laws.thresholds import threshold_rows
from workbench.vocabulary.threshold_values import covers, values_in_force


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
