"""A delivered file, read chunk by chunk as text with the line that each row stands in."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BufferedReader
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from workbench.errors import InputError
from workbench.inputs.files.arrangement import OtherTable, Record, by_key, joined, laid_out, stacked
from workbench.inputs.files.file_form import (
    DELIMITERS,
    FileForm,
    Join,
    OddCell,
    delimiter_line,
    quote_of,
)
from workbench.inputs.files.packed import unpacked
from workbench.inputs.files.sheets import (
    EXCEL,
    OTHER_BOOKS,
    excel_records,
    other_records,
    parquet_records,
)

SHOWN = 20
RECORDS = {
    **dict.fromkeys(EXCEL, excel_records),
    **dict.fromkeys(OTHER_BOOKS, other_records),
    ".parquet": parquet_records,
}


@dataclass(frozen=True)
class DeliveredFile:
    """Rows of a delivered file as they were given, all of them or a chunk.

    Attributes
    ----------
    name, sha256 : str
        Name without folder, and hash of the content; of a query, of its rows up to here.
    header : tuple of str
        Names of the columns.
    rows : tuple of tuple of str
        Cells of each row, blanks kept; a row may be shorter or longer than the header.
    lines : tuple of int
        Line in which each row begins; the header is line 1.
    """

    name: str
    sha256: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def column(self, name: str) -> list[str]:
        """Cells of a column; empty where a row is too short for it."""
        return list(self._columns[self.header.index(name)])

    def faults(self, name: str, units: Sequence[str] | str = "") -> list[str]:
        """Say of each cell of a column why it cannot be taken in its unit; empty where it can."""
        return faults(self.column(name), units)

    @cached_property
    def _columns(self) -> list[tuple[str, ...]]:
        """Cells by column; without rows all of them are empty."""
        width = len(self.header)
        full = (row if len(row) == width else (*row, *[""] * width)[:width] for row in self.rows)
        return list(zip(*full, strict=True)) or [()] * width


@dataclass(frozen=True)
class Delivered:
    """A delivered file or query that is open; its rows can be read once.

    Attributes
    ----------
    name : str
        Name without folder.
    header : tuple of str
        Names of the columns.
    records : iterator of (int, tuple of str)
        Line and cells of each row.
    sha256 : callable
        Hash of the content; of a query, of the rows that were read so far.
    """

    name: str
    header: tuple[str, ...]
    records: Iterator[Record]
    sha256: Callable[[], str]

    def chunks(self, n_rows: int) -> Iterator[DeliveredFile]:
        """Rows in chunks of so many, in their order."""
        while found := tuple(islice(self.records, n_rows)):
            lines, rows = zip(*found, strict=True)
            yield DeliveredFile(self.name, self.sha256(), self.header, rows, lines)


@contextmanager
def open_delivered(path: Path, wanted: Iterable[str], form: FileForm) -> Iterator[Delivered]:
    """Open a CSV, Excel, OpenDocument or Parquet file with a header in its first line.

    Parameters
    ----------
    path : Path
        File.
    wanted : iterable of str
        Columns that it must have.
    form : FileForm
        How it is written.

    Yields
    ------
    Delivered
        The file, open.

    Raises
    ------
    InputError
        If it is missing, empty, not CSV as declared, or without a column that is wanted.
    """
    with ExitStack() as opened:
        hashes: list[str] = []
        records = _tables(path, form, opened, hashes)
        sha256 = _of_all(hashes)
        header = next(records, None)
        if header is None:
            raise InputError(f"{path.name} is empty. Give a CSV file with a header and rows.")
        names = tuple("" if isinstance(name, OddCell) else name.strip() for name in header[1])
        refuse_columns(path.name, names, wanted, form, all_faults([header[1]]))
        yield Delivered(path.name, names, some_records(path.name, records), lambda: sha256)


def _tables(path: Path, form: FileForm, opened: ExitStack, hashes: list[str]) -> Iterator[Record]:
    """Header and rows of a file, of several sheets or files of a delivery, with what is joined."""
    if form.files:
        alone = form.model_copy(update={"files": "", "join": ()})
        found = _files(path, form.files)
        records = stacked((one.name, _tables(one, alone, opened, hashes)) for one in found)
    elif form.sheets:
        titles = form.sheets
        forms = [form.model_copy(update={"sheet": one, "sheets": ()}) for one in titles]
        parts = [_table(path, one, opened, hashes) for one in forms]
        records = stacked(zip(titles, parts, strict=True))
    else:
        records = _table(path, form, opened, hashes)
    for join in form.join:
        records = joined(records, join.on, _other(path, join, form, hashes))
    return records


def _of_all(hashes: Sequence[str]) -> str:
    """Hash of the one file that was opened, or of the hashes of several."""
    only = len(set(hashes)) == 1
    return hashes[0] if only else hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def _table(path: Path, form: FileForm, opened: ExitStack, hashes: list[str]) -> Iterator[Record]:
    """Header and rows of one table."""
    content = opened.enter_context(_content(path))
    hashes.append(hashlib.file_digest(content, "sha256").hexdigest())
    content.seek(0)
    inner, table = unpacked(path, content)
    opened.enter_context(table)
    records = RECORDS.get(inner.suffix.lower(), csv_records)(inner, table, form)
    return laid_out(path.name, records, form)


def _files(folder: Path, pattern: str) -> list[Path]:
    """Files of a delivery, by name; those beside a file where one is given."""
    within = folder if folder.is_dir() else folder.parent
    found = sorted(one for one in within.glob(pattern) if one.is_file())
    if not found:
        raise InputError(f"{within} has no file {pattern} (file.files). Give the folder of them.")
    return found


def _other(path: Path, join: Join, form: FileForm, hashes: list[str]) -> OtherTable:
    """Table that is joined to those of a file."""
    within = path if path.is_dir() else path.parent
    file = within / join.file if join.file else path
    written = form.model_dump(include={"delimiter", "decimal", "encoding"})
    own = FileForm(**written, sheet=join.sheet, header_row=join.header_row)
    other = read_delivered(file, [join.key or join.on], own)
    hashes.append(other.sha256)
    name = f"{file.name}, sheet {join.sheet!r}" if join.sheet else file.name
    return by_key(name, other.header, other.rows, join.key or join.on)


def read_delivered(path: Path, wanted: Iterable[str], form: FileForm) -> DeliveredFile:
    """Read all rows of a small file; see `open_delivered`."""
    with open_delivered(path, wanted, form) as delivered:
        lines, rows = zip(*delivered.records, strict=True)
        return DeliveredFile(delivered.name, delivered.sha256(), delivered.header, rows, lines)


def refuse_faults(name: str, rows: Iterable[Sequence[str]]) -> None:
    """Refuse rows with cells that cannot be taken as they are, such as failed formulas."""
    found = list(all_faults(rows))
    if found:
        raise InputError(f"{name}: {_listed(found, '; ')}.")


def _content(path: Path) -> BufferedReader:
    """File, open for reading of its bytes."""
    try:
        content = path.open("rb")
    except IsADirectoryError:
        raise InputError(f"{path} is a folder. Give one CSV file.") from None
    except OSError:
        raise InputError(f"There is no file {path} that can be read. Give a CSV file.") from None
    if not content.seekable():
        content.close()
        raise InputError(f"{path} is no file but a stream. Save it to a file, and give that.")
    return content


def some_records(name: str, records: Iterator[Record]) -> Iterator[Record]:
    """Rows of a file that has any."""
    first = next(records, None)
    if first is None:
        raise InputError(f"{name} has a header and no rows. Give a file with rows.")
    return chain([first], records)


def refuse_columns(
    name: str,
    header: tuple[str, ...],
    wanted: Iterable[str],
    form: FileForm,
    faults: Iterable[str] = (),
) -> None:
    """Refuse a header in which a column that is wanted is missing or stands twice."""
    names = list(dict.fromkeys(wanted))
    missing = [column for column in names if column not in header]
    if missing:
        raise InputError(
            f"{name} has no column {_listed([repr(column) for column in missing])}. "
            f"It has: {_listed(header)}.{_other_delimiter(header, form)}"
            + "".join(f" In the header, {fault}." for fault in faults)
        )
    twice = [column for column in names if header.count(column) > 1]
    if twice:
        raise InputError(
            f"{name} has the column {twice[0]!r} twice. Rename one of them, "
            "and name the one to use in the mapping."
        )


def _listed(names: Sequence[str], between: str = ", ") -> str:
    """Names with commas between, no more than a reader takes in."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return between.join(names[:SHOWN]) + more


