"""Says what is on file beside the answers: thresholds, laws, inventories, measurements."""

from __future__ import annotations

from typing import TypeVar

from workbench.findings import Finding, Result
from workbench.findings.rows import Table
from workbench.presentation.html import Sentences
from workbench.presentation.lists import chosen, of_each
from workbench.presentation.wording import Quoter
from workbench.reports.gaps.holes import COMPARISON, THRESHOLD_OVERVIEW
from workbench.reports.gaps.judge import MATRIX
from workbench.reports.gaps.laws import BACK, FURTHER, LAW_TOPICS, LAWS, NEW
from workbench.reports.gaps.named import INVENTORY
from workbench.reports.gaps.on_file import (
    LAWS_BESIDE,
    MEASUREMENTS_BESIDE,
    THRESHOLDS_BESIDE,
    AnswerBeside,
)
from workbench.reports.gaps.procedures import LABORATORIES
from workbench.reports.gaps.scopes import OfScope
from workbench.vocabulary import places

FACT = "fact"
MOST = 5
HEALTH = ("biomon", "episurv")
CHANGED = (FURTHER, BACK, NEW)

S = TypeVar("S", bound=OfScope)


def findings(result: Result) -> list[Finding | None]:
    """Give the findings on what is on file, in the order of the page."""
    return [
        *of_each(result, "threshold_overview", _thresholds),
        *(_value(result, row) for row in _furthest(result)),
        *of_each(result, "thresholds_beside", _threshold_answer),
        *of_each(result, "law_topics", _law_topic),
        *of_each(result, "laws", _law),
        *of_each(result, "laws_beside", _law_answer),
        *of_each(result, "inventory", _inventory),
        *of_each(result, "laboratories", _laboratories),
        *of_each(result, "programmes", _programme),
        *of_each(result, "measurements_beside", _store_answer),
        *of_each(result, "matrix", _health),
    ]


def threshold_messages(result: Result) -> Sentences:
    """Tell how many values are on file, where there are holes, and how values compare."""
    return chosen(result, ("/thresholds_on_file", "/value_beside"))


def threshold_answer_messages(result: Result) -> Sentences:
    """Tell which answers on thresholds are not what is on file."""
    empty = "No answer differs from what is on file, or nobody answered."
    return _or_else(chosen(result, ("/answer_beside_thresholds",)), empty)


def law_messages(result: Result) -> Sentences:
    """Tell which laws are on file or changed; topics stand in the table."""
    empty = "No law is on file: a list can be taken in (parameters/surveys/legislation.yml)."
    return _or_else(chosen(result, ("/law", "/answer_beside_laws")), empty)


def inventory_messages(result: Result) -> Sentences:
    """Tell what countries told of their inventories, and how complete that is."""
    return _or_else(chosen(result, ("/inventory",)), "Nobody told of an inventory.")


def laboratory_messages(result: Result) -> Sentences:
    """Tell what laboratories said."""
    return _or_else(chosen(result, ("/laboratories",)), "No laboratory answered.")


def programme_messages(result: Result) -> Sentences:
    """Tell of the own measurements; answers that they do not bear out stand in a table."""
    said = chosen(result, ("/programme",))
    if places.is_country(result.area):
        return _or_else(said, "The store holds no measurement of the country.")
    return _or_else(said, "Measurements stand on the page of each country.")


def health_messages(result: Result) -> Sentences:
    """Tell whether there is biomonitoring and epidemiological surveillance."""
    return chosen(result, ("/health",))


def _or_else(said: Sentences, empty: str) -> Sentences:
    """Sentences with what is said where there are none."""
    return Sentences(said.entries, empty)


def _is_nearest(result: Result, table: Table[S], row: str) -> bool:
    """Whether a row is of the nearest scope: the others stand in the table."""
    rows = result.of(table)
    return rows[row].scope == next(iter(rows.values())).scope


