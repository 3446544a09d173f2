"""Rows of an Excel sheet or a Parquet file as text, in the form that its mapping declares."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from workbench.errors import InputError
from workbench.inputs.declarations import FileForm
from workbench.inputs.odd_cells import OddCell, has_formulas, odd_cell

if TYPE_CHECKING:
    from openpyxl import Workbook

EXCEL = (".xlsx", ".xlsm", ".xls")  # the last to say what would be right
OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # of .xls, and of .xlsx with a password
LARGEST_UNPACKED = 2**30
NO_BOOK = (BadZipFile, EOFError, KeyError, OSError, ParseError, ValueError, zlib.error)
Record = tuple[int, tuple[str, ...]]
ROWS_AT_ONCE = 10_000


def excel_records(path: Path, content: BinaryIO, form: FileForm) -> Iterator[Record]:
    """Row number and cells of each row of a sheet; a formula counts with its stored result.

    Raises
    ------
    InputError
        If it is no Excel file, or has no such sheet.
    """
    book = open_book(path.name, content)
    if form.sheet not in book.sheetnames and (form.sheet or len(book.sheetnames) > 1):
        raise InputError(
            f"{path.name} has no sheet {form.sheet!r}. "
            f"Name one in the mapping (file.sheet): {', '.join(book.sheetnames)}."
        )
    width = 0
    for line, row in enumerate(_rows(book, content, form), start=1):
        cells = [cell if isinstance(cell, OddCell) else as_text(cell, form) for cell in row]
        filled = next((n for n in range(len(cells), 0, -1) if cells[n - 1].strip()), 0)
        width = width or filled
        if filled:
            yield line, (*cells[: max(width, filled)], *[""] * (width - len(cells)))


def _rows(book: Workbook, content: BinaryIO, form: FileForm) -> Iterator[list[object]]:
    """Values of each row of a sheet; cells that must not be taken say why."""
    title = form.sheet or book.sheetnames[0]
    sheets = [book[title]]
    if has_formulas(content):
        sheets.append(open_book(title, content, formulas=True)[title])
    outdated = bool(book.calculation.fullCalcOnLoad)
    odd = partial(odd_cell, outdated=outdated, decimal=form.decimal)
    for sheet in sheets:
        sheet.reset_dimensions()  # some programs write a size that is not that of the sheet
    for rows in zip(*(sheet.iter_rows() for sheet in sheets), strict=True):
        formulas = [cell.value if cell.data_type == "f" else None for cell in rows[-1]]
        pairs = zip(rows[0], formulas, strict=True)
        yield [odd(cell, formula) or cell.value for cell, formula in pairs]


def open_book(name: str, content: BinaryIO, *, formulas: bool = False) -> Workbook:
    """Open an Excel file for reading: the results of its formulas, or the formulas.

    Raises
    ------
    InputError
        If it is none, is locked, or would not fit into memory.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - only for Excel
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - only for Excel

    _refuse_odd_books(name, content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of styles and extensions, not of values
            return load_workbook(content, read_only=True, data_only=not formulas)
    except (InvalidFileException, *NO_BOOK):
        raise _no_book(name) from None


def _refuse_odd_books(name: str, content: BinaryIO) -> None:
    """Refuse what only looks like a workbook, before anything in it is unpacked."""
    content.seek(0)
    begins = content.read(len(OLE))
    if begins == OLE:
        raise InputError(
            f"{name} is locked with a password, or is an .xls file. "
            "Save it without a password as .xlsx, or as CSV."
        )
    try:
        with ZipFile(content) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except NO_BOOK:
        raise _no_book(name) from None
    if size > LARGEST_UNPACKED:
        raise InputError(
            f"{name} would unpack to {size // 2**20} MiB, more than the "
            f"{LARGEST_UNPACKED // 2**20} MiB that are read. Save it as CSV."
        )


def _no_book(name: str) -> InputError:
    """Error for a file that is no Excel file, or a broken one."""
    return InputError(f"{name} is no Excel file. Give an .xlsx file or a CSV.")


def parquet_records(path: Path, content: BinaryIO, form: FileForm) -> Iterator[Record]:
    """Names of the columns as line 1, and the rows of a Parquet file from line 2 on.

    Raises
    ------
    InputError
        If it is no Parquet file.
    """
    import pyarrow as pa  # noqa: PLC0415 - only for Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415 - only for Parquet

    try:
        file = pq.ParquetFile(content)
        yield 1, tuple(file.schema_arrow.names)
        line = 2
        for batch in file.iter_batches(ROWS_AT_ONCE):
            columns = [
                [as_text(cell, form) for cell in column.to_pylist()] for column in batch.columns
            ]
            yield from enumerate(zip(*columns, strict=True), start=line)
            line += len(batch)
    except (pa.ArrowException, OSError):
        raise InputError(f"{path.name} is no Parquet file. Give one, or a CSV.") from None


def as_text(cell: object, form: FileForm) -> str:
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
    return str(cell).replace(".", form.decimal) if isinstance(cell, Decimal) else str(cell)
