"""Who could answer, who answered, and what they left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbench.findings.rows import count, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.surveys.gap_index import DEFICITS
from workbench.methods.surveys.response import coverage, item_response, response_rate
from workbench.presentation.html import HtmlTable, Text
from workbench.presentation.shown_table import as_table
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import ANSWERED, LABORATORY, Round, scored_items
from workbench.reports.gaps.basis.overview import OVERVIEW, Overview, is_silent
from workbench.reports.gaps.basis.scopes import WHOLE, OfScope, Scope, regions_of
from workbench.reports.gaps.phrases import ScopeName
from workbench.reports.report import Section, only
from workbench.store.surveys import Responses
from workbench.vocabulary import places
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words


@row
class Participation(OfScope):
    """How many countries of a scope could answer, how many did, and what they left open."""

    scope_name: ScopeName = phrase("its name", "Countries of")
    n_frame: int = count("countries that could have answered", "Listed")
    n_answered: int = count("countries that answered", "Answered")
    share_answered: float | None = share("response rate", "Response rate")
    share_usable: float | None = share("coverage", "Coverage")
    n_asked: int = count(
        "scored items that were asked, over all countries that answered", "Items asked"
    )
    n_without_answer: int = count(
        "of those, without an answer or with an invalid one", "Without answer"
    )
    n_invalid: int = count("of those, invalid", "Invalid")
    n_dont_know: int = count("answered with don't know", "Don't know")
    n_outside: int = count("not applicable, or not asked by the logic of the form", "Not asked")
    n_usable: int = count("countries with a yes, partly or no to one scored item at least")
    share_without_answer: float | None = share("item nonresponse")
    share_dont_know: float | None = share("don't know, of those answered with anything")
    n_laboratory: int = count("of the countries that answered, by a laboratory only")
    by_laboratory: str = text("countries whose answers are those of a laboratory")
    heard: str = text("countries that answered", "Respondents")
    unheard: str = text("countries that did not", "Non-respondents")


PARTICIPATION = Table(
    "participation", Participation, "Who answered", "No list of those that could answer."
)
FRAME = Message("survey-frame", Overview, "frame")
RATE = Message("response-rate", Participation, "rate")
OF_LABORATORY = Message("answered-by-laboratory", Participation, "laboratory")
NAMES = ("heard", "unheard")
RATES = tuple(
    name for name, one in PARTICIPATION.columns.items() if one.heading and name not in NAMES
)
WHO = ("scope_name", "n_answered", "n_frame", *NAMES)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Give rates of each scope; the page on all countries has each region too."""
    scopes = basis.scopes
    listed = (*scopes, *regions_of(scopes[0])) if len(scopes) == 1 else scopes
    yield PARTICIPATION.filled(
        {scope.code: _rates(basis.now, scope) for scope in listed if scope.countries}
    )


def _rates(answers: Round, scope: Scope) -> Participation:
    """Rates of a scope, each with its frame."""
    rows = answers.countries[answers.countries[Responses.iso3].isin(scope.countries)]
    scored = rows[rows[Responses.item_id].isin(list(scored_items()))]
    usable = scored[
        (scored[Responses.status] == ANSWERED) & scored[Responses.value].isin(list(DEFICITS))
    ]
    n_frame, heard = len(scope.countries), set(rows[Responses.iso3])
    by_laboratory = set(rows.loc[rows[Responses.role] == LABORATORY, Responses.iso3])
    answered = response_rate(len(heard), n_frame)
    covered = coverage(usable[Responses.iso3].nunique(), n_frame)
    items = item_response(
        {str(k): int(v) for k, v in scored[Responses.status].value_counts().items()}
    )
    return Participation(
        scope=scope.code,
        scope_name=scope.name,
        n_frame=n_frame,
        n_answered=answered.n,
        share_answered=answered.share,
        n_usable=covered.n,
        share_usable=covered.share,
        n_asked=items.n_asked,
        n_without_answer=items.nonresponse.n,
        n_invalid=items.n_invalid,
        share_without_answer=items.nonresponse.share,
        n_dont_know=items.dont_know.n,
        share_dont_know=items.dont_know.share,
        n_outside=items.n_outside,
        n_laboratory=len(by_laboratory),
        by_laboratory=_names(by_laboratory),
        heard=_names(iso3 for iso3 in scope.countries if iso3 in heard),
        unheard=_names(iso3 for iso3 in scope.countries if iso3 not in heard),
    )


def _names(iso3s: Iterable[str]) -> str:
    """Names of countries in order."""
    return ", ".join(sorted(map(places.place_name, iso3s)))


def say(tables: Tables) -> Iterator[Said]:
    """Tell how many could answer and where that list is from, then how many did in each scope."""
    area, counts = only(tables, OVERVIEW)
    if counts.frame_source:
        yield said(FRAME, OVERVIEW, area, main="n_frame")
    for name in tables.of(PARTICIPATION):
        yield said(RATE, PARTICIPATION, name, main="share_answered")
    for name, one in tables.of(PARTICIPATION).items():
        if one.n_laboratory:
            yield said(OF_LABORATORY, PARTICIPATION, name, main="n_laboratory")


def nearest(spoken: Sequence[Said]) -> Said | None:
    """Find the response rate of the nearest scope."""
    return next((one for one in spoken if one.message is RATE), None)


def listed(tables: Tables, spoken: Sequence[Said]) -> list[Said]:
    """List the nearest scope, and countries of a laboratory alone; the others are in the table."""
    if is_silent(tables):
        return []  # the key messages have what there is
    alone = next((one for one in spoken if one.message is OF_LABORATORY), None)
    return [one for one in spoken if one.message is FRAME or one in (nearest(spoken), alone)]


def rates(tables: Tables, words: Words) -> HtmlTable | Text:
    """Show the rates of each scope; a country that did not answer has who did, by region."""
    if is_silent(tables):
        return Text("")
    return as_table(tables.filled(PARTICIPATION), words, columns=RATES)


def by_region(tables: Tables, words: Words) -> HtmlTable:
    """Show who answered by region: the names of all countries together are too many to read."""
    regions = tables.filled(PARTICIPATION).kept(lambda one: one.scope not in WHOLE)
    return as_table(regions, words, columns=WHO, title=words.plain("participation-by-region"))


SECTION: Section[Basis] = Section(
    name="participation",
    tables=(PARTICIPATION,),
    compute=compute,
    say=say,
    listed=listed,
    messages=(FRAME, RATE, OF_LABORATORY),
    views={"participation": rates, "participation_by_region": by_region},
)
