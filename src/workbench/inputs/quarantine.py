"""The quarantine of a file: each cell that could not be used, as given, with its reason."""

from __future__ import annotations

import pandas as pd

from workbench.findings import safe_for_spreadsheets

COLUMNS = {
    "source_file": "file",
    "source_row": "row",
    "column": "column",
    "original_value": "value",
    "reason": "reason",
}


def quarantine_csv(cells: pd.DataFrame) -> bytes:
    """CSV file of cells that could not be used; text like a formula begins with an apostrophe.

    Parameters
    ----------
    cells : DataFrame
        One row a cell, with source_file, source_row, column, original_value and reason.
    """
    listed = cells[list(COLUMNS)].rename(columns=COLUMNS)
    # With "\n" alone, a lone "\r" in a cell would stand without quotation marks and end the record.
    text = safe_for_spreadsheets(listed).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8")
