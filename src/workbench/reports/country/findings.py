"""What matters most of all reports: their key messages in one list, the worst first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.findings import Finding
from workbench.findings.rows import code, count, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.presentation.html import Sentences, anchor_of
from workbench.reports.country.gathered import IN_ORDER, Basis
from workbench.reports.country.states import ORDER, State, state_of
from workbench.reports.country.tiles import page_of
from workbench.reports.report import Section
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

MOST_OF_ONE = 3  # messages of one report, so that the others are heard


@row
class KeyMessage:
    """A key message of a report, as it stands there."""

    number: int = count("its place: the worst is first", "No.")
    report: str = code("report", "report that it is of", "Report")
    state: str = code("tile-state", "what it asks for", "State")
    grade: str = code("grade", "how firm it is", "Certainty")
    sentence: str = text("the sentence", "Finding")
    finding: str = text("id of the finding")


@dataclass(frozen=True)
class Told:
    """A key message of a report, its place among those of the report, and what it asks for."""

    report: str
    place: int
    finding: Finding
    state: State


KEY_MESSAGES = Table("key_messages", KeyMessage, "Key messages of all reports", "None.", most=12)
QUOTED = Message("quoted", KeyMessage, "quoted")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Choose the key messages of all reports, the worst first, none of them for all."""
    chosen: list[Told] = []
    for name in IN_ORDER:
        result = basis.gathered.results.get(name)
        if result is None or result.status == "no_data":
            continue
        told = [(one, state) for one in result.key[1:] if (state := state_of(one))]
        told.sort(key=lambda pair: ORDER.index(pair[1]))
        chosen += [Told(name, place, *pair) for place, pair in enumerate(told[:MOST_OF_ONE])]
    chosen.sort(key=lambda one: (ORDER.index(one.state), one.place))
    chosen = chosen[: basis.parameters.most_messages]
    yield KEY_MESSAGES.filled(
        {
            str(number): KeyMessage(
                number=number,
                report=told.report,
                state=told.state.value,
                grade=told.finding.grade,
                sentence=told.finding.sentence,
                finding=told.finding.id,
            )
            for number, told in enumerate(chosen, start=1)
        }
    )


def say(tables: Tables) -> Iterator[Said]:
    """Quote each of them."""
    for number, one in tables.of(KEY_MESSAGES).items():
        yield said(QUOTED, KEY_MESSAGES, number, grade=one.grade)


def listed(tables: Tables, words: Words) -> Sentences:
    """List the messages, each leading to the place that explains it."""
    rows = tables.of(KEY_MESSAGES).values()
    return Sentences(
        [(one.finding, one.sentence, words.code("grade", one.grade)) for one in rows],
        empty=words.plain("country-no-message"),
        links={
            one.finding: (
                f"{page_of(one.report)}#{anchor_of(one.finding)}",
                words.code("report", one.report),
            )
            for one in rows
        },
    )


SECTION: Section[Basis] = Section(
    name="findings",
    tables=(KEY_MESSAGES,),
    compute=compute,
    say=say,
    messages=(QUOTED,),
    views={"quoted": listed},
)
