"""Intake of a file of measurements, in four stages that are called here in a row.

Delivered: rows of the file as text, chunk by chunk (`files.delivered`), corrected where someone
said so. Cells: each value with the fields of its row (`measurements.row_fields` and `cells`).
Values: in the units of the store, or with a reason (`measurements.values`). Stored: kept in a
temporary file until all was read (`measurements.buffer`), then put into the store at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryFile

import pandas as pd
import pyarrow as pa

from workbench.errors import InputError
from workbench.findings.rows import Phrase
from workbench.inputs.areas.points import GEOGRAPHIC, open_points
from workbench.inputs.areas.tables_intake import ingest_tables
from workbench.inputs.files.delivered import Delivered, DeliveredFile, open_delivered
from workbench.inputs.files.file_form import INSTALL_DATABASE, OddCell
from workbench.inputs.ingest_report import (
    FileWithdrawn,
    IngestReport,
    NegativesCensored,
    NumbersUnderLimit,
    SitesGone,
)
from workbench.inputs.mapping.mapping import MeasurementMapping, is_tables_mapping, read_mapping
from workbench.inputs.mapping.template import TEMPLATE, template_mapping
from workbench.inputs.measurements.buffer import TemporaryTables, ValueBuffer
from workbench.inputs.measurements.cells import (
    cells_of,
    dry_matter_of_samples,
    joined_dry_matter,
    with_dry_matter,
)
from workbench.inputs.measurements.corrections import (
    Changes,
    Correction,
    corrected_chunks,
    corrections_kept,
    read_corrections,
    with_originals,
)
from workbench.inputs.measurements.doubts import NEEDED, doubts_of
from workbench.inputs.measurements.readings import NEGATIVE
from workbench.inputs.measurements.row_fields import fields_of
from workbench.inputs.measurements.values import UNDER, values_of
from workbench.store.index import INDEX, read_index, refuse_built_in, refuse_other_folders
from workbench.store.plain_files import saying_that_the_disk_is_full
from workbench.store.writing import quarantine_path, replace_rows, withdraw
from workbench.words.wording import words_of

VALUES_A_CHUNK = 100_000  # what is in memory at once of a file of any size

Odd = dict[tuple[int, int], OddCell]  # by row of the chunk and place in it
Chunks = Iterator[tuple[DeliveredFile, Changes]]


def withdraw_file(file: str, store: str | Path) -> str:
    """Take a file that was delivered in error out of a store.

    Parameters
    ----------
    file : str
        Name of the file, as it was taken in; a path to it will do.
    store : str or Path
        Folder of the store.

    Returns
    -------
    str
        What was taken out, in words.

    Raises
    ------
    StoreError
        If nothing of such a file is in it, or if it is the one that is built in.
    """
    refuse_built_in(store)
    name = Path(file).name
    return words_of().phrase(FileWithdrawn(file=name, n_rows=withdraw(Path(store), name)))


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
        `areas.tables_intake.ingest_tables` takes.
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
    _refuse_name(file)
    folder = Path(store)
    with_room = next(path for path in (folder, *folder.absolute().parents) if path.is_dir())
    refuse_built_in(store)
    refuse_other_folders(folder)
    if mapping is not None and is_tables_mapping(mapping):
        return _ingest_tables(file, mapping, folder, corrections)
    if mapping is not None:
        rules, name = read_mapping(mapping), Path(mapping).name
    else:
        rules, name = template_mapping(file), TEMPLATE
    named = rules.named_columns()
    with (
        saying_that_the_disk_is_full(folder),
        TemporaryFile(buffering=0, dir=with_room) as temporary,
    ):
        buffer = ValueBuffer(TemporaryTables(temporary))
        with _opened(file, rules, name) as delivered:
            known, n_outdated = _corrections(folder, delivered, rules, corrections)
            not_read = tuple(column for column in delivered.header if column not in named)
            changes = _fill(buffer, delivered, rules, known)
        doubts = doubts_of(buffer.chunks(NEEDED))
        if rules.nondetects.insider == "lod":
            buffer.insiders = doubts.insider_series()
        remarks = (*_noticed(buffer), *doubts.remarks(rules.nondetects.insider))
        delivery = buffer.delivery(delivered, rules, name, changes)
        n_replaced = replace_rows(folder, delivery)
    return IngestReport(
        file=delivered.name,
        store=str(store),
        n_read=delivery.source.n_read,
        n_used=delivery.source.n_used,
        n_quarantined=delivery.source.n_quarantined,
        n_censored=buffer.n_censored,
        n_replaced=n_replaced,
        n_corrected=len(changes),
        n_outdated=n_outdated,
        reasons=buffer.by_frequency(),
        iso3s=delivery.iso3s,
        columns_not_read=not_read,
        quarantine=quarantine_path(folder, delivered.name),
        remarks=remarks,
    )


def _refuse_name(file: str | Path | None) -> None:
    """Refuse a file whose name is no text: nothing that is written could name it."""
    try:
        str(file).encode("utf-8")
    except UnicodeEncodeError:
        name = str(file).encode("utf-8", "replace").decode()
        raise InputError(f"The name {name} is not UTF-8. Rename the file.") from None


def _noticed(buffer: ValueBuffer) -> Iterator[Phrase]:
    """Say how many values were taken in another way than they stand in the file."""
    if buffer.noticed[NEGATIVE]:
        yield NegativesCensored(n_values=buffer.noticed[NEGATIVE])
    if buffer.noticed[UNDER]:
        yield NumbersUnderLimit(n_values=buffer.noticed[UNDER])
    gone = sorted(site or "?" for _, site in buffer.sites - buffer.sites_used)
    if gone:
        yield SitesGone(n_sites=len(gone), sites=", ".join(gone[:SITES_NAMED]))


SITES_NAMED = 10


def _opened(
    file: str | Path | None, rules: MeasurementMapping, name: str
) -> AbstractContextManager[Delivered]:
    """Open what a mapping is about: a file, a layer of a geographic file, or a query."""
    named = rules.named_columns()
    if file is not None and not rules.database and Path(file).suffix.lower() in GEOGRAPHIC:
        return open_points(Path(file), named, rules.file)
    return _open_source(file, rules, named, name)


def values_of_chunk(
    chunk: DeliveredFile, rules: MeasurementMapping, dry_matter: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Values of a chunk of a file, or of a whole file.

    Parameters
    ----------
    chunk : DeliveredFile
        Rows of the file.
    rules : MeasurementMapping
        What its columns mean.
    dry_matter : DataFrame, optional
        Dry matter of the samples of the whole file; without it, that of the rows given.

    Returns
    -------
    DataFrame
        One row a cell: the columns of `measurements`, `column` (that of the file), `reason`,
        which is empty where the cell can be used, and `corrects`, the column it is about.
    """
    cells = cells_of(chunk, fields_of(chunk, rules), rules)
    if rules.observations and rules.observations.dry_matter:
        how = rules.observations, rules.file.numbers
        found = dry_matter_of_samples(cells, *how) if dry_matter is None else dry_matter
        cells = with_dry_matter(cells, found, *how)
    return values_of(cells, rules)


