"""What one cell of a column of values says: a number, a limit, a qualifier, or nothing."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from workbench.vocabulary.notation import NumberForm, sentinel_reason, without_below
from workbench.vocabulary.units import spelling_of

LOD_WORDS = ("lod", "ld", "dl", "mdl", "nwg", "ng", "lid")
LOQ_WORDS = ("loq", "lq", "ql", "bg", "rl", "lc", "pql", "lor", "mrl", "rdl", "lcm")
ANY_LIMIT = "|".join((*LOD_WORDS, *LOQ_WORDS))
NOTE = re.compile(
    r"(?P<number>\S*?)\s*[(\[]?\s*(?:"
    rf"(?:(?:1/2|½)\s*[*x\u00d7]?|0[.,]5\s*[*x\u00d7])\s*(?P<half>{ANY_LIMIT})"
    rf"|(?P<part>{ANY_LIMIT})\s*/\s*(?P<divisor>2|√2|sqrt\s*\(?2\)?|1[.,]41\d*)"
    r")\s*[)\]]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Substitute:
    """What a note says.

    Attributes
    ----------
    limit : {"lod", "loq"}
        Limit of which a part was put in.
    factor : float
        Number by which the part becomes the limit: 2, or the root of 2.
    number : str
        The part itself, as text; empty where only the note is given.
    """

    limit: str
    factor: float
    number: str


def read_substitute(text: str) -> Substitute | None:
    """Read a note of a part of a limit; None where a text is something else.

    Examples
    --------
    >>> read_substitute("0.025 (LOQ/2)")
    Substitute(limit='loq', factor=2.0, number='0.025')
    >>> read_substitute("1/2 LOD").limit, read_substitute("0.5 LOQ") is None
    ('lod', True)
    """
    found = NOTE.fullmatch(text)
    if not found:
        return None
    word = (found["half"] or found["part"]).casefold()
    factor = 2.0 if found["divisor"] in {None, "2"} else math.sqrt(2)
    return Substitute("lod" if word in LOD_WORDS else "loq", factor, found["number"])


POINT = NumberForm()
BELOW = "below"  # less than the number in the cell
NEGATIVE, NEGATIVE_VALUE = "negative", "negative value"
ANY, LOD, LOQ = "any", "lod", "loq"  # less than a limit that stands elsewhere
NONDETECT_WORDS = {
    **dict.fromkeys(("n.d.", "n.d", "nd", "not detected", "non-detect", "nondetect"), ANY),
    **dict.fromkeys((*(f"<{word}" for word in LOD_WORDS), "bdl"), LOD),
    **dict.fromkeys((*(f"<{word}" for word in LOQ_WORDS), "bql", "blq", "bloq"), LOQ),
}


LONGEST = 120  # signs of a cell with a value; a longer text is none
LIMIT_WORD = re.compile(ANY_LIMIT, re.IGNORECASE)
LIMIT_BESIDE = re.compile(
    r"(?P<word>[^\d\W][^\d()\[\]<]{0,20}|<\s?[^\W\d]{2,4})\s?[(\[<≤=:]{0,2}\s?"
    r"(?P<number>[\d.,]{1,20}(?:[eE][+-]?\d{1,3})?)\s?[)\]]?"
)
QUALIFIED = re.compile(
    r"(?P<number>[^\s]{0,40}?[\d.])\s*[(\[]?(?P<flag>[^\W\d_]{1,4}[*+]?|[*+])[)\]]?"
)
NUMBER_FIRST = re.compile(r"(?P<flag>[^\W\d_]{1,3}\.?|[~≈])\s?(?P<number>[<≤]?\s?[\d.,]{1,20})")
IN_BRACKETS = re.compile(r"[(\[](?P<number>[<≤]?\s?[\d.,]{1,20})[)\]]")
BRACKETS = "()"  # what stands in the place of a qualifier for a number in brackets
ABOVE = re.compile(r"(?:[>≥\uff1e\ufe65]|&gt;)\s*=?\s*[\d.,\s]{1,30}")
SPREAD = re.compile(
    r"(?P<number>[^±+]{1,40}?)\s*(?:±|\+\s?/?\s?[-\u2212])\s*(?P<spread>[\d.,]{1,20})"
)
TIMES_TEN = re.compile(
    r"(?P<sign>[<≤]?\s?)(?P<number>[\d.,]{1,20})\s?[x*·\u00d7\u22c5]\s?10\s?\^?\s?(?P<power>[-\u2212]?\d{1,2})",
    re.IGNORECASE,
)
WITH_UNIT = re.compile(
    r"(?P<number>[^µ%]{0,40}?[\d.)])\s*(?P<unit>[^\W\d_]{1,12}\W.{1,24}|%|pp[mb])"
)


@dataclass(frozen=True)
class Reading:
    """What a cell of a column of values says.

    Attributes
    ----------
    reason : str
        Why it cannot be used; empty where it can.
    number : float
        Number in it, in the unit of the file; nan where there is none.
    mark : {"", "below", "any", "lod", "loq", "negative"}
        Empty for a plain number; else of which limit less was seen, or that it is below zero.
    flag : str
        Qualifier of the laboratory that stands in the cell.
    unit : str
        Unit that stands in the cell; empty where there is none.
    spread : float
        Uncertainty behind the number, in its unit; nan where there is none.
    """

    reason: str
    number: float = math.nan
    mark: str = ""
    flag: str = ""
    unit: str = ""
    spread: float = math.nan


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
    flags : collection of str
        Qualifiers that may stand behind a number.
    """

    sentinels: Mapping[str, str]
    form: NumberForm = POINT
    words: Mapping[str, str] | None = None
    flags: Collection[str] = ()


