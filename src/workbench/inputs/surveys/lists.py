"""Lists beside a survey: laboratories that could answer, laws on file; one row a line of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

import pandas as pd
from pydantic import BaseModel, Field, ValidationError, model_validator

from workbench.errors import InputError, VocabularyError
from workbench.findings import SourceFile
from workbench.findings.rows import Phrase, count, row, text
from workbench.inputs.files.delivered import DeliveredFile, read_delivered
from workbench.inputs.files.file_form import FileForm
from workbench.inputs.ingest_report import RowsReplaced
from workbench.inputs.mapping.contracts import fillable, in_words
from workbench.store import schema
from workbench.store.columns import ColumnContract
from workbench.store.frames import QUARANTINE_COLUMNS, arranged, quarantine_csv
from workbench.store.index import refuse_built_in
from workbench.store.partitions import rows_of_frames
from workbench.store.writing import Delivery, replace_rows
from workbench.vocabulary.notation import is_failed_formula
from workbench.vocabulary.places import find_place, is_country
from workbench.vocabulary.yaml_text import read_yaml
from workbench.words.wording import words_of

Text = Annotated[str, Field(min_length=1)]
FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
SHOWN = 20


class ListMapping(BaseModel, extra="forbid", frozen=True):
    """How a list becomes rows of `frame`, `legislation` or `soilex_records`.

    Attributes
    ----------
    table : {"frame", "legislation", "soilex_records"}
        Table of the store.
    owner, licence : str
        Whose list it is, and what may be done with it.
    file : FileForm
        How the file is written.
    columns, constants : dict of str to str
        Column of the store: column of the file, or what it has in every row.
    """

    table: Literal["frame", "legislation", "soilex_records"]
    owner: Text
    licence: Text
    file: FileForm = FileForm()
    columns: dict[str, Text]
    constants: dict[str, Text] = {}

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        """Refuse columns that the table does not have, or must have."""
        known = fillable(self.table)
        given = [*self.columns, *self.constants]
        found = [
            f"{name} is no column, those are {', '.join(known)}"
            for name in given
            if name not in known
        ]
        found += [
            f"nothing fills {name}, name a column or a constant"
            for name, contract in known.items()
            if contract.required and name not in given
        ]
        if found:
            raise ValueError("; ".join(found))
        return self


def is_list(mapping: Path) -> bool:
    """Whether a mapping is of a list, and not of a survey tool."""
    content = read_yaml(mapping)
    return isinstance(content, dict) and "table" in content


def read_list_mapping(file: Path) -> ListMapping:
    """Read the mapping of a list.

    Raises
    ------
    InputError
        If it is no YAML, or has a key or a column that is not known.
    """
    try:
        return ListMapping.model_validate(read_yaml(file))
    except ValidationError as error:
        raise InputError(f"{file.name}: {in_words(error)}.") from None


@row
class ListTaken(Phrase):
    """Rows of a list that were taken in."""

    n_rows: int = count("rows")
    file: str = text("name of the file")
    table: str = text("table of the store")


def ingest_list(file: Path, mapping: Path, store: Path) -> list[str]:
    """Read a list into a store, in place of an earlier one of its name; all of it or nothing.

    Parameters
    ----------
    file : Path
        CSV, Excel or Parquet file, one laboratory, country or law a row.
    mapping : Path
        YAML file that says what its columns mean.
    store : Path
        Folder of the store, made where it is missing.

    Returns
    -------
    list of str
        What became of it, in lines.

    Raises
    ------
    InputError
        If the file or the mapping cannot be used; all cells that are wrong are named.
    StoreError
        If the store cannot be written.
    """
    refuse_built_in(store)
    rules = read_list_mapping(mapping)
    delivered = read_delivered(file, rules.columns.values(), rules.file)
    rows = _rows(delivered, rules)
    n_replaced = replace_rows(store, _delivery(delivered, rules, mapping.name, rows))
    words = words_of()
    taken = ListTaken(n_rows=len(rows), file=delivered.name, table=rules.table)
    replaced = RowsReplaced(kind="rows", n_rows=n_replaced)
    return [words.phrase(taken), *([words.phrase(replaced)] if n_replaced else [])]


def _delivery(
    delivered: DeliveredFile, rules: ListMapping, mapping: str, rows: pd.DataFrame
) -> Delivery:
    """Delivery of a list; it has no quarantine."""
    about = (delivered.name, delivered.sha256, mapping, rules.licence, rules.owner)
    source = SourceFile(*about, n_read=len(rows), n_used=len(rows), n_quarantined=0)
    nothing = quarantine_csv(pd.DataFrame(columns=list(QUARANTINE_COLUMNS)))
    iso3s = tuple(sorted(rows["iso3"].unique()))
    frames = rows_of_frames({rules.table: rows})
    return Delivery(
        source, iso3s, frames, [nothing], confidential=rules.table in schema.CONFIDENTIAL
    )


def _rows(delivered: DeliveredFile, rules: ListMapping) -> pd.DataFrame:
    """Rows of the table; refused with a list of the cells that are wrong."""
    cells = {name: delivered.column(column) for name, column in rules.columns.items()}
    rows: list[dict[str, object]] = []
    found = (delivered.faults(column) for column in rules.columns.values())
    wrong = [fault for faults in found for fault in faults if fault]
    for number, line in enumerate(delivered.lines):
        row: dict[str, object] = {"source_file": delivered.name, "source_row": line}
        for contract in fillable(rules.table).values():
            given = cells.get(contract.name)
            text = given[number].strip() if given else rules.constants.get(contract.name, "")
            try:
                row[contract.name] = _value(contract, text)
            except (VocabularyError, InputError) as error:
                wrong.append(f"row {line}, {contract.name}: {str(error).removesuffix('.')}")
        rows.append(row)
    wrong += _repeated(rows)
    if wrong:
        more = f"; and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        raise InputError(f"{delivered.name}: {'; '.join(wrong[:SHOWN])}{more}. Nothing was stored.")
    return arranged(rules.table, pd.DataFrame(rows))


def _value(contract: ColumnContract, text: str) -> object:
    """Value of a cell, in the type of its column."""
    if not text and contract.required:
        raise InputError("is empty, and each row needs it")
    if contract.name == "iso3":
        return text if is_country(text) else find_place(text)
    if contract.kind == "flag":
        if text.lower() not in FLAGS:
            raise InputError(f"{text!r} is neither yes nor no")
        return FLAGS[text.lower()]
    if contract.allowed and text not in contract.allowed:
        raise InputError(f"{text!r} is none of {', '.join(contract.allowed)}")
    if is_failed_formula(text):
        raise InputError(f"{text!r} is a failed formula, no name")
    if contract.kind == "number" and text:
        return _number(text)
    return text or None


def _number(text: str) -> float:
    """Whole number of a cell."""
    if not text.isdecimal():
        raise InputError(f"{text!r} is no whole number")
    return float(text)


def _repeated(rows: list[dict[str, object]]) -> Iterator[str]:
    """Units of a frame that stand in the list twice, and would count twice."""
    first: dict[tuple[object, object], object] = {}
    for unit in [one for one in rows if "unit_id" in one]:
        line = first.setdefault((unit.get("unit_type"), unit["unit_id"]), unit["source_row"])
        if line != unit["source_row"]:
            yield f"row {unit['source_row']}, unit_id: {unit['unit_id']} stands in row {line} too"
