"""The frames that one read of a store gives, in the columns and types of their contract."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from workbench.findings import ConfidentialSource, Source
from workbench.store.schema import LATER_COLUMNS, PANDAS_TYPES, SORTED_BY, TABLES


@dataclass(frozen=True)
class Frames:
    """What one read of a store gives: a frame a table, a fingerprint and the files behind them."""

    tables: Mapping[str, pd.DataFrame]
    fingerprint: str
    sources: tuple[Source | ConfidentialSource, ...] = ()
    fictional: bool = False

    def __getitem__(self, table: str) -> pd.DataFrame:
        """Frame of the table, in the columns of its contract."""
        return self.tables[table]


def empty(table: str) -> pd.DataFrame:
    """Frame of a table without rows, each column with its type."""
    return pd.DataFrame(
        {column.name: pd.Series(dtype=PANDAS_TYPES[column.kind]) for column in TABLES[table]}
    )


def arranged(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Frame in the columns, types and order of rows of its contract, however it was stored."""
    rows = typed(table, frame)
    by = [name for name in SORTED_BY if name in rows]
    return rows.sort_values(by, kind="stable", ignore_index=True)


def typed(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Frame in the columns and types of its contract, its rows in the order that they have."""
    kinds = {column.name: PANDAS_TYPES[column.kind] for column in TABLES[table]}
    added = {name: None for name in LATER_COLUMNS.get(table, ()) if name not in frame}
    return frame.assign(**added)[list(kinds)].astype(kinds)


def joined(first: Frames, second: Frames) -> Frames:
    """Frames of two reads, of other tables each; the fingerprint is that of all rows."""
    both = hashlib.sha256(f"{first.fingerprint} {second.fingerprint}".encode()).hexdigest()
    sources = dict.fromkeys([*first.sources, *second.sources])
    return Frames({**first.tables, **second.tables}, both, tuple(sources), first.fictional)


def describe_tables() -> pd.DataFrame:
    """Contracts of all tables, one row a column, as `workbench tables` prints them."""
    return pd.DataFrame(
        [
            {
                "table": table,
                "column": column.name,
                "kind": column.kind,
                "required": "yes" if column.required else "no",
                "meaning": column.meaning,
                "allowed": " | ".join(column.allowed),
            }
            for table, columns in TABLES.items()
            for column in columns
        ]
    )
