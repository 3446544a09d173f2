"""What is counted, contradicts itself or asks for action in the survey of gaps, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.vocabulary.fields import Given, Spaced, Standing
from workbench.vocabulary.table import CsvTable


@dataclass(frozen=True)
class InsopIndicator:
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
    meaning: Given
    unit_of_analysis: Literal["country", "laboratory"]
    item_id: Given
    counted: Spaced
    of_each: Literal["", "region"]
    target: float | None
    due: str
    note: str
    source: Given
    verified: Standing

    def counts(self, answer: str) -> bool:
        """Whether an answer counts towards the target; of a multiple choice one code suffices.

        Examples
        --------
        >>> survey_indicators()["TRAIN_ATTENDED"].counts("symposium course")
        True
        >>> survey_indicators()["CTRY_ADOPT"].counts("talks")
        False
        """
        return not set(self.counted).isdisjoint(answer.split())


@dataclass(frozen=True)
class ContradictionRule:
    """A rule: where `condition` holds for a response, `contradiction` must not.

    Both are conditions of `survey_conditions` on items, and on `role` and `wave`.
    """

    rule: str
    condition: Given
    contradiction: Given
    sentence: Given
    source: Given
    verified: Standing


@dataclass(frozen=True)
class RecommendedAction:
    """What is recommended where a condition holds for a country, and who would see to it."""

    action_id: str
    item_id: Given
    condition: Given
    action: Given
    working_group: Given
    indicator: str
    source: Given
    verified: Standing


survey_indicators = CsvTable("survey_indicators", InsopIndicator, key="indicator").by_key
"""Indicators by code."""
survey_contradictions = CsvTable("survey_contradictions", ContradictionRule, key="rule").by_key
"""Rules C1 to C6 by code."""
survey_actions = CsvTable("survey_actions", RecommendedAction, key="action_id").rows
"""Recommended actions, in the order of the questions."""
