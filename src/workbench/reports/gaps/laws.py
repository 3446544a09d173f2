"""Laws on file: by topic with their stage, and how that changed since the round before."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.findings import frame_of
from workbench.inputs.tables import TABLES, typed
from workbench.reports.gaps import definitions_on_file as definitions
from workbench.reports.gaps.scopes import Scope
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
    now = standing(laws, wave)
    found: dict[str, dict[str, str]] = {}
    for iso3, name, topic in _tuples(
        now[now["stage"].isin(IN_FORCE)], ["iso3", "instrument", "topic"]
    ):
        found.setdefault(iso3, {})[name] = topic
    return found


def laws_of(laws: pd.DataFrame, waves: tuple[str, str], iso3s: Sequence[str]) -> pd.DataFrame:
    """One row a law on file of some countries: its stage now and in the round before.

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
    earlier = of_page[of_page["wave"] == before] if before else of_page.head(0)
    stages = {tuple(row[:-1]): str(row[-1]) for row in _tuples(earlier, [*SAME_LAW, "stage"])}
    listed = set(earlier["iso3"])
    rows = {
        f"{law['iso3']}:{number}": _law_row(law, stages, listed, before)
        for number, law in enumerate(
            standing(of_page, now).sort_values(SAME_LAW).to_dict(orient="records"), start=1
        )
    }
    return frame_of(rows, definitions.LAWS)


def topics(laws: pd.DataFrame, wave: str, scopes: Sequence[Scope], area: str) -> pd.DataFrame:
    """One row a topic and scope: how many countries have a law on file, and in force."""
    listed = [iso3 for scope in scopes for iso3 in scope.countries]
    now = standing(laws[laws["iso3"].isin(listed)], wave)
    rows = {}
    for topic in sorted(now["topic"].unique()):
        of_topic = now[now["topic"] == topic]
        in_force = of_topic[of_topic["stage"].isin(IN_FORCE)]
        own = of_topic.loc[of_topic["iso3"] == area, "stage"]
        for scope in scopes:
            rows[f"{topic}@{scope.code}"] = {
                "topic": _words(topic),
                "own_stage": _words(max(own, key=STAGES.index)) if len(own) else "",
                "scope": scope.code,
                "scope_name": scope.name,
                "n_countries": of_topic.loc[
                    of_topic["iso3"].isin(scope.countries), "iso3"
                ].nunique(),
                "n_in_force": in_force.loc[
                    in_force["iso3"].isin(scope.countries), "iso3"
                ].nunique(),
                "n_listed": len(scope.countries),
            }
    return frame_of(rows, definitions.LAW_TOPICS)


def _law_row(
    law: Mapping[Hashable, Any],
    stages: dict[tuple[str, ...], str],
    listed: set[str],
    wave_before: str,
) -> dict[str, object]:
    """Cells of a law."""
    before = stages.get(tuple(str(law[column]) for column in SAME_LAW), "")
    stage = str(law["stage"])
    year = law["year"]
    return {
        "name": places.place_name(str(law["iso3"])),
        "topic": _words(law["topic"]),
        "instrument": law["instrument"],
        "level": law["level"],
        "stage": _words(stage),
        "before": _words(before),
        "change": _change(before, stage, again=law["wave"] != wave_before)
        if law["iso3"] in listed
        else UNKNOWN,
        "year": str(int(year)) if pd.notna(year) else "",
        "record": law["record_id"] if pd.notna(law["record_id"]) else "",
        "verified": law["verified"],
    }


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


def _tuples(rows: pd.DataFrame, columns: list[str]) -> list[tuple[str, ...]]:
    """Cells of some columns, row by row."""
    return [tuple(map(str, row)) for row in rows[columns].itertuples(index=False, name=None)]
