"""Texture classes of the USDA, and the groups of them that scoring curves are for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbench.errors import VocabularyError
from workbench.vocabulary.table import read_rows, unknown

TEXTURE_CLASSES = (
    "sand",
    "loamy sand",
    "sandy loam",
    "loam",
    "silt loam",
    "silt",
    "sandy clay loam",
    "clay loam",
    "silty clay loam",
    "sandy clay",
    "silty clay",
    "clay",
)


@dataclass(frozen=True)
class TextureGroup:
    """A texture class in a group of a scheme; the bounds of clay are empty where all belong."""

    scheme: str
    group: str
    texture_class: str
    clay_pct_from: str
    clay_pct_to: str
    source: str
    verified: str

    def holds(self, texture_class: str, clay_pct: float | None) -> bool:
        """Whether a soil is in the group; without its clay not where that decides."""
        if texture_class != self.texture_class:
            return False
        if not self.clay_pct_from and not self.clay_pct_to:
            return True
        if clay_pct is None:
            return False
        above = not self.clay_pct_from or clay_pct >= float(self.clay_pct_from)
        return above and (not self.clay_pct_to or clay_pct < float(self.clay_pct_to))


@cache
def texture_groups() -> tuple[TextureGroup, ...]:
    """All groups of all schemes."""
    return tuple(TextureGroup(**row) for row in read_rows("texture_groups"))


def texture_group(scheme: str, texture_class: str, clay_pct: float | None = None) -> str:
    """Group of a scheme that a soil belongs to; empty where it cannot be told.

    Parameters
    ----------
    scheme : str
        `SMAF`, `CASH`, or `USDA` for the class itself.
    texture_class : str
        One of `TEXTURE_CLASSES`, or empty.
    clay_pct : float, optional
        Clay, which parts sandy loams in SMAF. [% of dry mass]

    Raises
    ------
    VocabularyError
        If the scheme or the class is unknown.

    Examples
    --------
    >>> texture_group("SMAF", "sandy loam", 12.0), texture_group("CASH", "sandy loam")
    ('SMAF2', 'coarse')
    >>> texture_group("SMAF", "sandy loam")
    ''
    """
    if not texture_class:
        return ""
    if texture_class not in TEXTURE_CLASSES:
        raise unknown("texture class", texture_class, {name: name for name in TEXTURE_CLASSES})
    if scheme == "USDA":
        return texture_class
    groups = [group for group in texture_groups() if group.scheme == scheme]
    if not groups:
        raise unknown("texture scheme", scheme, {group.scheme: "" for group in texture_groups()})
    fitting = [group.group for group in groups if group.holds(texture_class, clay_pct)]
    return fitting[0] if fitting else ""


def usda_texture_class(clay_pct: float, silt_pct: float) -> str:
    """Texture class of the USDA from clay (< 2 µm) and silt (2 to 50 µm).

    Parameters
    ----------
    clay_pct, silt_pct : float
        Shares of the fine earth; sand is the rest. [% of mass]

    Returns
    -------
    str
        One of `TEXTURE_CLASSES`.

    Raises
    ------
    VocabularyError
        If a share is negative or the two exceed 100.

    References
    ----------
    .. [1] Soil Science Division Staff, Soil Survey Manual, USDA Handbook 18. Washington: USDA,
       2017, chapter 3.

    Examples
    --------
    >>> usda_texture_class(25, 40), usda_texture_class(5, 5), usda_texture_class(45, 20)
    ('loam', 'sand', 'clay')
    """
    if min(clay_pct, silt_pct) < 0 or clay_pct + silt_pct > 100:
        raise VocabularyError(
            f"Clay {clay_pct:g} % and silt {silt_pct:g} %. Give shares of 0 or more, up to 100 %."
        )
    return _fine(clay_pct, silt_pct) or _coarse(clay_pct, silt_pct)


def _fine(clay: float, silt: float) -> str:
    """Class of a soil with at least 27 % clay, or 20 % where it is sandy; else empty."""
    sand = 100 - clay - silt
    if clay >= 40:
        if silt >= 40:
            return "silty clay"
        return "sandy clay" if sand > 45 else "clay"
    if clay >= 35 and sand > 45:
        return "sandy clay"
    if clay >= 27 and sand <= 45:
        return "silty clay loam" if sand <= 20 else "clay loam"
    return "sandy clay loam" if clay >= 20 and silt < 28 and sand > 45 else ""


def _coarse(clay: float, silt: float) -> str:
    """Class of a soil with less clay."""
    sand = 100 - clay - silt
    if silt >= 80 and clay < 12:
        return "silt"
    if silt >= 50:
        return "silt loam"
    if silt + 1.5 * clay < 15:
        return "sand"
    if silt + 2 * clay < 30:
        return "loamy sand"
    return "loam" if clay >= 7 and silt >= 28 and sand <= 52 else "sandy loam"
