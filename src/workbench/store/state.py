"""State of the data of areas, from the index of a store alone: the same state, the same rows."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path

from workbench.store import schema
from workbench.store.index import Index, folder_of, read_index


def area_states(address: str, reads: tuple[str, ...], areas: Iterable[str]) -> dict[str, str]:
    """Hash what a report can read of each area: its partitions, and the files behind them.

    No row is read, so it costs the same for ten rows as for ten million.

    Parameters
    ----------
    address : str
        Folder of a store, or `example`.
    reads : tuple of str
        Tables that the report reads.
    areas : iterable of str
        Countries, regions or WORLD.

    Returns
    -------
    dict of str
        Hash by area; with the key of the store where counts of people are among what it is of.

    Raises
    ------
    StoreError
        If there is no such store.
    """
    folder = folder_of(address)
    index = read_index(folder)
    return {area: _state(folder, index, reads, index.members(area)) for area in areas}


def _state(folder: Path, index: Index, reads: tuple[str, ...], iso3s: tuple[str, ...]) -> str:
    """Hash of the partitions of countries, and of the sources that speak of them."""
    partitions = [
        [table, iso3, index.partitions[table][iso3].sha256]
        for table in sorted(reads)
        for iso3 in iso3s
        if iso3 in index.partitions.get(table, {})
    ]
    speaking = [
        stored
        for _, stored in sorted(index.sources.items())
        if not set(iso3s).isdisjoint(stored.iso3s)
    ]
    sources = [[asdict(stored.source), stored.quarantine_sha256] for stored in speaking]
    text = json.dumps([partitions, sources], ensure_ascii=False, sort_keys=True).encode("utf-8")
    counts_people = {table for table, _, _ in partitions} & schema.CONFIDENTIAL
    if counts_people or any(map(index.is_confidential, speaking)):
        return keyed_hash(folder, text)
    return hashlib.sha256(text).hexdigest()


KEY_BYTES = 32
ONLY_OWNER = 0o600


def keyed_hash(folder: Path, content: bytes) -> str:
    """HMAC-SHA256 of content with the key of a store: the same content, the same hash.

    A plain hash of a register gives its small counts away to who tries them all.

    Parameters
    ----------
    folder : Path
        Folder of the store. Its key is beside it and never in it, so that who is given a copy of
        the store has none; it is made where it is missing. Where none can be written there, the
        key lasts as long as the process, and what is compared with a later hash is changed.
    content : bytes
        What is hashed.

    Returns
    -------
    str
        Hexadecimal digits.
    """
    return hmac.digest(_key(folder), content, "sha256").hex()


def key_path(folder: Path) -> Path:
    """Where the key of a store is."""
    store = folder.resolve()
    return store.with_name(f".{store.name}.workbench-key")


def _key(folder: Path) -> bytes:
    """Key of a store, made where there is none that can be used."""
    path = key_path(folder)
    try:
        key = path.read_bytes() if path.exists() else b""
        if len(key) != KEY_BYTES:
            path.unlink(missing_ok=True)
            _make(path)
            key = path.read_bytes()
        if path.stat().st_mode & ~ONLY_OWNER & 0o777:
            path.chmod(ONLY_OWNER)
    except OSError:
        return _passing_key()
    return key


def _make(path: Path) -> None:
    """Write a new key, whole from the start; one that another process made meanwhile stays."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:  # mkstemp gives it to its owner alone
            file.write(secrets.token_bytes(KEY_BYTES))
        Path(path).hardlink_to(name)
    except FileExistsError:
        return
    finally:
        Path(name).unlink()


@cache
def _passing_key() -> bytes:
    """Key of this process."""
    return secrets.token_bytes(KEY_BYTES)
