"""Scoring curves of soil indicators: which one applies to a soil, or why none does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cache

from workbench.vocabulary.european_union import in_region
from workbench.vocabulary.table import plain, read_rows, unknown
from workbench.vocabulary.textures import texture_group

N_PARAMETERS = 6
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
    name: str
    year: str
    status: str
    note: str
    source: str
    verified: str


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
class Curve:
    """A curve for one soil.

    Attributes
    ----------
    row_id, set_id, indicator : str
        Row and set of the table, and what is scored.
    unit, method : str
        Unit and method that the curve takes values in.
    form : str
        One of `workbench.methods.scoring.FORMS`.
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


@cache
def scoring_sets() -> dict[str, ScoringSet]:
    """All sets of curves by id."""
    return {row["set_id"]: ScoringSet(**row) for row in read_rows("scoring_sets")}


def scoring_set(set_id: str) -> ScoringSet:
    """Look a set of curves up by its id.

    Raises
    ------
    VocabularyError
        If there is none of that id; the message names the nearest.

    Examples
    --------
    >>> scoring_set("EXAMPLE-1").status
    'demonstration'
    """
    known = scoring_sets()
    if set_id not in known:
        raise unknown("scoring set", set_id, {one.set_id: one.name for one in known.values()})
    return known[set_id]


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
) -> Curve | NoCurve:
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
    Curve or NoCurve
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
def _rows() -> dict[tuple[str, str], list[dict[str, str]]]:
    """Rows of the table by set and indicator."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in read_rows("scoring_curves"):
        found.setdefault((row["set_id"], row["indicator"]), []).append(row)
    return found


def _why_not(row: dict[str, str], soil: ScoredSoil, *, unverified: bool) -> NoCurve | None:
    """Why a row does not apply to a soil; None where it does."""
    if row["verified"] != "yes" and not unverified:
        return NoCurve(CurveReason.UNVERIFIED)
    if row["elsewhere"] == "no" and not in_region(soil.iso3, row["regions"]):
        return NoCurve(CurveReason.OTHER_REGION, row["regions"])
    if row["land_uses"] and soil.land_use not in row["land_uses"].split("|"):
        return NoCurve(CurveReason.OTHER_LAND_USE, row["land_uses"].replace("|", ", "))
    return _method(row, soil) or _texture(row, soil) or _conditions(row, soil)


def _several(rows: list[dict[str, str]]) -> NoCurve:
    """Say what would have to be stated to choose among rows, or name them."""
    methods = sorted({row["method"] for row in rows})
    if len(methods) > 1:
        return NoCurve(CurveReason.NEEDS_METHOD, ", ".join(methods))
    return NoCurve(CurveReason.SEVERAL_CURVES, ", ".join(row["row_id"] for row in rows))


def _method(row: dict[str, str], soil: ScoredSoil) -> NoCurve | None:
    """Why the method of measurement does not fit, where both are stated."""
    if not row["method"]:
        return None
    if not soil.method:
        return None
    wanted, given = plain(row["method"]), plain(soil.method)
    fits = given in wanted or wanted in given
    return None if fits else NoCurve(CurveReason.OTHER_METHOD, row["method"])


def _texture(row: dict[str, str], soil: ScoredSoil) -> NoCurve | None:
    """Why the texture does not fit."""
    if not row["texture"]:
        return None
    scheme, _, groups = row["texture"].partition(":")
    group = texture_group(scheme, soil.texture_class, soil.clay_pct)
    if not group:
        detail = "clay" if soil.texture_class else ""
        return NoCurve(CurveReason.NEEDS_TEXTURE, detail)
    return None if group in groups.split("|") else NoCurve(CurveReason.OTHER_TEXTURE, groups)


def _conditions(row: dict[str, str], soil: ScoredSoil) -> NoCurve | None:
    """Why classes or numbers that the row depends on do not fit or are not stated."""
    wanted = _pairs(row["conditions"])
    other = [
        name
        for name, words in wanted.items()
        if soil.classes.get(name) and soil.classes[name] not in words.split("|")
    ]
    if other:
        return NoCurve(CurveReason.OTHER_SOIL, ", ".join(sorted(other)))
    missing = [name for name in wanted if not soil.classes.get(name)]
    missing += [name for name in _pairs(row["needs"]).values() if _number(name, soil) is None]
    return NoCurve(CurveReason.NEEDS_SOIL, ", ".join(sorted(missing))) if missing else None


def _pairs(text: str) -> dict[str, str]:
    """Names and words of a cell such as `om_class=1;climate_class=2`."""
    return dict(part.split("=", 1) for part in text.split(";") if part)


def _number(name: str, soil: ScoredSoil) -> float | None:
    """Look up the number that a curve asks for."""
    return soil.clay_pct if name == "clay_pct" else soil.numbers.get(name)


def _curve(row: dict[str, str], soil: ScoredSoil) -> Curve:
    """Give the curve of a row, with the numbers of the soil in its parameters."""
    cells = [row[f"p{number}"] for number in range(1, N_PARAMETERS + 1)]
    for place, name in _pairs(row["needs"]).items():
        cells[int(place.removeprefix("p")) - 1] = str(_number(name, soil))
    is_elsewhere = row["regions"] and not in_region(soil.iso3, row["regions"])
    return Curve(
        row_id=row["row_id"],
        set_id=row["set_id"],
        indicator=row["indicator"],
        unit=row["unit"],
        method=row["method"],
        form=row["form"],
        parameters=tuple(float(Fraction(cell)) for cell in cells if cell),
        made_for=row["regions"] if is_elsewhere else "",
        assumes_method=bool(row["method"]) and not soil.method,
        note=row["note"],
        source=row["source"],
        verified=row["verified"],
    )
