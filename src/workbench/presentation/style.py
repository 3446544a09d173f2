"""How figures look: one theme, and a marker and colour for each word, never a colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

OWN_FONT = "DejaVu Sans"
NOTO = ("CJK SC", "CJK JP", "Arabic", "Devanagari", "Bengali", "Thai", "Ethiopic")
OTHER_FONTS = (*(f"Noto Sans {script}" for script in NOTO), "Noto Naskh Arabic")
INK = "#1f2933"
QUIET = "#5f6c7b"
WIDTH_INCHES = 8.2
NARROW_INCHES = 4.2  # read on a telephone without being shrunk or swiped
MOST_PANELS = 24
PANEL_COLUMNS = 3


@dataclass(frozen=True)
class Mark:
    """Colour, marker and fill that stand for a word."""

    colour: str
    marker: str
    filled: bool


GRADES: Mapping[str, Mark] = {
    "strong": Mark("#00558b", "o", filled=True),
    "weak": Mark("#9a5b00", "D", filled=True),
    "no-evidence": Mark(QUIET, "s", filled=False),
    "no-change": Mark(QUIET, "s", filled=True),
    "insufficient": Mark(QUIET, "x", filled=False),
}


@dataclass(frozen=True)
class LineStyle:
    """Colour, dashes and marker that tell lines of one figure apart."""

    colour: str
    dashes: str
    marker: str


LINES = (
    LineStyle("#00558b", "-", "o"),
    LineStyle("#9a3412", "--", "s"),
    LineStyle("#1f2933", "-.", "^"),
    LineStyle("#9a5b00", ":", "D"),
)
DETECT = Mark("#00558b", "o", filled=True)
NON_DETECT = Mark("#9a3412", "v", filled=False)


@dataclass(frozen=True)
class Fill:
    """Colour and hatching that stand for a class of areas.

    Attributes
    ----------
    colour : str
        Of the area.
    hatch : str
        Pattern of lines as matplotlib names it; empty for none. Dots would make files huge.
    ink : str
        Colour of the pattern.
    """

    colour: str
    hatch: str
    ink: str


# From least to most: lighter to darker, also in grey and to the colour-blind (ColorBrewer YlGnBu)
FILLS = (
    Fill("#ffffd9", "", INK),
    Fill("#c7e9b4", "\\\\\\", INK),
    Fill("#41b6c4", "///", INK),
    Fill("#225ea8", "xxx", "#ffffff"),
    Fill("#081d58", "++", "#ffffff"),
)
# From below one to above one: violet to orange, also to the colour-blind (ColorBrewer PuOr)
RATIO_FILLS = (
    Fill("#542788", "xxx", "#ffffff"),
    Fill("#998ec3", "\\\\\\", INK),
    Fill("#d8daeb", "", INK),
    Fill("#f7f7f7", "", INK),
    Fill("#fee0b6", "", INK),
    Fill("#f1a340", "///", INK),
    Fill("#b35806", "++", "#ffffff"),
)
SUPPRESSED = Fill("#ffffff", "////", QUIET)
NO_DATA = Fill("#e1e5ea", "|||", "#8a949f")
SEA, LAND, OTHER_LAND, GRATICULE = "#e6eff6", "#ffffff", "#eeede8", "#c3d0db"


@cache
def fonts() -> list[str]:
    """Fonts that letters are drawn in: the first that has a letter draws it.

    Returns
    -------
    list of str
        The one that matplotlib ships (Latin, Cyrillic, Greek), then the Noto fonts of the machine
        for the scripts that it lacks (Debian: fonts-noto-core, fonts-noto-cjk).
    """
    from matplotlib import font_manager  # noqa: PLC0415 - marks are known without drawing

    there = {one.name for one in font_manager.fontManager.ttflist}
    return [OWN_FONT, *(name for name in OTHER_FONTS if name in there)]


def set_theme() -> None:
    """Set the theme for every figure; text of data is never read as a formula."""
    import matplotlib as mpl  # noqa: PLC0415 - marks are known without drawing
    import seaborn as sns  # noqa: PLC0415

    sns.set_theme(context="paper", style="whitegrid", font=OWN_FONT, rc={"axes.edgecolor": QUIET})
    mpl.rcParams.update(
        {
            "font.family": fonts(),
            "text.parse_math": False,
            "text.color": INK,
            "axes.labelcolor": INK,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "grid.color": "#e3e8ee",
            "figure.constrained_layout.use": True,
            "hatch.linewidth": 0.5,
        }
    )


def new_figure(
    rows: float, columns: int = 1, *, panels: int = 1, width: float = WIDTH_INCHES
) -> tuple[Figure, list[Axes]]:
    """Make a figure with its panels, in reading order.

    Parameters
    ----------
    rows : float
        Height of the figure. [inch]
    columns : int
        Panels beside each other.
    panels : int
        Panels in all; places left over stay empty.
    width : float
        Width of the figure; that of the page where nothing is said. [inch]

    Returns
    -------
    (Figure, list of Axes)
        The figure, and its panels.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415

    set_theme()
    figure = Figure(figsize=(width, rows))
    height = -(-panels // columns)
    return figure, [figure.add_subplot(height, columns, place + 1) for place in range(panels)]


def marker_style(mark: Mark) -> dict[str, Any]:
    """Give the arguments of matplotlib that draw a mark without lines."""
    return {
        "marker": mark.marker,
        "color": mark.colour,
        "markerfacecolor": mark.colour if mark.filled else "white",
        "markeredgecolor": mark.colour,
        "linestyle": "none",
    }
