"""The substances that a laboratory reports: their codes, groups and canonical units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbench.vocabulary.table import read_rows, unknown

NOT_CONTAMINANTS = ("nutrient", "major element", "property")


@dataclass(frozen=True)
class Substance:
    """One row of the vocabulary of substances.

    Attributes
    ----------
    code, name : str
        Code that the store uses (`Pb`), and name that a page shows (`Lead`).
    cas : str
        CAS registry number; empty for sums, mixtures and soil properties.
    group : str
        Chemical group; `nutrient`, `major element` and `property` are no contaminants.
    unit : str
        Unit in which the store holds it.
    source, verified : str
        Where the row is from, and whether that was looked up.
    stockholm_listed, hhp, obsolete : str
        Whether the Stockholm Convention lists it, whether it is a highly hazardous pesticide, and
        whether it is an obsolete one: `yes`, `no`, or empty where nobody looked.
    stockholm_verified, hhp_verified, obsolete_verified : str
        Whether each of these was read in a source: `yes` or `no`.
    """

    code: str
    name: str
    cas: str
    group: str
    unit: str
    source: str
    verified: str
    stockholm_listed: str
    stockholm_verified: str
    hhp: str
    hhp_verified: str
    obsolete: str
    obsolete_verified: str


@cache
def substances() -> dict[str, Substance]:
    """All substances by code, in the order of the table."""
    return {row["code"]: Substance(**row) for row in read_rows("substances")}


def substance(code: str) -> Substance:
    """Look a substance up by its code.

    Raises
    ------
    VocabularyError
        If the code is not in the vocabulary; the message names the nearest codes.

    Examples
    --------
    >>> substance("Pb").name
    'Lead'
    """
    known = substances()
    if code not in known:
        raise unknown("substance", code, {entry.code: entry.name for entry in known.values()})
    return known[code]


def is_contaminant(code: str) -> bool:
    """Whether a substance can pollute: neither a nutrient, a major element nor a soil property.

    Examples
    --------
    >>> is_contaminant("Cd"), is_contaminant("Ca")
    (True, False)
    """
    return substance(code).group not in NOT_CONTAMINANTS
