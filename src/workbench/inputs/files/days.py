"""Dates as files write them, and dates on which no soil was sampled."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

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
