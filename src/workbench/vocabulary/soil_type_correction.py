"""Correction of Dutch standards from the standard soil to the soil that was sampled."""

from __future__ import annotations

from workbench.errors import VocabularyError
from workbench.vocabulary.substances import substance as look_up

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
