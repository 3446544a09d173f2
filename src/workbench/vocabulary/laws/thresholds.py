"""The thresholds of laws, as the laws state them: their rows, what they cover, what is wrong."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, TypeAlias, get_args

from workbench.errors import UnitError
from workbench.vocabulary.fields import Cell, Given, Numeral
from workbench.vocabulary.laws.instruments import instruments, kinds_of_value, sources_read
from workbench.vocabulary.places import is_country, is_fictional
from workbench.vocabulary.substances import substances
from workbench.vocabulary.table import CsvTable
from workbench.vocabulary.units import factor

YesNo: TypeAlias = Literal["yes", "no"]
ValueType: TypeAlias = Literal[
    "trigger/screening",
    "precautionary",
    "max permissible",
    "action/intervention",
    "remediation target",
    "background",
]
Fraction: TypeAlias = Literal["total", "aqua_regia", "extractable", "unknown", "any"]
FRACTIONS: tuple[Fraction, ...] = get_args(Fraction)
VALUE_TYPES: tuple[ValueType, ...] = get_args(ValueType)
SCREENING: tuple[ValueType, ...] = VALUE_TYPES[:3]  # is there a problem?
INTERVENTION: tuple[ValueType, ...] = VALUE_TYPES[3:5]  # must something be done?
DEFAULT_ORDER = SCREENING + INTERVENTION  # exceeding a background value has no legal consequence
PRECAUTIONARY = VALUE_TYPES[1]
NOT_READ = "not read"


class Reason(StrEnum):
    """Why no threshold is given; a later member means that a row came closer to applying."""

    NO_THRESHOLD = "no threshold on file"
    OTHER_MATRIX = "thresholds on file are for soil only"
    OTHER_VALUE_TYPE = "thresholds on file are of another kind"
    OTHER_PART = "thresholds on file are for a part of the country only"
    NOT_COMPARABLE = "thresholds on file have a unit or a standard soil that cannot be compared"
    SUPERSEDED = "thresholds on file are no longer in force"
    UNVERIFIED = "thresholds on file are not verified"
    OTHER_FRACTION = "thresholds on file are for another fraction, or it is not stated"
    OTHER_LAND_USE = "thresholds on file are for another land use"
    MIXED_LAND_USE = "the land use is not stated, several are pooled, or the law divides it"
    OTHER_DEPTH = "thresholds on file are for another depth"
    OTHER_SOIL = "thresholds on file are for a soil of another pH or texture"
    NEEDS_SOIL = "thresholds on file depend on pH, texture, humus or depth, which are not stated"
    SEVERAL_VALUES = "several thresholds on file fit, with different values"


class ThresholdRow(NamedTuple):
    """One value of one law, as text; numbers are read where they are used.

    `value` and `unit` are the law's own, `value_mg_kg` is converted; it is empty where
    `comparable` is `no`. `land_use` is the canonical word, `land_use_term` the law's, with `;`
    between several, and `land_use_match` how the two fit. `fraction` has the words of the store,
    or `any` for organic substances, whose content does not depend on a digestion;
    `fraction_basis` is `source` only where the text that was read states it. Below the pH of
    `sandier_below_ph` a soil counts as of the next sandier class. `status` is `in_force`,
    `superseded`, `misattributed`, `not_law` or `unknown`, in the words of `status_text`.
    `how_read` is what the value was read in: the official text, an official page or a secondary
    source; `verified` is `yes` in these three cases.
    """

    row_id: Given
    iso3: str
    substance: str
    contaminant: Given
    matrix: Literal["soil"]
    land_use: Literal[
        "all",
        "agricultural",
        "grassland",
        "residential",
        "recreational",
        "commercial",
        "industrial",
        "natural",
        "forest",
    ]
    land_use_term: Given
    land_use_match: Literal["exact", "broad", "narrow", "receptor"]
    value_type: ValueType
    value_mg_kg: Numeral
    value: Annotated[str, Cell(given=True, numeral=True)]
    unit: Given
    comparable: YesNo
    fraction: Fraction
    extractant: str
    fraction_detail: str
    fraction_basis: Literal["", "source", "unverified"]
    ph_min: Numeral
    ph_min_inclusive: Literal["", "yes", "no"]
    ph_max: Numeral
    ph_max_inclusive: Literal["", "yes", "no"]
    ph_method: str
    sandier_below_ph: Numeral
    texture: str
    organic_matter_pct_min: Numeral
    organic_matter_pct_max: Numeral
    toc_pct_min: Numeral
    toc_pct_max: Numeral
    depth_top_cm: Numeral
    depth_bottom_cm: Numeral
    correction: Literal["", "NL", "BEL", "other"]
    range_end: Literal["", "lower", "upper"]
    condition: str
    status: Literal["in_force", "superseded", "unknown", "not_law", "misattributed"]
    status_text: Given
    native_term: Given
    instrument: Given
    year: str
    how_read: Literal["official text", "official page", "secondary", "not read", "fictional"]
    verified: YesNo
    source: Given

    @property
    def part(self) -> str:
        """Part of the country that the value holds in; empty for all of it."""
        found = instruments().get(self.instrument)
        return found.part if found else ""

    @property
    def states_fraction(self) -> bool:
        """Whether the text states what the digestion reaches; of organics none is needed."""
        return self.fraction == "any" or (
            self.fraction != "unknown" and self.fraction_basis == "source"
        )


THRESHOLDS = CsvTable("thresholds", ThresholdRow, key="row_id")
threshold_rows = THRESHOLDS.rows
"""All rows on file, by country; rows of no country stand last."""


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


ALL_LAND_USES = "all"
Combination = tuple[str, str]  # substance and land use
Values = Mapping[Combination, tuple[ThresholdRow, ...]]


def values_in_force(iso3: str, *, verified: bool = True) -> Values:
    """Rows in force of a country by substance and land use.

    Background values have no legal consequence and are no part of it, nor are values that hold in
    a part of the country; of a range that a law leaves open, the lower end stands for it.

    Parameters
    ----------
    iso3 : str
        Country.
    verified : bool
        Whether the rows are those that were read in their source, or those that were not.

    Returns
    -------
    Values
        Several rows where several laws or fractions have one.

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
    """Whether a row is a value in force in all of a country, for a substance that has a code."""
    asked_for = row.value_type in DEFAULT_ORDER and row.range_end != "upper"
    return row.status == "in_force" and bool(row.substance) and asked_for and not row.part


