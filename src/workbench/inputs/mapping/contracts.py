"""What a mapping may fill, and whether a text of a file fits the contract of its column."""

from __future__ import annotations

import math
from unicodedata import category

from pydantic import ValidationError

from workbench.errors import reason_of
from workbench.store.columns import ColumnContract
from workbench.store.measurements import Measurements
from workbench.store.schema import TABLES
from workbench.vocabulary.notation import ISO, NumberForm, day_problem, is_failed_formula
from workbench.vocabulary.places import is_country

FROM_FILE = ("source_file", "source_row")
MADE_OF_CELLS = frozenset(
    {
        *("substance", "value", "unit", "censored", "lod", "loq", "uncertainty"),
        *("original_value", "original_unit"),
    }
)


def fillable(table: str) -> dict[str, ColumnContract]:
    """Columns of a table that a mapping can fill, by name.

    Examples
    --------
    >>> list(fillable("neighbours"))
    ['iso3', 'area_id', 'neighbour_id']
    """
    return {one.name: one for one in TABLES[table] if one.name not in FROM_FILE}


MAPPABLE = {
    name: one for name, one in fillable(Measurements.table).items() if name not in MADE_OF_CELLS
}


DEPTH = "depth"  # what a mapping fills with a range in one cell, which gives both depths
MISSING = {"sampled_on": "missing date", "layer": "missing horizon"}
DEEPEST = 100_000.0  # in the unit of the file: more is no depth in cm, mm or m
IN_UNIT_OF_FILE = ("depth_top_cm", "depth_bottom_cm")
UNSEEN = ("Cc", "Cf", "Co", "Cs")
POINT = NumberForm()
JOINERS = "\u200c\u200d"  # Persian and Indic words are written with them


def in_words(error: ValidationError) -> str:
    """Say what pydantic has against a mapping, each complaint with its key."""
    return "; ".join(
        ": ".join(filter(None, (".".join(map(str, one["loc"])), reason_of(one))))
        for one in error.errors()
    )


def field_problem(
    contract: ColumnContract, text: str, form: NumberForm = POINT, order: str = ISO
) -> str:
    """Reason why a row cannot have this text in a column of its contract; empty where it can.

    Parameters
    ----------
    contract : ColumnContract
        What the column takes.
    text : str
        Content, without blanks around it; empty where there is none.
    form : NumberForm
        How numbers are written.
    order : str
        How dates are written besides YYYY-MM-DD and YYYY.

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
    if contract.kind == "number":
        return _number_problem(contract, text, form.number(text))
    return _text_problem(name, text, order)


def _text_problem(name: str, text: str, order: str) -> str:
    """Reason why a text is no name, country or day of sampling; else empty."""
    if is_failed_formula(text):
        return f"{name} {text!r} is a failed formula, no name"
    if has_control_signs(text):
        return f"{name} {text!r} has signs that cannot be seen"
    if name == "iso3" and not is_country(text):
        return f"unknown country code {text!r}"
    return day_problem(text, order) if name == "sampled_on" else ""


def has_control_signs(text: str) -> bool:
    r"""Whether a text holds signs that nobody sees, but for the joiners of some scripts.

    Examples
    --------
    >>> has_control_signs("P\x0b1"), has_control_signs("P 1"), has_control_signs("P\u202e1")
    (True, False, True)
    """
    return any(category(sign) in UNSEEN and sign not in JOINERS for sign in text)


def _number_problem(contract: ColumnContract, text: str, number: float) -> str:
    """Reason why a text is no number, or one that its column cannot have; else empty."""
    name = contract.name
    if not math.isfinite(number):
        return f"{name} {text!r} is no number"
    low, high = (0.0, DEEPEST) if name in IN_UNIT_OF_FILE else contract.bounds
    return "" if low <= number <= high else f"{name} {text!r} is not between {low:g} and {high:g}"
