"""What a heading of a column of values says: its substance, unit, basis, fraction and role."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from workbench.errors import VocabularyError
from workbench.vocabulary.languages import find_method, heading_role, meanings, role_of
from workbench.vocabulary.substances import codes_named, substances
from workbench.vocabulary.units import KNOWN, spelling_of

PER = re.compile(
    r"(?<![^\W_])(mg|[µu\u03bc]g|mcg|ng|pg|g)\s*[/_.·]?\s*(kg|100\s*g|g)(?:[\s_.]*(?:\^?-1))?(?![^\W_])",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")
SHARES = re.compile(r"(?<![^\W_])(ppm|ppb|pct|percent|prozent)(?![^\W_])|%", re.IGNORECASE)
SPELLED = {"pct": "%", "percent": "%", "prozent": "%"}
MASSES = {"mcg": "µg", "ug": "µg", "\u03bcg": "µg"}
DRY_WORDS = {
    *("ts", "tm", "dw", "dm", "ms", "dry", "trockenmasse", "trockensubstanz", "sec", "sèche"),
    *(
        "seco",
        "seca",
        "secca",
        "ps",
        "p.s",
        "ss",
        "s.s",
        "m.s",
        "d.w",
        "dwt",
        "dry-weight",
        "tr",
        "s.m",
        "ds",
        "d.s",
    ),
}
WET_WORDS = {"fs", "fm", "ww", "fw", "wet", "fresh", "frischmasse", "mf"}
TOTALS = {"total", "tot", "totale", "totales", "totaux", "totali", "totais", "gesamt", "ges"}
TOTALS |= {"общий", "общая", "валовый", "валовое", "toplam"}
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
    *("metals", "metal", "heavy", "elements", "trace", "inorganics", "organics", "results"),
    *("parameters", "analytes", "contaminants", "métaux", "metales", "metais", "metalli"),
    *("metalle", "schwermetalle", "lourds", "pesados", "pesanti", "metaux", "металлы", "重金属"),
    *("содержание", "содержания", "концентрация", "массовая", "доля", "валовые", "contenido"),
    *("contenidos", "concentración", "concentraciones", "teneurs", "gehalte", "concentrations"),
    *("contenuto", "concentrazione", "concentrazioni", "teor", "teores", "concentração", "含量"),
    *("pesticides", "pah", "pahs", "pak", "hap", "pfas", "vocs", "properties"),
}


BRACKET = re.compile(r"(?P<name>[^()]+?)\s*\((?P<inside>[^()]*)\)(?P<rest>[^()]*)")
LONGEST_TEXT = 1_000  # signs; longer texts are no heading
LONGEST_HEADING = 120  # signs that are looked at
HAN_TOTAL = re.compile(
    r"[总全總]([\u4e00-\u9fff]{1,4})(?:含量|浓度)?|([\u4e00-\u9fff]{1,4})(?:总量|全量|含量|浓度)"
)
IN_PARTS_OF_SOIL = ("g/kg", "%")  # of organic matter (matière organique, MO), never of molybdenum
IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,20}(?:\(\+\)|\(c\))?[^()\[\]]{0,10})[)\]]")
SAYS_A_ROLE = ("lod", "loq", "flag", "unit", "value")  # BG is Bestimmungsgrenze, no substance
NEEDS_A_UNIT = {"In", "S", "W", "NB", "CB", "NP", "Per", "DEP", "Ti", "Th", "La", "Ga", "Cl", "Br"}
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
    fraction, extractant : str
        What the digestion reaches, where the heading names it.
    sampled_on, layer : str
        Year of the round, and depth, where the heading names them.
    """

    name: str
    unit: str = ""
    basis: str = ""
    code: str = ""
    beside: str = ""
    fraction: str = ""
    extractant: str = ""
    sampled_on: str = ""
    layer: str = ""


