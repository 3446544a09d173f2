"""Tables of a result as a reader needs them: some columns, under headings of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from workbench.findings import Result
from workbench.presentation.html import HtmlTable, html_table
from workbench.presentation.wording import number, probability
from workbench.vocabulary.percentages import percent

MOST_ROWS = 60


def shown(
    result: Result, table: str, columns: Mapping[str, str], *, empty: str, most: int = MOST_ROWS
) -> HtmlTable:
    """Show some columns of a table under headings for a reader."""
    frame = result.tables[table].frame
    units = {column.name: column.unit for column in result.tables[table].columns}
    rest = len(frame) - most
    notes = f"{rest} more rows are in {table}.csv." if rest > 0 else ""
    return html_table(
        frame[list(columns)].head(most).rename(columns=dict(columns)),
        caption=result.tables[table].title,
        units={columns[name]: units[name] for name in columns if units[name].startswith("mg")},
        formats={
            heading: _format(name)
            for name, heading in columns.items()
            if pd.api.types.is_numeric_dtype(frame[name])
        },
        notes=notes,
        empty=empty,
    )


def left_out(result: Result, counted: str, *, caption: str = "Left out, and why") -> HtmlTable:
    """Show what a result leaves out, with the reason; `counted` heads the column of counts."""
    frame = pd.DataFrame(result.left_out, columns=["kind", "what", "why", "count"])
    frame = frame[["what", "kind", "why", "count"]]
    frame.columns = pd.Index(["What", "Kind", "Why", counted])
    return html_table(frame, caption=caption, empty="Nothing.")


def _format(column: str) -> Callable[[float | None], str]:
    """Choose how the numbers of a column are written."""
    if column in {"p", "q"} or column.endswith("_p"):
        return probability
    return percent if column.startswith(("share_", "change_per_year")) else number
