"""Draws the trends report; each picture says in words what it shows."""

from __future__ import annotations

import textwrap
from collections.abc import Hashable, Mapping
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
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
from workbench.vocabulary.percentages import percent

MOST_ROWS = 40
LABEL_WIDTH = 38
PANEL_LABEL_WIDTH = 30
HEADROOM = 1.15
MOST_LINES = 4

Row: TypeAlias = Mapping[str, Any]


def coverage(result: Result) -> Picture | Text:
    """Draw when each series was visited, and at which visits there were non-detects."""
    rows = _first(result.rows("series"), MOST_ROWS)
    if not rows:
        return Text("Not drawn: there is no series.")
    figure, (axes,) = new_figure(1.1 + 0.42 * len(rows))
    for place, name in enumerate(rows):
        _coverage_row(axes, _visits_of(result, name), place)
    _name_rows(axes, [row["label"] for row in rows.values()])
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
    known = [
        row for row in result.rows("trends").values() if pd.notna(row["change_per_year_lower"])
    ]
    if not known:
        return Text("Not drawn: no series has an interval for its yearly change.")
    rows = sorted(known[:MOST_ROWS], key=lambda row: -float(row["change_per_year_high"]))
    figure, (axes,) = new_figure(1.2 + 0.42 * len(rows))
    axes.axvline(0, color=QUIET, linewidth=1)
    for place, row in enumerate(rows):
        _slope_row(axes, row, place)
    _name_rows(axes, [f"{row['label']}: {row['verdict']}" for row in rows])
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
    repeated = {name: row for name, row in result.rows("series").items() if row["n_visits"] > 1}
    rows = _first(repeated, MOST_PANELS)
    if not rows:
        return Text("Not drawn: no series has two visits.")
    columns = min(PANEL_COLUMNS, len(rows))
    height = 2.3 * -(-len(rows) // columns) + 0.4
    figure, panels = new_figure(height, columns=columns, panels=len(rows))
    for axes, (name, row) in zip(panels, rows.items(), strict=True):
        _panel(axes, result, name)
        axes.set_title(_wrapped(row["label"], PANEL_LABEL_WIDTH), fontsize=8)
    panels[0].set_ylabel("median [mg/kg]")
    return picture(
        figure,
        alt=" ".join(_series_in_words(result, name, row) for name, row in rows.items()),
        caption=f"Median of each visit{_shown(len(rows), result, 'series')}. Circle: measured; "
        "empty triangle: the median is somewhere below this value. Line: Sen's slope, where it is "
        f"known. {_threshold_in_words(result)}",
    )


def _coverage_row(axes: Axes, visits: pd.DataFrame, place: int) -> None:
    """Draw the visits of one series."""
    some_below = visits["n_non_detects"] > 0
    for mark, rows in ((DETECT, visits[~some_below]), (NON_DETECT, visits[some_below])):
        axes.plot(rows["decimal_year"], np.full(len(rows), place), **marker_style(mark))


def _name_rows(axes: Axes, names: list[str]) -> None:
    """Put a wrapped name beside each row, the first at the top."""
    axes.set_yticks(range(len(names)), [_wrapped(name, LABEL_WIDTH) for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)


def _legend(axes: Axes) -> None:
    """Explain the two marks of a visit."""
    for mark, meaning in ((DETECT, "all measured"), (NON_DETECT, "some below the limit")):
        axes.plot([], [], label=meaning, **marker_style(mark))
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False)


def _slope_row(axes: Axes, row: Row, place: int) -> None:
    """Draw the slope of one series: its interval, what non-detects leave open, and its mark."""
    mark = GRADES[row["grade"]]
    for ends, width in ((("lower", "upper"), 1.5), (("low", "high"), 5)):
        reach = [100 * row[f"change_per_year_{end}"] for end in ends]
        axes.plot(reach, [place, place], color=mark.colour, linewidth=width)
    axes.plot(100 * row["change_per_year"], place, **marker_style(mark))


def _panel(axes: Axes, result: Result, name: str) -> None:
    """Draw one series with its line and threshold."""
    visits = _visits_of(result, name)
    below = visits["below_limit"].astype(bool)
    for mark, rows in ((DETECT, visits[~below]), (NON_DETECT, visits[below])):
        axes.plot(rows["decimal_year"], rows["median_mg_kg"], markersize=5, **marker_style(mark))
    trend = result.rows("trends").get(name)
    if trend and pd.notna(trend["slope_mg_kg_year"]):
        ends = np.array([visits["decimal_year"].min(), visits["decimal_year"].max()])
        line = trend["intercept_mg_kg"] + trend["slope_mg_kg_year"] * ends
        axes.plot(ends, line, color=QUIET, linewidth=1.2)
    thresholds = _thresholds(result, name)
    for threshold in thresholds:
        axes.axhline(threshold, color=NON_DETECT.colour, linestyle="--", linewidth=1)
    axes.set_ylim(0, HEADROOM * max(visits["median_mg_kg"].max(), *thresholds, 0.0))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))


