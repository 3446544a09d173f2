"""What is lacking: each item compared with region and world, and the largest gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.findings.rows import code, count, number, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.surveys.gap_index import DEFICITS, NOT_APPLICABLE
from workbench.presentation import charts
from workbench.presentation.figure import captioned
from workbench.presentation.html import HtmlTable, Picture, Text
from workbench.presentation.style import DETECT, QUIET, Mark
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import (
    importance,
    question_of,
    scored_items,
    shown_answers,
)
from workbench.reports.gaps.basis.overview import is_country, is_silent
from workbench.reports.gaps.basis.scopes import Pivot, Scope, by_scope
from workbench.reports.gaps.basis.shares import ShareOfYes, share_row
from workbench.reports.gaps.phrases import ScopeName
from workbench.reports.report import Section
from workbench.store.surveys import Responses
from workbench.vocabulary.places import place_name
from workbench.vocabulary.survey.items import topic_name
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

LARGEST = 5  # gaps that are named first
NO_RESPONSE = "no_response"
OWN_PLACE = {"yes": 1.0, "partial": 0.5, "no": 0.0}  # of the answer of the country


MOST_ITEMS = 100
"""Rows of the page: the items of the questionnaire, all of which a reader looks for."""


@row
class AskedItem:
    """A scored item, as the country of the page answered it."""

    topic: str = text("topic")
    item: str = code("have", "what the question is about")
    country: str = text("country of the page, or its area")
    question: str = text("question", "Question")
    answer: str = code("answer", "answer of the country, or why there is none", "Answer")
    severity: float | None = number("importance times what is lacking", unit="1")


@row
class ItemAnswers(ShareOfYes, AskedItem):  # the columns of the last one come first
    """A scored item in a scope: the answer of the country, and the share of yes."""

    n_partial: int = count("that said partly; no yes")
    n_no: int = count("that said no")


@row
class Gap:
    """One of the largest gaps."""

    item: str = code("have", "what the question is about")
    country: str = text("country of the page, or its area")
    question: str = text("question", "Question")
    answer: str = code("answer", "answer of the country, or why there is none", "Answer")
    severity: float | None = number("importance times what is lacking", unit="1")
    scope_name: ScopeName = phrase("region that is compared with")
    n_yes: int = count("countries there that said yes")
    n_partial: int = count("countries there that said partly")
    n_answers: int = count("countries there that answered")
    n_frame: int = count("countries there that it may apply to")
    share_of_answers: float | None = share("yes, of those that answered")


MATRIX = Table(
    "matrix",
    ItemAnswers,
    "Answers, item by item",
    "No list of those that could answer.",
    most=MOST_ITEMS,
)
GAPS = Table("gaps", Gap, "Largest gaps", "No gap was reported.")
GAP = Message("gap", Gap, "gap")
SAY_YES = Message("matrix-cell", ItemAnswers)
SAY_YES_ALL = Message("matrix-cell-all", ItemAnswers)
SAY_NOTHING = Message("matrix-cell-none", ItemAnswers)
NEAR, WHOLE_MARK = DETECT, Mark(QUIET, "s", filled=False)
OWN_MARK = Mark("#9a3412", "D", filled=True)


@row
class SharesDrawn:
    """What the figure of shares shows."""

    n_items: int = count("questions drawn")
    near_name: ScopeName = phrase("region, or all countries")
    country: str = text("country that is marked; empty for none")


FIGURE = Message("figure-shares", SharesDrawn)
FIGURE_ROW = Message("figure-shares-row", ItemAnswers)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Count the answers to each item, and choose the largest gaps."""
    items = matrix(basis)
    yield GAPS.filled(gaps(items, basis))
    yield MATRIX.filled(items)


def matrix(basis: Basis) -> dict[str, ItemAnswers]:
    """Answer of the country to each item, and the share of yes in each scope."""
    words, own = basis.words, own_answers(basis)
    return {
        f"{name}@{scope.code}": _in_scope(
            AskedItem(
                topic=topic_name(item.topic),
                item=name,
                country=place_name(basis.area),
                question=question_of(name),
                answer=own.get(name, ""),
                severity=_severity(name, words.get(basis.area)),
            ),
            {iso3: words[iso3][name] for iso3 in scope.countries if iso3 in words},
            scope,
            basis.parameters.confidence,
        )
        for name, item in scored_items().items()
        for scope in basis.scopes
    }


def own_answers(basis: Basis) -> dict[str, str]:
    """Answers of the country as codes; nothing for a region."""
    if not basis.is_country:
        return {}
    countries = basis.now.countries
    rows = countries[countries[Responses.iso3] == basis.area]
    return dict.fromkeys(scored_items(), NO_RESPONSE) | shown_answers(rows)


def gaps(items: Mapping[str, ItemAnswers], basis: Basis) -> dict[str, Gap]:
    """Largest gaps: of a country those that weigh most, of a region what fewest can have.

    Of a region an answer that is not there may be a yes: what comes first is what is lacking
    whatever the others would say, so that a single no among many silent countries is no large gap.
    """
    of_country = basis.is_country
    lacking = {
        name: one
        for name, one in items.items()
        if one.scope == basis.scopes[0].code and _lacks(one, of_country=of_country)
    }
    weigh = _weight_of_country if of_country else _weight_of_region
    first = sorted(lacking, key=lambda name: weigh(lacking[name]))[:LARGEST]
    return {
        name: Gap(**{column: getattr(lacking[name], column) for column in GAPS.columns})
        for name in first
    }


