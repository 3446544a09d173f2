"""Points by two shares, each with its name in a column beside them and a thin line to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from workbench.presentation.charts.labels import drawable
from workbench.presentation.style import DETECT, QUIET, marker_style, new_figure

HEIGHT_INCHES = 3.6
NAMES_FROM, WIDTH = 1.25, 2.6  # in the unit of the horizontal axis
HIGHEST_NAME, STEP = 1.05, 0.12  # in the unit of the vertical axis
NAME_POINTS = 9
TICKS = (0, 0.2, 0.4, 0.6, 0.8, 1)


@dataclass(frozen=True)
class NamedPoint:
    """A point with its name, and its place on both axes, each from 0 to 1."""

    name: str
    across: float
    up: float


def draw(points: Sequence[NamedPoint], axes_words: tuple[str, str]) -> Figure:
    """Draw the points, and their names from the highest point down.

    Parameters
    ----------
    points : sequence of NamedPoint
        At least one.
    axes_words : tuple of two str
        Words of the horizontal and of the vertical axis.

    Returns
    -------
    Figure
        Not shown and not saved.
    """
    figure, (axes,) = new_figure(max(HEIGHT_INCHES, 0.35 * len(points)))
    listed = sorted(points, key=lambda one: (-one.up, -one.across))
    step = min(STEP, HIGHEST_NAME / max(len(listed) - 1, 1))
    for place, one in enumerate(listed):
        height = HIGHEST_NAME - place * step
        axes.plot([one.across, NAMES_FROM], [one.up, height], color=QUIET, linewidth=0.6)
        name = drawable(one.name)
        axes.text(NAMES_FROM + 0.02, height, name, fontsize=NAME_POINTS, va="center")
    for one in listed:
        axes.plot([one.across], [one.up], **marker_style(DETECT))
    axes.set_xlim(-0.05, WIDTH)
    axes.set_ylim(-0.05, HIGHEST_NAME + 0.05)
    axes.set_xticks(TICKS)
    axes.set_yticks(TICKS)
    axes.grid(visible=False)
    axes.spines["bottom"].set_bounds(0, 1)
    axes.set_xlabel(axes_words[0], x=0.5 / WIDTH)
    axes.set_ylabel(axes_words[1])
    return figure
