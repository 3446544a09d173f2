"""Tables of a report as one workbook: cover, notes, meaning of columns, and one table a sheet.

Real headings, one table a sheet, no merged and no empty cells between: what reads a sheet aloud, or
into another program, finds what it looks for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from workbench.findings import safe_text
from workbench.vocabulary.places import place_name
from workbench.words.wording import words_of

LONGEST_NAME = 31  # characters that a sheet may be named with
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # which a workbook cannot hold
WIDEST, NARROWEST = 60, 10  # characters
HEADER = 4  # row of the headings: title, what it holds and a blank line come before
LONGEST_CELL = 32_767  # characters that a cell may hold
COVER, NOTES, COLUMNS = OWN = ("sheet-cover", "sheet-notes", "sheet-columns")
Content = Mapping[str, Any]
Rows = Sequence[Sequence[object]]


def write_workbook(results: Path, page: Path) -> Path:
    """Write the tables of a report as a workbook, beside its results.

    Parameters
    ----------
    results : Path
        `<area>/<report>.results.json`.
    page : Path
        Its page, which the cover leads to.

    Returns
    -------
    Path
        `<area>/<report>.xlsx`.

    References
    ----------
    .. [1] Government Analysis Function, "Releasing statistics in spreadsheets," 2021,
       analysisfunction.civilservice.gov.uk.
    """
    content = json.loads(results.read_text(encoding="utf-8"))
    book, words = Workbook(), words_of()
    title = f"{words.code('report', content['report'])}, {place_name(content['area'])}"
    book.properties.title, book.properties.language = title, words.language
    book.properties.creator = "workbench"
    tables = {name: one for name, one in content["tables"].items() if one["rows"]}
    sheets = _sheet_names(tables, taken=[words.plain(one) for one in OWN])
    cover = book.active
    cover.title = words.plain(COVER)
    _fill_cover(cover, title, content, sheets, page.name)
    _list_sheet(book, NOTES, ("note-kind", "note-text"), [*_notes(content)])
    columns = ("column-sheet", "column-heading", "column-unit", "column-meaning")
    _list_sheet(book, COLUMNS, columns, [*_columns(tables, sheets)])
    for name, table in tables.items():
        _table_sheet(book.create_sheet(sheets[name]), table)
    path = results.with_name(f"{content['report']}.xlsx")
    book.save(path)
    return path


def _sheet_names(tables: Content, taken: Sequence[str]) -> dict[str, str]:
    """Name a sheet after each table, in as many characters as a sheet may have."""
    found: dict[str, str] = {}
    used = {one.casefold() for one in taken}
    for name, table in tables.items():
        title = NOT_IN_NAMES.sub(" ", table["title"]).strip("' ")[:LONGEST_NAME].strip() or name
        given, number = title, 2
        while given.casefold() in used:
            given = f"{title[: LONGEST_NAME - 4]} {number}"
            number += 1
        used.add(given.casefold())
        found[name] = given
    return found


def _fill_cover(
    sheet: Worksheet, title: str, content: Content, sheets: Mapping[str, str], page: str
) -> None:
    """Say what the workbook is of, what was found first, and which sheets there are."""
    words = words_of()
    fictional = [words.plain("page-fictional")] if content["fictional"] else []
    headline = [one["sentence"] for one in content["findings"][:1]]
    lines = [title, *fictional, *headline, words.plain("sheet-about")]
    for number, text in enumerate(lines, start=1):
        _put(sheet, number, 1, text)
    sheet.cell(1, 1).font = Font(bold=True, size=16)
    _link(sheet, len(lines) + 1, page, page)
    begin = len(lines) + 3
    _put(sheet, begin, 1, words.plain("sheet-list"))
    sheet.cell(begin, 1).font = Font(bold=True)
    named = [words.plain(one) for one in OWN[1:]]
    for number, name in enumerate([*named, *sheets.values()], start=begin + 1):
        quoted = name.replace("'", "''")
        _link(sheet, number, f"#'{quoted}'!A1", name)
    sheet.column_dimensions["A"].width = WIDEST


def _link(sheet: Worksheet, number: int, address: str, text: str) -> None:
    """Put a link."""
    _put(sheet, number, 1, text)
    sheet.cell(number, 1).hyperlink = address
    sheet.cell(number, 1).style = "Hyperlink"


def _notes(content: Content) -> Iterator[tuple[str, str]]:
    """Key messages, exclusions, sources and parameters, each with its kind."""
    words = words_of()
    sentences = {one["id"]: one["sentence"] for one in content["findings"]}
    for name in content["key_messages"]:
        yield words.plain("note-key-message"), sentences.get(name, name)
    for one in content["left_out"]:
        count = "" if one["count"] is None else f" ({one['count']})"
        yield words.plain("note-excluded"), f"{one['what']}: {one['why']}{count}"
    for one in content["data"]["sources"]:
        about = ", ".join(filter(None, (one["owner"], one["licence"], one["mapping"])))
        yield words.plain("note-source"), f"{one['file']} ({about})"
    for name, one in content["parameters"].items():
        yield words.plain("page-parameter"), f"{name}: {json.dumps(one['value'])}"


def _columns(tables: Content, sheets: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Heading, unit and meaning of each column of each sheet."""
    for name, table in tables.items():
        for heading, one in zip(_headings(table), table["columns"], strict=True):
            yield sheets[name], heading, one["unit"], one["meaning"]


