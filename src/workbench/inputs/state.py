"""State of the data of areas, from the index of a store alone: the same state, the same rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict

from workbench.inputs.index import Index, folder_of, read_index


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
        Hash by area.

    Raises
    ------
    StoreError
        If there is no such store.
    """
    index = read_index(folder_of(address))
    return {area: _state(index, reads, index.members(area)) for area in areas}


def _state(index: Index, reads: tuple[str, ...], iso3s: tuple[str, ...]) -> str:
    """Hash of the partitions of countries, and of the sources that speak of them."""
    partitions = [
        [table, iso3, index.partitions[table][iso3].sha256]
        for table in sorted(reads)
        for iso3 in iso3s
        if iso3 in index.partitions.get(table, {})
    ]
    sources = [
        [asdict(stored.source), stored.quarantine_sha256]
        for _, stored in sorted(index.sources.items())
        if not set(iso3s).isdisjoint(stored.iso3s)
    ]
    text = json.dumps([partitions, sources], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
