"""Reading of a store: the frames of an area, their fingerprint and the files behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from workbench.errors import StoreError
from workbench.findings import ConfidentialSource, SourceFile
from workbench.store import schema
from workbench.store.editions import Edition, read_editions, record_editions
from workbench.store.frames import Frames, arranged, empty
from workbench.store.index import Index, folder_of, read_index
from workbench.store.partitions import PartitionGoneError, read_partition
from workbench.store.state import keyed_hash
from workbench.store.writing import UnaccountedError, refuse_unaccounted
from workbench.vocabulary.places import is_fictional


@dataclass(frozen=True)
class StoreReader:
    """A store that can be read: its folder, or `example` for the one of the package."""

    address: str

    @property
    def folder(self) -> Path:
        """Folder that it is in."""
        return folder_of(self.address)

    def areas(self) -> tuple[str, ...]:
        """Countries that have data, in alphabetical order."""
        return read_index(self.folder).areas()

    def countries_of(self, table: str) -> tuple[str, ...]:
        """Countries that have rows of a table, in alphabetical order."""
        return tuple(sorted(read_index(self.folder).partitions.get(table, {})))

    def read(self, reads: tuple[str, ...], area: str) -> Frames:
        """Read tables of an area; a country without data gives frames without rows.

        Parameters
        ----------
        reads : tuple of str
            Names of tables.
        area : str
            ISO 3166-1 alpha-3 code, region of the Global Soil Partnership, or WORLD.

        Returns
        -------
        Frames
            Rows sorted by country, file, row and substance; the fingerprint is that of the rows
            of public tables, wherever and in however many files they are stored. Of sources with
            counts of people there is only what may be published.

        Raises
        ------
        StoreError
            If there is no such table, or if a partition cannot be read.
        VocabularyError
            If there is no such area.
        """
        _refuse_unknown_tables(reads)
        return _read_folder(self.folder, reads, area)

    def record(self, published: Iterable[Edition]) -> None:
        """Add what is published to the ledger of the store.

        Parameters
        ----------
        published : iterable of Edition
            Counts of people as they are shown.
        """
        record_editions(self.folder, published)


def open_store(address: str) -> StoreReader:
    """Open a store.

    Parameters
    ----------
    address : str
        Folder of a store, or `example` for the fictional one.

    Returns
    -------
    StoreReader
        The store.

    Raises
    ------
    StoreError
        If the folder is no store, or is one of another version.
    """
    read_index(folder_of(address))
    return StoreReader(address)


def fingerprint(frames: Mapping[str, pd.DataFrame]) -> str:
    """Hash of the content of frames: names of tables and columns, and all rows in their order.

    Confidential tables are left out: a hash of few unknown counts gives them away. So are tables
    that came later and have no rows: the same rows have the hash that they had before.
    """
    digest = hashlib.sha256(f"schema {schema.SCHEMA_VERSION}".encode())
    unfilled = {name for name in schema.LATER_TABLES & set(frames) if frames[name].empty}
    for name in sorted(set(frames) - schema.CONFIDENTIAL - unfilled):
        frame = frames[name]
        digest.update("\x1f".join([name, *frame.columns, str(len(frame))]).encode())
        rows = pd.util.hash_pandas_object(frame, index=False)
        digest.update(rows.to_numpy().astype(np.dtype("<u8")).tobytes())
    return digest.hexdigest()


def _refuse_unknown_tables(reads: tuple[str, ...]) -> None:
    """Refuse to read a table that no contract describes."""
    unknown = [name for name in reads if name not in schema.TABLES]
    if unknown:
        known = ", ".join(schema.TABLES)
        raise StoreError(f"A store has no table {', '.join(unknown)}. It has: {known}.")


def _read_folder(folder: Path, reads: tuple[str, ...], area: str) -> Frames:
    """Read a folder, once more from its index where an ingest changed its files meanwhile."""
    try:
        return _read_partitions(folder, read_index(folder), reads, area)
    except (PartitionGoneError, UnaccountedError):
        return _read_partitions(folder, read_index(folder), reads, area)


def _read_partitions(folder: Path, index: Index, reads: tuple[str, ...], area: str) -> Frames:
    """Frames of the countries of an area that an index names."""
    iso3s = index.members(area)
    refuse_unaccounted(folder, index, iso3s)
    frames = {}
    for table in reads:
        partitions = index.partitions.get(table, {})
        found = [
            read_partition(folder, table, partitions[iso3]) for iso3 in iso3s if iso3 in partitions
        ]
        frames[table] = pd.concat(found) if found else empty(table)
    sources = [
        stored.source.told() if index.is_confidential(stored) else stored.source
        for stored in index.sources.values()
        if not set(iso3s).isdisjoint(stored.iso3s)
    ]
    read = _frames(frames, tuple(sources), fictional=all(map(is_fictional, iso3s)))
    # Of countries that do not exist nothing is confidential, and all machines hide the same.
    counts_people = bool(schema.CONFIDENTIAL & set(reads)) and not read.fictional
    if not counts_people:
        return read
    return replace(read, secret=_secret(folder), editions=read_editions(folder))


def _secret(folder: Path) -> bytes:
    """Secret of a store, from its key: the same for all reads of it."""
    return keyed_hash(folder, b"counts that are hidden with small ones").encode()


def _frames(
    frames: Mapping[str, pd.DataFrame],
    sources: tuple[SourceFile | ConfidentialSource, ...] = (),
    *,
    fictional: bool = False,
) -> Frames:
    """Frames in the order of their contracts, with their fingerprint."""
    complete = {name: arranged(name, frame) for name, frame in frames.items()}
    pa.default_memory_pool().release_unused()  # else it keeps as much as the frames take
    return Frames(complete, fingerprint(complete), sources, fictional)
