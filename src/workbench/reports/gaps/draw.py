"""Draws the gaps report; each picture says in words what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.findings import Result
from workbench.presentation.html import Picture, Text, picture
from workbench.presentation.style import DETECT, QUIET, marker_style, new_figure
from workbench.presentation.wording import number

MOST_ROWS = 40


def index(result: Result) -> Picture | Text:
    """Draw the gap index of each country with its bounds; those without an answer are bounds."""
    rows = _chosen(result)
    if not rows:
        return Text("Not drawn: there is no list of those that could answer.")
    figure, (axes,) = new_figure(1.2 + 0.36 * len(rows))
    for place, row in enumerate(rows):
        axes.hlines(place, row["index_lower"], row["index_upper"], color=QUIET, linewidth=3)
        if pd.notna(row["index"]):
            axes.plot([row["index"]], [place], **marker_style(DETECT))
    axes.set_yticks(range(len(rows)), [row["name"] for row in rows])
    axes.invert_yaxis()
    axes.set_xlim(-0.02, 1.02)
    axes.set_xlabel("gap index (0: nothing is lacking, 1: everything is)")
    return picture(
        figure,
        alt=f"Gap index of each country. {_in_words(rows)}",
        caption="Gap index of what was answered (point), and what it could be whatever the items "
        "without an answer are (bar). A bar without a point: the country did not answer.",
    )


def _chosen(result: Result) -> list[Mapping[str, Any]]:
    """Rows to draw: the first ones, and always the country that the page is about."""
    rows = result.rows("index")
    first = dict(list(rows.items())[:MOST_ROWS])
    own = {result.area: rows[result.area]} if result.area in rows else {}
    return list((first | own).values())


def _in_words(rows: Sequence[Mapping[str, Any]]) -> str:
    """Tell each country's index in a few words."""
    return "; ".join(
        f"{row['name']}: {number(row['index']) if pd.notna(row['index']) else 'no answer'}"
        for row in rows
    )
