"""Answers as codes: what the cells of a row say to each question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.inputs.surveys.layouts import Places, is_put, plain, version_of, whole, words_of
from workbench.inputs.surveys.survey_mapping import SurveyMapping
from workbench.vocabulary.survey.conditions import items_of
from workbench.vocabulary.survey.items import Item, choices_of

BETWEEN = re.compile(r"[\s,;|]+")
TICKED = {plain(word) for word in ("1", "Y", "yes", "true", "checked", "x", "oui", "sí", "si")}
UNTICKED = {plain(word) for word in ("0", "N", "no", "false", "unchecked", "non", "N/A")}


@dataclass(frozen=True)
class Question:
    """A question and where a file answers it.

    Attributes
    ----------
    item : Item
        The question.
    column : str
        Its column; empty where each answer has one.
    words : mapping of str to str
        Code by plain word of the file.
    ticks : mapping of str to str
        Code by the column of an answer.
    ticked, unticked : frozenset of str
        Plain words that such a column holds beside the word of its answer.
    constant : str
        The same answer for all responses; empty where the file answers.
    relevant : str
        Condition on which it was asked; empty where the file cannot tell.
    """

    item: Item
    column: str
    words: Mapping[str, str]
    ticks: Mapping[str, str]
    ticked: frozenset[str]
    unticked: frozenset[str]
    constant: str
    relevant: str

    @property
    def place(self) -> str:
        """Column to name, of a multiple choice the first of its columns."""
        return self.column or next(iter(self.ticks), self.item.item_id)


@dataclass(frozen=True)
class Strange:
    """A word that the mapping does not know: where it stands, and what it is."""

    column: str
    word: str


def questions_of(mapping: SurveyMapping, places: Places) -> tuple[Question, ...]:
    """Questions that a file answers, in the order of the questionnaire."""
    version = version_of(places)
    asked = [one for one in mapping.asked() if is_put(one, version, mapping)]
    known = {item.item_id for item in asked} | {*mapping.response, *mapping.constants}
    return tuple(_question(item, mapping, places, known) for item in asked)


def given_answer(question: Question, cells: Mapping[str, str]) -> tuple[str, list[Strange]]:
    """Read the answer that the cells of a row hold, in codes, and the words that are not known.

    Parameters
    ----------
    question : Question
        What is asked.
    cells : mapping of str to str
        Cells of the row by column.

    Returns
    -------
    tuple of str and list of Strange
        Codes of a multiple choice have a blank between; the text is empty without an answer.
    """
    if question.constant:
        return question.constant, []
    if question.ticks:
        return _ticked_answer(question, cells)
    text = cells[question.column].strip()
    if not choices_of(question.item):
        return (whole(text) if question.item.type == "integer" else text), []
    if question.item.type != "multi":
        return _code_of(question, text)
    codes, strange = set(), []
    for word in _parts(text, question.words):
        if word in question.words:
            codes.add(question.words[word])
        else:
            strange.append(Strange(question.column, word))
    return _codes(question, set() if strange else codes), strange


def _question(item: Item, mapping: SurveyMapping, places: Places, known: set[str]) -> Question:
    """One question; a condition on what the file does not hold cannot be judged."""
    can_tell = known.issuperset(items_of(item.relevant))
    constant = mapping.constants.get(item.item_id, "")
    boxes = {} if constant or item.type != "multi" else places.ticks.get(item.item_id, {})
    all_answers = set(words_of(item, mapping).values()) <= set(boxes)
    column = "" if constant else places.items.get(item.item_id, "")
    ticks = {name: code for code, name in boxes.items()} if all_answers or not column else {}
    return Question(
        item=item,
        column="" if ticks else column,
        words=words_of(item, mapping),
        ticks=ticks,
        ticked=frozenset(map(plain, mapping.ticked)) | TICKED,
        unticked=frozenset(map(plain, mapping.unticked)) | UNTICKED,
        constant=constant,
        relevant=item.relevant if can_tell else "",
    )


def _code_of(question: Question, text: str) -> tuple[str, list[Strange]]:
    """Code of the one word of a cell."""
    word = plain(text)
    code = question.words.get(word) or question.words.get(whole(word), "")
    return code, [] if code or not text else [Strange(question.column, text)]


def _ticked_answer(question: Question, cells: Mapping[str, str]) -> tuple[str, list[Strange]]:
    """Read a multiple choice that has a column an answer; nothing ticked is no answer."""
    codes, strange = set(), []
    for column, code in question.ticks.items():
        cell = whole(plain(cells[column]))
        if question.words.get(cell) == code or cell in question.ticked:
            codes.add(code)
        elif cell and cell not in question.unticked:
            strange.append(Strange(column, cells[column].strip()))
    return _codes(question, codes), strange


def _parts(text: str, words: Mapping[str, str]) -> Iterator[str]:
    """Words of a cell that holds several, the longest first: a text may have blanks and commas.

    A part that begins no word that is known is given up to the next sign between words.
    """
    rest = plain(text).strip(" ,;|")
    longest = sorted(words, key=len, reverse=True)
    while rest:
        word = next((one for one in longest if _begins(rest, one)), None)
        if word is None:
            word = BETWEEN.split(rest, maxsplit=1)[0]
        yield word
        rest = rest[len(word) :].lstrip(" ,;|")


def _begins(text: str, word: str) -> bool:
    """Whether a text begins with a word, and a sign between words follows it."""
    return text.startswith(word) and (len(text) == len(word) or text[len(word)] in " ,;|")


def _codes(question: Question, codes: set[str]) -> str:
    """Codes in the order of their list, with a blank between."""
    return " ".join(code for code in choices_of(question.item) if code in codes)
