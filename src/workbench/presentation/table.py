"""Tables of a result as a page shows them, from what is declared of their columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.findings import Result
from workbench.findings.rows import Column, Filled, Kind
from workbench.presentation.html import HtmlTable, html_table
from workbench.presentation.wording import number, power, probability
from workbench.vocabulary.percentages import percent

FORMATS: Mapping[Kind, Callable[[Any], str]] = {
    Kind.COUNT: number,
    Kind.YEAR: number,
    Kind.NUMBER: number,
    Kind.QUOTIENT: power,
    Kind.SHARE: percent,
    Kind.PROBABILITY: probability,
}
UNITLESS = {"", "1"}


def shown(result: Result, name: str) -> HtmlTable:
    """Show a declared table: the columns with a heading, in their order.

    Parameters
    ----------
    result : Result
        What the report found.
    name : str
        Name of the table.

    Returns
    -------
    HtmlTable
        Its first rows. A column that holds nothing in any row is not shown.
    """
    return as_table(result.filled(name))


def as_table(
    filled: Filled[Any],
    *,
    columns: Sequence[str] = (),
    keep: Callable[[Any], bool] | None = None,
    title: str = "",
    notes: str = "",
) -> HtmlTable:
    """Show a declared table as a page needs it.

    Parameters
    ----------
    filled : Filled
        Table with its rows.
    columns : sequence of str
        Columns to show, in this order; without any, all that have a heading.
    keep : function, optional
        Which rows are shown.
    title, notes : str
        Heading in place of the declared one, and what stands below the table.

    Returns
    -------
    HtmlTable
        Its first rows, and how many more the CSV has.
    """
    declared = filled.table.columns
    kept = filled if keep is None else filled.table.filled(_kept(filled, keep))
    wanted = [declared[one] for one in columns] or [one for one in declared.values() if one.heading]
    frame = kept.frame
    told = [one for one in wanted if frame.empty or _says_something(frame[one.name])]
    rest = len(frame) - filled.table.most
    more = f"{rest} more rows are in {filled.name}.csv." if rest > 0 else ""
    return html_table(
        frame[[one.name for one in told]]
        .head(filled.table.most)
        .rename(columns={one.name: one.heading for one in told}),
        caption=title or filled.title,
        units={one.heading: one.unit for one in told if _has_unit(one)},
        formats={one.heading: FORMATS[one.kind] for one in told if one.kind in FORMATS},
        notes=" ".join(filter(None, (notes, more))),
        empty=filled.table.empty,
    )


def _kept(filled: Filled[Any], keep: Callable[[Any], bool]) -> dict[str, Any]:
    """Rows for which something holds."""
    return {name: one for name, one in filled.typed.items() if keep(one)}


def _has_unit(column: Column) -> bool:
    """Tell whether the unit belongs in the heading: a percentage shows its own."""
    return column.kind is Kind.NUMBER and column.unit not in UNITLESS


def _says_something(cells: pd.Series) -> bool:
    """Tell whether any cell of a column holds more than nothing."""
    return bool((cells.notna() & (cells != "")).any())


def left_out(result: Result, *, counted: str = "") -> HtmlTable:
    """Show what was read and not used, or used and not judged, with the reason.

    Parameters
    ----------
    result : Result
        What the report found.
    counted : str
        Heading of the counts; without one, they are what the data are counted in.
    """
    frame = pd.DataFrame(
        [(one.what, one.kind, one.why, one.count) for one in result.left_out],
        columns=["What", "Kind", "Why", counted or f"{result.data.noun.capitalize()}s or cells"],
    )
    return html_table(frame, caption="Left out, and why", empty="Nothing.")
