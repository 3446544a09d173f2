"""One question in the export of a survey tool: its cells, and the answer that they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.inputs.surveys.survey_mapping import SurveyMapping
from workbench.vocabulary.survey.conditions import items_of
from workbench.vocabulary.survey.items import Item, choices_of


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
        Code by word of the file.
    ticks : mapping of str to (str, str)
        Word and code by the column of an answer.
    ticked, unticked : tuple of str
        What such a column holds, `{word}` for its word.
    constant : str
        The same answer for all responses; empty where the file answers.
    relevant : str
        Condition on which it was asked; empty where the file cannot tell.
    """

    item: Item
    column: str
    words: Mapping[str, str]
    ticks: Mapping[str, tuple[str, str]]
    ticked: tuple[str, ...]
    unticked: tuple[str, ...]
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


def questions_of(mapping: SurveyMapping) -> tuple[Question, ...]:
    """Questions that a file answers, in the order of the questionnaire."""
    asked = mapping.asked()
    known = {item.item_id for item in asked} | {*mapping.response, *mapping.constants}
    return tuple(_question(item, mapping, known) for item in asked)


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
        return text, []
    words = text.split() if question.item.type == "multi" else [text] if text else []
    strange = [Strange(question.column, word) for word in words if word not in question.words]
    return _codes(question, {question.words[word] for word in words if not strange}), strange


def _question(item: Item, mapping: SurveyMapping, known: set[str]) -> Question:
    """One question; a condition on what the file does not hold cannot be judged."""
    can_tell = known.issuperset(items_of(item.relevant))
    constant = mapping.constants.get(item.item_id, "")
    return Question(
        item=item,
        column="" if constant else mapping.column_of(item),
        words=mapping.words_of(item),
        ticks={} if constant else mapping.ticks_of(item),
        ticked=tuple(mapping.ticked),
        unticked=tuple(mapping.unticked),
        constant=constant,
        relevant=item.relevant if can_tell else "",
    )


def _ticked_answer(question: Question, cells: Mapping[str, str]) -> tuple[str, list[Strange]]:
    """Read a multiple choice that has a column an answer; nothing ticked is no answer."""
    codes, strange = set(), []
    for column, (word, code) in question.ticks.items():
        cell = cells[column].strip()
        if cell in _with_word(question.ticked, word):
            codes.add(code)
        elif cell and cell not in _with_word(question.unticked, word):
            strange.append(Strange(column, cell))
    return _codes(question, codes), strange


def _with_word(signs: tuple[str, ...], word: str) -> Iterator[str]:
    """Signs of a box, where one may be the word of its answer."""
    return (sign.replace("{word}", word) for sign in signs)


def _codes(question: Question, codes: set[str]) -> str:
    """Codes in the order of their list, with a blank between."""
    return " ".join(code for code in choices_of(question.item) if code in codes)
