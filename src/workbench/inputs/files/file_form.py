"""How a file is written, and cells whose text must not be taken as it is."""

from __future__ import annotations

import codecs
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    field_validator,
    model_validator,
)

from workbench.vocabulary.notation import ISO, ORDERS, NumberForm
from workbench.vocabulary.units import KNOWN_LENGTHS, length_unit

PERCENT = "%"


DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
ENCODINGS = ("utf-8", "latin-1", "cp1252", "utf-16")  # by their usual names
NO_ENCODINGS = ("idna", "punycode", "unicode-escape", "raw-unicode-escape")  # of names and of code


class FileForm(BaseModel, extra="forbid", frozen=True):
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

    @cached_property
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
            raise ValueError(f"unknown unit {given!r}, give one of {KNOWN_LENGTHS}")
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


def as_text(cell: object, form: FileForm) -> str:
    """Text of a cell: a day as YYYY-MM-DD, a number with the decimal sign of the mapping."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        text = str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        return "" if text == "nan" else text.replace(".", form.decimal)
    return str(cell).replace(".", form.decimal) if isinstance(cell, Decimal) else str(cell)


class OddCell(str):
    """Text of a cell that must not be taken as it is.

    Attributes
    ----------
    why : str
        What is wrong with it, with its address in the sheet and what would be right.
    unit : str
        Unit in which it may be taken all the same; empty where there is none.
    """

    why: str
    unit: str

    def __new__(cls, text: str, why: str, unit: str = "") -> OddCell:
        """Text with what is wrong with it."""
        made = super().__new__(cls, text)
        made.why, made.unit = why, unit
        return made
