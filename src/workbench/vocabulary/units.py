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
OF_PROPERTIES = (  # each alone
    *("pH", "dS/m", "g/cm3", "mm", "mmol+/kg", "mg CO2/g", "ind/m2"),
    *("psi", "cm/d", "cm3/cm3", "t/ha/y", "kg/ha", "mg PNP/kg/h", "Bq/kg", "1"),
)
INTO_PROPERTIES = {  # unit: the one that it is turned into, and by which number
    "mS/cm": ("dS/m", 1.0),
    "µS/cm": ("dS/m", 0.001),
    "mS/m": ("dS/m", 0.01),
    "cmol+/kg": ("mmol+/kg", 10.0),
    "meq/100 g": ("mmol+/kg", 10.0),
    "kg/m3": ("g/cm3", 0.001),
    "Mg/m3": ("g/cm3", 1.0),
    "t/m3": ("g/cm3", 1.0),
}
KNOWN = (*MASS_FRACTIONS, *OF_PROPERTIES, *INTO_PROPERTIES)
# As `mg kg-1`, `mg.kg^-1` and `mg kg⁻¹`; in the case of the letters, since Mg is a megagram.
PER = re.compile(
    r"(?P<mass>mcg|mg|[µu]g|ng|pg|g)"
    r"(?: ?/ ?\(?(?P<slash>kg|100 ?g|g)|[ .·*]{0,3}(?P<power>kg|g) ?\^?\(?-1\)?)",
    re.IGNORECASE,
)
# Parts of units that are no mass fraction, as mg/l, kg/ha, cmol/kg and Bq/g.
PARTS = re.compile(
    r"(?P<mass>(?:[kmµunp]|M)?g|t)|(?:[kcmµun]|d)?(?:mol|eq|m[23]?|l|L|S|Bq|J|Pa)|cm[23]|ha|°?C|K|a|yr|d|h|s"
)
OF_DRY_MASS = re.compile(
    r"[ (\[-]{1,3}(?:on )?(?:dry(?: (?:weight|matter|mass|wt|soil))?|d\.?w\.?|d\.?m\.?|ts|tm|tr"
    r"|m\.?s\.?|p\.?s\.?|s\.?s\.?|s\.?m\.?|d\.?s\.?)[)\]]{0,2}$",
    re.IGNORECASE,
)
LONGEST_SPELLING = 60
MASSES = {"ug": "µg", "mcg": "µg", "\u03bcg": "µg"}
OTHER_SPELLINGS = {  # in small letters and without blanks
    **dict.fromkeys(("ppm", "ppmw", "partspermillion"), "ppm"),
    **dict.fromkeys(("ppb", "ppbw", "partsperbillion"), "ppb"),
    **dict.fromkeys(("percent", "pct", "prozent", "wt%", "%w/w", "gew.-%", "gew%", "m%"), "%"),
    **dict.fromkeys(("%(w/w)", "masse-%", "pourcent", "porcentaje", "dag/kg"), "%"),
    **dict.fromkeys(
        ("milligramsperkilogram", "milligramperkilogram", "мг/кг", "毫克/千克"), "mg/kg"
    ),
    **dict.fromkeys(
        ("microgramsperkilogram", "microgramperkilogram", "мкг/кг", "微克/千克"), "µg/kg"
    ),
    **dict.fromkeys(("\u0433/\u043a\u0433", "克/千克"), "g/kg"),
    **dict.fromkeys(("µs/cm", "us/cm", "µscm-1", "uscm-1", "µmho/cm", "umho/cm"), "µS/cm"),
    **dict.fromkeys(("ms/cm", "mscm-1", "mmho/cm", "mmhos/cm"), "mS/cm"),
    **dict.fromkeys(("ds/m", "dsm-1", "ds.m-1"), "dS/m"),
    **dict.fromkeys(("ms/m", "msm-1"), "mS/m"),
    **dict.fromkeys(("cmol+/kg", "cmol(+)/kg", "cmolc/kg", "cmol(c)/kg", "cmolkg-1"), "cmol+/kg"),
    **dict.fromkeys(("cmol(+)kg-1", "cmolckg-1", "cmol/kg", "cmol+kg-1"), "cmol+/kg"),
    **dict.fromkeys(("meq/100g", "me/100g", "mval/100g", "meq100g-1"), "meq/100 g"),
    **dict.fromkeys(("mmol+/kg", "mmol(+)/kg", "mmolc/kg", "mmolckg-1"), "mmol+/kg"),
    **dict.fromkeys(("g/cm3", "gcm-3", "g/cc", "g/cm^3", "g/cm\u00b3", "kg/dm3", "kg/l"), "g/cm3"),
    **dict.fromkeys(("kg/m3", "kgm-3"), "kg/m3"),
    **dict.fromkeys(("t/m3", "tm-3"), "t/m3"),
    **dict.fromkeys(("ph", "phunits", "phunit", "stdunits", "std.units", "standardunits"), "pH"),
    **dict.fromkeys(("none", "-", "dimensionless", "unitless", "无量纲", "n/a", "sans unité"), "1"),
    **dict.fromkeys(("bq/kg", "bqkg-1"), "Bq/kg"),
}
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
    base, ratio = INTO_PROPERTIES.get(given, (given, 1.0))
    target, divisor = INTO_PROPERTIES.get(wanted, (wanted, 1.0))
    if base == target:
        return float(f"{ratio / divisor:.12g}")
    if not {base, target}.isdisjoint(OF_PROPERTIES):
        raise _different(unit_from, unit_to)
    return float(f"1e{POWERS[given] - POWERS[wanted]}")


def _known(unit: str) -> str:
    """Return the unit in the spelling of `KNOWN`, or say what is wrong with it."""
    spelled = unit.strip().translate(MICRO_SIGNS).replace("/100g", "/100 g")
    if spelled in KNOWN:
        return spelled
    if found := spelling_of(spelled):
        return found
    if _measures_something_else(spelled):
        raise _different(unit, "mg/kg")
    raise UnitError(f"Unknown unit {unit!r}. Give one of: {', '.join(KNOWN)}.")


def spelling_of(text: str) -> str:
    """Give the unit of `KNOWN` that a text spells in another way; empty where it is none.

    Words for dry mass behind it are left away; those for wet mass are not.

    Examples
    --------
    >>> spelling_of("mg kg⁻¹"), spelling_of("mg/Kg dw"), spelling_of("UG/KG"), spelling_of("Mg/kg")
    ('mg/kg', 'mg/kg', 'µg/kg', '')
    >>> spelling_of("g/100g"), spelling_of("mg/kg ww"), spelling_of("cmol(+) kg-1")
    ('%', '', 'cmol+/kg')
    """
    if len(text) > LONGEST_SPELLING:
        return ""
    plain = unicodedata.normalize("NFKC", text).translate(MICRO_SIGNS)
    plain = OF_DRY_MASS.sub("", " ".join(plain.replace("\N{MINUS SIGN}", "-").split())).strip()
    if plain in KNOWN:
        return plain
    if found := OTHER_SPELLINGS.get(plain.casefold().replace(" ", "")):
        return found
    found_per = PER.fullmatch(plain)
    if not found_per:
        return ""
    mass, of_soil = found_per["mass"], found_per["slash"] or found_per["power"]
    if mass[0].isupper() and not (mass + of_soil).isupper():
        return ""  # Mg is a megagram
    mass = MASSES.get(mass.casefold(), mass.casefold())
    per = f"{mass}/{of_soil.casefold().replace('100g', '100 g')}"
    per = {"g/100 g": "%"}.get(per, per)
    return per if per in KNOWN else ""


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
