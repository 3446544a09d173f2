"""The thresholds of a country in lines of text, and the words that ask for them."""

from __future__ import annotations

import re

from workbench.errors import VocabularyError
from workbench.vocabulary.laws.soil_conditions import SoilProperties
from workbench.vocabulary.laws.threshold_choice import (
    Choice,
    SampledSoil,
    Threshold,
    find_threshold,
)
from workbench.vocabulary.laws.threshold_listing import CHOSEN, coverage, listed
from workbench.vocabulary.laws.thresholds import ThresholdRow, sets
from workbench.vocabulary.places import is_country, place_name
from workbench.vocabulary.substances import substance

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


def _outcome(found: Threshold | str) -> str:
    """Say what a sample is compared with, or why with nothing."""
    if not isinstance(found, Threshold):
        return f"Not compared: {found}."
    whose = "reference law of" if found.is_reference else "law of"
    return (
        f"Chosen: {found.value_mg_kg:g} mg/kg, {found.value_type} ({found.native_term}), "
        f"{whose} {found.iso3}."
    )
