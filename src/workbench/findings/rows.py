"""Typed rows: a column is declared once, everything else follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from functools import cache
from typing import Any, TypedDict, TypeVar, Unpack, dataclass_transform

import numpy as np
import pandas as pd


class Kind(StrEnum):
    """What a column holds; it settles the dtype and how a cell is written."""

    TEXT = "text"
    CODE = "code"  # a word of a closed list, worded in the catalogue
    PHRASE = "phrase"  # a reason or a name with its numbers, or several; worded in the catalogue
    FLAG = "flag"
    COUNT = "count"
    YEAR = "year"
    NUMBER = "number"
    QUOTIENT = "quotient"  # a ratio that may be tiny
    RISK = "risk"  # of a rare event, told as so many cases in so many people
    SHARE = "share"
    PROBABILITY = "probability"

    @property
    def dtype(self) -> str:
        """Dtype of the column in a frame, with rows and without."""
        return _DTYPES.get(self, "float64")

    @property
    def is_number(self) -> bool:
        """Whether the cells are numbers."""
        return self.dtype in {"Int64", "float64"}


_DTYPES = {
    Kind.TEXT: "str",
    Kind.CODE: "str",
    Kind.PHRASE: "str",
    Kind.FLAG: "boolean",
    Kind.COUNT: "Int64",
    Kind.YEAR: "Int64",
}
_TYPES: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "boolean": (bool,),
    "Int64": (int,),
    "float64": (float, int),
}


@dataclass(frozen=True)
class Column:
    """What there is to know of a column of a result table.

    Attributes
    ----------
    name : str
        Name in code, in the CSV and in results.json.
    kind : Kind
        What its cells hold.
    unit : str
        Unit; empty for text and counts, "1" for a number without one.
    meaning : str
        What it means, for the data dictionary.
    heading : str
        Heading on the page; empty where the column is in the CSV only.
    lower_of, upper_of : str
        Column that this one is the lower or upper confidence limit of.
    apart_from : str
        Column that this one is compared with: as many digits are written of a share as tell the two
        apart, and of another number as of the other.
    codes : str
        Name of the closed list that a code is of.
    is_list : bool
        Whether several phrases are named as a list, "a, b and c", and not as sentences.
    """

    name: str
    kind: Kind
    unit: str
    meaning: str
    heading: str = ""
    lower_of: str = ""
    upper_of: str = ""
    apart_from: str = ""
    codes: str = ""
    is_list: bool = False

    @property
    def limits(self) -> set[str]:
        """Columns that it hangs on."""
        return {self.lower_of, self.upper_of, self.apart_from} - {""}


class Beside(TypedDict, total=False):
    """Column that a number is a confidence limit of, or is compared with."""

    lower_of: str
    upper_of: str
    apart_from: str


def _declared(kind: Kind, meaning: str, heading: str, default: Any, **more: object) -> Any:  # noqa: ANN401
    """Field of a row; what it says of its column travels in the metadata."""
    about = {"kind": kind, "unit": "", "meaning": meaning, "heading": heading, **more}
    return field(metadata=about) if default is MISSING else field(metadata=about, default=default)


def text(meaning: str, heading: str = "", *, default: Any = MISSING) -> Any:  # noqa: ANN401
    """Declare text as it stands in the data, or words."""
    return _declared(Kind.TEXT, meaning, heading, default)


def code(codes: str, meaning: str, heading: str = "", *, default: Any = MISSING) -> Any:  # noqa: ANN401
    """Declare a word of the closed list `codes`, such as a grade."""
    return _declared(Kind.CODE, meaning, heading, default, codes=codes)


def phrase(
    meaning: str,
    heading: str = "",
    *,
    is_list: bool = False,
    default: Any = MISSING,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """Declare a reason or a name: a code with numbers, or several of them."""
    return _declared(Kind.PHRASE, meaning, heading, default, is_list=is_list)


def flag(meaning: str, heading: str = "", *, default: Any = MISSING) -> Any:  # noqa: ANN401
    """Declare what is true, false or missing."""
    return _declared(Kind.FLAG, meaning, heading, default)


def count(meaning: str, heading: str = "", *, default: Any = MISSING) -> Any:  # noqa: ANN401
    """Declare a whole number of things."""
    return _declared(Kind.COUNT, meaning, heading, default)


def year(meaning: str, heading: str = "", *, default: Any = MISSING) -> Any:  # noqa: ANN401
    """Declare a calendar year."""
    return _declared(Kind.YEAR, meaning, heading, default)


def number(
    meaning: str,
    heading: str = "",
    *,
    unit: str,
    default: Any = MISSING,  # noqa: ANN401
    **beside: Unpack[Beside],
) -> Any:  # noqa: ANN401
    """Declare a number with a unit, three digits of which are shown."""
    return _declared(Kind.NUMBER, meaning, heading, default, **{"unit": unit, **beside})


def quotient(
    meaning: str,
    heading: str = "",
    *,
    default: Any = MISSING,  # noqa: ANN401
    **beside: Unpack[Beside],
) -> Any:  # noqa: ANN401
    """Declare a ratio that may be tiny; two digits are shown, or a power of ten."""
    return _declared(Kind.QUOTIENT, meaning, heading, default, **{"unit": "1", **beside})


def risk(meaning: str, heading: str = "", *, default: Any = MISSING) -> Any:  # noqa: ANN401
    """Declare the risk of a rare event, shown as so many cases in so many people."""
    return _declared(Kind.RISK, meaning, heading, default, unit="1")


def share(
    meaning: str,
    heading: str = "",
    *,
    unit: str = "1",
    default: Any = MISSING,  # noqa: ANN401
    **beside: Unpack[Beside],
) -> Any:  # noqa: ANN401
    """Declare a share, or a relative change, shown as a percentage."""
    return _declared(Kind.SHARE, meaning, heading, default, **{"unit": unit, **beside})


def probability(meaning: str, heading: str = "", *, default: Any = MISSING) -> Any:  # noqa: ANN401
    """Declare a value of p or q."""
    return _declared(Kind.PROBABILITY, meaning, heading, default, unit="1")


T = TypeVar("T")
_COLUMNS: dict[type, Mapping[str, Column]] = {}  # each row class is read once


@dataclass_transform(
    frozen_default=True,
    kw_only_default=True,
    field_specifiers=(
        text,
        code,
        phrase,
        flag,
        count,
        year,
        number,
        quotient,
        risk,
        share,
        probability,
    ),
)
def row(cls: type[T]) -> type[T]:
    """Make a frozen row of a class whose fields declare their columns.

    Parameters
    ----------
    cls : type
        Class whose annotated names are declared by `text`, `code`, `count` and the like; it may
        extend another row, whose columns come first.

    Returns
    -------
    type
        A frozen dataclass with arguments by name; mypy knows its names and types. A cell that is
        NaN or NA becomes None, a numpy scalar a plain one.

    Raises
    ------
    TypeError
        If a column hangs on one that is not there, or is declared by a plain value.

    Examples
    --------
    >>> @row
    ... class Level:
    ...     label: str = text("the series in words", "Series")
    ...     median: float | None = number("median", "Median", unit="mg/kg", default=None)
    >>> Level(label="Cd", median=np.float64("nan"))
    Level(label='Cd', median=None)
    """
    cls.__post_init__ = _settle  # type: ignore[attr-defined]
    made = dataclass(frozen=True, kw_only=True)(cls)
    known = columns(made)
    for column in known.values():
        unknown = column.limits - {*known}
        if unknown:
            names = ", ".join(sorted(unknown))
            raise TypeError(f"{cls.__name__}.{column.name} hangs on {names}: no such column")
    return made


def _settle(one: object) -> None:
    """Make plain cells at birth: no numpy scalar, no NaN, and none of another kind."""
    of: type = type(one)
    cells = vars(one)
    for name, kind, types in _cells(of):
        cell = cells[name]
        if kind is Kind.PHRASE:
            if not isinstance(cell, Phrase):
                _check_phrase(one, name, cell)
            continue
        if type(cell) in types and cell == cell:  # noqa: PLR0124 - not NaN
            continue
        settled = plain(cell)
        if type(settled) is float and types == (int,) and settled.is_integer():
            settled = int(settled)  # a count of a frame that had gaps is a float there
        if settled is not None and type(settled) not in types:
            raise TypeError(f"{type(one).__name__}.{name} is a {kind}, not {cell!r}.")
        object.__setattr__(one, name, settled)


@cache
def _cells(of: type) -> tuple[tuple[str, Kind, tuple[type, ...]], ...]:
    """Name, kind and types of each column of a row class; many rows ask for them."""
    found = columns(of).values()
    return tuple((one.name, one.kind, _TYPES[one.kind.dtype]) for one in found)


def _check_phrase(one: object, name: str, cell: object) -> None:
    """Refuse what is neither a phrase nor several."""
    parts = cell if isinstance(cell, tuple) else () if cell is None else (cell,)
    if not all(isinstance(part, Phrase) for part in parts):
        raise TypeError(f"{type(one).__name__}.{name} is a phrase, not {cell!r}.")


def plain(cell: Any) -> Any:  # noqa: ANN401 - a cell holds what its column holds
    """Cell without its numpy type; None where it is missing."""
    bare = cell.item() if isinstance(cell, np.generic) else cell
    return None if bare is None or bare is pd.NA or bare != bare else bare  # noqa: PLR0124


def columns(of: type) -> Mapping[str, Column]:
    """Columns of a row class by name, in their order.

    Raises
    ------
    TypeError
        If a field declares no column.
    """
    if of not in _COLUMNS:
        undeclared = [one.name for one in fields(of) if "kind" not in one.metadata]
        if undeclared:
            raise TypeError(
                f"{of.__name__}.{undeclared[0]} declares no column: use text(), count() ..."
            )
        _COLUMNS[of] = {one.name: Column(name=one.name, **one.metadata) for one in fields(of)}
    return _COLUMNS[of]


@row
class Phrase:
    """A reason or a name: its code is the name of the class, its numbers are its columns."""

    @property
    def code(self) -> str:
        """Name in the catalogue and in the CSV: `FewVisits` is few-visits."""
        return code_of_class(type(self))

    def __str__(self) -> str:
        """Code with its numbers, for CSV and JSON: few-visits(n_visits=3, needed=5)."""
        cells = ", ".join(f"{name}={as_text(getattr(self, name))}" for name in columns(type(self)))
        return f"{self.code}({cells})" if cells else self.code


def code_of_class(of: type) -> str:
    """Name of a class as a code: `FewVisits` is few-visits."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", of.__name__).lower()


def as_text(cell: object) -> Any:  # noqa: ANN401 - a cell holds what its column holds
    """Cell as it goes to a frame: a phrase as its code, several with semicolons."""
    if isinstance(cell, tuple):
        return "; ".join(str(one) for one in cell)
    return str(cell) if isinstance(cell, Phrase) else cell


def is_missing(cell: object) -> bool:
    """Tell whether a cell of a row holds nothing."""
    return cell is None or cell == () or cell == ""  # noqa: PLR1714 - not all can be hashed
