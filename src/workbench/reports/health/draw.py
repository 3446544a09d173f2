"""Draws the health report; each picture says in words what it shows, and claims no cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workbench.findings import Result
from workbench.presentation.html import Picture, Text, picture
from workbench.presentation.style import DETECT, NON_DETECT, QUIET, Mark, marker_style, new_figure
from workbench.presentation.wording import number
from workbench.reports.health.plain_words import without_causal_words
from workbench.reports.health.rungs import CRUDE, SPATIAL, SURFACE

MOST_QUESTIONS = 8
UNRELIABLE = Mark(QUIET, "s", filled=False)
MARKS = {CRUDE: NON_DETECT, SPATIAL: DETECT, SURFACE: DETECT}

Row = Mapping[str, Any]


def ladder(result: Result) -> Picture | Text:
    """Draw the rate ratio of each rung with its interval, a panel a question."""
    by_question = _rungs(result)
    if not by_question:
        return Text("Not drawn: no model was fitted.")
    shown = dict(list(by_question.items())[:MOST_QUESTIONS])
    height = sum(0.75 + 0.34 * len(rungs) for rungs in shown.values())
    figure, panels = new_figure(0.5 + height, panels=len(shown))
    for axes, (question, rungs) in zip(panels, shown.items(), strict=True):
        _draw_rungs(axes, question, rungs)
        axes.sharex(panels[0])
    rest = len(by_question) - len(shown)
    more = f" {rest} more questions are in ladder.csv." if rest else ""
    return _picture(
        figure,
        alt="Rate ratio on each rung of the ladder. "
        + " ".join(_in_words(question, rungs) for question, rungs in shown.items()),
        caption="Rate ratio per increment of exposure with its interval, from the crude rung to "
        f"the spatial one, on the same areas.{more} The verdict rests on the weaker of the two "
        "spatial rungs (filled circles); the crude one (triangle) allows for nothing else.",
        quoted=tuple(shown),
    )


def ratios(result: Result) -> Picture | Text:
    """Draw observed over expected cases of the areas of the first outcome, in order."""
    rows = [row for row in result.rows("areas").values() if pd.notna(row["smr"])]
    rows = [row for row in rows if row["outcome"] == rows[0]["outcome"]]
    if not rows:
        return Text("Not drawn: there is no area whose cases may be shown.")
    rows.sort(key=lambda row: float(row["smr"]))
    figure, (axes,) = new_figure(3.2)
    axes.axhline(1, color=QUIET, linewidth=1)
    for place, row in enumerate(rows):
        axes.vlines(place, row["smr_lower"], row["smr_upper"], color=QUIET, linewidth=1)
    for mark, noted in ((DETECT, False), (UNRELIABLE, True)):
        chosen = [place for place, row in enumerate(rows) if bool(row["note"]) == noted]
        heights = [rows[place]["smr"] for place in chosen]
        axes.plot(chosen, heights, markersize=3, **marker_style(mark))
    axes.set_xticks([])
    axes.set_xlabel("areas, from the lowest ratio to the highest")
    axes.set_ylabel("observed over expected")
    low, high = number(float(rows[0]["smr"])), number(float(rows[-1]["smr"]))
    return _picture(
        figure,
        alt=f"Observed over expected cases of {rows[0]['outcome']} in {len(rows)} areas, from "
        f"{low} to {high}.",
        caption=f"{rows[0]['outcome']}: observed over expected cases of each area with exact "
        "limits. Empty square: fewer than 16 cases, unreliable. Areas with few cases are not "
        "drawn.",
        quoted=(rows[0]["outcome"],),
    )


def _rungs(result: Result) -> dict[str, list[Row]]:
    """Fitted rungs of each question."""
    fitted: dict[str, list[Row]] = {}
    for row in result.rows("ladder").values():
        if pd.notna(row["rate_ratio"]):
            fitted.setdefault(row["question"], []).append(row)
    return fitted


def _draw_rungs(axes: Axes, question: str, rungs: Sequence[Row]) -> None:
    """Draw the rungs of one question from top to bottom."""
    axes.axvline(1, color=QUIET, linewidth=1)
    for place, row in enumerate(rungs):
        axes.hlines(place, row["rate_ratio_lower"], row["rate_ratio_upper"], color=QUIET)
        mark = MARKS.get(row["rung"], UNRELIABLE)
        axes.plot([row["rate_ratio"]], [place], **marker_style(mark))
    axes.set_yticks(range(len(rungs)), [row["rung"] for row in rungs])
    axes.invert_yaxis()
    axes.set_title(question, loc="left", fontsize=9)
    axes.set_xlabel("rate ratio")


def _in_words(question: str, rungs: Sequence[Row]) -> str:
    """Tell the rungs of a question."""
    told = ", ".join(f"{row['rung']} {number(float(row['rate_ratio']))}" for row in rungs)
    return f"{question}: {told}."


def _picture(figure: Figure, *, alt: str, caption: str, quoted: tuple[str, ...]) -> Picture:
    """Give a picture whose words claim no cause."""
    return picture(
        figure,
        alt=without_causal_words(alt, quoted=quoted),
        caption=without_causal_words(caption, quoted=quoted),
    )
