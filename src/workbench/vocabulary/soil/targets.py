"""Targets for single soil indicators: those of the Union's Soil Monitoring Law, and others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from workbench.errors import VocabularyError
from workbench.vocabulary.fields import Barred, Cell, Given, Standing
from workbench.vocabulary.table import CsvTable, unknown

SET_NAMES = {
    "EU-SML-2025": "Directive (EU) 2025/2360 (Soil Monitoring Law)",
    "HARRIS-1990": "Critical bulk density for roots (Harris 1990)",
}

LAND_STATUS = ("naturally saline", "marine flooding", "marine aerosol", "unmanaged natural")
"""Words for land that a target may exempt."""


@dataclass(frozen=True)
class SoilTarget:
    """One target.

    Attributes
    ----------
    row_id, set_id, part : str
        Row of the table, set, and part of the annex of the law (`A`, `B`, `C`; empty elsewhere).
    indicator, unit, method : str
        What it is for, and how that has to be measured.
    comparison : str
        `below` or `above`, both strict; `national` where the law leaves the number to its members.
    value : float or None
        The target in `unit`; None where it is national.
    value_text : str
        As in the law (`1/13`).
    textures : tuple of str
        Texture classes of the USDA it is for; empty: all.
    soil : str
        `mineral`, `organic`, or empty for both.
    exempt : tuple of str
        Of `LAND_STATUS`, land that it does not hold for.
    regions : str
        `EU`, or empty for no law.
    kind, valid_from, note, source, verified : str
        Standing of the target and of the row.
    """

    row_id: str
    set_id: Literal["EU-SML-2025", "HARRIS-1990"]
    part: Literal["", "A", "B", "C"]
    indicator: Given
    unit: str
    method: str
    comparison: Literal["below", "above", "national"]
    value: float | None
    value_text: Annotated[str, Cell(columns=("value",))]
    textures: Barred
    soil: Literal["", "mineral", "organic"]
    exempt: Barred
    regions: Literal["", "EU"]
    kind: Given
    valid_from: str
    note: str
    source: Given
    verified: Standing

    @property
    def criterion(self) -> str:
        """The target in words, as `< 4 dS/m`; empty where it has no number."""
        if self.value is None:
            return ""
        sign = {"below": "<", "above": ">"}[self.comparison]
        unit = "" if self.unit == "g/g" else f" {self.unit}"
        return f"{sign} {self.value_text}{unit}"


soil_targets = CsvTable("soil_targets", SoilTarget, key="row_id").rows
"""All targets of all sets."""


def targets_of(set_id: str, *, unverified: bool = False) -> tuple[SoilTarget, ...]:
    """Targets of a set; those that were not read in their source only where asked for.

    Parameters
    ----------
    set_id : str
        One of `SET_NAMES`.
    unverified : bool
        Whether to give rows that are not verified. They are not to be printed as law.

    Returns
    -------
    tuple of SoilTarget
        In the order of the table.

    Raises
    ------
    VocabularyError
        If there is no such set.

    Examples
    --------
    >>> [(one.indicator, one.criterion) for one in targets_of("EU-SML-2025") if one.value]
    [('EC_e', '< 4 dS/m'), ('SOC_clay', '> 1/13')]
    """
    if set_id not in SET_NAMES:
        raise unknown("set of soil targets", set_id, SET_NAMES)
    return tuple(
        one
        for one in soil_targets()
        if one.set_id == set_id and (unverified or one.verified == "yes")
    )


def check_land_status(status: tuple[str, ...]) -> None:
    """Refuse a status of land that no target knows.

    Raises
    ------
    VocabularyError
        With the words that are known.

    Examples
    --------
    >>> check_land_status(("marine flooding",))
    """
    strange = [word for word in status if word not in LAND_STATUS]
    if strange:
        raise VocabularyError(
            f"Unknown status of land: {', '.join(strange)}. Known are: {', '.join(LAND_STATUS)}."
        )
