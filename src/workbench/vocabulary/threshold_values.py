"""Values in force by country, substance and land use: what a law covers and leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from workbench.vocabulary.laws.threshold_choice import DEFAULT_ORDER
from workbench.vocabulary.laws.thresholds import ThresholdRow, threshold_rows

ALL_LAND_USES = "all"
Combination = tuple[str, str]  # substance and land use
Values = Mapping[Combination, tuple[ThresholdRow, ...]]


def values_in_force(iso3: str, *, verified: bool = True) -> Values:
    """Rows in force of a country by substance and land use.

    Background values have no legal consequence and are no part of it; of a range that a law leaves
    open, the lower end stands for it.

    Parameters
    ----------
    iso3 : str
        Country.
    verified : bool
        Whether the rows are those that were read in their source, or those that were not.

    Examples
    --------
    >>> [(key, row.value) for key, (row,) in values_in_force("XAA").items()]
    [(('Cd', 'agricultural'), '0.6'), (('Pb', 'agricultural'), '70')]
    """
    return _by_country()[verified].get(iso3, {})


def covers(values: Values, combination: Combination) -> bool:
    """Whether a country has a value for a substance and land use, or one for all land uses.

    Examples
    --------
    >>> covers(values_in_force("XAA"), ("Cd", "residential"))
    False
    """
    substance, _ = combination
    return combination in values or (substance, ALL_LAND_USES) in values


@cache
def _by_country() -> Mapping[bool, Mapping[str, Values]]:
    """Rows in force by whether they are verified, by country, and by substance and land use."""
    found: dict[bool, dict[str, dict[Combination, tuple[ThresholdRow, ...]]]] = {
        True: {},
        False: {},
    }
    for row in threshold_rows():
        if _counts(row):
            values = found[row.verified == "yes"].setdefault(row.iso3, {})
            combination = (row.substance, row.land_use)
            values[combination] = (*values.get(combination, ()), row)
    return found


def _counts(row: ThresholdRow) -> bool:
    """Whether a row is a value in force for a substance that has a code."""
    asked_for = row.value_type in DEFAULT_ORDER and row.range_end != "upper"
    return row.status == "in_force" and bool(row.substance) and asked_for
