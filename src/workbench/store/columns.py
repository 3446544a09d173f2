"""How a column of a store table is declared: what it holds, and what it may hold."""

from __future__ import annotations

import math
from typing import ClassVar, Literal, Self, TypedDict, Unpack

import pandas as pd

from workbench.findings.names import Name, names_of

LARGEST = 1.7e308  # what a finite number can be

Kind = Literal["text", "number", "integer", "flag"]


class Bounds(TypedDict, total=False):
    """Numbers that a column may hold; any where none is given."""

    lowest: float
    highest: float
    above: float


class ColumnContract(Name):
    """One column of a store table; it is the name of the column too.

    Attributes
    ----------
    kind : {"text", "number", "integer", "flag"}
        What it holds.
    required : bool
        Whether each row must have a value.
    meaning : str
        What it means, with its unit.
    allowed : tuple of str
        The words it may hold; empty where any will do.
    lowest, highest : float or None
        The numbers it may hold, both included; None where any will do.
    above : float or None
        The number that it must be above, in place of a lowest one.
    pattern : str
        Form that the text must have, as a regular expression; empty where any will do.
    """

    kind: Kind
    required: bool
    allowed: tuple[str, ...]
    lowest: float | None
    highest: float | None
    above: float | None
    pattern: str

    @classmethod
    def of(
        cls,
        kind: Kind,
        meaning: str,
        *,
        required: bool,
        allowed: tuple[str, ...] = (),
        pattern: str = "",
        **bounds: Unpack[Bounds],
    ) -> Self:
        """Declare a column of a kind."""
        made = cls(meaning=meaning)
        made.kind, made.required = kind, required
        made.allowed, made.pattern = allowed, pattern
        made.lowest, made.highest = bounds.get("lowest"), bounds.get("highest")
        made.above = bounds.get("above")
        return made

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest number that it may hold; without end where none is declared."""
        lowest = -math.inf if self.lowest is None else self.lowest
        return lowest, math.inf if self.highest is None else self.highest

    def keeps_bounds(self, numbers: pd.Series[float]) -> pd.Series[bool]:
        """Whether each number is one that it may hold; where it has bounds, none is infinite."""
        lowest, highest = self.bounds
        if (self.lowest, self.highest, self.above) == (None, None, None):
            return pd.Series(True, numbers.index)
        is_finite = numbers.between(-LARGEST, LARGEST)
        is_above = numbers > (-math.inf if self.above is None else self.above)
        return is_finite & is_above & numbers.between(lowest, highest)

    @property
    def bounds_in_words(self) -> str:
        """The numbers that it may hold, for a message."""
        if self.above is not None:
            return f"a number above {self.above:g}"
        lowest, highest = (f"{bound:g}" for bound in self.bounds)
        return f"a number from {lowest} to {highest}"


def text(meaning: str, *allowed: str, required: bool = True, pattern: str = "") -> ColumnContract:
    """Declare text; one of the words allowed, or of a form, where some are given."""
    return ColumnContract.of("text", meaning, required=required, allowed=allowed, pattern=pattern)


def number(meaning: str, *, required: bool = True, **bounds: Unpack[Bounds]) -> ColumnContract:
    """Declare a number, within bounds where some are given."""
    return ColumnContract.of("number", meaning, required=required, **bounds)


def integer(meaning: str, **bounds: Unpack[Bounds]) -> ColumnContract:
    """Declare a whole number, within bounds where some are given."""
    return ColumnContract.of("integer", meaning, required=True, **bounds)


def flag(meaning: str) -> ColumnContract:
    """Declare what is true or false."""
    return ColumnContract.of("flag", meaning, required=True)


class StoreTable:
    """A table of the store: a class whose attributes are its columns, in their order.

    Attributes
    ----------
    table : str
        Name of the table.
    is_public : bool
        Whether its rows may be told of; a table is public only where that was decided.
    key : tuple of str
        Columns that tell a row from all others; empty where rows may be alike.
    columns : tuple of ColumnContract
        Its columns.

    Examples
    --------
    >>> class Wells(StoreTable, table="wells"):
    ...     depth_m = number("depth of the well [m]", above=0)
    >>> Wells.depth_m, Wells.depth_m.above, Wells.columns
    ('depth_m', 0, ('depth_m',))
    """

    table: ClassVar[str]
    is_public: ClassVar[bool]
    key: ClassVar[tuple[str, ...]]
    columns: ClassVar[tuple[ColumnContract, ...]]

    def __init_subclass__(
        cls, *, table: str, is_public: bool = False, key: tuple[str, ...] = ()
    ) -> None:
        """Name the table, and gather its columns."""
        cls.table, cls.is_public, cls.key = table, is_public, key
        cls.columns = names_of(cls, ColumnContract)


COUNTRY_CODE = r"^[A-Z]{3}$"
DAY_OR_YEAR = r"^\d{4}(-\d{2}-\d{2})?$"
MATRICES = ("soil", "forest_floor", "sediment", "dust")
ISO3 = text("country, ISO 3166-1 alpha-3", pattern=COUNTRY_CODE)
AREA_ID = text("code of the area, unique in its country")
SITE_ID = text("site, as in measurements")
YEAR = integer("calendar year that it is about", lowest=1000, highest=9999)
SEX = text("F, M, or all", "F", "M", "all")
AGE_BAND = text("years of age: 0-4, 85+, or all", pattern=r"^(all|\d{1,3}-\d{1,3}|\d{1,3}\+)$")
SOURCE_FILE = text("file it came from")
SOURCE_ROW = integer("line of that file, the header is line 1")
