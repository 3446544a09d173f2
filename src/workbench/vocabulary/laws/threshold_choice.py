"""Thresholds that apply to what was sampled, or the reason why none does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeAlias

from workbench.errors import VocabularyError
from workbench.vocabulary.laws.soil_conditions import (
    SoilProperties,
    asked_of_soil,
    soil_reason,
    soil_type_factor,
    standard_soil_is_on_file,
)
from workbench.vocabulary.laws.thresholds import (
    DEFAULT_ORDER,
    INTERVENTION,
    PRECAUTIONARY,
    SCREENING,
    VALUE_TYPES,
    Reason,
    ThresholdRow,
    rows_of,
    sets,
    threshold_rows,
)
from workbench.vocabulary.places import places
from workbench.vocabulary.table import made_from, unknown

NOTHING_STATED = SoilProperties()
REASON_ORDER = tuple(Reason)
CONTENTS = ("total", "aqua_regia")
OPEN = (Reason.MIXED_LAND_USE, Reason.NEEDS_SOIL, Reason.SEVERAL_VALUES)  # the law has an answer
Judged = tuple[ThresholdRow, Reason | None]
OwnRows: TypeAlias = Mapping[tuple[str, str], Sequence[ThresholdRow]]  # by country and substance
OWN_VALUE = "own"
"""How a value was read that a country gave itself."""


@dataclass(frozen=True)
class ApplicableThreshold:
    """A value of a law, in mg/kg dry matter; exactly at the value is not above it.

    Attributes
    ----------
    value_mg_kg : float
        The value for the soil at hand; `factor` has been applied.
    instrument, native_term, value_type : str
        The law, what it calls the value, and the kind of value in the words of `VALUE_TYPES`.
    iso3 : str
        Country of the law, or EU.
    is_reference : bool
        Whether it is the law of another country, or of the Union, that was asked for by name.
    source, how_read : str
        Where and how it was read, the latter `OWN_VALUE` where the country gave it itself.
    land_use : str
        Land use that the value is for, in the words of the table; `all` for each.
    fraction, fraction_basis : str
        What the law's digestion reaches; `source` where the text that was read states it.
    states_fraction : bool
        Whether the text that was read states it; else the value was compared with a content by
        another digestion than the law may mean.
    condition : str
        What else the law says of the value.
    factor : float
        Soil-type correction; 1 where there is none.
    verified, status, row_id : str
        Standing and row of the table.
    """

    value_mg_kg: float
    instrument: str
    native_term: str
    value_type: str
    iso3: str
    is_reference: bool
    source: str
    how_read: str
    land_use: str
    fraction: str
    fraction_basis: str
    states_fraction: bool
    condition: str
    factor: float
    verified: str
    status: str
    row_id: str


@dataclass(frozen=True)
class SampledSoil:
    """What was sampled, as far as a threshold asks for it."""

    iso3: str
    substance: str
    matrix: str
    land_uses: tuple[str, ...]
    fraction: str
    extractant: str = ""
    properties: SoilProperties = NOTHING_STATED

    @property
    def land_use(self) -> str:
        """The one land use; empty if none is stated or several are pooled."""
        return self.land_uses[0] if len(self.land_uses) == 1 else ""


@dataclass(frozen=True)
class Choice:
    """Which rows may be chosen beyond those verified and in force, and in which order.

    The same for all countries: values that say whether there is a problem go before those that
    say whether something must be done (`find_intervention` gives these next to the others).

    Attributes
    ----------
    value_types : tuple of str
        Kinds of value, the first that fits is taken.
    unverified, superseded : bool
        Whether rows that nobody compared with their source, or that a later law replaced, may be
        chosen too.
    reference_set : str
        Country, or EU, whose law is taken instead of the own; empty for the own.
    own : mapping
        Rows that countries gave themselves, by country and substance; they go before those of the
        table unless a reference set is asked for.
    part : str
        Part of the country (`ES-PV`) whose own values may be chosen too; empty for none.
    """

    value_types: tuple[str, ...] = DEFAULT_ORDER
    unverified: bool = False
    superseded: bool = False
    reference_set: str = ""
    own: OwnRows = field(default_factory=dict)
    part: str = ""


DEFAULT_CHOICE = Choice()


def find_threshold(
    sampled: SampledSoil, choice: Choice = DEFAULT_CHOICE
) -> ApplicableThreshold | Reason:
    """Threshold that applies to what was sampled, or the reason why none does.

    By default only verified rows in force are chosen. Of several kinds of value, the first of
    `DEFAULT_ORDER` that applies is taken: the value above which the law has the soil looked
    into, then precautionary values, ceilings for a use, values above which harm is presumed, and
    targets of a clean-up. The result names the kind. Where a kind has a value that only asks for
    more than is stated, that is the answer: no laxer kind takes its place. A precautionary value
    for all land uses does, where only the land use is missing.

    A value for the land use itself goes before one for all land uses, which applies too where the
    land use is not stated. A value whose digestion was not read in the source applies to total and
    aqua regia contents, never to extractable ones. Of a range that a law leaves open, the lower end
    is taken. A misattributed row is never chosen, nor one of another part of the country.

    Parameters
    ----------
    sampled : SampledSoil
        Country, substance, matrix, land uses, fraction and soil of the measurements.
    choice : Choice
        What may be chosen.

    Returns
    -------
    ApplicableThreshold or Reason
        The threshold, or the reason of the row that came closest.

    Raises
    ------
    VocabularyError
        If the choice names an unknown set or kind of value.

    Examples
    --------
    >>> cadmium = SampledSoil("XAA", "Cd", "soil", ("agricultural",), "aqua_regia")
    >>> found = find_threshold(cadmium)
    >>> found.value_mg_kg, found.value_type
    (0.6, 'trigger/screening')
    >>> find_threshold(SampledSoil("XAA", "Cd", "forest_floor", (), "aqua_regia")).value
    'thresholds on file are for soil only'
    """
    _check(choice)
    key = (sampled.iso3, sampled.substance)
    given = () if choice.reference_set else choice.own.get(key, ())
    answer = _of_rows(given, sampled, choice)
    if isinstance(answer, ApplicableThreshold) or answer in OPEN:
        return answer
    rows = rows_of(choice.reference_set or sampled.iso3, sampled.substance)
    on_file = _of_rows(rows, sampled, choice)
    if isinstance(on_file, ApplicableThreshold):
        return on_file
    return max(answer, on_file, key=REASON_ORDER.index)


def _of_rows(
    rows: Sequence[ThresholdRow], sampled: SampledSoil, choice: Choice
) -> ApplicableThreshold | Reason:
    """Threshold among some rows, or the reason of the one that came closest."""
    judged = [(row, why_not(row, sampled, choice)) for row in rows]
    answers = {
        kind: _of_kind([pair for pair in judged if pair[0].value_type == kind], sampled)
        for kind in choice.value_types
    }
    for kind, answer in answers.items():
        if answer is Reason.MIXED_LAND_USE and kind == SCREENING[0]:
            return _of_all_land_uses(answers.get(PRECAUTIONARY, answer))
        if isinstance(answer, ApplicableThreshold) or answer in OPEN:
            return answer
    return _closest(judged)


def _of_all_land_uses(precautionary: ApplicableThreshold | Reason) -> ApplicableThreshold | Reason:
    """Precautionary value, which is not laxer, where the trigger values are by land use."""
    if isinstance(precautionary, ApplicableThreshold) or precautionary in OPEN:
        return precautionary
    return Reason.MIXED_LAND_USE


def soil_heeded(iso3: str, substance: str, choice: Choice = DEFAULT_CHOICE) -> frozenset[str]:
    """Name the properties of a soil that the threshold of a substance may depend on.

    Parameters
    ----------
    iso3 : str
        Country of the samples.
    substance : str
        Code of the substance.
    choice : Choice
        What may be chosen.

    Returns
    -------
    frozenset of str
        Names of `SoilProperties`; soils that are alike in them have the same threshold.

    Examples
    --------
    >>> sorted(soil_heeded("XAA", "Cd")), sorted(soil_heeded("DEU", "Cd"))[:2]
    ([], ['depth_bottom_cm', 'depth_top_cm'])
    """
    given = () if choice.reference_set else choice.own.get((iso3, substance), ())
    rows = (*given, *rows_of(choice.reference_set or iso3, substance))
    may_apply = [row for row in rows if not _standing(row, choice)]
    return frozenset().union(*map(asked_of_soil, may_apply))


def find_intervention(
    sampled: SampledSoil, choice: Choice = DEFAULT_CHOICE
) -> ApplicableThreshold | Reason:
    """Threshold from which something must be done about what was sampled, or why there is none.

    Examples
    --------
    >>> lead = SampledSoil("USA", "Pb", "soil", ("residential",), "total")
    >>> find_threshold(lead).value_mg_kg, find_intervention(lead).value_mg_kg
    (200.0, 600.0)
    """
    return find_threshold(sampled, replace(choice, value_types=INTERVENTION))


def _of_kind(judged: Sequence[Judged], sampled: SampledSoil) -> ApplicableThreshold | Reason:
    """Threshold among the rows of one kind of value, or why there is none."""
    fitting = [row for row, reason in judged if reason is None]
    pooled = len(sampled.land_uses) > 1
    if not fitting or (pooled and any(reason is Reason.MIXED_LAND_USE for _, reason in judged)):
        return _closest(judged)
    narrowest = _narrowest(fitting)
    if len({row.value_mg_kg for row in narrowest}) > 1:
        return Reason.SEVERAL_VALUES
    return _threshold(narrowest[0], sampled)


def _closest(judged: Sequence[Judged]) -> Reason:
    """Reason of the row that came closest to applying."""
    reasons = [reason for _, reason in judged if reason]
    return max(reasons, key=REASON_ORDER.index, default=Reason.NO_THRESHOLD)


def why_not(row: ThresholdRow, sampled: SampledSoil, choice: Choice) -> Reason | None:
    """Why a row of the table does not apply to what was sampled; None where it does."""
    standing = _standing(row, choice)
    if row.matrix != sampled.matrix:
        return Reason.OTHER_MATRIX
    if standing:
        return standing
    if not _fraction_fits(row, sampled):
        return Reason.OTHER_FRACTION
    if not _land_use_fits(row, sampled.land_use):
        could_be = sampled.land_use in {"", row.land_use}
        return Reason.MIXED_LAND_USE if could_be else Reason.OTHER_LAND_USE
    return soil_reason(row, sampled.properties)


def _standing(row: ThresholdRow, choice: Choice) -> Reason | None:
    """Why a row may not be chosen for anything; None where it may."""
    unverified = row.verified != "yes" or row.status not in {"in_force", "superseded"}
    checks: Mapping[Reason, bool] = {
        Reason.NO_THRESHOLD: row.status == "misattributed",
        Reason.OTHER_VALUE_TYPE: row.value_type not in choice.value_types,
        Reason.OTHER_PART: bool(row.part) and row.part != choice.part,
        Reason.NOT_COMPARABLE: row.comparable != "yes" or not standard_soil_is_on_file(row),
        Reason.SUPERSEDED: row.status == "superseded" and not choice.superseded,
        Reason.UNVERIFIED: unverified and not choice.unverified,
    }
    return next((reason for reason, applies in checks.items() if applies), None)


def _fraction_fits(row: ThresholdRow, sampled: SampledSoil) -> bool:
    """Whether law and laboratory reached the same; extracts compare with their like only."""
    if row.fraction == "extractable":
        same = _squeezed(row.extractant) == _squeezed(sampled.extractant)
        return sampled.fraction == "extractable" and bool(row.extractant) and same
    if row.fraction == "any":
        return sampled.fraction != "extractable"
    if not row.states_fraction:
        return sampled.fraction in CONTENTS
    return row.fraction == sampled.fraction


def _squeezed(text: str) -> str:
    """Text without blanks and capitals."""
    return text.replace(" ", "").casefold()


def _land_use_fits(row: ThresholdRow, land_use: str) -> bool:
    """Whether a value is for the land use: all, the law's own word, or one that means the same."""
    if row.land_use == "all":
        return True
    if land_use in {*row.land_use_term.split(";"), row.land_use_term}:
        return bool(land_use)
    same = row.land_use_match == "exact" and row.land_use in {
        land_use,
        _within(row.iso3).get(land_use),
    }
    either = row.land_use_match == "broad" and land_use in row.land_use_term.split("/")
    return same or either


