"""Places of samples as files give them, in degrees of WGS 84: in minutes, metres or zones."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from workbench.inputs.areas.borders import system_of_number
from workbench.inputs.mapping.declarations import Coordinates
from workbench.vocabulary.notation import NumberForm

if TYPE_CHECKING:
    from pyproj import Transformer

AXES = ("longitude", "latitude")
DEGREES = "OGC:CRS84"  # longitude first
LONGEST = 40  # signs of a coordinate; longer texts are none
NUMBER = r"\d{1,3}(?:[.,]\d{1,12})?"
MARKED = re.compile(
    rf"(?P<before>[NSEWO])?\s?(?P<sign>[+-])?\s?(?P<deg>{NUMBER})\s?(?P<mark>[°:]|deg)?\s?"
    rf"(?:(?P<min>{NUMBER})\s?(?:[':]|min)?\s?(?:(?P<sec>{NUMBER})\s?(?:\"|''|sec)?\s?)?)?"
    r"(?P<after>[NSEWO])?",
    re.ASCII | re.IGNORECASE,
)
# Primes, quotation marks and accents that stand for minutes and seconds, and signs like degrees.
ONE_SIGN = str.maketrans(
    {
        **dict.fromkeys("\u2032\u2019\u00b4\u02b9", "'"),
        **dict.fromkeys("\u2033\u201d\u201c\u02ba", '"'),
        **dict.fromkeys("\u00ba\u02da\u2070", "°"),
        "\N{MINUS SIGN}": "-",
    }
)
IN_A_ROW = re.compile(
    r"(?P<before>[NSEW])?(?P<deg>\d{2,3})(?P<min>\d{2})(?P<sec>\d{2}(?:[.,]\d{1,12})?)"
    r"(?P<after>[NSEW])?",
    re.ASCII | re.IGNORECASE,
)
SIGNS = {"longitude": {"E": 1, "W": -1}, "latitude": {"N": 1, "S": -1}}
ZONE = re.compile(r"(?:zone\s*)?(\d{1,2})\s*([A-Z])?", re.ASCII | re.IGNORECASE)
SOUTHERN = frozenset("CDEFGHJKLMS")  # bands of the military grid, and S for the south
UTM = {"N": 32600, "S": 32700}


def in_degrees(
    places: dict[str, list[str]], zones: Sequence[str], form: NumberForm, given: Coordinates
) -> dict[str, list[str]]:
    """Longitudes and latitudes of rows as texts of degrees; what is none stays as it is.

    Parameters
    ----------
    places : dict of str to list of str
        `longitude` and `latitude` as they were given: degrees, minutes, or metres of a system.
    zones : sequence of str
        UTM zone of each row; empty where there is no such column.
    form : NumberForm
        How numbers are written.
    given : Coordinates
        System of the coordinates, and what O stands for.

    Returns
    -------
    dict of str to list of str
        The same in WGS 84. [degrees east and north]
    """
    if zones:
        return _by_zone(places, zones, form, given)
    if given.epsg:
        return _reprojected(places, given.epsg, form)
    return {
        axis: _each(texts, lambda text, axis=axis: degrees(text, axis, form, given.letter_o))
        for axis, texts in places.items()
    }


def _each(texts: Sequence[str], read: Callable[[str], str]) -> list[str]:
    """Texts of a column, each distinct one read once."""
    found = {text: read(text) for text in set(texts)}
    return [found[text] for text in texts]


def degrees(text: str, axis: str, form: NumberForm, letter_o: str = "") -> str:
    """Degrees of a text with minutes, seconds or a letter for the half of the Earth.

    A number stays, and so does what is no coordinate or one of the other axis.

    Examples
    --------
    >>> degrees("8°32'41 N", "latitude", NumberForm())
    '8.5447222'
    >>> degrees("75 57.783 W", "longitude", NumberForm())
    '-75.96305'
    >>> degrees("8°32'41 N", "longitude", NumberForm())
    "8°32'41 N"
    """
    if not text or len(text) > LONGEST or math.isfinite(form.number(text)):
        return text
    spaced = " ".join(text.translate(ONE_SIGN).split())
    found = IN_A_ROW.fullmatch(spaced) or MARKED.fullmatch(spaced)
    if not found:
        return text
    parts = found.groupdict()
    letter = (parts["before"] or parts["after"] or "").upper()
    is_whole = letter or parts["min"] or parts.get("mark") not in (None, "", " ")
    sign = _sign(letter, axis, letter_o)
    if not sign or not is_whole or (parts["before"] and parts["after"]):
        return text
    whole, minutes, seconds = (
        float((parts[name] or "0").replace(",", ".")) for name in ("deg", "min", "sec")
    )
    if minutes >= 60 or seconds >= 60:
        return text
    size = whole + minutes / 60 + seconds / 3600
    return written(size * sign * (-1 if parts.get("sign") == "-" else 1), form)


def _sign(letter: str, axis: str, letter_o: str) -> int:
    """Sign of a half of the Earth: 0 where it is none of the axis. O is Ost or ouest."""
    if letter == "O":
        letter = {"east": "E", "west": "W"}.get(letter_o, "")
        return SIGNS[axis].get(letter, 0)
    return SIGNS[axis].get(letter, 0) if letter else 1


def written(number: float, form: NumberForm) -> str:
    """Degrees as the file writes numbers, to about a centimetre."""
    return f"{number:.7f}".rstrip("0").rstrip(".").replace(".", form.decimal)


def _reprojected(places: dict[str, list[str]], epsg: str, form: NumberForm) -> dict[str, list[str]]:
    """Coordinates of a system in degrees."""
    east, north = (
        np.array([form.number(text) for text in places[axis]], dtype=np.float64) for axis in AXES
    )
    found = _to_degrees(epsg).transform(east, north)
    fits = np.isfinite(east) & np.isfinite(north) & np.isfinite(found[0]) & np.isfinite(found[1])
    made = {}
    for axis, numbers in zip(AXES, found, strict=True):
        kept = zip(fits, numbers, places[axis], strict=True)
        made[axis] = [
            written(number, form) if fit else _no_place(text, epsg) for fit, number, text in kept
        ]
    return made


def _no_place(text: str, epsg: str) -> str:
    """Text of a coordinate that is none in its system, which no check of degrees takes."""
    return f"{text} in EPSG:{epsg}" if text else ""


@cache
def _to_degrees(epsg: str) -> Transformer:
    """Give what transforms a system to WGS 84."""
    from pyproj import Transformer  # noqa: PLC0415 - only where there are coordinates of a system

    return Transformer.from_crs(system_of_number(epsg), DEGREES, always_xy=True)


def _by_zone(
    places: dict[str, list[str]], zones: Sequence[str], form: NumberForm, given: Coordinates
) -> dict[str, list[str]]:
    """Coordinates in metres of the UTM zone that each row states, in degrees."""
    systems = _each(zones, lambda text: system_of_zone(text, given.hemisphere))
    made = {axis: list(texts) for axis, texts in places.items()}
    for epsg in set(systems):
        rows = [n for n, one in enumerate(systems) if one == epsg]
        own = {axis: [texts[n] for n in rows] for axis, texts in places.items()}
        if epsg:
            found = _reprojected(own, epsg, form)
        else:
            odd = [zones[n] for n in rows]
            found = {
                axis: [
                    f"{text} in zone {zone!r}" if text else ""
                    for text, zone in zip(texts, odd, strict=True)
                ]
                for axis, texts in own.items()
            }
        for axis, texts in found.items():
            for n, text in zip(rows, texts, strict=True):
                made[axis][n] = text
    return made


def system_of_zone(text: str, hemisphere: str) -> str:
    """Give the number of the system of a UTM zone (WGS 84); empty where a text names none.

    Examples
    --------
    >>> system_of_zone("35N", "S"), system_of_zone("zone 35", "S"), system_of_zone("61", "N")
    ('32635', '32735', '')
    """
    found = ZONE.fullmatch(text.strip()[:LONGEST])
    if not found or not 1 <= int(found[1]) <= 60:
        return ""
    letter = (found[2] or hemisphere).upper()
    half = "S" if letter in SOUTHERN else "N"
    return str(UTM[half] + int(found[1]))