def _thresholds(result: Result, row: str) -> Finding:
    """How many values are on file, and what others have and the country has not."""
    quoter = Quoter(result, "threshold_overview", row)
    counts = result.of(THRESHOLD_OVERVIEW)[row]
    if not places.is_country(result.area):
        sentence = (
            f"In {quoter.text('name')} {quoter.number('n_countries')} of "
            f"{quoter.number('n_listed')} countries have a verified value in force on file; "
            f"values in all: {quoter.number('n_values')}. Values that nobody compared with their "
            f"source, not used: {quoter.number('n_not_verified')}."
        )
        return quoter.finding("thresholds_on_file", sentence, grade=FACT, main="n_countries")
    sentence = f"{quoter.text('name')}: "
    if counts.n_values:
        sentence += (
            f"verified values in force on file: {quoter.number('n_values')}, for "
            f"{quoter.count('n_substances', 'substance')} and "
            f"{quoter.count('n_land_uses', 'land use')} ({quoter.text('instruments')})."
        )
    else:
        sentence += "no verified threshold in force is on file, which does not mean that none is."
    if counts.n_not_verified:
        sentence += (
            " Values that nobody compared with their source, not used: "
            f"{quoter.number('n_not_verified')}."
        )
    if counts.n_not_compared:
        sentence += (
            " Values with another unit or an unknown fraction, compared with none: "
            f"{quoter.number('n_not_compared')}."
        )
    if counts.whole_name:
        sentence += (
            " Substances and land uses with a value in another country and none here: "
            f"{quoter.number('n_holes')} in {quoter.text('whole_name')}, of which "
            f"{quoter.number('n_holes_near')} in {quoter.text('near_name')}."
        )
    return quoter.finding("thresholds_on_file", sentence, grade=FACT, main="n_values")


def _furthest(result: Result) -> list[str]:
    """Values that are furthest from those of all other countries."""
    whole = result.of(THRESHOLD_OVERVIEW)[result.area].whole_name
    rows = result.of(COMPARISON).items()
    return [row for row, one in rows if one.n_countries and one.scope_name == whole][:MOST]


def _value(result: Result, row: str) -> Finding:
    """One of the values that are furthest from those of the others."""
    quoter = Quoter(result, "comparison", row)
    sentence = (
        f"{quoter.text('substance')}, {quoter.text('land_use')}, {quoter.text('value_type')}, "
        f"{quoter.text('fraction')} (fraction {quoter.text('fraction_basis')}): "
        f"{quoter.number('own_mg_kg')} mg/kg. "
    )
    others = f"Other countries with such a value in {quoter.text('scope_name')}: "
    sentence += others + quoter.number("n_countries")
    if result.of(COMPARISON)[row].n_assumed:
        sentence += f", the fraction assumed in {quoter.number('n_assumed')}"
    sentence += (
        f"; median {quoter.number('median_mg_kg')} mg/kg, from {quoter.number('lowest_mg_kg')} to "
        f"{quoter.number('highest_mg_kg')}."
    )
    return quoter.finding("value_beside", sentence, grade=FACT, main="own_mg_kg")


def _threshold_answer(result: Result, row: str) -> Finding:
    """Answer on thresholds beside what is on file."""
    return _answer(result, THRESHOLDS_BESIDE, row, "answer_beside_thresholds")


def _law_answer(result: Result, row: str) -> Finding:
    """Answer on legislation beside the laws on file."""
    return _answer(result, LAWS_BESIDE, row, "answer_beside_laws")


def _store_answer(result: Result, row: str) -> Finding:
    """Answer on monitoring beside what the store holds."""
    return _answer(result, MEASUREMENTS_BESIDE, row, "answer_beside_store")


def _answer(result: Result, table: Table[AnswerBeside], row: str, measure: str) -> Finding:
    """Both sides, and no word on which is right."""
    quoter = Quoter(result, table.name, row)
    sentence = (
        f"{quoter.text('name')}: {quoter.text('question')} Answered: {quoter.text('answer')}; "
        f"beside it: {quoter.text('on_file')}."
    )
    return quoter.finding(measure, sentence, grade=result.of(table)[row].kind)


def _law_topic(result: Result, row: str) -> Finding | None:
    """Countries of the nearest scope with a law on a topic."""
    if not _is_nearest(result, LAW_TOPICS, row):
        return None
    quoter = Quoter(result, "law_topics", row)
    sentence = (
        f"In {quoter.text('scope_name')}, laws on file on {quoter.text('topic')}: in "
        f"{quoter.number('n_countries')} of {quoter.number('n_listed')} countries, in force in "
        f"{quoter.number('n_in_force')}."
    )
    return quoter.finding("law_topic", sentence, grade=FACT, main="n_countries")


