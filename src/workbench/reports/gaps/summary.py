"""What the page begins with: who answered, the counts of the report and the key messages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import pandas as pd

from workbench.findings.tables import AnyFilled, Tables
from workbench.methods.surveys.target_state import WEAKEST_FIRST
from workbench.reports.gaps import lacking, participation, thresholds
from workbench.reports.gaps.actions import ACTIONS, AdvisedAction
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import BESIDE_COUNTRY, RESPONSE, ChosenResponse
from workbench.reports.gaps.basis.overview import OVERVIEW, Overview, is_country
from workbench.reports.gaps.basis.shares import RATED_BY
from workbench.reports.gaps.doubts import CONFLICTS, CONTRADICTIONS
from workbench.reports.gaps.index import INDEX, VALUE, CountryIndex
from workbench.reports.gaps.indicators import INDICATORS, IndicatorState
from workbench.reports.gaps.ratings import RATINGS
from workbench.reports.report import Summary, only
from workbench.store.surveys import Responses
from workbench.vocabulary import places
from workbench.words.messages import Message
from workbench.words.said import Said, said

MOST_GAPS = 2  # among the key messages; the others are counted
ANSWERED = Message("country-answered", Overview, "answered")
OF_REGION = Message("region-answered", Overview, "answered")
NO_ANSWER = Message("no-answer", Overview, "answered")
NO_SURVEY = Message("no-survey", Overview, "answered")
INDICATOR = Message("indicator-key", IndicatorState, "indicator_key")
ACTION = Message("action-key", AdvisedAction, "action_key")
STATED = 2  # indicators among the key messages
CAVEATS = ("caveat-not-checked", "caveat-silent", "caveat-gap")


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Count what the whole report holds."""
    now, scopes, ranks = basis.now, basis.scopes, tables.of(INDEX)
    own = now.countries[now.countries[Responses.iso3].isin(basis.iso3s)]
    near = {*scopes[0].countries, basis.area}
    counted = pd.concat([now.countries, now.laboratories])  # a laboratory may be in both
    aside = now.left_out[now.left_out[ChosenResponse.why] != BESIDE_COUNTRY]
    n_left_out, n_counted = n_responses(aside, near), n_responses(counted, near)
    rated = tables.of(RATINGS)
    counts = Overview(
        area_name=places.place_name(basis.area),
        wave=now.wave,
        wave_before=basis.before.wave,
        answered=("yes" if len(own) else "no") if basis.is_country else "",
        region_name=scopes[0].name if basis.is_country and len(scopes) > 1 else None,
        role=str(own[Responses.role].iloc[0]) if basis.is_country and len(own) else "",
        frame_source=basis.list_from,
        n_frame=len(scopes[-1].countries),
        n_ratings=min((rated[one].n_answers for one in RATED_BY.values() if rated), default=0),
        n_rank_moved=n_moved(ranks),
        n_ranked=sum(one.rank is not None for one in ranks.values()),
        n_responses=n_counted + n_left_out,
        n_counted=n_counted,
        n_not_counted=n_left_out,
        n_countries_answered=own[Responses.iso3].nunique(),
        n_contradictions=len(tables.of(CONTRADICTIONS)),
        n_conflicts=len(tables.of(CONFLICTS)),
        confidence=basis.parameters.confidence,
    )
    yield OVERVIEW.filled({basis.area: counts})


def n_responses(rows: pd.DataFrame, iso3s: Collection[str]) -> int:
    """Responses of some countries."""
    return len(rows[rows[Responses.iso3].isin(iso3s)].drop_duplicates(RESPONSE))


def n_moved(ranks: Mapping[str, CountryIndex]) -> int:
    """Countries whose rank is another with the importance that respondents gave."""
    return sum(
        one.rank != one.rank_rated
        for one in ranks.values()
        if one.rank is not None and one.rank_rated is not None
    )


def say(tables: Tables) -> Iterator[Said]:
    """Say whether the country answered, or how many of the region did; state what follows."""
    area, _ = only(tables, OVERVIEW)
    if is_country(tables):
        yield said(ANSWERED, OVERVIEW, area)
    else:
        yield said(OF_REGION, OVERVIEW, area, main="n_countries_answered")
    for name in _judged(tables)[:STATED]:
        state = tables.of(INDICATORS)[name].state
        yield said(INDICATOR, INDICATORS, name, grade=state, main="n_yes")
    for name in [*tables.of(ACTIONS)][:1]:
        yield said(ACTION, ACTIONS, name)


def _judged(tables: Tables) -> list[str]:
    """Name the shares that have a target in the nearest scope, those not met first."""
    rows = {
        name: one
        for name, one in tables.of(INDICATORS).items()
        if one.target is not None and one.share_least is not None
    }
    nearest = next((one.scope for one in rows.values()), "")
    near = [name for name, one in rows.items() if one.scope == nearest]
    return sorted(near, key=lambda name: WEAKEST_FIRST.index(rows[name].state))


def no_data(tables: Tables) -> Said | None:
    """Say that nothing was heard, what that means and what would help."""
    area, counts = only(tables, OVERVIEW)
    if counts.n_countries_answered:
        return None
    return said(NO_ANSWER if counts.wave else NO_SURVEY, OVERVIEW, area, grade="missing")


def key(_: Tables, listed: Sequence[Said]) -> list[Said]:
    """Choose the index, the largest gaps, what follows, thresholds and rate, and who answered.

    On the page of a country its answer stands before its gaps, and so does the lack of one.
    """
    answered = [one for one in listed if one.message.measure == ANSWERED.measure]
    index = [one for one in listed if one.message is VALUE]
    gaps = [one for one in listed if one.message is lacking.GAP]
    rate = [one for one in (participation.nearest(listed),) if one]
    recorded = [one for one in listed if one.message in thresholds.RECORDED]
    is_one = len(index) == 1 or not gaps
    first, later = ([*index, *answered], []) if is_one else (index, answered)
    stated = [one for one in listed if one.message in {ACTION, INDICATOR}]
    return [*first, *gaps[:MOST_GAPS], *later, *stated, *recorded, *rate, *gaps[MOST_GAPS:]]


def notes(tables: Tables) -> tuple[str, ...]:
    """Remind of what holds for any answer."""
    return CAVEATS if only(tables, OVERVIEW)[1].n_responses else ()


SUMMARY: Summary[Basis] = Summary(
    name="summary",
    tables=(OVERVIEW,),
    compute=compute,
    say=say,
    messages=(ANSWERED, OF_REGION, NO_ANSWER, NO_SURVEY, INDICATOR, ACTION),
    notes=notes,
    no_data=no_data,
    key=key,
    silences=False,
)
