"""What the columns of an unknown file on areas and people are likely to hold."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from workbench.errors import UnitError
from workbench.inputs.drafts.headings import substance_named
from workbench.inputs.drafts.preview import Look
from workbench.store.columns import AGE_BAND
from workbench.vocabulary.languages import OF, plain_words, table_words
from workbench.vocabulary.notation import in_ascii_digits, without_below
from workbench.vocabulary.people.biomarkers import biomarker_unit

MOST = 0.5
LONGEST_HEADING = 80
BAND = re.compile(
    r"(?<!\d)(\d{1,3})\s*(?:ans|años|years|jahre)?\s*(?:[-\u2010-\u2015_/]|à|a|to|bis|y)\s*(\d{1,3})(?!\d)"
)
OPEN_BAND = re.compile(
    r"(?<!\d)(\d{1,3})\s*(?:ans|años|years|jahre|anni|anos)?\s*"
    r"(?:\+|plus|et plus|ou plus|y más|o más|and over|and older|or more|und älter|e mais|e più)"
)
UNDER = re.compile(r"(?:<|under|moins de|menos de|unter)\s*(\d{1,3})(?!\d)")
ONE_AGE = re.compile(r"\d{1,3}")
OLDEST = 120
ICD = re.compile(r"(?<![A-Za-z0-9])[A-Z]\d\d(?:\.\d)?(?:\s?-\s?[A-Z]\d\d)?(?![A-Za-z0-9])")
YEAR = re.compile(r"(?<!\d)(?:18[5-9]\d|19\d\d|20\d\d|2[4-6]\d\d)(?!\d)")
IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{3,20})[)\]]")
UNIT_AT_END = re.compile(r"[\s_]([mµunp]?g)[\s_/]*(d?l|ml|g)$", re.IGNORECASE)
NUMBERS = (
    *("cases", "rate", "expected", "person_years", "persons", "census", "covariate"),
    *("lod", "weight", "longitude", "latitude"),
)


@dataclass(frozen=True)
class BiomarkerColumn:
    """A column with results of one biomarker; what its heading does not say is empty."""

    substance: str
    unit: str
    matrix: str


@dataclass
class TableRoles:
    """What was recognised.

    Attributes
    ----------
    columns : dict of str to list of str
        Columns by what they hold, in the order of the file.
    by_group : dict of str to dict of str to str
        Columns of counts of one sex and age, and which: `{"H 0-4": {sex: M, age_band: 0-4}}`.
    by_outcome : dict of str to str
        Columns of cases of one outcome, and its code.
    biomarkers : dict of str to BiomarkerColumn
        Columns of results.
    numbers : list of str
        Columns of numbers that nothing is known of.
    languages : set of str
        Of the headings that were recognised.
    """

    columns: dict[str, list[str]] = field(default_factory=dict)
    by_group: dict[str, dict[str, str]] = field(default_factory=dict)
    by_outcome: dict[str, str] = field(default_factory=dict)
    biomarkers: dict[str, BiomarkerColumn] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)

    def first(self, role: str) -> str:
        """First column that holds something; empty without one."""
        return next(iter(self.columns.get(role, ())), "")

    def has(self, *roles: str) -> bool:
        """Whether there is a column of each."""
        return all(map(self.first, roles))


def table_roles(look: Look) -> TableRoles:
    """Recognise the columns of a file on areas or people by heading and cells.

    Parameters
    ----------
    look : Look
        What was seen of the file.

    Returns
    -------
    TableRoles
        What was recognised.
    """
    roles = TableRoles()
    for column, cells in look.columns.items():
        given = [cell for cell in cells if cell]
        if given:
            _recognise(roles, column, given, look.form.numbers.number)
    return roles


def _recognise(
    roles: TableRoles, column: str, given: list[str], to_number: Callable[[str], float]
) -> None:
    """Note what one column holds."""
    is_number = _most(given, lambda cell: math.isfinite(to_number(without_below(cell)[1])))
    if is_number and (group := _group(column)):
        roles.by_group[column] = group
    elif is_number and (marker := _biomarker(column)):
        roles.biomarkers[column] = marker
    elif is_number and len(codes := ICD.findall(column)) == 1:
        roles.by_outcome[column] = re.sub(r"\s", "", codes[0])
    elif found := _role(column, given, is_number):
        role, language = found
        roles.columns.setdefault(role, []).append(column)
        roles.languages.add(language)
    elif is_number:
        roles.numbers.append(column)


def _role(column: str, given: list[str], is_number: bool) -> tuple[str, str] | None:
    """Role of a column whose cells fit it, and the language of its heading."""
    role, language = _longest(plain_words(column[:LONGEST_HEADING]))
    if role == "age_band" and is_number and not any(map(BAND.search, given)):
        role = "age" if max(map(len, given)) <= len("120.0") else ""
    if role in NUMBERS and not is_number:
        return None
    if role == "year" and not _most(given, YEAR.fullmatch):
        return None
    if role == "name" and is_number:
        return None
    return (role, language) if role else None


def _longest(words: tuple[str, ...]) -> tuple[str, str]:
    """Role and language of the longest run of words that is known; of several, the first."""
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            found = _headings().get(words[start : start + length])
            if found:
                return found
    return "", ""


@cache
def _headings() -> Mapping[tuple[str, ...], tuple[str, str]]:
    """Role and language by the words of a heading, and by those written as one."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for row in table_words():
        if not row.meaning:
            words = plain_words(row.word)
            found.setdefault(words, (row.role, row.language))
            found.setdefault(("".join(words),), (row.role, row.language))
    return found


