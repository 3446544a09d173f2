"""Layouts of files that are published: what their columns hold need not be guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.inputs.drafts.headings import Heading
from workbench.inputs.drafts.preview import Look
from workbench.inputs.drafts.recognition import OBSERVED, Roles, roles_in
from workbench.vocabulary.fields import Given
from workbench.vocabulary.substances import substance
from workbench.vocabulary.table import Table

VALUES = "column "  # of a substance, in a wide file
CONSTANT = "constant "
JOINED = "joined "
WORD = "word "  # of the cells of a column of the store
NO_FIELDS = ("needed", "dates", "depths")


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


def known_roles(look: Look) -> Roles:
    """Roles of the columns of a file, by its published layout or by what they look like.

    Parameters
    ----------
    look : Look
        What was seen of the file.

    Returns
    -------
    Roles
        What was recognised.
    """
    columns = {_plain(column): column for column in look.columns}
    for name, rows in layouts().items():
        needed = [row.column for row in rows if row.role == "needed"]
        if needed and all(_plain(column) in columns for column in needed):
            return _by_layout(look, name, rows, columns)
    return roles_in(look)


def _plain(column: str) -> str:
    """Name of a column as the layouts are compared with it."""
    return column.lstrip("#").strip().casefold()


def _by_layout(
    look: Look, name: str, rows: Sequence[LayoutColumn], columns: dict[str, str]
) -> Roles:
    """Roles that a layout gives; the first column that is there and has any cell counts."""
    roles = Roles(layout=name)
    for row in rows:
        column = columns.get(_plain(row.column), "")
        if row.role.startswith(CONSTANT):
            roles.constants[row.role.removeprefix(CONSTANT)] = row.meaning
        elif row.role.startswith(WORD):
            words = roles.words.setdefault(row.role.removeprefix(WORD), {})
            words[row.column] = row.meaning
        elif row.role == "dates":
            roles.dates = row.meaning
        elif row.role.startswith(JOINED) and column:
            roles.joined.setdefault(row.role.removeprefix(JOINED), []).append(column)
        elif row.role == "depths":
            roles.depths = row.meaning
        elif column and any(look.columns[column]):
            _put(roles, row, column, columns)
    if not roles.observed:
        _add_values(look, roles)
    return roles


def _put(roles: Roles, row: LayoutColumn, column: str, columns: dict[str, str]) -> None:
    """Note the role of a column."""
    if row.role.startswith(VALUES):
        code = row.role.removeprefix(VALUES)
        roles.values[column] = Heading(column, unit=row.meaning, code=code)
    elif row.role == "flags":
        roles.more_flags = (*roles.more_flags, column)
    elif row.role == "kind":
        roles.kind = column
    elif row.role in OBSERVED and row.role not in roles.observed:
        roles.observed[row.role] = column
        if _plain(row.meaning) in columns and row.meaning:
            roles.limit_units[row.role] = columns[_plain(row.meaning)]
    elif row.role not in (*NO_FIELDS, *OBSERVED):
        roles.fields.setdefault(row.role, column)


def _add_values(look: Look, roles: Roles) -> None:
    """Add the columns of substances that the layout does not list one by one."""
    seen = roles_in(look)
    codes = {heading.code for heading in roles.values.values()}
    unit = roles.constants.pop("unit", "")
    for column, heading in seen.values.items():
        if column not in roles.columns() and heading.code not in codes:
            own = unit if substance(heading.code).group != "property" else ""
            roles.values[column] = replace(heading, unit=heading.unit or own)