def _headings(table: Content) -> list[str]:
    """Headings of a table, each once: what has no heading on the page has its name."""
    found: list[str] = []
    for one in table["columns"]:
        unit = f" [{one['unit']}]" if one["unit"] not in {"", "1"} else ""
        heading = f"{one['heading'] or one['name']}{unit}"
        again = heading.casefold() in {each.casefold() for each in found}
        found.append(f"{heading} ({one['name']})" if again else heading)
    return found


def _list_sheet(book: Workbook, name: str, columns: Sequence[str], rows: Rows) -> None:
    """Add a sheet with a list of texts."""
    words = words_of()
    sheet = book.create_sheet(words.plain(name))
    _fill_table(sheet, words.plain(name), [words.plain(one) for one in columns], rows)


def _table_sheet(sheet: Worksheet, table: Content) -> None:
    """Put a table on its sheet; the first column names the row, as in the CSV."""
    names = [one["name"] for one in table["columns"]]
    rows = [[key, *(cells[name] for name in names)] for key, cells in table["rows"].items()]
    headings = [words_of().plain("column-row"), *_headings(table)]
    _fill_table(sheet, table["title"], headings, rows)


def _fill_table(sheet: Worksheet, title: str, headings: Sequence[str], rows: Rows) -> None:
    """Write title and table, so that the sheet has one table with real headings."""
    _put(sheet, 1, 1, title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    _put(sheet, 2, 1, words_of().plain("sheet-one-table"))
    for place, heading in enumerate(headings, start=1):
        _put(sheet, HEADER, place, heading)
        sheet.cell(HEADER, place).alignment = Alignment(wrap_text=True, vertical="top")
        longest = max((len(str(cells[place - 1])) for cells in rows[:50]), default=0)
        width = min(max(longest, NARROWEST, len(heading) // 2), WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, cells in enumerate(rows, start=HEADER + 1):
        for place, cell in enumerate(cells, start=1):
            _put(sheet, number, place, cell)
    if rows:
        last = f"{get_column_letter(len(headings))}{HEADER + len(rows)}"
        named = Table(displayName=f"table_{len(sheet.parent.sheetnames)}", ref=f"A{HEADER}:{last}")
        named.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        sheet.add_table(named)
    sheet.freeze_panes = sheet.cell(HEADER + 1, 2)


def _put(sheet: Worksheet, number: int, place: int, cell: object) -> None:
    """Write a cell: text as text, whatever it begins with; what is missing stays empty."""
    if cell is None or cell == "":
        return
    target = sheet.cell(number, place)
    if isinstance(cell, bool | int | float):
        target.value = cell
        return
    target.value = CONTROL.sub("", str(safe_text(str(cell))))[:LONGEST_CELL]
    target.data_type = "s"