@cache
def _within(iso3: str) -> Mapping[str, str]:
    """Land use that each narrower word of a country's laws is a part of: paddy is agricultural."""
    return {
        word: row.land_use
        for row in threshold_rows()
        if row.iso3 == iso3 and row.land_use_match == "narrow"
        for word in row.land_use_term.split(";")
    }


def _narrowest(rows: Sequence[ThresholdRow]) -> list[ThresholdRow]:
    """Rows for the land use itself, where there are any, without upper ends of a range."""
    own = [row for row in rows if row.land_use != "all"] or list(rows)
    narrow = [row for row in own if row.land_use_match == "narrow"] or own
    return [row for row in narrow if row.range_end != "upper"] or narrow


def _threshold(row: ThresholdRow, sampled: SampledSoil) -> ApplicableThreshold:
    """Give the value of a row for the soil that was sampled."""
    soil = sampled.properties
    factor = 1.0
    if row.correction and soil.clay_pct is not None and soil.organic_matter_pct is not None:
        factor = soil_type_factor(row.substance, soil.clay_pct, soil.organic_matter_pct)
    return made_from(
        ApplicableThreshold,
        row,
        value_mg_kg=float(row.value_mg_kg) * factor,
        is_reference=row.iso3 != sampled.iso3,
        factor=factor,
    )


def _check(choice: Choice) -> None:
    """Refuse a choice that names what is not on file."""
    if choice.reference_set and choice.reference_set not in sets():
        names = {code: places()[code].name for code in sets() if code in places()}
        raise unknown("set of thresholds", choice.reference_set, {"EU": "European Union"} | names)
    strange = [kind for kind in choice.value_types if kind not in VALUE_TYPES]
    if strange:
        known = ", ".join(VALUE_TYPES)
        raise VocabularyError(f"Unknown kinds of value: {', '.join(strange)}. Known are: {known}.")
