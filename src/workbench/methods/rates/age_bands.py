"""Age bands of two tables made one: bands that nest in each other, and bands that cross."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.errors import SeriesError

ALL = "all"
OPEN = math.inf


@dataclass(frozen=True)
class JoinedBands:
    """Band that each age band is counted in.

    Attributes
    ----------
    band_of : mapping of str to str
        Of each band that was given, itself where no other overlaps it.
    joined : tuple of str
        Bands that several were joined into, in order of age.
    crossing : tuple of tuple of two str
        Pairs of which neither lies within the other, in order of age.
    """

    band_of: Mapping[str, str]
    joined: tuple[str, ...]
    crossing: tuple[tuple[str, str], ...]


def joined_bands(bands: Iterable[str]) -> JoinedBands:
    """Join age bands that overlap, so that cases and people can be counted in the same ones.

    A register in bands of ten years and a population in bands of five have rates in bands of ten.
    Bands that cross, as 5-9 and 7-13, can only be joined into the years that both cover; they are
    named, since the ages in them are then told apart less well than in either table.

    Parameters
    ----------
    bands : iterable of str
        Bands of all tables, as `0-4` and `85+`; `all` is left as it is.

    Returns
    -------
    JoinedBands

    Raises
    ------
    SeriesError
        If a band is none, or ends before it begins.

    Examples
    --------
    >>> found = joined_bands(["0-4", "5-9", "10+", "0-9", "10-14", "15+"])
    >>> found.band_of["5-9"], found.joined, found.crossing
    ('0-9', ('0-9', '10+'), ())
    >>> joined_bands(["0-4", "5-9", "3-6"]).crossing
    (('0-4', '3-6'), ('3-6', '5-9'))
    """
    spans = {band: _span(band) for band in set(bands) - {ALL}}
    ordered = sorted(spans, key=spans.__getitem__)
    groups: list[list[str]] = []
    reached = -1.0
    for band in ordered:
        first, last = spans[band]
        if groups and first <= reached:
            groups[-1].append(band)
        else:
            groups.append([band])
        reached = max(reached, last)
    band_of = {ALL: ALL}
    joined = []
    for group in groups:
        whole = _named(min(spans[band][0] for band in group), max(spans[band][1] for band in group))
        band_of |= dict.fromkeys(group, whole)
        if len(group) > 1:
            joined.append(whole)
    crossing = tuple(pair for group in groups for pair in _crossing(group, spans))
    return JoinedBands(band_of, tuple(joined), crossing)


def _crossing(
    group: list[str], spans: Mapping[str, tuple[float, float]]
) -> Iterable[tuple[str, str]]:
    """Find pairs of which the second begins within the first and ends after it."""
    for place, band in enumerate(group):
        first, last = spans[band]
        for other in group[place + 1 :]:
            begins, ends = spans[other]
            if first < begins <= last < ends:
                yield band, other


def _span(band: str) -> tuple[float, float]:
    """First and last year of age of a band; the last is infinite where it is open."""
    first, dash, last = band.removesuffix("+").partition("-")
    is_open = band.endswith("+") and not dash
    if not (first.isdecimal() and (is_open or last.isdecimal())):
        raise SeriesError(f"The age band {band!r} is none. Give years of age as in 0-4 or 85+.")
    span = float(first), OPEN if is_open else float(last)
    if span[1] < span[0]:
        raise SeriesError(f"The age band {band!r} ends before it begins. Give the lower age first.")
    return span


def _named(first: float, last: float) -> str:
    """Name a band by its years."""
    return f"{first:.0f}+" if last == OPEN else f"{first:.0f}-{last:.0f}"
