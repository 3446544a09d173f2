"""Names of countries in other languages and spellings, and the code that a name stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from workbench.errors import VocabularyError
from workbench.vocabulary.places import places
from workbench.vocabulary.table import plain, read_rows

MOST_NEAR = 3
SHORT = 2  # letters of an ISO 3166-1 alpha-2 code


@dataclass(frozen=True)
class PlaceName:
    """A name of a country in a language (ISO 639), and whether it was read in a source."""

    iso3: str
    language: str
    name: str
    source: str
    verified: str


@cache
def place_names() -> tuple[PlaceName, ...]:
    """All names beyond the codes and the names that pages show."""
    return tuple(PlaceName(**row) for row in read_rows("place_names"))


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
