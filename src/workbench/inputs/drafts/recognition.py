"""What the columns of an unknown file are likely to hold: fields of a row, and values."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbench.inputs.drafts.preview import Look
from workbench.inputs.measurements.readings import NONDETECT_WORDS
from workbench.vocabulary.languages import meanings, plain_words, role_of
from workbench.vocabulary.notation import NumberForm, without_below
from workbench.vocabulary.substances import codes_named, substances
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
TOTALS = {"total", "tot", "totale", "totales", "gesamt"}
SAYS_LITTLE = TOTALS | {
    *("conc", "concentration", "content", "gehalt", "teneur", "value", "result"),
    *(
        "in",
        "of",
        "en",
        "de",
        "soil",
        "boden",
        "sol",
        "suelo",
        "mean",
        "weight",
    ),
}


BRACKET = re.compile(r"(?P<name>[^()]+?)\s*\((?P<inside>[^()]*)\)(?P<rest>[^()]*)")
LIKE_A_UNIT = re.compile(r"[^\W\d_]{1,5}\s*/\s*[\w. ]+")
INSTRUMENTS = {"aas", "faas", "gfaas", "xrf", *("icp", "icp-ms", "icp-oes", "icp-aes", "icpms")}
OF_THE_SOIL = {"property", "nutrient"}  # defined by how they are measured: `P (Olsen)`
ELEMENTS = {"metal", "metalloid", "major element", *OF_THE_SOIL}  # their total is the element


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
    whole = " ".join(word for word in words if word.casefold() not in DRY_WORDS | WET_WORDS)
    code = _code_of(rest.strip()) or substance_named(name)
    if TOTALS & set(low) and not _is_its_total(code):
        code = substance_named(whole)
    return Heading(name or rest.strip(), unit, basis, code, beside)


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

    A species or a part of a substance is another one: it is never read as the whole.

    Examples
    --------
    >>> substance_named("CU"), substance_named("k"), substance_named("Blei"), substance_named("x")
    ('Cu', '', 'Pb', '')
    >>> substance_named("Lead (total)"), substance_named("Lead (dissolved)")
    ('Pb', '')
    """
    for part in (name, name.strip("() "), name.replace("-", " ")):
        code = _code_of(part.strip())
        if code:
            return code
    found = BRACKET.fullmatch(name.strip())
    if not found:
        return ""
    code = _code_of(found["name"])
    said = f"{found['inside']} {found['rest']}"
    return code if code and _says_no_more(said, found["inside"].strip(), code) else ""


def _code_of(text: str) -> str:
    """Code of the one substance that has this code or name; else empty."""
    is_letter = len(text) == 1 and text.isascii() and text not in substances()
    found = codes_named(text)
    return found[0] if len(found) == 1 and not is_letter else ""


def _says_no_more(said: str, inside: str, code: str) -> bool:
    """Whether what stands in brackets, and after them, leaves a substance what it is.

    A unit, a basis, an instrument or the same substance once more does. Any other word may name a
    species or a part of it, as in `Chromium (VI)`, `Mercury (organic)` or `Lead (dissolved)`.
    """
    if substances()[code].group in OF_THE_SOIL:
        return said.strip() == inside
    if LIKE_A_UNIT.fullmatch(inside) or _code_of(inside) == code:
        return said.strip() == inside
    words = set(said.casefold().replace(",", " ").split())
    if TOTALS & words and not _is_its_total(code):
        return False
    return words <= SAYS_LITTLE | DRY_WORDS | WET_WORDS | INSTRUMENTS


def _is_its_total(code: str) -> bool:
    """Whether the total of a substance is the substance: of an element and a sum, not of DDT."""
    known = substances().get(code)
    return known is None or known.group in ELEMENTS or not known.cas


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


MOST = 0.5
OBSERVED = ("substance", "value", "unit", "flag", "lod", "loq")


@dataclass(frozen=True)
class Roles:
    """What was recognised.

    Attributes
    ----------
    fields : dict of str to str
        Field of the store (or year, depth): column of the file.
    values : dict of str to Heading
        Columns of values of a wide file.
    beside : dict of str to Heading
        Columns with limits and flags of those.
    observed : dict of str to str
        Of a long file: what a value has (substance, value, unit, ...): column.
    languages : set of str
        Languages of the headings.
    """

    fields: dict[str, str] = field(default_factory=dict)
    values: dict[str, Heading] = field(default_factory=dict)
    beside: dict[str, Heading] = field(default_factory=dict)
    observed: dict[str, str] = field(default_factory=dict)
    languages: set[str] = field(default_factory=set)

    def columns(self) -> set[str]:
        """All columns of the file that have a role."""
        return {*self.fields.values(), *self.values, *self.beside, *self.observed.values()}


def roles_in(look: Look) -> Roles:
    """Recognise the columns of a file.

    Parameters
    ----------
    look : Look
        What was seen of it.

    Returns
    -------
    Roles
        What was recognised.
    """
    roles = Roles()
    _find_values(look, roles)
    for column in sorted(look.columns, key=_inexact):
        role = role_of(column)
        if role and column not in roles.columns():
            part = roles.observed if role.name in OBSERVED else roles.fields
            if role.name not in part:
                part[role.name] = column
                roles.languages.add(role.language)
    _settle_shape(look, roles)
    return roles


def is_mostly_numbers(cells: Iterable[str], form: NumberForm) -> bool:
    """Whether most cells that say something are numbers, or words for less than a limit."""
    said = [cell for cell in cells if cell and cell.casefold() not in meanings("missing")]
    found = sum(1 for cell in said if reads_as_value(cell, form))
    return bool(said) and found > MOST * len(said)


def reads_as_value(cell: str, form: NumberForm) -> bool:
    """Whether a cell is a number or a word for a non-detect."""
    low = cell.casefold()
    words = "".join(low.split()) in NONDETECT_WORDS or low in meanings("nondetect")
    return words or math.isfinite(form.number(without_below(cell)[1]))


def _find_values(look: Look, roles: Roles) -> None:
    """Note the columns whose headings name a substance, and those beside them."""
    for column, cells in look.columns.items():
        heading = read_heading(column)
        if heading.code and heading.beside:
            roles.beside[column] = heading
        elif heading.code and (heading.unit or is_mostly_numbers(cells, look.form.numbers)):
            roles.values[column] = heading


def _inexact(column: str) -> int:
    """Words of a heading that its role does not need; exact headings come first."""
    role = role_of(column)
    return len(plain_words(column)) if role else 0


def _settle_shape(look: Look, roles: Roles) -> None:
    """Decide whether a file is long: one column of substances, one of values."""
    named = {column: _n_substances(cells) for column, cells in look.columns.items()}
    most = max(named, key=lambda column: named[column], default="")
    given = roles.observed.get("substance", "")
    column = given if named.get(given) else most
    value = roles.observed.get("value", "")
    if named.get(column) and value and column not in roles.values:
        roles.observed["substance"] = column
        roles.values.clear()
        roles.beside.clear()
        for name in [name for name, taken in roles.fields.items() if taken == column]:
            del roles.fields[name]
    else:
        for name in OBSERVED:
            roles.observed.pop(name, None)


def _n_substances(cells: Iterable[str]) -> int:
    """Count the different words of a column that are substances; few among many are none."""
    words = Counter(cell for cell in cells if cell)
    found = [word for word in words if not word.isdecimal() and substance_named(word)]
    return len(found) if len(found) > 0.1 * len(words) else 0


def crosswalk(cells: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Meaning of each different word of a column, empty where it is not known."""
    return {word: known.get(word.casefold(), "") for word in sorted(set(cells)) if word}
