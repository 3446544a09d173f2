"""Corrections: a quarantine file in which somebody wrote what a cell should be."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pandas as pd

from workbench.errors import InputError
from workbench.findings import FORMULA_START
from workbench.inputs.files.delivered import (
    RECORDS,
    Delivered,
    DeliveredFile,
    read_delivered,
    refuse_faults,
)
from workbench.inputs.files.file_form import FileForm, delimiter_of, encoding_of, text_of
from workbench.inputs.mapping.contracts import MAPPABLE
from workbench.inputs.mapping.mapping import MeasurementMapping
from workbench.store.frames import AS_GIVEN
from workbench.store.index import Index
from workbench.vocabulary.notation import NumberForm, without_below

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


def read_corrections(path: Path, name: str, rules: MeasurementMapping) -> list[Correction]:
    """Read the lines of a quarantine file that have a correction; a spreadsheet may have saved it.

    Parameters
    ----------
    path : Path
        CSV file with any delimiter, or Excel file.
    name : str
        File that it must be about.
    rules : MeasurementMapping
        How that file writes numbers, and in which columns.

    Returns
    -------
    list of Correction
        In the order of the file.

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


def _in_form_of_file(correction: Correction, rules: MeasurementMapping) -> Correction:
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


Changes = Mapping[tuple[int, str], tuple[str, str]]  # (row, column): text before and after


def corrections_kept(index: Index, name: str, sha256: str) -> tuple[list[Correction], int]:
    """Corrections that a store holds of this very file, and how many of another version.

    Those of another version are not used: its rows may have moved.
    """
    kept = index.sources.get(name)
    if not kept:
        return [], 0
    if kept.source.sha256 != sha256:
        return [], len(kept.corrections)
    return [Correction(row, column, text) for row, column, text in kept.corrections], 0


def corrected(
    delivered: DeliveredFile, corrections: Iterable[Correction]
) -> tuple[DeliveredFile, Changes]:
    """Put corrections into a file; a later one of a cell takes the place of an earlier one.

    Parameters
    ----------
    delivered : DeliveredFile
        The file as it was given, or a chunk of it.
    corrections : iterable of Correction
        Where it is wrong; a text that the file has already changes nothing. Those of rows that
        are not in this chunk are left alone, see `refuse_strangers`.

    Returns
    -------
    DeliveredFile
        The file as it should be.
    dict
        What each changed cell was before, and what it is now.

    Raises
    ------
    InputError
        If a correction is about a column or value that the file does not have.
    """
    places = {line: n for n, line in enumerate(delivered.lines)}
    wanted = {(each.row, each.column): each for each in corrections if each.row in places}
    rows = list(delivered.rows)
    changes = {}
    for cell, correction in wanted.items():
        n = places[correction.row]
        _refuse_misfit(delivered, correction, delivered.rows[n])
        place = delivered.header.index(correction.column)
        before, text = delivered.rows[n][place], correction.text
        if before.strip() != text:
            changes[cell] = (before, text)
            rows[n] = (*rows[n][:place], text, *rows[n][place + 1 :])
    return replace(delivered, rows=tuple(rows)), changes


def corrected_chunks(
    delivered: Delivered, n_rows: int, said: list[Correction]
) -> Iterator[tuple[DeliveredFile, Changes]]:
    """Put corrections into a file, chunk by chunk.

    Parameters
    ----------
    delivered : Delivered
        The file, open.
    n_rows : int
        Rows of a chunk.
    said : list of Correction
        Where the file is wrong.

    Yields
    ------
    tuple of (DeliveredFile, dict)
        Each chunk as it should be, and what its changed cells were and are.

    Raises
    ------
    InputError
        If a correction is about a column or value that the file does not have or, after the last
        chunk, about such a row.
    """
    wanted = {correction.row for correction in said}
    seen: set[int] = set()
    for chunk in delivered.chunks(n_rows):
        seen |= wanted.intersection(chunk.lines)
        yield corrected(chunk, said)
    refuse_strangers(delivered.name, said, seen)


def refuse_strangers(name: str, corrections: Iterable[Correction], lines: Container[int]) -> None:
    """Refuse corrections of rows that a file does not have.

    Raises
    ------
    InputError
        If there is one.
    """
    for correction in corrections:
        if correction.row not in lines:
            raise InputError(
                f"{correction.said_in}: {name} has no row {correction.row}. Give its line number."
            )


def _about(delivered: DeliveredFile, correction: Correction) -> str:
    """Beginning of a message: where a correction was read, and the row that it is about."""
    return f"{correction.said_in}: {delivered.name}, row {correction.row}"


def _refuse_misfit(delivered: DeliveredFile, correction: Correction, row: tuple[str, ...]) -> None:
    """Refuse a correction of a column or value that the file does not have."""
    about = _about(delivered, correction)
    if correction.column not in delivered.header:
        raise InputError(f"{about} has no column {correction.column!r}. Correct one that it has.")
    if len(row) != len(delivered.header):
        raise InputError(
            f"{about} has {len(row)} cells and the header {len(delivered.header)}. "
            "Mend that row in the file itself."
        )
    if correction.given and correction.beside in delivered.header:
        has = row[delivered.header.index(correction.beside)].strip()
        if not _same(has, correction.given):
            raise InputError(
                f"{about} has {has!r} in {correction.beside!r}, and not {correction.given!r}. "
                "Give the quarantine of this very file; if a spreadsheet changed the text in "
                "`value`, empty that cell."
            )


def _same(has: str, given: str) -> bool:
    """Whether two texts are the same, or the same number in the form of some country."""
    return has == given or bool(_numbers(has) & _numbers(given))


def _numbers(text: str) -> set[tuple[bool, float]]:
    """Numbers that a text may stand for, and whether each is below a limit."""
    below, rest = without_below(text)
    found = (form.number(rest) for form in (NumberForm(), NumberForm(",", ".")))
    return {(below, number) for number in found if math.isfinite(number)}


def with_originals(cells: pd.DataFrame, changes: Changes) -> pd.DataFrame:
    """Cells whose original value says what the file had where that was corrected.

    Those of changed files also have `as_given`, the text that goes into quarantine with a cell.

    Parameters
    ----------
    cells : DataFrame
        One row a cell of the corrected file.
    changes : dict
        What each changed cell was before, and what it is now.

    Returns
    -------
    DataFrame
        The same cells, with `correction` and `as_given`.
    """
    by_row: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    for (row, column), change in changes.items():
        by_row[row][column] = change
    values = set(cells["column"])
    columns = (cells[name] for name in ("source_row", "column", "corrects", "reason"))
    originals, tried = [*cells["original_value"]], [""] * len(cells)
    given = list(originals)
    for n, (row, column, corrects, reason) in enumerate(zip(*columns, strict=True)):
        if row in by_row:
            given[n] = by_row[row].get(column, (originals[n], ""))[0]
            tried[n] = by_row[row].get(corrects, ("", ""))[1]
            noted = originals[n] + _note(by_row[row], column, values)
            originals[n] = given[n] if reason else noted
    return cells.assign(original_value=originals, correction=tried, **{AS_GIVEN: given})


def _note(in_row: Mapping[str, tuple[str, str]], own: str, values: set[str]) -> str:
    """Note of what a file had before a cell of values or a field of its row was corrected."""
    said = [
        f"{'' if column == own else f'{column} '}corrected, the file has {before.strip()!r}"
        for column, (before, _) in in_row.items()
        if column == own or column not in values
    ]
    return f" [{'; '.join(said)}]" if said else ""
