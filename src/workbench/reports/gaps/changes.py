"""Change since the round before, in the countries that answered both times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from workbench.findings.rows import Phrase, code, count, phrase, probability, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.basics.intervals import NO_INTERVAL
from workbench.methods.surveys.gap_index import DEFICITS
from workbench.methods.surveys.paired_answers import MatchedChange, matched_change
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import (
    ANSWERED,
    Round,
    question_of,
    scored_items,
    shown_answers,
)
from workbench.reports.gaps.basis.overview import is_silent
from workbench.reports.gaps.basis.scopes import OfScope, Scope
from workbench.reports.gaps.phrases import TooFewChanged
from workbench.reports.report import Section
from workbench.store.surveys import Responses
from workbench.vocabulary import places
from workbench.vocabulary.survey.rules import InsopIndicator, survey_indicators
from workbench.words.messages import Message
from workbench.words.said import Said, said

FEWEST = 5  # countries of which an interval is worth its while
MOST_NAMED = 6  # countries in a sentence: the table has all


@row
class AnswerChange(OfScope):
    """Who gained and who lost a yes, of the countries that answered in both rounds."""

    item: str = code("have", "what the question or indicator is about")
    question: str = text("question", "Question")
    n_matched: int = count("countries that answered in both rounds", "Answered twice")
    n_gained: int = count("that went to yes", "Changed to yes")
    n_lost: int = count("that went from yes", "Changed from yes")
    share_change: float | None = share(
        "share of yes, last less first, of the matched", "Change of share"
    )
    share_change_lower: float | None = share(
        "lower limit (Newcombe), from 5 matched countries on",
        "Lower limit",
        lower_of="share_change",
    )
    share_change_upper: float | None = share(
        "upper limit (Newcombe), from 5 matched countries on",
        "Upper limit",
        upper_of="share_change",
    )
    p: float | None = probability(
        "exact McNemar test, where so many changed that it could tell", "p (exact McNemar)"
    )
    n_entered: int = count("answered in the last round alone", "Answered only now")
    n_left: int = count("answered in the first round alone", "Answered only then")
    wave_before: str = text("round before")
    wave: str = text("round of the survey")
    gained: str = text("which")
    lost: str = text("which")
    why_no_test: Phrase | None = phrase("why there is no test")


@row
class OwnChange:
    """An item on which the country answers otherwise than in the round before."""

    item: str = code("have", "what the question is about")
    country: str = text("country")
    question: str = text("question", "Question")
    wave_before: str = text("round before")
    before: str = code("answer", "answer then", "Before")
    wave: str = text("round of the survey")
    now: str = code("answer", "answer now", "Now")


CHANGES = Table(
    "changes",
    AnswerChange,
    "Answers of yes in countries that answered twice",
    "No round to compare with.",
)
OWN_CHANGES = Table("own_changes", OwnChange, "Answers that changed", "No answer changed.")
OWN = Message("own-change", OwnChange, "own_change")
NAMED = Message("yes-change", AnswerChange, "change")
MANY_GAINED = Message("yes-change-many-gained", AnswerChange, "change")
MANY_LOST = Message("yes-change-many-lost", AnswerChange, "change")
MANY = Message("yes-change-many", AnswerChange, "change")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Compare the round with the one before it."""
    before, now, parameters = basis.before, basis.now, basis.parameters
    yield CHANGES.filled(changes(before, now, basis.scopes[0], parameters.confidence))
    yield OWN_CHANGES.filled(own_changes(before, now, basis.area))


def changes(before: Round, now: Round, scope: Scope, confidence: float) -> dict[str, AnswerChange]:
    """Compare each item and indicator of countries in both rounds; partly is no yes."""
    if not before.wave:
        return {}
    first, last = (_said_yes(wave, scope) for wave in (before, now))
    return {
        name: _change(
            matched_change(first[name], last[name], confidence=confidence),
            confidence,
            scope,
            wave_before=before.wave,
            wave=now.wave,
            item=name,
            question=_question(name),
        )
        for name in first
    }


