"""Sites judged by the targets of the EU Soil Monitoring Law, and by those a country sets itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.findings.names import column
from workbench.methods.soil.law_class import LawClass, law_class
from workbench.methods.soil.score_table import Values
from workbench.methods.soil.soil_target_state import (
    NOT_ASSESSABLE,
    Measurement,
    NoNumberInLaw,
    NotMeasured,
    SoilTargetState,
    TargetSoil,
    soil_target_state,
)
from workbench.reports.soil_health.basis.scores import values_of
from workbench.reports.soil_health.basis.sites import Latest, Sampled, SiteSoil
from workbench.reports.soil_health.phrases import OwnForOtherSoils
from workbench.store.frames import Frames, empty
from workbench.store.measurements import OwnSoilTargets, SiteZones
from workbench.vocabulary.soil.indicators import indicators
from workbench.vocabulary.soil.own_targets import OwnTarget, applying
from workbench.vocabulary.soil.targets import SoilTarget, targets_of
from workbench.vocabulary.substances import substance

LAW = "EU-SML-2025"
INSTEAD = {"EC_e": "EC_1_5"}  # measured another way, which is no value of the target
SAME_AS = {"P_ext": "P", "BD_top": "BD"}  # another name of the law for what is measured
ORGANIC = {"organic": True, "mineral": False}
NATIONAL_TARGET = "national"


class MeasuredValue:
    """What was measured at a site for a target."""

    value = column("value, or the limit of a non-detect [unit of the vocabulary]")
    censored = column("whether it is a limit")


@dataclass(frozen=True)
class Criterion:
    """A target with the values that a country sets for the same indicator.

    Attributes
    ----------
    key, indicator : str
        Row of the table, and what is judged.
    union : SoilTarget or None
        Target of the Union; None where only the country has one.
    own : tuple of OwnTarget
        Values of the country.
    """

    key: str
    indicator: str
    union: SoilTarget | None
    own: tuple[OwnTarget, ...]

    def target(self, own: OwnTarget | None) -> SoilTarget | None:
        """Target that holds for a site: that of the Union, else that of the country."""
        if self.union is not None:
            return self.union
        return None if own is None else own.as_target


@dataclass(frozen=True)
class SiteVerdict:
    """Class of one site by one criterion, with the answer for its target."""

    site: str
    state: LawClass
    of_target: SoilTargetState


@dataclass(frozen=True)
class Zone:
    """Zones of a site; empty or NaN where they are not stated."""

    district: str
    unit: str
    area_km2: float


@dataclass(frozen=True)
class JudgedSites:
    """All sites by all criteria.

    Attributes
    ----------
    verdicts : mapping of Criterion to tuple of SiteVerdict
        One a site.
    zones : mapping of str to Zone
        By site, where any is stated.
    own : tuple of OwnTarget
        Values that the country sets.
    """

    verdicts: Mapping[Criterion, tuple[SiteVerdict, ...]]
    zones: Mapping[str, Zone]
    own: tuple[OwnTarget, ...]

    def land(self, sites: Sequence[str]) -> list[float] | None:
        """Land that each site stands for; None unless it is stated of each. [km2]."""
        areas = [self.zones[one].area_km2 if one in self.zones else np.nan for one in sites]
        return None if np.isnan(areas).any() else areas


def judged(found: Sampled, frames: Frames, area: str) -> JudgedSites:
    """Judge the sites of a country by each target that has a number.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    frames : Frames
        What the store gives for the country.
    area : str
        The country.

    Returns
    -------
    JudgedSites
        Without verdicts where there is no site.
    """
    own = own_targets(frames)
    made = {one: tuple(_verdicts(one, found, area)) for one in _criteria(own)}
    return JudgedSites(made if found.n_sites else {}, _zones(frames), own)


def own_targets(frames: Frames) -> tuple[OwnTarget, ...]:
    """Read the target and trigger values that a country sets itself."""
    rows = frames.tables.get(OwnSoilTargets.table, empty(OwnSoilTargets.table))
    texts = [one.name for one in OwnSoilTargets.columns if one.kind == "text"]
    cells = rows.assign(**rows[texts].fillna("")).to_dict(orient="records")
    names = OwnTarget.__dataclass_fields__
    return tuple(
        OwnTarget(**{str(name): _given(one[name]) for name in names})  # type: ignore[arg-type]
        for one in cells
    )


def measured(name: str, found: Sampled) -> tuple[pd.DataFrame, str]:
    """Values of an indicator or contaminant by site, with their unit.

    Parameters
    ----------
    name : str
        Code of an indicator, or of a contaminant.
    found : Sampled
        Latest values of the sites.

    Returns
    -------
    (DataFrame, str)
        Columns of `MeasuredValue` by site, and the unit.
    """
    if name in indicators():
        values, unit = values_of(name, found, None)
        if values.empty and name in SAME_AS:
            values, unit = values_of(SAME_AS[name], found, None)
        return pd.DataFrame(
            {MeasuredValue.value: values[Values.value], MeasuredValue.censored: False}
        ), unit
    rows = found.of(name)
    censored = rows[Latest.lower] < rows[Latest.upper]
    by_site = pd.DataFrame(
        {MeasuredValue.value: rows[Latest.upper], MeasuredValue.censored: censored}
    )
    return by_site[~by_site.index.duplicated()], substance(name).unit


def _given(cell: object) -> object:
    """Cell of the store, None in place of a number that is missing."""
    return None if isinstance(cell, float) and np.isnan(cell) else cell


def _criteria(own: Sequence[OwnTarget]) -> Iterator[Criterion]:
    """Targets of the Union that were read and have a number, then what the country adds."""
    with_number = {one.indicator: one for one in targets_of(LAW) if one.value is not None}
    by_indicator: dict[str, list[OwnTarget]] = {}
    for one in own:
        by_indicator.setdefault(one.indicator, []).append(one)
    for name, target in with_number.items():
        yield Criterion(name, name, target, tuple(by_indicator.get(name, ())))
    for name, rows in by_indicator.items():
        has_target = any(one.target is not None for one in rows)
        if name not in with_number or has_target:
            key = f"{name}:{NATIONAL_TARGET}" if name in with_number else name
            yield Criterion(key, name, None, tuple(rows))


def _verdicts(criterion: Criterion, found: Sampled, area: str) -> Iterator[SiteVerdict]:
    """Judge all sites by one criterion."""
    name, (values, unit) = criterion.indicator, measured(criterion.indicator, found)
    if values.empty and name in INSTEAD:
        instead, unit_instead = measured(INSTEAD[name], found)
        if len(instead):
            name, values, unit = INSTEAD[name], instead, unit_instead
    numbers, limits = (
        values[MeasuredValue.value].to_dict(),
        values[MeasuredValue.censored].to_dict(),
    )
    for site, soil in found.soils.items():
        one = Measurement(name, float(numbers.get(site, np.nan)), unit, bool(limits.get(site)))
        own = applying(criterion.own, soil.texture_class, soil.soil_type, soil.land_use)
        yield _verdict(site, criterion, own, one, _target_soil(soil, area))


def _verdict(
    site: str, criterion: Criterion, own: OwnTarget | None, one: Measurement, soil: TargetSoil
) -> SiteVerdict:
    """Judge one site by target and trigger."""
    target, trigger = criterion.target(own), None if own is None else own.as_trigger
    answer = _no_number(criterion, own, one)
    if target is not None:
        answer = soil_target_state(target, one, soil, as_reference=True)
    of_trigger = None if trigger is None else soil_target_state(trigger, one, soil)
    state = law_class(None if target is None else answer, of_trigger)
    return SiteVerdict(site, state, answer)


def _no_number(criterion: Criterion, own: OwnTarget | None, one: Measurement) -> SoilTargetState:
    """Why there is no target for a site."""
    if np.isnan(one.value):
        return SoilTargetState(NOT_ASSESSABLE, NotMeasured(), np.nan)
    why = OwnForOtherSoils() if own is None and criterion.own else NoNumberInLaw()
    return SoilTargetState(NOT_ASSESSABLE, why, np.nan)


def _target_soil(soil: SiteSoil, area: str) -> TargetSoil:
    """Describe what a target may depend on."""
    return TargetSoil(
        iso3=area,
        texture_class=soil.texture_class,
        organic=ORGANIC.get(soil.soil_type),
        land_status=(soil.land_status,) if soil.land_status else (),
    )


def _zones(frames: Frames) -> dict[str, Zone]:
    """Zones of each site that has any."""
    rows = frames.tables.get(SiteZones.table, empty(SiteZones.table))
    rows = rows.drop_duplicates(SiteZones.site_id)
    texts = rows[[SiteZones.site_id, SiteZones.soil_district, SiteZones.soil_unit]].fillna("")
    cells = zip(*(texts[name] for name in texts), rows[SiteZones.area_km2], strict=True)
    return {
        str(site): Zone(str(where), str(unit), float(area)) for site, where, unit, area in cells
    }
