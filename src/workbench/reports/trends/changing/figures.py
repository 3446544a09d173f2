"""The figures of what rises and falls: changes side by side, and each series over time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np

from workbench.findings.rows import Phrase, count, flag, number, phrase, row, text, year
from workbench.findings.tables import Tables
from workbench.presentation import charts
from workbench.presentation.figure import Drawn, captioned, drawn
from workbench.presentation.html import Picture, Text
from workbench.presentation.style import DETECT, GRADES, MOST_PANELS, NON_DETECT, Mark
from workbench.reports.report import only
from workbench.reports.trends.basis import UNIT
from workbench.reports.trends.changing.rows import TRENDS, Trend, line_of
from workbench.reports.trends.levels import COMPARISONS
from workbench.reports.trends.monitored import SERIES, MonitoredSeries, Visit, visits_by_series
from workbench.reports.trends.overview import OVERVIEW
from workbench.reports.trends.phrases import SeriesLabel
from workbench.words.messages import Message
from workbench.words.wording import Words

MOST_ROWS = 40  # of the forest plot
CURVE_POINTS = 41


@row
class Threshold(Phrase):
    """A threshold that a series is compared with."""

    value_mg_kg: float = number("its value", unit=UNIT)


@row
class Panel:
    """A series as a panel shows it."""

    label: SeriesLabel = phrase("the series in words")
    first_median_mg_kg: float = number("median of the first visit", unit=UNIT)
    first_is_bound: bool = flag("whether non-detects leave it open")
    first_year: int = year("year of the first visit")
    last_median_mg_kg: float = number("median of the last visit", unit=UNIT)
    last_is_bound: bool = flag("whether non-detects leave it open")
    last_year: int = year("year of the last visit")
    n_visits: int = count("visits")
    n_below: int | None = count("visits whose median is below the limit; missing for none")
    thresholds: tuple[Threshold, ...] = phrase("thresholds it is compared with", is_list=True)


@row
class SeriesDrawn(Drawn):
    """Series that are drawn, and whose thresholds with them."""

    reference_law: str = text("whose law the thresholds are of, where that is not the own")


@row
class ChangesDrawn(Drawn):
    """Changes that are drawn, and of how many there is evidence."""

    n_series: int = count("series that are drawn, each once")
    n_rising: int = count("of those, rising with strong or weak evidence")
    n_falling: int = count("of those, falling with strong or weak evidence")


FOUND, WAYS = {"strong", "weak"}, ("rising", "falling")
SLOPES = Message("figure-slopes", ChangesDrawn)
SLOPES_ROW = Message("figure-slopes-row", Trend)
PANELS = Message("figure-series", SeriesDrawn)
PANELS_ROW = Message("figure-series-row", Panel)
FIGURE_MESSAGES = (SLOPES, SLOPES_ROW, PANELS, PANELS_ROW)


def slopes(tables: Tables, words: Words) -> Picture | Text:
    """Draw the yearly change of each tested series with its interval."""
    known = [one for one in tables.of(TRENDS).values() if one.change_per_year is not None]
    if not known:
        return Text(words.plain("figure-slopes-none"))
    shown = sorted(known[:MOST_ROWS], key=lambda one: -(one.change_per_year or 0.0))
    rows = [
        charts.forest.ForestRow(
            name=_name(one, words),
            mark=GRADES[one.grade],
            estimate=_percent(one.change_per_year),
            interval=(_percent(one.change_per_year_lower), _percent(one.change_per_year_upper)),
        )
        for one in shown
    ]
    figure = charts.forest.draw(rows, words.plain("axis-change-per-year"))
    told = [words.sentence(SLOPES_ROW, one).text for one in shown]
    whole = [one for one in shown if not one.part]
    n_rising, n_falling = (
        sum(one.grade in FOUND and one.direction == way for one in whole) for way in WAYS
    )
    counts = vars(drawn(tables, TRENDS, len(rows))) | {"n_series": len(whole)}
    about = ChangesDrawn(**counts, n_rising=n_rising, n_falling=n_falling)
    return captioned(figure, (SLOPES, about), told, words)


def _name(one: Trend, words: Words) -> str:
    """Name a row of the figure: the series, the kind of sites and the evidence."""
    named = [words.phrase(one.subject), *([words.phrase(one.part)] if one.part else [])]
    return f"{', '.join(named)}: {words.of(one, 'grade')}"


def _percent(share: float | None) -> float | None:
    """Share in percent."""
    return None if share is None else 100 * share


def series(tables: Tables, words: Words) -> Picture | Text:
    """Draw each series over time, non-detects at their limit as empty triangles."""
    repeated = {name: one for name, one in tables.of(SERIES).items() if one.n_visits > 1}
    shown = dict(islice(repeated.items(), MOST_PANELS))
    if not shown:
        return Text(words.plain("figure-series-none"))
    visits, thresholds = visits_by_series(tables), _thresholds(tables)
    trends = tables.of(TRENDS)
    curves = {name: _curve(visits[name], trends.get(name)) for name in shown}
    panels = [
        charts.panels.SeriesPanel(
            title=words.phrase(one.label),
            points=[_point(visit) for visit in visits[name]],
            line=[(time, level) for time, level, _, _ in curves[name]],
            band=[(time, lower, upper) for time, _, lower, upper in curves[name]],
            thresholds=[(one, words.numbers.plain(one)) for one in thresholds.get(name, ())],
        )
        for name, one in shown.items()
    ]
    told = [
        words.sentence(PANELS_ROW, _panel(one, visits[name], thresholds.get(name, ()))).text
        for name, one in shown.items()
    ]
    figure = charts.panels.draw(panels, words.plain("axis-median"))
    _, counts = only(tables, OVERVIEW)
    shown_of = vars(drawn(tables, SERIES, len(panels)))
    caption = SeriesDrawn(**shown_of, reference_law=counts.reference_set_name)
    return captioned(figure, (PANELS, caption), told, words)


def _point(visit: Visit) -> tuple[float, float, Mark]:
    """Date, median and mark of a visit."""
    return visit.decimal_year, visit.median_mg_kg, NON_DETECT if visit.below_limit else DETECT


def _curve(visits: Sequence[Visit], trend: Trend | None) -> list[tuple[float, ...]]:
    """Date and level of the typical site, with its band; empty where that is not known."""
    line = line_of(trend) if trend is not None else None
    if line is None:
        return []
    times = np.linspace(visits[0].decimal_year, visits[-1].decimal_year, CURVE_POINTS)
    return [*zip(times.tolist(), *(part.tolist() for part in line.at(times)), strict=True)]


def _thresholds(tables: Tables) -> dict[str, list[float]]:
    """Thresholds that each series is compared with, each once."""
    found: dict[str, set[float]] = {}
    for one in tables.of(COMPARISONS).values():
        if one.threshold_mg_kg is not None:
            found.setdefault(one.series, set()).add(one.threshold_mg_kg)
    return {name: sorted(values) for name, values in found.items()}


def _panel(one: MonitoredSeries, visits: Sequence[Visit], thresholds: Sequence[float]) -> Panel:
    """Say where a series begins and ends, and what it is compared with."""
    first, last = visits[0], visits[-1]
    return Panel(
        label=one.label,
        first_median_mg_kg=first.median_mg_kg,
        first_is_bound=first.below_limit,
        first_year=one.first_year,
        last_median_mg_kg=last.median_mg_kg,
        last_is_bound=last.below_limit,
        last_year=one.last_year,
        n_visits=len(visits),
        n_below=sum(visit.below_limit for visit in visits) or None,
        thresholds=tuple(Threshold(value_mg_kg=value) for value in thresholds),
    )
