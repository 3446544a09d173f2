"""INSOP's indicators: how far they are, whatever those without an answer would say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from workbench.findings.excluded import Named
from workbench.findings.rows import Phrase, code, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.inputs.surveys.sampling_frame import units_in_frame
from workbench.methods.basics.intervals import NO_INTERVAL, Interval
from workbench.methods.surveys.target_state import EachState, each_has, target_state, weaker
from workbench.presentation.html import HtmlTable
from workbench.presentation.shown_table import as_table
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import ANSWERED, Round
from workbench.reports.gaps.basis.overview import OVERVIEW, Overview, is_silent
from workbench.reports.gaps.basis.scopes import Scope, by_network
from workbench.reports.gaps.basis.shares import ShareOfYes, open_share_row, share_row
from workbench.reports.gaps.phrases import (
    DueBy,
    EachHas,
    LackingIn,
    ListNeeded,
    NoRegions,
    ScopeName,
    SilentIn,
    StateBecause,
    TooManyAnswered,
    WithoutInterval,
)
from workbench.reports.report import Section, only
from workbench.store.surveys import Responses, SurveyFrame
from workbench.vocabulary import places
from workbench.vocabulary.survey.rules import InsopIndicator, survey_indicators
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words


@row
class IndicatorCounted:
    """What an indicator counts."""

    indicator: str = code("indicator", "code of the indicator")
    meaning: str = text("what is counted")


@row
class IndicatorState(ShareOfYes, IndicatorCounted):  # the columns of the last one come first
    """State of an indicator in a scope; without counts where it cannot be computed."""

    share_of_answers: float | None = share(
        "yes, of those that answered", default=None, apart_from="target"
    )
    share_weighted: float | None = share(
        "share of the frame, each region with its weight", default=None, apart_from="target"
    )
    share_lower: float | None = share(
        "lower limit of the share of the frame",
        default=None,
        lower_of="share_weighted",
        apart_from="target",
    )
    share_upper: float | None = share(
        "upper limit of the share of the frame",
        default=None,
        upper_of="share_weighted",
        apart_from="target",
    )
    share_least: float | None = share(
        "share, were all without an answer a no", default=None, apart_from="target"
    )
    share_most: float | None = share(
        "share, were all without an answer a yes", default=None, apart_from="target"
    )
    target: float | None = share("share, or number in each region, that the action plan names")
    due: DueBy = phrase("when it is due, and of which wave the state is")
    state: str = code(
        "target-state",
        "met, not met, inconclusive, no target or not computable; the weaker one",
    )
    state_of_answers: str = code("target-state", "state by who answered, allowing for chance")
    state_under_bounds: str = code("target-state", "state that no missing answer could change")
    why: tuple[Phrase, ...] = phrase("what the state rests on, or what is needed")
    units_counted: tuple[Phrase, ...] = phrase(
        "countries that count, or regions that have it", is_list=True
    )


@row
class ShareAlone(Phrase):
    """A share, with as many digits as tell it from the target."""

    value: float = share("the share", apart_from="target")
    target: float | None = share("target that it is compared with")


@row
class ShareRange(Phrase):
    """Limits of a share, with as many digits as tell them from the target."""

    lower: float = share("lower limit", apart_from="target")
    upper: float = share("upper limit", apart_from="target")
    target: float | None = share("target that they are compared with")


@row
class IndicatorShown:
    """An indicator as the page shows it."""

    meaning: str = text("what is counted", "Indicator")
    scope_name: ScopeName = phrase("scope", "Of")
    state: str = code("target-state", "the weaker state", "State")
    state_of_answers: str = code(
        "target-state", "state by those that answered", "By those that answered"
    )
    state_under_bounds: str = code(
        "target-state", "state that no answer could change", "Whatever the others say"
    )
    of_answers: Phrase | None = phrase("share of those that answered", "Of answered")
    weighted: Phrase | None = phrase("share of the frame, weighted", "Weighted")
    by_chance: Phrase | None = phrase("limits of that share", "Allowing for chance")
    bounds: Phrase | None = phrase("limits without assumptions", "Without assumptions")


INDICATORS = Table(
    "indicators", IndicatorState, "Indicators of INSOP's action plan", "No indicator."
)
SHOWN = Table("indicators", IndicatorShown, INDICATORS.title, INDICATORS.empty, most=12)
NOT_COMPUTABLE = "not computable"
DIFFERENT = "different"  # the missing answers could change the state


class JudgedIndicator(NamedTuple):
    """State of an indicator, with what it rests on."""

    state: str  # the weaker of the two that follow
    of_answers: str
    under_bounds: str
    why: tuple[Phrase, ...]
    units_counted: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Asked:
    """An indicator in a scope, with all that it is worked out from."""

    indicator: InsopIndicator
    scope: Scope
    answers: Round
    listed: pd.DataFrame | None  # laboratories that could answer, where there is a list
    confidence: float

    @property
    def answered(self) -> pd.DataFrame:
        """Rows of the item that were answered in the scope, by countries or by laboratories."""
        of_countries = self.indicator.unit_of_analysis == "country" and not self.indicator.of_each
        rows = self.answers.countries if of_countries else self.answers.laboratories
        return rows[
            (rows[Responses.item_id] == self.indicator.item_id)
            & (rows[Responses.status] == ANSWERED)
            & rows[Responses.iso3].isin(self.scope.countries)
        ]


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Judge each indicator in each scope of the page; what cannot be computed says why.

    What holds for each region is given for each network of laboratories too.
    """
    listed = units_in_frame(basis.frame, "laboratory")
    confidence = basis.parameters.confidence
    found = {}
    for name, indicator in survey_indicators().items():
        for scope in basis.scopes:
            asked = Asked(indicator, scope, basis.now, listed, confidence)
            found[f"{name}@{scope.code}"] = _state_of(asked)
            if indicator.of_each and len(scope.strata) > 1:
                of_networks = replace(asked, scope=by_network(scope))
                found[f"{name}:networks@{scope.code}"] = _state_of(of_networks)
    yield INDICATORS.filled(found)


