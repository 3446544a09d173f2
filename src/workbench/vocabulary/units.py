"""Units in which laboratories give contents of soil, and depths: spellings and conversion."""

from __future__ import annotations

import re
import unicodedata

from workbench.errors import UnitError

POWERS = {
    "%": 4,
    "g/kg": 3,
    "mg/g": 3,
    "mg/kg": 0,
    "µg/g": 0,
    "ug/g": 0,
    "µg/kg": -3,
    "ug/kg": -3,
    "ng/g": -3,
    "ng/kg": -6,
    "pg/g": -6,
    "ppm": 0,
    "ppb": -3,
    "g/g": 6,
    "mg/100 g": 1,
}  # of ten, by which each is more than 1 mg/kg
MASS_FRACTIONS = tuple(POWERS)
OF_PROPERTIES = ("pH", "dS/m", "g/cm3", "mm", "mmol+/kg", "mg CO2/g", "ind/m2")  # each alone
KNOWN = (*MASS_FRACTIONS, *OF_PROPERTIES)
# As `mg kg-1`, `mg.kg^-1` and `mg kg⁻¹`; in the case of the letters, since Mg is a megagram.
PER = re.compile(
    r"(?P<mass>mg|[µu]g|ng|pg|g)(?:\s*/\s*(?P<slash>kg|g)|[\s.·*]*(?P<power>kg|g)\s*\^?\(?-1\)?)"
)
# Parts of units that are no mass fraction, as mg/l, kg/ha, cmol/kg and Bq/g.
PARTS = re.compile(
    r"(?P<mass>(?:[kmµunp]|M)?g|t)|(?:[kcmµun]|d)?(?:mol|eq|m[23]?|l|L|S|Bq|J|Pa)|cm[23]|ha|°?C|K|a|yr|d|h|s"
)
MICRO_SIGNS = str.maketrans({"\N{GREEK SMALL LETTER MU}": "\N{MICRO SIGN}"})


def factor(unit_from: str, unit_to: str) -> float:
    """Give the number that turns a value in one unit into a value in another.

    Only the spellings in `KNOWN` are taken: a library of units would read `Mg/kg` as megagram.

    Parameters
    ----------
    unit_from, unit_to : str
        Units, as `mg/kg`.

    Returns
    -------
    float
        Factor, a power of ten.

    Raises
    ------
    UnitError
        If a unit is unknown, or if the two measure different things.

    Examples
    --------
    >>> factor("µg/kg", "mg/kg"), factor("%", "g/kg")
    (0.001, 10.0)
    """
    given, wanted = (_known(unit) for unit in (unit_from, unit_to))
    if given == wanted:
        return 1.0
    if not {given, wanted}.isdisjoint(OF_PROPERTIES):
        raise _different(unit_from, unit_to)
    return float(f"1e{POWERS[given] - POWERS[wanted]}")


def _known(unit: str) -> str:
    """Return the unit in the spelling of `KNOWN`, or say what is wrong with it."""
    spelled = unit.strip().translate(MICRO_SIGNS).replace("/100g", "/100 g")
    if spelled in KNOWN:
        return spelled
    plain = unicodedata.normalize("NFKC", spelled).translate(MICRO_SIGNS)
    found = PER.fullmatch(plain.replace("\N{MINUS SIGN}", "-"))
    if found and (per := f"{found['mass']}/{found['slash'] or found['power']}") in KNOWN:
        return per
    if _measures_something_else(spelled):
        raise _different(unit, "mg/kg")
    raise UnitError(f"Unknown unit {unit!r}. Give one of: {', '.join(KNOWN)}.")


def _measures_something_else(unit: str) -> bool:
    """Whether all parts of a unit are known, and it is no mass in a mass."""
    parts = [PARTS.fullmatch(part.strip()) for part in unit.split("/")]
    return all(parts) and not all(part and part["mass"] for part in parts)


def _different(unit_from: str, unit_to: str) -> UnitError:
    """Error for two units that no factor joins."""
    return UnitError(
        f"{unit_from!r} does not measure the same as {unit_to!r}. "
        f"Give a mass of substance in a mass of soil: {', '.join(MASS_FRACTIONS)}."
    )


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
KNOWN_LENGTHS = ", ".join(IN_CM)
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
