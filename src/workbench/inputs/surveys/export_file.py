"""The export of a survey tool as rows of text, whatever its header is like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InputError
from workbench.inputs.files.delivered import read_delivered, refuse_faults
from workbench.inputs.surveys.survey_mapping import SurveyMapping
from workbench.vocabulary.survey.conditions import items_of
from workbench.vocabulary.survey.items import Item, choices_of

OF_THE_WHOLE = ("", "Response", "Open-Ended Response")  # below a question without own columns
SHOWN = 20


@dataclass(frozen=True)
class ExportFile:
    """An export: its name and hash, its columns, and the cells of each row by column and line."""

    name: str
    sha256: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


def read_export(path: Path, mapping: SurveyMapping) -> ExportFile:
    """Read the export of a survey tool.

    Raises
    ------
    InputError
        If it is missing or no such file, has no column that the mapping names, or a row of
        another length than the header.
    """
    wanted = mapping.named_columns()
    two_lines = mapping.header == "question and answer"
    delivered = read_delivered(path, () if two_lines else wanted, mapping.file)
    columns, rows, lines = delivered.header, delivered.rows, delivered.lines
    refuse_faults(path.name, rows)
    if two_lines:
        columns = tuple(_joined(columns, rows[0]))
        rows, lines = rows[1:], lines[1:]
        _refuse_columns(path.name, columns, wanted)
    for line, row in zip(lines, rows, strict=True):
        if len(row) != len(columns):
            raise InputError(
                f"{path.name}, row {line}: has {len(row)} cells, the header {len(columns)}. "
                "Export it again, without changing it."
            )
    named = tuple(
        (line, dict(zip(columns, row, strict=True))) for line, row in zip(lines, rows, strict=True)
    )
    return ExportFile(path.name, delivered.sha256, columns, named)


def _joined(questions: tuple[str, ...], answers: tuple[str, ...]) -> Iterator[str]:
    """Names of columns from two lines: the question, and the answer where it has its own column."""
    question = ""
    for number, text in enumerate(questions):
        question = text.strip() or question
        answer = answers[number].strip() if number < len(answers) else ""
        yield question if answer in OF_THE_WHOLE else f"{question} | {answer}"


def _refuse_columns(name: str, columns: tuple[str, ...], wanted: list[str]) -> None:
    """Refuse a header in which a column that is wanted is missing or stands twice."""
    missing = [repr(column) for column in wanted if column not in columns]
    if missing:
        raise InputError(
            f"{name} has no column {', '.join(missing[:SHOWN])}. It has: "
            f"{', '.join(columns[:SHOWN])}."
        )
    twice = [column for column in wanted if columns.count(column) > 1]
    if twice:
        raise InputError(f"{name} has the column {twice[0]!r} twice. Rename one of them.")


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
