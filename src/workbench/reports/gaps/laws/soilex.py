"""Records of SoiLEX compared with the answers: who is in it, who answered, who only did one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from workbench.findings.rows import code, count, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.presentation.html import HtmlTable, Text
from workbench.presentation.shown_table import as_table
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.overview import is_country
from workbench.reports.gaps.basis.scopes import OfScope, Scope, is_nearest
from workbench.store.surveys import SoilexRecords
from workbench.vocabulary import places
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

ASKED = "legislation"
NAMED_IN = ("leg_ref", "thr_ref")  # items that name a record or an address
BOTH, RECORD_ALONE, ANSWER_ALONE, NEITHER = "both", "record", "answer", "neither"
YES = ("yes", "partial")


@row
class SoilexCountry:
    """A country: its records in SoiLEX, its answer on legislation, and what follows."""

    name: str = text("country", "Country")
    state: str = code("soilex-state", "whether it is in SoiLEX, and whether it answered", "State")
    answer: str = code("answer", "answer on legislation; empty for none", "Answer")
    n_records: int = count("records of SoiLEX on soil pollution", "Records")
    n_cited: int = count("of those, that the answer names by number or address", "Cited")
    titles: str = text("titles of the records")
    to_do: str = code("soilex-to-do", "what follows; empty for nothing", "What to do")


@row
class SoilexCounts(OfScope):
    """Countries of a scope by what SoiLEX and the survey have of them."""

    n_listed: int = count("countries there")
    n_both: int = count("in SoiLEX and answered")
    n_record: int = count("in SoiLEX, not answered")
    n_answer: int = count("answered, not in SoiLEX")
    n_neither: int = count("neither in SoiLEX nor answered")
    n_records: int = count("records of SoiLEX")
    n_cited: int = count("of those, that an answer names")


SOILEX = Table(
    "soilex",
    SoilexCountry,
    "SoiLEX records compared with the answers",
    "No country of the page has a record of SoiLEX in the database, or answered.",
    most=8,
)
SOILEX_COUNTS = Table("soilex_counts", SoilexCounts, "SoiLEX and the survey", "No list of records.")
COUNTS = Message("soilex-counts", SoilexCounts, "soilex")
OWN = Message("soilex-own", SoilexCountry, "soilex_own")
MESSAGES = (COUNTS, OWN)


class _Record(NamedTuple):
    """A record of a country: its title, and by what an answer may name it."""

    title: str
    names: frozenset[str]


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Match the records of SoiLEX with the answers on legislation; nothing without records."""
    records = _records(basis.soilex) if len(basis.soilex) else {}
    listed = {iso3 for scope in basis.scopes for iso3 in scope.countries} | {*basis.iso3s}
    known = {
        iso3: _country(iso3, records.get(iso3, ()), basis.given.get(iso3, {}))
        for iso3 in sorted(listed if records else ())
    }
    shown = {iso3: known[iso3] for iso3 in basis.iso3s if iso3 in known}
    told = {iso3: one for iso3, one in shown.items() if one.state != NEITHER or basis.is_country}
    yield SOILEX.filled(told)
    counted = basis.scopes if records else ()
    yield SOILEX_COUNTS.filled({scope.code: _counts(scope, known) for scope in counted})


def _records(rows: pd.DataFrame) -> dict[str, tuple[_Record, ...]]:
    """Give the records by country, each once by its number."""
    found: dict[str, dict[str, _Record]] = {}
    columns = [SoilexRecords.iso3, SoilexRecords.record_id, SoilexRecords.title, SoilexRecords.link]
    for iso3, number, title, link in rows[columns].fillna("").itertuples(index=False, name=None):
        names = frozenset(_plain(name) for name in (number, link) if name)
        found.setdefault(iso3, {}).setdefault(_plain(number), _Record(title, names))
    return {iso3: tuple(of_country.values()) for iso3, of_country in found.items()}


def _plain(name: str) -> str:
    """Strip a number or an address of what does not tell it from another.

    Examples
    --------
    >>> _plain("https://www.fao.org/law/ ") == _plain("http://fao.org/law")
    True
    """
    bare = name.strip().casefold().rstrip("/")
    for start in ("https://", "http://", "www."):
        bare = bare.removeprefix(start)
    return bare


def _country(iso3: str, records: Sequence[_Record], answers: Mapping[str, str]) -> SoilexCountry:
    """Row of a country."""
    answer = answers.get(ASKED, "")
    cited = {_plain(answers[item]) for item in NAMED_IN if item in answers}
    state = (NEITHER, ANSWER_ALONE, RECORD_ALONE, BOTH)[2 * bool(records) + bool(answer)]
    return SoilexCountry(
        name=places.place_name(iso3),
        state=state,
        answer=answer,
        n_records=len(records),
        n_cited=sum(_is_cited(one, cited) for one in records),
        titles="; ".join(one.title for one in records),
        to_do=_to_do(state, answer),
    )


def _is_cited(record: _Record, cited: set[str]) -> bool:
    """Whether an answer names a record: by its number, its address, or an address with its number.

    A number is taken whole, so that LEX-FAOC12 is not found in LEX-FAOC123.
    """
    if record.names & cited:
        return True
    words = {word for name in cited for word in name.replace("=", "/").split("/")}
    return not words.isdisjoint(record.names)


def _to_do(state: str, answer: str) -> str:
    """Say what follows from a state: ask, send to SoiLEX, check, or nothing."""
    if state == RECORD_ALONE:
        return "ask"
    if state == ANSWER_ALONE and answer in YES:
        return "send"
    return "check" if state == BOTH and answer == "no" else ""


def _counts(scope: Scope, known: Mapping[str, SoilexCountry]) -> SoilexCounts:
    """Count the countries of a scope by state."""
    there = [known[iso3] for iso3 in scope.countries]
    states = [one.state for one in there]
    return SoilexCounts(
        scope=scope.code,
        scope_name=scope.name,
        n_listed=len(there),
        n_both=states.count(BOTH),
        n_record=states.count(RECORD_ALONE),
        n_answer=states.count(ANSWER_ALONE),
        n_neither=states.count(NEITHER),
        n_records=sum(one.n_records for one in there),
        n_cited=sum(one.n_cited for one in there),
    )


def say(tables: Tables) -> Iterator[Said]:
    """Tell the state of the country, then how many countries of the nearest scope are in each."""
    if is_country(tables):
        for name in tables.of(SOILEX):
            yield said(OWN, SOILEX, name)
    rows = tables.of(SOILEX_COUNTS)
    for name in rows:
        if is_nearest(rows, name):
            yield said(COUNTS, SOILEX_COUNTS, name, main="n_both")


def shown_soilex(tables: Tables, words: Words) -> HtmlTable | Text:
    """Show each country of a region that is in SoiLEX or answered; one country is a sentence."""
    if is_country(tables) or not tables.of(SOILEX_COUNTS):
        return Text("")
    return as_table(tables.filled(SOILEX), words, notes=words.plain("soilex-note"))
