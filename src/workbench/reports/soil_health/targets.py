"""Targets of the EU Soil Monitoring Law: met, missed, exempt or not assessable."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from workbench.findings.rows import Table, code, count, row, share, text
from workbench.methods.soil_target_state import (
    Measurement,
    SoilTargetState,
    TargetSoil,
    soil_target_state,
)
from workbench.reports.soil_health.definitions import Parameters
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


@row
class Target:
    """A target, and how many sites meet it."""

    name: str = text("descriptor", "Descriptor")
    target: str = text("target that is compared with", "Target")
    n_met: int = count("sites that meet it", "Met")
    n_missed: int = count("sites that miss it", "Missed")
    n_exempt: int = count("sites on exempt land", "Exempt land")
    n_not_assessable: int = count("sites that cannot be assessed", "Not assessable")
    standing: str = text(
        "target of the EU, which is not binding, or a reference elsewhere", "Standing"
    )
    why: str = text("most common reason why sites cannot be assessed", "Why not assessable")
    share_met: float | None = share("sites that meet it, of those that meet or miss it")
    share_met_lower: float | None = share("lower limit", lower_of="share_met", default=None)
    share_met_upper: float | None = share("upper limit", upper_of="share_met", default=None)
    source: str = text("where it was read")
    verified: str = code("verified", "whether it was compared with its source")


TARGETS = Table(
    "targets",
    Target,
    "Targets of the EU Soil Monitoring Law",
    "No measurements are recorded.",
)


@dataclass(frozen=True)
class Judged:
    """States of all sites by one target."""

    target: SoilTarget
    states: tuple[SoilTargetState, ...]


def targets(found: Sampled, parameters: Parameters) -> dict[str, Target]:
    """Judge each site by each target that was read in the law and has a number.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    parameters : Parameters
        Of the report.
    """
    made: dict[str, Target] = {}
    for target in targets_of(LAW):
        if target.value is not None:
            made[target.indicator] = _counted(_judged(target, found, parameters), parameters)
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
    for site, soil in found.soils.items():
        value = float(values["value"].get(site, np.nan))
        told = TargetSoil(
            iso3=parameters.area,
            texture_class=soil.texture_class,
            organic=ORGANIC.get(soil.soil_type),
            land_status=(soil.land_status,) if soil.land_status else (),
        )
        states.append(
            soil_target_state(target, Measurement(code, value, unit), told, as_reference=True)
        )
    return Judged(target, tuple(states))


def _counted(judged: Judged, parameters: Parameters) -> Target:
    """Count the sites that meet one target."""
    counts = Counter(one.state for one in judged.states)
    reasons = Counter(one.reason for one in judged.states if one.state == "not assessable")
    target = judged.target
    met, missed = counts["met"], counts["missed"]
    return Target(
        name=indicator(target.indicator).name,
        target=target.criterion,
        standing=AS_LAW if in_region(parameters.area, target.regions) else AS_REFERENCE,
        n_met=met,
        n_missed=missed,
        n_exempt=counts["exempt"],
        n_not_assessable=counts["not assessable"],
        share_met=met / (met + missed) if met + missed else None,
        why=reasons.most_common(1)[0][0] if reasons else "",
        source=target.source,
        verified=target.verified,
    )
