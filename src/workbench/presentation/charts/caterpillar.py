"""Estimates of many things in the order of the page, each with its interval: a caterpillar plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from workbench.presentation.style import QUIET, Mark, marker_style, new_figure

HEIGHT_INCHES = 3.2
MARK_POINTS = 3


@dataclass(frozen=True)
class Value:
    """One estimate with its interval and how it is marked; NaN is not drawn."""

    estimate: float
    lower: float
    upper: float
    mark: Mark


def draw(values: Sequence[Value], things: str, axis: str, *, no_effect: float = 1.0) -> Figure:
    """Draw the estimates from left to right.

    Parameters
    ----------
    values : sequence of Value
        At least one.
    things : str
        Words of the axis of things.
    axis : str
        Words and unit of the axis of values.
    no_effect : float
        Where a line stands that means no effect.

    Returns
    -------
    Figure
        Not shown and not saved.
    """
    figure, (axes,) = new_figure(HEIGHT_INCHES)
    axes.axhline(no_effect, color=QUIET, linewidth=1)
    for place, one in enumerate(values):
        axes.vlines(place, one.lower, one.upper, color=QUIET, linewidth=1)
    for mark in dict.fromkeys(one.mark for one in values):
        marked = [(place, one.estimate) for place, one in enumerate(values) if one.mark == mark]
        places, heights = zip(*marked, strict=True)
        axes.plot(places, heights, markersize=MARK_POINTS, **marker_style(mark))
    axes.set_xticks([])
    axes.set_xlabel(things)
    axes.set_ylabel(axis)
    return figure
