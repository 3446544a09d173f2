"""Curves and points over a measured axis, and what is left of a number in boxes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

from workbench.presentation.charts.labels import drawable, wrapped
from workbench.presentation.style import LINES, NARROW_INCHES, QUIET, Mark, marker_style, new_figure

PANEL_INCHES = 2.4
FUNNEL_INCHES = 3.4
BOX_INCHES = 0.95
MARK_POINTS, FONT_POINTS, TITLE_POINTS, LABEL_POINTS = 4, 9, 9, 8.5
BAND = 0.18  # opacity
BOX_WIDTH, TITLE_WIDTH = 34, 46  # characters
DECADE, SUBS = 12.0, (1.0, 3.0)  # ratio from which an axis is divided by steps of ratios


@dataclass(frozen=True)
class Curve:
    """A curve with its band, from left to right; the band may be without an end."""

    title: str
    across: str  # words and unit of its horizontal axis
    places: Sequence[float]
    heights: Sequence[float]
    lower: Sequence[float]
    upper: Sequence[float]


@dataclass(frozen=True)
class Axis:
    """Words of the vertical axis, and how a number is written on both."""

    up: str
    number: Callable[[float], str]


@dataclass(frozen=True)
class ControlLimits:
    """A pair of control limits: their words, and the places and both heights of each point."""

    name: str
    places: Sequence[float]
    lower: Sequence[float]
    upper: Sequence[float]


@dataclass(frozen=True)
class Box:
    """A number that is left, and in words what was taken from the one before."""

    text: str
    taken: str


def draw(curves: Sequence[Curve], axis: Axis) -> Figure:
    """Draw curves of ratios, a panel each, one below the other.

    Parameters
    ----------
    curves : sequence of Curve
        At least one, with heights above zero; an axis of places above zero is logarithmic.
    axis : Axis
        Words of the vertical axis.

    Returns
    -------
    Figure
        Not shown and not saved.
    """
    height = PANEL_INCHES * len(curves) + 0.3
    figure, panels = new_figure(height, panels=len(curves), width=NARROW_INCHES)
    for axes, one in zip(panels, curves, strict=True):
        axes.axhline(1.0, color=QUIET, linewidth=1)
        axes.fill_between(one.places, one.lower, one.upper, color=LINES[0].colour, alpha=BAND)
        axes.plot(one.places, one.heights, color=LINES[0].colour, linewidth=1.5)
        axes.set_title(wrapped(one.title, TITLE_WIDTH), fontsize=TITLE_POINTS, loc="left")
        axes.set_xscale("log" if min(one.places) > 0 else "linear")
        axes.set_yscale("log")
        _written(axes, axis, one.across)
    return figure


def funnel(
    points: Sequence[tuple[float, float, Mark]],
    limits: Sequence[ControlLimits],
    across: str,
    axis: Axis,
) -> Figure:
    """Draw ratios against what each rests on, between control limits.

    Parameters
    ----------
    points : sequence of (float, float, Mark)
        Place, height and mark of each.
    limits : sequence of ControlLimits
        From the innermost.
    across : str
        Words of the horizontal axis.
    axis : Axis
        Words of the vertical axis.

    Returns
    -------
    Figure
        Not shown and not saved.
    """
    figure, (axes,) = new_figure(FUNNEL_INCHES)
    axes.axhline(1.0, color=QUIET, linewidth=1)
    for one, look in zip(limits, LINES[1:], strict=False):
        for heights in (one.lower, one.upper):
            axes.plot(one.places, heights, color=look.colour, linestyle=look.dashes, lw=1)
        axes.annotate(
            drawable(one.name),
            (one.places[0], one.upper[0]),  # at the left limits are furthest apart
            xytext=(2, 2),
            textcoords="offset points",
            fontsize=LABEL_POINTS,
            color=look.colour,
        )
    for mark in dict.fromkeys(mark for _, _, mark in points):
        own = [(place, height) for place, height, other in points if other == mark]
        places, heights_of = zip(*own, strict=True)
        axes.plot(places, heights_of, markersize=MARK_POINTS, **marker_style(mark))
    axes.set_xscale("log")
    _written(axes, axis, across)
    return figure


def flow(boxes: Sequence[Box]) -> Figure:
    """Draw what is left, a box each from the top down, with what was taken on the way.

    Parameters
    ----------
    boxes : sequence of Box
        At least one; nothing is taken before the first.

    Returns
    -------
    Figure
        Not shown and not saved.
    """
    figure, (axes,) = new_figure(BOX_INCHES * len(boxes), width=NARROW_INCHES)
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(len(boxes) - 0.5, -0.5)
    frame = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": QUIET}
    for place, one in enumerate(boxes):
        if place:
            axes.annotate(
                "",
                (0.25, place - 0.28),
                xytext=(0.25, place - 0.72),
                arrowprops={"arrowstyle": "->", "color": QUIET},
            )
            taken = wrapped(one.taken, BOX_WIDTH)
            axes.text(0.3, place - 0.5, taken, fontsize=LABEL_POINTS, va="center")
        text = wrapped(one.text, BOX_WIDTH)
        axes.text(0.02, place, text, fontsize=FONT_POINTS, va="center", bbox=frame)
    return figure


def _written(axes: Axes, axis: Axis, across: str) -> None:
    """Write the words and numbers of both axes; a short one is divided evenly."""
    axes.set_xlabel(drawable(across))
    axes.set_ylabel(drawable(axis.up))
    for one, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        is_wide = one.get_scale() == "log" and high > DECADE * low
        one.set_major_locator(LogLocator(subs=SUBS) if is_wide else MaxNLocator(nbins=5))
        one.set_minor_formatter(NullFormatter())
        one.set_major_formatter(FuncFormatter(lambda value, _: axis.number(float(value))))
