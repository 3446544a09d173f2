"""A column is declared once: its dtype, CSV, place on the page and dictionary follow."""

import re
from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest

from workbench.errors import ReportError
from workbench.findings.rows import (
    Kind,
    Phrase,
    code,
    count,
    flag,
    number,
    phrase,
    probability,
    row,
    share,
    text,
    year,
)
from workbench.findings.tables import Table, Tables


@row
class Level:
    """A level."""

    label: str = text("the series in words", "Series")
    n_sites: int | None = count("sites", "Sites", default=None)
    first_year: int | None = year("first year", default=None)
    median: float | None = number("median", "Median", unit="mg/kg", default=None)
    median_lower: float | None = number(
        "its lower limit", unit="mg/kg", lower_of="median", default=None
    )
    share_above: float | None = share("share above", "Above", default=None)
    p: float | None = probability("p", "p", default=None)
    is_open: bool | None = flag("whether it is open", default=None)
    grade: str = code("grade", "how firm", default="")


LEVELS = Table("levels", Level, "Levels", "No level.")
DTYPES = {
    "label": "str",
    "n_sites": "Int64",
    "first_year": "Int64",
    "median": "float64",
    "median_lower": "float64",
    "share_above": "float64",
    "p": "float64",
    "is_open": "boolean",
    "grade": "str",
}


@pytest.mark.parametrize("rows", [{}, {"a": Level(label="Cd", n_sites=3, is_open=True)}])
def test_a_table_has_its_dtypes_with_rows_and_without(rows):
    assert LEVELS.filled(rows).frame.dtypes.astype(str).to_dict() == DTYPES


@pytest.mark.parametrize("missing", [np.nan, pd.NA, None, np.float64("nan")])
def test_a_missing_cell_is_none_whatever_it_came_as(missing):
    assert Level(label="Cd", median=missing).median is None


def test_a_numpy_cell_becomes_a_plain_one():
    one = Level(label=np.str_("Cd"), n_sites=np.int64(3), median=np.float32(0.5))
    assert [type(cell) for cell in (one.label, one.n_sites, one.median)] == [str, int, float]


def test_a_whole_count_of_a_frame_with_gaps_is_a_count():
    assert Level(label="Cd", n_sites=np.float64(3.0)).n_sites == 3


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"label": 3}, "Level.label is a text, not 3."),
        ({"label": "Cd", "n_sites": 2.5}, "Level.n_sites is a count, not 2.5."),
        ({"label": "Cd", "median": "0.5"}, "Level.median is a number, not '0.5'."),
        ({"label": "Cd", "n_sites": True}, "Level.n_sites is a count, not True."),
    ],
)
def test_a_cell_of_another_kind_is_refused(cells, message):
    with pytest.raises(TypeError, match=re.escape(message)):
        Level(**cells)


def test_a_row_is_not_changed_and_its_arguments_have_names():
    with pytest.raises(FrozenInstanceError):
        Level(label="Cd").label = "Pb"
    with pytest.raises(TypeError):
        Level("Cd")


def test_a_limit_of_a_column_that_is_not_there_is_refused():
    with pytest.raises(TypeError, match="hangs on slope: no such column"):

        @row
        class Wrong:
            lower: float = number("lower limit", unit="1", lower_of="slope")


def test_a_field_that_declares_no_column_is_refused():
    with pytest.raises(TypeError, match=re.escape("Plain.x declares no column")):

        @row
        class Plain:
            x: int = 3


def test_rows_and_frame_are_made_of_each_other():
    rows = {"a": Level(label="Cd", median=0.25), "b": Level(label="Pb", n_sites=2)}
    assert LEVELS.of_frame(LEVELS.filled(rows).frame).typed == rows


def test_a_frame_without_a_declared_column_is_refused():
    with pytest.raises(ReportError, match="The frame for table levels has no column label"):
        LEVELS.of_frame(pd.DataFrame({"median": [0.5]}))


def test_a_frame_with_numbers_as_text_is_refused():
    frame = LEVELS.filled({"a": Level(label="Cd")}).frame.astype(object)
    with pytest.raises(ReportError, match="Column label of table levels is a text"):
        LEVELS.of_frame(frame.assign(label=3.0))


def test_a_row_of_another_table_is_refused():
    @row
    class Other:
        """Another row."""

        label: str = text("label")

    with pytest.raises(TypeError, match="Row a of levels is a Other"):
        LEVELS.filled({"a": Other(label="Cd")})


def test_tables_give_typed_rows_by_declaration():
    tables = Tables([LEVELS.filled({"a": Level(label="Cd")})])
    assert tables.of(LEVELS)["a"].label == "Cd"
    assert list(tables) == ["levels"]


def test_each_kind_has_a_dtype():
    assert {kind.dtype for kind in Kind} == {"str", "boolean", "Int64", "float64"}


def test_a_phrase_within_another_has_its_code():
    @row
    class Because(Phrase):
        """A reason."""

        n_sites: int = count("sites")

    @row
    class NotJudged(Phrase):
        """Not judged."""

        why: tuple[Phrase, ...] = phrase("reasons")

    several = NotJudged(why=(Because(n_sites=1), Because(n_sites=2)))
    assert str(several) == "not-judged(why=because(n_sites=1); because(n_sites=2))"