def own_changes(before: Round, now: Round, area: str) -> dict[str, OwnChange]:
    """Items on which a country answers otherwise than in the wave before."""
    first, last = (
        shown_answers(wave.countries[wave.countries[Responses.iso3] == area])
        for wave in (before, now)
    )
    return {
        item: OwnChange(
            item=item,
            country=places.place_name(area),
            question=question_of(item),
            wave_before=before.wave,
            before=first[item],
            wave=now.wave,
            now=last[item],
        )
        for item in scored_items()
        if item in first and item in last and first[item] != last[item]
    }


def _said_yes(wave: Round, scope: Scope) -> dict[str, dict[str, bool | None]]:
    """Whether each country of a scope said yes, by item, and counts, by indicator of countries."""
    words = wave.words()
    of_countries = {
        name: _counted(wave, indicator, scope)
        for name, indicator in survey_indicators().items()
        if indicator.unit_of_analysis == "country"
    }
    return {item: _yes(words, item, scope) for item in scored_items()} | of_countries


def _question(name: str) -> str:
    """Words of an item or indicator."""
    indicator = survey_indicators().get(name)
    return question_of(name) if indicator is None else f"{indicator.meaning}."


def _yes(words: Mapping[str, Mapping[str, str]], item: str, scope: Scope) -> dict[str, bool | None]:
    """Whether each country of a scope said yes; None where it said neither yes, partly nor no."""
    return {
        iso3: words[iso3][item] == "yes" if words[iso3][item] in DEFICITS else None
        for iso3 in scope.countries
        if iso3 in words
    }


def _counted(wave: Round, indicator: InsopIndicator, scope: Scope) -> dict[str, bool | None]:
    """Whether each country of a scope counts towards an indicator; none where it did not answer."""
    rows = wave.countries[
        (wave.countries[Responses.item_id] == indicator.item_id)
        & (wave.countries[Responses.status] == ANSWERED)
        & wave.countries[Responses.iso3].isin(scope.countries)
    ]
    return dict(
        zip(
            rows[Responses.iso3],
            map(indicator.counts, rows[Responses.value]),
            strict=True,
        )
    )


def _change(found: MatchedChange, confidence: float, scope: Scope, **heading: str) -> AnswerChange:
    """Row of a change; no test where all that changed could not tell, whichever way they went."""
    interval = found.interval if found.n_matched >= FEWEST else NO_INTERVAL
    tested = found.smallest_p <= 1 - confidence
    return AnswerChange(
        **heading,
        scope=scope.code,
        scope_name=scope.name,
        n_matched=found.n_matched,
        n_gained=len(found.gained),
        gained=_names(found.gained),
        n_lost=len(found.lost),
        lost=_names(found.lost),
        share_change=found.difference,
        share_change_lower=interval.lower,
        share_change_upper=interval.upper,
        p=found.p if tested else None,
        why_no_test=None if tested else TooFewChanged(),
        n_entered=len(found.entered),
        n_left=len(found.left),
    )


def _names(iso3s: Iterable[str]) -> str:
    """Names of countries."""
    return ", ".join(map(places.place_name, iso3s))


def say(tables: Tables) -> Iterator[Said]:
    """Tell what the country answers otherwise, then who gained and who lost a yes."""
    for name in tables.of(OWN_CHANGES):
        yield said(OWN, OWN_CHANGES, name)
    for name, one in tables.of(CHANGES).items():
        if one.n_gained + one.n_lost:
            yield said(_message(one), CHANGES, name, main="share_change")


def _message(one: AnswerChange) -> Message[AnswerChange]:
    """Name countries where they are few."""
    many = (one.n_gained > MOST_NAMED, one.n_lost > MOST_NAMED)
    of_many = {(True, True): MANY, (True, False): MANY_GAINED, (False, True): MANY_LOST}
    return of_many.get(many, NAMED)


SECTION: Section[Basis] = Section(
    name="changes",
    tables=(CHANGES, OWN_CHANGES),
    compute=compute,
    say=say,
    messages=(OWN, NAMED, MANY_GAINED, MANY_LOST, MANY),
    empty="no-changes",
    left_out=is_silent,
)
