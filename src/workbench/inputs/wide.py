"""Reading of a wide CSV file as text, with the line that each row stands in."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InputError


@dataclass(frozen=True)
class WideFile:
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


def read_wide(path: Path, wanted: Iterable[str]) -> WideFile:
    """Read a CSV file in UTF-8 with commas and a header in its first line.

    Parameters
    ----------
    path : Path
        File.
    wanted : iterable of str
        Columns that it must have.

    Raises
    ------
    InputError
        If it is missing, empty, not CSV in UTF-8, or without a column that is wanted.
    """
    content = _content(path)
    found = list(_records(path, content))
    if not found:
        raise InputError(f"{path.name} is empty. Give a CSV file with a header and rows.")
    header = tuple(name.strip() for name in found[0][1])
    _refuse_columns(path, header, wanted)
    if len(found) == 1:
        raise InputError(f"{path.name} has a header and no rows. Give a file with rows.")
    lines, rows = zip(*found[1:], strict=True)
    return WideFile(path.name, hashlib.sha256(content).hexdigest(), header, rows, lines)


def _content(path: Path) -> bytes:
    """Bytes of a file."""
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path} is a folder. Give one CSV file.") from None
    except OSError:
        raise InputError(f"There is no file {path} that can be read. Give a CSV file.") from None


def _records(path: Path, content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and cells of each row; blank lines are no rows."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise InputError(
            f"{path.name}, row {row}: not text in UTF-8. Save it as CSV in UTF-8."
        ) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
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


def _refuse_columns(path: Path, header: tuple[str, ...], wanted: Iterable[str]) -> None:
    """Refuse a header in which a column that is wanted is missing or stands twice."""
    names = list(dict.fromkeys(wanted))
    missing = [name for name in names if name not in header]
    if missing:
        raise InputError(
            f"{path.name} has no column {', '.join(map(repr, missing))}. "
            f"It has: {', '.join(header)}."
        )
    twice = [name for name in names if header.count(name) > 1]
    if twice:
        raise InputError(
            f"{path.name} has the column {twice[0]!r} twice. Rename one of them, "
            "and name the one to use in the mapping."
        )
