"""Values of many things in the order of the first of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from workbench.presentation.style import Mark, marker_style, new_figure

HEIGHT_INCHES = 3.2
MARK_POINTS = 4


@dataclass(frozen=True)
class RankedValues:
    """One value a thing, in the order of the figure; None where it has none."""

    meaning: str
    mark: Mark
    values: Sequence[float | None]


@dataclass(frozen=True)
class Axes:
    """Words of the axis of things and of that of values, and where the latter begins and ends."""

    things: str
    values: str
    ends: tuple[float, float]


def draw(all_values: Sequence[RankedValues], axes: Axes) -> Figure:
    """Draw the values of all things from left to right.

    Parameters
    ----------
    all_values : sequence of RankedValues
        At least one, each of the same things in the same order.
    axes : Axes
        Words and ends of the axes.

    Returns
    -------
    Figure
        Not shown and not saved.
    """
    figure, (drawn,) = new_figure(HEIGHT_INCHES)
    for one in all_values:
        points = [(at, value) for at, value in enumerate(one.values) if value is not None]
        drawn.plot(
            [at for at, _ in points],
            [value for _, value in points],
            label=one.meaning,
            markersize=MARK_POINTS,
            **marker_style(one.mark),
        )
    drawn.set_xticks([])
    drawn.set_ylim(*axes.ends)
    drawn.set_xlabel(axes.things)
    drawn.set_ylabel(axes.values)
    drawn.legend(
        loc="upper center", bbox_to_anchor=(0.5, -0.1), frameon=False, ncols=len(all_values)
    )
    return figure
