"""Indicators of soil health: domains, units, classes of values, and textures they depend on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from workbench.errors import UnitError
from workbench.vocabulary.fields import Given, Standing
from workbench.vocabulary.table import CsvTable, Grouped, made_from, unknown
from workbench.vocabulary.units import MASS_FRACTIONS, factor

Domain: TypeAlias = Literal["physical", "chemical", "biological", "contamination"]
DOMAINS: tuple[str, ...] = get_args(Domain)

EXACT_FACTORS = {
    ("kg/m3", "g/cm3"): 0.001,
    ("g/cm3", "kg/m3"): 1000.0,
    ("Mg/m3", "g/cm3"): 1.0,
    ("t/m3", "g/cm3"): 1.0,
    ("mS/cm", "dS/m"): 1.0,
    ("µS/cm", "dS/m"): 0.001,
    ("mS/m", "dS/m"): 0.01,
    ("cmol+/kg", "mmol+/kg"): 10.0,
}
"""Factors between units of indicators that are no mass fractions."""


@dataclass(frozen=True)
class SoilIndicator:
    """One indicator.

    `domain` is one of `DOMAINS`, `unit` the one that a table shows; `substance` is the code under
    which the store has it, empty where it has none.
    """

    indicator: str
    name: Given
    domain: Domain
    unit: Given
    substance: str
    source: Given
    verified: Standing


INDICATORS = CsvTable("indicators", SoilIndicator, key="indicator", kind="indicator")
indicators = INDICATORS.by_key
"""All indicators by code, domain after domain."""
indicator = INDICATORS.find
"""Look an indicator up by its code; the error of an unknown one names the nearest."""


def indicator_factor(unit_from: str, unit_to: str) -> float:
    """Give the number that turns a value of an indicator from one unit into another.

    Mass fractions are those of `workbench.vocabulary.units`; other units only where the factor is
    exact. A method is never converted: conductivity 1:5 is not that of the saturated paste.

    Parameters
    ----------
    unit_from, unit_to : str
        As `g/kg`, `%`, `dS/m`.

    Returns
    -------
    float
        The factor.

    Raises
    ------
    UnitError
        If no exact factor joins the two.

    Examples
    --------
    >>> indicator_factor("g/kg", "%"), indicator_factor("g/cm3", "kg/m3")
    (0.1, 1000.0)
    """
    if unit_from == unit_to:
        return 1.0
    if (unit_from, unit_to) in EXACT_FACTORS:
        return EXACT_FACTORS[unit_from, unit_to]
    if unit_from in MASS_FRACTIONS and unit_to in MASS_FRACTIONS:
        return factor(unit_from, unit_to)
    raise UnitError(f"No factor joins {unit_from!r} and {unit_to!r}. Give the value in {unit_to}.")


@dataclass(frozen=True)
class IndicatorClass:
    """One class of an indicator; the first of a set has no lower limit."""

    set_id: str
    indicator: Given
    unit: Given
    label: Given
    lower: float | None
    note: str
    source: Given
    verified: Standing


@dataclass(frozen=True)
class IndicatorClasses:
    """Classes of one indicator in one set; a value at a limit is in the upper class."""

    set_id: str
    indicator: str
    unit: str
    labels: tuple[str, ...]
    limits: tuple[float, ...]
    note: str
    source: str
    verified: str

    def label(self, value: float) -> str:
        """Word for the class of a value, in the unit of the classes.

        Examples
        --------
        >>> indicator_classes("SOCCLAY-2021").label(0.08)
        'moderate'
        """
        return self.labels[sum(value >= limit for limit in self.limits)]


def _classes(rows: tuple[IndicatorClass, ...]) -> IndicatorClasses:
    """Put the classes of a set together."""
    return made_from(
        IndicatorClasses,
        rows[0],
        labels=tuple(row.label for row in rows),
        limits=tuple(row.lower for row in rows[1:] if row.lower is not None),
    )


CLASSES = CsvTable("indicator_classes", IndicatorClass, key=("set_id", "label"))
CLASS_SETS = Grouped(CLASSES, by="set_id", make=_classes, kind="set of classes")
indicator_classes = CLASS_SETS.find
"""Look the classes of a set up: `SOCCLAY-2021`, `SALINITY-CLASSES` or, unverified, `CASH-2017`."""


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
    clay_pct_from: float | None
    clay_pct_to: float | None
    source: Given
    verified: Standing

    def holds(self, texture_class: str, clay_pct: float | None) -> bool:
        """Whether a soil is in the group; without its clay not where that decides."""
        if texture_class != self.texture_class:
            return False
        if self.clay_pct_from is None and self.clay_pct_to is None:
            return True
        if clay_pct is None:
            return False
        above = self.clay_pct_from is None or clay_pct >= self.clay_pct_from
        return above and (self.clay_pct_to is None or clay_pct < self.clay_pct_to)


TEXTURE_KEY = ("scheme", "group", "texture_class", "clay_pct_from")
texture_groups = CsvTable("texture_groups", TextureGroup, key=TEXTURE_KEY).rows
"""All groups of all schemes."""


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

    Returns
    -------
    str
        Name of the group.

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
