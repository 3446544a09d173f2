"""Rows of the targets of the EU Soil Monitoring Law: met, missed, exempt or not assessable."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from workbench.methods.soil_target_state import (
    Measurement,
    SoilTargetState,
    TargetSoil,
    soil_target_state,
)
from workbench.reports.soil_health.definitions import Parameters
from workbench.reports.soil_health.inventory import Row
from workbench.reports.soil_health.scores import values_of
from workbench.reports.soil_health.sites import Sampled
from workbench.vocabulary.european_union import in_region
from workbench.vocabulary.indicators import indicator
from workbench.vocabulary.soil_targets import SoilTarget, targets_of

LAW = "EU-SML-2025"
AS_LAW = "target of the EU, not binding"
AS_REFERENCE = "reference, no target here"
INSTEAD = {"EC_e": "EC_1_5"}  # measured another way, which is no value of the target
ORGANIC = {"organic": True, "mineral": False}


@dataclass(frozen=True)
class Judged:
    """States of all sites by one target."""

    target: SoilTarget
    states: tuple[SoilTargetState, ...]


def targets(found: Sampled, parameters: Parameters) -> dict[str, Row]:
    """Judge each site by each target that was read in the law and has a number.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    parameters : Parameters
        Of the report.
    """
    made: dict[str, Row] = {}
    for target in targets_of(LAW):
        if target.value is not None:
            made[target.indicator] = _row(_judged(target, found, parameters), parameters)
    return made if found.n_sites else {}


def _judged(target: SoilTarget, found: Sampled, parameters: Parameters) -> Judged:
    """Judge all sites by one target."""
    values, unit = values_of(target.indicator, found, None)
    code = target.indicator
    if values.empty and code in INSTEAD:
        instead, unit_instead = values_of(INSTEAD[code], found, None)
        if len(instead):
            code, values, unit = INSTEAD[code], instead, unit_instead
    states = []
    for site, soil in found.soils.iterrows():
        value = float(values["value"].get(site, np.nan))
        told = TargetSoil(
            iso3=parameters.area,
            texture_class=soil["texture_class"],
            organic=ORGANIC.get(soil["soil_type"]),
            land_status=(soil["land_status"],) if soil["land_status"] else (),
        )
        states.append(
            soil_target_state(target, Measurement(code, value, unit), told, as_reference=True)
        )
    return Judged(target, tuple(states))


def _row(judged: Judged, parameters: Parameters) -> Row:
    """Row of one target."""
    counts = Counter(one.state for one in judged.states)
    reasons = Counter(one.reason for one in judged.states if one.state == "not assessable")
    target = judged.target
    decided = counts["met"] + counts["missed"]
    return {
        "name": indicator(target.indicator).name,
        "target": target.criterion,
        "standing": AS_LAW if in_region(parameters.area, target.regions) else AS_REFERENCE,
        "n_met": counts["met"],
        "n_missed": counts["missed"],
        "n_exempt": counts["exempt"],
        "n_not_assessable": counts["not assessable"],
        "share_met": counts["met"] / decided if decided else np.nan,
        "why": reasons.most_common(1)[0][0] if reasons else "",
        "source": target.source,
        "verified": target.verified,
    }
