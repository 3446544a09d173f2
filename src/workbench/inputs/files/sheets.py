"""Rows of an Excel sheet or a Parquet file as text, in the form that its mapping declares."""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from workbench.errors import InputError
from workbench.inputs.files.arrangement import Record
from workbench.inputs.files.file_form import PERCENT, FileForm, OddCell, as_text
from workbench.inputs.files.packed import LARGEST_UNPACKED
from workbench.vocabulary.notation import is_failed_formula

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell

EXCEL = (".xlsx", ".xlsm")
OTHER_BOOKS = (".xls", ".xlsb", ".ods")  # of which only what cells hold is known, not its format
OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # of .xls, and of .xlsx with a password
NO_BOOK = (BadZipFile, EOFError, KeyError, OSError, ParseError, ValueError, zlib.error)
ROWS_AT_ONCE = 10_000


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, with the rows that are hidden where that is known."""

    title: str
    n_cells: int
    is_hidden: bool
    hidden_rows: tuple[int, ...] = ()


def excel_records(path: Path, content: BinaryIO, form: FileForm) -> Iterator[Record]:
    """Row number and cells of each row of a sheet; a formula counts with its stored result.

    Raises
    ------
    InputError
        If it is no Excel file, or has no such sheet.
    """
    _refuse_odd_books(path.name, content)
    if is_plain_book(content):
        plain = CalamineWorkbook.from_filelike(content)
        sheet = plain.get_sheet_by_name(_sheet(path.name, plain.sheet_names, form))
        yield from _records(sheet.to_python(skip_empty_area=False), form)
        return
    book = open_book(path.name, content)
    charts = [chart.title for chart in book.chartsheets]
    tables = [title for title in book.sheetnames if title not in charts]
    if form.sheet in charts:
        raise InputError(
            f"{path.name}: {form.sheet!r} is a chart, not a table; tables: {', '.join(tables)}."
        )
    title = _sheet(path.name, tables, form)
    yield from _records(_rows(book, content, title, form), form)


def other_records(path: Path, content: BinaryIO, form: FileForm) -> Iterator[Record]:
    """Row number and cells of each row of a sheet of an .xls, .xlsb or .ods file.

    Failed formulas are empty cells here, and percent is the number that is stored: 2.3 % is 0.023.

    Raises
    ------
    InputError
        If it is no such file, is locked, would not fit into memory, or has no such sheet.
    """
    if _is_new_book(path.name, content):
        yield from excel_records(path, content, form)
        return
    try:
        book = CalamineWorkbook.from_filelike(content)
        sheet = _sheet(path.name, book.sheet_names, form)
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise _no_other_book(path.name, content, error) from None
    yield from _records(rows, form)


def sheets_of(name: str, content: BinaryIO) -> list[Sheet]:
    """Sheets of a workbook.

    Raises
    ------
    InputError
        If it is none, is locked, or would not fit into memory.
    """
    if Path(name).suffix.lower() in EXCEL or _is_new_book(name, content):
        return [
            Sheet(
                sheet.title,
                (sheet.max_row or 0) * (sheet.max_column or 0),
                sheet.sheet_state != "visible",
                hidden_rows(content, sheet._worksheet_path),
            )
            for sheet in open_book(name, content).worksheets
        ]
    try:
        book = CalamineWorkbook.from_filelike(content)
        return [
            Sheet(
                one.name,
                (sheet := book.get_sheet_by_name(one.name)).total_height * sheet.total_width,
                one.visible != SheetVisibleEnum.Visible,
            )
            for one in book.sheets_metadata
        ]
    except (CalamineError, OSError) as error:
        raise _no_other_book(name, content, error) from None


def _is_new_book(name: str, content: BinaryIO) -> bool:
    """Whether a file is an .xlsx under another name; refuses one that unpacks to too much."""
    content.seek(0)
    is_packed = content.read(2) == b"PK"
    if not is_packed:
        content.seek(0)
        return False
    _refuse_odd_books(name, content)
    with ZipFile(content) as packed:
        is_new = "xl/workbook.xml" in packed.namelist()
    content.seek(0)
    return is_new


def _no_other_book(name: str, content: BinaryIO, error: Exception) -> InputError:
    """Error for a file that calamine cannot read."""
    content.seek(0)
    if content.read(len(OLE)) == OLE:
        return InputError(
            f"{name} is locked with a password, or broken ({error}). "
            "Save it without a password as .xlsx, or as CSV."
        )
    content.seek(0)
    if content.read(2) == b"PK":
        return InputError(
            f"{name} is no workbook that can be read, or has more cells than can be. "
            "Save it as .xlsx or CSV."
        )
    return _no_book(name)


def _sheet(name: str, sheets: Sequence[str], form: FileForm) -> str:
    """Name of the sheet that is wanted, or of the only one."""
    if not sheets or (form.sheet not in sheets and (form.sheet or len(sheets) > 1)):
        raise InputError(
            f"{name} has no sheet {form.sheet!r}. "
            f"Name one in the mapping (file.sheet): {', '.join(sheets)}."
        )
    return form.sheet or sheets[0]


def _records(rows: Iterable[Sequence[object]], form: FileForm) -> Iterator[Record]:
    """Row number and text of each row with any, as wide as the header or wider."""
    width, header_lines = 0, form.header_lines
    for line, row in enumerate(rows, start=1):
        cells = [cell if isinstance(cell, OddCell) else as_text(cell, form) for cell in row]
        filled = next((n for n in range(len(cells), 0, -1) if cells[n - 1].strip()), 0)
        # a title above the header is one cell wide, and says nothing of the rows below it
        if filled and header_lines and line >= form.header_row:
            width, header_lines = max(width, filled), header_lines - 1
        if filled:
            yield line, (*cells[: max(width, filled)], *[""] * (width - len(cells)))


def _rows(book: Workbook, content: BinaryIO, title: str, form: FileForm) -> Iterator[list[object]]:
    """Values of each row of a sheet; cells that must not be taken say why."""
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


# calamine is much faster and gives values only: it reads what can hold nothing odd.
PLAIN_UP_TO = 2**26  # unpacked; a plain book is in memory as a whole
# Failed formulas as text, blanks alone (which calamine drops), readings and escaped signs.
TEXTS = rb">\s*#|<(?:\w+:)?t\b[^>]*>\s+</|<(?:\w+:)?rPh|_x[0-9A-Fa-f]{4}_"
ODD_IN_TEXTS = re.compile(TEXTS)
ODD_IN_SHEET = re.compile(
    rb'<(?:\w+:)?(?:f|mergeCell)[\s/>]|\bt="(?:e|d|str)"|\bhidden="(?:1|true)"|v>-?\d{16}|' + TEXTS
)
ODD_IN_STYLES = re.compile(
    rb'numFmtId="(?:9|10|1[89]|2[0-2]|2[7-9]|3[0-6]|4[5-7]|5\d)"|formatCode="[^"]*[%\[hHsS]'
)  # percent, times, durations, and dates of other scripts
NAMED_STYLES = re.compile(rb"<cellStyleXfs.*?</cellStyleXfs>", re.DOTALL)  # offered, not used
ODD_IN_BOOK = re.compile(rb'\bdate1904="(?:1|true)"')
PARTS = (
    ("xl/worksheets/", ODD_IN_SHEET),
    ("xl/sharedStrings", ODD_IN_TEXTS),
    ("xl/styles", ODD_IN_STYLES),
    ("xl/workbook.xml", ODD_IN_BOOK),
)


def is_plain_book(content: BinaryIO) -> bool:
    """Whether nothing in a workbook is such that only openpyxl tells it from a value.

    Failed formulas, formulas without a result, percent, hidden and merged cells, times and whole
    numbers of over 15 digits are.
    """
    try:
        with ZipFile(content) as packed:
            names = packed.namelist()
            parts = [(name, odd) for name in names for part, odd in PARTS if name.startswith(part)]
            is_small = sum(packed.getinfo(name).file_size for name, _ in parts) <= PLAIN_UP_TO
            return (
                "xl/workbook.xml" in names
                and is_small
                and not any(name.startswith("xl/chartsheets/") for name in names)
                and not any(odd.search(_used(packed.read(name))) for name, odd in parts)
            )
    except NO_BOOK:
        return False
    finally:
        content.seek(0)


def _used(part: bytes) -> bytes:
    """Part of a workbook without the styles that it only offers, as LibreOffice does percent."""
    return NAMED_STYLES.sub(b"", part)


WITH_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
QUOTED = re.compile(r'"[^"]*"|\\.|_.')  # parts of a number format that are shown as they are
HIDDEN = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
NUMBER = re.compile(rb'\br="(\d+)"')
PIECE = 2**20
ASK = "Open the file in Excel or LibreOffice, save it and ingest it again"


def odd_cell(cell: Cell, formula: object, *, outdated: bool, decimal: str = ".") -> OddCell | None:
    """Give a cell with what is wrong with it; None where nothing is.

    Parameters
    ----------
    cell : Cell
        The cell with its stored result.
    formula : object
        Its formula; None where it has none.
    outdated : bool
        Whether the workbook says that its formulas are still to be calculated; a stored 0 is then
        only what its program put there.
    decimal : str
        Sign of decimals in the text that is made.

    Returns
    -------
    OddCell or None
        Its text and what is wrong with it.
    """
    value = cell.value
    open_formula = value is None and cell.data_type != "str"  # a text may be empty
    if formula is not None and (open_formula or (outdated and value == 0)):
        text = str(getattr(formula, "text", formula))
        return OddCell(text, f"cell {cell.coordinate} is a formula without a result. {ASK}")
    if cell.data_type == "e" or (isinstance(value, str) and is_failed_formula(value)):
        why = f"cell {cell.coordinate} is the failed formula {value}. Mend it, or empty the cell"
        return OddCell(str(value), why)
    if cell.data_type == "n" and value is not None and PERCENT in shown_as(cell):
        share = f"{(Decimal(str(value)) * 100).normalize():f}"
        why = (
            f"cell {cell.coordinate} is shown as {share} % and stored as {value}. "
            "Give its column the unit %, or format the cell as a number"
        )
        return OddCell(share.replace(".", decimal), why, PERCENT)
    return None


def shown_as(cell: Cell) -> str:
    """Give the number format of a cell without what is only text in it."""
    written = cell.number_format or ""
    return QUOTED.sub("", written) if PERCENT in written else written


def has_formulas(content: BinaryIO) -> bool:
    """Whether any sheet of a workbook has a formula; only then are formulas looked at."""
    with ZipFile(content) as packed:
        sheets = [name for name in packed.namelist() if name.endswith(".xml")]
        return any(_has_formula(packed, name) for name in sheets if "/worksheets/" in name)


def _has_formula(packed: ZipFile, name: str) -> bool:
    """Whether a part of a workbook has a formula."""
    end = b""
    with packed.open(name) as part:
        while chunk := part.read(PIECE):
            if WITH_FORMULA.search(end + chunk):
                return True
            end = chunk[-80:]
    return False


def hidden_rows(content: BinaryIO, part: str) -> tuple[int, ...]:
    """Numbers of the rows of a sheet that a spreadsheet does not show."""
    found, end = [], b""
    with ZipFile(content) as packed, packed.open(part.lstrip("/")) as rows:
        while chunk := rows.read(PIECE):
            whole, _, rest = (end + chunk).rpartition(b"<")
            found += [
                int(number) for row in HIDDEN.findall(whole) for number in NUMBER.findall(row)
            ]
            end = b"<" + rest
    return tuple(found)
