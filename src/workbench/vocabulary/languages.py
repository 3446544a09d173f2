"""Words of files in nine languages: headings, cells, extractions, land uses, and their meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Literal

from workbench.errors import VocabularyError
from workbench.vocabulary.fields import Given, Standing
from workbench.vocabulary.table import CsvTable

ACCENTS = re.compile("[\u0300-\u036f]")  # those of Latin, Greek and Cyrillic letters
KEPT = 65_536  # names whose plain form is kept: the words of a country come back in each row
WORD_START_INSIDE = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")


@dataclass(frozen=True)
class Role:
    """What a heading stands for: a column of the store (or year, depth), and the language."""

    name: str
    language: str


@lru_cache(KEPT)
def plain(name: str) -> str:
    """Name without capitals, accents, signs and a leading article, as words are compared.

    Examples
    --------
    >>> plain("Côte d'Ivoire"), plain("The Gambia"), plain("St. Lucia")
    ('cote d ivoire', 'gambia', 'saint lucia')
    """
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    kept = (
        " " if unicodedata.category(sign)[0] in "PSZ" else sign for sign in ACCENTS.sub("", letters)
    )
    words = ["saint" if word == "st" else word for word in "".join(kept).split()]
    return " ".join(words[1:] if words[:1] == ["the"] else words)


@dataclass(frozen=True)
class ColumnWord:
    """A word of headings, or of the cells of a column, where it has a meaning."""

    role: str
    meaning: str
    language: str
    word: Given


column_words = CsvTable(
    "column_words", ColumnWord, key=("role", "meaning", "language", "word")
).rows
table_words = CsvTable("table_words", ColumnWord, key=("role", "meaning", "language", "word")).rows
"""Words of files on areas and on people, whose headings mean other things than those of soil."""


@lru_cache(KEPT)
def plain_words(text: str) -> tuple[str, ...]:
    """Words of a text in lower case and without accents; a capital inside begins a word.

    Examples
    --------
    >>> plain_words("Date de prélèvement"), plain_words("SampleID")
    (('date', 'de', 'prelevement'), ('sample', 'id'))
    """
    apart = unicodedata.normalize("NFKD", WORD_START_INSIDE.sub(" ", text)).casefold()
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return tuple(re.findall(r"[^\W_]+", bare))


LONGEST_HEADING = 1_000  # signs; what is longer is no heading but a remark
MOST_WORDS = 12  # of a heading that is known; none has more


@lru_cache(KEPT)
def role_of(heading: str) -> Role | None:
    """Find what a heading stands for, by the longest known word in it; of several, by its head.

    The head is the last noun, as of `sample depth`; the first in languages that put it there, and
    before a word for `of`: `profondeur de l'échantillon` and `date of sample`.

    Examples
    --------
    >>> role_of("Fecha de muestreo (d/m/a)").name, role_of("Entnahmedatum").language
    ('sampled_on', 'de')
    >>> [role_of(text).name for text in ("Fecha de la muestra", "sample depth", "采样点编号")]
    ['sampled_on', 'depth', 'site_id']
    >>> role_of("remarks of the field team") is None
    True
    """
    given = plain_words(heading[:LONGEST_HEADING])
    joined = ("".join(given),)
    for length in range(min(len(given), MOST_WORDS), 0, -1):
        starts = range(len(given) - length, -1, -1)
        runs = [(given[start : start + length], given[start + length :]) for start in starts]
        found = [
            one for run, rest in runs if (one := _headings().get(run)) and not _goes_on(run, rest)
        ]
        if found:
            is_first = HEAD_FIRST & {one.language for one in found} or OF & set(given)
            return found[-1 if is_first else 0]
    return _headings().get(joined) or _by_last_part(given)


def _goes_on(run: tuple[str, ...], rest: tuple[str, ...]) -> bool:
    """Whether a noun follows a run that ends with a word for of: `profondeur de l'échantillon`."""
    return run[-1] in OF and bool(rest) and (len(rest[0]) > 2 or rest[0] in ARTICLES)


ARTICLES = {"l", "la", "le", "el", "lo", "o", "a"}
HEAD_FIRST = {"fr", "es", "pt", "it", "ru", "ar"}
OF = {"of", "der", "des", "de", "del", "di", "da", "do"}
HAN = re.compile(r"[\u4e00-\u9fff]{2,20}")
NUMBERED = ("编号", "编码", "代码", "名称", "番号", "号", "名")  # number, code, name


def _by_last_part(words: tuple[str, ...]) -> Role | None:
    """Find what a heading without blanks between its words stands for: its last known part."""
    for text in filter(HAN.fullmatch, words):
        ending = next((one for one in NUMBERED if text.endswith(one)), "")
        bare = text.removesuffix(ending)
        parts = [bare, *(bare[start:] for start in range(1, len(bare) - 1))]
        found = [role for part in parts if (role := _headings().get((part,)))]
        if found:
            return found[0]
    return None


def heading_role(text: str) -> Role | None:
    """Find what a heading stands for that is a known word as a whole; None for any other.

    Examples
    --------
    >>> heading_role("Result").name, heading_role("ResultIdentifier") is None
    ('value', True)
    """
    words = plain_words(text)
    return _headings().get(words) or _headings().get(("".join(words),))


def meanings(role: str) -> Mapping[str, str]:
    """Meaning of the words of cells, in lower case; a word with several meanings has none.

    Parameters
    ----------
    role : str
        matrix, basis, flag, unit, nondetect or missing.

    Returns
    -------
    dict of str to str
        By word.
    """
    return _meanings()[role]


@cache
def _headings() -> dict[tuple[str, ...], Role]:
    """Role of each heading, the first language of the table where several have it."""
    found: dict[tuple[str, ...], Role] = {}
    for row in column_words():
        if not row.meaning:
            words = plain_words(row.word)
            found.setdefault(words, Role(row.role, row.language))
            found.setdefault(("".join(words),), Role(row.role, row.language))
    return found


@cache
def _meanings() -> dict[str, dict[str, str]]:
    """Meaning of each word of cells by role."""
    found: dict[str, dict[str, set[str]]] = {}
    for row in column_words():
        if row.meaning:
            words = found.setdefault(row.role, {})
            words.setdefault(row.word.casefold(), set()).add(row.meaning)
    return {
        role: {word: next(iter(known)) for word, known in words.items() if len(known) == 1}
        for role, words in found.items()
    }


@dataclass(frozen=True)
class LayoutColumn:
    """A column of a layout.

    `role` is a column of the store or a part of a value; `needed` marks the columns that tell the
    layout; `column CODE` holds a substance in the unit `meaning`; `constant NAME` is `meaning` in
    each row; `word NAME` says what the word `column` stands for. Of a limit `meaning` is the column
    with its unit.
    """

    layout: Given
    role: Given
    column: str
    meaning: str
    source: Given
    verified: Standing


LAYOUT_COLUMNS = CsvTable("layouts", LayoutColumn, key=("layout", "role", "column"))


def layouts() -> dict[str, tuple[LayoutColumn, ...]]:
    """Columns by layout, in the order in which they are looked for."""
    return LAYOUT_COLUMNS.grouped("layout")


def layout_of(columns: Iterable[str]) -> str:
    """Name of the published layout whose columns are all there; empty where none is.

    Examples
    --------
    >>> layout_of(["Site", "Pb"])
    ''
    """
    given = {column_of_layout(column) for column in columns}
    for name, rows in layouts().items():
        needed = {column_of_layout(row.column) for row in rows if row.role == "needed"}
        if needed and needed <= given:
            return name
    return ""


def column_of_layout(column: str) -> str:
    """Name of a column as the layouts are compared with it."""
    return column.lstrip("#").strip().casefold()


MOST_NEAR = 3


@dataclass(frozen=True)
class ExtractionName:
    """A name of a digestion, with the fraction and the extractant as the store has them.

    `extractant` is empty for aqua regia and for totals; `standard` is what the row rests on.
    """

    name: str
    fraction: Literal["aqua_regia", "total", "extractable"]
    extractant: str
    standard: str
    source: Given
    verified: Standing


extractions = CsvTable("methods", ExtractionName, key="name").rows
"""All names of digestions and extractions on file."""


def find_method(name: str) -> ExtractionName:
    """Digestion or extraction that a laboratory or a standard names.

    A standard that only determines (ISO 16965, EPA 6010D) is not known here: it is used after
    several digestions and does not say which fraction was reached.

    Parameters
    ----------
    name : str
        As somebody wrote it: `aqua regia`, `ISO 11466:1995`, `Königswasser`, `DTPA`.

    Returns
    -------
    ExtractionName
        The first name that fits.

    Raises
    ------
    VocabularyError
        If the name is unknown; the message names what is near.

    Examples
    --------
    >>> find_method("Königswasser").fraction, find_method("1 M NH4NO3").extractant
    ('aqua_regia', 'NH4NO3')
    >>> find_method("2 mol/L nitric acid").extractant, find_method("HNO3 (2M)").extractant
    ('2 M HNO3', '2 M HNO3')
    """
    known = _by_name()
    if plain(name) in known:
        return known[plain(name)]
    reagent = reagent_of(name)
    if reagent and reagent in _by_reagent():
        return _by_reagent()[reagent]
    near = get_close_matches(plain(name), known, n=MOST_NEAR, cutoff=0.75)
    meant = ", ".join(known[match].name for match in near)
    hint = f"Did you mean {meant}?" if meant else "Give one as in aqua regia, ISO 11466 or DTPA."
    raise VocabularyError(f"Unknown digestion or extraction {name!r}. {hint}")


LONGEST_METHOD = 80  # signs of a name
FORMULAS = {
    **dict.fromkeys(("nitric acid", "acide nitrique", "acido nitrico", "salpetersaure"), "hno3"),
    **dict.fromkeys(("hydrochloric acid", "acide chlorhydrique", "salzsaure"), "hcl"),
    **dict.fromkeys(("acido clorhidrico", "acido cloridrico"), "hcl"),
    **dict.fromkeys(("ammonium nitrate", "nitrate d ammonium", "ammoniumnitrat"), "nh4no3"),
    **dict.fromkeys(("nitrato de amonio",), "nh4no3"),
    **dict.fromkeys(("sodium nitrate", "natriumnitrat", "nitrate de sodium"), "nano3"),
    **dict.fromkeys(("calcium chloride", "calciumchlorid", "chlorure de calcium"), "cacl2"),
    **dict.fromkeys(("cloruro de calcio", "cloreto de calcio"), "cacl2"),
}
MOLAR = re.compile(
    r"(?<![\w.,])(\d{1,2}(?:[.,]\d{1,3})?)\s?(?:mol(?:es)?\s?(?:/|per)?\s?(?:l(?:itre|iter)?|dm3)"
    r"(?:\s?\^?-1)?|m(?:olar)?|n)(?![^\W\d])",
    re.IGNORECASE,
)
AROUND = ("extraction", "extract", "extractable", "extracted", "soluble", "with", "by", "in", "sol")


def reagent_of(name: str) -> tuple[float, str] | None:
    """Molar concentration and formula that a name of an extraction states; None without both.

    Examples
    --------
    >>> reagent_of("0.43 mol/l HNO3"), reagent_of("HNO3 2 M"), reagent_of("HNO3") is None
    ((0.43, 'hno3'), (2.0, 'hno3'), True)
    """
    text = name.strip()[:LONGEST_METHOD].replace("_", " ")
    found = MOLAR.search(text)
    if not found:
        return None
    rest = plain(text[: found.start()] + " " + text[found.end() :])
    for words, formula in FORMULAS.items():
        rest = rest.replace(words, formula)
    kept = [word for word in rest.split() if word not in AROUND]
    return (float(found[1].replace(",", ".")), kept[0]) if len(kept) == 1 else None


@cache
def _by_reagent() -> Mapping[tuple[float, str], ExtractionName]:
    """Rows by the concentration and formula that their name or extractant states."""
    found: dict[tuple[float, str], ExtractionName] = {}
    for entry in extractions():
        for text in (entry.name, entry.extractant):
            if meant := reagent_of(text):
                found.setdefault(meant, entry)
    return found


@cache
def _by_name() -> Mapping[str, ExtractionName]:
    """Rows by name, as names are compared."""
    return {plain(entry.name): entry for entry in extractions()}


CLEAR = ("exact", "broad")


@dataclass(frozen=True)
class LandUse:
    """A word or code of a scheme, and the land use of thresholds that it comes under.

    `match` says how: `exact`; `broad` where the word covers more; `narrow` where it covers less
    and laws keep it apart; `ambiguous` where it may be something else; `not soil`. The crosswalks
    of codes are this project's and `verified` is `no`: a mapping asks for them by their name.
    """

    scheme: Given
    code: str
    term: Given
    land_use: str
    match: Literal["exact", "broad", "narrow", "ambiguous", "not soil"]
    note: str
    source: Given
    verified: Standing

    @property
    def stored(self) -> str:
        """Land use as the store has it: a word of thresholds where that is clear, else the term."""
        return self.land_use if self.match in CLEAR else self.term


land_uses = CsvTable("land_uses", LandUse, key=("scheme", "code", "term")).rows
"""All words and codes, by scheme."""


def land_use_schemes() -> tuple[str, ...]:
    """Give the names of the schemes; `words` has common words and those of laws."""
    return tuple(dict.fromkeys(entry.scheme for entry in land_uses()))


def find_land_use(word: str, scheme: str = "words") -> LandUse:
    """Land use that a code or a word of a scheme stands for.

    A code that is finer than the crosswalk is taken by its beginning (CORINE 211 by 2.1).

    Parameters
    ----------
    word : str
        Code (`2.1.1`, `211`, `B11`) or term (`Arable land`, `Acker`).
    scheme : str
        One of `land_use_schemes()`.

    Returns
    -------
    LandUse
        The land use of the vocabulary.

    Raises
    ------
    VocabularyError
        If the scheme or the word is unknown.

    Examples
    --------
    >>> find_land_use("231", "CORINE").stored, find_land_use("Grünland").stored
    ('grassland', 'grassland')
    >>> find_land_use("1.2.1", "CORINE").stored
    'Industrial or commercial units'
    """
    entries = [entry for entry in land_uses() if entry.scheme == scheme]
    if not entries:
        known = ", ".join(land_use_schemes())
        raise VocabularyError(f"Unknown scheme of land uses {scheme!r}. Known are: {known}.")
    named = [entry for entry in entries if plain(entry.term) == plain(word)]
    coded = [entry for entry in entries if entry.code and _is_under(word, entry.code)]
    found = named or sorted(coded, key=lambda entry: len(entry.code))[-1:]
    if not found:
        some = ", ".join(entry.code or entry.term for entry in entries[:8])
        raise VocabularyError(
            f"Unknown land use {word!r} of {scheme}. Known are {some} and others."
        )
    return found[0]


def _is_under(word: str, code: str) -> bool:
    """Whether a word is a code, or a finer one of no more than three further signs."""
    given, known = (re.sub(r"[\s.]", "", text).upper() for text in (word, code))
    return bool(re.fullmatch(re.escape(known) + r"[0-9X]{0,3}", given))