def _state_of(asked: Asked) -> IndicatorState:
    """Row of an indicator: what is counted over whom, its state and when it is due."""
    indicator = asked.indicator
    found, judged = _judged(asked)
    return IndicatorState(
        **vars(found),
        indicator=indicator.indicator,
        meaning=indicator.meaning,
        target=indicator.target,
        due=_due(asked),
        state=judged.state,
        state_of_answers=judged.of_answers,
        state_under_bounds=judged.under_bounds,
        why=judged.why,
        units_counted=judged.units_counted,
    )


def _due(asked: Asked) -> DueBy:
    """Say when an indicator is due: a year, or the words of the plan."""
    indicator = asked.indicator
    is_year = indicator.due.isdecimal()
    return DueBy(
        least=_least(indicator) if indicator.of_each and indicator.target is not None else None,
        year=int(indicator.due) if is_year else None,
        term="" if is_year else indicator.due,
        wave=asked.answers.wave,
    )


def _least(indicator: InsopIndicator) -> int:
    """Laboratories that each region is to have."""
    return int(indicator.target or 1)


def _judged(asked: Asked) -> tuple[ShareOfYes, JudgedIndicator]:
    """Count an indicator in its scope, and judge it."""
    if asked.indicator.of_each:
        return _each_region(asked)
    if asked.indicator.unit_of_analysis == "country":
        return _of_countries(asked)
    return _of_laboratories(asked)


def _of_countries(asked: Asked) -> tuple[ShareOfYes, JudgedIndicator]:
    """Share of the countries of a scope."""
    rows, scope = asked.answered, asked.scope
    counts = [asked.indicator.counts(answer) for answer in rows[Responses.value]]
    said = dict(zip(rows[Responses.iso3], counts, strict=True))
    names = tuple(Named(name=places.place_name(iso3)) for iso3 in scope.countries if said.get(iso3))
    found = share_row(scope, said, confidence=asked.confidence)
    return found, _against_target(found, asked.indicator)._replace(units_counted=names)


def _of_laboratories(asked: Asked) -> tuple[ShareOfYes, JudgedIndicator]:
    """Share of the laboratories of a scope; none without a list of those that could answer."""
    rows, listed = asked.answered, asked.listed
    n_listed = (
        0 if listed is None else int(listed[SurveyFrame.iso3].isin(asked.scope.countries).sum())
    )
    if not n_listed:
        return _not_computable(asked, ListNeeded())
    if len(rows) > n_listed:
        return _not_computable(asked, TooManyAnswered())
    counted = [asked.indicator.counts(answer) for answer in rows[Responses.value]]
    found = open_share_row(asked.scope, counted, n_listed, asked.confidence)
    return found, _against_target(found, asked.indicator)


def _each_region(asked: Asked) -> tuple[ShareOfYes, JudgedIndicator]:
    """Whether each region of a scope has enough laboratories; silence is not the lack of one."""
    rows, listed, scope = asked.answered, asked.listed, asked.scope
    least = _least(asked.indicator)
    counts: dict[str, int | None] = {}
    sure: dict[str, int | None] = {}
    for region, units in scope.strata.items():
        of_region = rows[rows[Responses.iso3].isin(units)]
        n_counted = sum(map(asked.indicator.counts, of_region[Responses.value]))
        n_listed = 0 if listed is None else int(listed[SurveyFrame.iso3].isin(units).sum())
        all_answered = 0 < n_listed <= len(of_region)
        counts[region] = n_counted if len(of_region) else None
        sure[region] = n_counted if n_counted >= least or all_answered else None
    if not counts:
        return _not_computable(asked, NoRegions())
    found = each_has(counts, least)
    counted = ShareOfYes(
        scope=scope.code,
        scope_name=scope.name,
        n_yes=found.n_met,
        n_answers=found.n_units - len(found.unknown),
        n_frame=found.n_units,
    )
    under_bounds = each_has(sure, least).state
    return counted, JudgedIndicator(
        weaker(found.state, under_bounds),
        found.state,
        under_bounds,
        _why_of_each(scope, found),
        _names(scope, (one for one in counts if one not in (*found.missing, *found.unknown))),
    )


