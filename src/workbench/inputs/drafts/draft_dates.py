"""Dates in a draft: which columns hold them, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.inputs.drafts.draft import FILL_IN, Draft
from workbench.inputs.drafts.preview import Look, few
from workbench.inputs.drafts.recognition import Roles
from workbench.vocabulary.languages import plain_words
from workbench.vocabulary.notation import (
    ISO,
    ORDERS,
    Calendar,
    DateForm,
    day_problem,
    read_day,
    vague_kind,
)

TWO_DIGITS_FROM = 1950
VAGUE_MEANING = {
    "serial": "days as Excel counts them",
    "season": "as their year",
    "range": "as their middle year, with the years as the campaign",
}


def draft_date(look: Look, roles: Roles, draft: Draft) -> None:
    """Name the column of the date, or of the year, and how dates are written.

    Parameters
    ----------
    look, roles : Look, Roles
        What was seen of the file, and what its columns are likely to hold.
    draft : Draft
        The mapping in the making; it is added to.
    """
    if "sampled_on" in roles.constants:
        return
    column = roles.fields.get("sampled_on") or roles.fields.get("year")
    if not column and roles.values and all(one.sampled_on for one in roles.values.values()):
        return
    if not column:
        draft.doubt(
            "columns",
            f"sampled_on: {FILL_IN} the column of the date, or a year for all rows in constants",
        )
        return
    parts = _parts_of_a_day(look, roles)
    if parts:
        draft.put("joined", "sampled_on", parts)
        draft.put("file", "dates", "Y/m/d")
        draft.doubt("joined", f"sampled_on: year, month and day are {few(parts)}")
        _odd_dates({day for day in look.columns[parts[0]] if day}, ISO, draft)
        return
    draft.put("columns", "sampled_on", column)
    days = {day for day in look.columns[column] if day}
    fits = {order: _share_read(days, order) for order in ORDERS}
    if not any(fits.values()):
        fits = {order: _share_read(days, order, TWO_DIGITS_FROM) for order in ORDERS}
    if not any(fits.values()):
        fits = {order: _share_read(days, order, calendar="buddhist") for order in ORDERS}
    best = max(fits.values(), default=0.0)
    orders = [order for order in ORDERS if fits[order] == best]
    orders.sort(key=lambda order: order != roles.dates)
    if best and ISO not in orders:
        draft.put("file", "dates", orders[0])
    if best and ISO not in orders and len(orders) > 1:
        draft.doubt("file", f"dates: {few(sorted(days)[:3])} may be {' or '.join(orders)}")
    _odd_dates(days, orders[0], draft)


MONTH_WORDS = {"month", "mois", "mes", "monat", "mese", "месяц", "月", "الشهر", "ay", "mm"}
DAY_WORDS = {"day", "jour", "dia", "tag", "giorno", "день", "日", "اليوم", "gun", "dd"}


def _parts_of_a_day(look: Look, roles: Roles) -> list[str]:
    """Columns of year, month and day, where a date is in three columns; else nothing."""
    if "year" not in roles.fields or "sampled_on" in roles.fields:
        return []
    found = [roles.fields["year"]]
    for words, most in ((MONTH_WORDS, 12), (DAY_WORDS, 31)):
        for column, cells in look.columns.items():
            given = [cell for cell in cells if cell]
            is_part = given and all(c.isdecimal() and 1 <= int(c[:4]) <= most for c in given)
            if is_part and words & set(plain_words(column)):
                found.append(column)
                break
    return found if len(found) == 3 else []


def _odd_dates(days: set[str], order: str, draft: Draft) -> None:
    """Ask about dates that are not read in an order, or of which only the year is."""
    odd = [day for day in sorted(days) if _problem(day, order)]
    two_digits = [day for day in odd if not _problem(day, order, TWO_DIGITS_FROM)]
    buddhist = [day for day in odd if not _problem(day, order, calendar="buddhist")]
    if buddhist:
        draft.doubt("file", f"calendar: buddhist, where {few(buddhist[:3])} is 543 years ahead")
        draft.offer("file", "calendar", "buddhist")
    vague = sorted({kind for day in odd if (kind := vague_kind(day))})
    if two_digits:
        draft.doubt(
            "file",
            f"two_digit_years_from: {TWO_DIGITS_FROM} if that is the first year that "
            f"{few(two_digits[:3])} may be of",
        )
    if two_digits:
        draft.offer("file", "two_digit_years_from", TWO_DIGITS_FROM)
    if vague:
        draft.offer("file", "more_dates", list(vague))
    for kind in vague:
        some = few([day for day in odd if vague_kind(day) == kind][:3])
        draft.doubt("file", f"more_dates: [{kind}] to take {some} ({VAGUE_MEANING[kind]})")
    rest = [day for day in odd if day not in {*two_digits, *buddhist} and not vague_kind(day)]
    if rest:
        draft.doubt("file", f"dates: not all are read, as {few(rest[:3])}")
    partial = [day for day in sorted(days) if day not in odd and _is_partial(day, order)]
    if partial:
        draft.doubt("file", f"dates: of {few(partial[:3])} only the year is kept")


def _share_read(
    days: Iterable[str],
    order: str,
    two_digits_from: int | None = None,
    calendar: Calendar = "gregorian",
) -> float:
    """Share of texts that are a day in an order of day, month and year."""
    found = [not _problem(day, order, two_digits_from, calendar) for day in days]
    return sum(found) / len(found) if found else 0.0


def _problem(
    day: str,
    order: str,
    two_digits_from: int | None = None,
    calendar: Calendar = "gregorian",
) -> str:
    """Reason why a text is no day; empty where it is one."""
    form = DateForm(order, two_digits_from, calendar=calendar)
    return day_problem(read_day(day, form), order)


def _is_partial(day: str, order: str) -> bool:
    """Whether only the year of a longer text is known."""
    return len(day) > 4 and len(read_day(day, DateForm(order))) == 4
