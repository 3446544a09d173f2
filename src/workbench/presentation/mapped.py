"""Words of a map: its legend, degrees and distances, and what it shows, for who does not see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workbench.findings.rows import Kind, Phrase, code, count, flag, number, row, text
from workbench.presentation.charts.labels import Labels
from workbench.words.messages import Message
from workbench.words.wording import Words

if TYPE_CHECKING:
    from workbench.presentation.cartography.map_frames import MapPlan
    from workbench.presentation.charts.maps import Map


@row
class MapEntry(Phrase):
    """A class in the legend of a map."""

    label: str = text("the class in words")
    n: int = count("sites or areas of the class")


@row
class MapDegrees(Phrase):
    """A longitude or a latitude."""

    degrees: str = text("its number, without a sign")
    side: str | None = code(
        "compass", "which side of nought it is on; missing for nought and half a turn"
    )


@row
class MapDistance(Phrase):
    """Length of a scale bar."""

    km: float = number("its length", unit="km")


@row
class OnMap:
    """What a map shows, and what it does not."""

    n_sites: int = count("sites with a position")
    n_outside: int | None = count("sites too far away to be shown; missing for none")
    n_parts: int | None = count("far parts without data that are not shown; missing for none")
    n_insets: int | None = count("far parts that stand in insets; missing for none")
    is_enlarged: bool = flag("whether the part with all sites is shown larger too")
    has_outline: bool = flag("whether the outline of any country is drawn")
    rounded_to_km: float | None = number(
        "least distance that positions are rounded to; missing where there is no site", unit="km"
    )


HALF_TURN = 180  # degrees: neither east nor west
TOLD = Message("map-told", MapEntry)


def on_map(map_: Map, plan: MapPlan) -> dict[str, Any]:
    """Give what a map shows, as columns of `OnMap` or of a row that extends it.

    Parameters
    ----------
    map_ : Map
        Its sites and areas.
    plan : MapPlan
        Its frames, as `maps.plan` chooses them.

    Returns
    -------
    dict of str to object
        Values by the names of the columns.
    """
    n_sites = len(map_.points)
    return {
        "n_sites": n_sites,
        "n_outside": int((~plan.shown[:n_sites]).sum()) or None,
        "n_parts": plan.n_parts or None,
        "n_insets": len(plan.insets) or None,
        "is_enlarged": plan.zoom is not None,
        "has_outline": bool(map_.land),
        "rounded_to_km": map_.rounded_to_km if n_sites else None,
    }


def told(map_: Map, words: Words) -> list[str]:
    """Say how many sites or areas of each class a map shows, one sentence a class."""
    entries = [
        MapEntry(label=kind.label, n=map_.count(place)) for place, kind in enumerate(map_.kinds)
    ]
    return [words.sentence(TOLD, one).text for one in entries]


def labels(words: Words, legend: str) -> Labels:
    """Give the words of a map in a language.

    Parameters
    ----------
    words : Words
        Words of the page.
    legend : str
        Title of the legend, in words.

    Returns
    -------
    Labels
        Words as functions of the numbers of the map.
    """
    return Labels(
        legend=legend,
        boundaries=words.plain("map-boundaries"),
        counted=lambda label, n: words.phrase(MapEntry(label=label, n=n)),
        degrees=_degrees(words),
        distance=lambda km: words.phrase(MapDistance(km=km)),
    )


def _degrees(words: Words) -> Callable[[float, bool, int], str]:
    """Word degrees: 30° E."""

    def worded(value: float, is_longitude: bool, decimals: int) -> str:
        sides = ("west", "east") if is_longitude else ("south", "north")
        side = None if value == 0 or abs(value) == HALF_TURN else sides[value > 0]
        degrees = words.numbers.write(abs(value), Kind.NUMBER, decimals)
        return words.phrase(MapDegrees(degrees=degrees, side=side))

    return worded