def read_cell(given: str, rules: CellRules) -> Reading:
    """Read one cell of a column of values.

    Examples
    --------
    >>> read_cell("< 0,05", CellRules({}, NumberForm(",")))
    Reading(reason='', number=0.05, mark='below', flag='', unit='', spread=nan)
    >>> read_cell("n.d.", CellRules({})).mark, read_cell("ND (0.5)", CellRules({})).number
    ('any', 0.5)
    >>> read_cell("0.025 (LOQ/2)", CellRules({})).number
    0.05
    >>> read_cell("210 J", CellRules({}, flags=("J",)))
    Reading(reason='', number=210.0, mark='', flag='J', unit='', spread=nan)
    >>> read_cell("88 ± 5 mg/kg", CellRules({}))
    Reading(reason='', number=88.0, mark='', flag='', unit='mg/kg', spread=5.0)
    >>> read_cell("210 J", CellRules({})).reason
    "qualifier 'J' is not in nondetects.flags of the mapping"
    """
    text = given.strip()
    if len(text) > LONGEST:
        return Reading(NO_NUMBER)
    reason = sentinel_reason(text, rules.sentinels)
    if reason or not text:
        return Reading(reason or "empty cell")
    mark = _word(text, rules.words or {})
    if mark:
        return Reading("", mark=mark)
    plain = rules.form.number(text)
    if plain >= 0 and math.isfinite(plain):  # most cells are that
        return Reading("", plain)
    read = _number(text, rules)
    if read.reason == NO_NUMBER:
        return _with_more(text, rules) or _qualified(text, rules) or read
    return read


NO_NUMBER = "text that is no number"
MORE_THAN = "more than a number: the content is above what was measured"


def _with_more(text: str, rules: CellRules) -> Reading | None:
    """Read a number with its unit, its uncertainty or a power of ten behind it; else None."""
    found = WITH_UNIT.fullmatch(text)
    if found and (unit := spelling_of(found["unit"])):
        read = read_cell(found["number"], rules)
        return read if read.unit or read.reason else replace(read, unit=unit)
    if ABOVE.fullmatch(text):
        return Reading(MORE_THAN)
    if found := SPREAD.fullmatch(text):
        read, spread = _number(found["number"], rules), rules.form.number(found["spread"])
        return replace(read, spread=spread) if not read.reason and spread >= 0 else None
    if found := TIMES_TEN.fullmatch(text):
        power = int(found["power"].replace("\N{MINUS SIGN}", "-"))
        number = float(f"{rules.form.number(found['number'])}e{power}")
        mark = BELOW if found["sign"].strip() else ""
        return Reading("", number, mark) if 0 < number < math.inf else None
    return None


