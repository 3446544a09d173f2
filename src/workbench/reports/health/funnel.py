"""Ratios of the areas between control limits: which are beyond what chance alone makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from workbench.findings.rows import code, count, number, row
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.rates.standardisation import control_limits
from workbench.presentation import charts
from workbench.presentation.figure import captioned
from workbench.presentation.html import Picture, Text
from workbench.presentation.style import DETECT, NON_DETECT
from workbench.reports.health.basis import Basis
from workbench.reports.health.rates import AREAS, AreaRatio
from workbench.reports.report import Section
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

INNER, OUTER = 0.95, 0.998  # two and three standard deviations
N_LIMITS = 40  # points of a drawn limit


@row
class BeyondLimits:
    """Areas of an outcome whose ratio is beyond control limits about one, of those shown."""

    outcome: str = code("outcome", "what was counted, both sexes", "Outcome")
    n_areas: int = count("areas whose cases are shown", "Areas shown")
    n_beyond_inner: int = count("of these, beyond the 95 % limits", "Beyond 95 %")
    by_chance_inner: float = number("to be expected by chance", "By chance", unit="1")
    n_beyond_outer: int = count("of these, beyond the 99.8 % limits", "Beyond 99.8 %")
    by_chance_outer: float = number("to be expected by chance", "By chance alone", unit="1")
    n_hidden: int = count("areas whose cases are suppressed", "Suppressed")


FUNNEL = Table("funnel", BeyondLimits, "Areas beyond control limits", "No area may be shown.")
BEYOND = Message("areas-beyond", BeyondLimits, "funnel")
FIGURE = Message("figure-funnel", BeyondLimits)


def compute(_: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Count areas beyond control limits, of those that the page shows."""
    areas = list(tables.of(AREAS).values())
    outcomes = dict.fromkeys(one.outcome for one in areas)
    found = {name: _beyond([one for one in areas if one.outcome == name]) for name in outcomes}
    yield FUNNEL.filled({name: one for name, one in found.items() if one.n_areas})


def _beyond(areas: Sequence[AreaRatio]) -> BeyondLimits:
    """Count the areas of an outcome beyond both pairs of limits."""
    shown = _shown(areas)
    n = len(shown)
    return BeyondLimits(
        outcome=areas[0].outcome,
        n_areas=n,
        n_beyond_inner=sum(_is_beyond(shown, INNER)),
        by_chance_inner=round(n * (1 - INNER), 1),
        n_beyond_outer=sum(_is_beyond(shown, OUTER)),
        by_chance_outer=round(n * (1 - OUTER), 1),
        n_hidden=len(areas) - n,
    )


def _shown(areas: Sequence[AreaRatio]) -> list[tuple[float, float]]:
    """Give expected cases and ratio of the areas whose cases are shown."""
    return [
        (one.expected, one.smr)
        for one in areas
        if one.smr is not None and one.expected is not None and one.expected > 0
    ]


def _is_beyond(shown: Sequence[tuple[float, float]], level: float) -> list[bool]:
    """Whether the ratio of each area is beyond the limits of a level."""
    if not shown:
        return []
    expected, ratios = np.array(shown).T
    lower, upper = control_limits(expected, confidence=level)
    return [bool(one) for one in (ratios < lower) | (ratios > upper)]


def say(tables: Tables) -> Iterator[Said]:
    """Tell how many areas are beyond the outer limits."""
    for name in tables.of(FUNNEL):
        yield said(BEYOND, FUNNEL, name, main="n_beyond_outer")


def figure(tables: Tables, words: Words) -> Picture | Text:
    """Draw the ratios of the first outcome against the expected cases, between the limits."""
    summaries = tables.of(FUNNEL)
    if not summaries:
        return Text(words.plain("figure-funnel-none"))
    first = next(iter(summaries.values()))
    own = [one for one in tables.of(AREAS).values() if one.outcome == first.outcome]
    shown = _shown(own)
    marks = [NON_DETECT if far else DETECT for far in _is_beyond(shown, OUTER)]
    points = [(*place, mark) for place, mark in zip(shown, marks, strict=True)]
    expected = [one for one, _ in shown]
    at = np.geomspace(min(expected), max(expected), N_LIMITS)
    limits = [
        charts.curves.ControlLimits(
            words.plain(name), list(at), *map(list, control_limits(at, level))
        )
        for name, level in (("limits-inner", INNER), ("limits-outer", OUTER))
    ]
    across = words.plain("axis-expected")
    axis = charts.curves.Axis(words.plain("axis-observed-expected"), words.numbers.plain)
    told = [words.sentence(BEYOND, first).text]
    return captioned(
        charts.curves.funnel(points, limits, across, axis), (FIGURE, first), told, words
    )


SECTION: Section[Basis] = Section(
    name="funnel",
    tables=(FUNNEL,),
    compute=compute,
    say=say,
    messages=(BEYOND, FIGURE),
    figures={"funnel": figure},
)
