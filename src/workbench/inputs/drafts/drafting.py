"""A first mapping of an unknown file, with all that is not sure about it as comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from workbench.inputs.drafts.draft import FILL_IN, Draft, comments, draft_form
from workbench.inputs.drafts.draft_fields import draft_fields
from workbench.inputs.drafts.draft_values import draft_values
from workbench.inputs.drafts.header import look_for_header
from workbench.inputs.drafts.headings import Heading
from workbench.inputs.drafts.preview import Look, few
from workbench.inputs.drafts.recognition import OBSERVED, Roles, roles_in
from workbench.inputs.drafts.table_drafts import draft_of_borders, draft_of_tables
from workbench.inputs.mapping.mapping import mapping_problems
from workbench.vocabulary.languages import LayoutColumn, column_of_layout, layout_of, layouts
from workbench.vocabulary.substances import languages_of, substance

NOTHING: Mapping[str, str] = {}


def draft_mapping(path: str | Path, constants: Mapping[str, str] = NOTHING) -> str:
    """Look at an unknown file and write a first mapping of it.

    Parameters
    ----------
    path : str or Path
        CSV, Excel, Parquet or geographic file, of soil or of areas and people.
    constants : mapping of str to str
        What is known to be the same in all rows, as iso3; it holds in place of what was found.

    Returns
    -------
    str
        YAML; what is not sure stands above its section, in lines that begin with `# ?`.

    Raises
    ------
    InputError
        If the file cannot be read at all.
    """
    if bordered := draft_of_borders(Path(path), constants):
        return bordered
    look = look_for_header(Path(path))
    roles = known_roles(look)
    if not roles.layout and (of_people := draft_of_tables(look, constants)):
        return of_people
    draft = Draft({"owner": "not stated", "licence": "not stated"})
    draft.doubt("owner", "whose data are they?")
    draft.doubt("licence", "what may be done with them?")
    draft_form(look, draft)
    draft_fields(look, roles, draft)
    draft_values(look, roles, draft)
    draft.put_constants(constants)
    used = roles.columns() | draft.texts()
    left = [column for column in look.columns if column not in used]
    return f"{_heading(look, roles, left, mapping_problems(draft.content))}\n{draft.text()}"


def _heading(look: Look, roles: Roles, left: list[str], problems: list[str]) -> str:
    """Comment at the top: what this is, what to do, and what was not understood."""
    n_rows = len(next(iter(look.columns.values()), []))
    lines = [
        f"First mapping of {few([look.name])}, made by looking at {n_rows} rows.",
        "Look through the lines that begin with `# ?`; then `workbench ingest` with it.",
        *([f"Its columns are those of {roles.layout}."] if roles.layout else []),
        f"Languages of the headings: {', '.join(_languages(roles)) or 'not recognised'}.",
    ]
    if problems:
        lines.append(f"Before it can be used ({FILL_IN}):")
        lines += [f"  - {problem}" for problem in problems]
    if left:
        lines.append(f"Columns that were not understood ({len(left)}): {few(left)}.")
    return comments(lines)


def _languages(roles: Roles) -> list[str]:
    """Languages of headings and of names of substances."""
    named = [languages_of(heading.name) for heading in roles.values.values()]
    only = {next(iter(languages)) for languages in named if len(languages) == 1}
    return sorted(roles.languages | only)


OF_A_SUBSTANCE = "column "  # of a substance, in a wide file
CONSTANT = "constant "
JOINED = "joined "
WORD = "word "  # of the cells of a column of the store
NO_FIELDS = ("needed", "dates", "depths")


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
    name = layout_of(look.columns)
    if not name:
        return roles_in(look)
    columns = {column_of_layout(column): column for column in look.columns}
    return _by_layout(look, name, layouts()[name], columns)


def _by_layout(
    look: Look, name: str, rows: Sequence[LayoutColumn], columns: dict[str, str]
) -> Roles:
    """Roles that a layout gives; the first column that is there and has any cell counts."""
    roles = Roles(layout=name)
    for row in rows:
        column = columns.get(column_of_layout(row.column), "")
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
    if row.role.startswith(OF_A_SUBSTANCE):
        code = row.role.removeprefix(OF_A_SUBSTANCE)
        roles.values[column] = Heading(column, unit=row.meaning, code=code)
    elif row.role == "flags":
        roles.more_flags = (*roles.more_flags, column)
    elif row.role == "kind":
        roles.kind = column
    elif row.role in OBSERVED and row.role not in roles.observed:
        roles.observed[row.role] = column
        if column_of_layout(row.meaning) in columns and row.meaning:
            roles.limit_units[row.role] = columns[column_of_layout(row.meaning)]
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
