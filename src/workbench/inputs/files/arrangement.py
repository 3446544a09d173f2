"""How a table lies in its file: its header, whether it is on its side, what is joined to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from workbench.errors import InputError
from workbench.inputs.files.file_form import PART, FileForm, OddCell

Record = tuple[int, tuple[str, ...]]
MOST_ON_ITS_SIDE = 20_000  # rows of a table that is turned, which is done in memory
SHEET = "sheet"  # column that is added where several sheets or files are read
BLANKS = re.compile(r"\s+")


def laid_out(name: str, records: Iterator[Record], form: FileForm) -> Iterator[Record]:
    """Header and rows of a table, wherever its header is and whichever way it lies.

    Parameters
    ----------
    name : str
        Name of the file, for messages.
    records : iterator of (int, tuple of str)
        Line and cells of each row of the file.
    form : FileForm
        In which lines the header is; whether substances are in rows and samples in columns; which
        columns are filled down or cut into parts.

    Yields
    ------
    tuple of (int, tuple of str)
        First the header with its line, then the rows.

    Raises
    ------
    InputError
        If the file ends before its header, or is too long to be turned.
    """
    inside: Iterator[Record] = (one for one in records if one[0] >= form.header_row)
    if form.transposed:
        inside = _turned(name, inside)
    header = _header(inside, form.header_lines)
    if header is None:
        return
    names = tuple(_name(text) for text in header[1])
    rows: Iterator[Record] = inside
    if form.fill_down:
        rows = _filled_down(rows, [names.index(one) for one in form.fill_down if one in names])
    for column, template in form.split.items():
        if column in names:
            rows = _cut(rows, names.index(column), template, len(names))
            names += tuple(PART.findall(template))
    yield header[0], names if form.header_lines > 1 or form.split else header[1]
    yield from rows


def _name(text: str) -> str:
    """Text of a heading on one line."""
    return text if isinstance(text, OddCell) else BLANKS.sub(" ", text).strip()


def _header(records: Iterator[Record], n_lines: int) -> Record | None:
    """Lines of a header as one, each heading from top to bottom; None where there is none."""
    first = next(records, None)
    if first is None or n_lines == 1:
        return first
    lines = [first[1], *(cells for _, cells in islice(records, n_lines - 1))]
    width = max(map(len, lines))
    # A cell that is merged over several columns stands in the first of them.
    filled = [_filled(cells, width) for cells in lines[:-1]]
    columns = zip_longest(*filled, lines[-1], fillvalue="")
    return first[0], tuple(" ".join(filter(None, map(_name, column))) for column in columns)


def _filled(cells: Sequence[str], width: int) -> list[str]:
    """Cells of a line in which each that is empty has the text of the one before it."""
    filled, last = [], ""
    for cell in (*cells, *[""] * (width - len(cells))):
        last = cell if cell.strip() else last
        filled.append(last)
    return filled


def _turned(name: str, records: Iterator[Record]) -> Iterator[Record]:
    """Columns of a table as its rows; the line of each is the number of the column."""
    rows = [cells for _, cells in islice(records, MOST_ON_ITS_SIDE + 1)]
    if len(rows) > MOST_ON_ITS_SIDE:
        raise InputError(
            f"{name} has more than {MOST_ON_ITS_SIDE} rows, too many for a table on its side. "
            "Take file.transposed out of the mapping, or turn the table in its program."
        )
    for number, cells in enumerate(zip_longest(*rows, fillvalue=""), start=1):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _filled_down(records: Iterable[Record], places: Sequence[int]) -> Iterator[Record]:
    """Rows in which an empty cell of some columns has the text above it, as merged cells do."""
    above: dict[int, str] = {}
    for line, cells in records:
        filled = list(cells)
        for place in places:
            if place < len(filled) and filled[place].strip():
                above[place] = filled[place]
            elif place < len(filled) and any(cell.strip() for cell in filled):
                filled[place] = above.get(place, "")
        yield line, tuple(filled)


def _cut(records: Iterable[Record], place: int, template: str, width: int) -> Iterator[Record]:
    """Rows with the parts of one of their cells behind them."""
    for line, cells in records:
        text = cells[place] if place < len(cells) else ""
        parts = parts_of(text, template)
        if len(cells) > width:  # stays too long, which is its reason
            yield line, (*cells, *parts)
        else:
            yield line, (*cells, *[""] * (width - len(cells)), *parts)


def parts_of(text: str, template: str) -> tuple[str, ...]:
    """Cut a text at the signs that stand between the parts of a template, from its end.

    Parameters
    ----------
    text : str
        Cell.
    template : str
        Names in braces with signs between, as `{site} {date}`.

    Returns
    -------
    tuple of str
        One text a name; one that must not be taken where the text is written otherwise.

    Examples
    --------
    >>> parts_of("High Weir 2018-05-01", "{site} {date}")
    ('High Weir', '2018-05-01')
    >>> parts_of("Weir", "{site} {date}")[0].why
    "'Weir' is not written as {site} {date}"
    """
    names, between = PART.findall(template), PART.split(template)[::2]
    first, *inner = between[:-1]
    last, rest, found = between[-1], text.strip(), []
    fits = rest.startswith(first) and rest.endswith(last)
    rest = rest[len(first) : len(rest) - len(last)] if fits else rest
    for sign in reversed(inner):
        rest, cut, part = rest.rpartition(sign)
        fits = fits and bool(cut)
        found.append(part.strip())
    if not fits and text.strip():
        why = f"{text.strip()[:40]!r} is not written as {template}"
        return tuple(OddCell("", why) for _ in names)
    return (rest.strip(), *reversed(found))


def stacked(parts: Iterable[tuple[str, Iterator[Record]]]) -> Iterator[Record]:
    """Rows of several tables under one header, with a column that names the table of each.

    A column that a table lacks is empty there. Lines run on from one table to the next.

    Parameters
    ----------
    parts : iterable of (str, iterator of (int, tuple of str))
        Name of each table, and its header and rows.

    Yields
    ------
    tuple of (int, tuple of str)
        Header of all, then the rows.
    """
    given = [(title, next(records, None), records) for title, records in parts]
    headers = [tuple(map(_name, head[1])) for _, head, _ in given if head]
    names = tuple(dict.fromkeys(chain.from_iterable(headers)))
    yield 1, (*names, SHEET)
    before = 0
    for title, head, records in given:
        if head is None:
            continue
        own = tuple(map(_name, head[1]))
        order = [own.index(one) if one in own else len(own) for one in names]
        line = head[0]
        for line, cells in records:
            full = (*cells, *[""] * (len(own) - len(cells)))[: len(own)]
            over = cells[len(own) :]
            yield before + line, (*((*full, "")[n] for n in order), title, *over)
        before += line


@dataclass(frozen=True)
class OtherTable:
    """A table of which each row has a key: its name, header, and rows by key."""

    name: str
    header: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]


def by_key(
    name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]], key: str
) -> OtherTable:
    """Give the rows of a table by their key.

    Raises
    ------
    InputError
        If two rows of one key say different things.
    """
    found: dict[str, tuple[str, ...]] = {}
    place, width = header.index(key), len(header)
    for cells in rows:
        full = (*cells, *[""] * (width - len(cells)))[:width]
        one = full[place].strip()
        if one in found and found[one] != full:
            raise InputError(
                f"{name} has two rows for {key} {one[:40]!r} that differ. Keep the right one."
            )
        found[one] = full
    return OtherTable(name, header, found)


def joined(records: Iterator[Record], on: str, other: OtherTable) -> Iterator[Record]:
    """Rows with the cells of another table behind them, whose key is in a column of theirs.

    Parameters
    ----------
    records : iterator of (int, tuple of str)
        Header and rows.
    on : str
        Column with the key.
    other : OtherTable
        The other table.

    Yields
    ------
    tuple of (int, tuple of str)
        Header of both, then the rows; cells that no row of the other table fills say so.

    Raises
    ------
    InputError
        If there is no such column.
    """
    line, header = next(records, (1, ()))
    names = tuple(map(_name, header))
    if on not in names:
        raise InputError(
            f"The column {on!r} of file.join is not there. There are: {', '.join(names)}."
        )
    place, width = names.index(on), len(names)
    yield line, (*names, *(one for one in other.header if one not in names))
    kept = [n for n, one in enumerate(other.header) if one not in names]
    for line, cells in records:
        key = cells[place].strip() if place < len(cells) else ""
        why = f"{other.name} has no row for {on} {key[:40]!r}"
        found = other.rows.get(key)
        more = [found[n] for n in kept] if found else [OddCell("", why) for _ in kept]
        yield line, (*cells, *[""] * (width - len(cells)), *more)
