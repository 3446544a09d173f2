"""What the columns of an unknown file are likely to hold: fields of a row, and values."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from workbench.inputs.drafts.grids import pair_of_axes
from workbench.inputs.drafts.headings import NEEDS_A_UNIT, Heading, read_heading, substance_named
from workbench.inputs.drafts.preview import Look
from workbench.inputs.measurements.coordinates import degrees
from workbench.inputs.measurements.depths import ends_of
from workbench.inputs.measurements.readings import NONDETECT_WORDS, CellRules, read_cell
from workbench.vocabulary.languages import heading_role, meanings, plain_words, role_of
from workbench.vocabulary.notation import (
    FIRST_YEAR,
    ORDERS,
    DateForm,
    NumberForm,
    day_problem,
    in_common_era,
    read_day,
    vague_kind,
)
from workbench.vocabulary.units import length_unit, spelling_of

MOST = 0.5
OBSERVED = ("substance", "value", "unit", "flag", "lod", "loq")


@dataclass
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
    limit_units : dict of str to str
        `lod` or `loq`: the column with its unit.
    more_flags : tuple of str
        Columns with flags besides the first.
    kind : str
        Column that says what kind of sample a row is, as field duplicate; empty without one.
    constants : dict of str to str
        What a published layout says of all its rows.
    layout : str
        Name of that layout; empty where it is none.
    dates, depths : str
        Order of day, month and year, and unit of depths, that are usual there.
    words : dict of str to dict of str to str
        What the words of a column stand for there.
    joined : dict of str to list of str
        Columns that are joined there.
    languages : set of str
        Languages of the headings.
    """

    fields: dict[str, str] = field(default_factory=dict)
    values: dict[str, Heading] = field(default_factory=dict)
    beside: dict[str, Heading] = field(default_factory=dict)
    observed: dict[str, str] = field(default_factory=dict)
    limit_units: dict[str, str] = field(default_factory=dict)
    more_flags: tuple[str, ...] = ()
    kind: str = ""
    constants: dict[str, str] = field(default_factory=dict)
    layout: str = ""
    dates: str = ""
    depths: str = ""
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    joined: dict[str, list[str]] = field(default_factory=dict)
    languages: set[str] = field(default_factory=set)

    def columns(self) -> set[str]:
        """All columns of the file that have a role."""
        own = {*self.fields.values(), *self.values, *self.beside, *self.observed.values()}
        return own | {*self.limit_units.values(), *self.more_flags, *filter(None, [self.kind])}


def roles_in(look: Look) -> Roles:
    """Recognise the columns of a file.

    Parameters
    ----------
    look : Look
        What was seen of it.

    Returns
    -------
    Roles
        What was recognised.
    """
    roles = Roles()
    axes = pair_of_axes(look)
    _find_values(look, roles)
    for column in axes or ():  # RD-X is an axis of the Dutch grid, and no explosive
        roles.values.pop(column, None)
        roles.beside.pop(column, None)
    for column in sorted(look.columns, key=_inexact):
        role = role_of(column)
        if role and column not in roles.columns() and _fits(role.name, column, look):
            part = roles.observed if role.name in OBSERVED else roles.fields
            if role.name not in part:
                part[role.name] = column
                roles.languages.add(role.language)
            elif role.name == "flag":  # of the laboratory, and of whoever validated
                roles.more_flags = (*roles.more_flags, column)
    _settle_shape(look, roles)
    is_free = not {"longitude", "latitude"} & set(roles.fields)
    if axes and is_free and not set(axes) & roles.columns():
        roles.fields["longitude"], roles.fields["latitude"] = axes
    if not {"sampled_on", "year"} & set(roles.fields):
        _find_dates(look, roles)
    _find_kinds(look, roles)
    return roles


SAYS_A_KIND = {"type", "kind", "purpose", "qc", "qa", "qaqc", "category", "typ", "art", "tipo"}
MOST_KINDS = 20


def _find_kinds(look: Look, roles: Roles) -> None:
    """Note the column that tells field duplicates and blanks from samples."""
    known, taken = set(meanings("left_out")), roles.columns()
    for column, cells in look.columns.items():
        if column in taken or not SAYS_A_KIND & set(plain_words(column)):
            continue
        kinds = {cell.casefold() for cell in cells if cell}
        if len(kinds) <= MOST_KINDS and kinds & known:
            roles.kind = column
            return


