"""Tables of the page that have a column a region, or that differ between country and region."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import pandas as pd

from workbench.findings import Result
from workbench.presentation.html import HtmlTable, Text, html_table
from workbench.presentation.table import as_table
from workbench.presentation.wording import number
from workbench.reports.gaps import holes
from workbench.reports.gaps.holes import COMPARISON, THRESHOLDS, ComparedValue, Threshold
from workbench.reports.gaps.indicators import INDICATORS
from workbench.reports.gaps.judge import INDEX, MATRIX, CountryIndex, ItemAnswers
from workbench.reports.gaps.laws import LAW_TOPICS
from workbench.reports.gaps.named import HEALTH, INVENTORY, NAMED, Inventory
from workbench.reports.gaps.participation import CONFLICTS, CONTRADICTIONS
from workbench.reports.gaps.procedures import PROCEDURES, Extracted
from workbench.reports.gaps.programme import NATIONAL, PROGRAMMES, Programme
from workbench.reports.gaps.scopes import OfScope
from workbench.vocabulary import places
from workbench.vocabulary.percentages import NO_BREAK, percent

MOST_SUBSTANCES = 30
MOST_VALUES = 40
COMMON = ("aqua regia", "total", "any")
SIGNS = {
    holes.ON_FILE: "●",
    holes.FOR_ALL: "◐",
    holes.FOR_SOME: "◐",
    holes.NOT_VERIFIED: "?",
    holes.HOLE: "○",
}
NATIONAL_ELSEWHERE = (
    "National networks stand on the pages of regions and countries, and in programmes.csv."
)
REGION_LEGEND = (
    "Countries of the region that have a value; 0: only others have one on file, — nobody has."
)
LEGEND = (
    "● the number of values on file; ◐ a value that reaches this land use only in part or with "
    "others; ? on file, not verified; ○ hole; — nobody has one. In brackets: other countries that "
    "have a value, in the region, and in all."
)

S = TypeVar("S", bound=OfScope)
Cells = Mapping[str, Callable[[S], object]]  # by heading, from a row


def index(result: Result) -> HtmlTable:
    """Show the gap index of each country that answered, and always that of the page."""
    own = result.of(INDEX).get(result.area)

    def is_shown(one: CountryIndex) -> bool:
        return one.index is not None or one is own

    return as_table(result.filled("index"), keep=is_shown)


def doubts(result: Result) -> HtmlTable | Text:
    """Show for a region what does not go together, and where; a country's stand as sentences."""
    if places.is_country(result.area):
        return Text("")
    found: dict[str, list[str]] = {}
    for broken in result.of(CONTRADICTIONS).values():
        found.setdefault(broken.sentence, []).append(f"{broken.name} ({broken.role})")
    for one in result.of(CONFLICTS).values():
        answers = f"{one.role}: {one.answer}; {one.other_role}: {one.other_answer}"
        found.setdefault(one.question, []).append(f"{one.name} ({answers})")
    rows = [
        {"What": what, "Times": len(names), "Where": _each_once(names)}
        for what, names in found.items()
    ]
    return html_table(
        pd.DataFrame(rows),
        caption="To be checked: answers that do not go together",
        notes="Each stands in contradictions.csv or conflicts.csv.",
        empty="Nothing of this kind.",
    )


def _each_once(names: Sequence[str]) -> str:
    """Names, each once, with how often where that is more."""
    counts = {name: names.count(name) for name in names}
    return ", ".join(
        name if count == 1 else f"{name}, {count} times" for name, count in counts.items()
    )


def matrix(result: Result) -> HtmlTable:
    """Show each item: answer of the country, and how many of its region and of all say yes."""
    about: Cells[ItemAnswers] = {"Question": lambda one: one.question}
    if places.is_country(result.area):
        about = {**about, "Answer": lambda one: one.answer}
    return html_table(
        _by_scope(result.of(MATRIX), about, _yes),
        caption=MATRIX.title,
        notes="Yes of those that answered; in brackets what it could be, of all listed countries "
        "that it may apply to. Partly is no yes. matrix.csv has all counts, and the topics.",
        empty=MATRIX.empty,
    )


def _yes(one: ItemAnswers) -> str:
    """Yes of those that answered, and the range of all that could."""
    if one.n_frame is None:
        return one.interval_kind or ""
    if not one.n_answers:
        return "no answer"
    span = " to ".join(dict.fromkeys([percent(one.share_least), percent(one.share_most)]))
    return f"{one.n_yes} of {one.n_answers} ({span})"


