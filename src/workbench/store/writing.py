"""Writing to a store: the rows of a file replace those of the same file, all at once or not."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import re
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import StoreError
from workbench.findings import SourceFile
from workbench.store import schema
from workbench.store.index import (
    INDEX,
    LOCK,
    WRITING,
    Index,
    StoredSource,
    index_text,
    read_index,
    refuse_other_folders,
    write_index,
)
from workbench.store.partitions import replaced_partitions
from workbench.store.plain_files import InUseError, held, sync_folder, write_atomically, write_whole

if TYPE_CHECKING:
    import pyarrow as pa

COUNTRY_FOLDERS = "iso3=*"
OURS = re.compile(r"[a-z_]+-[0-9a-f]{16}\.parquet(\.new)?|\..*\.staged.*")


class UnaccountedError(StoreError):
    """A partition is in the folder and not in the index; an ingest may have replaced the index."""


def begin(folder: Path, next_index: bytes = b"") -> None:
    """Note that files which the index does not name are those of a writing that goes on.

    Parameters
    ----------
    folder : Path
        Folder of the store, which is locked.
    next_index : bytes
        Text that the index is about to get; empty while it is not known.
    """
    texts = [(folder / INDEX).read_bytes(), *([next_index] if next_index else [])]
    hashes = [hashlib.sha256(text).hexdigest() for text in texts]
    write_atomically(folder / WRITING, "\n".join(hashes).encode())


def end(folder: Path) -> None:
    """Note that no writing goes on."""
    (folder / WRITING).unlink(missing_ok=True)


def is_writing(folder: Path) -> bool:
    """Whether a writing goes on, or died, that began from the index or was about to write it."""
    try:
        known = (folder / WRITING).read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return False
    return hashlib.sha256((folder / INDEX).read_bytes()).hexdigest() in known


def refuse_unaccounted(folder: Path, index: Index, countries: Iterable[str] = ("*",)) -> None:
    """Refuse a store with partitions that its index does not name: they hold rows.

    Parameters
    ----------
    folder : Path
        Folder of the store.
    index : Index
        What its store.json says.
    countries : iterable of str
        Countries to look at.

    Raises
    ------
    UnaccountedError
        If there are any that no writing accounts for; nothing is deleted.
    """
    named = index.files()
    found = [
        path.relative_to(folder).as_posix()
        for iso3 in countries
        for path in sorted(folder.glob(f"iso3={iso3}/*.parquet"))
        if OURS.fullmatch(path.name)
    ]
    strange = [file for file in found if file not in named and (folder / file).exists()]
    if not strange or is_writing(folder):
        return
    shown = [file.rpartition("-")[0] + "-*.parquet" for file in strange]
    raise UnaccountedError(
        f"{folder / INDEX} does not name {', '.join(shown)}, which is in the folder: the index was "
        "changed, or is of another copy. Nothing was deleted. Bring the store back from a copy, or "
        "move the file away and ingest its files again."
    )


def refuse_missing(folder: Path, index: Index) -> None:
    """Refuse a store whose index names partitions that are not in the folder.

    Raises
    ------
    StoreError
        If there are any.
    """
    parts = [
        (f"partitions.{table}.{iso3}", part)
        for table, of_table in index.partitions.items()
        for iso3, part in of_table.items()
    ]
    for key, part in parts:
        if not (folder / part.file).exists():
            raise StoreError(
                f"{folder / INDEX}: {key} names {part.shown}, which is not in the folder. Bring "
                "the store back from a copy, or ingest its files again into a new folder."
            )


LOG = logging.getLogger("workbench.store")
SAID_AFTER_S, GIVEN_UP_AFTER_S = 5.0, 1800.0
MOST_OF_HOLDER = 80  # characters
NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP)
QUARANTINE = "quarantine"
MOST_NAMED = 12  # files of a store, in a message
LEFT_BEHIND = ("iso3=*/*.parquet", "iso3=*/*.parquet.new", f"{QUARANTINE}/.*.staged*")


@dataclass(frozen=True)
class Delivery:
    """What intake made of one file, ready to be stored.

    Attributes
    ----------
    source : SourceFile
        The file; its name is what rows are replaced by.
    iso3s : tuple of str
        Countries that the file speaks of, with used rows or only with quarantined ones.
    rows : callable
        Used rows of a table in a country, in chunks and in the order of the file.
    quarantine : iterable of bytes
        Text of the quarantine file, in chunks.
    corrections : tuple of (int, str, str)
        Row, column and text of each cell of the file that was corrected.
    confidential : bool or None
        Whether it is of counts of people, with rows that can be used or without any; None where
        that is not known.
    """

    source: SourceFile
    iso3s: tuple[str, ...]
    rows: Callable[[str, str], Iterator[pa.Table]]
    quarantine: Iterable[bytes]
    corrections: tuple[tuple[int, str, str], ...] = ()
    confidential: bool | None = None


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
    refuse_other_folders(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        if not (folder / INDEX).exists():
            write_index(folder, Index())  # from here on partitions without an index are not ours
        index = read_index(folder)
        recover(folder, index)
        begin(folder)
        try:
            changed = _written(folder, index, delivery)
            begin(folder, index_text(changed))
            write_index(folder, changed)
        finally:
            tidy(folder, read_index(folder))
            end(folder)
    return _n_rows(index) + delivery.source.n_used - _n_rows(changed)


def withdraw(folder: Path, file: str) -> int:
    """Take all that came from a file out of a store: its rows, its quarantine and corrections.

    Until store.json is replaced, last, the store is as it was, whenever the process dies.

    Parameters
    ----------
    folder : Path
        Folder of the store.
    file : str
        Name of the file, as it was taken in.

    Returns
    -------
    int
        Number of rows that were taken out.

    Raises
    ------
    StoreError
        If nothing of such a file is in it, or if the store is damaged or cannot be locked.
    """
    refuse_other_folders(folder)
    index = read_index(folder)
    if file not in index.sources:
        known = ", ".join(sorted(index.sources)[:MOST_NAMED]) or "none"
        raise StoreError(f"{folder} holds nothing of a file {file!r}. Its files: {known}.")
    with locked(folder):
        index = read_index(folder)
        recover(folder, index)
        begin(folder)
        try:
            changed = _without(folder, index, file)
            begin(folder, index_text(changed))
            write_index(folder, changed)
            quarantine_path(folder, file).unlink(missing_ok=True)
        finally:
            tidy(folder, read_index(folder))
            end(folder)
    return _n_rows(index) - _n_rows(changed)


def _without(folder: Path, index: Index, file: str) -> Index:
    """Write the partitions that lose rows; gives the index that would name them."""
    stored = index.sources.get(file)
    iso3s = stored.iso3s if stored else ()
    partitions = {
        table: replaced_partitions(
            folder, table, index.partitions.get(table, {}), file, {iso3: iter(()) for iso3 in iso3s}
        )
        for table in schema.TABLES
    }
    others = {name: one for name, one in index.sources.items() if name != file}
    return Index(partitions, others)


def quarantine_path(folder: Path, file: str) -> Path:
    """Where the cells of a file are that could not be used."""
    return folder / QUARANTINE / f"{file}.csv"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the store for oneself, after waiting for whoever has it; a long wait is said.

    Parameters
    ----------
    folder : Path
        Folder of the store.

    Yields
    ------
    None
        While it is held.

    Raises
    ------
    StoreError
        If another process keeps it for too long, or where the file system has no locks, as some
        network drives.
    """
    path = folder / LOCK
    with ExitStack() as lock:
        try:
            try:
                lock.enter_context(held(path, SAID_AFTER_S))
            except InUseError:
                LOG.warning("Waiting for %s, which writes to %s.", _holder(path), folder)
                lock.enter_context(held(path, GIVEN_UP_AFTER_S))
        except InUseError:
            raise StoreError(
                f"{folder} has been written to by {_holder(path)} for "
                f"{GIVEN_UP_AFTER_S / 60:g} minutes. See whether it still works; if it hangs, "
                "end it and try again. Nothing was changed."
            ) from None
        except OSError as error:
            if error.errno not in NO_LOCKS:
                raise
            raise StoreError(
                f"{folder} cannot be locked: its file system has no locks ({error.strerror}). "
                "Give a folder on a local disk, and copy the store from there."
            ) from None
        _say_holder(path, f"{os.getpid()} on {socket.gethostname()}")
        try:
            yield
        finally:
            _say_holder(path, "")


