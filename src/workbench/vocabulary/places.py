"""Countries and territories, their names, and the regions of the Global Soil Partnership."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Literal

from workbench.errors import VocabularyError
from workbench.vocabulary.fields import Given, Standing
from workbench.vocabulary.languages import plain
from workbench.vocabulary.table import CsvTable, unknown

WORLD = "WORLD"
FICTIONAL = "R-EXAMPLE"
FICTIONAL_CODES = re.compile("X[AB][A-Z]")  # ISO 3166-1 leaves them to whoever needs a code
REGION_NAMES = {
    "R-AFRICA": "Africa",
    "R-ASIA": "Asia",
    "R-EURASIA": "Eurasia",
    "R-EUROPE": "Europe",
    "R-LAC": "Latin America and the Caribbean",
    "R-NENA": "Near East and North Africa",
    "R-NORTH-AMERICA": "North America",
    "R-PACIFIC": "Pacific",
    FICTIONAL: "Fictional countries of the example",
    "R-EXAMPLE-NORTH": "Northern countries of the example",
    WORLD: "World",
}


@dataclass(frozen=True)
class Place:
    """One country or territory of the vocabulary, with its region and where that is from.

    `region` is empty for a territory that no list of the Global Soil Partnership names; `iso2` is
    empty for the countries of the example. `verified` says whether the region stands in such a
    list: `yes`, `partial`, `no`, `none` without a region, or `fictional`.
    """

    iso3: str
    iso2: str
    name: Given
    region: str
    source: Given
    verified: Literal["yes", "partial", "no", "none", "fictional"]


places = CsvTable("places", Place, key="iso3").by_key
"""All countries by code, in alphabetical order of the code."""


def place_name(area: str) -> str:
    """Name of a country, of a region or of the world.

    Raises
    ------
    VocabularyError
        If the area is none of them; the message names the nearest codes.

    Examples
    --------
    >>> place_name("NAM"), place_name("R-LAC")
    ('Namibia', 'Latin America and the Caribbean')
    """
    if area in REGION_NAMES:
        return REGION_NAMES[area]
    if area in places():
        return places()[area].name
    if is_fictional(area):
        return f"Fictional country {area}"
    raise _unknown_area(area)


@cache
def members(area: str) -> tuple[str, ...]:
    """Countries of an area: a country is its own; WORLD has all that are real.

    Raises
    ------
    VocabularyError
        If the area is neither a country, a region nor WORLD.

    Examples
    --------
    >>> members("NOR"), members("R-NORTH-AMERICA")
    (('NOR',), ('CAN', 'USA'))
    """
    if is_country(area):
        return (area,)
    if area == WORLD:
        return tuple(code for code, place in places().items() if not is_fictional(place.region))
    if area == FICTIONAL:
        return tuple(code for code, place in places().items() if is_fictional(place.region))
    if area in REGION_NAMES:
        return tuple(code for code, place in places().items() if place.region == area)
    raise _unknown_area(area)


def is_country(area: str) -> bool:
    """Whether an area is a single country, real or fictional."""
    return area in places() or FICTIONAL_CODES.fullmatch(area) is not None


def is_fictional(area: str) -> bool:
    """Whether an area is made up: the codes XAA to XBZ, six of which have a name.

    Examples
    --------
    >>> is_fictional("XAA"), is_fictional("XBC"), is_fictional("XKX"), is_fictional("NOR")
    (True, True, False, False)
    """
    is_region = area in REGION_NAMES and area.startswith(FICTIONAL)
    return is_region or FICTIONAL_CODES.fullmatch(area) is not None


def _unknown_area(area: str) -> VocabularyError:
    """Error that leads from a name or a short code to the code that would be right."""
    names = {code: place.name for code, place in places().items()} | REGION_NAMES
    form = "Give an ISO 3166-1 alpha-3 code (DEU), a region (R-AFRICA) or WORLD."
    return VocabularyError(f"{unknown('area', area, names)} {form}")


MOST_NEAR = 3
SHORT = 2  # letters of an ISO 3166-1 alpha-2 code


@dataclass(frozen=True)
class PlaceName:
    """A name of a country in a language (ISO 639), and whether it was read in a source."""

    iso3: str
    language: str
    name: Given
    source: Given
    verified: Standing


place_names = CsvTable("place_names", PlaceName, key=("iso3", "language", "name")).rows
"""All names beyond the codes and the names that pages show."""


def find_place(name: str) -> str:
    """Code of a country that is given by a code, by its name or by a name in another language.

    Capitals, accents, blanks and signs do not matter, except that two letters are a code only in
    capitals: NA is Namibia, na is not.

    Parameters
    ----------
    name : str
        As somebody wrote it: `DEU`, `DE`, `Germany`, `Deutschland`, `Cote d'Ivoire`.

    Returns
    -------
    str
        ISO 3166-1 alpha-3 code.

    Raises
    ------
    VocabularyError
        If the name is unknown or stands for several countries; the message names what is near.

    Examples
    --------
    >>> find_place("Deutschland"), find_place("NA"), find_place("ivory coast")
    ('DEU', 'NAM', 'CIV')
    """
    text = name.strip()
    if text in places():
        return text
    codes = _codes_by_short().get(text, ()) or _codes_by_name().get(plain(text), ())
    if len(text) <= SHORT and text.isascii() and not text.isupper():
        codes = ()
    if len(codes) != 1:
        raise _no_single_place(name, codes)
    return codes[0]


def code_or_text(text: str) -> str:
    """Code of the one country that a text stands for; the text itself where there is none.

    Examples
    --------
    >>> code_or_text("Norge"), code_or_text("Korea")
    ('NOR', 'Korea')
    """
    try:
        return find_place(text)
    except VocabularyError:
        return text


def _no_single_place(name: str, codes: tuple[str, ...]) -> VocabularyError:
    """Error for a name that stands for no country, or for several."""
    if codes:
        meant = ", ".join(f"{code} ({places()[code].name})" for code in codes)
        return VocabularyError(f"{name!r} stands for several countries: {meant}. Give a code.")
    known = _codes_by_name()
    near = get_close_matches(plain(name), known, n=MOST_NEAR, cutoff=0.75)
    near = near if len(plain(name)) > SHORT else []
    found = dict.fromkeys(code for match in near for code in known[match])
    meant = ", ".join(f"{code} ({places()[code].name})" for code in found)
    hint = f"Did you mean {meant}?" if meant else "Give an ISO 3166-1 code, as in DEU, or a name."
    return VocabularyError(f"Unknown country {name!r}. {hint}")


@cache
def _codes_by_short() -> Mapping[str, tuple[str, ...]]:
    """Codes by their two letters, in capitals."""
    return {place.iso2: (code,) for code, place in places().items() if place.iso2}


@cache
def _codes_by_name() -> Mapping[str, tuple[str, ...]]:
    """Codes by each code, name and further name, as names are compared."""
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    for place in places().values():
        codes[plain(place.iso3)][place.iso3] = None
        codes[plain(place.name)][place.iso3] = None
    for entry in place_names():
        codes[plain(entry.name)][entry.iso3] = None
    return {name: tuple(found) for name, found in codes.items()}


MEMBERS = frozenset(
    (
        *("AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST"),
        *("FIN", "FRA", "GRC", "HRV", "HUN", "IRL", "ITA", "LTU", "LUX"),
        *("LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE"),
    )
)
"""ISO 3166-1 alpha-3 codes of the 27 states since 1 February 2020."""


def in_region(iso3: str, region: str) -> bool:
    """Whether a country is the one a row is for, or a member of the Union where that says EU.

    Examples
    --------
    >>> in_region("FIN", "EU"), in_region("NOR", "EU"), in_region("NLD", "NLD")
    (True, False, True)
    """
    return iso3 == region or (region == "EU" and iso3 in MEMBERS)


KM_PER_DEGREE = 111.195  # of latitude; mean radius of the Earth 6371.01 km
PUBLISHED_KM = 1.0  # cells of 1 km, as of the EU's reference grid: a place, not a farmer's field


def rounded(longitude: float, latitude: float, to_km: float = PUBLISHED_KM) -> tuple[float, float]:
    """Round a position to the middle of cells that are at least so wide.

    The width of a cell in degrees is one, two or five times a power of ten, so that the rounded
    numbers do not look more exact than they are; rounding them again changes nothing.

    Parameters
    ----------
    longitude, latitude : float
        Position. [degrees east and north]
    to_km : float
        Least width of a cell. [km]

    Returns
    -------
    tuple of float
        Longitude and latitude. [degrees]

    Examples
    --------
    >>> rounded(36.82184, -1.29207), rounded(24.93841, 60.16952), rounded(24.93841, 60.16952, 10)
    ((36.82, -1.29), (24.94, 60.17), (25.0, 60.2))
    """
    north = _nearest(latitude, to_km / KM_PER_DEGREE)
    parallel = KM_PER_DEGREE * math.cos(math.radians(north))
    east = _nearest(longitude, to_km / parallel)  # at a pole all longitudes are in one cell
    return max(-180.0, min(east, 180.0)), max(-90.0, min(north, 90.0))


def _nearest(degrees: float, width: float) -> float:
    """Round to the nearest multiple of one, two or five times a power of ten."""
    power = math.floor(math.log10(width))
    times = next(one for one in (1, 2, 5, 10) if one * 10.0**power >= width)
    step = times * 10.0**power
    return round(round(degrees / step) * step, max(0, -power)) + 0.0  # no negative nought
