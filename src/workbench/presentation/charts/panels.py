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
TITLE_POINTS = LABEL_POINTS = 8.5
HEADROOM = 1.15
CLOSE = 0.12  # of the height: thresholds that are no further apart have their values together


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
    thresholds : sequence of (float, str)
        Values, ascending, that are drawn as dashed lines, and how each is written beside its line.
    """

    title: str
    points: Sequence[tuple[float, float, Mark]]
    line: Sequence[tuple[float, float]] = field(default=())
    band: Sequence[tuple[float, float, float]] = field(default=())
    thresholds: Sequence[tuple[float, str]] = field(default=())


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
    thresholds = [threshold for threshold, _ in panel.thresholds]
    top = HEADROOM * max(*(value for _, value, _ in panel.points), *thresholds, 0.0)
    for threshold in thresholds:
        axes.axhline(threshold, color=NON_DETECT.colour, linestyle="--", linewidth=1)
    for place, words in _together(panel.thresholds, CLOSE * top):
        is_left = _is_free(panel.points, place, CLOSE * top)
        axes.annotate(
            words,
            (0 if is_left else 1, place),
            xycoords=axes.get_yaxis_transform(),
            xytext=(3 if is_left else -3, 2),
            ha="left" if is_left else "right",
            textcoords="offset points",
            fontsize=LABEL_POINTS,
            color=NON_DETECT.colour,
        )
    axes.set_ylim(0, top)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))


def _together(thresholds: Sequence[tuple[float, str]], near: float) -> list[tuple[float, str]]:
    """Give the words of thresholds that are near each other at the highest of them."""
    found: list[tuple[float, str]] = []
    begin = 0.0
    for value, words in thresholds:
        if found and value - begin <= near:
            found[-1] = (value, f"{found[-1][1]}; {words}")
        else:
            found.append((value, words))
            begin = value
    return found


def _is_free(points: Sequence[tuple[float, float, Mark]], at: float, near: float) -> bool:
    """Whether no point of the first half of the time stands where words of a threshold would."""
    times = [time for time, *_ in points]
    middle = (min(times) + max(times)) / 2
    return not any(time < middle and abs(value - at) <= near for time, value, _ in points)
