"""Estimates with their intervals, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from workbench.presentation.charts.labels import name_rows
from workbench.presentation.style import QUIET, Mark, marker_style, new_figure

THIN, THICK = 1.5, 5


@dataclass(frozen=True)
class ForestRow:
    """A row of the figure; what is None is not drawn.

    Attributes
    ----------
    name : str
        What stands beside it.
    mark : Mark
        How the estimate is marked.
    estimate : float or None
        In the unit of the axis, as all numbers here.
    interval : tuple of two float or None
        Confidence interval, a thin line.
    left_open : tuple of two float or None
        What the data leave open, a thick line.
    """

    name: str
    mark: Mark
    estimate: float | None
    interval: tuple[float | None, float | None]
    left_open: tuple[float | None, float | None] = (None, None)


def draw(rows: Sequence[ForestRow], axis: str, *, no_effect: float = 0.0) -> Figure:
    """Draw the rows, the first at the top.

    Parameters
    ----------
    rows : sequence of ForestRow
        At least one.
    axis : str
        Words and unit of the axis.
    no_effect : float
        Where a line stands that means no effect.
    """
    figure, (axes,) = new_figure(1.2 + 0.42 * len(rows))
    axes.axvline(no_effect, color=QUIET, linewidth=1)
    for place, row in enumerate(rows):
        for ends, width in ((row.interval, THIN), (row.left_open, THICK)):
            reach = [end for end in ends if end is not None]
            if len(reach) == len(ends):
                axes.plot(reach, [place, place], color=row.mark.colour, linewidth=width)
        if row.estimate is not None:
            axes.plot([row.estimate], [place], **marker_style(row.mark))
    name_rows(axes, [row.name for row in rows])
    axes.set_xlabel(axis)
    return figure
