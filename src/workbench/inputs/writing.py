"""Writing to a store: the rows of a file replace those of the same file, all at once or not."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workbench.errors import StoreError
from workbench.findings import Source
from workbench.inputs import tables
from workbench.inputs.index import (
    INDEX,
    Index,
    Partition,
    StoredSource,
    read_index,
    write_atomically,
    write_index,
)
from workbench.inputs.partitions import read_partition, write_partition

LOCK = "store.lock"
QUARANTINE = "quarantine"
COUNTRY_FOLDERS = "iso3=*"
OURS = re.compile(r"[a-z_]+-[0-9a-f]{16}\.parquet(\.new)?|\..*\.staged.*")
LEFT_BEHIND = ("iso3=*/*.parquet", "iso3=*/*.parquet.new", f"{QUARANTINE}/.*.staged*")


@dataclass(frozen=True)
class Delivery:
    """What intake made of one file, ready to be stored.

    Attributes
    ----------
    source : Source
        The file; its name is what rows are replaced by.
    iso3s : tuple of str
        Countries that the file speaks of, with used rows or only with quarantined ones.
    frames : mapping of str to DataFrame
        Used rows by table; a table that is not there gets none.
    quarantine : bytes
        Text of the quarantine file.
    corrections : tuple of (int, str, str)
        Row, column and text of each cell of the file that was corrected.
    """

    source: Source
    iso3s: tuple[str, ...]
    frames: Mapping[str, pd.DataFrame]
    quarantine: bytes
    corrections: tuple[tuple[int, str, str], ...] = ()


def replace_rows(folder: Path, delivery: Delivery) -> int:
    """Put the rows of a file into a store, in place of all rows that came from it before.

    Until store.json is replaced, last, the store is as it was, whenever the process dies.

    Parameters
    ----------
    folder : Path
        Folder of the store, made where it is missing.
    delivery : Delivery
        Rows of the file, its quarantine and where it is from.

    Returns
    -------
    int
        Number of rows of the same file that were replaced.

    Raises
    ------
    StoreError
        If the folder holds something else, or if the store is damaged or cannot be locked.
    """
    _refuse_other_folders(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        if not (folder / INDEX).exists():
            write_index(folder, Index())  # from here on partitions without an index are not ours
        index = read_index(folder)
        _tidy(folder, index)
        replaced, partitions = _replaced_partitions(folder, index, delivery)
        stored = StoredSource(
            delivery.source,
            delivery.iso3s,
            hashlib.sha256(delivery.quarantine).hexdigest(),
            delivery.corrections,
        )
        (folder / QUARANTINE).mkdir(exist_ok=True)
        write_atomically(_staged_quarantine(folder, stored), delivery.quarantine)
        for changed_folder in (folder / QUARANTINE, *folder.glob(COUNTRY_FOLDERS)):
            _sync(changed_folder)
        changed = Index(partitions, {**index.sources, delivery.source.file: stored})
        write_index(folder, changed)
        _tidy(folder, changed)
    return replaced


def quarantine_path(folder: Path, file: str) -> Path:
    """Where the cells of a file are that could not be used."""
    return folder / QUARANTINE / f"{file}.csv"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the store for oneself, after waiting for whoever has it.

    Raises
    ------
    StoreError
        On Windows, which has no such lock.
    """
    try:
        import fcntl  # noqa: PLC0415 - not on Windows, where reading works all the same
    except ImportError:
        raise StoreError(
            f"{folder}: writing to a store is not supported on Windows. Use Linux, macOS or WSL."
        ) from None
    with (folder / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _replaced_partitions(
    folder: Path, index: Index, delivery: Delivery
) -> tuple[int, dict[str, dict[str, Partition]]]:
    """Write the partitions that change; gives the number of rows taken out and all partitions."""
    before = index.sources.get(delivery.source.file)
    touched = sorted({*delivery.iso3s, *(before.iso3s if before else ())})
    n_replaced = 0
    partitions: dict[str, dict[str, Partition]] = {}
    for table in tables.TABLES:
        parts = dict(index.partitions.get(table, {}))
        rows = delivery.frames.get(table, tables.empty(table))
        for iso3 in touched:
            old = parts.pop(iso3, None)
            kept = read_partition(folder, table, old) if old else tables.empty(table)
            others = kept[kept["source_file"] != delivery.source.file]
            n_replaced += len(kept) - len(others)
            frame = pd.concat([others, rows[rows["iso3"] == iso3]])
            if len(frame):
                parts[iso3] = write_partition(folder, table, iso3, frame)
        partitions[table] = parts
    return n_replaced, partitions


def _tidy(folder: Path, index: Index) -> None:
    """Finish what a commit left to do, and take away what no index names."""
    for name, stored in index.sources.items():
        staged = _staged_quarantine(folder, stored)
        if staged.exists():
            staged.replace(quarantine_path(folder, name))
    kept = {folder / file for file in index.files()}
    for path in [path for pattern in LEFT_BEHIND for path in folder.glob(pattern)]:
        if path not in kept and OURS.fullmatch(path.name):
            path.unlink()
    for country in folder.glob(COUNTRY_FOLDERS):
        if not any(country.iterdir()):
            country.rmdir()
    _sync(folder)


def _staged_quarantine(folder: Path, stored: StoredSource) -> Path:
    """Where a quarantine file waits for store.json to name its hash."""
    name = f".{stored.source.file}.{stored.quarantine_sha256[:16]}.staged"
    return folder / QUARANTINE / name


def _refuse_other_folders(folder: Path) -> None:
    """Refuse a file, and a folder of something else, in which a store would make a mess."""
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file. Give the folder of a store, or a new one.")
    if not folder.exists() or (folder / INDEX).exists():
        return
    others = sorted(
        path.name for path in folder.iterdir() if path.name not in {LOCK, f"{INDEX}.new"}
    )
    if others:
        raise StoreError(
            f"{folder} has no {INDEX} and holds other files ({', '.join(others[:3])}). Give the "
            f"folder of a store, or a new one; if {INDEX} was lost, bring it back from a copy."
        )


def _sync(folder: Path) -> None:
    """Have the file system write down what was renamed in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
