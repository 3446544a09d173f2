"""Draws the trends report; each picture says in words what it shows."""

from __future__ import annotations

import textwrap

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
from workbench.presentation.wording import number, percent

MOST_ROWS = 40
LABEL_WIDTH = 38


def coverage(result: Result) -> Picture | Text:
    """Draw when each series was visited, and at which visits there were non-detects."""
    series = result.tables["series"].frame.head(MOST_ROWS)
    if series.empty:
        return Text("Not drawn: there is no series.")
    visits = result.tables["visits"].frame
    figure, (axes,) = new_figure(1.1 + 0.42 * len(series))
    for place, name in enumerate(series.index):
        _coverage_row(axes, visits[visits["series"] == name], place)
    _name_rows(axes, list(series["label"]))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("year")
    _legend(axes)
    return picture(
        figure,
        alt=f"Timeline of visits. {_coverage_in_words(series)}",
        caption=f"Visits of each series{_shown(len(series), result, 'series')}. "
        "A triangle marks a visit with at least one measurement below its detection limit.",
    )


def slopes(result: Result) -> Picture | Text:
    """Draw the yearly change of each tested series with its interval."""
    trends = result.tables["trends"].frame
    known = trends[trends["change_per_year_lower"].notna()].head(MOST_ROWS)
    if known.empty:
        return Text("Not drawn: no series has an interval for its yearly change.")
    known = known.sort_values("change_per_year", ascending=False)
    figure, (axes,) = new_figure(1.2 + 0.42 * len(known))
    axes.axvline(0, color=QUIET, linewidth=1)
    for place, (_, row) in enumerate(known.iterrows()):
        mark = GRADES[row["grade"]]
        ends = [100 * row["change_per_year_lower"], 100 * row["change_per_year_upper"]]
        axes.plot(ends, [place, place], color=mark.colour, linewidth=1.5)
        axes.plot(100 * row["change_per_year"], place, **marker_style(mark))
    _name_rows(axes, [f"{row['label']}: {_verdict(row)}" for _, row in known.iterrows()])
    axes.set_xlabel("change per year [% of the median of the visits]")
    return picture(
        figure,
        alt=f"Yearly change of {len(known)} series. "
        + " ".join(_slope_in_words(row) for _, row in known.iterrows()),
        caption="Yearly change (Sen's slope) with its interval"
        f"{_shown(len(known), result, 'trends')}. "
        "Filled circle: clear; diamond: suggested; empty square: cannot tell.",
    )


def series(result: Result) -> Picture | Text:
    """Draw each series over time, non-detects at their limit as empty triangles."""
    table = result.tables["series"].frame
    shown = table[table["n_visits"] > 1].head(MOST_PANELS)
    if shown.empty:
        return Text("Not drawn: no series has two visits.")
    visits = result.tables["visits"].frame
    columns = min(PANEL_COLUMNS, len(shown))
    figure, panels = new_figure(
        2.3 * -(-len(shown) // columns) + 0.4, columns=columns, panels=len(shown)
    )
    for axes, (name, row) in zip(panels, shown.iterrows(), strict=True):
        _panel(axes, visits[visits["series"] == name], result, str(name))
        axes.set_title(_wrapped(row["label"], 30), fontsize=8)
    panels[0].set_ylabel("median [mg/kg]")
    return picture(
        figure,
        alt=" ".join(
            _series_in_words(visits[visits["series"] == name], row)
            for name, row in shown.iterrows()
        ),
        caption=f"Median of each visit{_shown(len(shown), result, 'series')}. Circle: measured; "
        "empty triangle: the median is somewhere below this value. Line: Sen's slope, where it is "
        "known. Dashed: threshold that applies.",
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


def _panel(axes: Axes, visits: pd.DataFrame, result: Result, name: str) -> None:
    """Draw one series with its line and threshold."""
    below = visits["below_limit"].astype(bool)
    for mark, rows in ((DETECT, visits[~below]), (NON_DETECT, visits[below])):
        axes.plot(rows["decimal_year"], rows["median_mg_kg"], markersize=5, **marker_style(mark))
    trends = result.tables["trends"].frame
    if name in trends.index and pd.notna(trends.loc[name, "slope_mg_kg_year"]):
        ends = np.array([visits["decimal_year"].min(), visits["decimal_year"].max()])
        line = trends.loc[name, "intercept_mg_kg"] + trends.loc[name, "slope_mg_kg_year"] * ends
        axes.plot(ends, line, color=QUIET, linewidth=1.2)
    threshold = result.tables["levels"].frame.loc[name, "threshold_mg_kg"]
    if pd.notna(threshold):
        axes.axhline(threshold, color=NON_DETECT.colour, linestyle="--", linewidth=1)
    axes.set_ylim(bottom=0)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))


def _verdict(row: pd.Series) -> str:
    """Say the direction of a row as firmly as its grade allows."""
    words = {
        "clear": row["direction"],
        "suggested": f"perhaps {row['direction']}",
        "cannot tell": "cannot tell",
    }
    return words[row["grade"]]


def _slope_in_words(row: pd.Series) -> str:
    """Say what the forest plot shows of one series."""
    return (
        f"{row['label']}: {_verdict(row)}, {percent(row['change_per_year'])} a year, interval "
        f"{percent(row['change_per_year_lower'])} to {percent(row['change_per_year_upper'])}."
    )


def _series_in_words(visits: pd.DataFrame, row: pd.Series) -> str:
    """Say where a series begins and ends."""
    first, last = visits.iloc[0], visits.iloc[-1]
    below = int(visits["below_limit"].sum())
    return (
        f"{row['label']}: median {_median(first)} mg/kg in {row['first_year']}, "
        f"{_median(last)} mg/kg in {row['last_year']}"
        + (f", {below} of {len(visits)} visits below the limit." if below else ".")
    )


def _median(visit: pd.Series) -> str:
    """Write the median of a visit, with "below" where it is only a bound."""
    return ("below " if visit["below_limit"] else "") + number(visit["median_mg_kg"])


def _coverage_in_words(series: pd.DataFrame) -> str:
    """Say how often each series was visited."""
    return " ".join(
        f"{row['label']}: {row['n_visits']} visits, {row['first_year']} to {row['last_year']}."
        for _, row in series.iterrows()
    )


def _shown(n_shown: int, result: Result, table: str) -> str:
    """Say how many are shown, where not all are."""
    n_all = len(result.tables[table].frame)
    return "" if n_shown == n_all else f" ({n_shown} of {n_all} shown; all are in {table}.csv)"


def _wrapped(text: str, width: int) -> str:
    """Break a long name into lines."""
    return "\n".join(textwrap.wrap(text, width))
