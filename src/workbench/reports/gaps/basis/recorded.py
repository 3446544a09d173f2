"""What is on file of a country, laws among it, and answers that differ from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from workbench.findings.rows import Phrase, code, phrase, row, text
from workbench.findings.tables import Table, Tables
from workbench.reports.gaps.basis.answers import label, question_of
from workbench.reports.gaps.phrases import AlsoFor, NothingFor
from workbench.store.frames import typed
from workbench.store.surveys import Legislation
from workbench.vocabulary import places
from workbench.vocabulary.laws.recorded import laws as known_laws
from workbench.vocabulary.survey.items import OTHER, choices_of, survey_items
from workbench.words.messages import Message
from workbench.words.said import Said, said

STAGES = Legislation.stage.allowed
IN_FORCE = ("in_force", "implemented", "enforced")
SAME_LAW = [
    *(Legislation.iso3, Legislation.topic, Legislation.instrument, Legislation.level),
]
VOCABULARY = "laws.csv"


class Listed(NamedTuple):
    """A row of the table of laws."""

    iso3: str
    topic: str
    instrument: str
    level: str
    stage: str
    wave: str
    year: float
    record_id: str
    verified: str

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same law in another list."""
        return self[: len(SAME_LAW)]


def with_known(delivered: pd.DataFrame) -> pd.DataFrame:
    """Join laws of the store and, for countries it has none of, those of the vocabulary."""
    listed = set(delivered[Legislation.iso3])
    known = [
        {
            **{column: getattr(law, column) for column in SAME_LAW},
            Legislation.stage: law.stage,
            Legislation.year: float(law.year) if law.year else None,
            Legislation.link: law.link or None,
            Legislation.record_id: law.record_id or None,
            Legislation.verified: law.verified,
            Legislation.source_file: VOCABULARY,
            Legislation.source_row: number,
        }
        for number, law in enumerate(known_laws(), start=2)
        if law.verified == "yes" and law.stage in STAGES and law.iso3 not in listed
    ]
    return pd.concat([delivered, typed(Legislation.table, pd.DataFrame(known))], ignore_index=True)


def standing(laws: pd.DataFrame, wave: str) -> pd.DataFrame:
    """Laws as they are in a round, each once: as told in it or last before it.

    What was told without a round is taken for how things are now, unless the round says otherwise.
    """
    rows = laws.assign(wave=laws[Legislation.wave].fillna(""))
    told = (rows[rows[Legislation.wave] <= wave] if wave else rows).sort_values(
        Legislation.wave, kind="stable"
    )
    return told.drop_duplicates(SAME_LAW, keep="last")


def in_force(laws: pd.DataFrame, wave: str) -> dict[str, dict[str, str]]:
    """Laws in force in a round by country: name and topic."""
    found: dict[str, dict[str, str]] = {}
    for law in listed_laws(standing(laws, wave)):
        if law.stage in IN_FORCE:
            found.setdefault(law.iso3, {})[law.instrument] = law.topic
    return found


def listed_laws(laws: pd.DataFrame) -> list[Listed]:
    """Rows of a table of laws, each as what it is."""
    cells = laws[list(Listed._fields)].itertuples(index=False, name=None)
    return [Listed(*one) for one in cells]


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

    Returns
    -------
    dict of str to ComparedAnswer
        By country and item; all answers, where every one is asked for.
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