def problems(table: Path | None = None) -> list[str]:
    """List what is wrong with the table of thresholds; nothing where all is well.

    Parameters
    ----------
    table : Path, optional
        CSV file in UTF-8 with the columns of `ThresholdRow`; the one of the package if none is
        given.

    Returns
    -------
    list of str
        A sentence a fault.
    """
    where = table or files("workbench.vocabulary").joinpath("tables", "thresholds.csv")
    return THRESHOLDS.problems(where.read_text("utf-8"), also=_wrong)


def _wrong(row: ThresholdRow) -> Iterator[str]:
    """Say what is wrong with one row, all of whose cells can be read."""
    if row.iso3 not in {"", "EU"} and not is_country(row.iso3):
        yield f"iso3 {row.iso3!r} is no country. Give an ISO 3166-1 alpha-3 code, or EU"
    if row.substance and row.substance not in substances():
        yield f"substance {row.substance!r} is not in the table of substances"
    if is_fictional(row.iso3) != (row.source == "fictional"):
        yield "a fictional country has fictional values, and no other has"
    yield from _kind(row)
    yield from _reading(row)
    yield from _conversion(row)


def _kind(row: ThresholdRow) -> Iterator[str]:
    """Say that a kind of value is not that of the instrument; values of no country have none."""
    kind = kinds_of_value().get((row.instrument, row.native_term))
    if row.iso3 and kind is None:
        yield (
            f"{row.native_term!r} of {row.instrument!r} is not in threshold_kinds.csv. "
            "Say there what kind of value it is"
        )
    elif row.iso3 and kind != row.value_type:
        yield f"value_type is {row.value_type!r}, {row.native_term!r} of the instrument is {kind!r}"
    replaced_by = instruments()[row.instrument].successor if row.instrument in instruments() else ""
    if row.status == "superseded" and not replaced_by:
        yield "status is superseded, and threshold_instruments.csv names no successor"


def _reading(row: ThresholdRow) -> Iterator[str]:
    """Say that how a row was read does not go with `verified` and `source`."""
    if (row.verified == "yes") != (row.how_read != NOT_READ):
        yield f"verified is {row.verified}, and the row was read as {row.how_read!r}"
    if row.how_read != NOT_READ and row.source not in sources_read():
        yield "source is not in threshold_sources.csv. Give its document, page, table and version"


def _conversion(row: ThresholdRow) -> Iterator[str]:
    """Say that a value and its conversion do not agree."""
    if row.comparable != "yes":
        if row.value_mg_kg:
            yield "value_mg_kg is given, and comparable is no"
        return
    try:
        expected = float(row.value) * factor(row.unit.removesuffix(" dm"), "mg/kg")
    except UnitError as error:
        yield f"{str(error).removesuffix('.')}; or comparable is no"
        return
    if not row.value_mg_kg or not math.isclose(float(row.value_mg_kg), expected, rel_tol=1e-9):
        yield f"value_mg_kg is {row.value_mg_kg or 'empty'}, the value in mg/kg is {expected:g}"
