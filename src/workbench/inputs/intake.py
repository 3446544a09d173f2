"""Intake: a delivered file and its mapping become rows of a store, and a quarantine."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workbench.errors import InputError, StoreError
from workbench.findings import Source
from workbench.inputs import tables
from workbench.inputs.correcting import (
    corrected,
    corrections_kept,
    refuse_strangers,
    with_changes,
    with_originals,
)
from workbench.inputs.corrections import read_corrections
from workbench.inputs.delivered import DeliveredFile, read_delivered
from workbench.inputs.long import long_cells
from workbench.inputs.mapping import Mapping
from workbench.inputs.quarantine import quarantine_csv
from workbench.inputs.rulebook import rules_of
from workbench.inputs.store import EXAMPLE
from workbench.inputs.writing import Delivery, quarantine_path, replace_rows
from workbench.vocabulary.places import is_country

TABLE = "measurements"


@dataclass(frozen=True)
class IngestReport:
    """What became of a file; a cell is one row in one column of values.

    Attributes
    ----------
    file, store : str
        Name of the file, and folder of the store.
    n_read, n_used, n_quarantined : int
        Cells; those that were read are those that were used and those in quarantine.
    n_censored : int
        Cells among the used ones that are non-detects.
    n_replaced : int
        Rows of an earlier file of the same name that these took the place of.
    n_corrected : int
        Cells of the file that corrections changed, these or earlier ones of the same file.
    n_outdated : int
        Corrections of an earlier version of the file, which were not used for this one.
    reasons : mapping of str to int
        Cells in quarantine by reason, the most frequent first.
    iso3s : tuple of str
        Countries that the file speaks of.
    columns_not_read : tuple of str
        Columns of the file that the mapping does not name.
    quarantine : Path
        CSV file with each cell that could not be used, and why.
    """

    file: str
    store: str
    n_read: int
    n_used: int
    n_quarantined: int
    n_censored: int
    n_replaced: int
    n_corrected: int
    n_outdated: int
    reasons: MappingOf[str, int]
    iso3s: tuple[str, ...]
    columns_not_read: tuple[str, ...]
    quarantine: Path


def ingest(
    file: str | Path,
    mapping: str | Path | None,
    store: str | Path,
    *,
    corrections: str | Path | None = None,
) -> IngestReport:
    """Read a file by its mapping into a store, in place of an earlier file of the same name.

    Parameters
    ----------
    file : str or Path
        CSV, Excel or Parquet file: one column a substance, or one value a row.
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
    if str(store) == EXAMPLE:
        raise StoreError("The store `example` is built in. Give a folder with --store.")
    rules, name = rules_of(Path(file), mapping)
    delivered = read_delivered(Path(file), rules.named_columns(), rules.file)
    said, n_outdated = corrections_kept(Path(store), delivered.name, delivered.sha256)
    if corrections:
        said += read_corrections(Path(corrections), delivered.name, rules)
    refuse_strangers(delivered.name, said, frozenset(delivered.lines))
    delivered, changes = corrected(delivered, said)
    cells = with_originals(long_cells(delivered, rules), changes)
    delivery = with_changes(_delivery(delivered, rules, name, cells), changes)
    n_replaced = replace_rows(Path(store), delivery)
    used = delivery.frames[TABLE]
    return IngestReport(
        file=delivered.name,
        store=str(store),
        n_read=delivery.source.n_read,
        n_used=delivery.source.n_used,
        n_quarantined=delivery.source.n_quarantined,
        n_censored=int(used["censored"].sum()),
        n_replaced=n_replaced,
        n_corrected=delivery.source.n_corrected,
        n_outdated=n_outdated,
        reasons=_counts(cells.loc[cells["reason"] != "", "reason"]),
        iso3s=delivery.iso3s,
        columns_not_read=_columns_not_read(delivered, rules),
        quarantine=quarantine_path(Path(store), delivered.name),
    )


def _delivery(
    delivered: DeliveredFile, rules: Mapping, mapping: str, cells: pd.DataFrame
) -> Delivery:
    """Delivery of a file: its used rows, its quarantine and where it is from."""
    is_used = cells["reason"] == ""
    used = tables.arranged(TABLE, cells[is_used])
    _refuse_breach(delivered.name, used)
    source = Source(
        file=delivered.name,
        sha256=delivered.sha256,
        mapping=mapping,
        licence=rules.licence,
        owner=rules.owner,
        n_read=len(cells),
        n_used=len(used),
        n_quarantined=int((~is_used).sum()),
    )
    iso3s = tuple(sorted(filter(is_country, cells["iso3"].unique())))
    return Delivery(source, iso3s, {TABLE: used}, quarantine_csv(cells[~is_used]))


def _refuse_breach(file: str, used: pd.DataFrame) -> None:
    """Refuse rows that do not keep the contract of their table."""
    from workbench.inputs.schemas import breaches  # noqa: PLC0415 - pandera takes a second

    found = breaches(TABLE, used)
    if found:
        raise InputError(f"{file} does not keep the contract of {TABLE}: {'; '.join(found)}.")


def _counts(reasons: pd.Series) -> dict[str, int]:
    """Cells by reason, the most frequent first and then by name."""
    counts = reasons.value_counts().items()
    return {str(why): int(n) for why, n in sorted(counts, key=lambda item: (-item[1], item[0]))}


def _columns_not_read(delivered: DeliveredFile, rules: Mapping) -> tuple[str, ...]:
    """Columns of a file that its mapping does not name."""
    named = set(rules.named_columns())
    return tuple(name for name in delivered.header if name not in named)
