"""Corrections at work: cells of a delivered file are replaced, and what it had is kept beside."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from workbench.errors import InputError
from workbench.inputs.files.delivered import DeliveredFile
from workbench.inputs.files.notation import NumberForm, without_below
from workbench.inputs.measurements.corrections import Correction
from workbench.inputs.quarantine import AS_GIVEN
from workbench.store.index import INDEX, read_index
from workbench.store.writing import Delivery

Changes = Mapping[tuple[int, str], tuple[str, str]]  # (row, column): text before and after


def corrections_kept(store: Path, name: str, sha256: str) -> tuple[list[Correction], int]:
    """Corrections that the store holds of this very file, and how many of another version.

    Those of another version are not used: its rows may have moved.
    """
    if not (store / INDEX).exists():
        return [], 0
    kept = read_index(store).sources.get(name)
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
        The file as it was given, or a piece of it.
    corrections : iterable of Correction
        Where it is wrong; a text that the file has already changes nothing. Those of rows that
        are not in this piece are left alone, see `refuse_strangers`.

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
    """
    if not changes:
        return cells.assign(correction="")
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


def with_changes(delivery: Delivery, changes: Changes) -> Delivery:
    """Delivery that says how many cells were corrected, and which."""
    records = tuple(sorted((row, column, text) for (row, column), (_, text) in changes.items()))
    return replace(
        delivery, source=replace(delivery.source, n_corrected=len(changes)), corrections=records
    )
