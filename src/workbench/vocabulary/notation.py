"""Numbers as laboratories write them: with a comma, in groups, below a limit."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

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
