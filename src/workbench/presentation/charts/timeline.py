"""When each of several things was seen: a row a thing, a mark a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from workbench.presentation.charts.labels import name_rows
from workbench.presentation.style import Mark, marker_style, new_figure


@dataclass(frozen=True)
class TimelineRow:
    """A row of the figure.

    Attributes
    ----------
    name : str
        What stands beside it.
    times : sequence of (float, int)
        When it was seen [year], and which of the marks stands there.
    """

    name: str
    times: Sequence[tuple[float, int]]


def draw(rows: Sequence[TimelineRow], marks: Sequence[tuple[Mark, str]], axis: str) -> Figure:
    """Draw the rows, the first at the top.

    Parameters
    ----------
    rows : sequence of TimelineRow
        At least one.
    marks : sequence of (Mark, str)
        Marks with their meaning.
    axis : str
        Words of the axis of time.

    Returns
    -------
    Figure
        Not shown and not saved.
    """
    figure, (axes,) = new_figure(1.1 + 0.42 * len(rows))
    for kind, (mark, meaning) in enumerate(marks):
        seen = [
            (time, place)
            for place, row in enumerate(rows)
            for time, which in row.times
            if which == kind
        ]
        axes.plot(
            [time for time, _ in seen],
            [place for _, place in seen],
            label=meaning,
            **marker_style(mark),
        )
    name_rows(axes, [row.name for row in rows])
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(axis)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(marks), frameon=False)
    return figure
