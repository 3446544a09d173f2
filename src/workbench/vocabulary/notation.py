"""Numbers and dates as laboratories write them: with a comma, below a limit, the day first."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

FAILED = re.compile(r"#(?:[^\W\d_]+(?:/0)?[!?]|N/?[AVD]|GETTING_DATA)|Err:\d{3}")


NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
BELOW = re.compile(r"(?:<\s*=?|≤)\s*(.*)", re.DOTALL)


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
        """Read a number; anything else gives nan, one in another form too.

        Examples
        --------
        >>> NumberForm(",", ".").number("1.234,5"), NumberForm(",").number("1.5")
        (1234.5, nan)
        """
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
    """
    found = BELOW.fullmatch(text)
    return (True, found.group(1)) if found else (False, text)


def _in_groups(digits: str, thousands: str) -> bool:
    """Whether a whole number is in groups of three digits, but for the first."""
    first, *others = digits.split(thousands)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in others)


ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)
PARTS = {"d": r"(?P<d>\d{1,2})", "m": r"(?P<m>\d{1,2})", "Y": r"(?P<Y>\d{4})"}
FIRST_YEAR = 1900
ISO = "Y-m-d"
ORDERS = ("d/m/Y", "m/d/Y", "d.m.Y", "d-m-Y", "Y/m/d", "Y.m.d", ISO)


def read_day(text: str, order: str = ISO) -> str:
    """Day as YYYY-MM-DD where a text has the declared order; otherwise the text as it is.

    Examples
    --------
    >>> read_day("6/5/2004", "d/m/Y"), read_day("2004", "d/m/Y"), read_day("6/5/2004")
    ('2004-05-06', '2004', '6/5/2004')
    """
    if order == ISO:
        return text
    pattern = "".join(PARTS.get(sign, re.escape(sign)) for sign in order)
    found = re.fullmatch(pattern, text, re.ASCII)
    if not found:
        return text
    return f"{found['Y']}-{int(found['m']):02d}-{int(found['d']):02d}"


def day_problem(text: str, order: str = ISO) -> str:
    """Reason why a text is no day or year of sampling; empty where it is one.

    Examples
    --------
    >>> day_problem("2004-02-30"), day_problem("1066"), day_problem("1999-12")
    ("date '2004-02-30' is not in the calendar", 'date 1066 is before 1900', \
"date '1999-12' is not YYYY-MM-DD or YYYY")
    """
    if not (ISO_DAY.fullmatch(text) or YEAR.fullmatch(text)):
        forms = f"{order}, YYYY-MM-DD or YYYY" if order != ISO else "YYYY-MM-DD or YYYY"
        return f"date {text!r} is not {forms}"
    try:
        first = date.fromisoformat(text if "-" in text else f"{text}-01-01")
    except ValueError:
        return f"date {text!r} is not in the calendar"
    if first.year < FIRST_YEAR:
        return f"date {text} is before {FIRST_YEAR}"
    return f"date {text} is in the future" if first > datetime.now(UTC).date() else ""


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
