"""What is counted, contradicts itself or asks for action in the survey of gaps, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbench.vocabulary.table import read_rows


@dataclass(frozen=True)
class Indicator:
    """One indicator of INSOP's action plan.

    Attributes
    ----------
    indicator, meaning : str
        Code, and what is counted.
    unit_of_analysis : {"country", "laboratory"}
        What it is counted over.
    item_id : str
        Item whose answers are counted.
    counted : tuple of str
        Codes that count towards the target.
    of_each : str
        `region` where the target holds in each region; empty: over all.
    target : float or None
        Share, or number where `of_each` is given; None where the plan has none.
    due : str
        Year in which it is due, or the plan's words for when; empty where it has none.
    note, source, verified : str
        What this project decided, where it is from, and whether it was read there.
    """

    indicator: str
    meaning: str
    unit_of_analysis: str
    item_id: str
    counted: tuple[str, ...]
    of_each: str
    target: float | None
    due: str
    note: str
    source: str
    verified: str


@dataclass(frozen=True)
class Contradiction:
    """A rule: where `condition` holds for a response, `contradiction` must not.

    Both are conditions of `survey_conditions` on items, and on `role` and `wave`.
    """

    rule: str
    condition: str
    contradiction: str
    sentence: str
    source: str
    verified: str


@dataclass(frozen=True)
class Action:
    """What is recommended where a condition holds for a country, and who would see to it."""

    action_id: str
    item_id: str
    condition: str
    action: str
    working_group: str
    indicator: str
    source: str
    verified: str


@cache
def survey_indicators() -> dict[str, Indicator]:
    """Give the indicators by code.

    Examples
    --------
    >>> survey_indicators()["LAB_AWARE"].target, survey_indicators()["CTRY_ADOPT"].target
    (0.8, None)
    """
    return {row["indicator"]: _indicator(row) for row in read_rows("survey_indicators")}


@cache
def survey_contradictions() -> dict[str, Contradiction]:
    """Give the rules C1 to C6 by code."""
    return {row["rule"]: Contradiction(**row) for row in read_rows("survey_contradictions")}


@cache
def survey_actions() -> tuple[Action, ...]:
    """Give the recommended actions, in the order of the questions."""
    return tuple(Action(**row) for row in read_rows("survey_actions"))


def _indicator(row: dict[str, str]) -> Indicator:
    """One indicator from its row."""
    return Indicator(
        indicator=row["indicator"],
        meaning=row["meaning"],
        unit_of_analysis=row["unit_of_analysis"],
        item_id=row["item_id"],
        counted=tuple(row["counted"].split()),
        of_each=row["of_each"],
        target=float(row["target"]) if row["target"] else None,
        due=row["due"],
        note=row["note"],
        source=row["source"],
        verified=row["verified"],
    )
