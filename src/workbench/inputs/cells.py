"""What a single cell of a delivered file says, or the reason why it cannot be used."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workbench.inputs.tables import ColumnContract
from workbench.vocabulary.places import is_country

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
DAY_OR_YEAR = re.compile(r"\d{4}(-\d{2}-\d{2})?", re.ASCII)
MISSING = {"sampled_on": "missing date", "layer": "missing horizon"}


@dataclass(frozen=True)
class Cell:
    """A cell of a column of values: its number, or the reason why there is none."""

    reason: str
    value: float = math.nan
    censored: bool = False


@dataclass(frozen=True)
class CellRules:
    """How the cells of one column are read.

    Attributes
    ----------
    factor : float
        From the unit of the file to that of the store.
    sentinels : mapping of str to str
        Number or word that stands for no value: the reason to give.
    zero_below : float or None
        Limit that a zero stands for, in the unit of the file; None where nothing is declared.
    """

    factor: float
    sentinels: Mapping[str, str]
    zero_below: float | None = None


def read_cell(given: str, rules: CellRules) -> Cell:
    """Read one cell of a column of values.

    Examples
    --------
    >>> read_cell("250", CellRules(0.001, {}))
    Cell(reason='', value=0.25, censored=False)
    >>> read_cell("0", CellRules(1.0, {}, zero_below=0.1))
    Cell(reason='', value=0.1, censored=True)
    >>> read_cell("-1", CellRules(1.0, {})).reason
    'negative value'
    """
    text = given.strip()
    reason = sentinel_reason(text, rules.sentinels)
    if reason or not text:
        return Cell(reason or "empty cell")
    value = read_number(text) * rules.factor
    if not math.isfinite(value):
        return Cell("text that is no number")
    if value < 0:
        return Cell("negative value")
    if value > 0:
        return Cell("", value)
    if rules.zero_below is None:
        return Cell("zero without a limit")
    return Cell("", rules.zero_below * rules.factor, censored=True)


def read_number(text: str) -> float:
    """Read a number with a decimal point; anything else gives nan, commas and words too.

    Examples
    --------
    >>> read_number("1.5e3"), read_number("1,5"), read_number("inf")
    (1500.0, nan, nan)
    """
    return float(text) if NUMBER.fullmatch(text) else math.nan


def field_problem(contract: ColumnContract, text: str) -> str:
    """Reason why a row cannot have this text in a column of its contract; empty where it can.

    Parameters
    ----------
    contract : ColumnContract
        What the column takes.
    text : str
        Content, without blanks around it; empty where there is none.

    Returns
    -------
    str
        As `missing date` or `unknown country code 'DE'`.
    """
    name = contract.name
    if not text:
        return MISSING.get(name, f"missing {name}") if contract.required else ""
    if contract.allowed and text not in contract.allowed:
        return f"unknown {name} {text!r}"
    return _form_problem(contract, text)


def _form_problem(contract: ColumnContract, text: str) -> str:
    """Reason why a text has not the form of a number, a country or a date; else empty."""
    name = contract.name
    if contract.kind == "number" and not math.isfinite(read_number(text)):
        return f"{name} {text!r} is no number"
    if name == "iso3" and not is_country(text):
        return f"unknown country code {text!r}"
    if name == "sampled_on" and not _is_day_or_year(text):
        return f"date {text!r} is not YYYY-MM-DD or YYYY"
    return ""


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


def _is_day_or_year(text: str) -> bool:
    """Whether a text is a year, or a day that the calendar has."""
    if not DAY_OR_YEAR.fullmatch(text):
        return False
    try:
        date.fromisoformat(text if "-" in text else f"{text}-01-01")
    except ValueError:
        return False
    return True
