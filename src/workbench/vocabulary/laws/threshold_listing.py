"""What is on file for a country and a substance, and how much of the table can be used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.vocabulary.laws.soil_conditions import SoilProperties
from workbench.vocabulary.laws.threshold_choice import (
    DEFAULT_CHOICE,
    Choice,
    SampledSoil,
    Threshold,
    find_threshold,
    why_not,
)
from workbench.vocabulary.laws.thresholds import ThresholdRow, rows_of, threshold_rows

CHOSEN = "chosen"
COMES_AFTER = "fits, another value goes before it"
STEP = 0.1  # how far inside a class of pH or humus a soil is put that should fall into it


@dataclass(frozen=True)
class Coverage:
    """How many rows of a country there are, are verified, in force, and can be matched."""

    iso3: str
    n_rows: int
    n_verified: int
    n_in_force: int
    n_matched: int


def listed(sampled: SampledSoil, choice: Choice = DEFAULT_CHOICE) -> list[tuple[ThresholdRow, str]]:
    """Rows of a country for a substance, each with `CHOSEN` or why it is not.

    Examples
    --------
    >>> lead = SampledSoil("XAA", "Pb", "soil", ("residential",), "aqua_regia")
    >>> [(row.value, answer) for row, answer in listed(lead)]
    [('70', 'thresholds on file are for another land use')]
    """
    found = find_threshold(sampled, choice)
    chosen = found.row_id if isinstance(found, Threshold) else ""
    rows = rows_of(choice.reference_set or sampled.iso3, sampled.substance)
    return [(row, _answer(row, sampled, choice, chosen)) for row in rows]


def _answer(row: ThresholdRow, sampled: SampledSoil, choice: Choice, chosen: str) -> str:
    """Say of a row whether it is chosen, comes after another, or why it does not apply."""
    if row.row_id == chosen:
        return CHOSEN
    reason = why_not(row, sampled, choice)
    return reason.value if reason else COMES_AFTER


def coverage() -> list[Coverage]:
    """Count for each country the rows that some sample of soil would be compared with.

    A row counts as matched if a sample made to fit it, and asked for its kind of value, is given
    its value. Rows of no country are counted under an empty code.
    """
    rows_by_set: dict[str, list[ThresholdRow]] = {}
    for row in threshold_rows():
        rows_by_set.setdefault(row.iso3, []).append(row)
    return [
        Coverage(
            iso3=iso3,
            n_rows=len(rows),
            n_verified=sum(row.verified == "yes" for row in rows),
            n_in_force=sum(row.status == "in_force" for row in rows),
            n_matched=sum(can_be_matched(row) for row in rows),
        )
        for iso3, rows in rows_by_set.items()
    ]


def can_be_matched(row: ThresholdRow) -> bool:
    """Whether some sample of soil would be compared with the value of a row."""
    choice = Choice((row.value_type,))
    found = (find_threshold(sampled, choice) for sampled in _made_to_fit(row))
    return any(
        isinstance(threshold, Threshold) and threshold.row_id == row.row_id for threshold in found
    )


def _made_to_fit(row: ThresholdRow) -> Iterator[SampledSoil]:
    """Give samples that should be compared with a row, one a land use that it names."""
    land_use = "any other" if row.land_use == "all" else row.land_use_term
    for word in land_use.replace("/", ";").split(";"):
        yield SampledSoil(
            iso3=row.iso3,
            substance=row.substance,
            matrix=row.matrix,
            land_uses=(word,),
            fraction="total" if row.fraction == "any" else row.fraction,
            extractant=row.extractant,
            properties=_soil_of(row),
        )


def _soil_of(row: ThresholdRow) -> SoilProperties:
    """Soil that falls into the classes of a row."""
    ph = _inside(row.ph_min, row.ph_max)
    return SoilProperties(
        depth_top_cm=float(row.depth_top_cm) if row.depth_top_cm else None,
        depth_bottom_cm=float(row.depth_bottom_cm) if row.depth_bottom_cm else None,
        ph=7.0 if row.ph_shift else ph,
        ph_method=row.ph_method,
        texture=row.texture.split(";")[0],
        clay_pct=25.0,
        organic_matter_pct=_inside(row.organic_matter_pct_min, row.organic_matter_pct_max) or 10.0,
        toc_pct=_inside(row.toc_pct_min, row.toc_pct_max),
    )


def _inside(lowest: str, highest: str) -> float | None:
    """Give a number inside a class; None where there is no class."""
    if lowest:
        return float(lowest) + STEP
    return float(highest) - STEP if highest else None