@cache
def _cell_words(role: str) -> Mapping[tuple[str, ...], str]:
    """Meaning of words of cells in a column of the store."""
    rows = [row for row in table_words() if row.meaning and row.role == role]
    return {plain_words(row.word): row.meaning for row in rows}


def meaning_of(role: str, cell: str) -> str:
    """Word of the store for a cell of a column; empty where it is not known.

    Examples
    --------
    >>> meaning_of("sex", "Femmes"), meaning_of("matrix", "Sang total"), meaning_of("sex", "2")
    ('F', 'blood', '')
    >>> [meaning_of("age_band", cell) for cell in ("0 à 4 ans", "85 y más", "Tous âges", "37")]
    ['0-4', '85+', 'all', '37-37']
    """
    if role == "age_band":
        return _band(cell) or _cell_words(role).get(plain_words(cell), "")
    words = _cell_words(role)
    return words.get(plain_words(cell), "") or (cell if cell in words.values() else "")


def _band(cell: str) -> str:
    """Age band of a cell in years; empty where it says none."""
    text = in_ascii_digits(cell).strip().casefold()
    if re.fullmatch(AGE_BAND.pattern, text):
        return text
    if found := BAND.search(text):
        low, high = int(found[1]), int(found[2])
        return f"{low}-{high}" if low <= high <= OLDEST else ""
    if found := OPEN_BAND.search(text):
        return f"{int(found[1])}+"
    if found := UNDER.search(text):
        return f"0-{int(found[1]) - 1}" if int(found[1]) else ""
    return f"{int(text)}-{int(text)}" if ONE_AGE.fullmatch(text) else ""


def _group(heading: str) -> dict[str, str]:
    """Sex and age of a column of counts, as `H 0-4` has; empty where it names no band."""
    text = heading.casefold()
    found = BAND.search(text) or OPEN_BAND.search(text)
    if not found or YEAR.search(text):
        return {}
    band = _band(found[0])
    rest = plain_words(text[: found.start()] + " " + text[found.end() :])
    sexes = {meaning for word in rest if (meaning := meaning_of("sex", word))}
    if not band or len(sexes) > 1:
        return {}
    return {"sex": next(iter(sexes), "all"), "age_band": band}


def _biomarker(heading: str) -> BiomarkerColumn | None:
    """Substance, unit and matrix of a column of results; None where its unit is none of people."""
    inside, at_end = IN_BRACKETS.search(heading), UNIT_AT_END.search(heading)
    if inside and (unit := _unit(inside[1])):
        rest = heading[: inside.start()] + " " + heading[inside.end() :]
    elif at_end and (unit := _unit(f"{at_end[1]}/{at_end[2]}")):
        rest = heading[: at_end.start()]
    else:
        return None
    words = rest.replace("_", " ").split()
    matrices = [meaning_of("matrix", word) for word in words]
    kept = [
        word
        for word, matrix in zip(words, matrices, strict=True)
        if not matrix and word.casefold() not in {*OF, "en", "in", "le", "la", "dans", "total"}
    ]
    code = substance_named(" ".join(kept))
    return BiomarkerColumn(code, unit, next(filter(None, matrices), "")) if code else None


def _unit(text: str) -> str:
    """Give a unit of results of people; empty of soil, which has mg/kg, and of any other."""
    try:
        biomarker_unit(text)
    except UnitError:
        return ""
    return "" if "kg" in text.casefold() else text.strip()


def is_of_people(cells: Iterable[str]) -> bool:
    """Whether units of results are by volume, by creatinine or by gram, as those of people."""
    return _most([cell for cell in cells if cell], _unit)


def _most(given: list[str], test: Callable[[str], object]) -> bool:
    """Whether more than half of the cells pass a test."""
    distinct = set(given)
    return bool(distinct) and sum(map(bool, map(test, distinct))) > MOST * len(distinct)