def _number(text: str, rules: CellRules) -> Reading:
    """Read a number, a limit, or a part of a limit with a note."""
    noted = read_substitute(text)
    if noted and not noted.number:
        return Reading("", mark=noted.limit)
    is_below, rest = without_below(noted.number if noted else text)
    number = rules.form.number(rest) * (noted.factor if noted else 1.0)
    if not math.isfinite(number):
        return _with_limit(text, rules)
    if number < 0:
        return Reading(NEGATIVE_VALUE) if is_below else Reading("", number, NEGATIVE)
    return Reading("", number, BELOW if is_below or noted else "")


def _with_limit(text: str, rules: CellRules) -> Reading:
    """Read a word for a non-detect with its limit behind it, as `ND (0.5)` or `n.d. < 40`."""
    found = LIMIT_BESIDE.fullmatch(text)
    number = rules.form.number(found["number"]) if found else math.nan
    if not found or not _word(found["word"].strip(), rules.words or {}) or not number > 0:
        return Reading(NO_NUMBER)
    return Reading("", number, BELOW)


def _qualified(text: str, rules: CellRules) -> Reading | None:
    """Read a number with a qualifier behind or before it, as `0.05 U`; None where it is none."""
    for pattern in (QUALIFIED, NUMBER_FIRST, IN_BRACKETS):
        found = pattern.fullmatch(_without_blank(text) if pattern is QUALIFIED else text)
        read = _number(found["number"].strip(), rules) if found else Reading(NO_NUMBER)
        flag = found.groupdict().get("flag", BRACKETS) if found else ""
        if not found or read.reason:
            continue
        if LIMIT_WORD.fullmatch(flag):
            if read.mark == BELOW:
                return read
            continue
        if flag in rules.flags:
            return replace(read, flag=flag)
        return Reading(f"qualifier {flag!r} is not in nondetects.flags of the mapping")
    return None


def _without_blank(text: str) -> str:
    """Text without the blank behind a sign for less than."""
    is_below, rest = without_below(text)
    return f"<{rest}" if is_below else text


def _word(text: str, words: Mapping[str, str]) -> str:
    """Limit that a word is below: one of the mapping, or one that laboratories use."""
    known = "".join(text.split()) if text.startswith("<") else text
    return words.get(text) or NONDETECT_WORDS.get(known.casefold(), "")


SUBSTITUTED = {"half_limit": 2.0, "limit_over_sqrt2": math.sqrt(2)}
BELOW_FLAGS = ("below", "below_lod", "below_loq", *SUBSTITUTED)
STRENGTH = ("unusable", *BELOW_FLAGS, "detected", "")
SEVERAL_FLAGS = " & "  # between those of several columns


def meaning_of(flag: str, known: Mapping[str, str]) -> str:
    """Meaning of a flag, or of several in one cell: what is unusable or below a limit comes first.

    Examples
    --------
    >>> meaning_of("UJ", {"U": "below"}), meaning_of("J, U", {"U": "below", "J": "detected"})
    ('', 'below')
    """
    found = {known.get(part, "") for part in _flags_in(flag, known)}
    return min(found, key=STRENGTH.index, default="")


def unknown_in(flag: str, known: Mapping[str, str]) -> str:
    """Reason that names the flags of a cell that no mapping explains; empty where all are known."""
    unknown = [part for part in _flags_in(flag, known) if part not in known]
    return f"unknown flag {', '.join(unknown)!r}" if unknown else ""


def _flags_in(flag: str, known: Mapping[str, str]) -> list[str]:
    """List the flags of a cell: all of it where that is known, else what is between commas."""
    if not flag or flag in known:
        return [flag] if flag else []
    found: list[str] = []
    for column in flag.split(SEVERAL_FLAGS):
        parts = [part.strip() for part in re.split(r"[,;/|+ ]", column)]
        all_known = all(part in known for part in parts if part)
        found += [column] if column in known or not all_known else filter(None, parts)
    return found
