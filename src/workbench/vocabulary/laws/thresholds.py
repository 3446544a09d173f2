"""The rows of the table of thresholds, as laws state them, and why one may not apply."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Reason(StrEnum):
    """Why no threshold is given; a later member means that a row came closer to applying."""

    NO_THRESHOLD = "no threshold on file"
    OTHER_MATRIX = "thresholds on file are for soil only"
    OTHER_VALUE_TYPE = "thresholds on file are of a kind that was not asked for"
    NOT_COMPARABLE = "thresholds on file have a unit or a standard soil that cannot be compared"
    SUPERSEDED = "thresholds on file are no longer in force"
    UNVERIFIED = "thresholds on file are not verified"
    OTHER_FRACTION = "thresholds on file are for another fraction"
    OTHER_LAND_USE = "thresholds on file are for another land use"
    MIXED_LAND_USE = "the land use is not stated, or several are pooled"
    OTHER_DEPTH = "thresholds on file are for another depth"
    OTHER_SOIL = "thresholds on file are for a soil of another pH or texture"
    NEEDS_SOIL = "thresholds on file depend on pH, texture or depth, which are not stated"
    SEVERAL_VALUES = "several thresholds on file fit, with different values"


class ThresholdRow(NamedTuple):
    """One value of one law, as text; numbers are read where they are used.

    `value` and `unit` are the law's own, `value_mg_kg` is converted; it is empty where
    `comparable` is `no`. `land_use` is the canonical word, `land_use_term` the law's, with `;`
    between several, and `land_use_match` how the two fit. `fraction` has the words of the store,
    or `any` for organic substances, whose content does not depend on a digestion;
    `fraction_basis` is `source` only where the text that was read states it. `status` is
    `in_force`, `superseded`, `misattributed`, `not_law` or `unknown`, in the words of
    `status_text`.
    """

    row_id: str
    iso3: str
    substance: str
    contaminant: str
    matrix: str
    land_use: str
    land_use_term: str
    land_use_match: str
    value_type: str
    value_mg_kg: str
    value: str
    unit: str
    comparable: str
    fraction: str
    extractant: str
    fraction_detail: str
    fraction_basis: str
    ph_min: str
    ph_min_inclusive: str
    ph_max: str
    ph_max_inclusive: str
    ph_method: str
    ph_shift: str
    texture: str
    organic_matter_pct_min: str
    organic_matter_pct_max: str
    toc_pct_min: str
    toc_pct_max: str
    depth_top_cm: str
    depth_bottom_cm: str
    correction: str
    range_end: str
    condition: str
    status: str
    status_text: str
    native_term: str
    instrument: str
    year: str
    verified: str
    source_kind: str
    source: str


@cache
def threshold_rows() -> tuple[ThresholdRow, ...]:
    """All rows on file, by country; rows of no country stand last."""
    path = files("workbench.vocabulary").joinpath("tables", "thresholds.csv")
    with path.open(encoding="utf-8") as file:
        lines = csv.reader(file)
        next(lines)
        return tuple(ThresholdRow._make(line) for line in lines)


def rows_of(iso3: str, substance: str) -> tuple[ThresholdRow, ...]:
    """Rows of a country for a substance, without those that are credited to the wrong body.

    Examples
    --------
    >>> [row.value_mg_kg for row in rows_of("XAA", "Pb")]
    ['70']
    """
    return _by_set().get((iso3, substance), ())


def sets() -> tuple[str, ...]:
    """Countries, and EU for the Union, that have a row on file."""
    return tuple(dict.fromkeys(iso3 for iso3, _ in _by_set()))


@cache
def _by_set() -> Mapping[tuple[str, str], tuple[ThresholdRow, ...]]:
    """Rows by country and substance, none misattributed or of a substance without a code."""
    rows = defaultdict(list)
    for row in threshold_rows():
        if row.status != "misattributed" and row.substance:
            rows[row.iso3, row.substance].append(row)
    return {key: tuple(found) for key, found in rows.items()}
