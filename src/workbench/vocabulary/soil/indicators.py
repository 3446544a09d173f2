"""Indicators of soil health: their codes, domains and units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbench.errors import UnitError
from workbench.vocabulary.table import read_rows, unknown
from workbench.vocabulary.units import MASS_FRACTIONS, factor

DOMAINS = ("physical", "chemical", "biological", "contamination")

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
class Indicator:
    """One indicator.

    `domain` is one of `DOMAINS`, `unit` the one that a table shows; `substance` is the code under
    which the store has it, empty where it has none.
    """

    indicator: str
    name: str
    domain: str
    unit: str
    substance: str
    source: str
    verified: str


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by code, domain after domain."""
    return {row["indicator"]: Indicator(**row) for row in read_rows("indicators")}


def indicator(code: str) -> Indicator:
    """Look an indicator up by its code.

    Raises
    ------
    VocabularyError
        If the code is not in the vocabulary; the message names the nearest.

    Examples
    --------
    >>> indicator("AGG").name, indicator("AGG").domain
    ('macroaggregate stability', 'physical')
    """
    known = indicators()
    if code not in known:
        raise unknown("indicator", code, {one.indicator: one.name for one in known.values()})
    return known[code]


def indicator_factor(unit_from: str, unit_to: str) -> float:
    """Give the number that turns a value of an indicator from one unit into another.

    Mass fractions are those of `workbench.vocabulary.units`; other units only where the factor is
    exact. A method is never converted: conductivity 1:5 is not that of the saturated paste.

    Parameters
    ----------
    unit_from, unit_to : str
        As `g/kg`, `%`, `dS/m`.

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
