"""Files of a store that its index does not name: what a killed writing left, or what was lost."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from workbench.errors import StoreError
from workbench.plain_files import write_atomically
from workbench.store.index import INDEX, Index

WRITING = "store.writing"
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
