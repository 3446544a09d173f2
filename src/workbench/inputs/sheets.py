"""Rows of an Excel sheet or a Parquet file as text, in the form that its mapping declares."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from workbench.errors import InputError
from workbench.inputs.declarations import FileForm

Record = tuple[int, tuple[str, ...]]


def excel_records(path: Path, content: bytes, form: FileForm) -> Iterator[Record]:
    """Row number and cells of each row of a sheet; a formula counts with its stored result.

    Raises
    ------
    InputError
        If it is no Excel file, or has no such sheet.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - only for Excel
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - only for Excel

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError):
        raise InputError(f"{path.name} is no Excel file. Give an .xlsx file or a CSV.") from None
    if form.sheet not in book.sheetnames and (form.sheet or len(book.sheetnames) > 1):
        raise InputError(
            f"{path.name} has no sheet {form.sheet!r}. "
            f"Name one in the mapping (file.sheet): {', '.join(book.sheetnames)}."
        )
    sheet = book[form.sheet or book.sheetnames[0]]
    width = 0
    for line, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [_text(cell, form) for cell in row]
        filled = next((n for n in range(len(cells), 0, -1) if cells[n - 1].strip()), 0)
        width = width or filled
        if filled:
            yield line, (*cells[: max(width, filled)], *[""] * (width - len(cells)))


def parquet_records(path: Path, content: bytes, form: FileForm) -> Iterator[Record]:
    """Names of the columns as line 1, and the rows of a Parquet file from line 2 on.

    Raises
    ------
    InputError
        If it is no Parquet file.
    """
    import pyarrow as pa  # noqa: PLC0415 - only for Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415 - only for Parquet

    try:
        table = pq.read_table(io.BytesIO(content))
    except (pa.ArrowException, OSError):
        raise InputError(f"{path.name} is no Parquet file. Give one, or a CSV.") from None
    yield 1, tuple(table.column_names)
    columns = [[_text(cell, form) for cell in column.to_pylist()] for column in table.columns]
    yield from enumerate(zip(*columns, strict=True), start=2)


def _text(cell: object, form: FileForm) -> str:
    """Text of a cell: a day as YYYY-MM-DD, a number with the decimal sign of the mapping."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        text = str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        return "" if text == "nan" else text.replace(".", form.decimal)
    return str(cell)
