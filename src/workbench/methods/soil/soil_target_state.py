"""Whether a soil meets a target for one of its indicators, or why that cannot be told."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, code, phrase, row, text
from workbench.methods.soil.score_table import in_unit
from workbench.vocabulary.places import in_region
from workbench.vocabulary.soil.targets import SoilTarget, check_land_status

ROUNDING = 1e-12
"""Relative difference below which a value is at its target."""

State = Literal["met", "missed", "exempt", "not assessable"]
MET: Final = "met"
MISSED: Final = "missed"
EXEMPT: Final = "exempt"
NOT_ASSESSABLE: Final = "not assessable"


@row
class NoNumberInLaw(Phrase):
    """The law leaves the number to the members of the Union, or sets none."""


@row
class HoldsOnlyIn(Phrase):
    """The law holds elsewhere."""

    regions: str = text("where it holds")


@row
class ForSoilsOf(Phrase):
    """The target is for another kind of soil."""

    soil: str = code("soil-kind", "mineral or organic")


@row
class TextureNotStated(Phrase):
    """The target depends on the texture, which is not stated."""


@row
class ForOtherTextures(Phrase):
    """The target is for other textures."""


@row
class LandStatus(Phrase):
    """Land that a target may exempt."""

    status: str = code("land-status", "which")


@row
class ExemptLand(Phrase):
    """The target does not hold for this land."""

    land: tuple[LandStatus, ...] = phrase("what the land is", is_list=True)


@row
class NotConverted(Phrase):
    """Measured in another way, without a declared conversion."""

    measured: str = code("indicator", "what was measured")
    wanted: str = code("indicator", "what the target is for")


@row
class OtherConversion(NotConverted):
    """The declared conversion is from or to something else."""


@row
class NotMeasured(Phrase):
    """Undefined or not measured."""


@row
class LimitTooHigh(Phrase):
    """The limit of a non-detect leaves open whether the target is met."""


@dataclass(frozen=True)
class Measurement:
    """One value of an indicator; of a non-detect (`censored`) the value is the limit."""

    indicator: str
    value: float
    unit: str
    censored: bool = False


@dataclass(frozen=True)
class TargetSoil:
    """What the answer may depend on; empty or None where it is not stated.

    `land_status` has words of `workbench.vocabulary.soil.targets.LAND_STATUS`; `organic` says
    whether it is an organic soil.
    """

    iso3: str = ""
    texture_class: str = ""
    organic: bool | None = None
    land_status: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conversion:
    """Declared conversion from one method to another: the value times a factor, with its source."""

    indicator_from: str
    indicator_to: str
    factor: float
    source: str


@dataclass(frozen=True)
class SoilTargetState:
    """Answer for one target; `value` is in the unit of the target, NaN where there is none."""

    state: State
    reason: Phrase | None
    value: float
    conversion: Conversion | None = None


def soil_target_state(
    target: SoilTarget,
    measured: Measurement,
    soil: TargetSoil,
    *,
    conversion: Conversion | None = None,
    as_reference: bool = False,
) -> SoilTargetState:
    """Judge one value by one target. Every target is strict: at its value it is missed.

    Parameters
    ----------
    target : SoilTarget
        See `workbench.vocabulary.soil.targets.targets_of`. Who asks decides whether one that is
        not verified may be judged by; it is never to be called law.
    measured : Measurement
        Value of the indicator of the target, or of what a declared conversion is from.
    soil : TargetSoil
        Country, texture, kind of soil and status of land.
    conversion : Conversion, optional
        Without one, a value by another method is not assessable.
    as_reference : bool
        Whether a law may be compared with in a country where it does not hold.

    Returns
    -------
    SoilTargetState

    Raises
    ------
    SeriesError
        If a conversion has no source or a factor that is not above 0.
    VocabularyError
        If the status of the land is unknown.

    Examples
    --------
    >>> from workbench.vocabulary.soil.targets import targets_of
    >>> salinity = targets_of("EU-SML-2025")[0]
    >>> soil = TargetSoil("FIN")
    >>> [soil_target_state(salinity, Measurement("EC_e", value, "dS/m"), soil).state
    ...  for value in (3.9, 4.0)]
    ['met', 'missed']
    >>> soil_target_state(salinity, Measurement("EC_1_5", 0.9, "dS/m"), soil).reason
    NotConverted(measured='EC_1_5', wanted='EC_e')
    """
    check_land_status(soil.land_status)
    reason = _not_applicable(target, soil, as_reference=as_reference)
    if reason is not None:
        return SoilTargetState(NOT_ASSESSABLE, reason, math.nan)
    exempt = [word for word in soil.land_status if word in target.exempt]
    if exempt:
        land = tuple(LandStatus(status=word) for word in exempt)
        return SoilTargetState(EXEMPT, ExemptLand(land=land), math.nan)
    value = _value(target, measured, conversion)
    if isinstance(value, Phrase):
        return SoilTargetState(NOT_ASSESSABLE, value, math.nan)
    state = _state(target, value, censored=measured.censored)
    reason = LimitTooHigh() if state == NOT_ASSESSABLE else None
    used = conversion if measured.indicator != target.indicator else None
    return SoilTargetState(state, reason, value, used)


def _not_applicable(target: SoilTarget, soil: TargetSoil, *, as_reference: bool) -> Phrase | None:
    """Why a target says nothing about a soil; None where it does."""
    if target.value is None:
        return NoNumberInLaw()
    if target.regions and not as_reference and not in_region(soil.iso3, target.regions):
        return HoldsOnlyIn(regions=target.regions)
    if target.soil and soil.organic is (target.soil == "mineral"):
        return ForSoilsOf(soil=target.soil)
    if target.textures and not soil.texture_class:
        return TextureNotStated()
    if target.textures and soil.texture_class not in target.textures:
        return ForOtherTextures()
    return None


def _value(
    target: SoilTarget, measured: Measurement, conversion: Conversion | None
) -> float | Phrase:
    """Value in the unit of the target, or why there is none."""
    factor = 1.0
    if measured.indicator != target.indicator:
        if conversion is None:
            return NotConverted(measured=measured.indicator, wanted=target.indicator)
        _check(conversion)
        if (conversion.indicator_from, conversion.indicator_to) != (
            measured.indicator,
            target.indicator,
        ):
            return OtherConversion(measured=measured.indicator, wanted=target.indicator)
        factor = conversion.factor
    if math.isnan(measured.value):
        return NotMeasured()
    return in_unit(measured.value * factor, measured.unit, target.unit)


def _state(target: SoilTarget, value: float, *, censored: bool) -> State:
    """Compare strictly; a non-detect lies below its limit."""
    limit = math.inf if target.value is None else target.value
    if math.isclose(value, limit, rel_tol=ROUNDING):
        value = limit
    if target.comparison == "below":
        if censored:
            return MET if value <= limit else NOT_ASSESSABLE
        return MET if value < limit else MISSED
    if censored:
        return MISSED if value <= limit else NOT_ASSESSABLE
    return MET if value > limit else MISSED


def _check(conversion: Conversion) -> None:
    """Refuse a conversion that does not say where it is from."""
    if not conversion.factor > 0 or not conversion.source:
        raise SeriesError(
            f"The conversion from {conversion.indicator_from} has the factor "
            f"{conversion.factor:g} and the source {conversion.source!r}. Give both."
        )