# Words that make another thing of a heading: the unit of a depth, the identifier of a result.
OTHERWISE = {
    *("unit", "units", "uom", "identifier", "identifiers", "id", "ids", "code", "codes", "key"),
    *("type", "note", "notes", "remark", "remarks", "comment", "comments", "count", "number"),
    *("status", "flag", "qualifier", "method", "name", "text", "description", "source", "datum"),
    *("precision", "accuracy", "pulled", "received", "analysed", "analyzed", "analysis", "entered"),
    *("reported", "modified", "created", "updated", "printed", "prepared", "extraction", "birth"),
    *("treatment", "treatments", "accuracymeasure", "reference", "measure_unit", "time"),
}
NUMERIC = ("value", "lod", "loq", "dry_matter_pct")


def _fits(role: str, column: str, look: Look) -> bool:
    """Whether the cells of a column, and the other words of its heading, go with a role."""
    words = set(plain_words(column))
    own = {word for word in words if (said := heading_role(word)) and said.name == role}
    others = words - own
    if heading_role(column) is None and others & OTHERWISE - _words_of_role(role):
        return False
    cells = [cell for cell in look.columns[column] if cell]
    if role == "matrix" and cells:  # one medium among many rows of water is enough
        return any(cell.casefold() in meanings("matrix") for cell in cells)
    check = CHECKS.get(role)
    return check is None or not cells or is_more(cells, lambda cell: check(cell, look), FEW)


FEW = 0.3  # of the cells of a column; with fewer that fit it is something else


def holds(role: str, cells: Iterable[str], look: Look) -> bool:
    """Whether most cells of a column that say something are what a field of the store takes."""
    said = [cell for cell in cells if cell and cell.casefold() not in meanings("missing")]
    check = CHECKS.get(role)
    if check is None:
        return is_mostly_numbers(said, look.form.numbers)
    return bool(said) and is_more(said, lambda cell: check(cell, look), MOST)


def _words_of_role(role: str) -> set[str]:
    """Words that are usual in headings of a role and would mean another thing elsewhere."""
    usual = {"id", "ids", "code", "codes", "identifier", "name", "number", "key"}
    named = ("site_id", "sample_id", "iso3", "matrix", "method", "lab_id", "land_use", "campaign")
    if role in named:
        return usual | {"type"}
    if role in ("substance", "unit", "flag"):
        return usual | {"text", "unit", "units", "flag", "qualifier", "uom"}
    return {"time"} if role == "sampled_on" else set()


def is_more(cells: list[str], fits: Callable[[str], bool], share: float) -> bool:
    """Whether more than a share of the cells fit; looks at no more of them than tell it."""
    known = Counter(cells)
    left, missing = known.total(), share * known.total()
    for cell, n in known.items():
        left, missing = left - n, missing - n * fits(cell)
        if missing < 0 or left <= missing:
            break
    return missing < 0


PLAIN_NUMBER = re.compile(r"[+-]?\d{1,3}[.,](?:\d{1,3}|\d{5,})")  # 5.2020 may be a month


def _is_day(cell: str, _: Look) -> bool:
    """Whether a cell is a date in any order, or may be one."""
    return not PLAIN_NUMBER.fullmatch(cell) and _may_be_day(cell)


@lru_cache(maxsize=2**16)
def _may_be_day(cell: str) -> bool:
    """Try each order; the header is looked for in many places, with the same cells below."""
    days = (read_day(cell, DateForm(order, FIRST_YEAR)) for order in ORDERS)
    return bool(vague_kind(cell)) or any(
        not day_problem(day) or not day_problem(in_common_era(day)) for day in days
    )


def _is_coordinate(axis: str) -> Callable[[str, Look], bool]:
    """Give what tells whether a cell is a coordinate, in degrees or in metres."""

    def fits(cell: str, look: Look) -> bool:
        form = look.form.numbers
        return math.isfinite(form.number(degrees(cell, axis, form, "east")))

    return fits


def _is_depth(cell: str, look: Look) -> bool:
    """Whether a cell is a depth."""
    ends = ends_of(cell, look.form.numbers)
    return math.isfinite(ends[0]) or bool(length_unit(cell))


def _is_unit(cell: str, _: Look) -> bool:
    """Whether a cell is a unit."""
    return bool(spelling_of(cell) or read_heading(f"x {cell}").unit) or "/" in cell