def _say_holder(path: Path, words: str) -> None:
    """Say who holds a lock, as a courtesy: a full disk is no reason not to."""
    with suppress(OSError):
        path.write_text(words, encoding="utf-8")


def _holder(path: Path) -> str:
    """Process that a lock says it is held by."""
    number = path.read_text(encoding="utf-8", errors="replace")[:MOST_OF_HOLDER].strip()
    return f"process {number}" if number else "another process"


def _written(folder: Path, index: Index, delivery: Delivery) -> Index:
    """Write the files that change; gives the index that would name them."""
    (folder / QUARANTINE).mkdir(exist_ok=True)
    digest = _write_quarantine(folder, delivery)
    file = delivery.source.file
    before = index.sources.get(file)
    iso3s = sorted({*delivery.iso3s, *(before.iso3s if before else ())})
    partitions = {}
    for table in schema.TABLES:
        new = {iso3: delivery.rows(table, iso3) for iso3 in iso3s}
        old = index.partitions.get(table, {})
        partitions[table] = replaced_partitions(folder, table, old, file, new)
    for changed_folder in (folder / QUARANTINE, *folder.glob(COUNTRY_FOLDERS)):
        sync_folder(changed_folder)
    stored = StoredSource(
        delivery.source, delivery.iso3s, digest, delivery.corrections, delivery.confidential
    )
    return Index(partitions, {**index.sources, file: stored})


