"""What the columns of an unknown file are likely to hold: fields of a row, and values."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbench.inputs.drafts.headings import Heading, read_heading, substance_named
from workbench.inputs.drafts.preview import Look
from workbench.inputs.files.notation import NumberForm, without_below
from workbench.inputs.measurements.readings import NONDETECT_WORDS
from workbench.vocabulary.languages import meanings, plain_words, role_of

MOST = 0.5
OBSERVED = ("substance", "value", "unit", "flag", "lod", "loq")


@dataclass(frozen=True)
class Roles:
    """What was recognised.

    Attributes
    ----------
    fields : dict of str to str
        Field of the store (or year, depth): column of the file.
    values : dict of str to Heading
        Columns of values of a wide file.
    beside : dict of str to Heading
        Columns with limits and flags of those.
    observed : dict of str to str
        Of a long file: what a value has (substance, value, unit, ...): column.
    languages : set of str
        Languages of the headings.
    """

    fields: dict[str, str] = field(default_factory=dict)
    values: dict[str, Heading] = field(default_factory=dict)
    beside: dict[str, Heading] = field(default_factory=dict)
    observed: dict[str, str] = field(default_factory=dict)
    languages: set[str] = field(default_factory=set)

    def columns(self) -> set[str]:
        """All columns of the file that have a role."""
        return {*self.fields.values(), *self.values, *self.beside, *self.observed.values()}


def roles_in(look: Look) -> Roles:
    """Recognise the columns of a file.

    Parameters
    ----------
    look : Look
        What was seen of it.
    """
    roles = Roles()
    _find_values(look, roles)
    for column in sorted(look.columns, key=_inexact):
        role = role_of(column)
        if role and column not in roles.columns():
            part = roles.observed if role.name in OBSERVED else roles.fields
            if role.name not in part:
                part[role.name] = column
                roles.languages.add(role.language)
    _settle_shape(look, roles)
    return roles


def is_mostly_numbers(cells: Iterable[str], form: NumberForm) -> bool:
    """Whether most cells that say something are numbers, or words for less than a limit."""
    said = [cell for cell in cells if cell and cell.casefold() not in meanings("missing")]
    found = sum(1 for cell in said if reads_as_value(cell, form))
    return bool(said) and found > MOST * len(said)


def reads_as_value(cell: str, form: NumberForm) -> bool:
    """Whether a cell is a number or a word for a non-detect."""
    low = cell.casefold()
    words = "".join(low.split()) in NONDETECT_WORDS or low in meanings("nondetect")
    return words or math.isfinite(form.number(without_below(cell)[1]))


def _find_values(look: Look, roles: Roles) -> None:
    """Note the columns whose headings name a substance, and those beside them."""
    for column, cells in look.columns.items():
        heading = read_heading(column)
        if heading.code and heading.beside:
            roles.beside[column] = heading
        elif heading.code and (heading.unit or is_mostly_numbers(cells, look.form.numbers)):
            roles.values[column] = heading


def _inexact(column: str) -> int:
    """Words of a heading that its role does not need; exact headings come first."""
    role = role_of(column)
    return len(plain_words(column)) if role else 0


def _settle_shape(look: Look, roles: Roles) -> None:
    """Decide whether a file is long: one column of substances, one of values."""
    named = {column: _n_substances(cells) for column, cells in look.columns.items()}
    most = max(named, key=lambda column: named[column], default="")
    given = roles.observed.get("substance", "")
    column = given if named.get(given) else most
    value = roles.observed.get("value", "")
    if named.get(column) and value and column not in roles.values:
        roles.observed["substance"] = column
        roles.values.clear()
        roles.beside.clear()
        for name in [name for name, taken in roles.fields.items() if taken == column]:
            del roles.fields[name]
    else:
        for name in OBSERVED:
            roles.observed.pop(name, None)


def _n_substances(cells: Iterable[str]) -> int:
    """Count the different words of a column that are substances; few among many are none."""
    words = Counter(cell for cell in cells if cell)
    found = [word for word in words if not word.isdecimal() and substance_named(word)]
    return len(found) if len(found) > 0.1 * len(words) else 0


def crosswalk(cells: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Meaning of each different word of a column, empty where it is not known."""
    return {word: known.get(word.casefold(), "") for word in sorted(set(cells)) if word}
