"""Maps of sites and of areas, for a country, a region or the world.

Far parts of a country that have data stand in insets. Positions are rounded before they are drawn,
so that the picture holds none that is more exact than what may be published.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from workbench.errors import ReportError
from workbench.presentation.cartography.layout import (
    DEGREES,
    Layout,
    PlaceOnPage,
    laid_out,
    legend_height,
    note_height,
)
from workbench.presentation.cartography.map_frames import ABOVE, MapFrame, MapPlan, planned
from workbench.presentation.cartography.polygons import size
from workbench.presentation.cartography.projections import Points
from workbench.presentation.charts import map_layers
from workbench.presentation.charts.labels import Labels, drawable
from workbench.presentation.style import (
    INK,
    NO_DATA,
    QUIET,
    WIDTH_INCHES,
    Fill,
    Mark,
    marker_style,
    set_theme,
)
from workbench.vocabulary.outlines import Polygon, outline
from workbench.vocabulary.places import PUBLISHED_KM, rounded

__all__ = ["Area", "Labels", "Map", "Point", "PointKind", "draw", "plan"]

POINTS_PER_INCH = 72.0
LEGEND_LETTERS = 30
BESIDE_LETTERS, BELOW_LETTERS = 110, 160  # of a line of the note
FONT, SMALL = 8.0, 6.5
BAR_BELOW, INSET_BAR_BELOW = DEGREES + 9, 8.0


@dataclass(frozen=True)
class Point:
    """A site: its position in degrees, and which of the kinds it is."""

    longitude: float
    latitude: float
    kind: int


@dataclass(frozen=True)
class Area:
    """An area: its polygons, each an outer ring and its holes in degrees, and its kind.

    Several areas may be drawn as one; `n` is their number.
    """

    polygons: Sequence[Polygon]
    kind: int
    n: int = 1


@dataclass(frozen=True)
class PointKind:
    """A class of sites or of areas: its words, and its mark or its filling."""

    label: str
    look: Mark | Fill


@dataclass(frozen=True)
class Map:
    """What a map shows.

    Attributes
    ----------
    countries : sequence of str
        Codes of the countries that it is of; none is drawn of one that has no outline.
    kinds : sequence of PointKind
        Classes in the order of the legend; where marks cover each other, the first is on top.
    points : sequence of Point
        Sites.
    areas : sequence of Area
        Areas.
    rounded_to_km : float
        Least width of the cells that the positions of sites are rounded to. [km]
    """

    countries: Sequence[str]
    kinds: Sequence[PointKind]
    points: Sequence[Point] = ()
    areas: Sequence[Area] = ()
    rounded_to_km: float = PUBLISHED_KM

    @property
    def land(self) -> list[Polygon]:
        """Outlines of its countries."""
        return [polygon for iso3 in self.countries for polygon in outline(iso3)]

    def positions(self, kind: int | None = None) -> Points:
        """Positions of its sites, or of those of a kind, as they are drawn."""
        places = [
            rounded(one.longitude, one.latitude, self.rounded_to_km)
            for one in self.points
            if kind is None or one.kind == kind
        ]
        return np.array(places, dtype=float).reshape(-1, 2)

    def middles(self) -> Points:
        """Give a position in the largest part of each area that has data."""
        known = [one for one in self.areas if self.kinds[one.kind].look != NO_DATA]
        largest = [max(one.polygons, key=lambda polygon: size(polygon[0])) for one in known]
        return np.array([part[0].mean(axis=0) for part in largest], dtype=float).reshape(-1, 2)

    def areas_of(self, kind: int) -> list[Sequence[Polygon]]:
        """Polygons of each area of a kind."""
        return [one.polygons for one in self.areas if one.kind == kind]

    def count(self, kind: int) -> int:
        """Count the sites and areas of a kind."""
        n_sites = [one.kind for one in self.points].count(kind)
        return n_sites + sum(one.n for one in self.areas if one.kind == kind)


def plan(map_: Map) -> MapPlan:
    """Choose what part of the Earth is shown.

    Its positions are those of all sites, then one for each area that has data.

    Raises
    ------
    ReportError
        If there is neither a site, an area nor an outline.
    """
    land = map_.land or [polygon for one in map_.areas for polygon in one.polygons]
    if not land and not map_.points:
        raise ReportError(
            f"A map of {', '.join(map_.countries) or 'no country'} has nothing to show. It needs a "
            "site with coordinates, an area, or a country with an outline."
        )
    return planned(land, np.concatenate([map_.positions(), map_.middles()]))


def draw(map_: Map, labels: Labels) -> Figure:
    """Draw a map with its insets and its legend.

    Parameters
    ----------
    map_ : Map
        What it shows.
    labels : Labels
        Its words.

    Returns
    -------
    Figure
        Not shown and not saved.

    Raises
    ------
    ReportError
        If there is neither a site, an area nor an outline.
    """
    set_theme()
    chosen = plan(map_)
    entries = _entries(map_, labels)
    letters = BELOW_LETTERS if chosen.main.width == ABOVE.width else BESIDE_LETTERS
    note = textwrap.fill(labels.boundaries, letters) if map_.land else ""
    texts = [text for _, text in entries]
    layout = laid_out(chosen, legend_height(texts), note_height(note))
    figure = Figure(figsize=(WIDTH_INCHES, layout.height / POINTS_PER_INCH))
    figure.set_layout_engine("none")
    for frame, place in zip(chosen.frames, (layout.main, *layout.insets), strict=True):
        axes = _axes(figure, layout, place)
        _draw_frame(axes, frame, map_)
        if frame is chosen.main:
            map_layers.draw_degrees(axes, frame, labels)
            map_layers.draw_bar(axes, frame, labels, BAR_BELOW)
            map_layers.draw_zoomed(axes, chosen)
        else:
            map_layers.name_inset(axes, frame, labels)
            map_layers.draw_bar(axes, frame, labels, INSET_BAR_BELOW)
    _draw_legend(figure, layout, entries, labels.legend)
    left, upper = _on_figure(layout, layout.note.left, layout.note.upper)
    figure.text(left, upper, note, fontsize=SMALL, color=QUIET, va="top")
    return figure


def _entries(map_: Map, labels: Labels) -> list[tuple[Any, str]]:
    """Give the entries of the legend: what stands for each kind, and its words."""
    return [
        (
            _handle(kind.look),
            textwrap.fill(drawable(labels.counted(kind.label, map_.count(number))), LEGEND_LETTERS),
        )
        for number, kind in enumerate(map_.kinds)
    ]


def _handle(look: Mark | Fill) -> Any:  # noqa: ANN401 - one artist, or several as a tuple
    """Make what stands for a kind in the legend, one thing on the other."""
    if isinstance(look, Mark):
        return Line2D([], [], markersize=6, **marker_style(look))
    pattern = Patch(fill=False, hatch=look.hatch, edgecolor=look.ink, linewidth=0)
    return Patch(facecolor=look.colour), pattern, Patch(fill=False, edgecolor=INK, linewidth=0.5)


def _draw_frame(axes: Axes, frame: MapFrame, map_: Map) -> None:
    """Draw all layers of a frame, the first kind last."""
    axes.spines[:].set_visible(not frame.is_world)
    if map_.land:
        map_layers.draw_sea(axes, frame)
    map_layers.draw_graticule(axes, frame)
    if map_.land:
        map_layers.draw_land(axes, frame, map_.countries)
    n_sites = len(map_layers.in_frame(frame, map_.positions()))
    for number, kind in reversed([*enumerate(map_.kinds)]):
        if isinstance(kind.look, Fill):
            map_layers.draw_areas(axes, frame, map_.areas_of(number), kind.look)
        else:
            positions = map_.positions(number)
            map_layers.draw_sites(axes, frame, positions, kind.look, n_sites)


def _axes(figure: Figure, layout: Layout, place: PlaceOnPage) -> Axes:
    """Make axes whose unit is a point of the page."""
    left, lower = _on_figure(layout, place.left, place.lower)
    width = place.width / (WIDTH_INCHES * POINTS_PER_INCH)
    axes = figure.add_axes((left, lower, width, place.height / layout.height))
    axes.set(xlim=(0, place.width), ylim=(0, place.height), xticks=[], yticks=[])
    axes.set_facecolor("white")
    axes.grid(visible=False)
    axes.spines[:].set(visible=True, color=QUIET, linewidth=0.6)
    return axes


def _on_figure(layout: Layout, left: float, upper: float) -> tuple[float, float]:
    """Give a place on the page as shares of the figure, from its lower left corner."""
    return left / (WIDTH_INCHES * POINTS_PER_INCH), 1 - upper / layout.height


def _draw_legend(
    figure: Figure, layout: Layout, entries: Sequence[tuple[Any, str]], title: str
) -> None:
    """Draw the legend at its place."""
    figure.legend(
        [handle for handle, _ in entries],
        [text for _, text in entries],
        title=title,
        loc="upper left",
        bbox_to_anchor=_on_figure(layout, layout.legend.left, layout.legend.upper),
        borderpad=0,
        borderaxespad=0,
        frameon=False,
        fontsize=FONT,
        title_fontproperties={"size": FONT, "weight": "bold"},
        alignment="left",
        labelcolor=INK,
    )
