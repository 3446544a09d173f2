"""Names beside the rows of a figure: without what cannot be drawn, broken into lines."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes

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
