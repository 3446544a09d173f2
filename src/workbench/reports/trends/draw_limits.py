"""Draws the detection limits of each laboratory over time, where a limit could pass for a trend."""

from __future__ import annotations

from itertools import groupby

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator

from workbench.findings import Result
from workbench.presentation.html import Picture, Text, picture
from workbench.presentation.style import LINES, NARROW_INCHES, new_figure
from workbench.presentation.wording import number
from workbench.reports.trends.comparability import COMPARABILITY

MOST_FAMILIES = 8
PANEL_INCHES = 2.5
HEADROOM = 1.3
FONT_POINTS = 8
MOST_LETTERS = 55
MOST_LABELS = 4
FEW_LINES = 2  # beyond these the written values would cover each other
FAR_APART = 20.0


def limits(result: Result) -> Picture | Text:
    """Draw the highest detection limit of each visit as steps, a panel a substance."""
    stated = result.filled("limits").frame
    labels = {name: one.label for name, one in result.of(COMPARABILITY).items()}
    shown = _most_changed(stated)
    if not shown:
        return Text("Not drawn: no detection limit is known.")
    height = PANEL_INCHES * len(shown) + 0.3
    figure, panels = new_figure(height, panels=len(shown), width=NARROW_INCHES)
    for axes, family in zip(panels, shown, strict=True):
        _panel(axes, _lines(stated[stated["family"] == family]))
        axes.set_title(_drawable(labels[family]), fontsize=FONT_POINTS + 1, loc="left")
    n_all = stated["family"].nunique()
    some = "" if n_all == len(shown) else f" ({len(shown)} of {n_all} shown; all in limits.csv)"
    return picture(
        figure,
        narrow=True,
        alt=" ".join(
            f"{labels[family]}: {_in_words(_lines(stated[stated['family'] == family]))}"
            for family in shown
        ),
        caption=f"Highest detection limit at each visit{some}, in mg/kg. "
        "A limit that falls shows a better laboratory, not cleaner soil."
        + _left_off(stated[stated["family"].isin(shown)]),
    )


def _left_off(stated: pd.DataFrame) -> str:
    """Say where a panel shows some of its laboratories only."""
    most = max(
        len(rows[["way", "laboratory"]].drop_duplicates()) for _, rows in stated.groupby("family")
    )
    return (
        f" Of more than {len(LINES)} laboratories, those with the most limits."
        if most > len(LINES)
        else ""
    )


def _most_changed(stated: pd.DataFrame) -> list[str]:
    """Choose the families whose limits moved most, then those with the most limits."""
    by_family = stated.groupby("family")
    ratio = by_family["highest_limit_mg_kg"].max() / by_family["highest_limit_mg_kg"].min()
    order = pd.DataFrame({"ratio": ratio, "n": by_family["n_limits"].sum()})
    order = order.sort_values(["ratio", "n"], ascending=False, kind="stable")
    return [str(family) for family in order.index[:MOST_FAMILIES]]


def _lines(stated: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Visits of each laboratory and way of a family, those with the most limits first."""
    several = len(stated["way"].unique()) > 1
    lines = {
        f"{laboratory}, {way}" if several else str(laboratory): visits.sort_values("decimal_year")
        for (way, laboratory), visits in stated.groupby(["way", "laboratory"])
    }
    order = sorted(lines, key=lambda line: (-int(lines[line]["n_limits"].sum()), line))
    return {line: lines[line] for line in order[: len(LINES)]}


def _panel(axes: Axes, lines: dict[str, pd.DataFrame]) -> None:
    """Draw the steps of one family; line, marker and name tell laboratories apart."""
    for (name, visits), line in zip(lines.items(), LINES, strict=False):
        axes.step(
            visits["decimal_year"],
            visits["highest_limit_mg_kg"],
            where="post",
            label=_drawable(name),
            color=line.colour,
            linestyle=line.dashes,
            marker=line.marker,
            markersize=4,
        )
        for year, limit, _ in _labelled(_steps(visits)) if len(lines) <= FEW_LINES else []:
            axes.annotate(
                number(limit),
                (year, limit),
                xytext=(3, 4),
                textcoords="offset points",
                fontsize=FONT_POINTS,
                color=line.colour,
            )
    _scale(axes, pd.concat(list(lines.values()))["highest_limit_mg_kg"])
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(0, -0.12),
        ncols=2,
        fontsize=FONT_POINTS,
        frameon=False,
    )


def _scale(axes: Axes, limits: pd.Series) -> None:
    """Begin at zero, or use steps of ten where limits are too far apart to be seen so."""
    low, high = float(limits.min()), float(limits.max())
    if high >= FAR_APART * low:
        axes.set_yscale("log")
        axes.set_ylim(low / 2, 3 * high)
        axes.yaxis.set_minor_locator(NullLocator())
        axes.set_ylabel("limit [mg/kg], steps of ten")
    else:
        axes.set_ylim(0, HEADROOM * high)
        axes.set_ylabel("limit [mg/kg]")
    axes.yaxis.set_major_formatter(FuncFormatter(lambda limit, _: number(float(limit))))


def _labelled(steps: list[tuple[float, float, int]]) -> list[tuple[float, float, int]]:
    """Choose the steps whose value is written: all, or first and last where there are many."""
    return steps if len(steps) <= MOST_LABELS else [steps[0], steps[-1]]


def _steps(visits: pd.DataFrame) -> list[tuple[float, float, int]]:
    """Give the date, the limit and the year from which each limit holds."""
    pairs = zip(visits["decimal_year"], visits["highest_limit_mg_kg"], strict=True)
    runs = [list(run) for _, run in groupby(pairs, key=lambda pair: pair[1])]
    return [(run[0][0], run[0][1], int(run[0][0])) for run in runs]


def _in_words(lines: dict[str, pd.DataFrame]) -> str:
    """Say which limits each laboratory had, and from when on."""
    return (
        "; ".join(
            f"{name} "
            + ", ".join(f"{number(limit)} mg/kg from {year}" for _, limit, year in _steps(visits))
            for name, visits in lines.items()
        )
        + "."
    )


def _drawable(text: str) -> str:
    """Name without characters that cannot be drawn, cut where it is too long for a legend."""
    return "".join(letter for letter in text if letter.isprintable())[:MOST_LETTERS]
