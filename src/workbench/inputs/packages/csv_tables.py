"""Tables of the store as CSV that no spreadsheet runs, and that reads back without loss."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterator

import pandas as pd

from workbench.errors import InputError
from workbench.findings import FORMULA_START
from workbench.store import schema
from workbench.store.columns import ColumnContract
from workbench.store.frames import arranged

# The apostrophe itself too, without which the way back is not clear, and a text of no letters.
GUARDED = f"{FORMULA_START.pattern}|^'|^$"
RULE = (
    "In a column of text, a cell that begins with an apostrophe, = + - @ (also in full width), a "
    "tab or a line end has one apostrophe before it, so that no spreadsheet runs it; so has a text "
    "of no letters, since an empty cell means that there is none. Take one leading apostrophe away "
    "to have the text as it was."
)
FLAGS = {"true": True, "false": False}


def csv_of(table: str, frame: pd.DataFrame) -> bytes:
    """CSV file of the rows of a table, in UTF-8; an empty cell means that there is no value.

    Parameters
    ----------
    table : str
        Table of the store.
    frame : DataFrame
        Rows in the columns of its contract.

    Returns
    -------
    bytes
        The file.
    """
    cells = {
        column.name: _guarded(frame[column.name]) if column.kind == "text" else frame[column.name]
        for column in schema.TABLES[table]
    }
    for column in schema.TABLES[table]:
        if column.kind == "flag":
            cells[column.name] = frame[column.name].map({True: "true", False: "false"})
    text = io.StringIO()
    pd.DataFrame(cells).to_csv(text, index=False, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    return text.getvalue().encode("utf-8")


def table_from(table: str, content: bytes, where: str) -> pd.DataFrame:
    """Rows of a table from the CSV file that `csv_of` made of them.

    Parameters
    ----------
    table : str
        Table of the store.
    content : bytes
        The file.
    where : str
        Its name, for errors.

    Returns
    -------
    DataFrame
        The rows in the types of their contract.

    Raises
    ------
    InputError
        If it is no such CSV, has other columns, or a cell that its column cannot have.
    """
    names = [column.name for column in schema.TABLES[table]]
    rows = list(records(content, where))
    if not rows or rows[0] != names:
        raise InputError(f"{where}: the header is not that of {table}. Give {','.join(names)}.")
    columns = list(zip(*rows[1:], strict=True)) or [()] * len(names)
    cells = dict(zip(names, columns, strict=True))
    return arranged(
        table,
        pd.DataFrame(
            {
                column.name: _column(column, cells[column.name], where)
                for column in schema.TABLES[table]
            }
        ),
    )


def records(content: bytes, where: str) -> Iterator[list[str]]:
    """Give the cells of each record of a CSV file, the header among them; all have as many.

    Raises
    ------
    InputError
        If it is no CSV in UTF-8, or a record is shorter or longer than the header.
    """
    n_columns = 0
    try:
        text = io.StringIO(content.decode("utf-8"), newline="")
        for number, cells in enumerate(csv.reader(text, strict=True), start=1):
            n_columns = n_columns or len(cells)
            if len(cells) != n_columns:
                raise InputError(
                    f"{where}, record {number}: has {len(cells)} cells, the header {n_columns}."
                )
            yield cells
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{where} is no CSV in UTF-8 ({error}).") from None


def _guarded(texts: pd.Series) -> pd.Series:
    """Texts in which one that might be run, or is empty, begins with an apostrophe."""
    return texts.mask(texts.str.contains(GUARDED, regex=True, na=False), "'" + texts)


def _column(column: ColumnContract, cells: tuple[str, ...], where: str) -> pd.Series:
    """Values of a column, in its type."""
    read = READERS[column.kind]
    values = []
    for number, cell in enumerate(cells, start=2):
        try:
            values.append(read(cell))
        except (KeyError, ValueError):
            raise InputError(
                f"{where}, record {number}: {cell!r} in {column.name} is no {column.kind}."
            ) from None
    return pd.Series(values, dtype=schema.PANDAS_TYPES[column.kind])


READERS: dict[str, Callable[[str], object]] = {
    "text": lambda cell: cell.removeprefix("'") if cell else None,
    "number": lambda cell: float(cell) if cell else math.nan,
    "integer": int,
    "flag": FLAGS.__getitem__,
}
