"""Draws the trends report; each picture says in words what it shows."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TypeVar

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from workbench.findings import Result
from workbench.presentation.html import Picture, Text, picture
from workbench.presentation.style import (
    DETECT,
    GRADES,
    MOST_PANELS,
    NON_DETECT,
    PANEL_COLUMNS,
    QUIET,
    marker_style,
    new_figure,
)
from workbench.presentation.wording import number
from workbench.reports.trends.comparisons import COMPARISONS
from workbench.reports.trends.judge import TRENDS, Trend
from workbench.reports.trends.monitored import SERIES, VISITS, MonitoredSeries, Visit
from workbench.reports.trends.overview import OVERVIEW
from workbench.vocabulary.percentages import percent

MOST_ROWS = 40
LABEL_WIDTH = 38
PANEL_LABEL_WIDTH = 30
HEADROOM = 1.15
MOST_LINES = 4

R = TypeVar("R")


def coverage(result: Result) -> Picture | Text:
    """Draw when each series was visited, and at which visits there were non-detects."""
    rows = _first(result.of(SERIES), MOST_ROWS)
    if not rows:
        return Text("Not drawn: there is no series.")
    figure, (axes,) = new_figure(1.1 + 0.42 * len(rows))
    visits = _visits_by_series(result)
    for place, name in enumerate(rows):
        _coverage_row(axes, visits[name], place)
    _name_rows(axes, [one.label for one in rows.values()])
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("year")
    _legend(axes)
    return picture(
        figure,
        alt=f"Timeline of visits. {_coverage_in_words(rows)}",
        caption=f"Visits of each series{_shown(len(rows), result, 'series')}. "
        "A triangle marks a visit with at least one measurement below its detection limit.",
    )


def slopes(result: Result) -> Picture | Text:
    """Draw the yearly change of each tested series with its interval."""
    known = [one for one in result.of(TRENDS).values() if one.change_per_year_lower is not None]
    if not known:
        return Text("Not drawn: no series has an interval for its yearly change.")
    rows = sorted(known[:MOST_ROWS], key=lambda one: -(one.change_per_year_high or 0.0))
    figure, (axes,) = new_figure(1.2 + 0.42 * len(rows))
    axes.axvline(0, color=QUIET, linewidth=1)
    for place, one in enumerate(rows):
        _slope_row(axes, one, place)
    _name_rows(axes, [f"{one.label}: {one.verdict}" for one in rows])
    axes.set_xlabel("change per year [% of the median of the visits]")
    return picture(
        figure,
        alt=f"Yearly change of {len(rows)} series. " + " ".join(map(_slope_in_words, rows)),
        caption="Yearly change (Sen's slope) with its interval"
        f"{_shown(len(rows), result, 'trends')}. "
        "Filled circle: clear; diamond: suggested; empty square: cannot tell; "
        "thick bar in place of a mark: what non-detects leave open.",
    )


def series(result: Result) -> Picture | Text:
    """Draw each series over time, non-detects at their limit as empty triangles."""
    repeated = {name: one for name, one in result.of(SERIES).items() if one.n_visits > 1}
    rows = _first(repeated, MOST_PANELS)
    if not rows:
        return Text("Not drawn: no series has two visits.")
    columns = min(PANEL_COLUMNS, len(rows))
    height = 2.3 * -(-len(rows) // columns) + 0.4
    figure, panels = new_figure(height, columns=columns, panels=len(rows))
    visits = _visits_by_series(result)
    for axes, (name, one) in zip(panels, rows.items(), strict=True):
        _panel(axes, visits[name], result.of(TRENDS).get(name), _thresholds(result, name))
        axes.set_title(_wrapped(one.label, PANEL_LABEL_WIDTH), fontsize=8)
    panels[0].set_ylabel("median [mg/kg]")
    return picture(
        figure,
        alt=" ".join(
            _series_in_words(one, visits[name], _thresholds(result, name))
            for name, one in rows.items()
        ),
        caption=f"Median of each visit{_shown(len(rows), result, 'series')}. Circle: measured; "
        "empty triangle: the median is somewhere below this value. Line: Sen's slope, where it is "
        f"known. {_threshold_in_words(result)}",
    )


def _coverage_row(axes: Axes, visits: Sequence[Visit], place: int) -> None:
    """Draw the visits of one series."""
    some_below = [one for one in visits if one.n_non_detects]
    none_below = [one for one in visits if not one.n_non_detects]
    for mark, shown in ((DETECT, none_below), (NON_DETECT, some_below)):
        axes.plot([one.decimal_year for one in shown], [place] * len(shown), **marker_style(mark))


def _name_rows(axes: Axes, names: list[str]) -> None:
    """Put a wrapped name beside each row, the first at the top."""
    axes.set_yticks(range(len(names)), [_wrapped(name, LABEL_WIDTH) for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)


def _legend(axes: Axes) -> None:
    """Explain the two marks of a visit."""
    for mark, meaning in ((DETECT, "all measured"), (NON_DETECT, "some below the limit")):
        axes.plot([], [], label=meaning, **marker_style(mark))
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False)


def _slope_row(axes: Axes, one: Trend, place: int) -> None:
    """Draw the slope of one series: its interval, what non-detects leave open, and its mark."""
    mark = GRADES[one.grade]
    interval = (one.change_per_year_lower, one.change_per_year_upper)
    left_open = (one.change_per_year_low, one.change_per_year_high)
    for ends, width in ((interval, 1.5), (left_open, 5)):
        axes.plot(_percent(*ends), [place, place], color=mark.colour, linewidth=width)
    axes.plot(_percent(one.change_per_year), [place], **marker_style(mark))


def _percent(*shares: float | None) -> list[float]:
    """Shares in percent; NaN, which is not drawn, where one is missing."""
    return [float("nan") if share is None else 100 * share for share in shares]


def _panel(
    axes: Axes, visits: Sequence[Visit], trend: Trend | None, thresholds: Sequence[float]
) -> None:
    """Draw one series with its line and thresholds."""
    below = [one for one in visits if one.below_limit]
    measured = [one for one in visits if not one.below_limit]
    for mark, shown in ((DETECT, measured), (NON_DETECT, below)):
        years, medians = (
            [one.decimal_year for one in shown],
            [one.median_mg_kg for one in shown],
        )
        axes.plot(years, medians, markersize=5, **marker_style(mark))
    if trend and trend.slope_mg_kg_year is not None and trend.intercept_mg_kg is not None:
        ends = [visits[0].decimal_year, visits[-1].decimal_year]
        line = [trend.intercept_mg_kg + trend.slope_mg_kg_year * end for end in ends]
        axes.plot(ends, line, color=QUIET, linewidth=1.2)
    for threshold in thresholds:
        axes.axhline(threshold, color=NON_DETECT.colour, linestyle="--", linewidth=1)
    highest = max(*(one.median_mg_kg for one in visits), *thresholds, 0.0)
    axes.set_ylim(0, HEADROOM * highest)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))


def _thresholds(result: Result, name: str) -> list[float]:
    """Give the thresholds that a series is compared with, each once."""
    of_series = (one for one in result.of(COMPARISONS).values() if one.series == name)
    return sorted({one.threshold_mg_kg for one in of_series if one.threshold_mg_kg is not None})


def _threshold_in_words(result: Result) -> str:
    """Say what a dashed line is, and whose law where it is that of another."""
    name = result.of(OVERVIEW)[result.area].reference_set_name
    law = f" (reference set: law of {name})" if name else ""
    return f"Dashed: each threshold that applies to a land use{law}."


def _visits_by_series(result: Result) -> dict[str, list[Visit]]:
    """Visits of each series, in the order of time."""
    found: dict[str, list[Visit]] = {name: [] for name in result.of(SERIES)}
    for one in result.of(VISITS).values():
        found[one.series].append(one)
    return found


def _first(rows: Mapping[str, R], most: int) -> dict[str, R]:
    """First rows of a table, as many as a figure holds."""
    return dict(list(rows.items())[:most])


def _slope_in_words(one: Trend) -> str:
    """Say what the forest plot shows of one series."""
    return (
        f"{one.label}: {one.verdict}, interval {percent(one.change_per_year_lower)} to "
        f"{percent(one.change_per_year_upper)} a year."
    )


def _series_in_words(
    one: MonitoredSeries, visits: Sequence[Visit], thresholds: Sequence[float]
) -> str:
    """Say where a series begins and ends, and what it is compared with."""
    below = sum(visit.below_limit for visit in visits)
    return (
        f"{one.label}: median {_median(visits[0])} mg/kg in {one.first_year}, "
        f"{_median(visits[-1])} mg/kg in {one.last_year}"
        + (f", {below} of {len(visits)} visits below the limit" if below else "")
        + "".join(f"; threshold {number(value)} mg/kg" for value in thresholds)
        + "."
    )


def _median(visit: Visit) -> str:
    """Write the median of a visit, with "below" where it is only a bound."""
    return ("below " if visit.below_limit else "") + number(visit.median_mg_kg)


def _coverage_in_words(rows: Mapping[str, MonitoredSeries]) -> str:
    """Say how often each series was visited."""
    return " ".join(
        f"{one.label}: {one.n_visits} visits, {one.first_year} to {one.last_year}."
        for one in rows.values()
    )


def _shown(n_shown: int, result: Result, table: str) -> str:
    """Say how many are shown, where not all are."""
    n_all = len(result.filled(table))
    return "" if n_shown == n_all else f" ({n_shown} of {n_all} shown; all are in {table}.csv)"


def _wrapped(text: str, width: int) -> str:
    """Break a long name into lines, without characters that cannot be drawn; cut the longest."""
    drawable = "".join(letter for letter in text if letter.isprintable())
    return "\n".join(textwrap.wrap(drawable, width, max_lines=MOST_LINES, placeholder=" ..."))
