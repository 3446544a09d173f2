"""Conversion between the units in which laboratories give contents of soil."""

from __future__ import annotations

from functools import cache
from tokenize import TokenError
from typing import TYPE_CHECKING

from workbench.errors import UnitError

if TYPE_CHECKING:
    from pint import UnitRegistry

MASS_FRACTIONS = (
    *("%", "g/kg", "mg/g", "mg/kg", "µg/g", "ug/g", "µg/kg", "ug/kg", "ng/g", "ng/kg", "pg/g"),
    *("ppm", "ppb", "g/g", "mg/100 g"),
)
FOR_PINT = {"mg/100 g": "mg/hg"}  # which takes no factor inside a unit
OF_PROPERTIES = ("pH", "dS/m", "g/cm3", "mm", "mmol+/kg", "mg CO2/g", "ind/m2")  # each alone
KNOWN = (*MASS_FRACTIONS, *OF_PROPERTIES)
LONGEST_UNIT = 20
MICRO_SIGNS = str.maketrans({"\N{GREEK SMALL LETTER MU}": "\N{MICRO SIGN}"})


@cache
def factor(unit_from: str, unit_to: str) -> float:
    """Give the number that turns a value in one unit into a value in another.

    Only the spellings in `KNOWN` are taken: pint alone would read `Mg/kg` as megagram.

    Parameters
    ----------
    unit_from, unit_to : str
        Units, as `mg/kg`.

    Returns
    -------
    float
        Factor, exact to 12 significant digits.

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
    unit, target = (_registry().parse_units(FOR_PINT.get(one, one)) for one in (given, wanted))
    ratio = _registry().Quantity(1.0, unit).to(target).magnitude
    return float(f"{ratio:.12g}")


def _known(unit: str) -> str:
    """Return the unit in the spelling of `KNOWN`, or say what is wrong with it."""
    spelled = unit.strip().translate(MICRO_SIGNS).replace("/100g", "/100 g")
    if spelled in KNOWN:
        return spelled
    if _measures_something_else(spelled):
        raise _different(unit, "mg/kg")
    raise UnitError(f"Unknown unit {unit!r}. Give one of: {', '.join(KNOWN)}.")


def _measures_something_else(unit: str) -> bool:
    """Whether pint knows the unit, as one that is no mass fraction."""
    from pint.errors import PintError  # noqa: PLC0415 - 0.6 s

    if len(unit) > LONGEST_UNIT or "*" in unit or "^" in unit:
        return False
    try:
        return not _registry().parse_units(unit).dimensionless
    except (PintError, AssertionError, SyntaxError, TokenError, TypeError, ValueError):
        return False


def _different(unit_from: str, unit_to: str) -> UnitError:
    """Error for two units that no factor joins."""
    return UnitError(
        f"{unit_from!r} does not measure the same as {unit_to!r}. "
        f"Give a mass of substance in a mass of soil: {', '.join(MASS_FRACTIONS)}."
    )


@cache
def _registry() -> UnitRegistry[float]:
    """Build the registry of pint once, with parts per billion added."""
    import pint  # noqa: PLC0415 - 0.6 s

    registry: UnitRegistry[float] = pint.UnitRegistry()
    registry.define("ppb = 1e-9")
    return registry
