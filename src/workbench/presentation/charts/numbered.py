"""Numbered points by two shares: those at one place have their numbers together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

from matplotlib.figure import Figure

from workbench.presentation.style import DETECT, NARROW_INCHES, marker_style, new_figure

ASIDE = ((4, 4), (-8, -12), (4, -12), (-8, 4))  # so that numbers of close points stay apart
HEIGHT_INCHES = 3.6


@dataclass(frozen=True)
class NumberedPoint:
    """A point with its number, and its place on both axes, each from 0 to 1."""

    number: str
    across: float
    up: float


def draw(points: Sequence[NumberedPoint], axes_words: tuple[str, str]) -> Figure:
    """Draw the points, as narrow as a telephone.

    Parameters
    ----------
    points : sequence of NumberedPoint
        At least one.
    axes_words : tuple of two str
        Words of the horizontal and of the vertical axis.

    Returns
    -------
    Figure
        Not shown and not saved.
    """
    figure, (axes,) = new_figure(HEIGHT_INCHES, width=NARROW_INCHES)
    numbers: dict[tuple[float, float], list[str]] = {}
    for one in points:
        numbers.setdefault((one.across, one.up), []).append(one.number)
    for at, aside in zip(sorted(numbers), cycle(ASIDE), strict=False):
        axes.plot([at[0]], [at[1]], **marker_style(DETECT))
        axes.annotate(", ".join(numbers[at]), at, aside, textcoords="offset points")
    axes.set_xlim(-0.05, 1.15)
    axes.set_ylim(-0.05, 1.1)
    axes.set_xlabel(axes_words[0])
    axes.set_ylabel(axes_words[1])
    return figure
