"""Targets of the EU Soil Monitoring Law: met, missed, exempt or not assessable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from workbench.findings.rows import Phrase, code, count, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.soil.score_table import Values
from workbench.methods.soil.soil_target_state import (
    EXEMPT,
    MET,
    MISSED,
    NOT_ASSESSABLE,
    Measurement,
    SoilTargetState,
    TargetSoil,
    soil_target_state,
)
from workbench.reports.report import Section, most_common
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.scores import values_of
from workbench.reports.soil_health.basis.sites import Sampled
from workbench.vocabulary.places import in_region
from workbench.vocabulary.soil.indicators import indicator
from workbench.vocabulary.soil.targets import SoilTarget, targets_of
from workbench.words.messages import Message
from workbench.words.said import Said, said

LAW = "EU-SML-2025"
AS_LAW, AS_REFERENCE = "eu-target", "reference"
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
    standing: str = code(
        "target-standing",
        "target of the EU, which is not binding, or a reference elsewhere",
        "Legal status",
    )
    why: Phrase | None = phrase(
        "most common reason why sites cannot be assessed", "Why not assessable"
    )
    share_met: float | None = share("sites that meet it, of those that meet or miss it")
    share_met_lower: float | None = share("lower limit", lower_of="share_met", default=None)
    share_met_upper: float | None = share("upper limit", upper_of="share_met", default=None)
    source: str = text("where it was read")
    verified: str = code("verified", "whether it was compared with its source")


TARGETS = Table(
    "targets", Target, "Targets of the EU Soil Monitoring Law", "No measurements are recorded."
)
JUDGED = Message("soil-target", Target, "target")
OPEN = Message("soil-target-open", Target, "target")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Judge each site by each target that was read in the law and has a number."""
    with_number = [one for one in targets_of(LAW) if one.value is not None]
    area = basis.parameters.area
    made = {one.indicator: _counted(one, basis.found, area) for one in with_number}
    yield TARGETS.filled(made if basis.found.n_sites else {})


def _states(target: SoilTarget, found: Sampled, area: str) -> list[SoilTargetState]:
    """Judge all sites by one target."""
    name = target.indicator
    values, unit = values_of(name, found, None)
    if values.empty and name in INSTEAD:
        instead, unit_instead = values_of(INSTEAD[name], found, None)
        if len(instead):
            name, values, unit = INSTEAD[name], instead, unit_instead
    states = []
    for site, soil in found.soils.items():
        about = TargetSoil(
            iso3=area,
            texture_class=soil.texture_class,
            organic=ORGANIC.get(soil.soil_type),
            land_status=(soil.land_status,) if soil.land_status else (),
        )
        measured = Measurement(name, float(values[Values.value].get(site, np.nan)), unit)
        states.append(soil_target_state(target, measured, about, as_reference=True))
    return states


def _counted(target: SoilTarget, found: Sampled, area: str) -> Target:
    """Count the sites that meet one target."""
    states = _states(target, found, area)
    counts = Counter(one.state for one in states)
    met, missed = counts[MET], counts[MISSED]
    return Target(
        name=indicator(target.indicator).name,
        target=target.criterion,
        standing=AS_LAW if in_region(area, target.regions) else AS_REFERENCE,
        n_met=met,
        n_missed=missed,
        n_exempt=counts[EXEMPT],
        n_not_assessable=counts[NOT_ASSESSABLE],
        share_met=met / (met + missed) if met + missed else None,
        why=most_common(one.reason for one in states if one.state == NOT_ASSESSABLE),
        source=target.source,
        verified=target.verified,
    )


def say(tables: Tables) -> Iterator[Said]:
    """Say how many sites meet each target, or why that cannot be assessed."""
    for name, one in tables.of(TARGETS).items():
        if one.n_met + one.n_missed:
            yield said(JUDGED, TARGETS, name, main="share_met")
        elif one.n_not_assessable:
            yield said(OPEN, TARGETS, name, grade="missing")


SECTION: Section[Basis] = Section(
    name="targets", tables=(TARGETS,), compute=compute, say=say, messages=(JUDGED, OPEN)
)
