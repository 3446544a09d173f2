"""What the page begins with: who answered, the counts of the report and the key messages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import pandas as pd

from workbench.findings.tables import AnyFilled, Tables
from workbench.reports.gaps import lacking, participation, thresholds
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import RESPONSE
from workbench.reports.gaps.basis.shares import RATED_BY
from workbench.reports.gaps.doubts import CONFLICTS, CONTRADICTIONS
from workbench.reports.gaps.index import INDEX, VALUE, CountryIndex
from workbench.reports.gaps.overview import OVERVIEW, Overview, is_country
from workbench.reports.gaps.ratings import RATINGS
from workbench.reports.report import Summary, only
from workbench.store.surveys import Responses
from workbench.vocabulary import places
from workbench.words.messages import Message
from workbench.words.said import Said, said

MOST_GAPS = 3  # among the key messages; the others are counted
ANSWERED = Message("country-answered", Overview, "answered")
OF_REGION = Message("region-answered", Overview, "answered")
NO_ANSWER = Message("no-answer", Overview, "answered")
NO_SURVEY = Message("no-survey", Overview, "answered")
CAVEATS = ("caveat-not-checked", "caveat-silent", "caveat-gap")


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Count what the whole report holds."""
    now, scopes, ranks = basis.now, basis.scopes, tables.of(INDEX)
    own = now.countries[now.countries[Responses.iso3].isin(basis.iso3s)]
    near = {*scopes[0].countries, basis.area}
    n_left_out = n_responses(now.left_out, near)
    n_counted = n_responses(now.countries, near) + n_responses(now.laboratories, near)
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
    """Say whether the country answered, or how many of the region did."""
    area, _ = only(tables, OVERVIEW)
    if is_country(tables):
        yield said(ANSWERED, OVERVIEW, area)
    else:
        yield said(OF_REGION, OVERVIEW, area, main="n_countries_answered")


def no_data(tables: Tables) -> Said | None:
    """Say that nothing was heard, what that means and what would help."""
    area, counts = only(tables, OVERVIEW)
    if counts.n_countries_answered:
        return None
    return said(NO_ANSWER if counts.wave else NO_SURVEY, OVERVIEW, area, grade="missing")


def key(_: Tables, listed: Sequence[Said]) -> list[Said]:
    """Choose the index, who answered, the largest gaps, the response rate and thresholds."""
    answered = [one for one in listed if one.message.measure == ANSWERED.measure]
    index = [one for one in listed if one.message is VALUE]
    gaps = [one for one in listed if one.message is lacking.GAP]
    rate = [one for one in (participation.nearest(listed),) if one]
    recorded = [one for one in listed if one.message in thresholds.RECORDED]
    first = [*index, *answered] if len(index) == 1 else [*answered, *index]
    return [*first, *gaps[:MOST_GAPS], *rate, *recorded, *gaps[MOST_GAPS:]]


def notes(tables: Tables) -> tuple[str, ...]:
    """Remind of what holds for any answer."""
    return CAVEATS if only(tables, OVERVIEW)[1].n_responses else ()


SUMMARY: Summary[Basis] = Summary(
    name="summary",
    tables=(OVERVIEW,),
    compute=compute,
    say=say,
    messages=(ANSWERED, OF_REGION, NO_ANSWER, NO_SURVEY),
    notes=notes,
    no_data=no_data,
    key=key,
    silences=False,
)
