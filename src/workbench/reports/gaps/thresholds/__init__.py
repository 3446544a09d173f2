"""Thresholds: what is recorded of a country, what only others have, and how values compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from workbench.findings.tables import AnyFilled, Tables
from workbench.presentation.html import HtmlTable, Text, html_table
from workbench.presentation.shown_table import MoreRows, as_table
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.overview import area_of, is_country, is_silent
from workbench.reports.gaps.basis.recorded import (
    TO_CHECK,
    TO_SEND,
    YES,
    ComparedAnswer,
    Difference,
    compared,
    differing_list,
    differing_number,
    say_compared,
)
from workbench.reports.gaps.basis.scopes import Pivot, by_scope
from workbench.reports.gaps.phrases import CombinationsRecorded, NoValueRecorded, ValuesRecorded
from workbench.reports.gaps.thresholds import coverage, rows
from workbench.reports.gaps.thresholds.coverage import COVERAGE
from workbench.reports.gaps.thresholds.rows import (
    COMPARISON,
    THRESHOLD_OVERVIEW,
    THRESHOLDS,
    THRESHOLDS_BESIDE,
    ComparedValue,
    RecordedThreshold,
    ThresholdCounts,
)
from workbench.reports.own_thresholds import ValuesOnFile
from workbench.reports.report import Section, only
from workbench.vocabulary.laws.thresholds import ALL_LAND_USES, ThresholdRow
from workbench.vocabulary.substances import substance
from workbench.vocabulary.survey.items import (
    AGRICULTURAL,
    METALS,
    PESTICIDES,
    survey_land_use,
    survey_substance,
)
from workbench.words.messages import Message
from workbench.words.numbers import NO_BREAK
from workbench.words.said import Said, said
from workbench.words.wording import Words

ABOUT = {
    "thr_metals_agri": (METALS, True),
    "thr_metals_other": (METALS, False),
    "thr_pesticides_agri": (PESTICIDES, True),
    "thr_pesticides_other": (PESTICIDES, False),
}
VALUES = "values"


def differing_answers(basis: Basis) -> dict[str, ComparedAnswer]:
    """Answers of the countries of a page on thresholds that are not what is recorded."""
    rows: dict[str, ComparedAnswer] = {}
    for iso3 in basis.iso3s:
        if iso3 in basis.given:
            answers = basis.given[iso3]
            found = _thresholds(answers, iso3, basis.on_file)
            rows |= compared(iso3, answers, found, every=basis.is_country)
    return rows


def _thresholds(
    answers: Mapping[str, str], iso3: str, on_file: ValuesOnFile
) -> Iterator[Difference]:
    """Answers of a country on thresholds that are not what is recorded."""
    values = on_file.of(iso3)
    rows = [row for found in values.values() for row in found]
    unread = [row for found in on_file.of(iso3, verified=False).values() for row in found]
    for item, (groups, agricultural) in ABOUT.items():
        there, not_verified = (
            [row for row in some if _is_about(row, groups, agricultural=agricultural)]
            for some in (rows, unread)
        )
        yield from _yes_or_no(item, answers.get(item, ""), there, not_verified)
    if answers.get("thr_talks") == "none" and rows:
        yield Difference("thr_talks", _recorded(rows), TO_CHECK)
    codes = {survey_substance(row.substance) for row in rows}
    yield from differing_list("thr_substances", answers, codes, VALUES)
    uses = {survey_land_use(row.land_use) for row in rows if row.land_use != ALL_LAND_USES}
    for_all = any(row.land_use == ALL_LAND_USES for row in rows)
    yield from differing_list("thr_land_uses", answers, uses, VALUES, everything=for_all)
    recorded = CombinationsRecorded(n_values=len(values))
    yield from differing_number("thr_number", answers, len(values), recorded)


def _is_about(row: ThresholdRow, groups: Sequence[str], *, agricultural: bool) -> bool:
    """Whether a value is for a group of substances, in farmed soil or under other uses."""
    farmed = row.land_use in AGRICULTURAL
    fits = row.land_use == ALL_LAND_USES or farmed == agricultural
    return fits and substance(row.substance).group in groups


def _yes_or_no(
    item: str, answer: str, there: Sequence[ThresholdRow], not_verified: Sequence[ThresholdRow]
) -> Iterator[Difference]:
    """Find a no where values are recorded, or a yes where none is."""
    if answer == "no" and there:
        yield Difference(item, _recorded(there), TO_CHECK)
    if answer in YES and not there:
        yield Difference(item, NoValueRecorded(n_not_verified=len(not_verified)), TO_SEND)


def _recorded(rows: Sequence[ThresholdRow]) -> ValuesRecorded:
    """Say how many values are recorded, and of which laws."""
    laws = "; ".join(sorted({row.instrument for row in rows}))
    return ValuesRecorded(n_values=len(rows), laws=laws)


MOST = 5  # values that are furthest from those of the others
OF_COUNTRY = Message("thresholds-of-country", ThresholdCounts, "thresholds_on_file")
OF_REGION = Message("thresholds-of-region", ThresholdCounts, "thresholds_on_file")
VALUE = Message("value-compared", ComparedValue, "value_beside")
ANSWER = Message("answer-on-thresholds", ComparedAnswer, "answer_beside_thresholds")
CELL = Message("threshold-cell", RecordedThreshold)
VALUE_CELL = Message("value-cell", ComparedValue)
RECORDED = (OF_COUNTRY, OF_REGION)
MESSAGES = (*RECORDED, VALUE, ANSWER, CELL, VALUE_CELL, coverage.MAP)


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


def thresholds(tables: Tables, words: Words) -> HtmlTable | Text:
    """Show substance by land use: what is recorded, missing, and how many others have a value.

    Of a country that did not answer and has no value, that is said in a sentence.
    """
    if (
        is_silent(tables)
        and is_country(tables)
        and not only(tables, THRESHOLD_OVERVIEW)[1].n_values
    ):
        return Text("")
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


def beside(tables: Tables, words: Words) -> HtmlTable | Text:
    """Show answers that differ from what is recorded; without an answer there is none."""
    return Text("") if is_silent(tables) else as_table(tables.filled(THRESHOLDS_BESIDE), words)


def comparison(tables: Tables, words: Words) -> HtmlTable | Text:
    """Show each own value compared with the values of the other countries."""
    if is_silent(tables) and not tables.of(COMPARISON):
        return Text("")
    about = ("substance", "land_use", "value_type", "fraction", "fraction_basis", "years")
    pivot: Pivot[ComparedValue] = Pivot(
        (*about, "own_mg_kg"),
        lambda _: VALUE_CELL,
        "comparison-note",
        empty="" if is_country(tables) else "comparison-of-countries",
    )
    return by_scope(tables.filled(COMPARISON), pivot, words)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Count and compare the thresholds of the countries of the page."""
    scopes, area, on_file = basis.scopes, basis.area, basis.on_file
    found = rows.thresholds(scopes, area, on_file)
    yield THRESHOLD_OVERVIEW.filled({area: rows.overview(found, scopes, area, on_file)})
    yield THRESHOLDS.filled(found)
    yield COMPARISON.filled(rows.comparison(scopes, area, on_file))
    yield THRESHOLDS_BESIDE.filled(differing_answers(basis))
    yield COVERAGE.filled(coverage.coverage(basis.iso3s, on_file))


def has_nothing(tables: Tables) -> bool:
    """Whether the country did not answer and has no value: a key message says so."""
    return is_silent(tables) and not only(tables, THRESHOLD_OVERVIEW)[1].n_values


SECTION: Section[Basis] = Section(
    name="thresholds",
    tables=(THRESHOLD_OVERVIEW, THRESHOLDS, COMPARISON, THRESHOLDS_BESIDE, COVERAGE),
    compute=compute,
    say=say,
    listed=listed,
    messages=MESSAGES,
    left_out=has_nothing,
    figures={"threshold_map": coverage.drawn},
    views={
        "thresholds": thresholds,
        "comparison": comparison,
        "thresholds_beside": beside,
        "threshold_coverage": coverage.shown,
    },
)
