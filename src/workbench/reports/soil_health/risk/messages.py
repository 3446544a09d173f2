"""What is said and shown of the screening of health risk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.findings.rows import Tables
from workbench.presentation.html import HtmlTable
from workbench.presentation.table import as_table
from workbench.reports.soil_health.risk.tables import (
    ALL_ORGANS,
    HAZARD,
    HIGHEST_INDEX,
    RISK,
    YES,
    Hazard,
    Risk,
)
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

SCREEN, FLIPS = "screen", "flips"
KEY, OTHER = "risk", "hazard"  # measures of what is a key message, and of what is not
ABOVE = {one: Message("soil-hazard-above", Hazard, one) for one in (KEY, OTHER)}
NOT_ABOVE = {one: Message("soil-hazard-not-above", Hazard, one) for one in (KEY, OTHER)}
CANCER = {one: Message("soil-cancer-risk", Hazard, one) for one in (KEY, OTHER)}
LEAD = Message("soil-lead", Risk, "lead")
MESSAGES: tuple[Message[Any], ...] = (*ABOVE.values(), *CANCER.values(), *NOT_ABOVE.values(), LEAD)


def say(tables: Tables) -> Iterator[Said]:
    """Say each hazard index and cancer risk over all organs, and where lead stands."""
    for name, one in tables.of(HAZARD).items():
        if one.organ == ALL_ORGANS:
            main = "ilcr" if one.hi is None else "hi"
            grade = FLIPS if one.flips == YES else SCREEN
            yield said(_message(one), HAZARD, name, grade=grade, main=main)
    for name, lead in tables.of(RISK).items():
        if lead.screening_mg_kg is not None:
            yield said(LEAD, RISK, name, grade=SCREEN, main="exposure_mg_kg")


def _message(one: Hazard) -> Message[Hazard]:
    """Choose what to say of a hazard index or cancer risk."""
    measure = KEY if one.key == YES else OTHER
    if one.hi is None:
        return CANCER[measure]
    return (ABOVE if one.hi > HIGHEST_INDEX else NOT_ABOVE)[measure]


def hazard(tables: Tables, words: Words) -> HtmlTable:
    """Show the hazard indices without those of single organs of adults."""
    shown = tables.filled(HAZARD).kept(
        lambda one: one.receptor != "adult" or one.organ == ALL_ORGANS
    )
    return as_table(shown, words, notes=words.plain("soil-organs-of-adults"))
