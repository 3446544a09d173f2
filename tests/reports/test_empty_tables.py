"""Each table of each report may be empty: its page is shown all the same."""

from dataclasses import replace

import pytest

from workbench.findings import Table, frame_of
from workbench.findings.rows import Filled

ALWAYS = ("overview",)  # one row, whatever is known


def _empty(table):
    """Make the same table without rows, declared by a row class or column by column."""
    if isinstance(table, Filled):
        return table.table.filled({})
    return Table(table.name, table.title, frame_of({}, table.columns), table.columns)


@pytest.fixture
def emptied():
    """Result in which some tables have no rows."""

    def without(result, names):
        tables = {
            name: _empty(table) if name in names else table for name, table in result.tables.items()
        }
        return replace(result, tables=tables)

    return without


def test_text_can_be_joined_to_a_column_of_an_empty_table(trends_result):
    for table in trends_result("XAA").tables.values():
        frame = frame_of({}, table.columns)
        for column in table.columns:
            if not column.unit and not column.name.startswith("n_") and "year" not in column.name:
                assert (frame[column.name] + " (" + frame[column.name] + ")").empty


@pytest.mark.parametrize(
    ("report", "area"),
    [
        ("trends", "XAA"),
        ("health", "XAA"),
    ],
)
def test_a_page_is_shown_where_all_tables_are_empty(example_of, emptied, page_of, report, area):
    result = example_of(report, area)
    names = [name for name in result.tables if name not in ALWAYS]
    assert page_of(emptied(replace(result, findings=()), names))
