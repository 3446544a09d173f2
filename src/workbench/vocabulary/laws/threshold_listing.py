"""What is on file for a country and a substance, and how much of the table can be used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.errors import VocabularyError
from workbench.vocabulary.laws.soil_conditions import SoilProperties
from workbench.vocabulary.laws.threshold_choice import (
    DEFAULT_CHOICE,
    ApplicableThreshold,
    Choice,
    SampledSoil,
    find_threshold,
    why_not,
)
from workbench.vocabulary.laws.thresholds import ThresholdRow, rows_of, sets, threshold_rows
from workbench.vocabulary.places import is_country, place_name
from workbench.vocabulary.substances import substance

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
    chosen = found.row_id if isinstance(found, ApplicableThreshold) else ""
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
        isinstance(threshold, ApplicableThreshold) and threshold.row_id == row.row_id
        for threshold in found
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


INDENT = " " * 10
UNSTATED_BASIS = "filled in, not read in the source"


def lines(sampled: SampledSoil, choice: Choice) -> list[str]:
    """Give what is on file for a country and a substance, and what a sample is compared with.

    Raises
    ------
    VocabularyError
        If the area is neither a country nor a set of the table, or the substance is unknown.

    Examples
    --------
    >>> lead = SampledSoil("XAA", "Pb", "soil", ("agricultural",), "aqua_regia")
    >>> print(lines(lead, Choice())[-1])
    Chosen: 70 mg/kg, trigger/screening (trigger value (fictional)), law of XAA.
    """
    if sampled.iso3 not in sets():
        _refuse_unless_country(sampled.iso3)
    rows = listed(sampled, choice)
    name = substance(sampled.substance).name
    law_of = choice.reference_set or sampled.iso3
    said = [f"{law_of}, {name}: {len(rows)} rows on file."]
    for row, answer in rows:
        said += _row_lines(row, answer)
    return [*said, _outcome(find_threshold(sampled, choice))]


def coverage_lines() -> list[str]:
    """Give for each country how many rows there are and how many can be matched.

    Examples
    --------
    >>> coverage_lines()[0]
    'set    rows  verified  in force  can be matched'
    """
    counts = coverage()
    said = ["set    rows  verified  in force  can be matched"]
    for count in counts:
        said.append(
            f"{count.iso3 or '(none)':6} {count.n_rows:4d} {count.n_verified:9d} "
            f"{count.n_in_force:9d} {count.n_matched:15d}"
        )
    total = (
        f"{'all':6} {sum(c.n_rows for c in counts):4d} {sum(c.n_verified for c in counts):9d} "
        f"{sum(c.n_in_force for c in counts):9d} {sum(c.n_matched for c in counts):15d}"
    )
    return [*said, total]


def soil_of(depth: str, ph: float | None, texture: str) -> SoilProperties:
    """Read the soil that a user describes.

    Raises
    ------
    VocabularyError
        If the depth is not two numbers with a hyphen between them.

    Examples
    --------
    >>> soil_of("0-20", None, "sand").depth_bottom_cm
    20.0
    """
    if not depth:
        return SoilProperties(ph=ph, texture=texture)
    layer = re.fullmatch(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)", depth)
    if layer is None:
        raise VocabularyError(f"The depth is {depth!r}. Give a layer in cm, as in 0-20.")
    top, bottom = (float(end) for end in layer.groups())
    return SoilProperties(depth_top_cm=top, depth_bottom_cm=bottom, ph=ph, texture=texture)


def _refuse_unless_country(area: str) -> None:
    """Raise an error for what is no country; one without a row is let through."""
    if not is_country(area):
        name = place_name(area)
        raise VocabularyError(f"{name} has no law. Give a country (DEU), or EU for the Union.")


def _row_lines(row: ThresholdRow, answer: str) -> list[str]:
    """Give a row in four lines: value, what it is for, its standing, what becomes of it."""
    basis = "" if row.fraction_basis in {"", "source"} else f" ({UNSTATED_BASIS})"
    extractant = f", {row.extractant}" if row.extractant else ""
    condition = f"; condition: {row.condition}" if row.condition else ""
    verdict = answer if answer == CHOSEN else f"not chosen: {answer}"
    return [
        f"  {row.row_id:7} {row.value} {row.unit}, {row.value_type} ({row.native_term})",
        f"{INDENT}land use: {row.land_use_term}; fraction: {row.fraction}{extractant}{basis}"
        f"{condition}",
        f"{INDENT}status: {row.status_text}; verified: {row.verified}; {row.instrument}",
        f"{INDENT}{verdict}",
    ]


def _outcome(found: ApplicableThreshold | str) -> str:
    """Say what a sample is compared with, or why with nothing."""
    if not isinstance(found, ApplicableThreshold):
        return f"Not compared: {found}."
    whose = "reference law of" if found.is_reference else "law of"
    return (
        f"Chosen: {found.value_mg_kg:g} mg/kg, {found.value_type} ({found.native_term}), "
        f"{whose} {found.iso3}."
    )
