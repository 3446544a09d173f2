"""What a heading of a column of values says: a substance, a unit, a basis."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from workbench.vocabulary.column_words import meanings, role_of
from workbench.vocabulary.substance_names import codes_named
from workbench.vocabulary.substances import substances
from workbench.vocabulary.units import KNOWN

PER = re.compile(
    r"(?<![^\W_])(mg|[µu\u03bc]g|mcg|ng|pg|g)\s*[/_.·]?\s*(kg|100\s*g|g)(?:[\s_.]*(?:\^?-1))?(?![^\W_])",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")
SHARES = re.compile(r"(?<![^\W_])(ppm|ppb|pct|percent|prozent)(?![^\W_])|%", re.IGNORECASE)
SPELLED = {"pct": "%", "percent": "%", "prozent": "%"}
MASSES = {"mcg": "µg", "ug": "µg", "\u03bcg": "µg"}
DRY_WORDS = {"ts", "tm", "dw", "dm", "ms", "dry", "trockenmasse", "trockensubstanz", "sec", "seco"}
WET_WORDS = {"fs", "fm", "ww", "fw", "wet", "fresh", "frischmasse"}
SAYS_LITTLE = {
    *("total", "tot", "conc", "concentration", "content", "gehalt", "teneur", "value", "result"),
    *(
        "in",
        "of",
        "en",
        "de",
        "soil",
        "boden",
        "sol",
        "suelo",
        "totale",
        "gesamt",
        "mean",
        "weight",
    ),
}


@dataclass(frozen=True)
class Heading:
    """What a heading says; what it does not say is empty.

    Attributes
    ----------
    name : str
        The heading without unit and basis.
    unit : str
        Unit, as the vocabulary spells it.
    basis : str
        `dry` or `wet`.
    code : str
        Substance.
    beside : str
        `lod`, `loq` or `flag` where the column goes with one of values.
    """

    name: str
    unit: str = ""
    basis: str = ""
    code: str = ""
    beside: str = ""


def read_heading(heading: str) -> Heading:
    """Read a heading of a column of values.

    Examples
    --------
    >>> read_heading("Pb (mg/kg TS)")
    Heading(name='Pb', unit='mg/kg', basis='dry', code='Pb', beside='')
    >>> read_heading("Cd_ug_kg").unit, read_heading("plomb [mg.kg-1]").code
    ('µg/kg', 'Pb')
    """
    text = _plain(heading)
    unit, rest = split_unit(text)
    words = [word for word in re.split(r"[\s_\[\],;:]+", rest) if word.strip("()/.-")]
    low = [word.casefold().strip("()") for word in words]
    basis = "dry" if DRY_WORDS & set(low) else "wet" if WET_WORDS & set(low) else ""
    kept = [
        word.strip("[]")
        for word, plain in zip(words, low, strict=True)
        if plain not in DRY_WORDS | WET_WORDS | SAYS_LITTLE
    ]
    beside = _beside(kept)
    name = " ".join(kept[:-1] if beside and len(kept) > 1 else kept)
    return Heading(name or rest.strip(), unit, basis, substance_named(name), beside)


def split_unit(text: str) -> tuple[str, str]:
    """Take the unit out of a text, in the spelling of the vocabulary.

    Examples
    --------
    >>> split_unit("Zn mg kg-1"), split_unit("Humus %"), split_unit("plot")
    (('mg/kg', 'Zn '), ('%', 'Humus '), ('', 'plot'))
    """
    text = WORD.sub(_in_latin, _plain(text))
    found = PER.search(text) or SHARES.search(text)
    if not found:
        return "", text
    rest = re.sub(r"\(\s*\)|\[\s*\]", "", text[: found.start()] + text[found.end() :])
    if found.re is SHARES:
        word = found.group(0).casefold()
        return SPELLED.get(word, word), rest
    mass = found.group(1).casefold()
    of_soil = "100 g" if found.group(2).startswith("100") else found.group(2).casefold()
    unit = f"{MASSES.get(mass, mass)}/{of_soil}"
    return (unit, rest) if unit in KNOWN else ("", text)


def substance_named(name: str) -> str:
    """Code of the substance that a name is clearly that of; else empty.

    Examples
    --------
    >>> substance_named("CU"), substance_named("k"), substance_named("Blei"), substance_named("x")
    ('Cu', '', 'Pb', '')
    """
    for part in (name, name.strip("() "), name.replace("-", " "), name.partition("(")[0]):
        text = part.strip()
        is_letter = len(text) == 1 and text.isascii() and text not in substances()
        found = codes_named(text)
        if len(found) == 1 and not is_letter:
            return found[0]
    return ""


def _in_latin(word: re.Match[str]) -> str:
    """Turn a unit in another script into the one of the vocabulary; another word stays."""
    return meanings("unit").get(word.group(0).casefold(), word.group(0))


def _beside(words: list[str]) -> str:
    """Whether a heading ends with a word for a limit or a flag."""
    role = role_of(words[-1]) if len(words) > 1 else None
    return role.name if role and role.name in {"lod", "loq", "flag"} else ""


def _plain(text: str) -> str:
    """Text with one kind of blanks, signs and digits: `kg⁻¹` becomes `kg-1`."""
    micro = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")
    return " ".join(micro.split())
