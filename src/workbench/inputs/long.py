"""From wide to long: each cell of a delivered file with its fields, or with its reason."""

from __future__ import annotations

import math
from collections.abc import Mapping as MappingOf

import pandas as pd

from workbench.inputs.cells import MISSING, CellRules, field_problem, read_cell, sentinel_reason
from workbench.inputs.mapping import MAPPABLE, Horizon, Mapping
from workbench.inputs.wide import WideFile
from workbench.vocabulary.substances import substance
from workbench.vocabulary.units import factor

SAME_CELL = (
    *("iso3", "site_id", "sample_id", "sampled_on", "matrix", "layer", "substance"),
    *("fraction", "extractant", "method"),
)
DUPLICATE = "duplicate of an earlier row (same site, sample, date, layer, substance and method)"


def long_cells(wide: WideFile, rules: Mapping) -> pd.DataFrame:
    """All cells of the columns of values, in the order of the file.

    Parameters
    ----------
    wide : WideFile
        Delivered file.
    rules : Mapping
        What its columns mean.

    Returns
    -------
    DataFrame
        One row a cell: the columns of `measurements`, `column` (that of the file) and `reason`,
        which is empty where the cell can be used.
    """
    rows = _rows(wide, rules)
    columns = sorted(rules.substances, key=wide.header.index)
    cells = pd.concat([_column_cells(wide, rules, name, rows) for name in columns])
    cells = cells.sort_values("source_row", kind="stable", ignore_index=True)
    usable = cells[cells["reason"] == ""]
    again = usable.index[usable.duplicated(list(SAME_CELL))]
    cells.loc[again, "reason"] = DUPLICATE
    return cells


def _rows(wide: WideFile, rules: Mapping) -> pd.DataFrame:
    """Fields that a row has once, with the reason why the whole row cannot be used."""
    fields = {name: [text] * len(wide.rows) for name, text in rules.constants.items()}
    for name, column in rules.columns.items():
        fields[name] = _field_texts(name, wide.column(column), rules.sentinels)
    rows = pd.DataFrame(fields, dtype="str")
    rows["reason"] = [_wrong_length(len(row), len(wide.header)) for row in wide.rows]
    if rules.horizons:
        rows = _with_horizons(rows, rules.horizons)
    for name in [name for name in MAPPABLE if name in rows]:
        contract = MAPPABLE[name]
        _note(rows, {text: field_problem(contract, text) for text in rows[name].unique()}, name)
    rows["source_row"] = list(wide.lines)
    return _typed(rows)


def _field_texts(name: str, given: list[str], sentinels: MappingOf[str, str]) -> list[str]:
    """Texts of a field; a sentinel among dates and numbers is as good as nothing."""
    texts = [text.strip() for text in given]
    if name == "sampled_on" or MAPPABLE[name].kind == "number":
        return ["" if sentinel_reason(text, sentinels) else text for text in texts]
    return texts


def _with_horizons(rows: pd.DataFrame, horizons: MappingOf[str, Horizon]) -> pd.DataFrame:
    """Rows with the matrix and the name of their layer; an unknown word is noted."""
    problems = {
        word: f"unknown horizon {word!r}" if word else MISSING["layer"]
        for word in rows["layer"].unique()
        if word not in horizons
    }
    _note(rows, problems, "layer")
    known = {word: horizon.layer or word for word, horizon in horizons.items()}
    words = rows["layer"]
    return rows.assign(
        layer=words.map(lambda word: known.get(word, word)),
        matrix=words.map(lambda word: horizons[word].matrix if word in horizons else ""),
    )


def _note(rows: pd.DataFrame, problems: MappingOf[str, str], name: str) -> None:
    """Write down the problem of a field where the row has none yet."""
    noted = rows["reason"]
    rows["reason"] = noted.where(noted != "", rows[name].map(lambda text: problems.get(text, "")))


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows in which all fields are there: optional text missing, numbers as numbers."""
    for name, contract in MAPPABLE.items():
        texts = rows[name] if name in rows else pd.Series("", rows.index, dtype="str")
        if contract.kind == "number":
            rows[name] = pd.to_numeric(texts, errors="coerce").astype("float64")
        elif not contract.required:
            rows[name] = texts.where(texts != "", None)
    return rows


def _column_cells(wide: WideFile, rules: Mapping, column: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Cells of one column of values, each beside the fields of its row."""
    entry = rules.substances[column]
    unit = substance(entry.substance).unit
    below = rules.zeros.below if rules.zeros else None
    reading = CellRules(factor(entry.unit, unit), rules.sentinels, below)
    given = wide.column(column)
    read = {text: read_cell(text, reading) for text in dict.fromkeys(given)}
    cells = rows.assign(
        column=column,
        substance=entry.substance,
        value=[read[text].value for text in given],
        unit=unit,
        censored=[read[text].censored for text in given],
        original_value=given,
        original_unit=entry.unit,
        source_file=wide.name,
        **dict.fromkeys(("lod", "loq", "uncertainty"), math.nan),
    )
    own = pd.Series([read[text].reason for text in given], cells.index, dtype="str")
    return cells.assign(reason=cells["reason"].where(cells["reason"] != "", own))


def _wrong_length(n_cells: int, n_columns: int) -> str:
    """Reason for a row that has more or fewer cells than the header."""
    if n_cells == n_columns:
        return ""
    return f"row has {n_cells} cells, the header {n_columns}"
