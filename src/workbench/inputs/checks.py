"""Checks of a store and of a mapping: what is wrong with them, as a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workbench.errors import WorkbenchError
from workbench.findings import Source
from workbench.inputs.health.keys import repeated_files
from workbench.inputs.index import INDEX, Index, Partition, folder_of, read_index
from workbench.inputs.leftovers import refuse_unaccounted
from workbench.inputs.mapping import read_mapping
from workbench.inputs.partitions import hash_of, read_partition
from workbench.inputs.writing import quarantine_path
from workbench.vocabulary.substances import substances
from workbench.vocabulary.survey_items import survey_items

MEASURED = "measurements"
NAMED = {"substance": "substances", "item_id": "items of the survey"}


@dataclass(frozen=True)
class Problem:
    """Something that is wrong: where, and what."""

    where: str
    what: str


def check_mapping(file: str | Path) -> list[Problem]:
    """List what is wrong with a mapping; nothing where it can be used."""
    from workbench.inputs.health.mapping import (  # noqa: PLC0415 - seldom
        is_tables_mapping,
        read_tables_mapping,
    )

    try:
        (read_tables_mapping if is_tables_mapping(file) else read_mapping)(file)
    except WorkbenchError as error:
        return [Problem(str(file), str(error))]
    return []


def check_survey(file: Path) -> list[Problem]:
    """List what is wrong with the mapping of a survey tool or list; nothing where it is well."""
    from workbench.inputs.surveys.lists import is_list, read_list_mapping  # noqa: PLC0415 - seldom
    from workbench.inputs.surveys.mapping import read_survey_mapping  # noqa: PLC0415 - seldom

    try:
        (read_list_mapping if is_list(file) else read_survey_mapping)(file)
    except WorkbenchError as error:
        return [Problem(str(file), str(error))]
    return []


def check_store(address: str) -> list[Problem]:
    """List what is wrong with a store: files, hashes, contracts, words and counts.

    Parameters
    ----------
    address : str
        Folder of a store, or `example`.

    Returns
    -------
    list of Problem
        Nothing where all is well.
    """
    try:
        folder = folder_of(address)
        return list(_folder(folder, read_index(folder)))
    except WorkbenchError as error:
        return [Problem(address, str(error))]


def _folder(folder: Path, index: Index) -> Iterator[Problem]:
    """Problems of a store in a folder."""
    counts: Counter[str] = Counter()
    again: Counter[tuple[str, str]] = Counter()
    for table, partitions in index.partitions.items():
        for iso3, partition in partitions.items():  # one country after the other: memory is finite
            try:
                frame = read_partition(folder, table, partition, as_written=False)
            except WorkbenchError as error:
                yield Problem(partition.file, str(error))
                continue
            yield from _partition(folder, iso3, partition, frame)
            yield from _rows(partition.file, table, frame)
            counts.update(map(str, frame["source_file"]))
            again.update((files, table) for files in repeated_files(table, frame))
    try:
        refuse_unaccounted(folder, index)
    except WorkbenchError as error:
        yield Problem(INDEX, str(error))
    yield from _sources(folder, index, counts)
    for (files, table), count in sorted(again.items()):
        rows = table if table == MEASURED else f"rows of {table}"
        yield Problem(files, f"{count} {rows} are in both and count twice")


def _partition(
    folder: Path, iso3: str, partition: Partition, frame: pd.DataFrame
) -> Iterator[Problem]:
    """Differences between a partition and what the index says of it."""
    digest = hash_of(folder / partition.file)
    if digest != partition.sha256:
        yield Problem(partition.file, f"has sha256 {digest}, the index says {partition.sha256}")
    if len(frame) != partition.rows:
        yield Problem(partition.file, f"has {len(frame)} rows, the index says {partition.rows}")
    others = sorted(set(frame["iso3"]) - {iso3})
    if others:
        yield Problem(partition.file, f"has rows of {', '.join(others)}")


def _rows(where: str, table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    """Breaches of the contract of a table, and codes that the vocabulary does not have."""
    from workbench.inputs.schemas import breaches  # noqa: PLC0415 - pandera takes a second

    for breach in breaches(table, frame):
        yield Problem(where, breach)
    for column, words in (("substance", substances()), ("item_id", survey_items())):
        unknown = sorted(set(frame.get(column, ())) - set(words))
        if unknown:
            yield Problem(where, f"has unknown {NAMED[column]}: {', '.join(unknown)}")


def _sources(folder: Path, index: Index, counts: Counter[str]) -> Iterator[Problem]:
    """Files whose counts do not add up, or whose quarantine is not what intake wrote."""
    for name in sorted(set(counts) - set(index.sources)):
        yield Problem(
            name, f"{counts[name]} rows are from this file, which the index does not name"
        )
    for name, stored in index.sources.items():
        yield from _counts(stored.source, counts[name])
        path = quarantine_path(folder, name)
        digest = hash_of(path) if path.exists() else "missing"
        if digest != stored.quarantine_sha256:
            yield Problem(str(path), "is missing or was changed; ingest the file again")


def _counts(source: Source, n_rows: int) -> Iterator[Problem]:
    """Problems of the counts of one file."""
    if n_rows != source.n_used:
        yield Problem(source.file, f"{source.n_used} cells were used, the store has {n_rows} rows")
    if source.n_read != source.n_used + source.n_quarantined:
        yield Problem(source.file, "the cells read are not those used and those in quarantine")
