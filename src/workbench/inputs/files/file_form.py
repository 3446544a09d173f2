"""How a file is written or seems to be, and cells whose text must not be taken as it is."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Annotated, Literal, Self

from charset_normalizer import from_bytes
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    field_validator,
    model_validator,
)

from workbench.vocabulary.notation import (
    FIRST_YEAR,
    ISO,
    ORDERS,
    Calendar,
    DateForm,
    NumberForm,
    Vague,
)
from workbench.vocabulary.units import KNOWN_LENGTHS, length_unit

LINES_LOOKED_AT = 200
SAMPLE = 1 << 16
WORD = re.compile(r"[^\W\d_]+")
REGIONAL = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r"),
    *("gb18030", "big5", "shift_jis", "euc_kr"),
)
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
INSTALL_DATABASE = "Install it in the checkout: pip install -e '.[database]'."


PERCENT = "%"


DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
ENCODINGS = ("utf-8", "latin-1", "cp1252", "utf-16")  # by their usual names
NO_ENCODINGS = ("idna", "punycode", "unicode-escape", "raw-unicode-escape")  # of names and of code


MOST_HEADER_LINES = 10
PART = re.compile(r"\{(\w+)\}")


class Join(BaseModel, extra="forbid", frozen=True):
    """A table that is joined, as one of sites to one of values.

    Attributes
    ----------
    on, key : str
        Column with the key, here and there; the same name where `key` is empty.
    file, sheet : str
        The other file, in the folder of this one; its sheet, or one of this workbook.
    header_row : int
        Line of its header.
    """

    on: str
    key: str = ""
    file: str = ""
    sheet: str = ""
    header_row: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        """Refuse a table that is nowhere."""
        if not self.file and not self.sheet:
            raise ValueError("give the file or the sheet that is joined")
        return self


def _one_or_more(given: object) -> object:
    """Give one table as a list of it."""
    return [given] if isinstance(given, dict) else given


Joins = Annotated[tuple[Join, ...], BeforeValidator(_one_or_more)]


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
    two_digit_years_from : int or None
        First of the hundred years that two digits stand for; None: they are no year.
    more_dates : tuple of str
        What else is a date: serial (days as Excel counts them), season (its year), range (the
        middle of its years, which are the campaign).
    calendar : {"gregorian", "buddhist"}
        Calendar of its years; those of the Buddhist one are 543 ahead.
    depths : str
        Unit of the depths whose heading states none: cm, m, mm, ft, in, ...; empty: cm.
    depth_unit : str
        Column with the unit of the depths of each row; empty where there is none.
    sheet : str
        Sheet of an Excel file; empty where there is only one.
    sheets : tuple of str
        Several sheets that are read one below the other; the column `sheet` names that of a row.
    files : str
        Files of one delivery, as data_*.csv, where a folder is given; `sheet` names that of a row.
    header_row, header_lines : int
        Line of the file that the header begins in, and in how many lines it is; they are joined.
    transposed : bool
        Whether the samples are in columns and the substances in rows.
    fill_down : tuple of str
        Columns with merged cells: an empty cell has the text above it.
    split : dict of str to str
        Column: how its parts are written, as `{site} {date}`, which are then columns.
    join : tuple of Join
        Tables that are joined by a key, as one of sites.
    """

    delimiter: Annotated[str, AfterValidator(lambda sign: DELIMITERS.get(sign, sign))] = ","
    decimal: Literal[".", ","] = "."
    thousands: Literal["", ".", ",", " ", "'"] = ""
    encoding: str = "utf-8"
    dates: str = ISO
    two_digit_years_from: int | None = Field(default=None, ge=FIRST_YEAR, le=2600)
    more_dates: tuple[Vague, ...] = ()
    calendar: Calendar = "gregorian"
    depths: str = ""
    depth_unit: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    files: str = ""
    header_row: int = Field(default=1, ge=1)
    header_lines: int = Field(default=1, ge=1, le=MOST_HEADER_LINES)
    transposed: bool = False
    fill_down: tuple[str, ...] = ()
    split: dict[str, str] = {}
    join: Joins = ()

    @property
    def named_columns(self) -> tuple[str, ...]:
        """Columns that are read for another one: cut into parts, or the key of a table."""
        return (*self.split, *(one.on for one in self.join))

    @property
    def numbers(self) -> NumberForm:
        """How numbers are written."""
        return NumberForm(self.decimal, self.thousands)

    @property
    def days(self) -> DateForm:
        """How dates are written."""
        return DateForm(self.dates, self.two_digit_years_from, self.more_dates, self.calendar)

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

    @field_validator("split")
    @classmethod
    def _is_template(cls, given: dict[str, str]) -> dict[str, str]:
        """Refuse a template without parts, or with two that nothing stands between."""
        for template in given.values():
            between = PART.split(template)[::2]
            if len(between) < 2 or not all(between[1:-1]):
                raise ValueError(
                    f"{template!r} needs names in braces with a sign between them, "
                    "as {site} {date}"
                )
        return given

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