@lru_cache(maxsize=2**15)
def read_heading(heading: str) -> Heading:
    """Read a heading of a column of values.

    Examples
    --------
    >>> found = read_heading("Pb (mg/kg TS)")
    >>> found.code, found.unit, found.basis
    ('Pb', 'mg/kg', 'dry')
    >>> found = read_heading("Pb 2005 (mg/kg)")
    >>> found.code, found.sampled_on, read_heading("Zn 0-20 cm mg/kg").layer
    ('Pb', '2005', '0-20 cm')
    >>> read_heading("Cu_DTPA_mg_kg").extractant
    'DTPA'
    >>> read_heading("Cd_ug_kg").unit, read_heading("plomb [mg.kg-1]").code
    ('µg/kg', 'Pb')
    """
    plain = _plain(heading)
    if len(plain) > LONGEST_TEXT:  # a remark; its words are not tried two by two
        return Heading(plain)
    text, sampled_on, layer = _without_round(plain)
    if sampled_on or layer:
        found = read_heading(text)
        return replace(found, sampled_on=sampled_on, layer=layer) if found.code else found
    unit, rest = split_unit(text)
    words = [word for word in re.split(r"[\s_\[\],;:]+", rest) if word.strip("()/.-")]
    low = [word.casefold().strip("().") for word in words]
    basis = "dry" if DRY_WORDS & set(low) else "wet" if WET_WORDS & set(low) else ""
    kept = [
        word.strip("[]")
        for word, plain in zip(words, low, strict=True)
        if plain not in DRY_WORDS | WET_WORDS | SAYS_LITTLE
    ]
    beside = _beside(kept)
    ends = role_of(kept[-1]) if beside else None
    own = kept[:-1] if ends and ends.name == beside else kept[1:] if beside else kept
    name = " ".join(own)
    whole = " ".join(word for word in words if word.casefold() not in DRY_WORDS | WET_WORDS)
    code = _code_of(rest.strip()) or substance_named(name)
    if TOTALS & set(low) and not _is_its_total(code):
        code = substance_named(whole)
    is_total = TOTALS & set(low) or re.search("[总全總]", rest)
    fraction, extractant = ("total", "") if code and is_total else ("", "")
    if not code:
        code, fraction, extractant = _with_method(kept)
    if code == "Mo" and name == "MO" and unit in IN_PARTS_OF_SOIL:
        code = "SOM"
    return Heading(name or rest.strip(), unit, basis, code, beside, fraction, extractant)


YEAR_OF_ROUND = re.compile(r"(?<![\d./-])(19[5-9]\d|20[0-4]\d)(?![\d./-])")
DEPTH_OF_COLUMN = re.compile(
    r"(?<![\d.,])\d{1,3}\s?[-\u2013~]\s?\d{1,3}\s?(?:cm|mm|m|in|ft)(?![^\W\d])"
)


def _without_round(text: str) -> tuple[str, str, str]:
    """Heading without the year of its round and its depth, and both of them; empty without any."""
    years, depths = YEAR_OF_ROUND.findall(text), DEPTH_OF_COLUMN.findall(text)
    year, depth = (years[0] if len(years) == 1 else ""), (depths[0] if len(depths) == 1 else "")
    if not (year or depth):
        return text, "", ""
    rest = text
    for part in filter(None, (depth, year)):
        rest = rest.replace(part, " ")
    rest = re.sub(r"\(\s*\)|\[\s*\]", " ", rest)
    rest = re.sub(r"[\s_,;:-]+(?=$|\()|(?<=\s)[_,;:-]+(?=\s)", " ", rest).strip(" _,;:-")
    return (" ".join(rest.split()), year, depth) if rest else (text, "", "")


def _with_method(words: list[str]) -> tuple[str, str, str]:
    """Substance, fraction and extractant of a heading that names both; else nothing."""
    for cut in range(1, len(words)):
        for first, second in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
            code = substance_named(" ".join(first))
            if not code:
                continue
            try:
                found = find_method(" ".join(second))
            except VocabularyError:
                continue
            return code, found.fraction, found.extractant
    return "", "", ""


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
        return _other_unit(text)
    rest = re.sub(r"\(\s*\)|\[\s*\]", "", text[: found.start()] + text[found.end() :])
    if found.re is SHARES:
        word = found.group(0).casefold()
        return SPELLED.get(word, word), rest
    mass = found.group(1).casefold()
    of_soil = "100 g" if found.group(2).startswith("100") else found.group(2).casefold()
    unit = f"{MASSES.get(mass, mass)}/{of_soil}"
    return (unit, rest) if unit in KNOWN else ("", text)


