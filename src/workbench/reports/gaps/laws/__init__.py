"""Laws that are recorded, by topic with their stage, and answers that differ from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from workbench.findings.rows import code, count, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.presentation.html import HtmlTable, Text
from workbench.presentation.shown_table import as_table
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.overview import is_country, is_silent
from workbench.reports.gaps.basis.recorded import (
    BESIDE,
    IN_FORCE,
    SAME_LAW,
    STAGES,
    TO_CHECK,
    TO_SEND,
    YES,
    ComparedAnswer,
    Difference,
    Listed,
    compared,
    in_force,
    listed_laws,
    say_compared,
    standing,
    with_known,
)
from workbench.reports.gaps.basis.reported import (
    CELLS,
    REPORTED,
    ReportedAnswer,
    reported,
    shown_reported,
)
from workbench.reports.gaps.basis.reported import LAW as REPORTED_OF_LAWS
from workbench.reports.gaps.basis.scopes import (
    OfScope,
    Pivot,
    Scope,
    before_scope,
    by_scope,
    is_nearest,
)
from workbench.reports.gaps.laws import soilex
from workbench.reports.gaps.laws.soilex import SOILEX, SOILEX_COUNTS
from workbench.reports.gaps.phrases import LawsRecorded, NoLawRecorded
from workbench.reports.report import Section
from workbench.store.surveys import Legislation
from workbench.vocabulary import places
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

UNKNOWN = "not known"  # no list of the round before
NEW = "new"
NOT_LISTED = "not listed"  # in the list of this round
AS_BEFORE = "as before"
FURTHER = "moved on"
BACK = "moved back"
CHANGED = (FURTHER, BACK, NEW)
NOT_OF_LEGISLATION = {"legislation", "thresholds"}  # values may be in a law on something else


@row
class Law:
    """A law that is recorded: its stage now and in the round before."""

    instrument: str = text("instrument", "Law")
    name: str = text("country", "Country")
    topic: str = code("law-topic", "topic", "Topic")
    stage: str = code("law-stage", "stage now", "Stage")
    before: str = code("law-stage", "stage in the round before", "In the round before")
    change: str = code("law-change", "change of the stage since then", "Change")
    year: str = text("year of adoption or of the latest revision", "Year")
    record: str = text("record of FAOLEX or SoiLEX, or of an official journal", "Record")
    verified: str = code("verified", "whether it was read in its source", "Verified")
    level: str = code("law-level", "national or subnational")


@row
class LawTopic(OfScope):
    """A topic in a scope: how many countries have a law recorded, and in force."""

    topic: str = code("law-topic", "topic", "Topic")
    own_stage: str = code("law-stage", "furthest stage of the country", "National status")
    n_countries: int = count("countries there with an instrument that is recorded")
    n_in_force: int = count("of those, with one in force")
    n_listed: int = count("countries there")


LAWS = Table("laws", Law, "Laws recorded", "No law is recorded.", most=8)
LAW_TOPICS = Table("law_topics", LawTopic, "Laws recorded by topic", "No law is recorded.")
LAWS_BESIDE = Table(
    "laws_beside", ComparedAnswer, "Answers compared with the laws recorded", BESIDE.empty
)
LAW = Message("law", Law, "law")
TOPIC = Message("law-topic", LawTopic, "law_topic")
TOPIC_CELL = Message("law-topic-cell", LawTopic)
ANSWER = Message("answer-on-laws", ComparedAnswer, "answer_beside_laws")
SOIL_HEALTH = Message("law-indicators", ReportedAnswer, "law_indicators")


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """List the laws of the page, count them by topic and compare answers with them."""
    known, now = with_known(basis.delivered_laws), basis.now.wave
    waves = (basis.before.wave, now)
    yield LAWS.filled(laws_of(known, waves, basis.iso3s))
    yield LAW_TOPICS.filled(topics(known, now, basis.scopes, basis.area))
    yield LAWS_BESIDE.filled(_answers(basis, in_force(known, now)))
    yield from soilex.compute(basis, tables)
    yield REPORTED.filled(reported(basis))


def _answers(basis: Basis, laws: Mapping[str, Mapping[str, str]]) -> dict[str, ComparedAnswer]:
    """Answers on legislation that are not what is recorded; laws on thresholds alone are no part.

    A law whose topic is `legislation` itself is a contradiction of its own.
    """
    rows: dict[str, ComparedAnswer] = {}
    for iso3 in basis.iso3s:
        answers = basis.given.get(iso3, {})
        found = _differing(answers.get("legislation", ""), laws.get(iso3, {}))
        rows |= compared(iso3, answers, found, every=basis.is_country)
    return rows


def _differing(answer: str, laws: Mapping[str, str]) -> Iterator[Difference]:
    """Find a no where laws are in force, or a yes where none is recorded."""
    others = sorted(name for name, topic in laws.items() if topic not in NOT_OF_LEGISLATION)
    if answer == "no" and others:
        recorded = LawsRecorded(n_laws=len(others), laws="; ".join(others))
        yield Difference("legislation", recorded, TO_CHECK)
    if answer in YES and not laws:
        yield Difference("legislation", NoLawRecorded(), TO_SEND)


def laws_of(laws: pd.DataFrame, waves: tuple[str, str], iso3s: Sequence[str]) -> dict[str, Law]:
    """Laws recorded of some countries: their stage now and in the round before.

    Parameters
    ----------
    laws : DataFrame
        Rows of the table `legislation`.
    waves : tuple of two str
        Round before, and round of the report.
    iso3s : sequence of str
        Countries that the page is about.

    Returns
    -------
    dict of str to Law
        By id of the record.
    """
    before, now = waves
    of_page = laws[laws[Legislation.iso3].isin(list(iso3s))]
    earlier = [law for law in listed_laws(of_page) if before and law.wave == before]
    stages = {law.key: law.stage for law in earlier}
    countries = {law.iso3 for law in earlier}
    ordered = listed_laws(standing(of_page, now).sort_values(SAME_LAW))
    return {
        f"{law.iso3}:{number}": _law(
            law,
            stages.get(law.key, ""),
            _change(stages.get(law.key, ""), law.stage, again=law.wave != before)
            if law.iso3 in countries
            else UNKNOWN,
        )
        for number, law in enumerate(ordered, start=1)
    }


def topics(
    laws: pd.DataFrame, wave: str, scopes: Sequence[Scope], area: str
) -> dict[str, LawTopic]:
    """How many countries of each scope have a law recorded on each topic, and in force."""
    listed = [iso3 for scope in scopes for iso3 in scope.countries]
    now = listed_laws(standing(laws[laws[Legislation.iso3].isin(listed)], wave))
    return {
        f"{topic}@{scope.code}": _topic([law for law in now if law.topic == topic], scope, area)
        for topic in sorted({law.topic for law in now})
        for scope in scopes
    }


def _topic(laws: Sequence[Listed], scope: Scope, area: str) -> LawTopic:
    """Count the countries of a scope with a law on a topic."""
    own = [law.stage for law in laws if law.iso3 == area]
    there = [law for law in laws if law.iso3 in scope.countries]
    return LawTopic(
        scope=scope.code,
        scope_name=scope.name,
        topic=laws[0].topic,
        own_stage=max(own, key=STAGES.index) if own else "",
        n_countries=len({law.iso3 for law in there}),
        n_in_force=len({law.iso3 for law in there if law.stage in IN_FORCE}),
        n_listed=len(scope.countries),
    )


def _law(law: Listed, before: str, change: str) -> Law:
    """Row of a law."""
    return Law(
        name=places.place_name(law.iso3),
        topic=law.topic,
        instrument=law.instrument,
        level=law.level,
        stage=law.stage,
        before=before,
        change=change,
        year=str(int(law.year)) if pd.notna(law.year) else "",
        record=law.record_id if pd.notna(law.record_id) else "",
        verified=law.verified,
    )


def _change(before: str, stage: str, *, again: bool) -> str:
    """Say how a stage changed."""
    if not again:
        return NOT_LISTED
    if not before:
        return NEW
    steps = STAGES.index(stage) - STAGES.index(before)
    return FURTHER if steps > 0 else BACK if steps < 0 else AS_BEFORE


def say(tables: Tables) -> Iterator[Said]:
    """Count the laws of each topic, tell each law or its change, then answers that differ."""
    rows = tables.of(LAW_TOPICS)
    for name in rows:
        if is_nearest(rows, name):
            yield said(TOPIC, LAW_TOPICS, name, main="n_countries")
    country = is_country(tables)
    for name, law in tables.of(LAWS).items():
        if country or law.change in CHANGED:
            yield said(LAW, LAWS, name)
    if not is_silent(tables):
        yield from _soil_health(tables)
    yield from soilex.say(tables)
    yield from say_compared(ANSWER, LAWS_BESIDE, tables)


def _soil_health(tables: Tables) -> Iterator[Said]:
    """Tell how many countries of the nearest scope regulate indicators of soil health."""
    answers = tables.of(REPORTED)
    for name, one in answers.items():
        if before_scope(name) in REPORTED_OF_LAWS and one.n_answers and is_nearest(answers, name):
            yield said(SOIL_HEALTH, REPORTED, name, main="n_yes")


def listed(tables: Tables, spoken: Sequence[Said]) -> list[Said]:
    """List laws and answers, and topics where there is neither; else they are in the table."""
    others = [one for one in spoken if one.message is not TOPIC]
    return others or ([] if is_silent(tables) else list(spoken))


def law_topics(tables: Tables, words: Words) -> HtmlTable | Text:
    """Show for each topic how many countries have a law recorded, and one in force."""
    if is_silent(tables):
        return Text("")
    columns = ("topic", "own_stage") if is_country(tables) else ("topic",)
    pivot: Pivot[LawTopic] = Pivot(columns, lambda _: TOPIC_CELL, "law-topics-note")
    return by_scope(tables.filled(LAW_TOPICS), pivot, words)


def shown_laws(tables: Tables, words: Words) -> HtmlTable | Text:
    """Show the laws of the page; a country that did not answer and has none goes without."""
    rows = tables.filled(LAWS)
    return Text("") if is_silent(tables) and not rows.typed else as_table(rows, words)


def law_indicators(tables: Tables, words: Words) -> HtmlTable | Text:
    """Show whether regulation sets indicators of soil health."""
    if is_silent(tables):
        return Text("")
    return shown_reported(tables, words, REPORTED_OF_LAWS, "reported-law")


def has_nothing(tables: Tables) -> bool:
    """Whether the country did not answer, and neither a law nor a record of SoiLEX is known."""
    known = tables.of(LAWS) or any(one.n_records for one in tables.of(SOILEX).values())
    return is_silent(tables) and not known


SECTION: Section[Basis] = Section(
    name="laws",
    tables=(LAWS, LAW_TOPICS, LAWS_BESIDE, SOILEX, SOILEX_COUNTS, REPORTED),
    compute=compute,
    say=say,
    listed=listed,
    messages=(LAW, TOPIC, TOPIC_CELL, ANSWER, SOIL_HEALTH, *soilex.MESSAGES, *CELLS),
    views={
        "laws": shown_laws,
        "law_topics": law_topics,
        "law_indicators": law_indicators,
        "soilex": soilex.shown_soilex,
    },
    empty="no-laws",
    left_out=has_nothing,
)