def indicators(result: Result) -> HtmlTable:
    """Show the state of each indicator beside the state that no missing answer could change."""
    rows = [
        {
            "Indicator": one.meaning,
            "Of": one.scope_name,
            "State": one.state,
            "By those that answered": one.state_of_answers,
            "Whatever the others say": one.state_under_bounds,
            "Of answered": _limits(one.target, one.share_of_answers),
            "Weighted": _limits(one.target, one.share_weighted),
            "Allowing for chance": _limits(one.target, one.share_lower, one.share_upper),
            "Without assumptions": _limits(one.target, one.share_least, one.share_most),
        }
        for one in result.of(INDICATORS).values()
    ]
    return html_table(pd.DataFrame(rows), caption=INDICATORS.title, empty=INDICATORS.empty)


def _limits(target: float | None, *shares: float | None) -> str:
    """Share or its limits, told from the target; equal ones once, nothing where there are none."""
    known = (percent(share, target) for share in shares if share is not None)
    return " to ".join(dict.fromkeys(known))


def thresholds(result: Result) -> HtmlTable:
    """Show substance by land use: what is on file, holes, and how many others have a value."""
    rows = result.of(THRESHOLDS).values()
    cells: dict[str, dict[str, str]] = {}
    for one in rows:
        cells.setdefault(one.substance, {})[one.land_use] = _threshold(one)
    land_uses = sorted({one.land_use for one in rows})
    lines = [
        {"Substance": substance} | {use: of_uses.get(use, "") for use in land_uses}
        for substance, of_uses in cells.items()
    ]
    rest = len(lines) - MOST_SUBSTANCES
    more = f" {rest} more substances are in thresholds.csv." if rest > 0 else ""
    legend = LEGEND if places.is_country(result.area) else REGION_LEGEND
    return html_table(
        pd.DataFrame(lines[:MOST_SUBSTANCES]),
        caption=THRESHOLDS.title,
        notes=legend + more,
        empty=THRESHOLDS.empty,
    )


def _threshold(one: Threshold) -> str:
    """Cell of a substance and land use."""
    if not one.state:
        return str(one.n_near)
    values = f"{one.n_values} " if one.n_values else ""
    cell = f"{SIGNS[one.state]} {values}({one.n_near}, {one.n_whole})"
    return cell.replace(" ", NO_BREAK)


def comparison(result: Result) -> HtmlTable:
    """Show each own value beside the values of the other countries."""
    about: Cells[ComparedValue] = {
        "Substance": lambda one: one.substance,
        "Land use, kind of value": lambda one: f"{one.land_use}, {one.value_type}",
        "Fraction": lambda one: f"{one.fraction}, {one.fraction_basis}",
        "Year": lambda one: one.years,
        "Own value": lambda one: one.own_mg_kg,
    }
    table = _by_scope(result.of(COMPARISON), about, _others)
    rest = len(table) - MOST_VALUES
    more = f" {rest} more values are in comparison.csv." if rest > 0 else ""
    return html_table(
        table.head(MOST_VALUES),
        caption=COMPARISON.title,
        units={"Own value": COMPARISON.columns["own_mg_kg"].unit},
        formats={"Own value": number},
        notes="Median of the other countries, lowest and highest, and how many they are." + more,
        empty=COMPARISON.empty
        if places.is_country(result.area)
        else "They stand on the page of each country.",
    )


def _others(one: ComparedValue) -> str:
    """Values of the other countries."""
    if not one.n_countries:
        return "none"
    ends = f"{number(one.lowest_mg_kg)} to {number(one.highest_mg_kg)}"
    return f"{number(one.median_mg_kg)} ({ends}; {one.n_countries})"


def law_topics(result: Result) -> HtmlTable:
    """Show for each topic how many countries have a law on file, and one in force."""
    heading = LAW_TOPICS.columns["own_stage"].heading
    own = {heading: lambda one: one.own_stage} if places.is_country(result.area) else {}
    return html_table(
        _by_scope(
            result.of(LAW_TOPICS),
            {"Topic": lambda one: one.topic} | own,
            lambda one: f"{one.n_countries} of {one.n_listed} (in force: {one.n_in_force})",
        ),
        caption=LAW_TOPICS.title,
        notes="Countries with a law on file, of those on the list.",
        empty=LAW_TOPICS.empty,
    )


