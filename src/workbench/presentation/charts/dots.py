"""One or several marked values a row, each with its interval, on a plain axis or one by ratios."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullFormatter, NullLocator, PercentFormatter

from workbench.presentation.charts.labels import name_rows
from workbench.presentation.style import QUIET, Mark, marker_style, new_figure

ROW_INCHES = 0.3
MARGIN = 1.2  # around the values on an axis by ratios
TICKS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000)
CLOSE_TICKS = (0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5)  # where values are near one
FEWEST_TICKS = 4


@dataclass(frozen=True)
class DotsRow:
    """A row of the figure.

    Attributes
    ----------
    name : str
        What stands beside it.
    values : sequence of (float, int)
        Values in the unit of the axis, and which of the marks each has.
    interval : tuple of two float or None
        Interval of the value, a thin line; None where an end is not known.
    """

    name: str
    values: Sequence[tuple[float, int]]
    interval: tuple[float | None, float | None] = field(default=(None, None))


@dataclass(frozen=True)
class DotsAxis:
    """The axis of the values.

    Attributes
    ----------
    words : str
        What it shows, with its unit.
    ends : tuple of two float or None
        Where it begins and ends; None: an axis by ratios, as wide as the values.
    is_share : bool
        Whether the values are shares of 0 to 1, which are written as percentages.
    line : float or None
        Where a line stands that values are compared with.
    number : function
        How the numbers of an axis by ratios are written.
    """

    words: str
    ends: tuple[float, float] | None = None
    line: float | None = None
    is_share: bool = False
    number: Callable[[float], str] = str


def draw(rows: Sequence[DotsRow], marks: Sequence[tuple[Mark, str]], axis: DotsAxis) -> Figure:
    """Draw the rows, the first at the top.

    Parameters
    ----------
    rows : sequence of DotsRow
        At least one.
    marks : sequence of (Mark, str)
        Marks with their meaning; a single one needs no legend.
    axis : DotsAxis
        The axis of the values.

    Returns
    -------
    Figure
        Not shown and not saved.
    """
    figure, (axes,) = new_figure(1.2 + ROW_INCHES * len(rows))
    if axis.line is not None:
        axes.axvline(axis.line, color=QUIET, linewidth=1)
    for place, row in enumerate(rows):
        lower, upper = row.interval
        if lower is not None and upper is not None:
            axes.hlines(place, lower, upper, color=QUIET)
    for which, (mark, meaning) in enumerate(marks):
        _plot(axes, rows, which, marker_style(mark) | {"label": meaning})
    name_rows(axes, [row.name for row in rows])
    axes.set_xlabel(axis.words)
    if axis.ends is None:
        _by_ratios(axes, [value for row in rows for value, _ in row.values], axis.number)
    else:
        axes.set_xlim(*axis.ends)
    if axis.is_share:
        axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    if len(marks) > 1:
        axes.legend(loc="lower center", bbox_to_anchor=(0.4, 1.0), frameon=False, ncols=1)
    return figure


def _plot(axes: Axes, rows: Sequence[DotsRow], which: int, style: dict[str, Any]) -> None:
    """Plot all values that have one of the marks."""
    points = [
        (value, place)
        for place, row in enumerate(rows)
        for value, one in row.values
        if one == which
    ]
    axes.plot([value for value, _ in points], [place for _, place in points], **style)


def _by_ratios(axes: Axes, values: Sequence[float], number: Callable[[float], str]) -> None:
    """Make an axis by ratios with plain numbers at decades and thirds of them, or closer."""
    low, high = min([*values, 0.5]) / MARGIN, max([*values, 2.0]) * MARGIN
    axes.set_xscale("log")
    axes.set_xlim(low, high)
    far, close = ([one for one in ticks if low <= one <= high] for ticks in (TICKS, CLOSE_TICKS))
    shown = far if len(far) >= FEWEST_TICKS else close
    axes.xaxis.set_major_locator(FixedLocator(shown))
    axes.set_xticks(shown, [number(float(tick)) for tick in shown])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_formatter(NullFormatter())