def _other_delimiter(header: tuple[str, ...], form: FileForm) -> str:
    """Hint at the delimiter of a header that is all one cell; empty where there is none."""
    found = [
        name
        for name, sign in DELIMITERS.items()
        if len(header) == 1 and sign in header[0] and sign != form.delimiter
    ]
    return (
        f" Its delimiter may be {found[0]}: say so in the mapping (file.delimiter)."
        if found
        else ""
    )


BLOCK = 1 << 20


def csv_records(path: Path, content: BinaryIO, form: FileForm) -> Iterator[Record]:
    """Line and cells of each row; blank lines are no rows.

    Parameters
    ----------
    path : Path
        File, for messages.
    content : binary file
        Its bytes.
    form : FileForm
        How it is written.

    Yields
    ------
    tuple of (int, tuple of str)
        Line and cells of a row.

    Raises
    ------
    InputError
        If it is no text in the declared encoding, or no CSV.
    """
    encoding = "utf-8-sig" if form.encoding == "utf-8" else form.encoding
    with io.TextIOWrapper(content, encoding, newline="") as text:
        lines, begins = _lines(path, text), 1
        try:
            delimiter, lines, n_before = _declared_within(lines, form.delimiter)
            begins = n_before
            first = next(lines, "")
            quote = quote_of(first, delimiter)
            reader = csv.reader(
                chain([first], lines), delimiter=delimiter, quotechar=quote, strict=True
            )
            for cells in reader:
                if cells:
                    yield begins, tuple(cells)
                begins = reader.line_num + n_before
        except csv.Error as error:
            raise InputError(
                f"{path.name}, row {begins}: no CSV ({error}). Close every quotation mark."
            ) from None
        except UnicodeDecodeError:
            row = _undecodable_row(content, encoding)
            raise InputError(
                f"{path.name}, row {row}: not text in {form.encoding.upper()}. "
                "Save it as CSV in UTF-8, or name its encoding in the mapping (file.encoding)."
            ) from None