def encoding_of(content: bytes) -> str:
    """Find an encoding that a text is likely to be in, of those that a mapping may name.

    Examples
    --------
    >>> encoding_of("Plätze".encode()), encoding_of("Plätze".encode("cp1252"))
    ('utf-8', 'cp1252')
    >>> encoding_of("участок;свинец".encode("cp1251"))
    'cp1251'
    >>> encoding_of("Şile;Ağa".encode("cp1254")), encoding_of("Þingvellir á".encode("cp1252"))
    ('cp1254', 'cp1252')
    """
    if content.startswith(UTF_16_MARKS):
        return "utf-16"
    if content[1:SAMPLE:2].count(0) > len(content[:SAMPLE]) / 4:
        return "utf-16-le"
    if content[:SAMPLE:2].count(0) > len(content[:SAMPLE]) / 4:
        return "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy_encoding(_accented_lines(content))
    return "utf-8"


def _legacy_encoding(sample: bytes) -> str:
    """Find the encoding of a region: of a known language, else Western if it can be."""
    guess = _of_region_or_western(sample)
    odd, central = (sample.decode(one, errors="replace") for one in (guess, CENTRAL))
    is_central = IN_A_WORD.search(odd) and not re.search(f"\ufffd|{IN_A_WORD.pattern}", central)
    return CENTRAL if is_central else guess


CENTRAL = "cp1250"
IN_A_WORD = re.compile(r"(?<=[^\W\d_])[²³¹¼½¾¿¦¨](?=[^\W\d_])")  # Ołów is no O³ów


def _of_region_or_western(sample: bytes) -> str:
    """Find the encoding of a region that has the letters of a language, else a Western one."""
    best = from_bytes(sample, cp_isolation=list(REGIONAL)).best()
    western = sample.decode("cp1252", errors="replace")
    if best and str(best) != western and (best.coherence or not _is_western(western)):
        return str(best.encoding)
    if TURKISH & set(western) and not ICELANDIC & set(western):
        return "cp1254"
    return "latin-1" if "\ufffd" in western else "cp1252"


TURKISH = set("ÐÝÞðýþ")  # what the Turkish letters look like in the Western encoding
ICELANDIC = set("æÆáÁíÍúÚóÓ")


def _is_western(text: str) -> bool:
    """Whether most words with accents are half ASCII, as words of other scripts are not."""
    words = [word for word in WORD.findall(text) if not word.isascii()]
    plain = sum(2 * sum(map(str.isascii, word)) >= len(word) for word in words)
    return "\ufffd" not in text and 2 * plain >= len(words)


def _accented_lines(content: bytes) -> bytes:
    """Give the first lines that are not plain ASCII, which are all that tells encodings apart."""
    lines = (line for line in content.splitlines(keepends=True) if not line.isascii())
    return b"".join(islice(lines, LINES_LOOKED_AT))[:SAMPLE]


def text_of(content: bytes) -> str:
    """Text of a file, without a mark at its beginning; what cannot be read becomes a sign."""
    return content.decode(encoding_of(content), errors="replace").removeprefix("\ufeff")


def delimiter_line(line: str) -> str:
    r"""Delimiter that a first line of its own declares, as Excel writes it; else empty.

    Examples
    --------
    >>> delimiter_line("sep=;\r\n"), delimiter_line("site;Pb\n")
    (';', '')
    """
    sign = line.rstrip("\r\n").removeprefix("\ufeff").strip('"').removeprefix("sep=")
    return sign if sign in DELIMITERS.values() and "sep=" in line else ""


def quote_of(line: str, delimiter: str) -> str:
    """Sign that the cells of a header are within: an apostrophe where each of them is.

    Examples
    --------
    >>> quote_of("'site';'Pb'", ";"), quote_of("site;'Pb'", ";")
    ("'", '"')
    """
    cells = line.strip().removeprefix("\ufeff").split(delimiter)
    within = all(len(cell) > 2 and cell[0] == "'" == cell[-1] for cell in cells)
    return "'" if within and len(cells) > 1 else '"'


def delimiter_of(text: str) -> str:
    r"""Sign that cuts the first lines into the most cells, the same number in most of them.

    Examples
    --------
    >>> delimiter_of("site;Pb\nP1;1,5\nP2;0,3\n"), delimiter_of("a\nb\n")
    (';', ',')
    """
    declared = delimiter_line(text.partition("\n")[0])
    return declared or max(DELIMITERS.values(), key=lambda sign: _fit(text, sign))


def _fit(text: str, sign: str) -> float:
    """Cells of a usual row, less where other rows have another number of them."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        widths = Counter(len(row) for row in islice(rows, LINES_LOOKED_AT) if row)
    except csv.Error:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 1))
    return (width - 1) * count / max(widths.total(), 1)


class Database(BaseModel, extra="forbid", frozen=True):
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
