"""Small multiples over time: points, a line and thresholds, a panel a thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from workbench.presentation.charts.labels import wrapped
from workbench.presentation.style import (
    NON_DETECT,
    PANEL_COLUMNS,
    QUIET,
    Mark,
    marker_style,
    new_figure,
)

PANEL_INCHES = 2.3
TITLE_WIDTH = 30
TITLE_POINTS = 8
HEADROOM = 1.15


@dataclass(frozen=True)
class SeriesPanel:
    """A panel of the figure.

    Attributes
    ----------
    title : str
        What it shows.
    points : sequence of (float, float, Mark)
        Time [year], value in the unit of the axis, and how it is marked.
    line : sequence of (float, float)
        Points of a fitted line; empty for none.
    band : sequence of (float, float, float)
        Time and ends of its band; empty for none.
    thresholds : sequence of float
        Values that are drawn as dashed lines.
    """

    title: str
    points: Sequence[tuple[float, float, Mark]]
    line: Sequence[tuple[float, float]] = field(default=())
    band: Sequence[tuple[float, float, float]] = field(default=())
    thresholds: Sequence[float] = field(default=())


def draw(panels: Sequence[SeriesPanel], axis: str) -> Figure:
    """Draw the panels in reading order.

    Parameters
    ----------
    panels : sequence of SeriesPanel
        At least one.
    axis : str
        Words and unit of the vertical axis, beside the first panel of each row.

    Returns
    -------
    Figure
        Not shown and not saved.
    """
    columns = min(PANEL_COLUMNS, len(panels))
    height = PANEL_INCHES * -(-len(panels) // columns) + 0.4
    figure, all_axes = new_figure(height, columns=columns, panels=len(panels))
    for place, (axes, panel) in enumerate(zip(all_axes, panels, strict=True)):
        _draw(axes, panel)
        axes.set_title(wrapped(panel.title, TITLE_WIDTH), fontsize=TITLE_POINTS)
        if place % columns == 0:
            axes.set_ylabel(axis)
    return figure


def _draw(axes: Axes, panel: SeriesPanel) -> None:
    """Draw one panel, from nought up."""
    for mark in dict.fromkeys(mark for *_, mark in panel.points):
        marked = [(time, value) for time, value, one in panel.points if one == mark]
        times, values = [time for time, _ in marked], [value for _, value in marked]
        axes.plot(times, values, markersize=5, **marker_style(mark))
    if panel.band:
        dates, lower, upper = zip(*panel.band, strict=True)
        axes.fill_between(dates, lower, upper, color=QUIET, alpha=0.15, linewidth=0)
    if panel.line:
        axes.plot(*zip(*panel.line, strict=True), color=QUIET, linewidth=1.2)
    for threshold in panel.thresholds:
        axes.axhline(threshold, color=NON_DETECT.colour, linestyle="--", linewidth=1)
    highest = max(*(value for _, value, _ in panel.points), *panel.thresholds, 0.0)
    axes.set_ylim(0, HEADROOM * highest)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
