"""From a delivered file to the rows of a table, each with its values or its reason."""

from __future__ import annotations

import math
import re

import pandas as pd

from workbench.errors import VocabularyError
from workbench.inputs.areas.row_keys import KEYS
from workbench.inputs.areas.tables_mapping import VALUES, TableName, TablesMapping, fillable
from workbench.inputs.distinct import note, numbers_of, texts_of
from workbench.inputs.files.delivered import DeliveredFile
from workbench.inputs.files.odd_cells import is_failed_formula
from workbench.store import schema
from workbench.store.columns import LARGEST, ColumnContract
from workbench.store.validation import AGE_BAND
from workbench.vocabulary.places import find_place, is_country


def table_rows(delivered: DeliveredFile, rules: TablesMapping, table: TableName) -> pd.DataFrame:
    """Rows of one table, in the order of the file.

    Parameters
    ----------
    delivered : DeliveredFile
        The file.
    rules : TablesMapping
        What its columns mean.
    table : str
        Table of the store.

    Returns
    -------
    DataFrame
        The columns of the table, `column` (that of the file), `original_value` and `reason`, which
        is empty where the row can be used.
    """
    rows = _texts(delivered, rules, table)
    contracts = [one for one in schema.TABLES[table] if one.name in fillable(table)]
    for contract in contracts:
        rows = _read(rows, contract, rules)
    if table == "reference_rates":
        note(rows, rows["rate"].isna() & rows["weight"].isna(), "neither rate nor weight")
    usable = rows[rows["reason"] == ""]
    again = usable.duplicated(list(KEYS[table]))
    note(rows, again.reindex(rows.index, fill_value=False), _repeat(table))
    return rows


def _texts(delivered: DeliveredFile, rules: TablesMapping, table: TableName) -> pd.DataFrame:
    """Texts of all rows, one row a row of the table; of a wide file, one a cell."""
    known = fillable(table)
    columns, constants = rules.columns_of(table), rules.constants_of(table)
    base = pd.DataFrame({"source_row": delivered.lines})
    base = base.assign(source_file=delivered.name, **(dict.fromkeys(known, "") | constants))
    for name, column in columns.items():
        base[name] = pd.Series(delivered.column(column), base.index, dtype="str").str.strip()
    base["reason"] = ""
    for name, column in columns.items():
        _note_faults(base, delivered, column, name == VALUES.get(table))
    value = VALUES.get(table, KEYS[table][-1])
    if not rules.tables[table].wide:
        shown = base[value]
        return base.assign(column=columns.get(value, ""), original_value=shown)
    parts = []
    for column, about in rules.tables[table].wide.items():
        cells = pd.Series(delivered.column(column), base.index, dtype="str").str.strip()
        own = base.assign(**about).assign(**{value: cells})
        _note_faults(own, delivered, column, True)
        parts.append(own.assign(column=column, original_value=cells))
    return pd.concat(parts).sort_values("source_row", kind="stable", ignore_index=True)


def _note_faults(rows: pd.DataFrame, delivered: DeliveredFile, column: str, is_value: bool) -> None:
    """Write down why cells of a column cannot be taken; percent can, of a value given in %."""
    units = list(rows["unit"]) if is_value and "unit" in rows else ""
    found = pd.Series(delivered.faults(column, units), rows.index, dtype="str")
    note(rows, found != "", found)


def _read(rows: pd.DataFrame, contract: ColumnContract, rules: TablesMapping) -> pd.DataFrame:
    """Rows in which one column has its values; what it cannot have is noted."""
    name = contract.name
    if name in rules.words:
        words = rules.words[name]
        known = texts_of(rows[name], lambda text: words.get(text, ""))
        note(rows, (known == "") & (rows[name] != ""), f"unknown {name} " + rows[name].map(repr))
        rows = rows.assign(**{name: known})
    if contract.required:
        note(rows, rows[name] == "", f"missing {name}")
    if contract.kind == "number":
        return _read_numbers(rows, contract, rules)
    if contract.kind == "integer":
        return _read_integers(rows, contract)
    if name == "iso3":
        rows = rows.assign(iso3=texts_of(rows["iso3"], _country))
    reasons = texts_of(rows[name], lambda text: _wrong_text(contract, text))
    note(rows, reasons != "", reasons)
    empty = None if not contract.required else ""
    return rows.assign(**{name: rows[name].where(rows[name] != "", empty)})


def _read_numbers(
    rows: pd.DataFrame, contract: ColumnContract, rules: TablesMapping
) -> pd.DataFrame:
    """Rows in which a column holds numbers within its range."""
    name, texts = contract.name, rows[contract.name]
    numbers = numbers_of(texts, rules.file.numbers.number)
    is_none = numbers.isna() | (numbers.abs() > LARGEST)
    note(rows, is_none & (texts != ""), f"{name} " + texts.map(repr) + " is no number")
    return _within_range(rows.assign(**{name: numbers}), contract)


def _read_integers(rows: pd.DataFrame, contract: ColumnContract) -> pd.DataFrame:
    """Rows in which a column holds whole numbers within its range; 0 where there is none."""
    name, texts = contract.name, rows[contract.name]
    is_whole = texts.str.fullmatch(r"\d{1,9}(\.0*)?")
    note(rows, ~is_whole & (texts != ""), f"{name} " + texts.map(repr) + " is no whole number")
    whole = texts.where(is_whole, "0").str.partition(".")[0].astype("int64")
    return _within_range(rows.assign(**{name: whole}), contract)


def _within_range(rows: pd.DataFrame, contract: ColumnContract) -> pd.DataFrame:
    """Rows in which numbers outside of the range of their column are noted."""
    numbers, name = rows[contract.name], contract.name
    lowest = -math.inf if contract.lowest is None else contract.lowest
    highest = math.inf if contract.highest is None else contract.highest
    if contract.above is not None:
        note(rows, numbers <= contract.above, f"{name} is not above {contract.above:g}")
    note(rows, numbers < lowest, f"{name} is below {lowest:g}")
    note(rows, numbers > highest, f"{name} is above {highest:g}")
    return rows


def _country(text: str) -> str:
    """Code of a country; the text itself where it stands for none."""
    try:
        return text if is_country(text) else find_place(text)
    except VocabularyError:
        return text


def _wrong_text(contract: ColumnContract, text: str) -> str:
    """Say what is wrong with a text; empty where nothing is."""
    if not text:
        return ""
    if contract.name == "iso3" and not is_country(text):
        return f"unknown country {text!r}"
    if is_failed_formula(text):
        return f"{contract.name} {text!r} is a failed formula, no name"
    if contract.name == "age_band" and not re.match(AGE_BAND, text):
        return f"age_band {text!r} is none as 0-4, 85+ or all"
    if contract.allowed and text not in contract.allowed:
        return f"{contract.name} {text!r} is none of {', '.join(contract.allowed)}"
    return ""


def _repeat(table: str) -> str:
    """Reason of a row that has the key of an earlier one."""
    words = [name.removesuffix("_id").replace("_", " ") for name in KEYS[table][1:]]
    named = " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return f"repeats an earlier row (same {named})"