def _n_rows(index: Index) -> int:
    """Count the rows of a store."""
    return sum(part.rows for parts in index.partitions.values() for part in parts.values())


def _write_quarantine(folder: Path, delivery: Delivery) -> str:
    """Write the quarantine to where it waits for store.json to name its hash; gives the hash."""
    staged = folder / QUARANTINE / f".{delivery.source.file}.staged.new"
    _, digest = write_whole(
        staged,
        lambda digest: _pending_quarantine(folder, delivery.source.file, digest),
        lambda file: file.writelines(delivery.quarantine),
    )
    return digest


def recover(folder: Path, index: Index) -> None:
    """Finish what a killed writing left; refuse a store with files that none accounts for."""
    refuse_missing(folder, index)
    if is_writing(folder):
        tidy(folder, index)
    refuse_unaccounted(folder, index)


def tidy(folder: Path, index: Index) -> None:
    """Finish what a commit left to do, and take away what no index names."""
    for name, stored in index.sources.items():
        staged = _pending_quarantine(folder, name, stored.quarantine_sha256)
        if staged.exists():
            staged.replace(quarantine_path(folder, name))
    kept = {folder / file for file in index.files()}
    for path in [path for pattern in LEFT_BEHIND for path in folder.glob(pattern)]:
        if path not in kept and OURS.fullmatch(path.name):
            path.unlink()
    for country in folder.glob(COUNTRY_FOLDERS):
        if not any(country.iterdir()):
            country.rmdir()
    sync_folder(folder)


def _pending_quarantine(folder: Path, file: str, digest: str) -> Path:
    """Where a quarantine file waits for store.json to name its hash."""
    return folder / QUARANTINE / f".{file}.{digest[:16]}.staged"
