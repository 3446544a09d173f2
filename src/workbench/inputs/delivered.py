"""Reading of a delivered file as text, with the line that each row stands in."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InputError
from workbench.inputs.declarations import DELIMITERS, FileForm
from workbench.inputs.sheets import EXCEL, excel_records, parquet_records

SHOWN = 20
RECORDS = {**dict.fromkeys(EXCEL, excel_records), ".parquet": parquet_records}


@dataclass(frozen=True)
class DeliveredFile:
    """A delivered file: its header, its rows as they were given and the line of each.

    Attributes
    ----------
    name, sha256 : str
        Name without folder, and hash of the content.
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
        place = self.header.index(name)
        return [row[place] if place < len(row) else "" for row in self.rows]


def read_delivered(path: Path, wanted: Iterable[str], form: FileForm) -> DeliveredFile:
    """Read a CSV, Excel or Parquet file with a header in its first line.

    Parameters
    ----------
    path : Path
        File.
    wanted : iterable of str
        Columns that it must have.
    form : FileForm
        How it is written.

    Raises
    ------
    InputError
        If it is missing, empty, not CSV as declared, or without a column that is wanted.
    """
    content = _content(path)
    found = list(RECORDS.get(path.suffix.lower(), _csv_records)(path, content, form))
    if not found:
        raise InputError(f"{path.name} is empty. Give a CSV file with a header and rows.")
    header = tuple(name.strip() for name in found[0][1])
    _refuse_columns(path, header, wanted, form)
    if len(found) == 1:
        raise InputError(f"{path.name} has a header and no rows. Give a file with rows.")
    lines, rows = zip(*found[1:], strict=True)
    return DeliveredFile(path.name, hashlib.sha256(content).hexdigest(), header, rows, lines)


def _content(path: Path) -> bytes:
    """Bytes of a file."""
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path} is a folder. Give one CSV file.") from None
    except OSError:
        raise InputError(f"There is no file {path} that can be read. Give a CSV file.") from None


def _text(path: Path, content: bytes, encoding: str) -> str:
    """Text of a file, in the encoding that is declared."""
    try:
        text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise InputError(
            f"{path.name}, row {row}: not text in {encoding.upper()}. "
            "Save it as CSV in UTF-8, or name its encoding in the mapping (file.encoding)."
        ) from None
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise InputError(f"{path.name}, row {row}: has a NUL byte. Give a CSV file of text.")
    return text


def _csv_records(
    path: Path, content: bytes, form: FileForm
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and cells of each row; blank lines are no rows."""
    text = io.StringIO(_text(path, content, form.encoding), newline="")
    reader = csv.reader(text, delimiter=form.delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if cells:
                yield begins, tuple(cells)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"{path.name}, row {begins}: no CSV ({error}). Close every quotation mark."
        ) from None


def _refuse_columns(
    path: Path, header: tuple[str, ...], wanted: Iterable[str], form: FileForm
) -> None:
    """Refuse a header in which a column that is wanted is missing or stands twice."""
    names = list(dict.fromkeys(wanted))
    missing = [name for name in names if name not in header]
    if missing:
        raise InputError(
            f"{path.name} has no column {_listed([repr(name) for name in missing])}. "
            f"It has: {_listed(header)}.{_other_delimiter(header, form)}"
        )
    twice = [name for name in names if header.count(name) > 1]
    if twice:
        raise InputError(
            f"{path.name} has the column {twice[0]!r} twice. Rename one of them, "
            "and name the one to use in the mapping."
        )


def _listed(names: Sequence[str]) -> str:
    """Names with commas between, no more than a reader takes in."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


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
