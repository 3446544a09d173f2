"""The frames that one read of a store gives, in the columns and types of their contract."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from workbench.errors import InputError
from workbench.findings import ConfidentialSource, Source, safe_for_spreadsheets
from workbench.store import schema
from workbench.store.columns import LARGEST, ColumnContract
from workbench.store.editions import Edition
from workbench.store.schema import KEYS, LATER_COLUMNS, PANDAS_TYPES, SORTED_BY, TABLES

if TYPE_CHECKING:
    import pandera.pandas as pandera
    import pyarrow as pa


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
AS_GIVEN = "as_given"  # text that the file has, where a used value says that it was corrected


@dataclass(frozen=True)
class Frames:
    """What one read of a store gives: a frame a table, a fingerprint and the files behind them.

    The secret is drawn from the key of the store and settles which counts are hidden with small
    ones; it is never published. Editions are what was published of the store before.
    """

    tables: Mapping[str, pd.DataFrame]
    fingerprint: str
    sources: tuple[Source | ConfidentialSource, ...] = ()
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


@cache
def schema_of(table: str) -> pandera.DataFrameSchema:
    """Make the schema of a table from its contract: its columns and no other."""
    import pandera.pandas as pandera  # noqa: PLC0415 - takes a second

    columns = {contract.name: _column(contract) for contract in TABLES[table]}
    return pandera.DataFrameSchema(columns, strict=True, ordered=True, name=table)


def breaches(table: str, frame: pd.DataFrame) -> list[str]:
    """List what in a frame breaks the contract of its table, one text a column and check."""
    from pandera.errors import SchemaErrors  # noqa: PLC0415 - takes a second

    try:
        schema_of(table).validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        grouped = cases.groupby(["column", "check"], dropna=False, sort=True)
        return [_in_words(name, cases) for name, cases in grouped]
    return []


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


def _in_words(name: tuple[object, ...], cases: pd.DataFrame) -> str:
    """One breach: column, check, how often and the first case."""
    first = cases["failure_case"].iloc[0]
    return f"{name[0]} fails {name[1]} in {len(cases)} rows, first {first!r}"


def _column(contract: ColumnContract) -> pandera.Column:
    """Make the schema of one column."""
    import pandera.pandas as pandera  # noqa: PLC0415 - takes a second

    return pandera.Column(
        PANDAS_TYPES[contract.kind],
        checks=_checks(contract),
        nullable=not contract.required,
    )


def _checks(contract: ColumnContract) -> list[pandera.Check]:
    """List the checks beyond the type."""
    import pandera.pandas as pandera  # noqa: PLC0415 - takes a second

    if contract.allowed:
        return [pandera.Check.isin(contract.allowed)]
    if contract.pattern:
        return [pandera.Check.str_matches(contract.pattern)]
    if contract.above is not None:
        return [pandera.Check.in_range(contract.above, LARGEST, include_min=False)]
    if contract.lowest is not None:
        return [pandera.Check.in_range(contract.lowest, contract.highest or LARGEST)]
    if contract.kind == "text" and contract.required:
        return [pandera.Check.str_length(min_value=1)]
    return []


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
    import pyarrow as pa  # noqa: PLC0415

    rows = pa.Table.from_pandas(frame, arrow_schema(table), preserve_index=False, nthreads=1)
    return rows.replace_schema_metadata(None)


def arrow_schema(table: str) -> pa.Schema:
    """Arrow types of the columns of a table."""
    import pyarrow as pa  # noqa: PLC0415

    kinds = {"text": pa.string(), "number": pa.float64(), "integer": pa.int64(), "flag": pa.bool_()}
    return pa.schema([(column.name, kinds[column.kind]) for column in schema.TABLES[table]])
