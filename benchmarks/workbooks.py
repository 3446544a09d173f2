"""Time to read a workbook by openpyxl and by the road for what holds nothing odd.

Run as `python benchmarks/workbooks.py`.
"""

from __future__ import annotations

import argparse
import datetime
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from workbench.inputs.files import sheets
from workbench.inputs.files.file_form import FileForm

FORM = FileForm()


def written(path: Path, n_rows: int) -> None:
    """Write a plain workbook: texts, dates, numbers and empty cells."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.append(["site", "date", "As", "Cd", "Pb", "unit", "note"])
    for i in range(n_rows):
        day = datetime.date(2001 + i % 20, 1 + i % 12, 3)
        note = None if i % 3 else "a b"
        sheet.append([f"P{i}", day, i * 0.013, i % 97 / 7, i % 400, "mg/kg", note])
    book.save(path)


def by_openpyxl(path: Path) -> list[sheets.Record]:
    """Rows by the road that sees what is odd."""
    with path.open("rb") as content:
        book = sheets.open_book(path.name, content)
        return list(sheets._records(sheets._rows(book, content, "data", FORM), FORM))


def as_ingested(path: Path) -> list[sheets.Record]:
    """Rows as `ingest` reads them."""
    with path.open("rb") as content:
        return list(sheets.excel_records(path, content, FORM))


def timed(read: Callable[[Path], list[sheets.Record]], path: Path) -> tuple[float, object]:
    """Read, and give the processor time in seconds with what was read."""
    begins = time.process_time()
    found = read(path)
    return time.process_time() - begins, found


def main() -> None:
    """Print both times and their ratio, and whether the rows are the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    n_rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        written(path, n_rows)
        by_openpyxl(path), as_ingested(path)  # imports are no part of it
        (slow, one), (fast, other) = timed(by_openpyxl, path), timed(as_ingested, path)
    print(f"{n_rows} rows: openpyxl {slow:.2f} s, as ingested {fast:.2f} s")
    print(f"ratio {slow / fast:.1f}")
    print("the same rows" if one == other else "other rows")


if __name__ == "__main__":
    main()
