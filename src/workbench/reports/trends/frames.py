"""Frames of the trends report: rows by id, in the columns of a table's definition."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from workbench.findings import Column

YEARS = {"first_year", "last_year", "break_year"}


def frame_of(rows: Mapping[str, Mapping[str, object]], columns: tuple[Column, ...]) -> pd.DataFrame:
    """Frame of rows by id, in the columns of the table's definition."""
    names = [column.name for column in columns]
    frame = pd.DataFrame.from_dict(dict(rows), orient="index").reindex(columns=names)
    counts = [name for name in names if name.startswith("n_") or name in YEARS]
    return frame.astype(dict.fromkeys(counts, "Int64"))
