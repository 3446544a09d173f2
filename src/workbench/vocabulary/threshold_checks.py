"""What is wrong with rows of the table of thresholds: words, numbers and conversions."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from workbench.errors import UnitError
from workbench.vocabulary.laws.threshold_choice import VALUE_TYPES
from workbench.vocabulary.laws.thresholds import ThresholdRow
from workbench.vocabulary.places import is_country, is_fictional
from workbench.vocabulary.substances import substances
from workbench.vocabulary.units import factor

TABLE = Path(__file__).parent / "tables" / "thresholds.csv"
YES_NO = ("yes", "no")
NUMBERS = (
    *("value", "value_mg_kg", "ph_min", "ph_max", "organic_matter_pct_min"),
    *("organic_matter_pct_max", "toc_pct_min", "toc_pct_max", "depth_top_cm", "depth_bottom_cm"),
)
WORDS: Mapping[str, tuple[str, ...]] = {
    "matrix": ("soil",),
    "land_use": (
        *("all", "agricultural", "grassland", "residential", "recreational"),
        *("commercial", "industrial", "natural", "forest"),
    ),
    "land_use_match": ("exact", "broad", "narrow", "receptor"),
    "value_type": VALUE_TYPES,
    "comparable": YES_NO,
    "fraction": ("total", "aqua_regia", "extractable", "unknown", "any"),
    "status": ("in_force", "superseded", "unknown", "not_law", "misattributed"),
    "verified": YES_NO,
}
OPTIONAL_WORDS: Mapping[str, tuple[str, ...]] = {
    "fraction_basis": ("source", "unverified"),
    "ph_min_inclusive": YES_NO,
    "ph_max_inclusive": YES_NO,
    "range_end": ("lower", "upper"),
    "correction": ("NL", "BEL", "other"),
}
REQUIRED = (
    *("row_id", "contaminant", "land_use_term", "value", "unit", "status_text"),
    *("native_term", "instrument", "source_kind", "source"),
)


def problems(table: Path = TABLE) -> list[str]:
    """List what is wrong with the table of thresholds; nothing where all is well.

    Parameters
    ----------
    table : Path
        CSV file in UTF-8 with the columns of `ThresholdRow`.
    """
    with table.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    if not lines or lines[0] != list(ThresholdRow._fields):
        return [f"the header is not that of the table. Give {','.join(ThresholdRow._fields)}"]
    found, seen = [], set[str]()
    for number, cells in enumerate(lines[1:], start=2):
        if len(cells) != len(ThresholdRow._fields):
            needed = len(ThresholdRow._fields)
            found.append(f"row {number}: has {len(cells)} cells, the header {needed}")
            continue
        row = ThresholdRow._make(cells)
        again = ["row_id stands in the table twice"] if row.row_id in seen else []
        seen.add(row.row_id)
        found += [f"row {number} ({row.row_id}): {what}" for what in (*again, *_wrong(row))]
    return found


def _wrong(row: ThresholdRow) -> Iterator[str]:
    """Say what is wrong with one row."""
    cells = row._asdict()
    yield from (f"{column} is empty" for column in REQUIRED if not cells[column])
    for column, words in WORDS.items():
        yield from _unknown(column, cells[column], words)
    for column, words in OPTIONAL_WORDS.items():
        if cells[column]:
            yield from _unknown(column, cells[column], words)
    if row.iso3 not in {"", "EU"} and not is_country(row.iso3):
        yield f"iso3 {row.iso3!r} is no country. Give an ISO 3166-1 alpha-3 code, or EU"
    if row.substance and row.substance not in substances():
        yield f"substance {row.substance!r} is not in the table of substances"
    if is_fictional(row.iso3) != (row.source == "fictional"):
        yield "a fictional country has fictional values, and no other has"
    strange = [column for column in NUMBERS if cells[column] and not _is_number(cells[column])]
    yield from (f"{column} {cells[column]!r} is no number" for column in strange)
    if not strange:
        yield from _conversion(row)


def _unknown(column: str, word: str, words: Iterable[str]) -> Iterator[str]:
    """Say that a word is not one of those that a column may hold."""
    if word not in words:
        yield f"{column} {word!r} is none of {', '.join(words)}"


def _is_number(text: str) -> bool:
    """Whether a text is a finite number."""
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _conversion(row: ThresholdRow) -> Iterator[str]:
    """Say that a value and its conversion do not agree."""
    if row.comparable != "yes":
        if row.value_mg_kg:
            yield "value_mg_kg is given, and comparable is no"
        return
    if not row.value or not row.unit:
        return
    try:
        expected = float(row.value) * factor(row.unit.removesuffix(" dm"), "mg/kg")
    except UnitError as error:
        yield f"{str(error).removesuffix('.')}; or comparable is no"
        return
    if not row.value_mg_kg or not math.isclose(float(row.value_mg_kg), expected, rel_tol=1e-9):
        yield f"value_mg_kg is {row.value_mg_kg or 'empty'}, the value in mg/kg is {expected:g}"
