"""What a single cell of a delivered file says, or the reason why it cannot be used."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import category

from workbench.inputs.files.days import ISO, day_problem
from workbench.inputs.files.notation import NumberForm, read_number, without_below
from workbench.inputs.files.odd_cells import is_failed_formula
from workbench.inputs.measurements.substituted import read_substitute
from workbench.store.columns import ColumnContract
from workbench.vocabulary.places import is_country

MISSING = {"sampled_on": "missing date", "layer": "missing horizon"}
DEEPEST = 100_000.0  # in the unit of the file: more is no depth in cm, mm or m
RANGES = {
    "longitude": (-180.0, 180.0),
    "latitude": (-90.0, 90.0),
    "dry_matter_pct": (0.1, 100.0),
    "depth_top_cm": (0.0, DEEPEST),
    "depth_bottom_cm": (0.0, DEEPEST),
}
POINT = NumberForm()
UNSEEN = ("Cc", "Cf", "Co", "Cs")
JOINERS = "\u200c\u200d"  # Persian and Indic words are written with them
BELOW = "below"  # less than the number in the cell
ANY, LOD, LOQ = "any", "lod", "loq"  # less than a limit that stands elsewhere
NONDETECT_WORDS = {
    **dict.fromkeys(("n.d.", "n.d", "nd", "not detected", "non-detect", "nondetect"), ANY),
    **dict.fromkeys(("<lod", "<dl", "<mdl", "bdl"), LOD),
    **dict.fromkeys(("<loq", "<ql", "bql"), LOQ),
}


@dataclass(frozen=True)
class Reading:
    """What a cell of a column of values says.

    Attributes
    ----------
    reason : str
        Why it cannot be used; empty where it can.
    number : float
        Number in it, in the unit of the file; nan where there is none.
    mark : {"", "below", "any", "lod", "loq"}
        Empty for a plain number; else of which limit less was seen.
    """

    reason: str
    number: float = math.nan
    mark: str = ""


@dataclass(frozen=True)
class CellRules:
    """How the cells of a file are read.

    Attributes
    ----------
    sentinels : mapping of str to str
        Number or word that stands for no value: the reason to give.
    form : NumberForm
        How numbers are written.
    words : mapping of str to str
        Words of the mapping for non-detects: the limit that they are below.
    """

    sentinels: Mapping[str, str]
    form: NumberForm = POINT
    words: Mapping[str, str] | None = None


def read_cell(given: str, rules: CellRules) -> Reading:
    """Read one cell of a column of values.

    Examples
    --------
    >>> read_cell("< 0,05", CellRules({}, NumberForm(",")))
    Reading(reason='', number=0.05, mark='below')
    >>> read_cell("n.d.", CellRules({})).mark
    'any'
    >>> read_cell("0.025 (LOQ/2)", CellRules({}))
    Reading(reason='', number=0.05, mark='below')
    >>> read_cell("-1", CellRules({})).reason
    'negative value'
    """
    text = given.strip()
    reason = sentinel_reason(text, rules.sentinels)
    if reason or not text:
        return Reading(reason or "empty cell")
    mark = _word(text, rules.words or {})
    if mark:
        return Reading("", mark=mark)
    noted = read_substitute(text)
    if noted and not noted.number:
        return Reading("", mark=noted.limit)
    is_below, rest = without_below(noted.number if noted else text)
    number = rules.form.number(rest) * (noted.factor if noted else 1.0)
    if not math.isfinite(number):
        return Reading("text that is no number")
    if number < 0:
        return Reading("negative value")
    return Reading("", number, BELOW if is_below or noted else "")


def _word(text: str, words: Mapping[str, str]) -> str:
    """Limit that a word is below: one of the mapping, or one that laboratories use."""
    known = "".join(text.split()) if text.startswith("<") else text
    return words.get(text) or NONDETECT_WORDS.get(known.casefold(), "")


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
        return _number_problem(name, text, form.number(text))
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


def _number_problem(name: str, text: str, number: float) -> str:
    """Reason why a text is no number, or one that its column cannot have; else empty."""
    if not math.isfinite(number):
        return f"{name} {text!r} is no number"
    low, high = RANGES.get(name, (-math.inf, math.inf))
    return "" if low <= number <= high else f"{name} {text!r} is not between {low:g} and {high:g}"


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
