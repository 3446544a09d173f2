"""Values of indicators in another unit, or why they cannot be given in it."""

from __future__ import annotations

from workbench.errors import UnitError
from workbench.findings.rows import Phrase, row, text
from workbench.vocabulary.soil.indicators import indicator_factor


@row
class UnitsDiffer(Phrase):
    """No exact factor joins the unit of a value and the one that is asked for."""

    unit: str = text("unit of the value")
    wanted: str = text("unit that is asked for")


def in_unit(value: float, unit: str, wanted: str) -> float | UnitsDiffer:
    """Give a value in the unit that is asked for, or the reason why it has none.

    Parameters
    ----------
    value : float
        Value of an indicator.
    unit, wanted : str
        Its unit, and the one that is asked for.

    Returns
    -------
    float or UnitsDiffer

    Examples
    --------
    >>> in_unit(5.0, "cmol+/kg", "mmol+/kg")
    50.0
    >>> in_unit(5.0, "dS/m", "mg/kg")
    UnitsDiffer(unit='dS/m', wanted='mg/kg')
    """
    try:
        return value * indicator_factor(unit, wanted)
    except UnitError:
        return UnitsDiffer(unit=unit, wanted=wanted)
