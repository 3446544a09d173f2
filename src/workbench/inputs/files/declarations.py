"""The parts of a mapping: how a file is written, what its columns hold, what its words mean."""

from __future__ import annotations

import codecs
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from workbench.inputs.files.days import ISO, ORDERS
from workbench.inputs.files.lengths import KNOWN, length_unit
from workbench.inputs.files.notation import NumberForm

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
ENCODINGS = ("utf-8", "latin-1", "cp1252", "utf-16")  # by their usual names
NO_ENCODINGS = ("idna", "punycode", "unicode-escape", "raw-unicode-escape")  # of names and of code

BelowWhich = Literal["any", "lod", "loq"]
FlagMeaning = Literal["below", "detected", "half_limit", "limit_over_sqrt2", "unusable"]


class Strict(BaseModel):
    """A part of a mapping: unknown keys are refused, nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LimitColumn(Strict):
    """Column that holds a limit, and its unit; empty: the unit of the value beside it."""

    column: str
    unit: str = ""


def _limit(given: object) -> object:
    """Only the name of a column is short for a limit in the unit of the value."""
    return {"column": given} if isinstance(given, str) else given


Limit = Annotated[LimitColumn | None, BeforeValidator(_limit)]


class SubstanceColumn(Strict):
    """What a column of values holds.

    Attributes
    ----------
    substance, unit : str
        Code of the vocabulary, and unit as it is given.
    lod, loq : LimitColumn or None
        Columns with the limits of each row.
    flag : str
        Column with a flag of the laboratory; empty where there is none.
    limit : float or None
        Limit of all non-detects that have none of their own, in the unit of the column.
    """

    substance: str
    unit: str
    lod: Limit = None
    loq: Limit = None
    flag: str = ""
    limit: float | None = Field(default=None, gt=0, allow_inf_nan=False)


class KnownLimit(Strict):
    """Limit that holds for all non-detects of a substance."""

    below: float = Field(gt=0, allow_inf_nan=False)
    unit: str


class Observations(Strict):
    """What the columns of a long file hold, in which each row is one value.

    Attributes
    ----------
    substance, value : str
        Columns with the word for the substance and with the value.
    codes : dict of str to str
        Word of the file: code of the vocabulary. Other words go to the quarantine.
    unit : str
        Column with the unit of each row; empty where `unit_of_all` says it.
    unit_of_all : str
        Unit of all rows.
    units : dict of str to str
        Word of the file for a unit: the unit as the vocabulary spells it.
    lod, loq : LimitColumn or None
        Columns with the limits of each row.
    flag : str
        Column with a flag of the laboratory; empty where there is none.
    limits : dict of str to KnownLimit
        Code: limit of all its non-detects that have none of their own.
    dry_matter : tuple of str
        Words of the file whose rows give the dry matter of a sample, not a content.
    """

    substance: str
    value: str
    codes: dict[str, str] = Field(min_length=1)
    unit: str = ""
    unit_of_all: str = ""
    units: dict[str, str] = {}
    lod: Limit = None
    loq: Limit = None
    flag: str = ""
    limits: dict[str, KnownLimit] = {}
    dry_matter: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_one_unit(self) -> Self:
        """Refuse a file without a unit, and one with two."""
        if bool(self.unit) == bool(self.unit_of_all):
            raise ValueError("give either unit (a column) or unit_of_all (a unit)")
        return self


class Horizon(Strict):
    """What a word for a layer means; an empty `layer` keeps the word."""

    matrix: str
    layer: str = ""


class Zeros(Strict):
    """The declaration that a zero is a non-detect, with its limit in the unit of the columns."""

    below: float = Field(gt=0, allow_inf_nan=False)
    reason: str = Field(min_length=1)


class Nondetects(Strict):
    """What tells a non-detect, and where its limit is.

    Attributes
    ----------
    flags : dict of str to str
        Flag of the file: `below` a limit, `detected`, `half_limit` or `limit_over_sqrt2` (the
        laboratory put that in place of the limit), or `unusable`. No flag means detected.
    words : dict of str to str
        Word in a column of values: the limit it is below, `lod`, `loq` or `any`.
    order : tuple of str
        Where a limit is looked for, the first that is there is taken. LOQ comes before LOD, since
        what is below the one need not be below the other.
    """

    flags: dict[str, FlagMeaning] = {}
    words: dict[str, BelowWhich] = {}
    order: tuple[Literal["value", "lod", "loq"], ...] = ("value", "loq", "lod")


class Database(Strict):
    """A query to a database, whose rows are taken in like those of a file.

    Attributes
    ----------
    name : str
        What its rows are from, in the place of the name of a file.
    address_variable : str
        Environment variable that holds the SQLAlchemy address; it may hold a password.
    query : str
        SELECT statement; with ORDER BY the same data give the same rows.
    """

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._-]*$", max_length=100)
    address_variable: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    query: str = Field(min_length=1)


class FileForm(Strict):
    """How a file is written.

    Attributes
    ----------
    delimiter : str
        Sign between cells, or its name: comma, semicolon, tab, bar.
    decimal, thousands : str
        Signs in numbers.
    encoding : str
        utf-8 (with or without a mark at its beginning), utf-16, or any other that Python reads, as
        latin-1, cp1252, cp1250, cp1251 or gb18030.
    dates : str
        How dates are written besides YYYY-MM-DD and YYYY, as d/m/Y.
    depths : str
        Unit of the depths whose heading states none: cm, m, mm, ft, in, ...; empty: cm.
    depth_unit : str
        Column with the unit of the depths of each row; empty where there is none.
    sheet : str
        Sheet of an Excel file; empty where there is only one.
    """

    delimiter: Annotated[str, AfterValidator(lambda sign: DELIMITERS.get(sign, sign))] = ","
    decimal: Literal[".", ","] = "."
    thousands: Literal["", ".", ",", " ", "'"] = ""
    encoding: str = "utf-8"
    dates: str = ISO
    depths: str = ""
    depth_unit: str = ""
    sheet: str = ""

    @property
    def numbers(self) -> NumberForm:
        """How numbers are written."""
        return NumberForm(self.decimal, self.thousands)

    @field_validator("delimiter")
    @classmethod
    def _is_one_sign(cls, sign: str) -> str:
        """Refuse a delimiter of no or several signs."""
        if sign not in DELIMITERS.values():
            raise ValueError(f"{sign!r} is no delimiter, give one of {', '.join(DELIMITERS)}")
        return sign

    @field_validator("depths")
    @classmethod
    def _is_known_length(cls, given: str) -> str:
        """Refuse a unit of depths that is not known."""
        if given and not length_unit(given):
            raise ValueError(f"unknown unit {given!r}, give one of {KNOWN}")
        return length_unit(given)

    @field_validator("encoding")
    @classmethod
    def _is_known_encoding(cls, name: str) -> str:
        """Refuse what is no encoding of text."""
        try:
            found = codecs.lookup(name).name
            "A1,".encode(found).decode(found)
        except (LookupError, UnicodeError):
            raise ValueError(
                f"unknown encoding {name!r}, give one as {', '.join(ENCODINGS)} or cp1251"
            ) from None
        if found in NO_ENCODINGS:
            raise ValueError(f"{name!r} is no encoding of files, give one as {ENCODINGS[0]}")
        known = {codecs.lookup(one).name: one for one in ENCODINGS}
        return known.get(found, found)

    @field_validator("dates")
    @classmethod
    def _is_known_order(cls, order: str) -> str:
        """Refuse an order of day, month and year that is not known."""
        if order not in ORDERS:
            raise ValueError(f"unknown order {order!r}, give one of {', '.join(ORDERS)}")
        return order

    @model_validator(mode="after")
    def _signs_differ(self) -> Self:
        """Refuse one sign for the decimals and the thousands."""
        if self.decimal == self.thousands:
            raise ValueError("decimal and thousands are the same sign")
        return self
