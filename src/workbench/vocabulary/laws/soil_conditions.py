"""Whether a soil is one that a threshold was set for, and what the value is for that soil."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import VocabularyError
from workbench.vocabulary.laws.thresholds import Reason, ThresholdRow
from workbench.vocabulary.substances import substance as look_up

ORGANIC_SOIL_TOC_PCT = 9.0  # BBodSchV 2021, Anlage 1: above it the values do not hold
SANDIER = {
    "clay": "loam",
    "clay loam": "loam",
    "loam": "sand",
    "silt": "sand",
    "silt loam": "sand",
    "sandy loam": "sand",
}


@dataclass(frozen=True)
class SoilProperties:
    """What is known of the soil beside its contents; None or empty where it is not stated.

    `ph_method` is the extract in which pH was measured (`KCl`, `H2O`, `CaCl2`); `texture` is a
    word of the law (`sand`, `loam`, `clay`); shares are per cent of dry mass.
    """

    depth_top_cm: float | None = None
    depth_bottom_cm: float | None = None
    ph: float | None = None
    ph_method: str = ""
    texture: str = ""
    clay_pct: float | None = None
    organic_matter_pct: float | None = None
    toc_pct: float | None = None


def soil_reason(row: ThresholdRow, soil: SoilProperties) -> Reason | None:
    """Why a threshold does not apply to a soil; None where it does.

    Examples
    --------
    >>> from workbench.vocabulary.laws.thresholds import rows_of
    >>> sand = next(row for row in rows_of("DEU", "Pb") if row.texture == "sand")
    >>> soil_reason(sand, SoilProperties(texture="clay")).name
    'OTHER_SOIL'
    """
    depth = _depth_fits(row, soil)
    if depth is False:
        return Reason.OTHER_DEPTH
    answers = (depth, _ph_fits(row, soil), _texture_fits(row, soil), *_humus_fits(row, soil))
    if False in answers:
        return Reason.OTHER_SOIL
    if None in answers or not _can_be_corrected(row, soil):
        return Reason.NEEDS_SOIL
    return None


def asked_of_soil(row: ThresholdRow) -> frozenset[str]:
    """Name the properties of a soil that a threshold depends on, as `SoilProperties` has them.

    Examples
    --------
    >>> from workbench.vocabulary.laws.thresholds import rows_of
    >>> sorted({name for row in rows_of("DEU", "Cd") for name in asked_of_soil(row)})
    ['depth_bottom_cm', 'depth_top_cm', 'ph', 'ph_method', 'texture', 'toc_pct']
    >>> asked_of_soil(rows_of("XAA", "Cd")[0])
    frozenset()
    """
    asks = {
        ("depth_top_cm", "depth_bottom_cm"): row.depth_bottom_cm,
        ("ph", "ph_method"): row.ph_min or row.ph_max or row.sandier_below_ph,
        ("texture",): row.texture,
        ("organic_matter_pct",): row.organic_matter_pct_min or row.organic_matter_pct_max,
        ("toc_pct",): row.toc_pct_min or row.toc_pct_max,
        ("clay_pct", "organic_matter_pct"): row.correction,
    }
    return frozenset(name for names, asked in asks.items() if asked for name in names)


def standard_soil_is_on_file(row: ThresholdRow) -> bool:
    """Whether a value for a standard soil, if it is one, can be brought to another soil."""
    return not row.correction or (row.correction == "NL" and is_corrected(row.substance))


def _depth_fits(row: ThresholdRow, soil: SoilProperties) -> bool | None:
    """Whether the sample lies within the layer that the law names; None if it cannot be told."""
    if not row.depth_bottom_cm:
        return True
    if soil.depth_top_cm is None or soil.depth_bottom_cm is None:
        return None
    return soil.depth_top_cm >= float(row.depth_top_cm) and soil.depth_bottom_cm <= float(
        row.depth_bottom_cm
    )


def _ph_fits(row: ThresholdRow, soil: SoilProperties) -> bool | None:
    """Whether the pH is in the class of the law, measured as the law says."""
    if not row.ph_min and not row.ph_max:
        return True
    if soil.ph is None or (row.ph_method and row.ph_method != soil.ph_method):
        return None
    if row.ph_min and not _is_above(soil.ph, row.ph_min, row.ph_min_inclusive):
        return False
    return not row.ph_max or _is_above(-soil.ph, f"-{row.ph_max}", row.ph_max_inclusive)


def _is_above(value: float, bound: str, inclusive: str) -> bool:
    """Whether a value is above a bound, or at it where the bound belongs to the class."""
    return value > float(bound) or (inclusive == "yes" and value == float(bound))


def _texture_fits(row: ThresholdRow, soil: SoilProperties) -> bool | None:
    """Whether the texture is one of the law; an acid soil counts as sandier where it says so."""
    if not row.texture:
        return True
    if not soil.texture:
        return None
    classes = row.texture.split(";")
    if not row.sandier_below_ph:
        return soil.texture in classes
    sandier = SANDIER.get(soil.texture, soil.texture)
    if soil.ph is None or (row.ph_method and row.ph_method != soil.ph_method):
        either = {soil.texture in classes, sandier in classes}
        return None if len(either) > 1 else either.pop()
    return (sandier if soil.ph < float(row.sandier_below_ph) else soil.texture) in classes


def _humus_fits(row: ThresholdRow, soil: SoilProperties) -> tuple[bool | None, bool | None]:
    """Whether organic matter and organic carbon are in the classes of the law.

    Values that hold for all but organic soils apply where the organic carbon is not stated.
    """
    has_end_alone = bool(row.toc_pct_max) and not row.toc_pct_min
    for_mineral = has_end_alone and float(row.toc_pct_max) >= ORGANIC_SOIL_TOC_PCT
    taken_as_mineral = for_mineral and soil.toc_pct is None
    return (
        _in_class(soil.organic_matter_pct, row.organic_matter_pct_min, row.organic_matter_pct_max),
        taken_as_mineral or _in_class(soil.toc_pct, row.toc_pct_min, row.toc_pct_max),
    )


def _in_class(share: float | None, lowest: str, highest: str) -> bool | None:
    """Whether a share is above the lower bound of a class and at most at the upper."""
    if not lowest and not highest:
        return True
    if share is None:
        return None
    return (not lowest or share > float(lowest)) and (not highest or share <= float(highest))


def _can_be_corrected(row: ThresholdRow, soil: SoilProperties) -> bool:
    """Whether what a soil-type correction asks for is stated."""
    return not row.correction or None not in (soil.clay_pct, soil.organic_matter_pct)


STANDARD_CLAY_PCT = 25.0
STANDARD_ORGANIC_MATTER_PCT = 10.0
LOWEST_PCT = 2.0  # for clay and organic matter of metals; organics up to HIGHEST_ORGANIC_PCT
LOWEST_PAH_PCT = 10.0
HIGHEST_ORGANIC_PCT = 30.0

CONSTANTS = {
    "As": (15.0, 0.4, 0.4),
    "Ba": (30.0, 5.0, 0.0),
    "Cd": (0.4, 0.007, 0.021),
    "Cr": (50.0, 2.0, 0.0),
    "Co": (2.0, 0.28, 0.0),
    "Cu": (15.0, 0.6, 0.6),
    "Hg": (0.2, 0.0034, 0.0017),
    "Pb": (50.0, 1.0, 1.0),
    "Ni": (10.0, 1.0, 0.0),
    "V": (12.0, 1.2, 0.0),
    "Zn": (50.0, 3.0, 1.5),
}
UNCORRECTED = ("Sb", "Mo")
ORGANIC_GROUPS = ("pesticide", "pesticide / by-product", "PAH", "PCB", "dioxin", "BTEX")


def is_corrected(code: str) -> bool:
    """Whether the constants of a substance are on file.

    Examples
    --------
    >>> is_corrected("Zn"), is_corrected("Sn")
    (True, False)
    """
    return code in CONSTANTS or code in UNCORRECTED or look_up(code).group in ORGANIC_GROUPS


def soil_type_factor(code: str, clay_pct: float, organic_matter_pct: float) -> float:
    """Value of a Dutch standard for the soil at hand, over its value for the standard soil.

    Metals: (A + B clay + C organic matter) / (A + B 25 + C 10), with at least 2 % of each.
    Organics: organic matter / 10, with 2 to 30 % (10 to 30 % for PAH). Antimony and molybdenum
    stay as they are. The constants come from memory; their sums for the standard soil give the
    target values of the Circular of 2000, which were read. The bounds were not compared.

    Parameters
    ----------
    code : str
        Code of the substance.
    clay_pct : float
        Particles below 2 µm (lutum). [% of dry mass]
    organic_matter_pct : float
        Organic matter. [% of dry mass]

    Returns
    -------
    float
        Factor by which the standard is multiplied. [1]

    Raises
    ------
    VocabularyError
        If a share is not within 0 to 100 %, or if no constants are on file.

    References
    ----------
    .. [1] Regeling bodemkwaliteit, Bijlage B (BWBR0023085), heading on the standard soil.
    .. [2] Circular on target values and intervention values for soil remediation, 2000.

    Examples
    --------
    >>> round(720 * soil_type_factor("Zn", clay_pct=5, organic_matter_pct=3), 1)
    357.4
    """
    for name, share in (("clay", clay_pct), ("organic matter", organic_matter_pct)):
        if not 0 <= share <= 100:
            raise VocabularyError(f"{name} is {share} %. Give a share of 0 to 100 %.")
    if not is_corrected(code):
        raise VocabularyError(f"No soil-type correction on file for {code}.")
    if code in UNCORRECTED:
        return 1.0
    if code in CONSTANTS:
        standard = _line(code, STANDARD_CLAY_PCT, STANDARD_ORGANIC_MATTER_PCT)
        sampled = _line(code, max(clay_pct, LOWEST_PCT), max(organic_matter_pct, LOWEST_PCT))
        return sampled / standard
    lowest = LOWEST_PAH_PCT if look_up(code).group == "PAH" else LOWEST_PCT
    bounded = min(max(organic_matter_pct, lowest), HIGHEST_ORGANIC_PCT)
    return bounded / STANDARD_ORGANIC_MATTER_PCT


def _line(code: str, clay_pct: float, organic_matter_pct: float) -> float:
    """Content of a metal that the line of its constants gives. [mg/kg]."""
    constant, per_clay, per_organic = CONSTANTS[code]
    return constant + per_clay * clay_pct + per_organic * organic_matter_pct
