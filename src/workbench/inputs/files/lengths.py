"""Units of depths and of the precision of a place: in a heading, in a column, in the mapping."""

from __future__ import annotations

import re

IN_CM = {
    "mm": 0.1,
    "cm": 1.0,
    "dm": 10.0,
    "m": 100.0,
    "km": 100_000.0,
    "in": 2.54,
    "ft": 30.48,
    "yd": 91.44,
}
SPELLED = {
    "mm": ("millimetre", "millimeter", "millimètre", "milímetro", "миллиметр", "мм"),
    "cm": ("centimetre", "centimeter", "centimètre", "zentimeter", "centímetro", "см", "厘米"),
    "dm": ("decimetre", "decimeter", "dezimeter", "decímetro"),
    "m": ("metre", "meter", "mètre", "metro", "м", "米"),
    "km": ("kilometre", "kilometer", "kilomètre", "kilómetro", "км"),
    "in": ("inch", "inches", "pouce", "pulgada", "zoll"),
    "ft": ("foot", "feet", "pied", "pie", "fuss"),
    "yd": ("yard",),
}
KNOWN = ", ".join(IN_CM)
UNITS = {word: unit for unit, words in SPELLED.items() for word in (unit, *words)}
UNITS |= {f"{word}s": unit for word, unit in UNITS.items() if len(word) > 2} | {"yds": "yd"}
DEPTH_WORDS = {
    "depth",
    "depths",
    "tiefe",
    "profondeur",
    "profundidad",
    "profundidade",
    "profondità",
}
UNIT_WORDS = {"unit", "units", "uom", "unité", "unite", "unidad", "einheit", "unidade", "unità"}
WORDS = re.compile(r"[^\W\d_]+")
LAST_WORD = re.compile(r"(?<![^\W_])in\W*$|[(\[]\s*in\.?\s*[)\]]", re.IGNORECASE)


def length_unit(text: str) -> str:
    """Give the unit of length that a word stands for; empty where it is none that is known.

    Examples
    --------
    >>> length_unit("Feet"), length_unit("cm."), length_unit("furlong")
    ('ft', 'cm', '')
    """
    return UNITS.get(text.strip().rstrip(".").casefold(), "")


def unit_in_heading(heading: str) -> str:
    """Give the unit of length that a heading states; empty where it states none, or several.

    `in` is a unit only at the end or in brackets: elsewhere it is the preposition.

    Examples
    --------
    >>> unit_in_heading("Depth in feet"), unit_in_heading("top_in"), unit_in_heading("depth_m")
    ('ft', 'in', 'm')
    >>> unit_in_heading("Depth top")
    ''
    """
    words = [word for word in WORDS.findall(heading) if word.casefold() != "in"]
    found = {unit for word in words if (unit := length_unit(word))}
    if not found and LAST_WORD.search(heading):
        return "in"
    return found.pop() if len(found) == 1 else ""


def is_depth_unit_heading(heading: str) -> bool:
    """Whether a column with this heading holds the unit of the depths of each row.

    Examples
    --------
    >>> is_depth_unit_heading("depth_unit"), is_depth_unit_heading("Depth (cm)")
    (True, False)
    """
    words = [word.casefold() for word in WORDS.findall(re.sub("(?<=[a-z])(?=[A-Z])", " ", heading))]
    return bool(DEPTH_WORDS & set(words)) and bool(UNIT_WORDS & set(words))
