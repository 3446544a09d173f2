"""Words of a map, as functions of its numbers; a catalogue gives them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


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
