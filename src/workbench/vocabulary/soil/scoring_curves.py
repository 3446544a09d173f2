"""Scoring curves of soil indicators: which one applies to a soil, or why none does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal

from workbench.vocabulary.fields import Barred, Cell, Given, Standing
from workbench.vocabulary.languages import plain
from workbench.vocabulary.places import in_region
from workbench.vocabulary.soil.indicators import texture_group, texture_groups
from workbench.vocabulary.table import CsvTable, made_from

PARAMETERS = tuple(f"p{number}" for number in range(1, 7))
TRIAL, DEMONSTRATION = "trial", "demonstration"


class CurveReason(StrEnum):
    """Why no curve is given; a later member means that one came closer to applying."""

    NO_CURVE = "the set has no curve for the indicator"
    UNVERIFIED = "the curve is not verified, and its set was not asked for by name"
    OTHER_REGION = "the curves are for another country"
    OTHER_LAND_USE = "the curves are for another land use"
    OTHER_METHOD = "the curves are for another method of measurement"
    OTHER_TEXTURE = "the curves are for another texture"
    OTHER_SOIL = "the curves are for another soil, climate or crop"
    NEEDS_METHOD = "the curve depends on the method of measurement, which is not stated"
    NEEDS_TEXTURE = "the curve depends on the texture, which is not stated"
    NEEDS_SOIL = "the curve depends on what is not stated"
    SEVERAL_CURVES = "several curves of the set fit"


@dataclass(frozen=True)
class ScoringSet:
    """A set of curves.

    `status` is `published`, `trial` where scores are not for publishing, or `demonstration` where
    they are for fictional countries alone.
    """

    set_id: str
    name: Given
    year: str
    status: Literal["published", "trial", "demonstration"]
    note: str
    source: Given
    verified: Standing


@dataclass(frozen=True)
class CurveRow:
    """A curve with the soils that it is for, as the table has it.

    `needs` names the number of the soil that takes the place of a parameter, `conditions` the
    words of classes that fit, with `|` between several; `elsewhere` says whether its authors allow
    other regions.
    """

    row_id: str
    set_id: Given
    indicator: Given
    unit: Given
    method: str
    form: Given
    parameters: Annotated[tuple[float | None, ...], Cell(columns=PARAMETERS)]
    texture: str
    land_uses: Barred
    conditions: dict[str, str]
    needs: dict[str, str]
    regions: str
    elsewhere: Literal["", "caution", "no"]
    note: str
    source: Given
    verified: Literal["yes", "no"]


@dataclass(frozen=True)
class ScoredSoil:
    """What a curve may depend on; empty or None where it is not stated.

    `texture_class` is one of the USDA. `classes` has words by name (`om_class`, `climate_class`,
    `season`, `crop`), `numbers` values by name with their unit (`soc_pct`).
    """

    iso3: str = ""
    land_use: str = ""
    texture_class: str = ""
    clay_pct: float | None = None
    method: str = ""
    classes: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ScoringCurve:
    """A curve for one soil.

    Attributes
    ----------
    row_id, set_id, indicator : str
        Row and set of the table, and what is scored.
    unit, method : str
        Unit and method that the curve takes values in.
    form : str
        One of `workbench.methods.soil.scoring.FORMS`.
    parameters : tuple of float
        In the order of the form.
    made_for : str
        Countries or regions that it was made for, where the soil is of none of them; else empty.
    assumes_method : bool
        Whether it is for a method, and that of the value is not stated.
    note, source, verified : str
        Of the row.
    """

    row_id: str
    set_id: str
    indicator: str
    unit: str
    method: str
    form: str
    parameters: tuple[float, ...]
    made_for: str
    assumes_method: bool
    note: str
    source: str
    verified: str


@dataclass(frozen=True)
class NoCurve:
    """Why there is no curve; `detail` names what is missing or would fit."""

    reason: CurveReason
    detail: str = ""

    def __str__(self) -> str:
        """Reason with its detail."""
        return f"{self.reason.value}: {self.detail}" if self.detail else self.reason.value


SETS = CsvTable("scoring_sets", ScoringSet, key="set_id", kind="scoring set")
scoring_sets = SETS.by_key
"""All sets of curves by id."""
scoring_set = SETS.find
"""Look a set of curves up by its id; the error of an unknown one names the nearest."""
scoring_curves = CsvTable("scoring_curves", CurveRow, key="row_id").rows
"""All curves of all sets."""


def indicators_of(set_id: str) -> tuple[str, ...]:
    """Name the indicators that a set has curves for.

    Raises
    ------
    VocabularyError
        If there is no such set.

    Examples
    --------
    >>> indicators_of("USDA-BD")
    ('BD',)
    """
    scoring_set(set_id)
    return tuple(code for one, code in _rows() if one == set_id)


def find_curve(
    set_id: str, indicator: str, soil: ScoredSoil, *, unverified: bool = False
) -> ScoringCurve | NoCurve:
    """Curve of a set that applies to a soil, or the reason why none does.

    No curve is ever made from the samples at hand. A row that nobody compared with its source is
    only given where `unverified` says that the set was asked for by name; its `verified` then
    says so. A curve of another country is given where its authors allow that, and says so.

    Parameters
    ----------
    set_id : str
        As `SMAF-2004`.
    indicator : str
        As `SOC`.
    soil : ScoredSoil
        Country, land use, texture, method and what else a curve depends on.
    unverified : bool
        Whether rows may be chosen that are not verified.

    Returns
    -------
    ScoringCurve or NoCurve
        The reason is that of the row that came closest.

    Raises
    ------
    VocabularyError
        If the set or the texture class is unknown.

    Examples
    --------
    >>> classes = {"om_class": "2", "climate_class": "3"}
    >>> soil = ScoredSoil("USA", "agricultural", "silt loam", classes=classes)
    >>> find_curve("SMAF-2004", "SOC", soil).parameters
    (1.55, 1.1, -0.05)
    >>> print(find_curve("SMAF-2004", "SOC", ScoredSoil("USA", "agricultural", "silt loam")))
    the curve depends on what is not stated: climate_class, om_class
    """
    scoring_set(set_id)
    rows = _rows().get((set_id, indicator), [])
    judged = [(row, _why_not(row, soil, unverified=unverified)) for row in rows]
    fitting = [row for row, reason in judged if reason is None]
    if len(fitting) == 1:
        return _curve(fitting[0], soil)
    if fitting:
        return _several(fitting)
    reasons = [reason for _, reason in judged if reason is not None]
    order = list(CurveReason)
    return max(
        reasons, key=lambda one: order.index(one.reason), default=NoCurve(CurveReason.NO_CURVE)
    )


@cache
def asks_clay(set_id: str, indicator: str) -> bool:
    """Whether the curve of an indicator may hang on how much clay a soil has.

    Two soils that are alike in all else then need not have the same curve.

    Examples
    --------
    >>> asks_clay("SMAF-2004", "SOC"), asks_clay("OBIC-4.2", "CEC")
    (True, False)
    """
    rows = _rows().get((set_id, indicator), [])
    schemes = {row.texture.partition(":")[0] for row in rows}
    bounded = {
        one.scheme
        for one in texture_groups()
        if one.clay_pct_from is not None or one.clay_pct_to is not None
    }
    return bool(schemes & bounded) or any("clay_pct" in row.needs.values() for row in rows)


@cache
def _rows() -> dict[tuple[str, str], list[CurveRow]]:
    """Rows of the table by set and indicator."""
    found: dict[tuple[str, str], list[CurveRow]] = {}
    for row in scoring_curves():
        found.setdefault((row.set_id, row.indicator), []).append(row)
    return found


def _why_not(row: CurveRow, soil: ScoredSoil, *, unverified: bool) -> NoCurve | None:
    """Why a row does not apply to a soil; None where it does."""
    if row.verified != "yes" and not unverified:
        return NoCurve(CurveReason.UNVERIFIED)
    if row.elsewhere == "no" and not in_region(soil.iso3, row.regions):
        return NoCurve(CurveReason.OTHER_REGION, row.regions)
    if row.land_uses and soil.land_use not in row.land_uses:
        return NoCurve(CurveReason.OTHER_LAND_USE, ", ".join(row.land_uses))
    return _method(row, soil) or _texture(row, soil) or _conditions(row, soil)


def _several(rows: Sequence[CurveRow]) -> NoCurve:
    """Say what would have to be stated to choose among rows, or name them."""
    methods = sorted({row.method for row in rows})
    if len(methods) > 1:
        return NoCurve(CurveReason.NEEDS_METHOD, ", ".join(methods))
    return NoCurve(CurveReason.SEVERAL_CURVES, ", ".join(row.row_id for row in rows))


def _method(row: CurveRow, soil: ScoredSoil) -> NoCurve | None:
    """Why the method of measurement does not fit, where both are stated."""
    if not row.method or not soil.method:
        return None
    wanted, given = plain(row.method), plain(soil.method)
    fits = given in wanted or wanted in given
    return None if fits else NoCurve(CurveReason.OTHER_METHOD, row.method)


def _texture(row: CurveRow, soil: ScoredSoil) -> NoCurve | None:
    """Why the texture does not fit."""
    if not row.texture:
        return None
    scheme, _, groups = row.texture.partition(":")
    group = texture_group(scheme, soil.texture_class, soil.clay_pct)
    if not group:
        return NoCurve(CurveReason.NEEDS_TEXTURE, "clay" if soil.texture_class else "")
    return None if group in groups.split("|") else NoCurve(CurveReason.OTHER_TEXTURE, groups)


def _conditions(row: CurveRow, soil: ScoredSoil) -> NoCurve | None:
    """Why classes or numbers that the row depends on do not fit or are not stated."""
    other = [
        name
        for name, words in row.conditions.items()
        if soil.classes.get(name) and soil.classes[name] not in words.split("|")
    ]
    if other:
        return NoCurve(CurveReason.OTHER_SOIL, ", ".join(sorted(other)))
    missing = [name for name in row.conditions if not soil.classes.get(name)]
    missing += [name for name in row.needs.values() if _number(name, soil) is None]
    return NoCurve(CurveReason.NEEDS_SOIL, ", ".join(sorted(missing))) if missing else None


def _number(name: str, soil: ScoredSoil) -> float | None:
    """Look up the number that a curve asks for."""
    return soil.clay_pct if name == "clay_pct" else soil.numbers.get(name)


def _curve(row: CurveRow, soil: ScoredSoil) -> ScoringCurve:
    """Give the curve of a row, with the numbers of the soil in its parameters."""
    asked = {place: _number(name, soil) for place, name in row.needs.items()}
    numbers = [asked.get(*pair) for pair in zip(PARAMETERS, row.parameters, strict=True)]
    is_elsewhere = row.regions and not in_region(soil.iso3, row.regions)
    return made_from(
        ScoringCurve,
        row,
        parameters=tuple(number for number in numbers if number is not None),
        made_for=row.regions if is_elsewhere else "",
        assumes_method=bool(row.method) and not soil.method,
    )
