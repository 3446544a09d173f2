"""What else countries reported: yes or no, numbers and shares that are no part of the gap index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from workbench.findings.excluded import Named
from workbench.findings.rows import Phrase, code, count, number, phrase, row, text
from workbench.findings.tables import Table, Tables
from workbench.presentation.html import HtmlTable
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import NO_ANSWER, label, not_given, question_of
from workbench.reports.gaps.basis.overview import is_country
from workbench.reports.gaps.basis.scopes import OfScope, Pivot, Scope, before_scope, by_scope
from workbench.reports.gaps.phrases import NotGiven
from workbench.vocabulary.survey.items import Item, survey_items
from workbench.words.messages import Message
from workbench.words.wording import Words

LAW = ("leg_indicators",)
COMPLETENESS = ("inv_point_covered",)
SURVEILLANCE = ("epi_definition", "epi_complete")
TRAINING = ("train_held", "train_number")
ITEMS = (*LAW, *COMPLETENESS, *SURVEILLANCE, *TRAINING)
COUNTED = TRAINING  # numbers of which the sum says something; of others the median does


@row
class ReportedAnswer(OfScope):
    """A question in a scope: the answer of the country, and what others told."""

    question: str = text("question", "Question")
    answer: Phrase | None = phrase("answer of the country, or why there is none", "Answer")
    item: str = code("survey-item", "code of the question")
    n_answers: int = count("countries there that answered")
    n_listed: int = count("countries there")
    n_yes: int | None = count("of those that answered, yes", default=None)
    n_partial: int | None = count("of those that answered, partly", default=None)
    total: int | None = count("sum of the numbers told", default=None)
    middle: float | None = number("median of the numbers told", unit="1", default=None)


REPORTED = Table("reported", ReportedAnswer, "What else was reported", "Nothing else was reported.")
YES_CELL = Message("reported-cell-yes", ReportedAnswer)
TOTAL_CELL = Message("reported-cell-total", ReportedAnswer)
MIDDLE_CELL = Message("reported-cell-middle", ReportedAnswer)
CELLS = (YES_CELL, TOTAL_CELL, MIDDLE_CELL)


def reported(basis: Basis) -> dict[str, ReportedAnswer]:
    """Answers to each question in each scope, with the answer of the country of the page."""
    absent = not_given(basis.now.countries, basis.area)
    return {
        f"{item}@{scope.code}": _in_scope(
            survey_items()[item], _own(item, absent, basis), scope, basis.given
        )
        for item in ITEMS
        for scope in basis.scopes
    }


def _own(item: str, absent: Mapping[str, str], basis: Basis) -> Phrase | None:
    """Answer of the country of the page; None for a region."""
    if not basis.is_country:
        return None
    answer = basis.given.get(basis.area, {}).get(item, "")
    if answer:
        return Named(name=label(item, answer).lower())
    return NotGiven(status=absent.get(item, NO_ANSWER))


def _in_scope(
    item: Item, own: Phrase | None, scope: Scope, given: Mapping[str, Mapping[str, str]]
) -> ReportedAnswer:
    """Count what the countries of a scope told."""
    code = item.item_id
    told = [given[iso3][code] for iso3 in scope.countries if code in given.get(iso3, {})]
    one = ReportedAnswer(
        scope=scope.code,
        scope_name=scope.name,
        question=question_of(code),
        answer=own,
        item=code,
        n_answers=len(told),
        n_listed=len(scope.countries),
    )
    if item.type != "integer":
        return replace(one, n_yes=told.count("yes"), n_partial=told.count("partial"))
    numbers = [int(number) for number in told]
    if not numbers:
        return one
    if code in COUNTED:
        return replace(one, total=sum(numbers))
    return replace(one, middle=float(median(numbers)))


def shown_reported(tables: Tables, words: Words, items: Sequence[str], title: str) -> HtmlTable:
    """Show some of the questions, with the answer of the country and what others told.

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
        A line a question.
    """
    own = ("answer",) if is_country(tables) else ()
    pivot: Pivot[ReportedAnswer] = Pivot(("question", *own), _cell, "reported-note", title=title)
    some = {name: one for name, one in tables.of(REPORTED).items() if before_scope(name) in items}
    return by_scope(REPORTED.filled(some), pivot, words)


def _cell(one: ReportedAnswer) -> Message[ReportedAnswer]:
    """Choose what to say: yes of those that answered, a sum or a median."""
    if one.n_yes is not None:
        return YES_CELL
    return TOTAL_CELL if one.item in COUNTED else MIDDLE_CELL
