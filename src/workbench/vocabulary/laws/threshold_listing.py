"""What is on file for a country and a substance, and how much of the table can be used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workbench.errors import VocabularyError
from workbench.vocabulary.laws.instruments import instruments, sources_read
from workbench.vocabulary.laws.soil_conditions import SoilProperties, soil_reason
from workbench.vocabulary.laws.threshold_choice import (
    DEFAULT_CHOICE,
    OPEN,
    ApplicableThreshold,
    Choice,
    SampledSoil,
    find_intervention,
    find_threshold,
    why_not,
)
from workbench.vocabulary.laws.thresholds import (
    DEFAULT_ORDER,
    Reason,
    ThresholdRow,
    rows_of,
    sets,
    threshold_rows,
)
from workbench.vocabulary.places import is_country, place_name
from workbench.vocabulary.substances import substance

CHOSEN = "chosen"
LABORATORY = ("total", "aqua_regia", "extractable")  # what a laboratory says that it reached
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
    choice = Choice((row.value_type,), part=row.part)
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
            fraction=row.fraction if row.fraction in LABORATORY else "total",
            extractant=row.extractant,
            properties=_soil_of(row),
        )


def _soil_of(row: ThresholdRow) -> SoilProperties:
    """Soil that falls into the classes of a row."""
    ph = _inside(row.ph_min, row.ph_max)
    return SoilProperties(
        depth_top_cm=float(row.depth_top_cm) if row.depth_top_cm else None,
        depth_bottom_cm=float(row.depth_bottom_cm) if row.depth_bottom_cm else None,
        ph=7.0 if row.sandier_below_ph else ph,
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


SCREENED = "Is there a problem?"
DONE = "Must something be done?"
INDENT = " " * 10
UNSTATED_FRACTION = "The source states no fraction: total and aqua regia contents are compared."
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
    Must something be done? Not compared: thresholds on file are of another kind.
    """
    if sampled.iso3 not in sets():
        _refuse_unless_country(sampled.iso3)
    rows = listed(sampled, choice)
    name = substance(sampled.substance).name
    law_of = choice.reference_set or sampled.iso3
    said = [f"{law_of}, {name}: {len(rows)} rows on file."]
    for row, answer in rows:
        said += _row_lines(row, answer)
    return [*said, *_outcomes(sampled, choice)]


def _outcomes(sampled: SampledSoil, choice: Choice) -> Iterator[str]:
    """Say what a sample is compared with for each purpose; one that was asked for stands alone."""
    yield f"{SCREENED} {_outcome(find_threshold(sampled, choice))}{_could_be(sampled, choice)}"
    if choice.value_types == DEFAULT_ORDER:
        yield f"{DONE} {_outcome(find_intervention(sampled, choice))}"


def _could_be(sampled: SampledSoil, choice: Choice) -> str:
    """Name the values among which more about the sample, or the reader, would have to choose."""
    found = find_threshold(sampled, choice)
    if isinstance(found, ApplicableThreshold) or found not in OPEN:
        return ""
    rows = rows_of(choice.reference_set or sampled.iso3, sampled.substance)
    reasons = {found, None} if found is Reason.SEVERAL_VALUES else {found}
    kinds = [
        row
        for row in rows
        if why_not(row, sampled, choice) in reasons
        and soil_reason(row, sampled.properties) in {None, Reason.NEEDS_SOIL}
    ]
    first = min(kinds, key=lambda row: choice.value_types.index(row.value_type)).value_type
    values = [
        f"{row.value_mg_kg} mg/kg ({'; '.join(filter(None, (row.land_use_term, row.condition)))})"
        for row in kinds
        if row.value_type == first
    ]
    return f" It could be {first}: {', or '.join(dict.fromkeys(values))}."


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


def with_layer(soil: SoilProperties, depth: str) -> SoilProperties:
    """Add the layer that a user describes to what else is stated of a soil.

    Raises
    ------
    VocabularyError
        If the depth is not two numbers with a hyphen between them.

    Examples
    --------
    >>> with_layer(SoilProperties(texture="sand"), "0-20").depth_bottom_cm
    20.0
    """
    if not depth:
        return soil
    layer = re.fullmatch(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)", depth)
    if layer is None:
        raise VocabularyError(f"The depth is {depth!r}. Give a layer in cm, as in 0-20.")
    top, bottom = (float(end) for end in layer.groups())
    return replace(soil, depth_top_cm=top, depth_bottom_cm=bottom)


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
        f"{INDENT}status: {row.status_text}{_successor(row)}; {_read(row)}; {row.instrument}",
        f"{INDENT}{verdict}",
    ]


def _successor(row: ThresholdRow) -> str:
    """Name what replaced a value."""
    replaced_by = row.status == "superseded" and instruments()[row.instrument].successor
    return f" (successor: {replaced_by})" if replaced_by else ""


def _read(row: ThresholdRow) -> str:
    """Say in what a row was read, and where."""
    place = sources_read().get(row.source)
    if row.verified != "yes" or place is None:
        return "not verified"
    table = ", ".join(filter(None, (place.table, place.page)))
    return f"verified: {row.how_read}" + (f" ({table})" if table else "")


def _outcome(found: ApplicableThreshold | str) -> str:
    """Say what a sample is compared with, or why with nothing."""
    if not isinstance(found, ApplicableThreshold):
        return f"Not compared: {found}."
    whose = "reference law of" if found.is_reference else "law of"
    condition = f" Condition: {found.condition}." if found.condition else ""
    note = "" if found.states_fraction else f" {UNSTATED_FRACTION}"
    return (
        f"Chosen: {found.value_mg_kg:g} mg/kg, {found.value_type} ({found.native_term}), "
        f"{whose} {found.iso3}.{condition}{note}"
    )
