"""Coordinates in metres: their columns by pairs of headings, and the system that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from workbench.inputs.drafts.preview import Look
from workbench.vocabulary.languages import plain_words
from workbench.vocabulary.notation import NumberForm

# Words of a pair of headings that are alike but for them: `X (L93)` and `Y (L93)`.
PAIRS = (
    *(("x", "y"), ("e", "n"), ("est", "nord"), ("este", "norte"), ("ost", "nord"), ("lon", "lat")),
    *(("east", "north"), ("easting", "northing"), ("rechts", "hoch"), ("rw", "hw"), ("lng", "lat")),
    *(
        ("leste", "norte"),
        ("lambda", "phi"),
        ("xcoord", "ycoord"),
        ("coordx", "coordy"),
        ("xcoo", "ycoo"),
    ),
)
SYSTEMS = {  # names of systems in headings and cells, without blanks, and their EPSG numbers
    **dict.fromkeys(("l93", "lambert93", "rgf93", "rgf93l93"), "2154"),
    **dict.fromkeys(("l2e", "lambert2e", "lambert2etendu", "lambertiietendu"), "27572"),
    **dict.fromkeys(("lv95", "ch1903lv95", "mn95"), "2056"),
    **dict.fromkeys(("lv03", "ch1903lv03", "mn03"), "21781"),
    **dict.fromkeys(("rd", "rdnew", "rijksdriehoek"), "28992"),
    **dict.fromkeys(("bng", "osgb", "osgb36", "britishnationalgrid"), "27700"),
    **dict.fromkeys(("sweref99", "sweref99tm", "sweref"), "3006"),
    **dict.fromkeys(("tm35fin", "etrstm35fin", "etrs89tm35fin"), "3067"),
    **dict.fromkeys(("puwg1992", "pl1992", "cs92"), "2180"),
    **dict.fromkeys(("sjtsk", "krovak"), "5514"),
    **dict.fromkeys(("eov", "hd72"), "23700"),
    **dict.fromkeys(("stereo70", "stereo1970"), "3844"),
    **dict.fromkeys(("lest97", "lest"), "3301"),
    **dict.fromkeys(("laea", "etrs89laea", "laeaetrs89"), "3035"),
    "lks92": "3059",
    "lks94": "3346",
    "nztm": "2193",
    "lambert72": "31370",
    "bl72": "31370",
    "lambert2008": "3812",
    "mgilambert": "31287",
    "webmercator": "3857",
}
NUMBERED = re.compile(r"epsg\s*(\d{4,5})")
IN_ZONE = re.compile(
    r"(?:utm|zone|zona|fuseau|huso|fuso)\s*(?:zone|zona)?\s*(\d{1,2})\s*([a-z])?\b"
)
BARE_ZONE = re.compile(r"\b[hz]?(\d{2})\s?([a-z])?\b")  # behind a datum: `ETRS89 H30`
DATUMS = {"etrs": 25800, "etrs89": 25800, "sirgas": 31960, "sirgas2000": 31960}
SOUTHERN = "cdefghjklms"
OF_ZONES = {"32": "4647", "33": "5650"}  # ETRS89, the zone before the metres
GAUSS_KRUEGER = {"2": "31466", "3": "31467", "4": "31468", "5": "31469"}
MOST_WORDS = 6


def pair_of_axes(look: Look) -> tuple[str, str] | None:
    """Columns of longitude and latitude whose headings differ by a pair of words alone.

    Parameters
    ----------
    look : Look
        What was seen of the file.

    Returns
    -------
    tuple of (str, str) or None
        The columns; None where there is no pair, or no numbers in it.
    """
    words = {column: plain_words(column) for column in look.columns}
    for east, north in PAIRS:
        for column, own in words.items():
            if east not in own or len(own) > MOST_WORDS:
                continue
            wanted = tuple(north if word == east else word for word in own)
            for other in (one for one, said in words.items() if said == wanted and one != column):
                if _are_numbers(look, column) and _are_numbers(look, other):
                    return column, other
    return None


def _are_numbers(look: Look, column: str) -> bool:
    """Whether all cells of a column that say something are numbers."""
    cells = [cell for cell in look.columns[column] if cell]
    form: NumberForm = look.form.numbers
    return bool(cells) and all(form.number(cell) == form.number(cell) for cell in cells)


def system_named(texts: Iterable[str]) -> str:
    """EPSG number of the system that a heading or a cell names; empty where none does.

    Examples
    --------
    >>> [system_named([text]) for text in ("X (L93)", "East ETRS89 UTM 32N", "X EPSG:2180")]
    ['2154', '25832', '2180']
    >>> system_named(["Este (UTM 18S)"]), system_named(["X (ETRS89 H30)"]), system_named(["East"])
    ('32718', '25830', '')
    """
    for text in texts:
        words = plain_words(text)[: 2 * MOST_WORDS]
        spaced = " ".join(words)
        if found := NUMBERED.search(spaced):
            return found[1]
        runs = ["".join(words[a:b]) for b in range(len(words), 0, -1) for a in range(b)]
        for run in sorted(runs, key=len, reverse=True):
            if run in SYSTEMS:
                return SYSTEMS[run]
        bare = BARE_ZONE.search(spaced) if set(words) & set(DATUMS) else None
        if found := IN_ZONE.search(spaced) or bare:
            return _of_zone(found, words)
    return ""


def _of_zone(found: re.Match[str], words: Iterable[str]) -> str:
    """EPSG number of a UTM zone: of the datum that is named, else WGS 84."""
    is_south = (found[2] or "n") in SOUTHERN
    base = next((DATUMS[word] for word in words if word in DATUMS), 32600)
    if base == 32600:
        base += 100 * is_south
    return str(base + int(found[1])) if 1 <= int(found[1]) <= 60 else ""


def system_by_size(east: str, cells: Iterable[str], form: NumberForm) -> str:
    """EPSG number that German eastings show by their first digits; empty for others.

    Examples
    --------
    >>> system_by_size("Rechtswert", ["32567890"], NumberForm())
    '4647'
    >>> system_by_size("Rechtswert", ["3456789"], NumberForm())
    '31467'
    >>> system_by_size("X", ["3456789"], NumberForm())
    ''
    """
    numbers = [f"{form.number(cell):.0f}" for cell in cells if cell]
    starts: Mapping[int, Mapping[str, str]] = {8: OF_ZONES, 7: GAUSS_KRUEGER}
    if not {"rechtswert", "ostwert", "rw", "rechts"} & set(plain_words(east)):
        return ""
    for length, known in starts.items():
        found = {known.get(one[: length - 6], "") for one in numbers if len(one) == length}
        if len(found) == 1 and all(len(one) == length for one in numbers):
            return found.pop()
    return ""
