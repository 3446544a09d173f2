"""The quarantine of a file: each cell that could not be used, as given, with its reason."""

from __future__ import annotations

import pandas as pd

from workbench.findings import safe_for_spreadsheets
from workbench.inputs.distinct import texts_of
from workbench.inputs.mapping.mapping import Mapping

COLUMNS = {
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


def quarantine_csv(cells: pd.DataFrame) -> bytes:
    """CSV file of cells that could not be used; text like a formula begins with an apostrophe.

    Parameters
    ----------
    cells : DataFrame
        One row a cell, with source_file, source_row, column, original_value and reason; corrects
        (the column that a correction would change) and correction (one that did not help).
    """
    listed = cells.assign(**{name: "" for name in SAID_LATER if name not in cells})
    listed = listed[list(COLUMNS)].rename(columns=COLUMNS)
    # With "\n" alone, a lone "\r" in a cell would stand without quotation marks and end the record.
    text = safe_for_spreadsheets(listed).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8")


def columns_to_correct(cells: pd.DataFrame, rules: Mapping) -> pd.Series:
    """Column of the file that each reason is about; empty where it is none or several of them.

    Parameters
    ----------
    cells : DataFrame
        One row a cell, with column, reason and at_fault (the field of the row, or empty).
    rules : Mapping
        Which column of the file holds which field.
    """
    columns = dict(rules.columns)
    if rules.observations:
        columns |= {"substance": rules.observations.substance, "unit": rules.observations.unit}
    of_unit = cells["reason"].str.match("(?:unknown|missing) unit")
    fields = cells["at_fault"].mask((cells["at_fault"] == "") & of_unit, "unit")
    return cells["column"].where(fields == "", texts_of(fields, lambda name: columns.get(name, "")))