def inventory(result: Result) -> HtmlTable:
    """Show what was told of inventories, with how many countries told it."""
    about: Cells[Inventory] = {
        "What": lambda one: one.status,
        "Sources": lambda one: one.source_type,
    }
    if places.is_country(result.area):
        about = {**about, "Answer": lambda one: one.answer}
    return html_table(
        _by_scope(result.of(INVENTORY), about, _told),
        caption=INVENTORY.title,
        notes="Sites, of the countries that told their number; how many those are, of all listed. "
        "Of an inventory: countries that say yes, of those that said yes, partly or no.",
        empty=INVENTORY.empty,
    )


def _told(one: Inventory) -> str:
    """Sites, and who told of them."""
    if one.n_countries is None:
        return ""
    if one.n_yes is not None:
        return f"yes {one.n_yes} of {one.n_countries}, of {one.n_listed} listed"
    sites = f"{one.n_sites} sites, " if one.n_sites is not None else ""
    return f"{sites}told by {one.n_countries} of {one.n_listed}"


def diffuse_sources(result: Result) -> HtmlTable:
    """Show which diffuse sources inventories cover."""
    return _named(result, ("inv_diffuse_sources",), "Diffuse sources that inventories cover")


def health(result: Result) -> HtmlTable:
    """Show which substances and outcomes are under surveillance."""
    return _named(result, HEALTH, "Substances and health outcomes under surveillance")


def _named(result: Result, items: Sequence[str], caption: str) -> HtmlTable:
    """Show the answers to questions with several, and how many named each."""
    rows = {name: one for name, one in result.of(NAMED).items() if one.item in items}
    mentioned = {_before_scope(name) for name, one in rows.items() if one.n_named}
    question = {"Question": lambda one: one.question} if len(items) > 1 else {}
    own = {"Country": lambda one: one.own} if places.is_country(result.area) else {}
    return html_table(
        _by_scope(
            {name: one for name, one in rows.items() if _before_scope(name) in mentioned},
            {"Answer": lambda one: one.choice} | question | own,
            lambda one: f"{one.n_named} of {one.n_answers}",
        ),
        caption=caption,
        notes="Countries that named it, of those that answered the question. What nobody named "
        "stands in named.csv.",
        empty=NAMED.empty,
    )


def procedures(result: Result) -> HtmlTable:
    """Show substance, extraction and procedures, where a law, a sample or a laboratory has them."""
    is_country = places.is_country(result.area)
    of_country = " of the country," if is_country else ""
    own = ("n_thresholds", "n_measurements", "n_laboratories")
    return as_table(
        result.filled("procedures"),
        columns=[name for name in PROCEDURES.columns if is_country or name not in own],
        keep=_is_looked_for,
        notes=f"Laboratories{of_country} of the region and of all that said that they determine "
        "the substance, by whatever extraction. Weak extracts without an own threshold or "
        "measurement stand in procedures.csv.",
    )


def _is_looked_for(one: Extracted) -> bool:
    """Whether the country has a value or samples of an extraction, or it is a common one."""
    common = one.fraction in COMMON and not one.extractant
    return common or bool(one.n_thresholds or one.n_measurements)


def programmes(result: Result) -> HtmlTable:
    """Show the own measurements, and below them networks."""
    is_world = result.area == places.WORLD
    shown = {
        name: _with_sites(one)
        for name, one in result.of(PROGRAMMES).items()
        if not is_world or one.kind != NATIONAL
    }
    return as_table(PROGRAMMES.filled(shown), notes=NATIONAL_ELSEWHERE if is_world else "")


def _with_sites(one: Programme) -> Programme:
    """Row in which the name has the sites with it, and says that nobody read it in its source."""
    sites = f": {one.sites}" if one.sites else ""
    unread = " (not verified)" if one.verified == "no" else ""
    determinands = one.determinands.replace(";", "; ").replace("  ", " ")
    return replace(one, name=f"{one.name}{sites}{unread}", determinands=determinands)


def _by_scope(rows: Mapping[str, S], about: Cells[S], told: Callable[[S], str]) -> pd.DataFrame:
    """Lines with a column a scope; the id of a row names its line before the scope."""
    lines: dict[str, dict[str, object]] = {}
    for name, one in rows.items():
        line = lines.setdefault(
            _before_scope(name), {heading: cell(one) for heading, cell in about.items()}
        )
        line[one.scope_name[:1].upper() + one.scope_name[1:]] = told(one)
    return pd.DataFrame(list(lines.values()))


def _before_scope(row: str) -> str:
    """Id of a row without its scope."""
    return row.rpartition("@")[0]
