"""Answers that differ from what is recorded of a country, with both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from workbench.findings.rows import Phrase, Table, Tables, code, phrase, row, text
from workbench.reports.gaps.basis.answers import label, question_of
from workbench.reports.gaps.phrases import AlsoFor, NothingFor
from workbench.vocabulary import places
from workbench.vocabulary.survey.items import OTHER, choices_of, survey_items
from workbench.words.messages import Message
from workbench.words.said import Said, said

TO_CHECK = "to be checked"  # both cannot hold
TO_SEND = "to be sent"  # nothing that is recorded bears the answer out
YES = ("yes", "partial")


@row
class ComparedAnswer:
    """An answer that is not what is recorded, with both sides."""

    question: str = text("question", "Question")
    name: str = text("country", "Country")
    answer: str = text("what was answered", "Answered")
    on_file: Phrase = phrase("what is recorded, or in the store", "Recorded")
    kind: str = code(
        "to-do",
        "to be checked: both cannot hold; to be sent: nothing that is recorded bears it out",
        "What to do",
    )


BESIDE = Table(
    "beside", ComparedAnswer, "Answers compared", "No answer differs, or nobody answered."
)  # sections have one each, with what their answers are compared with


class Difference(NamedTuple):
    """An answer that is not what is recorded."""

    item: str
    on_file: Phrase
    kind: str


def compared(
    iso3: str, answers: Mapping[str, str], found: Iterable[Difference], *, every: bool
) -> dict[str, ComparedAnswer]:
    """Rows of the answers of a country that are not what is recorded.

    Parameters
    ----------
    iso3 : str
        Country.
    answers : mapping of str to str
        Its answers by item.
    found : iterable of Difference
        Those that differ.
    every : bool
        Whether answers that nothing bears out are listed too.
    """
    return {
        f"{iso3}:{one.item}:{one.kind}": ComparedAnswer(
            name=places.place_name(iso3),
            question=question_of(one.item),
            answer=labels(one.item, answers[one.item].split()),
            on_file=one.on_file,
            kind=one.kind,
        )
        for one in found
        if every or one.kind == TO_CHECK
    }


def say_compared(
    message: Message[ComparedAnswer], table: Table[ComparedAnswer], tables: Tables
) -> Iterator[Said]:
    """Give both sides of each, and no word on which is right."""
    for name, one in tables.of(table).items():
        yield said(message, table, name, grade=one.kind)


def differing_list(
    item: str, answers: Mapping[str, str], there: set[str], what: str, *, everything: bool = False
) -> Iterator[Difference]:
    """Find what was named and is not there, and what is there and was not named."""
    if item not in answers:
        return
    choices = choices_of(survey_items()[item])
    named = [code for code in answers[item].split() if not choices[code].exclusive]
    absent = [] if everything else [code for code in named if code not in {*there, OTHER}]
    unnamed = sorted(there - {*named, OTHER})
    if absent:
        yield Difference(item, NothingFor(what=what, names=labels(item, absent)), TO_SEND)
    if unnamed:
        yield Difference(item, AlsoFor(what=what, names=labels(item, unnamed)), TO_CHECK)


def differing_number(
    item: str, answers: Mapping[str, str], there: int, recorded: Phrase
) -> Iterator[Difference]:
    """Find a number that is not the one recorded: more than there is, or fewer."""
    if item in answers and int(answers[item]) != there:
        kind = TO_SEND if int(answers[item]) > there else TO_CHECK
        yield Difference(item, recorded, kind)


def labels(item: str, codes: Iterable[str]) -> str:
    """Answers in words."""
    return ", ".join(label(item, code).lower() for code in codes)
