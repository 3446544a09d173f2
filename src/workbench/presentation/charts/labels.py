"""Words of figures: names beside rows, without what cannot be drawn, and the words of a map."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes


@dataclass(frozen=True)
class Labels:
    """Words of a map.

    Attributes
    ----------
    legend : str
        Title of the legend.
    boundaries : str
        What the map does not say of boundaries; not shown where no outline is drawn.
    counted : function
        From the words of a kind and its number to its entry in the legend.
    degrees : function
        From degrees, whether they are a longitude, and decimals to their words.
    distance : function
        From km to the words of a scale bar.
    """

    legend: str
    boundaries: str
    counted: Callable[[str, int], str]
    degrees: Callable[[float, bool, int], str]
    distance: Callable[[float], str]


ROW_WIDTH = 38  # characters of a line
MOST_LINES = 4


def name_rows(axes: Axes, names: Sequence[str]) -> None:
    """Put a wrapped name beside each row, the first at the top."""
    axes.set_yticks(range(len(names)), [wrapped(name, ROW_WIDTH) for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)


def wrapped(text: str, width: int) -> str:
    r"""Break a long name into lines; cut the longest.

    Examples
    --------
    >>> wrapped("Cadmium in soil, 0-20 cm", 12)
    'Cadmium in\nsoil, 0-20\ncm'
    """
    lines = textwrap.wrap(drawable(text), width, max_lines=MOST_LINES, placeholder=" ...")
    return "\n".join(lines)


def drawable(text: str) -> str:
    """Leave out characters that cannot be drawn."""
    return "".join(letter for letter in text if letter.isprintable())
