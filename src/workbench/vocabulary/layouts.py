"""Files whose layout is published: which column holds what."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.vocabulary.fields import Given
from workbench.vocabulary.table import Table


@dataclass(frozen=True)
class LayoutColumn:
    """A column of a layout.

    `role` is a column of the store or a part of a value; `needed` marks the columns that tell the
    layout; `column CODE` holds a substance in the unit `meaning`; `constant NAME` is `meaning` in
    each row; `word NAME` says what the word `column` stands for. Of a limit `meaning` is the column
    with its unit.
    """

    layout: Given
    role: Given
    column: str
    meaning: str
    source: Given


COLUMNS = Table("layouts", LayoutColumn, key=("layout", "role", "column"))


def layouts() -> dict[str, tuple[LayoutColumn, ...]]:
    """Columns by layout, in the order in which they are looked for."""
    return COLUMNS.grouped("layout")
