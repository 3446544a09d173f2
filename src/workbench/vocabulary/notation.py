"""Numbers and dates as laboratories write them: below a limit, a month in words, only a year."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Literal

from workbench.vocabulary.languages import meanings, plain

FAILED = re.compile(r"#(?:[^\W\d_]+(?:/0)?[!?]|N/?[AVD]|GETTING_DATA)|Err:\d{3}")


NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
LESS_THAN = (  # in small letters, as files write it before a number
    *("less than", "below", "under", "inférieur à", "inferieur a", "inf. à", "inf à", "moins de"),
    *("menor que", "menor a", "menos de", "inferior a", "kleiner als", "kleiner", "unter"),
    *("minore di", "inferiore a", "< di", "менее", "меньше", "ниже", "小于", "低于", "أقل من"),
    *("küçük", "未満"),
)
BELOW = re.compile(
    r"(?:[<\uff1c\ufe64]\s*=?|[≤\u2a7d]|&lt;"
    rf"|(?:{'|'.join(map(re.escape, LESS_THAN))})(?=[\s\d]))\s*(.*)",
    re.DOTALL | re.IGNORECASE,
)
# Blanks and apostrophes that stand between groups of three digits.
ONE_THOUSANDS = str.maketrans(
    {**dict.fromkeys("\u00a0\u202f\u2009", " "), **dict.fromkeys("\u2019\u02bc\u00b4", "'")}
)


# Digits of Arabic, Persian, Thai and full width, as ASCII. Those of India are left out: several
# look like another digit, and no language of the recorded headings is written with them.
NOUGHTS = (0x0660, 0x06F0, 0x0E50, 0xFF10)
ASCII_DIGITS = {first + n: str(n) for first in NOUGHTS for n in range(10)}
MINUS = "\N{MINUS SIGN}"  # as text processors write it
RAISED_POINT = re.compile("(?<=[0-9])\u00b7(?=[0-9])")  # decimal sign of older British tables
ARABIC_DECIMAL, ARABIC_THOUSANDS = "\u066b", "\u066c"


def in_ascii_digits(text: str) -> str:
    """Text with the digits of other scripts as ASCII.

    Examples
    --------
    >>> in_ascii_digits("\u0661\u0662/\u0660\u0663/\u0662\u0660\u0661\u0668")
    '12/03/2018'
    """
    return text if text.isascii() else text.translate(ASCII_DIGITS)


@dataclass(frozen=True)
class NumberForm:
    """How a file writes numbers.

    Attributes
    ----------
    decimal : str
        Sign between the whole and the rest.
    thousands : str
        Sign between groups of three digits; empty where there is none.
    """

    decimal: str = "."
    thousands: str = ""

    def number(self, text: str) -> float:
        r"""Read a number; anything else gives nan, one in another form too.

        Examples
        --------
        >>> NumberForm(",", ".").number("1.234,5"), NumberForm(",").number("1.5")
        (1234.5, nan)
        >>> NumberForm(",", " ").number("1\u202f234,5"), NumberForm(".", "'").number("1\u2019250")
        (1234.5, 1250.0)
        >>> NumberForm().number("\u22128\u00b732")
        -8.32
        """
        if not text.isascii():
            text = in_ascii_digits(text).replace(ARABIC_THOUSANDS, "").replace(MINUS, "-")
            text = RAISED_POINT.sub(self.decimal, text)
            text = text.replace(ARABIC_DECIMAL, self.decimal)
        if self.thousands in (" ", "'"):
            text = text.translate(ONE_THOUSANDS)
        whole, mark, rest = text.partition(self.decimal)
        if self.thousands and self.thousands in whole:
            if not _in_groups(whole.lstrip("+-"), self.thousands):
                return math.nan
            whole = whole.replace(self.thousands, "")
        if self.decimal != "." and "." in whole + rest:
            return math.nan
        return read_number(whole + mark.replace(self.decimal, ".") + rest)


def read_number(text: str) -> float:
    """Read a number with a decimal point; anything else gives nan, commas and words too.

    Examples
    --------
    >>> read_number("1.5e3"), read_number("1,5"), read_number("inf")
    (1500.0, nan, nan)
    """
    return float(text) if NUMBER.fullmatch(text) else math.nan


def without_below(text: str) -> tuple[bool, str]:
    """Whether a text begins with a sign for less than, and what stands behind it.

    Examples
    --------
    >>> without_below("< 0,05"), without_below("<=LOQ"), without_below("0.05<")
    ((True, '0,05'), (True, 'LOQ'), (False, '0.05<'))
    >>> without_below("менее 50"), without_below("less than 5"), without_below("lesser")
    ((True, '50'), (True, '5'), (False, 'lesser'))
    """
    found = BELOW.fullmatch(text)
    return (True, found.group(1)) if found else (False, text)


def _in_groups(digits: str, thousands: str) -> bool:
    """Whether a whole number is in groups of three digits, but for the first."""
    first, *others = digits.split(thousands)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in others)


def sentinel_reason(text: str, sentinels: Mapping[str, str]) -> str:
    """Reason of the sentinel that a cell holds, as a word or as a number; else empty.

    Examples
    --------
    >>> sentinel_reason("-9999.90", {"-9999.9": "no value"})
    'no value'
    """
    if text in sentinels:
        return sentinels[text]
    value = read_number(text)
    return next((why for word, why in sentinels.items() if read_number(word) == value), "")


def is_failed_formula(text: str) -> bool:
    """Whether a text is what a spreadsheet shows for a formula that has failed, in any language.

    Examples
    --------
    >>> is_failed_formula("#DIV/0!"), is_failed_formula("#BEZUG!"), is_failed_formula("#4")
    (True, True, False)
    """
    return FAILED.fullmatch(text.strip()) is not None


ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)
PARTS_OF_A_DATE = {"d": r"(?P<d>\d{1,2})", "m": r"(?P<m>\d{1,2})", "Y": r"(?P<Y>\d{4}|\d{2})"}
FIRST_YEAR = 1900
ISO = "Y-m-d"
ORDERS = ("d/m/Y", "m/d/Y", "d.m.Y", "d-m-Y", "m-d-Y", "Y/m/d", "Y.m.d", ISO)
LONGEST_DATE = 60  # signs of a date; longer texts are none
TIME = re.compile(
    r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:[ap]\.?m\.?)?"
    r"\s?(?:Z|[A-Z]{3,4}|[+-]\d{2}:?\d{2})?|T\d{4,6}Z?)$",
    re.ASCII | re.IGNORECASE,
)
IN_A_ROW = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
MONTH_ONLY = re.compile(r"(\d{4})[-/.](?:0?[1-9]|1[0-2])", re.ASCII)
CHINESE = re.compile(r"(\d{4})\s*年\s*(?:(\d{1,2})\s*月\s*(?:(\d{1,2})\s*[日号號])?)?", re.ASCII)
WORDS_OF_A_DATE = re.compile(r"[^\W\d_]+|\d+")
ENDINGS = (
    "st",
    "nd",
    "rd",
    "th",
    "er",
    "de",
    "del",
    "of",
    "\u0433",
    "года",
)  # 1st, 1er, 2 de mayo de
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ROMAN_MONTH = re.compile(
    rf"(\d{{1,2}})[. /-]\s?({'|'.join(sorted(ROMAN, key=len, reverse=True))})[. /-]\s?(\d{{4}})\.?",
    re.ASCII | re.IGNORECASE,
)
SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
DAY_NOUGHT = date(1899, 12, 30)  # of Excel and LibreOffice
SERIALS = (20_000, 60_000)  # 1954 to 2064; other numbers of five digits are none
YEARS = re.compile(r"(\d{4})\s*[-/\N{EN DASH}]\s*(\d{4})", re.ASCII)
YEAR_AND_NEXT = re.compile(r"(\d{4})\s?/\s?(\d{2})", re.ASCII)  # of a campaign over the winter
QUARTER = re.compile(
    r"(?:[QT][1-4]|[1-4]\.?\s?(?:quarter|quartal|trimestre|кв\.?|квартал))[\s/-]{1,3}\d{4}"
    r"|\d{4}\s?(?:[-/]\s?)?(?:[QT][1-4]|年?第[一二三四1-4]季度)",
    re.IGNORECASE,
)
Vague = Literal["serial", "season", "range"]
Calendar = Literal["gregorian", "buddhist"]
BUDDHIST_YEARS = range(2400, 2601)  # what such a year looks like; no day of sampling is that late
YEARS_AHEAD = 543  # of the Buddhist calendar of Thailand, whose months and days are the Gregorian
DAY_IN_STORE = re.compile(r"(\d{4})(-\d{2}-\d{2})?", re.ASCII)
TWO_DIGITS = re.compile(r"\d{1,2}\D\d{1,2}\D\d{2}|\d{1,2}\W*[^\W\d]+\W*\d{2}", re.ASCII)


@dataclass(frozen=True)
class DateForm:
    """How a file writes dates besides YYYY-MM-DD and YYYY.

    Attributes
    ----------
    order : str
        Order of day, month and year.
    two_digits_from : int or None
        First of the hundred years that two digits stand for; None: they are no year.
    more : tuple of {"serial", "season", "range"}
        What else is taken: days as Excel counts them, a season as its year, years from and to as
        the middle one.
    calendar : {"gregorian", "buddhist"}
        Calendar of all years, which those of Thailand are in.
    """

    order: str = ISO
    two_digits_from: int | None = None
    more: tuple[Vague, ...] = ()
    calendar: Calendar = "gregorian"

    def year(self, digits: str) -> int:
        """Year of four digits, or of two; 0 where nobody said which hundred years are meant."""
        if len(digits) == 4:
            return int(digits)
        if len(digits) != 2 or self.two_digits_from is None:
            return 0
        first = self.two_digits_from
        return first + (int(digits) - first) % 100


ISO_FORM = DateForm()


def read_day(text: str, form: DateForm = ISO_FORM) -> str:
    """Day as YYYY-MM-DD, or YYYY where only the year or month is known; else the text as it is.

    A time of day and its zone are left away: the day is the one that is written.

    Examples
    --------
    >>> read_day("6/5/2004 0:00:00", DateForm("d/m/Y")), read_day("2004-05-06T08:30:00+03:00")
    ('2004-05-06', '2004-05-06')
    >>> read_day("27 juin 1983"), read_day("20040506"), read_day("9/1971", DateForm("m/d/Y"))
    ('1983-06-27', '2004-05-06', '1971')
    >>> read_day("6/5/2004"), read_day("6/5/04", DateForm("d/m/Y"))
    ('6/5/2004', '6/5/04')
    >>> read_day("29/2/2563", DateForm("d/m/Y", calendar="buddhist"))
    '2020-02-29'
    """
    if len(text) > LONGEST_DATE:
        return text
    day = TIME.sub("", in_ascii_digits(text.strip()))
    if not (ISO_DAY.fullmatch(day) or YEAR.fullmatch(day)):
        day = _numbered(day, form) or _without_order(day, form) or _vague(day, form) or text
    return in_common_era(day) if form.calendar == "buddhist" else day


def in_common_era(day: str) -> str:
    """Day or year of the Buddhist calendar in the Gregorian; any other text as it is.

    Examples
    --------
    >>> in_common_era("2566-05-12"), in_common_era("2543"), in_common_era("spring")
    ('2023-05-12', '2000', 'spring')
    """
    found = DAY_IN_STORE.fullmatch(day)
    return f"{int(found[1]) - YEARS_AHEAD:04d}{found[2] or ''}" if found else day


def _written(year: int, month: int, day: int) -> str:
    """Day in the form of the store; only the year where the day is not known."""
    if year and not day and month <= 12:
        return f"{year}"
    return f"{year}-{month:02d}-{day:02d}" if year else ""


def _numbered(text: str, form: DateForm) -> str:
    """Day in the declared order; a day of nought and a month alone give the year."""
    if form.order == ISO:
        return ""
    text = text.removesuffix(".") if text.endswith(".") and text.count(".") == 3 else text
    found = _pattern(form.order).fullmatch(text)
    if found:
        return _written(form.year(found["Y"]), int(found["m"]), int(found["d"]))
    found = _pattern(_without_day(form.order)).fullmatch(text)
    is_month = found and len(found["Y"]) == 4 and 1 <= int(found["m"]) <= 12
    return found["Y"] if found and is_month else ""


def _without_day(order: str) -> str:
    """Order of a date of which only month and year are known: m/Y for d/m/Y."""
    sign = next(sign for sign in order if sign not in PARTS_OF_A_DATE)
    return sign.join(part for part in order.split(sign) if part != "d")


@cache
def _pattern(order: str) -> re.Pattern[str]:
    """Pattern of dates in an order."""
    return re.compile(
        "".join(PARTS_OF_A_DATE.get(sign, re.escape(sign)) for sign in order), re.ASCII
    )


def _without_order(text: str, form: DateForm) -> str:
    """Day that no order is needed for: in one row, with its month in words, or only the month."""
    if found := IN_A_ROW.fullmatch(text):
        day = "-".join(found.groups())
        common = in_common_era(day) if form.calendar == "buddhist" else day
        return day if not day_problem(common) else ""
    if found := MONTH_ONLY.fullmatch(text):
        return found[1]
    if found := CHINESE.fullmatch(text):
        return _written(int(found[1]), int(found[2] or 0), int(found[3] or 0))
    if found := ROMAN_MONTH.fullmatch(text):
        return _written(form.year(found[3]), ROMAN.index(found[2].upper()) + 1, int(found[1]))
    return _in_words(text, form)


def _in_words(text: str, form: DateForm) -> str:
    """Day of a date with its month in words."""
    words = [word for word in WORDS_OF_A_DATE.findall(text) if word.casefold() not in ENDINGS]
    months = [_months().get(plain(word), 0) for word in words]
    numbers = [word for word in words if word.isdecimal() and word.isascii()]
    if sum(map(bool, months)) != 1 or len(numbers) != len(words) - 1 or len(numbers) > 2:
        return ""
    years = [one for one in numbers if len(one) == 4] or numbers[-1:]
    if len(years) != 1:
        return ""
    days = [one for one in numbers if len(one) <= 2 and one is not years[0]]
    if len(days) != len(numbers) - 1:
        return ""
    return _written(form.year(years[0]), max(months), int(days[0]) if days else 0)


@cache
def _months() -> Mapping[str, int]:
    """Numbers of months by their names in the languages of files."""
    return {plain(word): int(number) for word, number in meanings("month").items()}


@cache
def _seasons() -> frozenset[str]:
    """Names of seasons."""
    return frozenset(map(plain, meanings("season")))


def _vague(text: str, form: DateForm) -> str:
    """Day or year of what is only taken where the mapping says so."""
    kind = vague_kind(text)
    if not kind or kind not in form.more:
        return ""
    if kind == "serial":
        return (DAY_NOUGHT + timedelta(days=int(float(text)))).isoformat()
    years = [int(year) for year in re.findall(r"\d{4}", text, re.ASCII)]
    return str(sum(years) // len(years))


def vague_kind(text: str) -> Vague | Literal[""]:
    """Say which date that is none by itself a text is; empty where it is none of them.

    Examples
    --------
    >>> vague_kind("38166"), vague_kind("Fall 1990"), vague_kind("1990-1994"), vague_kind("1990")
    ('serial', 'season', 'range', '')
    >>> vague_kind("2013/14"), vague_kind("Q3 2012"), vague_kind("2013/15")
    ('range', 'season', '')
    """
    if len(text) > LONGEST_DATE:
        return ""
    if SERIAL.fullmatch(text):
        return "serial" if SERIALS[0] <= float(text) <= SERIALS[1] else ""
    found = YEARS.fullmatch(text)
    if found:
        return "range" if found[1] < found[2] else ""
    over_winter = YEAR_AND_NEXT.fullmatch(text)
    if over_winter and int(over_winter[2]) > 12:
        return "range" if (int(over_winter[1]) + 1) % 100 == int(over_winter[2]) else ""
    if QUARTER.fullmatch(text):
        return "season"
    words = WORDS_OF_A_DATE.findall(text)
    years = [word for word in words if YEAR.fullmatch(word)]
    seasons = plain(" ".join(word for word in words if word not in years))
    return "season" if len(years) == 1 and seasons in _seasons() else ""


def day_problem(text: str, order: str = ISO) -> str:
    """Reason why a text is no day or year of sampling; empty where it is one.

    Examples
    --------
    >>> day_problem("2004-02-30"), day_problem("1066"), day_problem("1999-13")
    ("date '2004-02-30' is not in the calendar", 'date 1066 is before 1900', \
"date '1999-13' is not YYYY-MM-DD or YYYY")
    """
    if not (ISO_DAY.fullmatch(text) or YEAR.fullmatch(text)):
        forms = f"{order}, YYYY-MM-DD or YYYY" if order != ISO else "YYYY-MM-DD or YYYY"
        return f"date {text!r} is not {forms}{_what_helps(text)}"
    try:
        first = date.fromisoformat(text if "-" in text else f"{text}-01-01")
    except ValueError:
        return f"date {text!r} is not in the calendar{buddhist_hint(int(text[:4]))}"
    if first.year < FIRST_YEAR:
        return f"date {text} is before {FIRST_YEAR}"
    if first <= datetime.now(UTC).date():
        return ""
    return f"date {text} is in the future{buddhist_hint(first.year)}"


def buddhist_hint(year: int) -> str:
    """Say what helps if a year is one of the Buddhist calendar; empty where it cannot be one."""
    is_one = year in BUDDHIST_YEARS
    return f" (or {year - YEARS_AHEAD}, where file.calendar is buddhist)" if is_one else ""


def _what_helps(text: str) -> str:
    """Name what a mapping may say so that a text becomes a date."""
    kind = vague_kind(text)
    if kind:
        return f" (a {kind}, taken where file.more_dates has {kind})"
    if len(text) <= LONGEST_DATE and TWO_DIGITS.fullmatch(TIME.sub("", text)):
        return " (two digits are a year where file.two_digit_years_from says of which hundred)"
    return ""
