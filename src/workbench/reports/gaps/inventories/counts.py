"""What countries reported of inventories of polluted sites, and what they named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from workbench.findings.excluded import Named
from workbench.findings.rows import Phrase, code, count, phrase, row, share, text
from workbench.findings.tables import Table, Tables
from workbench.methods.surveys.means import ReportedNumbers, stratified_mean
from workbench.presentation.html import HtmlTable
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import NO_ANSWER, label, not_given, question_of
from workbench.reports.gaps.basis.overview import is_country
from workbench.reports.gaps.basis.scopes import OfScope, Pivot, Scope, before_scope, by_scope
from workbench.reports.gaps.phrases import NotGiven, NotInForm
from workbench.vocabulary.survey.items import choices_of, survey_items
from workbench.words.messages import Message
from workbench.words.wording import Words

DIFFUSE = ("inv_diffuse_sources",)
HEALTH = ("biomon_substances", "epi_outcomes")
BIOMONITORING = ("biomon_groups", "biomon_matrices", "biomon_guidance")
AUDIENCE = ("thr_db_receives", "thr_db_uses")
TRAINED = ("train_attended", "train_needs")
ITEMS = (
    *("leg_topics", "mon_substances", *DIFFUSE),
    *(*HEALTH, *BIOMONITORING, *AUDIENCE, *TRAINED),
)
STATUSES = {
    "Point": {
        "list": "inv_point",
        "suspected": "inv_point_suspected",
        "confirmed": "inv_point_confirmed",
        "needs investigation": "inv_point_investigation",
        "no need": "inv_point_cleared",
        "to be remediated": "inv_point_to_remediate",
        "under remediation": "inv_point_in_remediation",
        "remediated": "inv_point_remediated",
        "by sector": "",
    },
    "Diffuse": {"assessment": "inv_diffuse", "sites or areas": ""},
}
"""Item that asks for what is counted of a kind of source; none where nothing asks for it.

