"""Laws that are recorded: those of the store, and of the vocabulary where it has none."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from workbench.store.surveys import Legislation
from workbench.store.tables import typed
from workbench.vocabulary.laws.recorded import laws as known_laws

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
