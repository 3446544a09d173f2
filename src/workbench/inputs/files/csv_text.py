"""Rows of a CSV file as text, decoded while they are read."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from workbench.errors import InputError
from workbench.inputs.files.declarations import FileForm
from workbench.inputs.files.sheets import Record

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

    Raises
    ------
    InputError
        If it is no text in the declared encoding, or no CSV.
    """
    encoding = "utf-8-sig" if form.encoding == "utf-8" else form.encoding
    begins = 1
    with io.TextIOWrapper(content, encoding, newline="") as text:
        reader = csv.reader(_lines(path, text), delimiter=form.delimiter, strict=True)
        try:
            for cells in reader:
                if cells:
                    yield begins, tuple(cells)
                begins = reader.line_num + 1
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
