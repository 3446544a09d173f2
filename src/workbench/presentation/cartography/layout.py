"""Where the parts of a map stand on the page, in points from its upper left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.presentation.cartography.map_frames import ABOVE, FEW_INSETS, MapFrame, MapPlan

LEFT, TOP, GAP = 30.0, 6.0, 14.0
DEGREES = 14.0  # height of the numbers below a map
SCALE = 16.0  # of its scale bar
INSET_SCALE = 14.0
INSET_TITLE = 10.0
LEGEND_TITLE, LEGEND_ENTRY, LEGEND_LINE = 16.0, 14.0, 10.0
NOTE_LINE = 9.0


@dataclass(frozen=True)
class PlaceOnPage:
    """Left and upper end, width and height."""

    left: float
    upper: float
    width: float
    height: float

    @property
    def lower(self) -> float:
        """Lower end."""
        return self.upper + self.height


@dataclass(frozen=True)
class Layout:
    """Where the parts of a map stand.

    Attributes
    ----------
    height : float
        Of the page.
    main : PlaceOnPage
        The map without the numbers beside and below it.
    insets : tuple of PlaceOnPage
        The other frames, in their order.
    legend, note : PlaceOnPage
        The legend, and what stands below the map.
    """

    height: float
    main: PlaceOnPage
    insets: tuple[PlaceOnPage, ...]
    legend: PlaceOnPage
    note: PlaceOnPage


def legend_height(entries: Sequence[str]) -> float:
    """Height of a legend with its title, from its entries, which may have several lines."""
    more = sum(entry.count("\n") for entry in entries)
    return LEGEND_TITLE + LEGEND_ENTRY * len(entries) + LEGEND_LINE * more


def note_height(note: str) -> float:
    """Height of what stands below a map; nought where nothing does."""
    return NOTE_LINE * (note.count("\n") + 1) if note else 0.0


def laid_out(plan: MapPlan, legend_height: float, note_height: float) -> Layout:
    """Place map, insets, legend and note.

    Parameters
    ----------
    plan : MapPlan
        Frames with their sizes.
    legend_height, note_height : float
        Heights of the legend and of the note. [points]

    Returns
    -------
    Layout
        Where each stands on the figure.
    """
    main = PlaceOnPage(LEFT, TOP, plan.main.width, plan.main.height)
    below = main.lower + DEGREES + (0 if plan.main.is_world else SCALE)
    if plan.main.width == ABOVE.width:
        legend = PlaceOnPage(LEFT, below + GAP / 2, ABOVE.width / 2, legend_height)
        insets = _in_rows(plan.frames[1:], LEFT + ABOVE.width, below + INSET_TITLE)
        lower = max([legend.lower, *(one.lower + INSET_SCALE for one in insets)])
        note = PlaceOnPage(LEFT, lower + GAP / 2, ABOVE.width, note_height)
        return Layout(note.lower + TOP, main, insets, legend, note)
    column = LEFT + main.width + GAP
    legend = PlaceOnPage(column, TOP, 0, legend_height)
    insets = _in_columns(plan.frames[1:], column, legend.lower + GAP + INSET_TITLE)
    note = PlaceOnPage(LEFT, below, main.width, note_height)
    lower = max([note.lower, *(one.lower + INSET_SCALE for one in insets)])
    return Layout(lower + TOP, main, insets, legend, note)


def _in_columns(frames: tuple[MapFrame, ...], left: float, upper: float) -> tuple[PlaceOnPage, ...]:
    """Place insets below each other, narrow ones in two columns."""
    columns = 1 if len(frames) <= FEW_INSETS else 2
    found: list[PlaceOnPage] = []
    for number, frame in enumerate(frames):
        if number and number % columns == 0:
            upper = max(one.lower for one in found[-columns:]) + INSET_SCALE + GAP + INSET_TITLE
        across = left + (number % columns) * (frame.width + GAP / 2)
        found.append(PlaceOnPage(across, upper, frame.width, frame.height))
    return tuple(found)


def _in_rows(frames: tuple[MapFrame, ...], right: float, upper: float) -> tuple[PlaceOnPage, ...]:
    """Place insets beside each other, the last at the right end."""
    found: list[PlaceOnPage] = []
    for frame in reversed(frames):
        right -= frame.width
        found.append(PlaceOnPage(right, upper, frame.width, frame.height))
        right -= GAP
    return tuple(reversed(found))
