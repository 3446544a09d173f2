"""Draws the soil health report; each picture says in words what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.findings import Result
from workbench.presentation.html import Picture, Text, picture
from workbench.presentation.style import DETECT, NON_DETECT, QUIET, marker_style, new_figure
from workbench.presentation.wording import number

ROW_INCHES = 0.3

Row = Mapping[str, Any]


def scores(result: Result) -> Picture | Text:
    """Draw the mean score of each indicator with its interval, the lowest at the bottom."""
    rows = [row for row in result.rows("indicators").values() if pd.notna(row["score"])]
    if not rows:
        return Text("Not drawn: no indicator has a score.")
    rows.sort(key=lambda row: (row["domain"], float(row["score"])), reverse=True)
    figure, (axes,) = new_figure(1.0 + ROW_INCHES * len(rows))
    for place, row in enumerate(rows):
        if pd.notna(row["score_lower"]):
            axes.hlines(place, row["score_lower"], row["score_upper"], color=QUIET)
        axes.plot([row["score"]], [place], **marker_style(DETECT))
    axes.set_yticks(range(len(rows)), [_short(row) for row in rows])
    axes.invert_yaxis()
    axes.set_xlim(-2, 102)
    axes.set_xlabel("score, from 0 to 100 (best)")
    told = "; ".join(f"{row['name']} {number(float(row['score']))}" for row in rows)
    return picture(
        figure,
        alt=f"Mean scores of {len(rows)} indicators, from 0 to 100: {told}.",
        caption="Mean score of each indicator with its interval over the sites, by domain. "
        "Indicators that are not drawn have no score; the table says why.",
    )


def factors(result: Result) -> Picture | Text:
    """Draw the contamination factor of each contaminant beside each background."""
    rows = [row for row in result.rows("substances").values() if pd.notna(row["cf"])]
    if not rows:
        return Text("Not drawn: no contaminant could be compared with a background.")
    names = list(dict.fromkeys(row["substance"] for row in rows))
    beside = list(dict.fromkeys(row["background"] for row in rows))
    figure, (axes,) = new_figure(1.2 + ROW_INCHES * len(names))
    axes.axvline(1, color=QUIET, linewidth=1)
    for background, mark in zip(beside, (DETECT, NON_DETECT), strict=False):
        own = [row for row in rows if row["background"] == background]
        axes.plot(
            [row["cf"] for row in own],
            [names.index(row["substance"]) for row in own],
            label=background,
            **marker_style(mark),
        )
    axes.set_xscale("log")
    _plain_ticks(axes, [float(row["cf"]) for row in rows])
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlabel("contamination factor (1: like the background)")
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.25), frameon=False, ncols=1)
    return picture(
        figure,
        alt="Contamination factors, middle of the sites. " + " ".join(_told(rows, beside)),
        caption="Middle content of the sites over that of the background, for each background "
        "that fits. Where the marks of a substance stand on both sides of 1, the background "
        "decides.",
    )


def site_indices(result: Result) -> Picture | Text:
    """Draw the index of each site beside its lowest indicator, in order."""
    rows = [row for row in result.rows("sites").values() if pd.notna(row["index"])]
    if not rows:
        return Text("Not drawn: no site has an index over all domains.")
    rows.sort(key=lambda row: float(row["index"]))
    figure, (axes,) = new_figure(3.2)
    for column, mark, label in (
        ("index", DETECT, "index"),
        ("weakest_score", NON_DETECT, "lowest indicator"),
    ):
        heights = [row[column] for row in rows]
        axes.plot(range(len(rows)), heights, label=label, markersize=4, **marker_style(mark))
    axes.set_xticks([])
    axes.set_ylim(-2, 102)
    axes.set_xlabel("sites, from the lowest index to the highest")
    axes.set_ylabel("0 to 100 (best)")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), frameon=False, ncols=2)
    low, high = number(float(rows[0]["index"])), number(float(rows[-1]["index"]))
    return picture(
        figure,
        alt=f"Index of {len(rows)} sites, from {low} to {high}, with the lowest indicator of each.",
        caption="Index of each site (circle) and the score of its lowest indicator (triangle): "
        "where they are far apart, the mean hides something. Their numbers are in sites.csv.",
    )


def _short(row: Row) -> str:
    """Name of an indicator on the axis, with its domain."""
    name = str(row["name"]).split(" (")[0].split(",")[0]
    return f"{name} · {row['domain']}"


def _told(rows: Sequence[Row], beside: Sequence[str]) -> list[str]:
    """Tell the factors beside each background."""
    return [
        f"{background}: "
        + ", ".join(
            f"{row['substance']} {number(float(row['cf']))}"
            for row in rows
            if row["background"] == background
        )
        + "."
        for background in beside
    ]


def _plain_ticks(axes: Any, values: Sequence[float]) -> None:  # noqa: ANN401 - matplotlib's
    """Label the decades and thirds of a logarithmic axis with plain numbers."""
    from matplotlib.ticker import FixedLocator, NullFormatter, NullLocator  # noqa: PLC0415

    ticks = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000]
    low, high = min([*values, 0.5]) / 1.2, max([*values, 2.0]) * 1.2
    axes.set_xlim(low, high)
    shown = [tick for tick in ticks if low <= tick <= high]
    axes.xaxis.set_major_locator(FixedLocator(shown))
    axes.set_xticks(shown, [f"{tick:g}" for tick in shown])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_formatter(NullFormatter())
