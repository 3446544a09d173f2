"""Levels that hold from one time to the next, as detection limits do: steps, a panel a thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator

from workbench.presentation.charts.labels import drawable
from workbench.presentation.style import LINES, NARROW_INCHES, new_figure

PANEL_INCHES = 2.5
HEADROOM = 1.3
FONT_POINTS = 8.5
MOST_LETTERS = 55
MOST_LABELS = 4
FEWEST_YEARS = 4.0  # that an axis shows, so that one date is not one of centuries
FEW_LINES = 2  # beyond these the written values would cover each other
FAR_APART = 20.0
MOST_LINES = len(LINES)


@dataclass(frozen=True)
class StepsLine:
    """One line of steps: its name, times [year] and levels, in the order of time."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class StepsPanel:
    """A panel of the figure."""

    title: str
    lines: Sequence[StepsLine]


@dataclass(frozen=True)
class StepsAxis:
    """Words of the vertical axis, on a plain scale and on one by steps of ten."""

    plain: str
    logarithmic: str
    number: Callable[[float], str]


def draw(panels: Sequence[StepsPanel], axis: StepsAxis) -> Figure:
    """Draw the panels one below the other, as narrow as a telephone.

    Parameters
    ----------
    panels : sequence of StepsPanel
        At least one, each with at least one line.
    axis : StepsAxis
        Words of the vertical axis, and how its numbers are written.

    Returns
    -------
    Figure
        Not shown and not saved.
    """
    height = PANEL_INCHES * len(panels) + 0.3
    figure, all_axes = new_figure(height, panels=len(panels), width=NARROW_INCHES)
    for axes, panel in zip(all_axes, panels, strict=True):
        _draw(axes, panel, axis)
        names = [panel.title, *([panel.lines[0].name] if len(panel.lines) == 1 else [])]
        title = drawable(", ".join(names))[:MOST_LETTERS]
        axes.set_title(title, fontsize=FONT_POINTS + 0.5, loc="left")
    return figure


def _draw(axes: Axes, panel: StepsPanel, axis: StepsAxis) -> None:
    """Draw the steps of one panel; dashes, marker and name tell lines apart."""
    for line, look in zip(panel.lines, LINES, strict=False):
        axes.step(
            [time for time, _ in line.points],
            [level for _, level in line.points],
            where="post",
            label=drawable(line.name)[:MOST_LETTERS],
            color=look.colour,
            linestyle=look.dashes,
            marker=look.marker,
            markersize=4,
        )
        for time, level in _labelled(line) if len(panel.lines) <= FEW_LINES else []:
            axes.annotate(
                axis.number(level),
                (time, level),
                xytext=(3, 4),
                textcoords="offset points",
                fontsize=FONT_POINTS,
                color=look.colour,
            )
    _scale(axes, [level for line in panel.lines for _, level in line.points], axis)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    times = [time for line in panel.lines for time, _ in line.points]
    if max(times) - min(times) < FEWEST_YEARS:
        middle = (min(times) + max(times)) / 2
        axes.set_xlim(middle - FEWEST_YEARS / 2, middle + FEWEST_YEARS / 2)
    if len(panel.lines) > 1:  # a single line is named in the title
        axes.legend(
            loc="upper left",
            bbox_to_anchor=(0, -0.12),
            ncols=2,
            fontsize=FONT_POINTS,
            frameon=False,
        )


def _scale(axes: Axes, levels: Sequence[float], axis: StepsAxis) -> None:
    """Begin at nought, or use steps of ten where levels are too far apart to be seen so."""
    low, high = min(levels), max(levels)
    if high >= FAR_APART * low:
        axes.set_yscale("log")
        axes.set_ylim(low / 2, 3 * high)
        axes.yaxis.set_minor_locator(NullLocator())
        axes.set_ylabel(axis.logarithmic)
    else:
        axes.set_ylim(0, HEADROOM * high)
        axes.set_ylabel(axis.plain)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda level, _: axis.number(float(level))))


def _labelled(line: StepsLine) -> list[tuple[float, float]]:
    """Choose the steps whose value is written: all, or first and last where there are many."""
    steps = changes(line.points)
    return steps if len(steps) <= MOST_LABELS else [steps[0], steps[-1]]


def changes(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Give the first point of each level, where points of the same level follow each other.

    Examples
    --------
    >>> changes([(2008, 0.1), (2009, 0.1), (2013, 0.04)])
    [(2008, 0.1), (2013, 0.04)]
    """
    return [
        point
        for place, point in enumerate(points)
        if place == 0 or points[place - 1][1] != point[1]
    ]
