"""How the fields of a row are declared, and how the cells of a file are read as their types."""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from typing import Annotated, Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

from workbench.errors import VocabularyError

Reader: TypeAlias = Callable[[str], Any]  # from the text of a cell to what it says


@dataclass(frozen=True)
class Cell:
    """How a field is written in the file, where its type alone does not say so.

    Attributes
    ----------
    columns : tuple of str
        Columns that it is read from; empty: the one of its own name. Of several, a tuple has one
        part each, and a mapping one entry each, under what follows the last `_` of the column.
    between : str
        What stands between the parts of a tuple or of a mapping.
    given : bool
        Whether a text may not be empty.
    numeral : bool
        Whether a text is a number, kept as it is written, or empty.
    """

    columns: tuple[str, ...] = ()
    between: str = ";"
    given: bool = False
    numeral: bool = False


Given: TypeAlias = Annotated[str, Cell(given=True)]
Numeral: TypeAlias = Annotated[str, Cell(numeral=True)]
Barred: TypeAlias = Annotated[tuple[str, ...], Cell(between="|")]
Spaced: TypeAlias = Annotated[tuple[str, ...], Cell(between=" ")]
Standing: TypeAlias = Literal["yes", "partial", "no"]  # whether a row was read in its source


@dataclass(frozen=True)
class Field:
    """A field of a row: its columns, and how their cells are read.

    `words` are the only ones that it may hold, if not empty; `needed` says that it is never empty.
    """

    columns: tuple[str, ...]
    reader: Reader
    joined: Callable[[tuple[str, ...], tuple[Any, ...]], Any] | None = None
    words: tuple[str, ...] = ()
    needed: bool = False
    is_number: bool = False

    def read(self, cells: Mapping[str, Sequence[str]], wrong: dict[int, list[str]]) -> list[Any]:
        """Values of the field in all rows.

        Parameters
        ----------
        cells : mapping of str to sequence of str
            Cells of each column.
        wrong : dict of int to list of str
            What is wrong with a row, by its place, to which that of this field is added.

        Returns
        -------
        list of object
            One value a row.
        """
        values = [self._column(column, cells[column], wrong) for column in self.columns]
        if self.joined is None:
            return values[0]
        return [self.joined(self.columns, parts) for parts in zip(*values, strict=True)]

    def _column(self, column: str, cells: Sequence[str], wrong: dict[int, list[str]]) -> list[Any]:
        """Values of one column; None where a cell is wrong."""
        try:
            return list(map(self.reader, cells))
        except VocabularyError:
            return [self._value(column, cell, wrong, place) for place, cell in enumerate(cells)]

    def _value(self, column: str, cell: str, wrong: dict[int, list[str]], place: int) -> Any:  # noqa: ANN401
        """Value of one cell; None where it is wrong."""
        try:
            return self.reader(cell)
        except VocabularyError as error:
            said = f" {cell!r}" if cell or "none of" in str(error) else ""
            wrong.setdefault(place, []).append(f"{column}{said} {error}")
            return None


def fields_of(row: Callable[..., object]) -> list[Field]:
    """Fields of a dataclass or named tuple."""
    return [_field(name, hint) for name, hint in get_type_hints(row, include_extras=True).items()]


def _field(name: str, hint: Any) -> Field:  # noqa: ANN401 - a type
    """Field of a name and a type."""
    kind, how = hint, Cell()
    if get_origin(hint) is Annotated:
        kind, how = get_args(hint)[0], next(one for one in get_args(hint) if isinstance(one, Cell))
    columns = how.columns or (name,)
    if len(columns) == 1:
        words = get_args(kind) if get_origin(kind) is Literal else ()
        return Field(
            columns,
            cache(_reader(kind, how)),  # most cells of a column are alike
            words=words,
            needed=how.given or (bool(words) and "" not in words),
            is_number=how.numeral or kind in {int, float},
        )
    part = _reader(get_args(kind)[1 if get_origin(kind) is dict else 0], how)
    return Field(columns, part, _by_ending if get_origin(kind) is dict else _in_order)


def _by_ending(columns: tuple[str, ...], values: tuple[Any, ...]) -> dict[str, Any]:
    """Values under the endings of their columns."""
    return {name.rpartition("_")[2]: value for name, value in zip(columns, values, strict=True)}


def _in_order(_: tuple[str, ...], values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Values in the order of their columns."""
    return values


def _reader(kind: Any, how: Cell) -> Reader:  # noqa: ANN401 - a type, a case each
    """Give what reads a cell of a type."""
    parts = get_args(kind)
    match get_origin(kind) or kind:
        case types.UnionType:
            inner = _reader(parts[0], how)
            return lambda cell: inner(cell) if cell else None
        case origin if origin is Literal:
            return partial(_word, words={str(part): part for part in parts})
        case origin if origin is tuple:
            inner = _reader(parts[0], how)
            return lambda cell: tuple(inner(part) for part in cell.split(how.between) if part)
        case origin if origin is dict:
            inner = _reader(parts[1], how)
            return partial(_pairs, between=how.between, reader=inner)
    words: dict[Any, Reader] = {
        bool: partial(_word, words={"yes": True, "no": False}),
        int: _whole,
        float: _number,
    }
    return words.get(kind) or (partial(_written, how=how) if how.given or how.numeral else str)


def _written(cell: str, how: Cell) -> str:
    """Text as it stands."""
    if how.given and not cell:
        raise VocabularyError("is empty")
    if how.numeral and cell:
        _number(cell)
    return cell


def _word(cell: str, words: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a word of a Literal
    """One of the words that a column may hold."""
    if cell not in words:
        raise VocabularyError(f"is none of {', '.join(word or 'empty' for word in words)}")
    return words[cell]


def _number(cell: str) -> float:
    """Finite number; 1/13 is one too."""
    try:
        number = float(Fraction(cell)) if "/" in cell else float(cell)
    except (ValueError, ZeroDivisionError):
        number = math.nan
    if not math.isfinite(number):
        raise VocabularyError("is no number")
    return number


def _whole(cell: str) -> int:
    """Whole number."""
    number = _number(cell)
    if not number.is_integer():
        raise VocabularyError("is no whole number")
    return int(number)


def _pairs(cell: str, between: str, reader: Reader) -> dict[str, Any]:
    """Names and values of a cell such as `yes=1;no=0`."""
    pairs = [part.partition("=") for part in cell.split(between) if part]
    if not all(name and sign for name, sign, _ in pairs):
        raise VocabularyError("has a part that is not as in name=value")
    return {name: reader(value) for name, _, value in pairs}
