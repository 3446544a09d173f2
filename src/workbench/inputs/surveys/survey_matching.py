"""Which question of the questionnaire a question of another form may be, and its words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from workbench.inputs.surveys.answers import TICKED, UNTICKED
from workbench.inputs.surveys.export_file import UNKNOWN_FORM
from workbench.inputs.surveys.layouts import answers_of, plain, words_of
from workbench.vocabulary.survey.items import Item, choices_of, survey_items

Cells = Mapping[str, list[str]]
SURE, LIKELY, POSSIBLE = 0.95, 0.6, 0.4
FEWEST_KNOWN = 0.5  # share of the answers of a question that the list of an item has
FEWEST_COMMON = 2  # words: one alone, as "soil", is common to most questions
BEGINNING = 5  # signs of a word that are compared: pesticide and pesticides are one
NUMBERED = re.compile(r"(?:AO?|SQ)?0*(\d{1,3})")
WORD = re.compile(r"\w{2,}")
BOX_SIGNS = {"0", "1", "true", "false", ""}


@dataclass(frozen=True)
class AskedColumn:
    """A question of a file: its text, and its column or the column of each of its answers."""

    text: str
    column: str = ""
    ticks: Mapping[str, str] = field(default_factory=dict)

    def words(self, cells: Cells) -> list[str]:
        """Words of the answers, each once."""
        return list(self.ticks) if self.ticks else distinct(cells[self.column])

    def columns(self) -> set[str]:
        """Columns that it is read from."""
        return {*self.ticks.values(), *filter(None, [self.column])}


@dataclass(frozen=True)
class Match:
    """What a question of a file may be, and how alike the two are (0 to 1)."""

    asked: AskedColumn
    item: Item
    alike: float

    @property
    def known(self) -> Mapping[str, str]:
        """Code by plain word: of the list of the item, in each language of the questionnaire."""
        return words_of(self.item, UNKNOWN_FORM)

    def words(self, cells: Cells) -> list[str]:
        """Words of its answers, each of several in a cell by itself."""
        return _apart(self.asked, self.item, self.asked.words(cells), self.known)


def _apart(asked: AskedColumn, item: Item, words: list[str], known: Mapping[str, str]) -> list[str]:
    """Words of answers, each of several in a cell by itself."""
    if item.type == "multi" and not asked.ticks:
        return distinct(one for word in words for one in _split(word, known))
    return words


def distinct(given: Iterable[str]) -> list[str]:
    """Words that say something, each once.

    Examples
    --------
    >>> distinct(["no", "", "yes", "no"])
    ['no', 'yes']
    """
    return list(dict.fromkeys(filter(None, given)))


def questions_in(cells: Cells) -> list[AskedColumn]:
    """Find the questions of a file: the boxes of a multiple choice are one.

    Parameters
    ----------
    cells : mapping of str to list of str
        Cells by column.

    Returns
    -------
    list of AskedColumn
        In the order of the file.

    Examples
    --------
    >>> [one.text for one in questions_in({"Law?": ["yes"], "What?/a": ["1"], "What?/b": ["0"]})]
    ['Law?', 'What?']
    """
    boxes: dict[str, dict[str, str]] = {}
    for column, given in cells.items():
        found = [one for one in answers_of(column) if _is_box(column, given, one, cells)]
        for stem, word in found[:1]:
            boxes.setdefault(stem, {})[word] = column
    several = {stem: ticks for stem, ticks in boxes.items() if len(ticks) > 1}
    taken = {column for ticks in several.values() for column in ticks.values()}
    asked = {column: AskedColumn(column, column=column) for column in cells if column not in taken}
    asked |= {
        min(ticks.values()): AskedColumn(stem, ticks=ticks) for stem, ticks in several.items()
    }
    return [asked[column] for column in cells if column in asked]


def matches_in(asked: Iterable[AskedColumn], cells: Cells) -> list[Match]:
    """Match questions with those of the questionnaire, the most alike first, each once.

    Parameters
    ----------
    asked : iterable of AskedColumn
        Questions of a file.
    cells : mapping of str to list of str
        Cells by column.

    Returns
    -------
    list of Match
        In the order of the questionnaire; what is like none is left out.
    """
    known = {name: words_of(item, UNKNOWN_FORM) for name, item in survey_items().items()}
    pairs = [
        Match(one, survey_items()[name], alike)
        for one in asked
        for name, alike in _likenesses(one, one.words(cells), known)
    ]
    kept: dict[str, Match] = {}
    used: set[str] = set()
    for match in sorted(pairs, key=lambda match: -match.alike):
        is_free = match.item.item_id not in kept and not used & match.asked.columns()
        if is_free:
            kept[match.item.item_id] = match
            used |= match.asked.columns()
    return [kept[name] for name in survey_items() if name in kept]


def guess(word: str, known: Mapping[str, str]) -> str:
    """Code that a word most likely stands for: by its number in the list, or the nearest word.

    Examples
    --------
    >>> guess("A2", {"yes": "yes", "no": "no"}), guess("Yes, we do", {"yes": "yes", "no": "no"})
    ('no', 'yes')
    """
    near = difflib.get_close_matches(plain(word), known, n=1)
    begun = [code for text, code in known.items() if plain(word).startswith(text)]
    return (
        by_number(word, known)
        or next(iter([known[text] for text in near] + begun), "")
        or (list(known.values())[-1])
    )


def by_number(word: str, known: Mapping[str, str]) -> str:
    """Code that a number counts in the order of the questionnaire, as A2, SQ002 or 2.

    Examples
    --------
    >>> by_number("SQ002", {"yes": "yes", "no": "no"})
    'no'
    """
    codes = distinct(known.values())
    number = NUMBERED.fullmatch(word)
    place = int(number.group(1)) - 1 if number else -1
    return codes[place] if 0 <= place < len(codes) else ""


def _is_box(column: str, given: list[str], answer: tuple[str, str], cells: Cells) -> bool:
    """Whether a column is the box of an answer, by its cells.

    A sign that groups have in their names too makes one only where it holds 0 and 1.
    """
    stem, word = answer
    is_group = column == f"{stem}/{word}"
    allowed = BOX_SIGNS if is_group and stem not in cells else TICKED | UNTICKED | {"", plain(word)}
    return all(plain(cell) in allowed for cell in given)


def _likenesses(
    asked: AskedColumn, words: list[str], known: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, float]]:
    """Items of the questionnaire that a question may be, and how alike the two are."""
    for name, item in survey_items().items():
        alike = _alike(asked, item, words, known[name])
        if alike >= POSSIBLE:
            yield name, alike


def _alike(asked: AskedColumn, item: Item, words: list[str], known: Mapping[str, str]) -> float:
    """How alike a question and one of the questionnaire are, by their texts and answers."""
    if asked.ticks and item.type != "multi":
        return 0.0
    alike = max(_alike_texts(asked.text, text) for text in item.labels.values())
    name = plain(re.split(r"[/-]", asked.text)[-1])
    is_named = name in {item.item_id, item.item_id.replace("_", "")}
    if alike < POSSIBLE and not is_named:
        return 0.0
    given = _apart(asked, item, words, known)
    fit = sum(plain(word) in known or bool(by_number(word, known)) for word in given)
    if choices_of(item) and given and fit / len(given) < FEWEST_KNOWN:
        return 0.0
    if item.type == "integer" and not all(word.strip("+-").isdigit() for word in given):
        return 0.0
    if item.personal:  # a column "Email" is of the account, which nobody consented to
        return alike if alike >= SURE else 0.0
    return 1.0 if is_named else alike


def _alike_texts(text: str, other: str) -> float:
    """Mean of the share of common words and that of common signs of two texts."""
    (one, words), (two, others) = _beginnings(text), _beginnings(other)
    if one == two:
        return 1.0
    if len(words & others) < FEWEST_COMMON:
        return 0.0
    common = 2 * len(words & others) / (len(words) + len(others))
    return (common + difflib.SequenceMatcher(None, one, two).ratio()) / 2


@lru_cache(maxsize=4096)
def _beginnings(text: str) -> tuple[str, frozenset[str]]:
    """Plain text, and how its words begin."""
    told = plain(text)
    return told, frozenset(word[:BEGINNING] for word in WORD.findall(told))


def _split(text: str, known: Mapping[str, str]) -> list[str]:
    """Words of a cell of several answers, by the sign that splits it into most known ones."""
    ways = [[part.strip() for part in text.split(sign) if part.strip()] for sign in ";|,"]
    ways = [parts for parts in (*ways, [text], text.split()) if parts]
    return max(ways, key=lambda parts: sum(plain(part) in known for part in parts) / len(parts))
