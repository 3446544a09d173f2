"""State of the data of areas, from the index of a store alone: the same state, the same rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from workbench.store import schema
from workbench.store.index import Index, folder_of, read_index
from workbench.store.keyed_hash import keyed_hash


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
