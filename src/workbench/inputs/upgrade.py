"""Bring a store that an earlier workbench wrote to the form of this one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from workbench.errors import StoreError
from workbench.findings.rows import Phrase, count, row, text
from workbench.store import schema
from workbench.store.index import INDEX, Index, index_text, read_index, refuse_built_in, write_index
from workbench.store.partitions import Partition, columns_lacking, replaced_partitions
from workbench.store.writing import begin, end, locked, recover, refuse_unaccounted, tidy


@row
class StoreUpgraded(Phrase):
    """What an older store lacked, which it has now."""

    store: str = text("folder of the store")
    n_partitions: int = count("partitions that were written again")
    columns: str = text("columns that they lacked")
    version: int = count("version of the schema")


@row
class StoreCurrent(Phrase):
    """That a store has the form of this workbench already."""

    store: str = text("folder of the store")
    version: int = count("version of the schema")


def upgrade(folder: Path) -> StoreUpgraded | StoreCurrent:
    """Write what an earlier workbench wrote as this one does; no row changes.

    Columns that came later are added, empty, and the index gets its checksum. Until store.json is
    replaced, last, the store is as it was, whenever the process dies.

    Parameters
    ----------
    folder : Path
        Folder of the store.

    Returns
    -------
    StoreUpgraded or StoreCurrent
        What was done.

    Raises
    ------
    StoreError
        If it is no store or the built-in one, was written by a newer workbench, or is damaged.
    """
    refuse_built_in(folder)
    read_index(folder)
    with locked(folder):
        index = read_index(folder)
        refuse_unaccounted(folder, index)
        recover(folder, index)
        old = list(_older(folder, index))
        version = schema.SCHEMA_VERSION
        if not old and _has_checksum(folder):
            return StoreCurrent(store=str(folder), version=version)
        begin(folder)
        try:
            changed = Index(_written(folder, index, old), index.sources)
            begin(folder, index_text(changed))
            write_index(folder, changed)
        finally:
            tidy(folder, read_index(folder))
            end(folder)
    lacked = dict.fromkeys(f"{table}.{name}" for table, _, names in old for name in names)
    return StoreUpgraded(
        store=str(folder), n_partitions=len(old), columns=", ".join(lacked), version=version
    )


Older = tuple[str, str, tuple[str, ...]]  # table, country, and the columns that are not there


def _older(folder: Path, index: Index) -> Iterator[Older]:
    """Give the partitions that lack columns which came later."""
    for table, parts in index.partitions.items():
        for iso3, part in parts.items():
            if names := columns_lacking(folder, table, part):
                yield table, iso3, names


def _written(folder: Path, index: Index, old: list[Older]) -> dict[str, dict[str, Partition]]:
    """All partitions, of which the older ones are written again."""
    partitions = {table: dict(parts) for table, parts in index.partitions.items()}
    for table, iso3, _ in old:
        of_country = {iso3: partitions[table][iso3]}
        # no file is called so: no row is replaced, all are written
        again = replaced_partitions(folder, table, of_country, "", {iso3: iter(())})
        if again[iso3].rows != of_country[iso3].rows:
            raise StoreError(
                f"{of_country[iso3].shown} of {folder} would lose rows. Nothing was done."
            )
        partitions[table] |= again
    return partitions


def _has_checksum(folder: Path) -> bool:
    """Whether the index names its own hash, as those of earlier workbenches do not."""
    return "checksum" in json.loads((folder / INDEX).read_text(encoding="utf-8"))