def _is_no_day(cell: str, look: Look) -> bool:
    """Whether a cell is anything but a day that is written out: those are no names."""
    return cell.isdecimal() or bool(vague_kind(cell)) or not _is_day(cell, look)


CHECKS: Mapping[str, Callable[[str, Look], bool]] = {
    "site_id": _is_no_day,
    "sample_id": _is_no_day,
    "sampled_on": _is_day,
    "year": _is_day,
    "longitude": _is_coordinate("longitude"),
    "latitude": _is_coordinate("latitude"),
    "depth_top_cm": _is_depth,
    "depth_bottom_cm": _is_depth,
    "unit": _is_unit,
    **dict.fromkeys(NUMERIC, lambda cell, look: reads_as_value(cell, look.form.numbers)),
}


def _find_dates(look: Look, roles: Roles) -> None:
    """Take a column for that of the dates whose cells are dates, whatever its heading says."""
    taken = roles.columns()
    for column, given in look.columns.items():
        cells = [cell for cell in given if cell]
        if not cells or column in taken or set(plain_words(column)) & OTHERWISE:
            continue
        if not is_more(cells, lambda cell: not cell.isdecimal(), MOST):
            continue
        if is_more(cells, lambda cell: _is_day(cell, look), MOST_DAYS):
            roles.fields["sampled_on"] = column
            return


MOST_DAYS = 0.8


def is_mostly_numbers(cells: Iterable[str], form: NumberForm) -> bool:
    """Whether most cells that say something are numbers, or words for less than a limit."""
    said = [cell for cell in cells if cell and cell.casefold() not in meanings("missing")]
    found = sum(1 for cell in said if reads_as_value(cell, form))
    return bool(said) and found > MOST * len(said)


def reads_as_value(cell: str, form: NumberForm) -> bool:
    """Whether a cell is a number or a word for a non-detect."""
    low = cell.casefold()
    words = "".join(low.split()) in NONDETECT_WORDS or low in meanings("nondetect")
    return words or not read_cell(cell, CellRules({}, form, None, qualifiers())).reason


@cache
def qualifiers() -> frozenset[str]:
    """Give the letters that laboratories put behind a number, in capitals."""
    return frozenset(word.upper() for word in meanings("flag") if word.isalpha() and len(word) < 4)


def _find_values(look: Look, roles: Roles) -> None:
    """Note the columns whose headings name a substance, and those beside them."""
    for column, cells in look.columns.items():
        heading = read_heading(column)
        if heading.code and heading.beside:
            roles.beside[column] = heading
        elif heading.code and (
            heading.unit  # a cell that cannot be read has its reason in the quarantine
            or (heading.code not in NEEDS_A_UNIT and is_mostly_numbers(cells, look.form.numbers))
        ):
            roles.values[column] = heading


MOST_IN_A_HEADING = 12  # words; a longer text is no heading


def _inexact(column: str) -> int:
    """Words of a heading that its role does not need; exact headings come first."""
    role = role_of(column)
    if not role:
        return 0
    words = plain_words(column)
    if len(words) > MOST_IN_A_HEADING:
        return len(words)
    spans = (
        end - start
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
        if heading_role(" ".join(words[start:end])) == role
    )
    return len(words) - max(spans, default=0)


def _settle_shape(look: Look, roles: Roles) -> None:
    """Decide whether a file is long: one column of substances, one of values."""
    named = {column: _n_substances(cells) for column, cells in look.columns.items()}
    most = max(named, key=lambda column: named[column], default="")
    given = roles.observed.get("substance", "")
    column = given if named.get(given) else most
    value = roles.observed.get("value", "")
    if named.get(column) and value and column not in roles.values and column != value:
        roles.observed["substance"] = column
        roles.values.clear()
        roles.beside.clear()
        for name in [name for name, taken in roles.fields.items() if taken == column]:
            del roles.fields[name]
    else:
        for name in OBSERVED:
            roles.observed.pop(name, None)
        roles.more_flags = ()


def _n_substances(cells: Iterable[str]) -> int:
    """Count the different words of a column that are substances; few among many are none."""
    words = Counter(cell for cell in cells if cell)
    found = [word for word in words if not word.isdecimal() and substance_named(word)]
    return len(found) if len(found) > 0.1 * len(words) else 0


def crosswalk(cells: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Meaning of each different word of a column, empty where it is not known."""
    return {word: known.get(word.casefold(), "") for word in sorted(set(cells)) if word}
