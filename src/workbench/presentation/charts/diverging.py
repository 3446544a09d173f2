"""How many gave each level of a scale: bars that diverge from the middle level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workbench.presentation.charts.labels import name_rows
from workbench.presentation.style import QUIET, new_figure

GAP = 0.6  # between the levels and those that gave none, in units of the axis
FONT_POINTS = 8


class AnswerLevel(NamedTuple):
    """How a level is drawn: never by its colour alone."""

    sign: str
    colour: str
    hatch: str


LEVELS = (
    AnswerLevel("1", "#c0623a", "//"),
    AnswerLevel("2", "#e0a98f", ""),
    AnswerLevel("3", "#e3e8ee", ""),
    AnswerLevel("4", "#8fb8d0", ""),
    AnswerLevel("5", "#3f87b0", "xx"),
)
NO_LEVEL = AnswerLevel("\N{EN DASH}", "white", "..")


@dataclass(frozen=True)
class DivergingRow:
    """A row of the figure.

    Attributes
    ----------
    name : str
        What is rated.
    levels : sequence of int
        How many gave each of the five levels, the lowest first.
    n_without : int
        How many gave none.
    """

    name: str
    levels: Sequence[int]
    n_without: int


def draw(rows: Sequence[DivergingRow], axis: str) -> Figure:
    """Draw the rows, the first at the top; those without a level are far right.

    Parameters
    ----------
    rows : sequence of DivergingRow
        At least one.
    axis : str
        Words below the figure.

    Returns
    -------
    Figure
        Not shown and not saved.
    """
    figure, (axes,) = new_figure(1.2 + 0.36 * len(rows))
    apart = GAP + max(_right(row) for row in rows)
    for place, row in enumerate(rows):
        low_1, low_2, middle, *_ = row.levels
        lefts = accumulate(row.levels, initial=-(low_1 + low_2 + middle / 2))
        for left, count, level in zip(lefts, row.levels, LEVELS, strict=False):
            _draw_bar(axes, (left, place), count, level)
        _draw_bar(axes, (apart, place), row.n_without, NO_LEVEL)
    axes.axvline(0, color=QUIET, linewidth=1)
    name_rows(axes, [row.name for row in rows])
    axes.set_xticks([])
    axes.set_xlabel(axis)
    axes.grid(visible=False)
    return figure


def _right(row: DivergingRow) -> float:
    """End of the levels of a row, right of the middle."""
    _, _, middle, *high = row.levels
    return middle / 2 + sum(high)


def _draw_bar(axes: Axes, at: tuple[float, float], count: int, level: AnswerLevel) -> None:
    """Draw how many gave a level, with the level and their number in words."""
    if not count:
        return
    left, place = at
    axes.barh(
        place, count, left=left, color=level.colour, hatch=level.hatch, edgecolor=QUIET, height=0.7
    )
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    text = f"{level.sign} \N{MULTIPLICATION SIGN} {count}"
    axes.text(
        left + count / 2, place, text, ha="center", va="center", fontsize=FONT_POINTS, bbox=box
    )
