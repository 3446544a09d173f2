"""Estimates with their intervals, a panel a question, all on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workbench.presentation.charts.forest import ForestRow
from workbench.presentation.charts.labels import drawable
from workbench.presentation.style import QUIET, marker_style, new_figure

PANEL_INCHES, ROW_INCHES = 0.75, 0.34
TITLE_POINTS = 9


@dataclass(frozen=True)
class ForestPanel:
    """A panel of the figure: its title, and its rows from the top down."""

    title: str
    rows: Sequence[ForestRow]


def draw(panels: Sequence[ForestPanel], axis: str, *, no_effect: float = 1.0) -> Figure:
    """Draw the panels one below the other.

    Parameters
    ----------
    panels : sequence of ForestPanel
        At least one, each with at least one row.
    axis : str
        Words and unit of the axis that they share.
    no_effect : float
        Where a line stands that means no effect.
    """
    height = 0.5 + sum(PANEL_INCHES + ROW_INCHES * len(one.rows) for one in panels)
    figure, all_axes = new_figure(height, panels=len(panels))
    for axes, panel in zip(all_axes, panels, strict=True):
        axes.axvline(no_effect, color=QUIET, linewidth=1)
        _draw(axes, panel.rows)
        axes.set_title(drawable(panel.title), loc="left", fontsize=TITLE_POINTS)
        axes.set_xlabel(axis)
        axes.sharex(all_axes[0])
    return figure


def _draw(axes: Axes, rows: Sequence[ForestRow]) -> None:
    """Draw the rows of one panel."""
    for place, row in enumerate(rows):
        lower, upper = row.interval
        if lower is not None and upper is not None:
            axes.hlines(place, lower, upper, color=QUIET)
        if row.estimate is not None:
            axes.plot([row.estimate], [place], **marker_style(row.mark))
    axes.set_yticks(range(len(rows)), [drawable(row.name) for row in rows])
    axes.invert_yaxis()