def _lacks(one: ItemAnswers, *, of_country: bool) -> bool:
    """Whether something is known to be lacking: in the country, or somewhere in the region."""
    if of_country:
        return bool(one.severity)
    return bool(one.n_answers) and one.n_yes != one.n_answers


def _weight_of_country(one: ItemAnswers) -> tuple[float, bool, float]:
    """Put the heaviest first, of equal ones what most others have."""
    shared = one.share_of_answers
    return -(one.severity or 0.0), shared is None, -(shared or 0.0)


def _weight_of_region(one: ItemAnswers) -> tuple[float, float]:
    """Put first what fewest can have, then what fewest of those that answered have."""
    return one.share_most or 0.0, one.share_of_answers or 0.0


def _in_scope(
    asked: AskedItem, said: Mapping[str, str], scope: Scope, confidence: float
) -> ItemAnswers:
    """Count and share the answers to an item in a scope."""
    yes = {iso3: word == "yes" for iso3, word in said.items() if word in DEFICITS}
    outside = [iso3 for iso3, word in said.items() if word == NOT_APPLICABLE]
    return ItemAnswers(
        **vars(asked),
        **vars(share_row(scope, yes, outside=outside, confidence=confidence)),
        n_partial=sum(word == "partial" for word in said.values()),
        n_no=sum(word == "no" for word in said.values()),
    )


def _severity(item: str, words: Mapping[str, str] | None) -> float | None:
    """Weigh the gap of a country; None where it is not known or there is no such country."""
    deficit = DEFICITS.get(words[item]) if words else None
    return None if deficit is None else importance()[item] * deficit


def say(tables: Tables) -> Iterator[Said]:
    """Tell each of the largest gaps, with what others in the region answered."""
    for name, one in tables.of(GAPS).items():
        yield said(GAP, GAPS, name, grade="gap", main="share_of_answers" if one.n_answers else "")


def shown_matrix(tables: Tables, words: Words) -> HtmlTable | Text:
    """Show each item: answer of the country, and how many of its region and of all say yes.

    A country that did not answer has the figure of its region alone.
    """
    if is_silent(tables):
        return Text("")
    columns = ("question", "answer") if is_country(tables) else ("question",)
    return by_scope(tables.filled(MATRIX), Pivot(columns, _cell, "matrix-note"), words)


def _cell(one: ItemAnswers) -> Message[ItemAnswers]:
    """Choose what to say of yes: nothing, the range of what it could be, or the one share."""
    if one.n_frame is None or not one.n_answers:
        return SAY_NOTHING
    return SAY_YES_ALL if one.share_least == one.share_most else SAY_YES


def drawn_shares(tables: Tables, words: Words) -> Picture | Text:
    """Draw the share of yes to each item in the region and in all, with the country marked."""
    rows = [one for one in tables.of(MATRIX).values() if one.n_answers]
    if not rows:
        return Text(words.plain("figure-shares-none"))
    by_item: dict[str, list[ItemAnswers]] = {}
    for one in rows:
        by_item.setdefault(one.item, []).append(one)
    scopes = list(dict.fromkeys(one.scope for one in tables.of(MATRIX).values()))
    lines = [_line(some, scopes, words) for some in by_item.values()]
    names = {one.scope: words.phrase(one.scope_name) for one in tables.of(MATRIX).values()}
    marks = [(mark, names[one]) for mark, one in zip((NEAR, WHOLE_MARK), scopes, strict=False)]
    country = rows[0].country if any(one.answer in OWN_PLACE for one in rows) else ""
    if country:
        marks.append((OWN_MARK, country))
    axis = charts.dots.DotsAxis(words.plain("axis-shares"), ends=(-0.03, 1.03), is_share=True)
    figure = charts.dots.draw(lines, marks, axis)
    told = [words.sentence(FIGURE_ROW, some[0]).text for some in by_item.values()]
    about = SharesDrawn(n_items=len(lines), near_name=rows[0].scope_name, country=country)
    return captioned(figure, (FIGURE, about), told, words)


def _line(some: Sequence[ItemAnswers], scopes: Sequence[str], words: Words) -> charts.dots.DotsRow:
    """Row of the figure: shares of those that answered, and the range of the nearest scope."""
    values = [
        (one.share_of_answers, scopes.index(one.scope))
        for one in some
        if one.share_of_answers is not None
    ]
    first = some[0]
    if first.answer in OWN_PLACE:
        values.append((OWN_PLACE[first.answer], len(scopes)))
    near = first if first.scope == scopes[0] else None
    return charts.dots.DotsRow(
        name=words.code("have-short", first.item),
        values=values,
        interval=(near.share_least, near.share_most) if near else (None, None),
    )


SECTION: Section[Basis] = Section(
    name="lacking",
    tables=(GAPS, MATRIX),
    compute=compute,
    say=say,
    messages=(GAP, SAY_YES, SAY_YES_ALL, SAY_NOTHING, FIGURE, FIGURE_ROW),
    figures={"shares": drawn_shares},
    views={"matrix": shown_matrix},
    empty="no-gaps",
)
