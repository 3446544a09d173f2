import csv
import io
import math
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples.store import all_rows
from workbench.errors import InputError
from workbench.inputs.packages.csv_tables import csv_of, table_from
from workbench.store.frames import arranged, empty

ROW = all_rows("measurements").iloc[[0]]
HOSTILE = [
    "=1+1",
    "'=1+1",
    "''",
    "'",
    "+2",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\N{FULLWIDTH EQUALS SIGN}1",
    'say "no", 1;2',
    "two\r\nlines",
    "one\rmore",
    "Ünïcode \N{GREEK SMALL LETTER MU} 铅",
    " blanks ",
    "NA",
    "nan",
    "",
]


def rows_with(**columns):
    n_rows = len(next(iter(columns.values())))
    frame = pd.concat([ROW] * n_rows, ignore_index=True).assign(**columns)
    return arranged("measurements", frame.assign(source_row=range(2, n_rows + 2)))


def there_and_back(frame):
    return table_from("measurements", csv_of("measurements", frame), "a.csv")


def test_text_that_is_hostile_comes_back_as_it_was():
    frame = rows_with(site_id=HOSTILE, campaign=[*HOSTILE[1:], None])
    pd.testing.assert_frame_equal(there_and_back(frame), frame)


def test_no_cell_begins_as_a_formula():
    frame = rows_with(site_id=HOSTILE)
    rows = csv.DictReader(io.StringIO(csv_of("measurements", frame).decode(), newline=""))
    dangerous = tuple("=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}")
    assert not [row["site_id"] for row in rows if row["site_id"].startswith(dangerous)]


def test_a_text_of_no_letters_is_not_a_missing_one():
    back = there_and_back(rows_with(campaign=["", None]))
    assert back["campaign"].tolist()[0] == ""
    assert back["campaign"].isna().tolist() == [False, True]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=5), min_size=1, max_size=5))
def test_any_text_comes_back(texts):
    assert there_and_back(rows_with(site_id=texts))["site_id"].tolist() == texts


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(allow_infinity=False), min_size=1, max_size=5))
def test_any_number_comes_back_to_the_last_digit(numbers):
    back = there_and_back(rows_with(lod=numbers))["lod"].tolist()
    assert [number.hex() for number in back] == [
        math.nan.hex() if math.isnan(number) else number.hex() for number in numbers
    ]


def test_flags_and_rows_come_back():
    frame = rows_with(censored=[True, False])
    assert there_and_back(frame)["censored"].tolist() == [True, False]
    assert there_and_back(frame)["source_row"].tolist() == [2, 3]


def test_a_table_without_rows_comes_back():
    frame = empty("measurements")
    pd.testing.assert_frame_equal(there_and_back(frame), frame)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"iso3,", b"country,", "a.csv: the header is not that of measurements. Give iso3,"),
        (b",false,", b",maybe,", "a.csv, record 2: 'maybe' in censored is no flag."),
        (b",0.0,20.0,", b",top,20.0,", "record 2: 'top' in depth_top_cm is no number."),
        (b",mg/kg,false,", b",false,", "record 2: has 30 cells, the header 31."),
        (b"XAA-001", b'"XAA', "a.csv is no CSV in UTF-8"),
        (b"XAA-001", b"\xff", "a.csv is no CSV in UTF-8"),
    ],
)
def test_what_is_no_such_table_is_refused(old, new, message):
    content = csv_of("measurements", ROW)
    assert old in content
    with pytest.raises(InputError, match=re.escape(message)):
        table_from("measurements", content.replace(old, new, 1), "a.csv")
