"""Checks of a store and of a mapping: what is wrong with them, as a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workbench.errors import WorkbenchError
from workbench.findings import SourceFile
from workbench.findings.rows import Phrase, code, count, row, text
from workbench.inputs.areas.person_results import doubts
from workbench.inputs.areas.tables_mapping import read_tables_mapping
from workbench.inputs.mapping.mapping import is_tables_mapping, read_mapping
from workbench.inputs.surveys.lists import is_list, read_list_mapping
from workbench.inputs.surveys.survey_mapping import read_survey_mapping
from workbench.store.frames import breaches, repeated_files
from workbench.store.index import INDEX, Index, folder_of, read_index
from workbench.store.partitions import Partition, read_partition
from workbench.store.people import Biomonitoring
from workbench.store.plain_files import hash_of
from workbench.store.writing import quarantine_path, refuse_unaccounted
from workbench.vocabulary.substances import is_substance
from workbench.vocabulary.survey.items import survey_items
from workbench.words.wording import Words

KINDS = {"substance": "substance", "item_id": "item"}


@row
class Refusal(Phrase):
    """What an error or a contract says."""

    error: str = text("message")


@row
class HashDiffers(Phrase):
    """A partition that is not as the index says."""

    sha256: str = text("hash of the file")
    expected: str = text("hash in the index")


@row
class RowsDiffer(Phrase):
    """A partition with more or fewer rows than the index says."""

    n_rows: int = count("rows of the file")
    n_expected: int = count("rows in the index")


@row
class RowsOfOthers(Phrase):
    """Rows in the partition of another country."""

    countries: str = text("their countries")


@row
class UnknownCodes(Phrase):
    """Codes that the vocabulary does not have."""

    kind: str = code("vocabulary", "substances or items of the survey")
    names: str = text("the codes")


@row
class FileNotInIndex(Phrase):
    """Rows of a file that the index does not name."""

    n_rows: int = count("rows")


@row
class QuarantineChanged(Phrase):
    """A quarantine that is not as intake wrote it."""


@row
class UsedRowsDiffer(Phrase):
    """A file of which the store has more or fewer rows than were used."""

    n_used: int = count("cells used")
    n_rows: int = count("rows of the store")


@row
class CellsNotAccounted(Phrase):
    """Counts of a file that do not add up."""


@row
class CountedTwice(Phrase):
    """Rows that two files hold."""

    n_rows: int = count("rows")
    table: str = code("table", "table of the store")


@dataclass(frozen=True)
class Problem:
    """Something that is wrong: where, and what."""

    where: str
    what: Phrase

    def in_words(self, words: Words) -> str:
        """Say where, and what."""
        return f"{self.where}: {words.phrase(self.what)}"


def check_mapping(file: str | Path) -> list[Problem]:
    """List what is wrong with a mapping; nothing where it can be used."""
    try:
        (read_tables_mapping if is_tables_mapping(file) else read_mapping)(file)
    except WorkbenchError as error:
        return [Problem(str(file), Refusal(error=str(error)))]
    return []


def check_survey(file: Path) -> list[Problem]:
    """List what is wrong with the mapping of a survey tool or list; nothing where it is well."""
    try:
        (read_list_mapping if is_list(file) else read_survey_mapping)(file)
    except WorkbenchError as error:
        return [Problem(str(file), Refusal(error=str(error)))]
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
        return [Problem(address, Refusal(error=str(error)))]


def _folder(folder: Path, index: Index) -> Iterator[Problem]:
    """Problems of a store in a folder."""
    counts: Counter[str] = Counter()
    again: Counter[tuple[str, str]] = Counter()
    for table, partitions in index.partitions.items():
        for iso3, partition in partitions.items():  # one country after the other: memory is finite
            try:
                frame = read_partition(folder, table, partition, as_written=False)
            except WorkbenchError as error:
                yield Problem(partition.file, Refusal(error=str(error)))
                continue
            yield from _partition(folder, iso3, partition, frame)
            yield from _rows(partition.file, table, frame)
            counts.update(map(str, frame["source_file"]))
            again.update((files, table) for files in repeated_files(table, frame))
    try:
        refuse_unaccounted(folder, index)
    except WorkbenchError as error:
        yield Problem(INDEX, Refusal(error=str(error)))
    yield from _sources(folder, index, counts)
    for (files, table), n_rows in sorted(again.items()):
        yield Problem(files, CountedTwice(n_rows=n_rows, table=table))


def _partition(
    folder: Path, iso3: str, partition: Partition, frame: pd.DataFrame
) -> Iterator[Problem]:
    """Differences between a partition and what the index says of it."""
    digest = hash_of(folder / partition.file)
    if digest != partition.sha256:
        differs = HashDiffers(sha256=digest, expected=partition.sha256)
        yield Problem(partition.file, differs)
    if len(frame) != partition.rows:
        counts = RowsDiffer(n_rows=len(frame), n_expected=partition.rows)
        yield Problem(partition.file, counts)
    others = sorted(set(frame["iso3"]) - {iso3})
    if others:
        yield Problem(partition.file, RowsOfOthers(countries=", ".join(others)))


def _rows(where: str, table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    """Breaches of the contract of a table, and codes that the vocabulary does not have."""
    for breach in breaches(table, frame):
        yield Problem(where, Refusal(error=breach))
    if table == Biomonitoring.table:
        yield from (Problem(where, doubt) for doubt in doubts(frame))
    for column, is_known in (("substance", is_substance), ("item_id", survey_items().__contains__)):
        unknown = sorted(code for code in set(frame.get(column, ())) if not is_known(code))
        if unknown:
            yield Problem(where, UnknownCodes(kind=KINDS[column], names=", ".join(unknown)))


def _sources(folder: Path, index: Index, counts: Counter[str]) -> Iterator[Problem]:
    """Files whose counts do not add up, or whose quarantine is not what intake wrote."""
    for name in sorted(set(counts) - set(index.sources)):
        yield Problem(name, FileNotInIndex(n_rows=counts[name]))
    for name, stored in index.sources.items():
        yield from _counts(stored.source, counts[name])
        path = quarantine_path(folder, name)
        digest = hash_of(path) if path.exists() else "missing"
        if digest != stored.quarantine_sha256:
            yield Problem(str(path), QuarantineChanged())


def _counts(source: SourceFile, n_rows: int) -> Iterator[Problem]:
    """Problems of the counts of one file."""
    if n_rows != source.n_used:
        yield Problem(source.file, UsedRowsDiffer(n_used=source.n_used, n_rows=n_rows))
    if source.n_read != source.n_used + source.n_quarantined:
        yield Problem(source.file, CellsNotAccounted())
