"""What is said, drawn and shown of contaminants compared with backgrounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from workbench.findings.rows import Tables
from workbench.presentation import charts
from workbench.presentation.figure import Drawn, captioned, drawn
from workbench.presentation.html import HtmlTable, Picture, Text
from workbench.presentation.style import DETECT, GRADES, NON_DETECT
from workbench.presentation.table import as_table
from workbench.reports.report import only
from workbench.reports.soil_health.contamination.tables import (
    CONTAMINATION,
    FIRST_INDEX,
    FLIPS,
    SUBSTANCES,
    CombinedIndex,
    ComparedContent,
)
from workbench.reports.soil_health.overview import OVERVIEW, Overview
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

OF_ENRICHMENT = ("ef", "ef_class", "ef_correlation")
MARKS = (DETECT, NON_DETECT, *GRADES.values())  # of backgrounds, in their order
LIKE_BACKGROUND = 1.0
AS_WRITTEN = ".3g"  # digits of a number in a sentence
NO_BACKGROUND = Message("soil-no-background", Overview, "no-background")
FLIPPING = Message("soil-depends-on-background", Overview, "flips")
FORMS = ("exact", "at-most", "between")  # of a median, by what non-detects leave open
FIRST = {form: Message(f"soil-index-{form}", CombinedIndex, "pollution") for form in FORMS}
OTHERS = {form: Message(f"soil-index-{form}", CombinedIndex, "other") for form in FORMS}
FACTORS = Message("figure-factors", Drawn)
FACTORS_ROW = Message("figure-factors-row", ComparedContent)
ENRICHMENT = Message("soil-no-enrichment", Overview)
ENRICHMENT_TITLE = Message("soil-enrichment", Overview)
MESSAGES: tuple[Message[Any], ...] = (
    NO_BACKGROUND,
    FLIPPING,
    *FIRST.values(),
    *OTHERS.values(),
    FACTORS,
    FACTORS_ROW,
    ENRICHMENT,
    ENRICHMENT_TITLE,
)


def say(tables: Tables) -> Iterator[Said]:
    """Say what depends on the background, then each index of several contaminants."""
    area, counts = only(tables, OVERVIEW)
    if counts.flipping:
        yield said(FLIPPING, OVERVIEW, area, grade="flips")
    if not counts.backgrounds:
        yield said(NO_BACKGROUND, OVERVIEW, area, grade="missing")
    for name, one in tables.of(CONTAMINATION).items():
        messages = FIRST if one.index == FIRST_INDEX else OTHERS
        grade = "flips" if one.flips == FLIPS else "fact"
        yield said(messages[_form(one)], CONTAMINATION, name, grade=grade, main="value")


def _form(one: CombinedIndex) -> str:
    """Choose how a median is said by what non-detects leave open, as far as digits tell it."""
    if one.value_lower is None or one.value is None:
        return "at-most"
    reads_alike = f"{one.value_lower:{AS_WRITTEN}}" == f"{one.value:{AS_WRITTEN}}"
    return "exact" if reads_alike else "between"


def factors(tables: Tables, words: Words) -> Picture | Text:
    """Draw the contamination factor of each contaminant for each background."""
    compared = [(one, one.cf) for one in tables.of(SUBSTANCES).values() if one.cf is not None]
    if not compared:
        return Text(words.plain("figure-factors-none"))
    by_substance: dict[str, list[tuple[float, int]]] = {}
    backgrounds = list(dict.fromkeys(one.background for one, _ in compared))
    for one, factor in compared:
        which = backgrounds.index(one.background)
        by_substance.setdefault(one.substance, []).append((factor, which))
    rows = [charts.dots.Row(name, values) for name, values in by_substance.items()]
    marks = [(MARKS[at % len(MARKS)], name) for at, name in enumerate(backgrounds)]
    axis = charts.dots.Axis(
        words.plain("axis-contamination-factor"), line=LIKE_BACKGROUND, number=words.numbers.plain
    )
    told = [words.sentence(FACTORS_ROW, one).text for one, _ in compared]
    figure = charts.dots.draw(rows, marks, axis)
    return captioned(figure, (FACTORS, drawn(tables, SUBSTANCES, len(compared))), told, words)


def contents(tables: Tables, words: Words) -> HtmlTable:
    """Show each contaminant with each background, and the indices of both."""
    headed = [one.name for one in SUBSTANCES.columns.values() if one.heading]
    columns = [name for name in headed if name not in OF_ENRICHMENT]
    return as_table(tables.filled(SUBSTANCES), words, columns=columns)


def enrichment(tables: Tables, words: Words) -> HtmlTable:
    """Show enrichment factors, where the reference element was measured."""
    _, counts = only(tables, OVERVIEW)
    shown = as_table(
        tables.filled(SUBSTANCES).kept(lambda one: one.ef is not None),
        words,
        columns=("substance", "background_id", *OF_ENRICHMENT),
        title=words.sentence(ENRICHMENT_TITLE, counts).text,
    )
    return replace(shown, empty=words.sentence(ENRICHMENT, counts).text)
