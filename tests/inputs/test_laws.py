"""Laws of intake that hold for whatever a file says."""

import math

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.inputs.files.delivered import DeliveredFile
from workbench.inputs.ingest import values_of_chunk
from workbench.inputs.mapping.mapping import read_mapping
from workbench.inputs.measurements.readings import BELOW, CellRules, read_cell
from workbench.vocabulary.notation import ISO, ORDERS, DateForm, NumberForm, day_problem, read_day

HEADER = ("plot", "sample", "date", "lead", "cadmium")
FORMS = [(".", ""), (",", ""), (".", ","), (",", "."), (".", "'"), (",", " ")]
WORDS = ["", "1", "-1", "0", "<1", "<", "n.d.", "ND", "NA", "2004", "1e400", "-9999", "=A1"]
CELLS = st.one_of(st.sampled_from(WORDS), st.text(max_size=6))
QUICK = settings(
    max_examples=100,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@QUICK
@given(st.integers(0, 10**9), st.integers(0, 999), st.sampled_from(FORMS))
def test_a_number_written_in_a_form_is_read_back(whole, rest, signs):
    decimal, thousands = signs
    text = f"{whole:,}".replace(",", thousands) + f"{decimal}{rest:03d}"
    assert math.isclose(NumberForm(*signs).number(text), whole + rest / 1000)


@QUICK
@given(st.floats(1e-6, 1e6), st.sampled_from(["<", "< ", "<=", "≤ "]))
def test_a_number_behind_a_less_than_sign_is_its_limit(number, sign):
    reading = read_cell(f"{sign}{number!r}", CellRules({}))
    assert (reading.number, reading.mark, reading.reason) == (number, BELOW, "")


@QUICK
@given(st.text(max_size=12))
def test_a_cell_has_a_number_a_mark_or_a_reason(text):
    reading = read_cell(text, CellRules({}))
    assert bool(reading.reason) != (reading.number >= 0 or bool(reading.mark))


@QUICK
@given(st.dates(pd.Timestamp(1900, 1, 1).date(), pd.Timestamp(2020, 1, 1).date()))
def test_a_day_in_any_order_is_that_day(day):
    for order in set(ORDERS) - {ISO}:
        text = day.strftime("".join(f"%{sign}" if sign.isalpha() else sign for sign in order))
        assert read_day(text, DateForm(order)) == day.isoformat()
        assert day_problem(read_day(text, DateForm(order))) == ""


@settings(QUICK, max_examples=25)
@given(rows=st.lists(st.lists(CELLS, max_size=7).map(tuple), min_size=1, max_size=8))
def test_each_cell_of_a_file_is_used_or_has_its_reason(write_mapping, rows):
    lines = tuple(range(2, len(rows) + 2))
    delivered = DeliveredFile("a.csv", "", HEADER, tuple(rows), lines)
    cells = values_of_chunk(delivered, read_mapping(write_mapping()))
    used = cells[cells["reason"] == ""]
    assert len(cells) == 2 * len(rows)
    assert (used["value"] > 0).all()
    assert (used["value"] <= 1_000_000).all()
    assert used["site_id"].str.len().gt(0).all()
