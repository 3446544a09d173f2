"""Pieces of a delivered file as cells: corrected, and with what one must know of the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from workbench.inputs.files.delivered import Delivered, DeliveredFile
from workbench.inputs.files.odd_cells import OddCell
from workbench.inputs.mapping.mapping import Mapping
from workbench.inputs.measurements.cells import dry_matter_in, long_cells
from workbench.inputs.measurements.correcting import (
    Changes,
    corrected,
    refuse_strangers,
    with_originals,
)
from workbench.inputs.measurements.corrections import Correction
from workbench.inputs.measurements.dry_matter import joined_dry_matter
from workbench.inputs.measurements.temporary import Spill

if TYPE_CHECKING:
    import pyarrow as pa

Odd = dict[tuple[int, int], OddCell]  # by row of the piece and place in it
Pieces = Iterator[tuple[DeliveredFile, Changes]]


def corrected_pieces(delivered: Delivered, n_rows: int, said: list[Correction]) -> Pieces:
    """Put corrections into a file, piece by piece.

    Parameters
    ----------
    delivered : Delivered
        The file, open.
    n_rows : int
        Rows of a piece.
    said : list of Correction
        Where the file is wrong.

    Yields
    ------
    tuple of (DeliveredFile, dict)
        Each piece as it should be, and what its changed cells were and are.

    Raises
    ------
    InputError
        If a correction is about a column or value that the file does not have or, after the last
        piece, about such a row.
    """
    wanted = {correction.row for correction in said}
    seen: set[int] = set()
    for piece in delivered.pieces(n_rows):
        seen |= wanted.intersection(piece.lines)
        yield corrected(piece, said)
    refuse_strangers(delivered.name, said, seen)


def cells_of_pieces(
    pieces: Pieces, rules: Mapping, spill: Spill
) -> Iterator[tuple[pd.DataFrame, Changes]]:
    """Cells of each piece, and what was changed in it.

    Where dry matter has rows of its own, these may be in another piece than the contents of their
    sample: all pieces are then read, and set aside, before the first one is given.

    Parameters
    ----------
    pieces : iterator of (DeliveredFile, dict)
        Pieces in the order of the file, each with what was changed in it.
    rules : Mapping
        What its columns mean.
    spill : Spill
        Where pieces are set aside.
    """
    dry_matter = None
    if rules.observations and rules.observations.dry_matter:
        pieces, dry_matter = _dry_matter_first(pieces, rules, spill)
    for piece, changes in pieces:
        yield with_originals(long_cells(piece, rules, dry_matter), changes), changes


def _dry_matter_first(pieces: Pieces, rules: Mapping, spill: Spill) -> tuple[Pieces, pd.DataFrame]:
    """All pieces once more, and the dry matter of the samples of all of them."""
    found, without_rows = [], []
    for n, (piece, changes) in enumerate(pieces):
        found.append(dry_matter_in(piece, rules))
        spill.add(_key(n), _packed(piece))
        without_rows.append((replace(piece, rows=(), lines=()), changes, _odd(piece)))
    return _read_again(without_rows, spill), joined_dry_matter(found)


def _read_again(without_rows: list[tuple[DeliveredFile, Changes, Odd]], spill: Spill) -> Pieces:
    """Pieces with the rows that were set aside."""
    for n, (piece, changes, odd) in enumerate(without_rows):
        for packed in spill.read(_key(n)):
            cells = packed["cells"].to_pylist()
            for (row, place), cell in odd.items():
                cells[row][place] = cell
            rows = tuple(map(tuple, cells))
            yield replace(piece, rows=rows, lines=tuple(packed["line"].to_pylist())), changes


def _odd(piece: DeliveredFile) -> Odd:
    """Cells of a piece that must not be taken as they are, which packing would not keep."""
    cells = ((n, row) for n, row in enumerate(piece.rows) if OddCell in set(map(type, row)))
    return {
        (n, place): cell
        for n, row in cells
        for place, cell in enumerate(row)
        if isinstance(cell, OddCell)
    }


def _packed(piece: DeliveredFile) -> pa.Table:
    """Rows of a piece; not all need have as many cells as the header."""
    import pyarrow as pa  # noqa: PLC0415 - only where rows are set aside

    cells = pa.array(piece.rows, pa.list_(pa.string()))
    return pa.table({"line": pa.array(piece.lines, pa.int64()), "cells": cells})


def _key(n: int) -> str:
    """Key of a piece in the spill."""
    return f"piece {n}"
