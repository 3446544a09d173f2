"""What has another name now, is gone on purpose or is new on purpose: the lines of renames.csv."""

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from golden.adapter import FINDINGS
from golden.recording import Recording, Rows

FILE = Path(__file__).with_name("renames.csv")
PATTERN = "re:"
REPORT, TABLE, COLUMN, ROW, FINDING, TYPE, ORDER = KINDS = (
    "report", "table", "column", "row", "finding", "type", "order",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A line of the file.

    Attributes
    ----------
    kind : str
        What has changed; `finding` is the id of one, `type` that of a column (`old` is the column
        by its new name, `new` its new type), `order` that of the rows of a table.
    report, table : str
        Where; the table by its new name. Empty: everywhere.
    old, new : str
        Both: renamed. No `new`: gone on purpose. No `old`: new on purpose. With `re:` before it
        `old` is a regular expression of whole names, and `new` its replacement; where there is no
        `old`, `new` may be such an expression.
    """

    kind: str
    report: str
    table: str
    old: str
    new: str

    def holds(self, report: str, table: str = "") -> bool:
        """Whether it is about a report and, unless it is about tables, a table."""
        return self.report in {"", report} and (self.kind == TABLE or self.table in {"", table})


def read_changes(file: Path = FILE) -> tuple[Change, ...]:
    """Lines of the file."""
    with file.open(newline="", encoding="utf-8") as lines:
        changes = tuple(Change(**line) for line in csv.DictReader(lines))
    for change in changes:
        if change.kind not in KINDS:
            raise ValueError(f"renames.csv: kind '{change.kind}'. Give one of: {', '.join(KINDS)}.")
    return tuple(
        replace(change, kind=ROW, table=FINDINGS) if change.kind == FINDING else change
        for change in changes
    )


def old_report(report: str, changes: Iterable[Change]) -> str:
    """Name under which a report was recorded."""
    return next((one.old for one in changes if one.kind == REPORT and one.new == report), report)


def matches(name: str, given: str) -> bool:
    """Whether a name is the one given, or fits the expression that is given."""
    if given.startswith(PATTERN):
        return re.fullmatch(given.removeprefix(PATTERN), name) is not None
    return bool(given) and name == given


def renamed(name: str, changes: Iterable[Change]) -> str | None:
    """New name of what was recorded; None where it is gone on purpose."""
    for one in changes:
        if not matches(name, one.old):
            continue
        if not one.new:
            return None
        if one.old.startswith(PATTERN):
            return re.sub(f"^(?:{one.old.removeprefix(PATTERN)})$", one.new, name)
        return one.new
    return name


def is_named(kind: str, report: str, table: str, name: str, changes: Sequence[Change]) -> bool:
    """Whether the file says that something is new on purpose."""
    return any(
        one.kind == kind and not one.old and one.holds(report, table) and matches(name, one.new)
        for one in changes
    )


def apply(recording: Recording, report: str, changes: Sequence[Change]) -> Recording:
    """Recording as it would be with the new names, without what is gone on purpose."""
    of_tables = _namer(changes, TABLE, report)
    tables: dict[str, Rows] = {}
    for old, table in recording.tables.items():
        if (new := of_tables("", old)) is not None:
            tables[new] = _apply_to_rows(table, report, new, changes)
    columns, rows = _namer(changes, COLUMN, report), _namer(changes, ROW, report)
    words = {}
    for (old, row, column), text in recording.words.items():
        table = of_tables("", old)
        if table is None:
            continue
        place = (table, rows(table, row), columns(table, column))
        if None not in place:
            words[place] = text
    return Recording(tables, words)


def _apply_to_rows(table: Rows, report: str, name: str, changes: Sequence[Change]) -> Rows:
    columns, rows = _namer(changes, COLUMN, report), _namer(changes, ROW, report)

    def kept(cells: Mapping[str, object]) -> dict[str, object]:
        return {new: cell for old, cell in cells.items() if (new := columns(name, old)) is not None}

    types = kept(table.types)
    for one in changes:
        if one.kind == TYPE and one.holds(report, name) and one.old in types:
            types[one.old] = one.new
    return Rows(
        types,
        {
            new: kept(cells)
            for old, cells in table.rows.items()
            if (new := rows(name, old)) is not None
        },
    )


def _namer(changes: Sequence[Change], kind: str, report: str) -> Callable[[str, str], str | None]:
    """What gives the new name of a table (of no table), column or row of a table."""

    def new_name(table: str, name: str) -> str | None:
        return renamed(
            name, [one for one in changes if one.kind == kind and one.holds(report, table)]
        )

    return new_name
