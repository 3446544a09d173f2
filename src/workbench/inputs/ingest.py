"""Intake: a delivered file and its mapping become rows of a store, and a quarantine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workbench.errors import InputError
from workbench.findings import Source
from workbench.inputs.areas.tables_mapping import is_tables_mapping
from workbench.inputs.files.delivered import Delivered, DeliveredFile, open_delivered
from workbench.inputs.files.file_form import OddCell
from workbench.inputs.ingest_report import IngestReport
from workbench.inputs.mapping.mapping import MeasurementMapping
from workbench.inputs.mapping.template import rules_of
from workbench.inputs.measurements.buffer import Spill, Staged
from workbench.inputs.measurements.cells import dry_matter_in, joined_dry_matter, long_cells
from workbench.inputs.measurements.corrections import (
    Changes,
    Correction,
    corrected,
    corrections_kept,
    read_corrections,
    refuse_strangers,
    with_changes,
    with_originals,
)
from workbench.plain_files import saying_that_the_disk_is_full
from workbench.store.index import refuse_built_in, refuse_other_folders
from workbench.store.writing import Delivery, quarantine_path, replace_rows

if TYPE_CHECKING:
    import pyarrow as pa

VALUES_A_PIECE = 100_000  # what is in memory at once of a file of any size


def ingest(
    file: str | Path | None,
    mapping: str | Path | None,
    store: str | Path,
    *,
    corrections: str | Path | None = None,
) -> IngestReport:
    """Read a file by its mapping into a store, in place of an earlier file of the same name.

    Parameters
    ----------
    file : str or Path or None
        CSV, Excel or Parquet file: one column a substance, or one value a row; None where the
        mapping has a query to a database. With a mapping of tables on areas, what
        `health.intake.ingest_tables` takes.
    mapping : str or Path or None
        YAML file that says what its columns mean; a filled-in template needs none.
    store : str or Path
        Folder of the store, made where it is missing.
    corrections : str or Path, optional
        Quarantine of this file, with corrections in it; the store keeps them.

    Returns
    -------
    IngestReport
        Counts, and where the quarantine is.

    Raises
    ------
    InputError
        If the file or the mapping cannot be used at all; the store is as it was.
    StoreError
        If the store cannot be written.
    """
    refuse_built_in(store)
    folder = Path(store)
    if mapping is not None and is_tables_mapping(mapping):
        return _ingest_tables(file, mapping, folder, corrections)
    rules, name = rules_of(Path(file) if file else None, mapping)
    refuse_other_folders(folder)
    with (
        saying_that_the_disk_is_full(folder),
        _opened(file, rules, name) as delivered,
        Spill(_with_room(folder)) as spill,
    ):
        said, n_outdated = _said(folder, delivered, rules, corrections)
        staged, changes = _stage(delivered, rules, said, spill)
        delivery = with_changes(_delivery(delivered, rules, name, staged), changes)
        n_replaced = replace_rows(folder, delivery)
    return IngestReport(
        file=delivered.name,
        store=str(store),
        n_read=staged.n_read,
        n_used=staged.n_used,
        n_quarantined=staged.n_quarantined,
        n_censored=staged.n_censored,
        n_replaced=n_replaced,
        n_corrected=len(changes),
        n_outdated=n_outdated,
        reasons=_by_count(staged.reasons),
        iso3s=delivery.iso3s,
        columns_not_read=_columns_not_read(delivered, rules),
        quarantine=quarantine_path(folder, delivered.name),
    )


def _ingest_tables(
    file: str | Path | None, mapping: str | Path, store: Path, corrections: str | Path | None
) -> IngestReport:
    """Take in a file of tables on areas, which is corrected where it was made."""
    from workbench.inputs.areas.tables_intake import ingest_tables  # noqa: PLC0415 - seldom

    if file is None:
        raise InputError(f"{mapping} fills tables on areas. Give a file to ingest.")
    if corrections:
        raise InputError(f"Corrections are for measurements. Correct {Path(file).name} itself.")
    return ingest_tables(Path(file), mapping, store)


def _opened(
    file: str | Path | None, rules: MeasurementMapping, mapping: str
) -> AbstractContextManager[Delivered]:
    """Open the file, or the query of the mapping: one of them."""
    if rules.database and file is None:
        from workbench.inputs.files.database import open_query  # noqa: PLC0415 - only for databases

        return open_query(rules.database, rules.named_columns(), rules.file)
    if rules.database:
        raise InputError(f"{mapping} has a query to a database. Give no file beside it.")
    if file is None:
        raise InputError(f"{mapping} has no query to a database. Give a file to ingest.")
    return open_delivered(Path(file), rules.named_columns(), rules.file)


def _said(
    store: Path, delivered: Delivered, rules: MeasurementMapping, corrections: str | Path | None
) -> tuple[list[Correction], int]:
    """Corrections that the store has of a file, then new ones; how many the store has in vain."""
    if corrections and rules.database:
        raise InputError(
            f"{delivered.name} is a query, whose rows have no lines that stay. "
            "Correct them in the database."
        )
    kept, n_outdated = corrections_kept(store, delivered.name, delivered.sha256())
    new = read_corrections(Path(corrections), delivered.name, rules) if corrections else []
    return kept + new, n_outdated


def _stage(
    delivered: Delivered, rules: MeasurementMapping, said: list[Correction], spill: Spill
) -> tuple[Staged, Changes]:
    """Set the cells of a file aside, piece by piece; what was corrected in it."""
    staged = Staged(spill)
    changes: dict[tuple[int, str], tuple[str, str]] = {}
    pieces = corrected_pieces(delivered, _rows_a_piece(len(delivered.header), rules), said)
    for cells, changed in cells_of_pieces(pieces, rules, spill):
        staged.add(delivered.name, cells)
        changes.update(changed)
    staged.finish()
    return staged, changes


def _rows_a_piece(n_columns: int, rules: MeasurementMapping) -> int:
    """Rows that are in memory at once, fewer where each has many columns or values."""
    return max(1, VALUES_A_PIECE // max(len(rules.substances), n_columns // 8, 1))


def _with_room(folder: Path) -> Path:
    """Folder on the disk of a store that is there already."""
    return next(path for path in (folder, *folder.absolute().parents) if path.is_dir())


def _delivery(
    delivered: Delivered, rules: MeasurementMapping, mapping: str, staged: Staged
) -> Delivery:
    """Delivery of a file: its used rows, its quarantine and where it is from."""
    source = Source(
        file=delivered.name,
        sha256=delivered.sha256(),
        mapping=mapping,
        licence=rules.licence,
        owner=rules.owner,
        n_read=staged.n_read,
        n_used=staged.n_used,
        n_quarantined=staged.n_quarantined,
    )
    about = (source, tuple(sorted(staged.iso3s)), staged.rows, staged.quarantine())
    return Delivery(*about, confidential=False)


def _by_count(reasons: Counter[str]) -> dict[str, int]:
    """Cells by reason, the most frequent first and then by name."""
    return dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))


def _columns_not_read(delivered: Delivered, rules: MeasurementMapping) -> tuple[str, ...]:
    """Columns of a file that its mapping does not name."""
    named = set(rules.named_columns())
    return tuple(name for name in delivered.header if name not in named)


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
    pieces: Pieces, rules: MeasurementMapping, spill: Spill
) -> Iterator[tuple[pd.DataFrame, Changes]]:
    """Cells of each piece, and what was changed in it.

    Where dry matter has rows of its own, these may be in another piece than the contents of their
    sample: all pieces are then read, and set aside, before the first one is given.

    Parameters
    ----------
    pieces : iterator of (DeliveredFile, dict)
        Pieces in the order of the file, each with what was changed in it.
    rules : MeasurementMapping
        What its columns mean.
    spill : Spill
        Where pieces are set aside.
    """
    dry_matter = None
    if rules.observations and rules.observations.dry_matter:
        pieces, dry_matter = _dry_matter_first(pieces, rules, spill)
    for piece, changes in pieces:
        yield with_originals(long_cells(piece, rules, dry_matter), changes), changes


def _dry_matter_first(
    pieces: Pieces, rules: MeasurementMapping, spill: Spill
) -> tuple[Pieces, pd.DataFrame]:
    """All pieces once more, and the dry matter of the samples of all of them."""
    found, without_rows = [], []
    for n, (piece, changes) in enumerate(pieces):
        found.append(dry_matter_in(piece, rules))
        spill.add(_chunk_key(n), _packed(piece))
        without_rows.append((replace(piece, rows=(), lines=()), changes, _odd(piece)))
    return _read_again(without_rows, spill), joined_dry_matter(found)


def _read_again(without_rows: list[tuple[DeliveredFile, Changes, Odd]], spill: Spill) -> Pieces:
    """Pieces with the rows that were set aside."""
    for n, (piece, changes, odd) in enumerate(without_rows):
        for packed in spill.read(_chunk_key(n)):
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


def _chunk_key(n: int) -> str:
    """Key of a piece in the spill."""
    return f"piece {n}"