def _law(result: Result, row: str) -> Finding | None:
    """Stage of a law of the country; of a region only those that changed."""
    quoter = Quoter(result, "laws", row)
    law = result.of(LAWS)[row]
    if not places.is_country(result.area) and law.change not in CHANGED:
        return None
    sentence = (
        f"{quoter.text('name')}: {quoter.text('instrument')} ({quoter.text('topic')}), "
        f"stage: {quoter.text('stage')}"
    )
    sentence += f", in the round before {quoter.text('before')}" if law.before else ""
    return quoter.finding("law", f"{sentence}; change: {quoter.text('change')}.", grade=FACT)


def _inventory(result: Result, row: str) -> Finding | None:
    """Numbers of an inventory in the nearest scope, with how many countries told them."""
    quoter = Quoter(result, "inventory", row)
    one = result.of(INVENTORY)[row]
    if not one.n_countries or not _is_nearest(result, INVENTORY, row):
        return None
    sentence = f"{quoter.text('source_type')} sources, {quoter.text('status')}"
    sentence += f", {quoter.text('answer')} in the country. " if one.answer else ". "
    if one.n_yes is not None:
        sentence += (
            f"In {quoter.text('scope_name')} {quoter.number('n_yes')} of "
            f"{quoter.number('n_countries')} that answered say yes, of "
            f"{quoter.number('n_listed')} listed."
        )
        return quoter.finding("inventory", sentence, grade=FACT, main="n_yes")
    sentence += (
        f"In {quoter.text('scope_name')} told by {quoter.number('n_countries')} of "
        f"{quoter.number('n_listed')} countries ({quoter.percent('share_told')})"
    )
    if one.n_sites is not None:
        sentence += f", sites in all: {quoter.number('n_sites')}"
    return quoter.finding("inventory", f"{sentence}.", grade=FACT, main="share_told")


def _laboratories(result: Result, row: str) -> Finding | None:
    """Tell what laboratories of a scope said."""
    if not result.of(LABORATORIES)[row].n_answered:
        return None
    quoter = Quoter(result, "laboratories", row)
    sentence = (
        f"In {quoter.text('scope_name')}: {quoter.count('n_answered', 'laboratory answer')}. Know "
        f"how to use the SOPs: {quoter.number('n_aware')} of {quoter.number('n_aware_answers')}; "
        f"take part in developing them: {quoter.number('n_develop')} of "
        f"{quoter.number('n_develop_answers')}; took part in a proficiency test: "
        f"{quoter.number('n_proficiency')} of {quoter.number('n_proficiency_answers')}."
    )
    return quoter.finding("laboratories", sentence, grade=FACT, main="n_aware")


def _programme(result: Result, row: str) -> Finding | None:
    """Own measurements: sites, substances, depth, fraction, interval and years."""
    if not row.startswith("own:"):
        return None
    quoter = Quoter(result, "programmes", row)
    sentence = (
        f"{quoter.text('name')}: sites: {quoter.text('sites')}; "
        f"{quoter.text('determinands')}; {quoter.text('depth')}; {quoter.text('fraction')}; years "
        f"between visits: {quoter.text('interval_years')}; from {quoter.text('since')} to "
        f"{quoter.text('last')}."
    )
    return quoter.finding("programme", sentence, grade=FACT)


def _health(result: Result, row: str) -> Finding | None:
    """Biomonitoring or epidemiological surveillance in the nearest scope."""
    one = result.of(MATRIX)[row]
    asked = row.partition("@")[0] in HEALTH and _is_nearest(result, MATRIX, row)
    if not asked or not one.n_answers:
        return None
    quoter = Quoter(result, "matrix", row)
    sentence = quoter.text("question")
    sentence += f" {quoter.text('answer')}." if one.answer else ""
    sentence += (
        f" In {quoter.text('scope_name')} {quoter.number('n_yes')} of "
        f"{quoter.number('n_answers')} that answered say yes"
    )
    sentence += f", {quoter.number('n_partial')} partly" if one.n_partial else ""
    sentence += f"; it may apply to {quoter.number('n_frame')} of the countries."
    return quoter.finding("health", sentence, grade=FACT, main="share_of_answers")
