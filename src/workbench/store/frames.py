"""The frames that one read of a store gives, in the columns and types of their contract."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pyarrow as pa
from pandas.api import types

from workbench.errors import InputError
from workbench.findings import ConfidentialSource, SourceFile, safe_for_spreadsheets
from workbench.store import schema
from workbench.store.columns import ColumnContract
from workbench.store.editions import Edition
from workbench.store.schema import KEYS, LATER_COLUMNS, PANDAS_TYPES, SORTED_BY, TABLES

QUARANTINE_COLUMNS = {
    "source_file": "file",
    "source_row": "row",
    "column": "column",
    "original_value": "value",
    "reason": "reason",
    "corrects": "corrects",
    "correction": "correction",
}
SAID_LATER = ("corrects", "correction")
OF_TYPE: Mapping[str, Callable[[Any], bool]] = {
    "text": types.is_string_dtype,
    "number": types.is_float_dtype,
    "integer": types.is_integer_dtype,
    "flag": types.is_bool_dtype,
}
AS_GIVEN = "as_given"  # text that the file has, where a used value says that it was corrected


@dataclass(frozen=True)
class Frames:
    """What one read of a store gives: a frame a table, a fingerprint and the files behind them.

    The secret is drawn from the key of the store and settles which counts are hidden with small
    ones; it is never published. Editions are what was published of the store before.
    """

    tables: Mapping[str, pd.DataFrame]
    fingerprint: str
    sources: tuple[SourceFile | ConfidentialSource, ...] = ()
    fictional: bool = False
    secret: bytes = field(default=b"", repr=False)
    editions: tuple[Edition, ...] = ()

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
    tables = {**first.tables, **second.tables}
    secret = first.secret or second.secret
    editions = first.editions or second.editions
    return Frames(tables, both, tuple(sources), first.fictional, secret, editions)


def breaches(table: str, frame: pd.DataFrame) -> list[str]:
    """List what in a frame breaks the contract of its table, one text a column and rule."""
    contracts = {contract.name: contract for contract in TABLES[table]}
    found = [f"{name} is no column of {table}" for name in frame if name not in contracts]
    found += [f"{name} is missing" for name in contracts if name not in frame]
    if not found and list(frame) != list(contracts):
        found = [f"the columns are not in the order of {table}"]
    for name in (name for name in contracts if name in frame):
        found += _breaches_of(contracts[name], frame[name])
    return found


def _breaches_of(contract: ColumnContract, cells: pd.Series[Any]) -> list[str]:
    """List the rules that cells of a column break; its type goes first, and the rest needs it."""
    if not OF_TYPE[contract.kind](cells.dtype):
        return [f"{contract.name} is not {contract.kind}: it is {cells.dtype}"]
    is_missing = cells.isna()
    if contract.required and contract.kind == "text":
        is_missing |= cells.eq("")
    given = cells[~is_missing]
    broken = {"given": cells[is_missing & contract.required]}
    if contract.allowed:
        rule = f"one of {', '.join(contract.allowed)}"
        broken[rule] = given[~given.isin(contract.allowed)]
    if contract.pattern:
        broken[f"of the form {contract.pattern}"] = given[~given.str.fullmatch(contract.pattern)]
    if contract.kind in {"number", "integer"}:
        broken[contract.bounds_in_words] = given[~contract.keeps_bounds(given)]
    return [
        f"{contract.name} is not {rule} in {len(found)} of {len(cells)} rows, "
        f"first {next(iter(found))!r}"
        for rule, found in broken.items()
        if len(found)
    ]


def refuse_breaches(file: str, table: str, rows: pd.DataFrame) -> None:
    """Refuse rows of a file that do not keep the contract of their table.

    Raises
    ------
    InputError
        If there are any.
    """
    found = breaches(table, rows)
    if found:
        raise InputError(f"{file} does not keep the contract of {table}: {'; '.join(found)}.")


def repeated_files(table: str, rows: pd.DataFrame, *, of: str = "") -> Iterator[str]:
    """Files that hold the same row, as when one came under two names; for each of these rows.

    Parameters
    ----------
    table : str
        Table of the rows.
    rows : DataFrame
        Rows of one country.
    of : str
        File that must be one of them; empty for any.

    Yields
    ------
    str
        Names of the files that hold the row, joined.
    """
    key = list(KEYS.get(table, ()))
    if not key:
        return
    again = rows[rows.duplicated(key, keep=False)]
    for names in again.groupby(key, dropna=False)["source_file"].unique():
        if not of or (of in names and len(names) > 1):
            yield " and ".join(sorted(map(str, names)))


def quarantine_csv(cells: pd.DataFrame) -> bytes:
    """CSV file of cells that could not be used; text like a formula begins with an apostrophe.

    Parameters
    ----------
    cells : DataFrame
        One row a cell, with source_file, source_row, column, original_value and reason; corrects
        (the column that a correction would change) and correction (one that did not help).

    Returns
    -------
    bytes
        The file.
    """
    listed = cells.assign(**{name: "" for name in SAID_LATER if name not in cells})
    listed = listed[list(QUARANTINE_COLUMNS)].rename(columns=QUARANTINE_COLUMNS)
    # With "\n" alone, a lone "\r" in a cell would stand without quotation marks and end the record.
    text = safe_for_spreadsheets(listed).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8")


def as_arrow(table: str, frame: pd.DataFrame) -> pa.Table:
    """Rows of a table in the types of Arrow, without metadata of pandas."""
    rows = pa.Table.from_pandas(frame, arrow_schema(table), preserve_index=False, nthreads=1)
    return rows.replace_schema_metadata(None)


def arrow_schema(table: str) -> pa.Schema:
    """Arrow types of the columns of a table."""
    kinds = {"text": pa.string(), "number": pa.float64(), "integer": pa.int64(), "flag": pa.bool_()}
    return pa.schema([(column.name, kinds[column.kind]) for column in schema.TABLES[table]])
