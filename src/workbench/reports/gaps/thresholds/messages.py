"""Tells what is recorded on thresholds, and shows it by substance and land use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from workbench.findings.rows import Tables
from workbench.presentation.html import HtmlTable, html_table
from workbench.presentation.table import MoreRows
from workbench.reports.gaps.basis.pivot import Pivot, by_scope
from workbench.reports.gaps.basis.recorded import ComparedAnswer, say_compared
from workbench.reports.gaps.overview import area_of, is_country
from workbench.reports.gaps.thresholds.tables import (
    COMPARISON,
    THRESHOLD_OVERVIEW,
    THRESHOLDS,
    THRESHOLDS_BESIDE,
    ComparedValue,
    Threshold,
    ThresholdCounts,
)
from workbench.words.messages import Message
from workbench.words.percentages import NO_BREAK
from workbench.words.said import Said, said
from workbench.words.wording import Words

MOST = 5  # values that are furthest from those of the others
OF_COUNTRY = Message("thresholds-of-country", ThresholdCounts, "thresholds_on_file")
OF_REGION = Message("thresholds-of-region", ThresholdCounts, "thresholds_on_file")
VALUE = Message("value-compared", ComparedValue, "value_beside")
ANSWER = Message("answer-on-thresholds", ComparedAnswer, "answer_beside_thresholds")
CELL = Message("threshold-cell", Threshold)
VALUE_CELL = Message("value-cell", ComparedValue)
RECORDED = (OF_COUNTRY, OF_REGION)
MESSAGES = (*RECORDED, VALUE, ANSWER, CELL, VALUE_CELL)


def say(tables: Tables) -> Iterator[Said]:
    """Tell how many values are recorded or missing, how they compare, and answers that differ."""
    country = is_country(tables)
    for name in tables.of(THRESHOLD_OVERVIEW):
        message, main = (OF_COUNTRY, "n_values") if country else (OF_REGION, "n_countries")
        yield said(message, THRESHOLD_OVERVIEW, name, main=main)
    for name in _furthest(tables):
        yield said(VALUE, COMPARISON, name, main="own_mg_kg")
    yield from say_compared(ANSWER, THRESHOLDS_BESIDE, tables)


def listed(_: Tables, spoken: Sequence[Said]) -> list[Said]:
    """List what is recorded and how it compares; answers that differ are in a table."""
    return [one for one in spoken if one.message is not ANSWER]


def _furthest(tables: Tables) -> list[str]:
    """Values that are furthest from those of all other countries."""
    counts = tables.of(THRESHOLD_OVERVIEW).get(area_of(tables))
    whole = counts and counts.whole_name
    rows = tables.of(COMPARISON).items()
    return [row for row, one in rows if one.n_countries and one.scope_name == whole][:MOST]


def thresholds(tables: Tables, words: Words) -> HtmlTable:
    """Show substance by land use: what is recorded, missing, and how many others have a value."""
    rows = tables.of(THRESHOLDS).values()
    cells: dict[str, dict[str, str]] = {}
    for one in rows:
        cell = words.sentence(CELL, one).text.replace(" ", NO_BREAK)
        cells.setdefault(one.substance, {})[one.land_use] = cell
    land_uses = sorted({one.land_use for one in rows})
    headings = {use: words.code("land-use", use) for use in land_uses}
    first = words.heading(THRESHOLDS, THRESHOLDS.columns["substance"])
    lines = [
        {first: substance} | {headings[use]: of_uses.get(use, "") for use in land_uses}
        for substance, of_uses in cells.items()
    ]
    legend = "thresholds-note" if is_country(tables) else "thresholds-note-region"
    notes, rest = words.plain(legend), len(lines) - THRESHOLDS.most
    if rest > 0:
        notes += " " + words.phrase(MoreRows(n_rows=rest, file=f"{THRESHOLDS.name}.csv"))
    return html_table(
        pd.DataFrame(lines[: THRESHOLDS.most]),
        caption=words.title(THRESHOLDS),
        notes=notes,
        empty=words.empty(THRESHOLDS),
        missing=words.plain("cell-no-value"),
    )


def comparison(tables: Tables, words: Words) -> HtmlTable:
    """Show each own value compared with the values of the other countries."""
    about = ("substance", "land_use", "value_type", "fraction", "fraction_basis", "years")
    pivot: Pivot[ComparedValue] = Pivot(
        (*about, "own_mg_kg"),
        lambda _: VALUE_CELL,
        "comparison-note",
        empty="" if is_country(tables) else "comparison-of-countries",
    )
    return by_scope(tables.filled(COMPARISON), pivot, words)
