"""Intake: a delivered file and its mapping become rows of a store, and a quarantine."""

from __future__ import annotations

from collections import Counter
from contextlib import AbstractContextManager
from pathlib import Path

from workbench.errors import InputError
from workbench.findings import Source
from workbench.inputs.areas.tables_mapping import is_tables_mapping
from workbench.inputs.files.delivered import Delivered, open_delivered
from workbench.inputs.ingest_report import IngestReport
from workbench.inputs.mapping.mapping import Mapping
from workbench.inputs.mapping.rulebook import rules_of
from workbench.inputs.measurements.buffer import Staged
from workbench.inputs.measurements.chunks import cells_of_pieces, corrected_pieces
from workbench.inputs.measurements.correcting import Changes, corrections_kept, with_changes
from workbench.inputs.measurements.corrections import Correction, read_corrections
from workbench.inputs.measurements.temporary import Spill
from workbench.store.index import refuse_built_in
from workbench.store.writing import (
    Delivery,
    quarantine_path,
    refuse_other_folders,
    replace_rows,
    saying_that_the_disk_is_full,
)

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
    file: str | Path | None, rules: Mapping, mapping: str
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
    store: Path, delivered: Delivered, rules: Mapping, corrections: str | Path | None
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
    delivered: Delivered, rules: Mapping, said: list[Correction], spill: Spill
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


def _rows_a_piece(n_columns: int, rules: Mapping) -> int:
    """Rows that are in memory at once, fewer where each has many columns or values."""
    return max(1, VALUES_A_PIECE // max(len(rules.substances), n_columns // 8, 1))


def _with_room(folder: Path) -> Path:
    """Folder on the disk of a store that is there already."""
    return next(path for path in (folder, *folder.absolute().parents) if path.is_dir())


def _delivery(delivered: Delivered, rules: Mapping, mapping: str, staged: Staged) -> Delivery:
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


def _columns_not_read(delivered: Delivered, rules: Mapping) -> tuple[str, ...]:
    """Columns of a file that its mapping does not name."""
    named = set(rules.named_columns())
    return tuple(name for name in delivered.header if name not in named)
