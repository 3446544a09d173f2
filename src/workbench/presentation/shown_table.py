"""Tables of a result as a page shows them, from what is declared of their columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

import pandas as pd

from workbench.findings.rows import Column, Kind, Phrase, count, is_missing, row, text
from workbench.findings.tables import Filled
from workbench.presentation.html import HtmlTable, html_table
from workbench.words.wording import END, ISOLATE, Words, words_of

UNITLESS = {"", "1"}


def as_table(
    filled: Filled[Any],
    words: Words | None = None,
    *,
    columns: Sequence[str] = (),
    title: str = "",
    notes: str = "",
) -> HtmlTable:
    """Show a declared table as a page needs it.

    Parameters
    ----------
    filled : Filled
        Table with its rows; `kept` of it has some only.
    words : Words, optional
        Words of the page's language; English without any.
    columns : sequence of str
        Columns to show, in this order; without any, all that have a heading.
    title, notes : str
        Heading in place of the declared one, and what stands below the table.

    Returns
    -------
    HtmlTable
        Its first rows, and how many more the CSV has.
    """
    words = words or words_of()
    declared = filled.table.columns
    wanted = [declared[one] for one in columns] or [one for one in declared.values() if one.heading]
    frame = filled.frame
    told = [one for one in wanted if frame.empty or _says_something(frame[one.name])]
    headings = {one.name: words.heading(filled.table, one) for one in told}
    shown = frame.head(filled.table.most)
    in_words = {one.name: _in_words(filled, one, words, len(shown)) for one in told}
    return html_table(
        shown.assign(**in_words)[list(headings)].rename(columns=headings),
        caption=title or words.title(filled.table),
        units={headings[one.name]: words.unit(one.unit) for one in told if _has_unit(one)},
        numbers=[headings[one.name] for one in told if one.kind.is_number],
        notes=" ".join(filter(None, (notes, _more(filled, words)))),
        empty=words.empty(filled.table),
        missing=words.plain("cell-no-value"),
        name=filled.name,
    )


def _in_words(filled: Filled[Any], column: Column, words: Words, n_rows: int | None = None) -> Any:  # noqa: ANN401
    """Cells of the first rows of a column as they are read; a missing one stays missing.

    A number has the decimals of its limits, as in a sentence: 1.10 (1.05 to 1.15).
    """
    bare = str.maketrans({} if column.kind.is_number else dict.fromkeys((ISOLATE, END)))
    told = [
        None
        if is_missing(getattr(one, column.name))
        else words.of(one, column.name).translate(bare)
        for one in islice(filled.typed.values(), n_rows)
    ]
    return pd.array(told, dtype="str")


def worded_frame(filled: Filled[Any], words: Words) -> pd.DataFrame:
    """Frame of a table as it is published: reasons in words, and beside them their codes.

    Parameters
    ----------
    filled : Filled
        Table with its rows.
    words : Words
        Words of a language.

    Returns
    -------
    DataFrame
        Rows by id, one column more for each reason.
    """
    reasons = [one for one in filled.columns if one.kind is Kind.PHRASE]
    told = {one.name: _in_words(filled, one, words) for one in reasons}
    codes = {f"{one.name}_code": filled.frame[one.name].array for one in reasons}
    return filled.frame.assign(**told, **codes)


@row
class MoreRows(Phrase):
    """Rows of a table that the page does not show."""

    n_rows: int = count("rows that are not shown")
    file: str = text("file that has all of them")


def _more(filled: Filled[Any], words: Words) -> str:
    """Say how many rows more the CSV has; nothing where all are shown."""
    rest = len(filled) - filled.table.most
    return words.phrase(MoreRows(n_rows=rest, file=f"{filled.name}.csv")) if rest > 0 else ""


def _has_unit(column: Column) -> bool:
    """Tell whether the unit belongs in the heading: a percentage shows its own."""
    return column.kind is Kind.NUMBER and column.unit not in UNITLESS


def _says_something(cells: pd.Series) -> bool:
    """Tell whether any cell of a column holds more than nothing."""
    return bool((cells.notna() & (cells != "")).any())
