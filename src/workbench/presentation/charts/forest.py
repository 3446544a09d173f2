"""Estimates with their intervals, one below the other, or a panel a question on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workbench.presentation.charts.labels import drawable, name_rows
from workbench.presentation.style import QUIET, Mark, marker_style, new_figure

END_MARGIN = 0.02  # of the width, so that a mark at an end is whole
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


def draw(
    rows: Sequence[ForestRow],
    axis: str,
    *,
    no_effect: float = 0.0,
    ends: tuple[float, float] | None = None,
) -> Figure:
    """Draw the rows, the first at the top.

    Parameters
    ----------
    rows : sequence of ForestRow
        At least one.
    axis : str
        Words and unit of the axis.
    no_effect : float
        Where a line stands that means no effect.
    ends : tuple of two float, optional
        Least and greatest value there can be; as wide as the values without.

    Returns
    -------
    Figure
        Not shown and not saved.
    """
    figure, (axes,) = new_figure(1.2 + 0.42 * len(rows))
    axes.axvline(no_effect, color=QUIET, linewidth=1)
    for place, row in enumerate(rows):
        for span, width in ((row.interval, THIN), (row.left_open, THICK)):
            reach = [end for end in span if end is not None]
            if len(reach) == len(span):
                axes.plot(reach, [place, place], color=row.mark.colour, linewidth=width)
        if row.estimate is not None:
            axes.plot([row.estimate], [place], **marker_style(row.mark))
    name_rows(axes, [row.name for row in rows])
    axes.set_xlabel(axis)
    if ends is not None:
        margin = END_MARGIN * (ends[1] - ends[0])
        axes.set_xlim(ends[0] - margin, ends[1] + margin)
    return figure


PANEL_INCHES, ROW_INCHES = 0.75, 0.34
TITLE_POINTS = 9


@dataclass(frozen=True)
class ForestPanel:
    """A panel of the figure: its title, and its rows from the top down."""

    title: str
    rows: Sequence[ForestRow]


def draw_panels(panels: Sequence[ForestPanel], axis: str, *, no_effect: float = 1.0) -> Figure:
    """Draw the panels one below the other.

    Parameters
    ----------
    panels : sequence of ForestPanel
        At least one, each with at least one row.
    axis : str
        Words and unit of the axis that they share.
    no_effect : float
        Where a line stands that means no effect.

    Returns
    -------
    Figure
        Not shown and not saved.
    """
    height = 0.5 + sum(PANEL_INCHES + ROW_INCHES * len(one.rows) for one in panels)
    figure, all_axes = new_figure(height, panels=len(panels))
    for axes, panel in zip(all_axes, panels, strict=True):
        axes.axvline(no_effect, color=QUIET, linewidth=1)
        _draw_panel(axes, panel.rows)
        axes.set_title(drawable(panel.title), loc="left", fontsize=TITLE_POINTS)
        axes.set_xlabel(axis)
        axes.sharex(all_axes[0])
    return figure


def _draw_panel(axes: Axes, rows: Sequence[ForestRow]) -> None:
    """Draw the rows of one panel."""
    for place, row in enumerate(rows):
        lower, upper = row.interval
        if lower is not None and upper is not None:
            axes.hlines(place, lower, upper, color=QUIET)
        if row.estimate is not None:
            axes.plot([row.estimate], [place], **marker_style(row.mark))
    axes.set_yticks(range(len(rows)), [drawable(row.name) for row in rows])
    axes.invert_yaxis()
