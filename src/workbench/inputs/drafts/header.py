"""Where the header of an unknown file is: its line, in how many lines, or on its side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from workbench.errors import InputError
from workbench.inputs.drafts.headings import read_heading
from workbench.inputs.drafts.preview import Look, look_at, seen
from workbench.inputs.drafts.recognition import Roles, is_more, reads_as_value, roles_in
from workbench.inputs.files.arrangement import laid_out
from workbench.inputs.files.delivered import DeliveredFile
from workbench.inputs.files.file_form import FileForm
from workbench.vocabulary.languages import layout_of
from workbench.vocabulary.notation import day_problem, read_day

LAST_LINE = 12  # that a header is looked for in
MOST_LINES = 3
MOST_COLUMNS = 250  # that tell where a header is; a sheet may have 16 384
CLEARLY_BETTER = 0.5
PER_LINE = 0.1  # what a header loses by each further line of it, and a little by each above it
PER_LINE_ABOVE = 0.01
ON_ITS_SIDE = 0.5
YEAR = re.compile(r"(?:19|20)\d\d")  # several rounds may be in columns
MOST_VALUES = 0.25  # of the cells of a line of headings
ENDS_WITH_A_DATE = re.compile(r"(.+?)([ _/;|])([^ _/;|]{4,})")


def look_for_header(path: Path) -> Look:
    """Look at a file whose header may be anywhere in its first lines.

    Parameters
    ----------
    path : Path
        File.

    Returns
    -------
    Look
        What was seen with the header in the place where most of it is understood.

    Raises
    ------
    InputError
        If it cannot be read at all.
    """
    look = look_at(path)
    if layout_of(look.columns):
        return look
    best: dict[str, object] = {}
    part = _narrow(look)
    most = _understood(part) + CLEARLY_BETTER
    for placed in _places(part):
        tried = _tried(part, placed)
        found = _understood(tried) - _cost(placed) if tried else 0.0
        if found > most:
            best, most = placed, found
    if not best:
        return look
    if best.get("transposed"):
        best = best | _split(_tried(part, best))
    again = look_at(path, best)
    where = f"file: the header is taken to be in line {best.get('header_row', 1)}"
    return Look(again.name, again.form, again.columns, (*again.doubts, where), look.first)


def _narrow(look: Look) -> Look:
    """Give the first columns of a look."""
    first = tuple((line, cells[:MOST_COLUMNS]) for line, cells in look.first)
    columns = dict(islice(look.columns.items(), MOST_COLUMNS))
    return replace(look, columns=columns, first=first)


def _places(look: Look) -> Iterator[dict[str, object]]:
    """Places where a header may be, the usual one last."""
    lines = [line for line, _ in look.first if line <= LAST_LINE]
    for transposed in (False, True):
        for line in lines:
            for n_lines in range(1, MOST_LINES + 1):
                placed: dict[str, object] = {}
                if line > lines[0]:
                    placed["header_row"] = line
                if n_lines > 1:
                    placed["header_lines"] = n_lines
                if transposed:
                    placed["transposed"] = True
                if placed:
                    yield placed
            if transposed:
                break


def _cost(placed: Mapping[str, object]) -> float:
    """Give what a place must win by: more lines, and a table on its side, are less usual."""
    n_lines, line = placed.get("header_lines", 1), placed.get("header_row", 1)
    lines = PER_LINE * float(str(n_lines)) + PER_LINE_ABOVE * float(str(line))
    return lines + ON_ITS_SIDE * bool(placed.get("transposed"))


def _tried(look: Look, placed: Mapping[str, object]) -> Look | None:
    """Look at the first lines with the header in a place; None where nothing is below it.

    The whole file is read once more only when the best place is known.
    """
    form: FileForm = look.form.model_copy(update=dict(placed))
    if not form.transposed and _holds_values(look, form):
        return None
    try:
        header, *rows = laid_out(look.name, iter(look.first), form)
    except (InputError, ValueError):
        return None
    if not rows:
        return None
    lines, cells = zip(*rows, strict=True)
    names = tuple(name.strip() for name in header[1])
    return seen(look, DeliveredFile(look.name, "", names, cells, lines), form)


def _holds_values(look: Look, form: FileForm) -> bool:
    """Whether a further line of a header holds numbers or days, as the first row below it does."""
    lines = [cells for line, cells in look.first if line >= form.header_row]
    for cells in lines[1 : form.header_lines]:
        said = [cell.strip() for cell in cells if cell.strip()]
        if is_more(
            said, lambda cell: not YEAR.fullmatch(cell) and _is_value(cell, form), MOST_VALUES
        ):
            return True
    return False


def _is_value(cell: str, form: FileForm) -> bool:
    """Whether a cell is a number, a limit or a day; the year of a round is none."""
    if YEAR.fullmatch(cell):
        return False
    return reads_as_value(cell, form.numbers) or not day_problem(read_day(cell))


def _understood(look: Look) -> float:
    """How much of a header is understood: its fields, substances and their units."""
    roles: Roles = roles_in(look)
    values = sum(1 + 0.5 * bool(heading.unit) for heading in roles.values.values())
    fields = sum(len(column) < 60 for column in roles.fields.values())
    return fields + values + len(roles.observed) + 0.5 * len(roles.beside)


def _split(look: Look | None) -> dict[str, object]:
    """How the heading of a sample is cut into its site and date, where all are written so."""
    if look is None:
        return {}
    for column, cells in look.columns.items():
        found = [ENDS_WITH_A_DATE.fullmatch(cell) for cell in cells if cell and len(cell) < 200]
        signs = {one[2] for one in found if one}
        fits = found and all(one and not day_problem(read_day(one[3])) for one in found)
        if fits and len(signs) == 1 and not read_heading(column).code:
            return {"split": {column: "{site}" + signs.pop() + "{date}"}}
    return {}
