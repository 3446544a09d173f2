"""What differs between a recording and what is made now."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from golden.recording import Cell, Recording, Rows
from golden.renames import COLUMN, ORDER, ROW, TABLE, TYPE, Change, apply, is_named

MOST_NAMED = 20
CELL_DIFFERS, WORDS_DIFFER = "cell", "words"  # beside the kinds of renames.csv
# Linear algebra, exponentials and long sums differ in their last digits with the processor and the
# build of the libraries (tried with OPENBLAS_CORETYPE=Prescott, Haswell, Sandybridge and with
# NPY_DISABLE_CPU_FEATURES="AVX2 FMA3"), so numbers with a fraction are compared within this share.
# Counts, codes and words are compared exactly.
RELATIVE = 1e-9
FRACTION = re.compile(r"-?\d+\.\d+(?:e[-+]?\d+)?")


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was; `kind` is as in renames.csv, or says what differs."""

    kind: str
    report: str
    table: str
    row: str
    column: str
    old: object
    new: object

    def line(self) -> str:
        """What differs and how, in one line."""
        place = " / ".join(filter(None, (self.table, self.row, self.column)))
        return f"{self.kind} {place}: was {_shown(self.old)}, is {_shown(self.new)}"

    def came_or_went(self) -> bool:
        """Whether something is there that was not, or not there that was."""
        return ABSENT in (self.old, self.new)

    def declared(self) -> tuple[str, str, str, str, str]:
        """Line of renames.csv that would allow it."""
        name = {TABLE: self.table, COLUMN: self.column}.get(self.kind, self.row)
        table = "" if self.kind == TABLE else self.table
        old, new = ("", name) if self.old is ABSENT else (name, "")
        return (self.kind, self.report, table, old, new)


class _Absent:
    """Stands for what is not there at all, which is not the same as a missing value."""

    def __repr__(self) -> str:
        return "absent"


ABSENT = _Absent()


def differences(
    recorded: Recording, made: Recording, report: str, changes: Sequence[Change] = ()
) -> list[Difference]:
    """All that differs and is not declared; the words apart from the numbers, at the end."""
    before = apply(recorded, report, changes)
    found = [Difference(kind, report, *rest) for kind, *rest in _all(before, made, report, changes)]
    numbers = [one for one in found if not (one.old is ABSENT and _is_allowed(one, changes))]
    return numbers + list(_words(before, made, report))


def explain(found: Sequence[Difference], most: int = MOST_NAMED) -> str:
    """How many differences there are and the first of them, one a line."""
    lines = [one.line() for one in found[:most]]
    more = [f"... and {len(found) - most} more"] if len(found) > most else []
    return "\n".join([f"{len(found)} differences from what was recorded", *lines, *more])


Place = tuple[str, str, str, str, object, object]


def _all(
    before: Recording, made: Recording, report: str, changes: Sequence[Change]
) -> Iterator[Place]:
    """Tables that came or went, and what differs in those that stayed."""
    for name in [*before.tables, *(name for name in made.tables if name not in before.tables)]:
        old, new = before.tables.get(name), made.tables.get(name)
        if old is None or new is None:
            there = [f"{len(one.rows)} rows" if one else ABSENT for one in (old, new)]
            yield (TABLE, name, "", "", *there)
            continue
        yield from _in_table(name, old, new, report, changes)


def _in_table(
    name: str, old: Rows, new: Rows, report: str, changes: Sequence[Change]
) -> Iterator[Place]:
    free = {one.old for one in changes if one.kind == TYPE and one.holds(report, name)}
    for column in _either(old.types, new.types):
        kinds = old.types.get(column, ABSENT), new.types.get(column, ABSENT)
        if ABSENT in kinds:
            yield (COLUMN, name, "", column, *kinds)
        elif kinds[0] != kinds[1]:
            yield (TYPE, name, "", column, *kinds)
    for row in _either(old.rows, new.rows):
        if row not in old.rows or row not in new.rows:
            yield (
                ROW,
                name,
                row,
                "",
                *("a row" if row in one.rows else ABSENT for one in (old, new)),
            )
            continue
        cells = old.rows[row], new.rows[row]
        for column in (column for column in cells[0] if column in cells[1]):
            pair = cells[0][column], cells[1][column]
            if not is_same(*pair, any_type=column in free):
                yield (CELL_DIFFERS, name, row, column, *pair)
    yield from _order(name, old, new, report, changes)


def _order(
    name: str, old: Rows, new: Rows, report: str, changes: Sequence[Change]
) -> Iterator[Place]:
    if any(one.kind == ORDER and one.holds(report, name) for one in changes):
        return
    before = [row for row in old.rows if row in new.rows]
    after = [row for row in new.rows if row in old.rows]
    if before != after:
        place = next(
            n for n, pair in enumerate(zip(before, after, strict=True)) if len({*pair}) > 1
        )
        yield (ORDER, name, "", "", before[place], after[place])


def is_same(old: Cell, new: Cell, *, any_type: bool = False) -> bool:
    """Whether two cells hold the same; a whole number is no decimal one unless `any_type`.

    Examples
    --------
    >>> is_same(0.1, 0.1), is_same(0.3, 0.1 + 0.2), is_same(0.3, 0.3000001)
    (True, True, False)
    >>> is_same(1, 1.0), is_same(1, True), is_same(1, 1.0, any_type=True), is_same(0.0, -0.0)
    (False, False, True, False)
    >>> is_same("of(hi=0.30000000000000004)", "of(hi=0.3)"), is_same("of(hi=0.4)", "of(hi=0.3)")
    (True, False)
    """
    if type(old) is not type(new) and not any_type:
        return False
    if isinstance(old, float) and isinstance(new, float) and old and new and not math.isnan(old):
        return math.isclose(old, new, rel_tol=RELATIVE, abs_tol=0.0)
    if isinstance(old, float) and isinstance(new, float):
        return repr(old) == repr(new)
    if isinstance(old, str) and isinstance(new, str):
        return old == new or _same_but_for_last_digits(old, new)
    return old == new


def _same_but_for_last_digits(old: str, new: str) -> bool:
    """Whether two codes say the same of numbers with a fraction that are the same."""
    pairs = zip(FRACTION.findall(old), FRACTION.findall(new), strict=False)
    return FRACTION.sub("x", old) == FRACTION.sub("x", new) and all(
        math.isclose(float(one), float(other), rel_tol=RELATIVE) for one, other in pairs
    )


def _words(before: Recording, made: Recording, report: str) -> Iterator[Difference]:
    """Words that differ where both have them; what came or went is told by the tables."""
    for place in (place for place in before.words if place in made.words):
        if before.words[place] != made.words[place]:
            yield Difference(WORDS_DIFFER, report, *place, before.words[place], made.words[place])


def _is_allowed(one: Difference, changes: Sequence[Change]) -> bool:
    name = {TABLE: one.table, COLUMN: one.column, ROW: one.row}.get(one.kind, "")
    return is_named(one.kind, one.report, one.table, name, changes)


def _either(old: Mapping, new: Mapping) -> list:
    return [*old, *(name for name in new if name not in old)]


def _shown(value: object) -> str:
    return "missing" if value is None else repr(value)
