"""Whether a soil is one that a threshold was set for: its depth, pH, texture and humus."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.vocabulary.laws.thresholds import Reason, ThresholdRow
from workbench.vocabulary.soil_type_correction import is_corrected

SANDIER = {"clay": "loam", "loam": "sand", "silt": "sand", "sand": "sand"}
SHIFT_BELOW_PH = 6.0


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
    if not soil.texture or (row.ph_shift and soil.ph is None):
        return None
    texture = soil.texture
    if row.ph_shift and soil.ph is not None and soil.ph < SHIFT_BELOW_PH:
        texture = SANDIER.get(texture, texture)
    return texture in row.texture.split(";")


def _humus_fits(row: ThresholdRow, soil: SoilProperties) -> tuple[bool | None, bool | None]:
    """Whether organic matter and organic carbon are in the classes of the law."""
    return (
        _in_class(soil.organic_matter_pct, row.organic_matter_pct_min, row.organic_matter_pct_max),
        _in_class(soil.toc_pct, row.toc_pct_min, row.toc_pct_max),
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
