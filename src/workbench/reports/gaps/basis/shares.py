"""Share of countries that say yes, with both denominators, interval and bounds, as a row."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from workbench.findings.rows import Phrase, count, phrase, row, share
from workbench.methods.basics.intervals import NO_INTERVAL, Interval
from workbench.methods.surveys.gap_index import importance_from_ratings
from workbench.methods.surveys.shares import Share, Stratum, share_of_yes, stratified_share
from workbench.reports.gaps.basis.answers import ANSWERED, LABORATORY, Round, scored_items
from workbench.reports.gaps.basis.scopes import OfScope, Scope
from workbench.reports.gaps.phrases import (
    AppliesToNone,
    ExactInterval,
    NobodyAnswered,
    OneAnswered,
    ScopeName,
    WeightedInterval,
    WilsonInterval,
)
from workbench.store.surveys import Responses
from workbench.vocabulary.survey.items import Item, survey_items

RATED_BY = {
    "thresholds": "imp_thresholds",
    "legislation": "imp_legislation",
    "monitoring": "imp_monitoring",
    "inventory_point": "imp_inventory",
    "inventory_diffuse": "imp_inventory",
    "sop": "imp_sop",
    "biomonitoring": "imp_health",
    "epi_surveillance": "imp_health",
    "exchange": "imp_exchange",
}
"""Item that rates each topic of the scored items."""


def heard_of(item: Item, answers: Round, scope: Scope) -> pd.DataFrame:
    """Rows of those in a scope that an item is put to: countries, or laboratories."""
    is_of_laboratories = item.unit_of_analysis == LABORATORY
    rows = answers.laboratories if is_of_laboratories else answers.countries
    return rows[rows[Responses.iso3].isin(scope.countries)]


def ratings_of(item: Item, heard: pd.DataFrame) -> pd.Series:
    """Give the ratings of an item, each from 1 to 5."""
    given = heard[
        (heard[Responses.item_id] == item.item_id) & (heard[Responses.status] == ANSWERED)
    ]
    return given[Responses.value].astype(int)


def importance_of(item: Item, levels: pd.Series) -> float | None:
    """Weigh the topic that an item rates; None without a rating, or of laboratories."""
    rates_topic = len(levels) and item.unit_of_analysis != LABORATORY
    return importance_from_ratings(levels) if rates_topic else None


def rated_importance(answers: Round, scope: Scope) -> dict[str, float]:
    """Give each scored item the importance that its topic was rated with.

    The importance of a topic is its median rating less 1, over 4. Where one topic has no rating
    there are no such weights at all: others in its place would be nobody's.

    Parameters
    ----------
    answers : Round
        Round of the survey.
    scope : Scope
        All countries whose ratings count.

    Returns
    -------
    dict of str to float
        By item; empty where a topic has no rating. [0 to 1]
    """
    rated = {}
    for name in set(RATED_BY.values()):
        item = survey_items()[name]
        rated[name] = importance_of(item, ratings_of(item, heard_of(item, answers, scope)))
    weights: dict[str, float] = {}
    for name, item in scored_items().items():
        weight = rated[RATED_BY[item.topic]]
        if weight is None:
            return {}
        weights[name] = weight
    return weights


@row
class ShareOfYes(OfScope):
    """Countries or laboratories of a scope that say yes; nothing where it applies to none."""

    n_yes: int | None = count("that said yes, or what is counted", default=None)
    n_answers: int | None = count("that gave an answer that can be counted", default=None)
    n_frame: int | None = count(
        "that could have answered; not applicable ones are outside", default=None
    )
    share_of_answers: float | None = share("yes, of those that answered", default=None)
    share_of_frame: float | None = share("yes, of all that could have answered", default=None)
    share_weighted: float | None = share(
        "share of the frame, each region with its weight", default=None
    )
    share_lower: float | None = share(
        "lower limit of the share of the frame", default=None, lower_of="share_weighted"
    )
    share_upper: float | None = share(
        "upper limit of the share of the frame", default=None, upper_of="share_weighted"
    )
    interval_kind: Phrase | None = phrase(
        "how that interval was made, or why there is none", default=None
    )
    share_least: float | None = share("share, were all without an answer a no", default=None)
    share_most: float | None = share("share, were all without an answer a yes", default=None)


def share_row(
    scope: Scope, said: Mapping[str, bool | None], *, outside: Sequence[str] = (), confidence: float
) -> ShareOfYes:
    """Share of yes in a scope.

    Parameters
    ----------
    scope : Scope
        Countries that could answer.
    said : mapping of str to bool or None
        Answer by country; None, or no entry, where it gave none.
    outside : sequence of str
        Countries to which the item does not apply: they are in no denominator.
    confidence : float
        Of the intervals. [share, 0 to 1]

    Returns
    -------
    ShareOfYes
        Counts, with the share and its limits where they can be given.
    """
    strata = [
        _stratum(region, [iso3 for iso3 in units if iso3 not in outside], said)
        for region, units in scope.strata.items()
        if set(units) - set(outside)
    ]
    if not strata:
        return ShareOfYes(scope=scope.code, scope_name=scope.name, interval_kind=AppliesToNone())
    found = share_of_yes(
        sum(stratum.n_yes for stratum in strata),
        sum(stratum.n_answers for stratum in strata),
        sum(stratum.n_frame for stratum in strata),
        confidence=confidence,
    )
    return _row(scope, found, *_interval(scope, strata, found, confidence))


def open_share_row(
    scope: Scope, counted: Sequence[bool], n_listed: int, confidence: float
) -> ShareOfYes:
    """Share of yes among units of which the list is not complete, as laboratories.

    Laboratories join their networks all the time, so that a list of them is no finite population:
    the answers say no more than a sample of many would. The range without assumptions is of those
    that are listed, and where all of them answered nothing is left open.

    Parameters
    ----------
    scope : Scope
        Where they are.
    counted : sequence of bool
        Whether each that answered is counted.
    n_listed : int
        All that are on the list.
    confidence : float
        Of the interval. [share, 0 to 1]

    Returns
    -------
    ShareOfYes
        Counts, with the share and its limits.
    """
    found = share_of_yes(sum(counted), len(counted), n_listed, confidence=confidence)
    if not found.n_answers:
        return _row(scope, found, math.nan, NO_INTERVAL, NobodyAnswered(regions=()))
    interval, is_cut = _cut(found.unlimited, found.bounds)
    return _row(scope, found, math.nan, interval, WilsonInterval(is_cut=is_cut))


def _row(
    scope: Scope, found: Share, weighted: float, interval: Interval, kind: Phrase
) -> ShareOfYes:
    """Row of a share and its interval."""
    return ShareOfYes(
        scope=scope.code,
        scope_name=scope.name,
        n_yes=found.n_yes,
        n_answers=found.n_answers,
        n_frame=found.n_frame,
        share_of_answers=found.of_answers,
        share_of_frame=found.of_frame,
        share_weighted=weighted,
        share_lower=interval.lower,
        share_upper=interval.upper,
        interval_kind=kind,
        share_least=found.bounds.lower,
        share_most=found.bounds.upper,
    )


def _interval(
    scope: Scope, strata: Sequence[Stratum], found: Share, confidence: float
) -> tuple[float, Interval, Phrase]:
    """Weighted share and interval; exact in one region; none where a region has no variance.

    A region of which one country of several answered shows no variance. R's package survey stops
    there unless it is told what to assume; here no interval is given, and the region is named.
    """
    if not found.n_answers:
        return math.nan, NO_INTERVAL, NobodyAnswered(regions=())
    if len(strata) == 1:
        return math.nan, found.exact, ExactInterval()
    silent = [one.name for one in strata if not one.n_answers]
    if silent:
        return math.nan, NO_INTERVAL, NobodyAnswered(regions=_names(scope, silent))
    weighted = stratified_share(strata, single="undefined", confidence=confidence)
    lonely = [one.name for one in strata if one.n_answers == 1 < one.n_frame]
    if lonely:
        return weighted.share, NO_INTERVAL, OneAnswered(regions=_names(scope, lonely))
    if weighted.reason:
        return weighted.share, NO_INTERVAL, weighted.reason
    interval, is_cut = _cut(weighted.interval, found.bounds)
    return weighted.share, interval, WeightedInterval(is_cut=is_cut)


def _names(scope: Scope, regions: Sequence[str]) -> tuple[ScopeName, ...]:
    """Names of regions of a scope."""
    return tuple(scope.region_name(region) for region in regions)


def _cut(interval: Interval, bounds: Interval) -> tuple[Interval, bool]:
    """Interval without what no missing answer could bring, which loses nothing of its cover."""
    kept = interval.within(bounds)
    return kept, kept != interval


def _stratum(region: str, units: Sequence[str], said: Mapping[str, bool | None]) -> Stratum:
    """Count yes and answers of a region."""
    answers = [said[iso3] for iso3 in units if said.get(iso3) is not None]
    return Stratum(region, sum(map(bool, answers)), len(answers), len(units))