def _declared_within(lines: Iterator[str], declared: str) -> tuple[str, Iterator[str], int]:
    """Delimiter, the lines of the table, and the number of the first: after Excel's `sep=;`."""
    first = next(lines, "")
    found = delimiter_line(first)
    if found:
        return found, lines, 2
    return declared, chain([first] if first else [], lines), 1


def _lines(path: Path, text: io.TextIOWrapper) -> Iterator[str]:
    """Lines of a text that has no NUL in it."""
    for row, line in enumerate(text, start=1):
        if "\0" in line:
            raise InputError(f"{path.name}, row {row}: has a NUL byte. Give a CSV file of text.")
        yield line


def _undecodable_row(content: BinaryIO, encoding: str) -> int:
    """Line with the first bytes that are no text."""
    content.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    row, block = 1, b"\n"
    while block:
        block = content.read(BLOCK)
        try:
            row += decoder.decode(block, final=not block).count("\n")
        except UnicodeDecodeError as error:
            return row + error.object[: error.start].count(b"\n")
    return row


def faults(cells: Sequence[str], units: Sequence[str] | str = "") -> list[str]:
    """Say of each cell why it cannot be taken; empty where it can.

    Parameters
    ----------
    cells : sequence of str
        Cells of a column or row.
    units : sequence of str, or str
        Unit that each is declared to be in.

    Returns
    -------
    list of str
        What is wrong with each cell; empty where nothing is.

    Examples
    --------
    >>> faults(["1", OddCell("2.3", "cell B2 is shown as 2.3 %", "%")])
    ['', 'cell B2 is shown as 2.3 %']
    >>> faults([OddCell("2.3", "cell B2 is shown as 2.3 %", "%")], "%")
    ['']
    """
    if OddCell not in set(map(type, cells)):
        return [""] * len(cells)
    own = [units] * len(cells) if isinstance(units, str) else units
    return [_fault(cell, unit) for cell, unit in zip(cells, own, strict=True)]


def _fault(cell: str, unit: str) -> str:
    """Say why a cell cannot be taken in a unit."""
    if not isinstance(cell, OddCell) or (cell.unit and cell.unit == unit):
        return ""
    return cell.why


def all_faults(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Say what is wrong with each cell of some rows that cannot be taken."""
    for row in rows:
        yield from filter(None, faults(row))
