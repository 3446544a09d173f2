"""Tables of a page that have a column a scope, made of a table with a row a scope."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

import pandas as pd

from workbench.findings.rows import Filled
from workbench.presentation.html import HtmlTable, html_table
from workbench.presentation.table import MoreRows
from workbench.reports.gaps.basis.scopes import OfScope
from workbench.words.messages import Message
from workbench.words.wording import Words

S = TypeVar("S", bound=OfScope)


@dataclass(frozen=True)
class Pivot(Generic[S]):
    """How a table with a row a scope is shown with a column a scope.

    Attributes
    ----------
    columns : sequence of str
        Columns that are the same in all scopes: they begin each line.
    cell : function
        What is said of a row in the column of its scope.
    note : str
        Message below the table.
    title : str
        Message of its heading; empty for that of the table.
    empty : str
        Message where there are no rows; empty for that of the table.
    """

    columns: Sequence[str]
    cell: Callable[[S], Message[S]]
    note: str
    title: str = ""
    empty: str = ""


def by_scope(filled: Filled[S], pivot: Pivot[S], words: Words) -> HtmlTable:
    """Show a table with a column a scope; the id of a row names its line before the scope.

    Parameters
    ----------
    filled : Filled
        Table with a row a scope.
    pivot : Pivot
        What its lines and cells are.
    words : Words
        Words of the page.
    """
    table = filled.table
    declared = {name: table.columns[name] for name in pivot.columns}
    headings = {name: words.heading(table, one) for name, one in declared.items()}
    numbers = [name for name, one in declared.items() if one.kind.is_number]
    lines: dict[str, dict[str, object]] = {}
    for name, one in filled.typed.items():
        about = {
            heading: getattr(one, column) if column in numbers else words.of(one, column)
            for column, heading in headings.items()
        }
        line = lines.setdefault(before_scope(name), about)
        line[_capital(words.phrase(one.scope_name))] = words.sentence(pivot.cell(one), one).text
    note = words.plain(pivot.note)
    rest = len(lines) - table.most
    if rest > 0:
        note += " " + words.phrase(MoreRows(n_rows=rest, file=f"{table.name}.csv"))
    return html_table(
        pd.DataFrame(list(lines.values())[: table.most]),
        caption=words.plain(pivot.title) if pivot.title else words.title(table),
        units={headings[name]: declared[name].unit for name in numbers},
        formats={headings[name]: partial(words.cell, declared[name]) for name in numbers},
        notes=note,
        empty=words.plain(pivot.empty) if pivot.empty else words.empty(table),
        missing=words.plain("cell-no-value"),
    )


def before_scope(row: str) -> str:
    """Id of a row without its scope.

    Examples
    --------
    >>> before_scope("monitoring@R-AFRICA")
    'monitoring'
    """
    return row.rpartition("@")[0]


def _capital(name: str) -> str:
    """Name with a capital letter, as a heading has it."""
    return name[:1].upper() + name[1:]
