"""Thresholds that countries gave themselves, as rows that the choice of a threshold reads."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from workbench.store.frames import Frames, empty
from workbench.store.surveys import OwnThresholds
from workbench.vocabulary.laws.threshold_choice import OWN_VALUE, OwnRows
from workbench.vocabulary.laws.thresholds import (
    ALL_LAND_USES,
    DEFAULT_ORDER,
    Combination,
    ThresholdRow,
    Values,
    values_in_force,
)
from workbench.vocabulary.substances import substance
from workbench.vocabulary.units import factor

AS_GIVEN = ("iso3", "substance", "matrix", "value_type", "extractant", "instrument", "source")


def own_thresholds(frames: Frames) -> OwnRows:
    """Read the thresholds that countries gave themselves.

    Parameters
    ----------
    frames : Frames
        What the store gives; of an area without the table there are none.

    Returns
    -------
    OwnRows
        Rows by country and substance, verified and in force, since the country says so.
    """
    rows = frames.tables.get(OwnThresholds.table, empty(OwnThresholds.table))
    found: dict[tuple[str, str], list[ThresholdRow]] = defaultdict(list)
    for given in rows.fillna("").to_dict(orient="records"):
        made = _row(given)
        found[made.iso3, made.substance].append(made)
    return {key: tuple(made) for key, made in found.items()}


@dataclass(frozen=True)
class ValuesOnFile:
    """Values in force of countries: those that a country gave itself go before those on file.

    Attributes
    ----------
    own : OwnRows
        Rows that countries gave themselves, by country and substance.
    """

    own: OwnRows = field(default_factory=dict)

    def of(self, iso3: str, *, verified: bool = True) -> Values:
        """Rows in force of a country by substance and land use, as `values_in_force` gives them.

        Parameters
        ----------
        iso3 : str
            Country.
        verified : bool
            Whether the rows are those that were read in their source, or those that were not.

        Returns
        -------
        Values
            Of a substance that the country gave values of, those alone.

        Examples
        --------
        >>> sorted(ValuesOnFile().of("XAA"))
        [('Cd', 'agricultural'), ('Pb', 'agricultural')]
        """
        on_file = values_in_force(iso3, verified=verified)
        own = [
            row
            for (country, _), rows in self.own.items()
            for row in rows
            if country == iso3 and row.matrix == "soil" and row.value_type in DEFAULT_ORDER
        ]
        if not own:
            return on_file
        given = {row.substance for row in own}
        found = {key: rows for key, rows in on_file.items() if key[0] not in given}
        return found | (_by_combination(own) if verified else {})


def _by_combination(rows: list[ThresholdRow]) -> dict[Combination, tuple[ThresholdRow, ...]]:
    """Rows by substance and land use."""
    found: dict[Combination, tuple[ThresholdRow, ...]] = {}
    for row in rows:
        key = (row.substance, row.land_use)
        found[key] = (*found.get(key, ()), row)
    return found


def _row(given: dict[Any, Any]) -> ThresholdRow:
    """Row of the table of thresholds, of one that a country gave."""
    value, unit = float(given[OwnThresholds.value]), str(given[OwnThresholds.unit])
    land_use = str(given[OwnThresholds.land_use]) or ALL_LAND_USES
    file, line = given[OwnThresholds.source_file], given[OwnThresholds.source_row]
    code, instrument = str(given[OwnThresholds.substance]), str(given[OwnThresholds.instrument])
    cells = (
        dict.fromkeys(ThresholdRow._fields, "")
        | {name: str(given[name]) for name in AS_GIVEN}
        | {
            "row_id": f"{file}:{line}",
            "contaminant": substance(code).name,
            "land_use": land_use,
            "land_use_term": land_use,
            "land_use_match": "exact",
            "value_mg_kg": repr(value * factor(unit, "mg/kg")),
            "value": repr(value),
            "unit": unit,
            "comparable": "yes",
            "fraction": str(given[OwnThresholds.fraction]) or "any",
            "fraction_basis": "source",
            "status": "in_force",
            "status_text": "in force",
            "native_term": str(given[OwnThresholds.native_term]) or instrument,
            "year": str(given[OwnThresholds.in_force_on])[:4],
            "verified": "yes",
            "how_read": OWN_VALUE,
        }
    )
    return ThresholdRow._make(cells[name] for name in ThresholdRow._fields)