def _not_computable(asked: Asked, why: Phrase) -> tuple[ShareOfYes, JudgedIndicator]:
    """No counts, and why."""
    nothing = ShareOfYes(scope=asked.scope.code, scope_name=asked.scope.name)
    return nothing, JudgedIndicator(NOT_COMPUTABLE, "", "", (why,))


def _why_of_each(scope: Scope, found: EachState) -> tuple[Phrase, ...]:
    """Name the regions of which no laboratory takes part, and those that nothing was heard of."""
    missing, unknown = _names(scope, found.missing), _names(scope, found.unknown)
    why: list[Phrase] = []
    if missing:
        why.append(LackingIn(regions=missing))
    if unknown:
        why.append(SilentIn(regions=unknown))
    return tuple(why) or (EachHas(),)


def _names(scope: Scope, regions: Iterable[str]) -> tuple[ScopeName, ...]:
    """Names of regions of a scope."""
    return tuple(scope.region_name(region) for region in regions)


def _against_target(found: ShareOfYes, indicator: InsopIndicator) -> JudgedIndicator:
    """Judge a share against the target; without an interval, by the range without assumptions."""
    bounds = _interval(found.share_least, found.share_most) or NO_INTERVAL
    interval = _interval(found.share_lower, found.share_upper)
    judged = target_state(interval or bounds, bounds, indicator.target)
    kind = found.interval_kind
    note = (WithoutInterval(why=kind),) if interval is None and kind else ()
    agree = judged.state == judged.state_under_bounds
    return JudgedIndicator(
        weaker(judged.state, judged.state_under_bounds),
        judged.state,
        judged.state_under_bounds,
        (*note, StateBecause(reason=judged.state if agree else DIFFERENT)),
    )


def _interval(lower: float | None, upper: float | None) -> Interval | None:
    """Both limits, where there are any."""
    return None if lower is None or upper is None else Interval(lower, upper)


LEVEL = Message("interval-level", Overview)
NO_STATE = Message("indicator-not-computable", IndicatorState, "indicator")
EACH = Message("indicator-of-each", IndicatorState, "indicator")
ALL = Message("indicator-all-answered", IndicatorState, "indicator")
SOME = Message("indicator-some-answered", IndicatorState, "indicator")
MESSAGES = (LEVEL, NO_STATE, EACH, ALL, SOME)


def say(tables: Tables) -> Iterator[Said]:
    """Tell the state of each indicator, in words that need no statistics."""
    for name, one in tables.of(INDICATORS).items():
        message = _message(one)
        main = "" if message is NO_STATE else "share_of_answers"
        yield said(message, INDICATORS, name, grade=one.state, main=main)


def _message(one: IndicatorState) -> Message[IndicatorState]:
    """Choose what to say: why there is no state, how many regions have one, or a share."""
    if one.n_frame is None:
        return NO_STATE
    if one.share_least is None:
        return EACH
    return ALL if one.n_answers == one.n_frame else SOME


def shown(tables: Tables, words: Words) -> HtmlTable:
    """Show the state of each indicator and the state that no missing answer could change."""
    rows = {name: _shown(one) for name, one in tables.of(INDICATORS).items()}
    level = words.sentence(LEVEL, only(tables, OVERVIEW)[1]).text
    return as_table(SHOWN.filled(rows), words, notes=level)


def _shown(one: IndicatorState) -> IndicatorShown:
    """Row of the page."""
    return IndicatorShown(
        meaning=one.meaning,
        scope_name=one.scope_name,
        state=one.state,
        state_of_answers=one.state_of_answers,
        state_under_bounds=one.state_under_bounds,
        of_answers=_share(one.target, one.share_of_answers),
        weighted=_share(one.target, one.share_weighted),
        by_chance=_share(one.target, one.share_lower, one.share_upper),
        bounds=_share(one.target, one.share_least, one.share_most),
    )


def _share(target: float | None, *shares: float | None) -> Phrase | None:
    """Share or its limits; equal ones once, None where there are none."""
    known = [one for one in dict.fromkeys(shares) if one is not None]
    if not known:
        return None
    lower, *upper = known
    if not upper:
        return ShareAlone(value=lower, target=target)
    return ShareRange(lower=lower, upper=upper[0], target=target)


SECTION: Section[Basis] = Section(
    name="indicators",
    tables=(INDICATORS,),
    compute=compute,
    say=say,
    messages=MESSAGES,
    views={"indicators": shown},
    left_out=is_silent,
)
