"""The contracts of the store as pandera schemas, for intake and check; imported where needed."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from workbench.store.columns import LARGEST, ColumnContract
from workbench.store.schema import PANDAS_TYPES, TABLES

DATE = r"^\d{4}(-\d{2}-\d{2})?$"
MOMENT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"
ISO3 = r"^[A-Z]{3}$"
AGE_BAND = r"^(all|\d{1,3}-\d{1,3}|\d{1,3}\+)$"
PATTERNS = {"sampled_on": DATE, "submitted": MOMENT, "iso3": ISO3, "age_band": AGE_BAND}


@cache
def schema(table: str) -> pa.DataFrameSchema:
    """Build the schema of a table: these columns and no other, their types, words and forms."""
    columns = {contract.name: _column(contract) for contract in TABLES[table]}
    return pa.DataFrameSchema(columns, strict=True, ordered=True, name=table)


def breaches(table: str, frame: pd.DataFrame) -> list[str]:
    """List what in a frame breaks the contract of its table, one text a column and check."""
    try:
        schema(table).validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        grouped = cases.groupby(["column", "check"], dropna=False, sort=True)
        return [_in_words(name, cases) for name, cases in grouped]
    return []


def _in_words(name: tuple[object, ...], cases: pd.DataFrame) -> str:
    """One breach: column, check, how often and the first case."""
    first = cases["failure_case"].iloc[0]
    return f"{name[0]} fails {name[1]} in {len(cases)} rows, first {first!r}"


def _column(contract: ColumnContract) -> pa.Column:
    """Build the schema of one column."""
    return pa.Column(
        PANDAS_TYPES[contract.kind],
        checks=_checks(contract),
        nullable=not contract.required,
    )


def _checks(contract: ColumnContract) -> list[pa.Check]:
    """List the checks beyond the type."""
    if contract.allowed:
        return [pa.Check.isin(contract.allowed)]
    if contract.name in PATTERNS:
        return [pa.Check.str_matches(PATTERNS[contract.name])]
    if contract.above is not None:
        return [pa.Check.in_range(contract.above, LARGEST, include_min=False)]
    if contract.lowest is not None:
        return [pa.Check.in_range(contract.lowest, contract.highest or LARGEST)]
    if contract.kind == "text" and contract.required:
        return [pa.Check.str_length(min_value=1)]
    return []
