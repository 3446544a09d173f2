"""Which message says what was found in a series."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings.tables import Tables
from workbench.reports.report import only
from workbench.reports.trends.changing.bridges import BRIDGES, JOINED, JoinedTrend, LaboratoryBridge
from workbench.reports.trends.changing.figures import FIGURE_MESSAGES
from workbench.reports.trends.changing.outlook import MEETINGS, OUTLOOK, WORDED, Meeting, Outlook
from workbench.reports.trends.changing.rows import TRENDS, Trend
from workbench.reports.trends.changing.sites import SHARES, SITE_MAP, SubstanceShare
from workbench.reports.trends.overview import OVERVIEW
from workbench.words.messages import Message
from workbench.words.said import UNGRADED, Said, said

STRONG = Message("trend-strong", Trend, "trend")
WEAK = Message("trend-weak", Trend, "trend")
UNSIZED = Message("trend-unsized", Trend, "trend")
NO_CHANGE = Message("trend-no-change", Trend, "trend")
NO_EVIDENCE = Message("trend-no-evidence", Trend, "trend")
OPEN = Message("trend-open", Trend, "trend")
INSUFFICIENT = Message("trend-insufficient", Trend, "trend")
CAMPAIGNS = Message("trend-campaigns", Trend, "campaigns")
REACH = Message("trend-reach", Trend, "reach")
UNBRIDGED = Message("laboratory-unbridged", Trend, "unbridged")
BRIDGED = Message("laboratory-bridged", LaboratoryBridge, "bridged")
JOINED_TREND = Message("joined-trend", JoinedTrend, "joined")
DIFFERING = Message("trend-differing", Trend, "trend")
SITES = Message("sites-changing", SubstanceShare, "sites")
COUNTRIES = Message("countries-changing", SubstanceShare, "countries")
NEEDED = Message("outlook-needed", Outlook, "outlook")
MEETS = Message("threshold-met", Meeting, "threshold_met")
MESSAGES = (
    *(STRONG, WEAK, UNSIZED, NO_CHANGE, NO_EVIDENCE, OPEN, INSUFFICIENT),
    *(DIFFERING, CAMPAIGNS, REACH, UNBRIDGED, BRIDGED, JOINED_TREND),
    *(SITES, COUNTRIES, NEEDED, MEETS),
    *FIGURE_MESSAGES,
    SITE_MAP,
)
SHARE_GRADE = "shares"


def say(tables: Tables) -> Iterator[Said]:
    """Tell what was found in each series, or, of several countries, in how many of them."""
    _, counts = only(tables, OVERVIEW)
    if not counts.is_region:
        for name, one in _told(tables).items():
            yield said(_message(one), TRENDS, name, grade=one.grade, main="change_per_year")
            if one.campaign_sd:
                yield said(CAMPAIGNS, TRENDS, name, main="campaign_sd")
            if one.detectable_per_year and one.grade in {"weak", "no-evidence"}:
                yield said(REACH, TRENDS, name, main="detectable_per_year")
            if one.laboratory_least:
                yield said(UNBRIDGED, TRENDS, name, main="laboratory_least")
        yield from _on_one_scale(tables)
        yield from _ahead(tables)
    for name, share in tables.of(SHARES).items():
        if counts.is_region:
            yield said(COUNTRIES, SHARES, name, grade=SHARE_GRADE, main="n_countries")
        if share.n_sites:
            yield said(SITES, SHARES, name, main="n_sites")


def _on_one_scale(tables: Tables) -> Iterator[Said]:
    """Tell what joined methods give together, and which laboratories were brought to one scale."""
    for name, joined in tables.of(JOINED).items():
        grade = joined.grade if joined.decides else UNGRADED
        yield said(JOINED_TREND, JOINED, name, grade=grade, main="change_per_year")
    for name in tables.of(BRIDGES):
        yield said(BRIDGED, BRIDGES, name, main="shift")


def _ahead(tables: Tables) -> Iterator[Said]:
    """Tell what would be needed where no change is seen, and when thresholds are met."""
    trends = tables.of(TRENDS)
    for name, one in tables.of(OUTLOOK).items():
        is_lacking = one.rounds_needed is None or one.rounds_needed > one.n_rounds
        is_open = trends[one.series].grade == "no-evidence"
        if one.change_per_year == WORDED and is_open and is_lacking:
            yield said(NEEDED, OUTLOOK, name, main="rounds_needed")
    for name, meeting in tables.of(MEETINGS).items():
        if meeting.years:
            yield said(MEETS, MEETINGS, name, main="years")


def _told(tables: Tables) -> dict[str, Trend]:
    """Whole series, and the strata of those whose strata change differently; long records first."""
    trends = tables.of(TRENDS)
    told = {}
    for name, one in trends.items():
        whole = trends.get(one.series)  # of joined series the longest may have one round alone
        column = one.stratum.partition("=")[0]
        if not column or (whole is not None and column == whole.differs_in):
            told[name] = one
    longest = sorted(told, key=lambda name: (-told[name].n_rounds, -told[name].n_sites))
    return {name: told[name] for name in longest}


def _message(one: Trend) -> Message[Trend]:
    """Choose what to say of a trend: its size, its direction, that there is none, or nothing."""
    is_sized = None not in {one.rate, one.rate_lower, one.rate_upper}
    if one.differs_in:
        return DIFFERING
    if one.direction != "none":
        by_grade = {"strong": STRONG, "weak": WEAK}
        return by_grade[one.grade] if is_sized else UNSIZED
    if one.grade == "no-change":
        return NO_CHANGE
    if one.grade == "insufficient":
        return INSUFFICIENT
    return NO_EVIDENCE if is_sized else OPEN