def _thresholds(result: Result, name: str) -> list[float]:
    """Give the thresholds that a series is compared with, each once."""
    rows = result.tables["comparisons"].frame
    found = rows.loc[rows["series"] == name, "threshold_mg_kg"].dropna()
    return sorted(float(threshold) for threshold in found.unique())


def _threshold_in_words(result: Result) -> str:
    """Say what a dashed line is, and whose law where it is that of another."""
    name = result.rows("overview")[result.area]["reference_set_name"]
    law = f" (reference set: law of {name})" if name else ""
    return f"Dashed: each threshold that applies to a land use{law}."


def _visits_of(result: Result, name: str) -> pd.DataFrame:
    """Visits of one series, in the order of time."""
    visits = result.tables["visits"].frame
    return visits[visits["series"] == name]


def _first(rows: Mapping[str, Row], most: int) -> dict[str, Row]:
    """First rows of a table, as many as a figure holds."""
    return dict(list(rows.items())[:most])


def _slope_in_words(row: Row) -> str:
    """Say what the forest plot shows of one series."""
    return (
        f"{row['label']}: {row['verdict']}, interval {percent(row['change_per_year_lower'])} to "
        f"{percent(row['change_per_year_upper'])} a year."
    )


def _series_in_words(result: Result, name: str, row: Row) -> str:
    """Say where a series begins and ends, and what it is compared with."""
    visits = _visits_of(result, name)
    ends = visits.iloc[[0, -1]].to_dict(orient="records")
    below = int(visits["below_limit"].sum())
    return (
        f"{row['label']}: median {_median(ends[0])} mg/kg in {row['first_year']}, "
        f"{_median(ends[1])} mg/kg in {row['last_year']}"
        + (f", {below} of {len(visits)} visits below the limit" if below else "")
        + "".join(f"; threshold {number(value)} mg/kg" for value in _thresholds(result, name))
        + "."
    )


def _median(visit: Mapping[Hashable, Any]) -> str:
    """Write the median of a visit, with "below" where it is only a bound."""
    return ("below " if visit["below_limit"] else "") + number(visit["median_mg_kg"])


def _coverage_in_words(rows: Mapping[str, Row]) -> str:
    """Say how often each series was visited."""
    return " ".join(
        f"{row['label']}: {row['n_visits']} visits, {row['first_year']} to {row['last_year']}."
        for row in rows.values()
    )


def _shown(n_shown: int, result: Result, table: str) -> str:
    """Say how many are shown, where not all are."""
    n_all = len(result.tables[table].frame)
    return "" if n_shown == n_all else f" ({n_shown} of {n_all} shown; all are in {table}.csv)"


def _wrapped(text: str, width: int) -> str:
    """Break a long name into lines, without characters that cannot be drawn; cut the longest."""
    drawable = "".join(letter for letter in text if letter.isprintable())
    return "\n".join(textwrap.wrap(drawable, width, max_lines=MOST_LINES, placeholder=" ..."))