Point sources have the six site statuses that EEA's indicator LSI 003 counts since 2016.
"""
FEWEST_TOLD = 5  # numbers that an estimate for all countries needs


@row
class NamedAnswer(OfScope):
    """An answer that may be named: who named it, of those that answered the question."""

    choice: str = text("answer that may be named", "Answer")
    question: str = text("question", "Question")
    own: str = code("named", "whether the country named it, or why it gave no answer", "Country")
    item: str = code("survey-item", "code of the question")
    n_named: int = count("countries there that named it")
    n_answers: int = count("countries there that answered the question")
    n_listed: int = count("countries there")


@row
class Inventory(OfScope):
    """What was told of inventories of a kind of source, with its completeness."""

    status: str = code("inventory-status", "what is counted", "What")
    source_type: str = code("source-type", "point or diffuse sources", "Sources")
    answer: Phrase | None = phrase("answer of the country", "Answer")
    n_countries: int | None = count("countries there that told it", default=None)
    n_listed: int = count("countries there")
    n_yes: int | None = count("of those, that said yes", default=None)
    share_told: float | None = share("completeness: countries that told it, of all", default=None)
    n_sites: int | None = count("sites that they told of", default=None)
    n_sites_expected: int | None = count(
        "sites in all countries there, were those without a number like others of their region",
        default=None,
    )
    n_sites_lower: int | None = count("lower limit of that, those told of at least", default=None)
    n_sites_upper: int | None = count("upper limit of that", default=None)


NAMED = Table("named", NamedAnswer, "What was named", "No country answered the question.", most=300)
INVENTORY = Table(
    "inventory",
    Inventory,
    "Inventories of polluted sites",
    "No list of those that could answer.",
)
YES = Message("inventory-yes", Inventory, "inventory")
SITES = Message("inventory-sites", Inventory, "inventory")
CELL = Message("inventory-cell", Inventory)
NAMED_CELL = Message("named-cell", NamedAnswer)


def named(basis: Basis) -> dict[str, NamedAnswer]:
    """Count in each scope who named each answer that may be named, of those that answered."""
    given, absent = basis.given, not_given(basis.now.countries, basis.area)
    return {
        f"{item}:{choice}@{scope.code}": _named(
            item,
            choice,
            [given[iso3][item].split() for iso3 in scope.countries if item in given.get(iso3, {})],
            scope,
            own=_own(
                choice, given.get(basis.area, {}).get(item), absent.get(item, NO_ANSWER), basis
            ),
        )
        for item in ITEMS
        for choice, words in choices_of(survey_items()[item]).items()
        if words.status == "answered"
        for scope in basis.scopes
    }


def inventory(basis: Basis) -> dict[str, Inventory]:
    """Tell what is counted of each kind of source in each scope, with its completeness.

    What the questionnaire does not ask is listed too, so that nobody takes it for none.
    """
    given, absent = basis.given, not_given(basis.now.countries, basis.area)
    return {
        f"{source.lower()}:{item or status}@{scope.code}": _told(
            Inventory(
                scope=scope.code,
                scope_name=scope.name,
                source_type=source,
                status=status,
                answer=_answer(item, absent, basis),
                n_listed=len(scope.countries),
            ),
            item,
            {iso3: given[iso3][item] for iso3 in scope.countries if item in given.get(iso3, {})},
            _Frame(scope, basis.parameters.confidence),
        )
        for source, statuses in STATUSES.items()
        for status, item in statuses.items()
        for scope in basis.scopes
    }


def _named(
    item: str, choice: str, said: Sequence[Sequence[str]], scope: Scope, *, own: str
) -> NamedAnswer:
    """Count an answer among those that countries of a scope gave."""
    return NamedAnswer(
        scope=scope.code,
        scope_name=scope.name,
        item=item,
        question=question_of(item),
        choice=label(item, choice),
        own=own,
        n_named=sum(choice in choices for choices in said),
        n_answers=len(said),
        n_listed=len(scope.countries),
    )


def _own(code: str, answer: str | None, absent: str, basis: Basis) -> str:
    """Whether the country named an answer; empty for a region."""
    if not basis.is_country:
        return ""
    if answer is None:
        return absent
    return "named" if code in answer.split() else "not named"


class _Frame(NamedTuple):
    """Countries that could tell, and the level of intervals."""

    scope: Scope
    confidence: float


def _told(one: Inventory, item: str, told: Mapping[str, str], frame: _Frame) -> Inventory:
    """Row with who told a number or an answer, and how many sites that makes."""
    if not item:
        return one
    is_number = survey_items()[item].type == "integer"
    counted = replace(
        one,
        n_countries=len(told),
        n_yes=None if is_number else [*told.values()].count("yes"),
        share_told=len(told) / one.n_listed if one.n_listed else None,
    )
    if not is_number or not told:
        return counted
    return _expected(counted, {iso3: int(number) for iso3, number in told.items()}, frame)


def _expected(one: Inventory, told: Mapping[str, int], frame: _Frame) -> Inventory:
    """Row with the sites told of, and those expected with allowance for who told of none.

    The estimate needs `FEWEST_TOLD` numbers, and two of each region that is not known whole.
    """
    n_sites = sum(told.values())
    counted = replace(one, n_sites=n_sites)
    strata = {
        region: ReportedNumbers([told[iso3] for iso3 in units if iso3 in told], len(units))
        for region, units in frame.scope.strata.items()
    }
    if len(told) < FEWEST_TOLD or not all(stratum.numbers for stratum in strata.values()):
        return counted
    found = stratified_mean(strata, confidence=frame.confidence)
    if found.reason or found.degrees_of_freedom < 1:
        return counted
    return replace(
        counted,
        n_sites_expected=round(found.total),
        n_sites_lower=max(n_sites, round(found.total_interval.lower)),
        n_sites_upper=max(n_sites, round(found.total_interval.upper)),
    )


def _answer(item: str, absent: Mapping[str, str], basis: Basis) -> Phrase | None:
    """Answer of the country; None for a region."""
    if not item:
        return NotInForm()
    if not basis.is_country:
        return None
    answer = basis.given.get(basis.area, {}).get(item, "")
    if answer:
        return Named(name=label(item, answer).lower())
    return NotGiven(status=absent.get(item, NO_ANSWER))


def shown_inventory(tables: Tables, words: Words) -> HtmlTable:
    """Show what was reported of inventories, with how many countries reported it."""
    about = ("status", "source_type", "answer") if is_country(tables) else ("status", "source_type")
    pivot: Pivot[Inventory] = Pivot(about, lambda _: CELL, "inventory-note")
    return by_scope(tables.filled(INVENTORY), pivot, words)


def shown_named(tables: Tables, words: Words, items: Sequence[str], title: str) -> HtmlTable:
    """Show the answers to questions with several, and how many named each.

    Parameters
    ----------
    tables : Tables
        Tables of the report.
    words : Words
        Words of the page.
    items : sequence of str
        Questions.
    title : str
        Message of the heading.

    Returns
    -------
    HtmlTable
        A line a choice, with how many named it.
    """
    rows = {name: one for name, one in tables.of(NAMED).items() if one.item in items}
    mentioned = {before_scope(name) for name, one in rows.items() if one.n_named}
    kept = {name: one for name, one in rows.items() if before_scope(name) in mentioned}
    question = ("question",) if len(items) > 1 else ()
    own = ("own",) if is_country(tables) else ()
    pivot: Pivot[NamedAnswer] = Pivot(
        ("choice", *question, *own), lambda _: NAMED_CELL, "named-note", title=title
    )
    return by_scope(NAMED.filled(kept), pivot, words)
