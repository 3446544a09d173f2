"""A workbook without anything odd is read by the fast road, and gives what the slow one does."""

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from workbench.inputs.files import sheets
from workbench.inputs.files.file_form import FileForm

PLAIN = [
    ["site", "date", "Cd", "n", "note"],
    ["P 1", date(2004, 5, 6), 0.1 + 0.2, 7, "  kept  "],
    ["007", date(1999, 12, 31), 1e-7, -3, "two\nlines"],
    ["Süd & <Nord>", None, 123456789.125, 10**15 - 1, "1e5"],
    [True, False, 0, 0.5, "TRUE"],
    [],
    [None, None, 1e22, 2.50, "=not a formula".strip("=")],
    ["last", "", -0.0, 100, None],
]
ODD = {
    "a formula": lambda sheet: sheet.append(["=1+1"]),
    "a failed formula": lambda sheet: sheet.append(["#REF!"]),
    "a percentage": lambda sheet: setattr(sheet["C2"], "number_format", "0.0%"),
    "a built-in percentage": lambda sheet: setattr(sheet["C2"], "number_format", "0%"),
    "a hidden row": lambda sheet: setattr(sheet.row_dimensions[2], "hidden", True),
    "a hidden column": lambda sheet: setattr(sheet.column_dimensions["B"], "hidden", True),
    "merged cells": lambda sheet: sheet.merge_cells("A2:A3"),
    "a time": lambda sheet: sheet.append([time(12, 30)]),
    "a time of a day": lambda sheet: sheet.append([datetime.fromisoformat("2004-05-06T12:30:01")]),
    "a duration": lambda sheet: sheet.append([timedelta(hours=30)]),
    "a blank": lambda sheet: sheet.append([" "]),
    "a text like a failed formula": lambda sheet: sheet.append([" #N/A"]),
    "an escaped sign": lambda sheet: sheet.append(["a_x000D_b"]),
}


def book_of(rows, change=None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    content = io.BytesIO()
    book.save(content)
    content.seek(0)
    return content


def slowly(content, form):
    book = sheets.open_book("a.xlsx", content)
    return list(sheets._records(sheets._rows(book, content, book.sheetnames[0], form), form))


def test_a_plain_book_gives_the_same_by_both_roads():
    content, form = book_of(PLAIN), FileForm()
    assert sheets.is_plain_book(content)
    found = list(sheets.excel_records(Path("a.xlsx"), content, form))
    assert found == slowly(content, form)
    assert [line for line, _ in found] == [1, 2, 3, 4, 5, 7, 8]


@pytest.mark.parametrize("what", ODD)
def test_a_book_with_anything_odd_is_read_by_the_slow_road(what):
    content, form = book_of(PLAIN, ODD[what]), FileForm()
    assert not sheets.is_plain_book(content)
    assert list(sheets.excel_records(Path("a.xlsx"), content, form)) == slowly(content, form)


def test_a_whole_number_of_more_digits_than_a_float_has_is_read_by_the_slow_road():
    long = io.BytesIO()
    with ZipFile(book_of([["n"], [7]])) as short, ZipFile(long, "w") as packed:
        for name in short.namelist():
            packed.writestr(name, short.read(name).replace(b"<v>7<", b"<v>12345678901234567<"))
    assert not sheets.is_plain_book(long)
    found = list(sheets.excel_records(Path("a.xlsx"), long, FileForm()))
    assert found[1] == (2, ("12345678901234567",))


def test_a_book_of_rows_that_begin_further_down_keeps_their_lines():
    content, form = book_of([[], [], [None, "site"], [None, "P1"]]), FileForm()
    assert sheets.is_plain_book(content)
    found = list(sheets.excel_records(Path("a.xlsx"), content, form))
    assert found == slowly(content, form) == [(3, ("", "site")), (4, ("", "P1"))]
