"""Tells the state of each indicator, and shows it with the limits of its share."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings.rows import Phrase, Tables
from workbench.presentation.html import HtmlTable
from workbench.presentation.table import as_table
from workbench.reports.gaps.indicators.tables import (
    INDICATORS,
    SHOWN,
    IndicatorShown,
    IndicatorState,
    ShareAlone,
    ShareRange,
)
from workbench.reports.gaps.overview import OVERVIEW, Overview
from workbench.reports.report import only
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

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
    if len(known) == 1:
        return ShareAlone(value=known[0], target=target)
    return ShareRange(lower=known[0], upper=known[1], target=target)
