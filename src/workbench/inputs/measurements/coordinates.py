"""Places of samples: from minutes, metres or zones to degrees, and whether they can be right."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from workbench.findings.rows import Phrase, code, count, row
from workbench.inputs.areas.borders import system_of_number
from workbench.inputs.mapping.declarations import Coordinates
from workbench.vocabulary.notation import NumberForm
from workbench.vocabulary.outlines import outline

AXES = ("longitude", "latitude")
DEGREES = "OGC:CRS84"  # longitude first
LONGEST = 40  # signs of a coordinate; longer texts are none
NUMBER = r"\d{1,3}(?:[.,]\d{1,12})?"
MARKED = re.compile(
    rf"(?P<before>[NSEWO])?\s?(?P<sign>[+-])?\s?(?P<deg>{NUMBER})\s?(?P<mark>[°:d]|deg)?\s?"
    rf"(?:(?P<min>{NUMBER})\s?(?:[':m]|min)?\s?(?:(?P<sec>{NUMBER})\s?(?:[\"s]|''|sec)?\s?)?)?"
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
# Words and letters of other scripts for the four winds, in small letters and without blanks.
WINDS = {
    **dict.fromkeys(
        ("\u0441.\u0448.", "\u0441\u0448", "北纬", "north", "nord", "norte", "شمالا", "شمال", "ش"),
        "N",
    ),
    **dict.fromkeys(
        ("ю.ш.", "юш", "南纬", "south", "sud", "süd", "sur", "sul", "جنوبا", "جنوب"), "S"
    ),
    **dict.fromkeys(
        ("в.д.", "вд", "东经", "east", "est", "ost", "este", "leste", "شرقا", "شرق"), "E"
    ),
    **dict.fromkeys(("з.д.", "зд", "西经", "west", "ouest", "oeste", "ovest", "غربا", "غرب"), "W"),
    "ق": "E",
    "\u0441": "N",
    "ю": "S",
    "в": "E",
    "з": "W",
}
A_WIND = re.compile(
    "|".join(rf"(?<![^\W\d]){re.escape(word)}(?![^\W\d])" for word in sorted(WINDS, key=len)[::-1]),
    re.IGNORECASE,
)
WITH_DASHES = re.compile(
    r"(\d{1,3})-(\d{1,2})(?:-(\d{1,2}(?:[.,]\d{1,9})?))?(?=\s?[NSEW]$)", re.ASCII
)
HAN_PARTS = str.maketrans({"度": "°", "分": "'", "秒": '"'})
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
        axis: _each(texts, partial(degrees, axis=axis, form=form, letter_o=given.letter_o))
        for axis, texts in places.items()
    }


def _each(texts: Sequence[str], read: Callable[[str], str]) -> list[str]:
    """Texts of a column, each distinct one read once."""
    found = {text: read(text) for text in set(texts)}
    return [found[text] for text in texts]


OTHER_DECIMALS = re.compile(
    r"[-+]?\d{1,3}[.,]\d{3,12}", re.ASCII
)  # the file's contents have others
HALF_ROUND = 180


def degrees(text: str, axis: str, form: NumberForm, letter_o: str = "") -> str:
    r"""Degrees of a text with minutes, seconds or a letter for the half of the Earth.

    A number stays, and so does what is no coordinate or one of the other axis.

    Examples
    --------
    >>> degrees("8°32'41 N", "latitude", NumberForm())
    '8.5447222'
    >>> degrees("75 57.783 W", "longitude", NumberForm())
    '-75.96305'
    >>> degrees("8°32'41 N", "longitude", NumberForm())
    "8°32'41 N"
    >>> degrees('37°37\'04" в. д.', "longitude", NumberForm())
    '37.6177778'
    >>> degrees("北纬30°30'", "latitude", NumberForm())
    '30.5'
    >>> [degrees(text, "longitude", NumberForm(",")) for text in ("55.7512", "356.123")]
    ['55,7512', '356.123']
    """
    if not text or len(text) > LONGEST or math.isfinite(form.number(text)):
        return text
    if OTHER_DECIMALS.fullmatch(text) and abs(size := float(text.replace(",", "."))) <= HALF_ROUND:
        return written(size, form)
    spaced = " ".join(text.translate(ONE_SIGN).translate(HAN_PARTS).split())
    spaced = A_WIND.sub(lambda word: WINDS[word[0].casefold()], spaced.replace(". ", "."))
    spaced = WITH_DASHES.sub(r"\1 \2 \3", spaced)
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


NEAR_DEGREES = 0.25  # the outlines are those of a map at 1 to 50 million
TURN = 360.0
FEWEST_POINTS = 4  # of a ring; atolls and small lakes of the map have fewer


@row
class PlacesOutside(Phrase):
    """Places of samples that lie outside of the country that the file names."""

    n_places: int = count("places outside")
    n_all: int = count("places of the country")
    country: str = code("countries", "the country")


@row
class AxesSwapped(Phrase):
    """Places that lie in the country of the file where longitude and latitude are swapped."""

    n_places: int = count("places")
    country: str = code("countries", "the country")


def places_doubted(places: pd.DataFrame) -> Iterator[Phrase]:
    """Doubts about places; none where the map has no outline of the country.

    Parameters
    ----------
    places : DataFrame
        iso3, longitude and latitude, each place once. [degrees]

    Yields
    ------
    Phrase
        For a country: how many places lie outside, or would lie inside with their axes swapped.
    """
    for iso3, own in places.groupby("iso3"):
        shape = _country(str(iso3))
        if shape is None:
            continue
        east, north = own["longitude"].to_numpy(), own["latitude"].to_numpy()
        outside = ~lies_in(shape, east, north)
        swapped = outside & lies_in(shape, north, east)
        if swapped.any():
            yield AxesSwapped(n_places=int(swapped.sum()), country=str(iso3))
        if (outside & ~swapped).any():
            n_places = int((outside & ~swapped).sum())
            yield PlacesOutside(n_places=n_places, n_all=len(own), country=str(iso3))


def lies_in(shape: BaseGeometry, east: np.ndarray, north: np.ndarray) -> np.ndarray:
    """Tell which places lie in a shape, whose longitudes may run on beyond the date line.

    Parameters
    ----------
    shape : geometry
        In degrees.
    east, north : array of float, shape (n_places,)
        Longitudes and latitudes. [degrees]

    Returns
    -------
    array of bool, shape (n_places,)
    """
    found: np.ndarray = np.logical_or.reduce(
        [shapely.contains_xy(shape, east + turn, north) for turn in (-TURN, 0.0, TURN)]
    )
    return found


@cache
def _country(iso3: str) -> BaseGeometry | None:
    """Outline of a country, with what lies near it; None where the map has none."""
    parts = [
        shapely.Polygon(outer, [hole for hole in holes if len(hole) >= FEWEST_POINTS])
        if len(outer) >= FEWEST_POINTS
        else shapely.Point(outer[0])
        for outer, *holes in outline(iso3)
    ]
    return shapely.union_all(shapely.buffer(parts, NEAR_DEGREES)) if parts else None
