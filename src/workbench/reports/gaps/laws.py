"""Laws on file: by topic with their stage, and how that changed since the round before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from workbench.findings.rows import Table, code, count, row, text
from workbench.inputs.tables import TABLES, typed
from workbench.reports.gaps.scopes import OfScope, Scope
from workbench.vocabulary import places
from workbench.vocabulary.laws import laws as known_laws

STAGES = next(column.allowed for column in TABLES["legislation"] if column.name == "stage")
IN_FORCE = ("in_force", "implemented", "enforced")
SAME_LAW = ["iso3", "topic", "instrument", "level"]
UNKNOWN = "not known"  # no list of the round before
VOCABULARY = "the workbench's table of laws"
NEW = "new"
NOT_TOLD = "not in the list of this round"
AS_BEFORE = "as before"
FURTHER = "moved on"
BACK = "moved back"


@row
class Law:
    """A law on file: its stage now and in the round before."""

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
    """A topic in a scope: how many countries have a law on file, and in force."""

    topic: str = code("law-topic", "topic", "Topic")
    own_stage: str = code(
        "law-stage", "furthest stage of the country", "Furthest stage of the country"
    )
    n_countries: int = count("countries there with an instrument on file")
    n_in_force: int = count("of those, with one in force")
    n_listed: int = count("countries there")


LAWS = Table("laws", Law, "Laws on file", "No law is on file.", most=40)
LAW_TOPICS = Table("law_topics", LawTopic, "Laws on file by topic", "No law is on file.")


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


def on_file(delivered: pd.DataFrame) -> pd.DataFrame:
    """Laws of the store, and the verified ones of the vocabulary for countries it has none of."""
    listed = set(delivered["iso3"])
    known = [
        {
            **{column: getattr(law, column) for column in SAME_LAW},
            "stage": law.stage,
            "year": float(law.year) if law.year else None,
            "link": law.link or None,
            "record_id": law.record_id or None,
            "verified": law.verified,
            "source_file": VOCABULARY,
            "source_row": number,
        }
        for number, law in enumerate(known_laws(), start=2)
        if law.verified == "yes" and law.stage in STAGES and law.iso3 not in listed
    ]
    return pd.concat([delivered, typed("legislation", pd.DataFrame(known))], ignore_index=True)


def standing(laws: pd.DataFrame, wave: str) -> pd.DataFrame:
    """Laws as they are in a round, each once: as told in it or last before it.

    What was told without a round is taken for how things are now, unless the round says otherwise.
    """
    rows = laws.assign(wave=laws["wave"].fillna(""))
    told = (rows[rows["wave"] <= wave] if wave else rows).sort_values("wave", kind="stable")
    return told.drop_duplicates(SAME_LAW, keep="last")


def in_force(laws: pd.DataFrame, wave: str) -> dict[str, dict[str, str]]:
    """Laws in force in a round by country: name and topic."""
    found: dict[str, dict[str, str]] = {}
    for law in _listed(standing(laws, wave)):
        if law.stage in IN_FORCE:
            found.setdefault(law.iso3, {})[law.instrument] = law.topic
    return found


def laws_of(laws: pd.DataFrame, waves: tuple[str, str], iso3s: Sequence[str]) -> dict[str, Law]:
    """Laws on file of some countries: their stage now and in the round before.

    Parameters
    ----------
    laws : DataFrame
        Rows of the table `legislation`.
    waves : tuple of two str
        Round before, and round of the report.
    iso3s : sequence of str
        Countries that the page is about.
    """
    before, now = waves
    of_page = laws[laws["iso3"].isin(list(iso3s))]
    earlier = [law for law in _listed(of_page) if before and law.wave == before]
    stages = {law.key: law.stage for law in earlier}
    countries = {law.iso3 for law in earlier}
    ordered = _listed(standing(of_page, now).sort_values(SAME_LAW))
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
    """How many countries of each scope have a law on file on each topic, and in force."""
    listed = [iso3 for scope in scopes for iso3 in scope.countries]
    now = _listed(standing(laws[laws["iso3"].isin(listed)], wave))
    return {
        f"{topic}@{scope.code}": _topic([law for law in now if law.topic == topic], scope, area)
        for topic in sorted({law.topic for law in now})
        for scope in scopes
    }


def _listed(laws: pd.DataFrame) -> list[Listed]:
    """Rows of a table of laws, each as what it is."""
    cells = laws[list(Listed._fields)].itertuples(index=False, name=None)
    return [Listed(*one) for one in cells]


def _topic(laws: Sequence[Listed], scope: Scope, area: str) -> LawTopic:
    """Count the countries of a scope with a law on a topic."""
    own = [law.stage for law in laws if law.iso3 == area]
    there = [law for law in laws if law.iso3 in scope.countries]
    return LawTopic(
        scope=scope.code,
        scope_name=scope.name,
        topic=_words(laws[0].topic),
        own_stage=_words(max(own, key=STAGES.index)) if own else "",
        n_countries=len({law.iso3 for law in there}),
        n_in_force=len({law.iso3 for law in there if law.stage in IN_FORCE}),
        n_listed=len(scope.countries),
    )


def _law(law: Listed, before: str, change: str) -> Law:
    """Row of a law."""
    return Law(
        name=places.place_name(law.iso3),
        topic=_words(law.topic),
        instrument=law.instrument,
        level=law.level,
        stage=_words(law.stage),
        before=_words(before),
        change=change,
        year=str(int(law.year)) if pd.notna(law.year) else "",
        record=law.record_id if pd.notna(law.record_id) else "",
        verified=law.verified,
    )


def _change(before: str, stage: str, *, again: bool) -> str:
    """Say how a stage changed."""
    if not again:
        return NOT_TOLD
    if not before:
        return NEW
    steps = STAGES.index(stage) - STAGES.index(before)
    return FURTHER if steps > 0 else BACK if steps < 0 else AS_BEFORE


def _words(code: str) -> str:
    """Stage or topic as a reader has it."""
    return code.replace("_", " ")
