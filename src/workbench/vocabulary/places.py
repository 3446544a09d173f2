"""Countries and territories of ISO 3166-1, and the regions of the Global Soil Partnership."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from workbench.errors import VocabularyError
from workbench.vocabulary.table import read_rows, unknown

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
    name: str
    region: str
    source: str
    verified: str


@cache
def places() -> dict[str, Place]:
    """All countries by code, in alphabetical order of the code."""
    return {row["iso3"]: Place(**row) for row in read_rows("places")}


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
