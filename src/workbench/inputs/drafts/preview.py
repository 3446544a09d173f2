"""A first look at an unknown file: how it is written, and what stands in its columns."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from workbench.errors import InputError
from workbench.inputs.areas.points import GEOGRAPHIC, read_points
from workbench.inputs.drafts.headings import read_heading
from workbench.inputs.files.arrangement import Record
from workbench.inputs.files.delivered import RECORDS, DeliveredFile, all_faults, read_delivered
from workbench.inputs.files.file_form import FileForm, OddCell, delimiter_of, encoding_of, text_of
from workbench.inputs.files.packed import PACKED, inner_name, unpacked
from workbench.inputs.files.sheets import EXCEL, OTHER_BOOKS, sheets_of
from workbench.vocabulary.languages import heading_role, meanings, role_of
from workbench.vocabulary.notation import without_below

COMMA = re.compile(r"[+-]?\d+,\d+")
POINT = re.compile(r"[+-]?\d+\.\d+")
GROUPED = {",": re.compile(r"\d{1,3}(\.\d{3})+,\d+"), ".": re.compile(r"\d{1,3}(,\d{3})+\.\d+")}
APART = {  # groups of three digits with a blank or an apostrophe between, which is no decimal sign
    " ": re.compile(r"[+-]?[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?"),
    "'": re.compile(r"[+-]?[1-9]\d{0,2}(?:['\u2019\u02bc\u00b4]\d{3})+(?:[.,]\d+)?"),
}
UNIT_BEHIND = re.compile(r"(?<=\d)\s?(?:[^\W\d]{1,2}g\s?/\s?k?g\b.{0,12}|%|pp[mb])$")
SHOWN = 12
LONGEST_SAMPLE = 4_000  # signs
LINES_TO_HEADER = 40  # of the file, among which its header is looked for
NOWHERE: Mapping[str, object] = {}
MAYBE_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


@dataclass(frozen=True)
class Look:
    """What was seen of a file.

    Attributes
    ----------
    name : str
        Name of the file.
    form : FileForm
        How it seems to be written.
    columns : mapping of str to list of str
        Cells of each column that has a name of its own, without blanks around them.
    doubts : tuple of str
        What may be otherwise, and what cannot be used.
    first : tuple of (int, tuple of str)
        First lines of the file, before anybody looked for the header.
    """

    name: str
    form: FileForm
    columns: Mapping[str, list[str]]
    doubts: tuple[str, ...]
    first: tuple[Record, ...] = ()


def look_at(path: Path, placed: Mapping[str, object] = NOWHERE) -> Look:
    """Look at a CSV, Excel, OpenDocument, geographic or Parquet file.

    Parameters
    ----------
    path : Path
        File.
    placed : mapping of str to object
        Where its header is, as keys of `FileForm`; the first line without any.

    Returns
    -------
    Look
        What was seen.

    Raises
    ------
    InputError
        If it cannot be read at all.
    """
    is_place = path.suffix.lower() in GEOGRAPHIC and path.is_file()
    packed = is_place or inner_name(path).suffix.lower() in RECORDS
    form, doubts = _packed_form(path) if packed else _text_form(path)
    form = form.model_copy(update=dict(placed))
    file = read_points(path, (), form) if is_place else read_delivered(path, (), form)
    columns, lost = _columns(file)
    doubts += lost + [f"cannot be taken: {fault}" for fault in islice(all_faults(file.rows), SHOWN)]
    decimal, about_decimals = _signs(columns)
    if packed and (decimal["decimal"] == "," or any(map(COMMA.search, about_decimals))):
        # a number of a sheet is shown with the sign that is declared; text in it is not
        form = form.model_copy(update={"decimal": ","})
        file = read_delivered(path, (), form)
        columns, _ = _columns(file)
        decimal, about_decimals = _signs(columns)
    doubts += about_decimals
    rows = islice(zip(file.lines, file.rows, strict=True), LINES_TO_HEADER)
    first = ((file.lines[0] - 1, file.header), *rows)
    return Look(path.name, form.model_copy(update=decimal), columns, tuple(doubts), first)


def seen(look: Look, table: DeliveredFile, form: FileForm) -> Look:
    """Give what some rows of a file look like in another form."""
    columns, _ = _columns(table)
    decimal, _ = _signs(columns)
    return Look(look.name, form.model_copy(update=decimal), columns, ())


def _packed_form(path: Path) -> tuple[FileForm, list[str]]:
    """Sheet of a workbook: the only one, or the one with the most cells; and what to look at."""
    suffix = path.suffix.lower()
    if suffix not in (*EXCEL, *OTHER_BOOKS) or not path.is_file():
        return FileForm(), []
    listed = sheets_of(path.name, io.BytesIO(path.read_bytes()))
    largest = max(listed, key=lambda sheet: sheet.n_cells)
    doubts = []
    alike = _sheets_alike(path, [s.title for s in listed if not s.is_hidden], largest.title)
    if len(alike) > 1:
        doubts.append(f"file.sheets: all with the header of {few([largest.title])}")
    elif len(listed) > 1:
        doubts.append(f"file.sheet: the largest of {few({s.title: s.n_cells for s in listed})}")
    hidden = [sheet.title for sheet in listed if sheet.is_hidden]
    if hidden:
        doubts.append(f"sheets that are hidden: {few(hidden)}")
    if largest.hidden_rows:
        rows = few(map(str, largest.hidden_rows))
        doubts.append(f"rows that are hidden, and are read all the same: {rows}")
    if suffix in OTHER_BOOKS:
        doubts.append("failed formulas are empty cells here, and 2.3 % is 0.023: save it as .xlsx")
    if len(alike) > 1:
        return FileForm(sheets=alike), doubts
    return FileForm(sheet=largest.title if len(listed) > 1 else ""), doubts


MOST_SHEETS = 40


def _sheets_alike(path: Path, titles: list[str], largest: str) -> tuple[str, ...]:
    """List the sheets whose first line is that of the largest, and holds several headings."""
    if not 1 < len(titles) <= MOST_SHEETS:
        return ()
    headers: dict[str, tuple[str, ...]] = {}
    for title in titles:
        try:
            headers[title] = read_delivered(path, (), FileForm(sheet=title)).header
        except InputError:  # an empty sheet, or one with a table of another shape
            continue
    wanted = headers.get(largest, ())
    is_header = len(set(wanted) - {""}) > 2
    return tuple(t for t, header in headers.items() if is_header and header == wanted)


def _text_form(path: Path) -> tuple[FileForm, list[str]]:
    """Find encoding and delimiter of a file of text."""
    try:
        content = path.read_bytes()
    except OSError:
        raise InputError(
            f"There is no file {path} that can be read. Give the path of one."
        ) from None
    if path.suffix.lower() in PACKED:
        with io.BytesIO(content) as packed, unpacked(path, packed)[1] as table:
            content = table.read()
    encoding = encoding_of(content)
    form = FileForm(delimiter=delimiter_of(text_of(content)), encoding=encoding)
    if encoding in {"utf-8", "utf-16"}:
        return form, []
    if not encoding.startswith("utf-"):
        encoding = _by_headings(content, encoding, form.delimiter)
        form = form.model_copy(update={"encoding": encoding})
    return form, [f"file.encoding: not UTF-8, read as {encoding}; look at names with accents"]


# Encodings of old programs, which a guess by letters does not tell from those of regions.
OF_OLD_PROGRAMS = ("mac_roman", "cp850", "koi8_r")


def _by_headings(content: bytes, guessed: str, delimiter: str) -> str:
    """Find the encoding in which the most headings are known words; of several the guess."""
    lines = content.splitlines()[:LINES_TO_HEADER]
    sample = b"\n".join(line for line in lines if not line.isascii())

    def known(encoding: str) -> int:
        text = sample.decode(encoding, errors="replace")[:LONGEST_SAMPLE]
        cells = [cell.strip(" \"'") for cell in re.split(f"[\n{re.escape(delimiter)}]", text)]
        accented = {cell for cell in cells if cell and not cell.isascii()}
        return sum(bool(heading_role(cell) or read_heading(cell).code) for cell in accented)

    return max((guessed, *OF_OLD_PROGRAMS), key=known)  # of several the first


def _columns(file: DeliveredFile) -> tuple[dict[str, list[str]], list[str]]:
    """Cells of the columns with a name of their own, and which have none."""
    counts = Counter(file.header)
    wider = sum(len(row) > len(file.header) for row in file.rows)
    twice = [name for name in counts if name and counts[name] > 1]
    doubts = [f"columns of the same name, not drafted: {few(twice)}"] if twice else []
    if 2 * wider > len(file.rows):
        doubts.append(f"{few(file.header)} may be no header: name its line (file.header_row)")
    if counts[""]:
        doubts.append(f"{counts['']} columns have no name (merged cells?) and are not drafted")
    doubts += _signs_without_heading(file)
    places = {name: n for n, name in enumerate(file.header) if name and counts[name] == 1}
    columns = {
        name: [_usable(row[n]).strip() if n < len(row) else "" for row in file.rows]
        for name, n in places.items()
    }
    return columns, doubts


def _signs_without_heading(file: DeliveredFile) -> list[str]:
    """Ask about columns without a heading of their own that hold signs for less than, or flags."""
    known, counts = meanings("flag"), Counter(file.header)
    doubts = []
    for place, name in enumerate(file.header):
        if name and counts[name] == 1:
            continue
        cells = {row[place].strip() for row in file.rows if place < len(row)} - {""}
        if cells and all(cell.casefold() in known and not cell.isdecimal() for cell in cells):
            before = few([file.header[place - 1]]) if place else "the first column"
            doubts.append(
                f"column {place + 1}, behind {before}, has no heading of its own and holds "
                f"{few(sorted(cells))}: give it one, or what it says of limits is lost"
            )
    return doubts


def _usable(cell: str) -> str:
    """Text of a cell; percent as it is shown, and nothing of a formula without a result."""
    return "" if isinstance(cell, OddCell) and not cell.unit else cell


AXES = ("longitude", "latitude")
Sign = Literal["", ".", ",", " ", "'"]


def _signs(columns: Mapping[str, list[str]]) -> tuple[dict[str, Sign], list[str]]:
    """Decimal and thousands signs that most numbers have, and what speaks against them.

    Degrees decide nothing beside other broken numbers: a device may write them with its own sign.
    """
    apart_from_degrees = {
        name: cells
        for name, cells in columns.items()
        if not ((role := role_of(name)) and role.name in AXES)
    }
    contents = [cell for column in apart_from_degrees.values() for cell in column]
    is_told = any(COMMA.fullmatch(cell) or POINT.fullmatch(cell) for cell in contents)
    cells = contents if is_told else [cell for column in columns.values() for cell in column]
    numbers = Counter(UNIT_BEHIND.sub("", without_below(cell)[1]) for cell in cells)
    with_comma = Counter({cell: n for cell, n in numbers.items() if COMMA.fullmatch(cell)})
    with_point = Counter({cell: n for cell, n in numbers.items() if POINT.fullmatch(cell)})
    grouped = {sign: [n for n in numbers if GROUPED[sign].fullmatch(n)] for sign in GROUPED}
    apart = {sign: [n for n in numbers if APART[sign].fullmatch(n)] for sign in APART}
    in_groups = [number for found in apart.values() for number in found]
    commas = with_comma.total() + len(grouped[","]) + sum("," in one for one in in_groups)
    points = with_point.total() + len(grouped["."]) + sum("." in one for one in in_groups)
    decimal: Literal[".", ","] = "," if commas > points else "."
    thousands: Sign = ("." if decimal == "," else ",") if grouped[decimal] else ""
    if not thousands:
        thousands = " " if apart[" "] else "'" if apart["'"] else ""
    others = [*(with_point if decimal == "," else with_comma), *grouped[_other(decimal)]]
    doubts = [f"file.decimal: {decimal!r}, but there are also {few(others)}"] if others else []
    if with_comma and all(MAYBE_THOUSANDS.fullmatch(cell) for cell in with_comma):
        doubts.append(f"file.thousands: {few(with_comma)} may be thousands")
    return {"decimal": decimal, "thousands": thousands}, doubts


def _other(decimal: str) -> str:
    """Decimal sign that is not the one."""
    return "." if decimal == "," else ","


def few(words: Iterable[str]) -> str:
    """Quote words of a file for a comment, without line breaks and not too many."""
    listed = [repr(word[:40]) for word in words]
    more = f" and {len(listed) - 12} more" if len(listed) > 12 else ""
    return ", ".join(listed[:12]) + more