def _ingest_tables(
    file: str | Path | None, mapping: str | Path, store: Path, corrections: str | Path | None
) -> IngestReport:
    """Take in a file of tables on areas, which is corrected where it was made."""
    if file is None:
        raise InputError(f"{mapping} fills tables on areas. Give a file to ingest.")
    if corrections:
        raise InputError(f"Corrections are for measurements. Correct {Path(file).name} itself.")
    return ingest_tables(Path(file), mapping, store)


def _corrections(
    store: Path, delivered: Delivered, rules: MeasurementMapping, given: str | Path | None
) -> tuple[list[Correction], int]:
    """Corrections that the store has of a file, then new ones; how many the store has in vain."""
    if given and rules.database:
        raise InputError(
            f"{delivered.name} is a query, whose rows have no lines that stay. "
            "Correct them in the database."
        )
    kept: list[Correction] = []
    n_outdated = 0
    if (store / INDEX).exists():
        kept, n_outdated = corrections_kept(read_index(store), delivered.name, delivered.sha256())
    new = read_corrections(Path(given), delivered.name, rules) if given else []
    return kept + new, n_outdated


def _fill(
    buffer: ValueBuffer,
    delivered: Delivered,
    rules: MeasurementMapping,
    corrections: list[Correction],
) -> Changes:
    """Put the values of a file into a buffer, chunk by chunk; gives what was corrected in it."""
    changes: dict[tuple[int, str], tuple[str, str]] = {}
    # Fewer rows are in memory at once where each has many columns or values.
    widest = max(len(rules.substances), len(delivered.header) // 8, 1)
    n_rows = max(1, VALUES_A_CHUNK // widest)
    chunks: Chunks = zip(delivered.chunks(n_rows), repeat({}))
    if corrections:
        chunks = corrected_chunks(delivered, n_rows, corrections)
    dry_matter = None
    if rules.observations and rules.observations.dry_matter:
        chunks, dry_matter = _dry_matter_first(chunks, rules, buffer.temporary)
    for chunk, changed in chunks:
        values = values_of_chunk(chunk, rules, dry_matter)
        buffer.add(delivered.name, with_originals(values, changed) if changed else values)
        changes.update(changed)
    buffer.finish(rules.field_duplicates)
    return changes


def _dry_matter_first(
    chunks: Chunks, rules: MeasurementMapping, temporary: TemporaryTables
) -> tuple[Chunks, pd.DataFrame]:
    """All chunks once more, and the dry matter of the samples of all of them.

    A sample may have its dry matter in another chunk than its contents.
    """
    found, without_rows = [], []
    for n, (chunk, changes) in enumerate(chunks):
        if rules.observations:
            cells = cells_of(chunk, fields_of(chunk, rules), rules)
            found.append(dry_matter_of_samples(cells, rules.observations, rules.file.numbers))
        temporary.add(_chunk_key(n), _packed(chunk))
        without_rows.append((replace(chunk, rows=(), lines=()), changes, _odd(chunk)))
    return _read_again(without_rows, temporary), joined_dry_matter(found)


def _read_again(
    without_rows: list[tuple[DeliveredFile, Changes, Odd]], temporary: TemporaryTables
) -> Chunks:
    """Chunks with the rows that were set aside."""
    for n, (chunk, changes, odd) in enumerate(without_rows):
        for packed in temporary.read(_chunk_key(n)):
            cells = packed["cells"].to_pylist()
            for (row, place), cell in odd.items():
                cells[row][place] = cell
            rows = tuple(map(tuple, cells))
            yield replace(chunk, rows=rows, lines=tuple(packed["line"].to_pylist())), changes


def _odd(chunk: DeliveredFile) -> Odd:
    """Cells of a chunk that must not be taken as they are, which packing would not keep."""
    cells = ((n, row) for n, row in enumerate(chunk.rows) if OddCell in set(map(type, row)))
    return {
        (n, place): cell
        for n, row in cells
        for place, cell in enumerate(row)
        if isinstance(cell, OddCell)
    }


def _packed(chunk: DeliveredFile) -> pa.Table:
    """Rows of a chunk; not all need have as many cells as the header."""
    cells = pa.array(chunk.rows, pa.list_(pa.string()))
    return pa.table({"line": pa.array(chunk.lines, pa.int64()), "cells": cells})


def _chunk_key(n: int) -> str:
    """Key of a chunk in the temporary."""
    return f"chunk {n}"


def _open_source(
    file: str | Path | None, rules: MeasurementMapping, wanted: Iterable[str], mapping: str
) -> AbstractContextManager[Delivered]:
    """Open a file, or the query of its mapping: one of them."""
    if rules.database and file is not None:
        raise InputError(f"{mapping} has a query to a database. Give no file beside it.")
    if not rules.database:
        if file is None:
            raise InputError(f"{mapping} has no query to a database. Give a file to ingest.")
        return open_delivered(Path(file), wanted, rules.file)
    try:
        from workbench.inputs.files.database import open_query  # noqa: PLC0415 - an extra
    except ImportError:
        raise InputError(f"A query to a database needs SQLAlchemy. {INSTALL_DATABASE}") from None
    return open_query(rules.database, wanted, rules.file)