def _other_unit(text: str) -> tuple[str, str]:
    """Take a unit of a soil property out of a text: in brackets, or as its last words."""
    for inside in IN_BRACKETS.findall(text):
        if (unit := spelling_of(inside)) and len(inside) > 1:
            return unit, text.replace(f"({inside})", "").replace(f"[{inside}]", "")
    words = text.split(" ")
    for n in (3, 2, 1):
        unit = spelling_of(" ".join(words[-n:])) if len(words) > n else ""
        if unit and unit not in ("1", "pH", "mm"):
            return unit, " ".join(words[:-n])
    return "", text


OF_NO_MASS = "none"


def basis_of_unit(unit: str) -> str:
    """Basis that a unit of a content states: dry, wet, or nothing; `none` where it is no content.

    Examples
    --------
    >>> basis_of_unit("mg/kg TS"), basis_of_unit("mg/Kg-dry"), basis_of_unit("%")
    ('dry', 'dry', 'none')
    """
    found, rest = split_unit(unit)
    words = {word.strip("().-").casefold() for word in re.split(r"[\s_,;(-]+", rest)}
    if not found or found in ("%", "pH"):
        return OF_NO_MASS
    return "dry" if words & DRY_WORDS else "wet" if words & WET_WORDS else ""


@lru_cache(maxsize=2**16)
def substance_named(name: str) -> str:
    """Code of the substance that a name is clearly that of; else empty.

    A species or a part of a substance is another one: it is never read as the whole.

    Examples
    --------
    >>> substance_named("CU"), substance_named("k"), substance_named("Blei"), substance_named("x")
    ('Cu', '', 'Pb', '')
    >>> substance_named("Lead (total)"), substance_named("Lead (dissolved)")
    ('Pb', '')
    >>> substance_named("Chrom gesamt"), substance_named("Lead, Total"), substance_named("总砷")
    ('Cr', 'Pb', 'As')
    """
    for part in (name, name.strip("() "), name.replace("-", " ")):
        code = _code_of(part.strip())
        if code:
            return code
    if code := _without_total(name):
        return code
    found = BRACKET.fullmatch(name.strip())
    if not found:
        return ""
    code = _code_of(found["name"])
    said = f"{found['inside']} {found['rest']}"
    return code if code and _says_no_more(said, found["inside"].strip(), code) else ""


def _without_total(name: str) -> str:
    """Code of a name with a word for total before or behind it, where its total is the same."""
    words = re.split(r"[\s,]+", name[:LONGEST_HEADING].strip())
    rest = " ".join(word for word in words if word.casefold().strip("().") not in TOTALS)
    han = HAN_TOTAL.fullmatch(rest)
    rest = next(filter(None, han.groups()), rest) if han else rest
    code = _code_of(rest) if rest != name else ""
    return code if code and _is_its_total(code) else ""


def _code_of(text: str) -> str:
    """Code of the one substance that has this code or name; else empty."""
    is_letter = len(text) == 1 and text.isascii() and text not in substances()
    role = role_of(text) if len(text) <= 3 else None
    if is_letter or (role and role.name in SAYS_A_ROLE):
        return ""
    found = codes_named(text)
    is_word = len(text) <= 3 and found and text != found[0] and found[0] in NEEDS_A_UNIT
    return found[0] if len(found) == 1 and not is_word else ""


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
    """Whether a heading ends or begins with a word for a limit, or ends with one for a flag."""
    if len(words) < 2:
        return ""
    last, first = role_of(words[-1]), heading_role(words[0])
    if last and last.name in {"lod", "loq", "flag"}:
        return last.name
    return first.name if first and first.name in {"lod", "loq"} else ""


def _plain(text: str) -> str:
    """Text with one kind of blanks, signs and digits: `kg⁻¹` becomes `kg-1`."""
    micro = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")
    return " ".join(micro.split())
