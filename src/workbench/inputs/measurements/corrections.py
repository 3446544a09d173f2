"""Corrections: a quarantine file in which somebody wrote what a cell should be."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from workbench.errors import InputError
from workbench.findings import FORMULA_START
from workbench.inputs.files.declarations import FileForm
from workbench.inputs.files.delivered import RECORDS, DeliveredFile, read_delivered, refuse_faults
from workbench.inputs.files.detection import delimiter_of, encoding_of, text_of
from workbench.inputs.files.notation import NumberForm, without_below
from workbench.inputs.mapping.coherence import MAPPABLE
from workbench.inputs.mapping.mapping import Mapping

NEEDED = ("file", "row", "column", "value", "correction")
CORRECTS = "corrects"  # the column that is corrected, where it is not the one of the value


@dataclass(frozen=True)
class Correction:
    """What one cell of a file should be.

    Attributes
    ----------
    row : int
        Line of the file.
    column : str
        Column that is corrected.
    text : str
        What should stand there, in the form of the file.
    beside, given : str
        Column of the value in quarantine, and what the file has there; `given` is empty where
        that was not said. It shows that the line is about this very file.
    said_in : str
        Where the correction was read, for messages.
    """

    row: int
    column: str
    text: str
    beside: str = ""
    given: str = ""
    said_in: str = ""


def read_corrections(path: Path, name: str, rules: Mapping) -> list[Correction]:
    """Read the lines of a quarantine file that have a correction; a spreadsheet may have saved it.

    Parameters
    ----------
    path : Path
        CSV file with any delimiter, or Excel file.
    name : str
        File that it must be about.
    rules : Mapping
        How that file writes numbers, and in which columns.

    Raises
    ------
    InputError
        If it is no quarantine file, has no corrections, is about another file, or corrects one
        cell in two ways.
    """
    written = _form(path, rules.file.decimal)
    lines = read_delivered(path, NEEDED, written)
    columns = {column: _texts(lines, column) for column in (*NEEDED, CORRECTS)}
    columns[CORRECTS] = columns[CORRECTS] if CORRECTS in lines.header else columns["column"]
    refuse_faults(path.name, [lines.column("correction")])
    found = []
    for n, line in enumerate(lines.lines):
        cells = {column: texts[n] for column, texts in columns.items()}
        if cells["correction"]:
            found.append(_correction(cells, f"{path.name}, row {line}", name))
    if not found:
        raise InputError(
            f"{path.name} has no correction in it. Leave `value` as it is, and write what should "
            "stand in the file into `correction`."
        )
    if written.delimiter != ",":  # saved by a spreadsheet, perhaps where decimals have a comma
        found = [_in_form_of_file(each, rules) for each in found]
    _refuse_two_minds(found)
    return found


def _form(path: Path, decimal: Literal[".", ","]) -> FileForm:
    """How a file of corrections was saved."""
    if path.suffix.lower() in RECORDS:
        return FileForm(decimal=decimal)
    try:
        content = path.read_bytes()
    except OSError:
        raise InputError(f"There is no file {path} that can be read. Give corrections.") from None
    return FileForm(delimiter=delimiter_of(text_of(content)), encoding=encoding_of(content))


def _in_form_of_file(correction: Correction, rules: Mapping) -> Correction:
    """Correction of a number with the decimal sign of the file; any other as it is."""
    fields = [name for name in rules.columns if MAPPABLE[name].kind == "number"]
    numeric = {*rules.substances, *(rules.columns[name] for name in fields)}
    if rules.observations:
        numeric.add(rules.observations.value)
    if correction.column not in numeric:
        return correction
    return replace(correction, text=_in_form_of(correction.text, rules.file.numbers))


def _texts(lines: DeliveredFile, column: str) -> list[str]:
    """Cells of a column, without what was put before a formula to defuse it."""
    if column not in lines.header:
        return [""] * len(lines.rows)
    return [_armed(text.strip()) for text in lines.column(column)]


def _armed(text: str) -> str:
    """Text as it was before an apostrophe was put in front of it.

    Examples
    --------
    >>> _armed("'-9999"), _armed("'s Gravenhage")
    ('-9999', "'s Gravenhage")
    """
    return text[1:] if text.startswith("'") and FORMULA_START.match(text[1:]) else text


def _correction(cells: dict[str, str], place: str, name: str) -> Correction:
    """Correction of one line."""
    if cells["file"] != name:
        raise InputError(f"{place}: is about {cells['file']!r}, not about {name}.")
    if not cells["row"].isdecimal() or int(cells["row"]) < 2:
        raise InputError(f"{place}: {cells['row']!r} is no row of values. Give its line number.")
    if not cells[CORRECTS]:
        raise InputError(
            f"{place}: says nothing of the column that {cells['correction']!r} belongs into. "
            f"Write its name into {CORRECTS}."
        )
    return Correction(
        row=int(cells["row"]),
        column=cells[CORRECTS],
        text=cells["correction"],
        beside=cells["column"],
        given=cells["value"],
        said_in=place,
    )


def _refuse_two_minds(corrections: Iterable[Correction]) -> None:
    """Refuse a cell that is corrected in two ways."""
    first: dict[tuple[int, str], Correction] = {}
    for found in corrections:
        other = first.setdefault((found.row, found.column), found)
        if other.text != found.text:
            raise InputError(
                f"{found.said_in}: corrects row {found.row}, {found.column!r} to {found.text!r}, "
                f"another line to {other.text!r}. Give one of them."
            )


def _in_form_of(text: str, form: NumberForm) -> str:
    """Bring a number that a spreadsheet wrote with a decimal comma into the form of a file.

    Raises
    ------
    InputError
        If it is one number in the form of the file and another with decimal commas.

    Examples
    --------
    >>> _in_form_of("<0,05", NumberForm()), _in_form_of("n.d.", NumberForm())
    ('<0.05', 'n.d.')
    """
    below, rest = without_below(text)
    own, other = form.number(rest), NumberForm(",", ".").number(rest)
    if not math.isfinite(other) or own == other:
        return text
    if math.isfinite(own):
        raise InputError(
            f"{text!r} may be {own:g} or {other:g}. Save the corrections with commas between the "
            "cells, in which numbers are written as in the file."
        )
    return f"{'<' if below else ''}{other:.15g}".replace(".", form.decimal)
