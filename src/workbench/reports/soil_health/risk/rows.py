"""Screens health risk: hazard quotients, hazard indices by organ, and lifetime cancer risk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from workbench.findings.rows import AnyFilled, Phrase, Tables
from workbench.methods.nondetects.upper_limits import UpperLimit, mean_upper_limit
from workbench.methods.soil.health_risk import (
    HIGHEST_ACCEPTABLE_RISK,
    LOWEST_ACCEPTABLE_RISK,
    RouteRisk,
    beside_acceptable,
    hazard,
    hazard_index_by_organ,
    lead_screen,
    lifetime_cancer_risk,
)
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.sites import Latest, Sampled
from workbench.reports.soil_health.risk.tables import (
    ALL_ORGANS,
    HAZARD,
    HIGHEST_INDEX,
    LIFETIME,
    NO,
    RISK,
    YES,
    ChromiumNotSpecified,
    Hazard,
    LeadHasNoDose,
    NoToxicity,
    Risk,
    ToxicityParameter,
    ValuesNotUsed,
    ValuesUnread,
    ValuesVerified,
)
from workbench.store.measurements import Measurements
from workbench.vocabulary.soil.risk_sets import (
    ExposureSet,
    Receptor,
    Toxicity,
    exposure_set,
    target_organs,
    toxicity,
)
from workbench.vocabulary.substances import substance

NOT_EXTRACTABLE = ("total", "aqua_regia", "unknown")
LEAD = "Pb"
CHROMIUM = "Cr"


@dataclass(frozen=True)
class Exposed:
    """Content that people are exposed to, of one contaminant."""

    code: str
    fraction: str
    limit: UpperLimit
    at_sites: pd.Series


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Screen the contaminants of a country by each set of toxicity values."""
    parameters, exposures = basis.parameters, _exposures(basis.found)
    people = exposure_set(parameters.exposure_set)
    by_substance: dict[str, Risk] = {}
    over_all: dict[str, Hazard] = {}
    for name in parameters.risk_sets:
        allowed = parameters.may_use_unverified(name)
        values = {one.code: toxicity(one.code, name, unverified=allowed) for one in exposures}
        values |= {CHROMIUM: Toxicity(CHROMIUM, name)} if CHROMIUM in values else {}
        for one in exposures:
            by_substance[f"{one.code}:{name}"] = _substance(one, values[one.code], people)
        over_all |= _over_all(exposures, values, people, name)
    yield RISK.filled({key: by_substance[key] for key in sorted(by_substance)})
    yield HAZARD.filled(_side_by_side(over_all, parameters.risk_sets[-1]))


def _side_by_side(rows: Mapping[str, Hazard], newest: str) -> dict[str, Hazard]:
    """Put the sets of values side by side, and say where they are on both sides of one.

    The index of a child over all organs by the newest set is a key message; the older ones are
    where that flips.
    """
    sides: dict[tuple[str, str], set[bool]] = {}
    for one in rows.values():
        if one.hi is not None:
            sides.setdefault((one.receptor, one.organ), set()).add(one.hi > HIGHEST_INDEX)
    order = list(dict.fromkeys((one.receptor, one.organ) for one in rows.values()))
    keys = sorted(rows, key=lambda key: order.index((rows[key].receptor, rows[key].organ)))
    made = {}
    for key in keys:
        one = rows[key]
        flips = len(sides.get((one.receptor, one.organ), ())) > 1
        first = (one.receptor, one.organ) == order[0]
        of_life = one.hi is None and one.receptor == LIFETIME
        is_key = (first and flips) or (one.risk_set == newest and (first or of_life))
        made[key] = replace(one, flips=YES if flips else NO, key=YES if is_key else NO)
    return made


def _exposures(found: Sampled) -> list[Exposed]:
    """Upper limit of the mean of each contaminant, in the fraction that most sites have."""
    usable = found.contents[found.contents[Measurements.fraction].isin(NOT_EXTRACTABLE)]
    made = []
    for name, rows in usable.groupby(Measurements.substance):
        fraction = str(rows[Measurements.fraction].mode().iloc[0])
        by_site = rows[rows[Measurements.fraction] == fraction].groupby(Measurements.site_id)[
            [Latest.lower, Latest.upper]
        ]
        bounds = by_site.median()
        values = bounds[Latest.upper]
        censored = (bounds[Latest.lower] < values).to_numpy(bool)
        limit = mean_upper_limit(values.to_numpy(np.float64), censored)
        made.append(Exposed(str(name), fraction, limit, values))
    return made


def _substance(one: Exposed, values: Toxicity, people: ExposureSet) -> Risk:
    """Screen one contaminant by one set of values."""
    quotients: dict[str, float] = {}
    for receptor in people.receptors:
        found = hazard(one.limit.value, receptor, values, people.dust_m3_kg)
        quotients |= _routes(receptor.name, found)
    risk = float(lifetime_cancer_risk(one.limit.value, values, people).total)
    screen = lead_screen(one.limit.value, values.risk_set) if one.code == LEAD else None
    above = None if screen is None else "above" if screen.above else "not above"
    return Risk(
        substance=substance(one.code).name,
        fraction=one.fraction,
        risk_set=values.risk_set,
        exposure_mg_kg=one.limit.value,
        rule=one.limit.rule,
        n_sites=one.limit.n,
        verified=_verified(values),
        ilcr=risk,
        screening_mg_kg=None if screen is None else screen.level.value,
        above_screening=above,
        why=_why(one.code, (quotients["child_hq"], risk), _verified(values)),
        **quotients,
    )


def _routes(receptor: str, found: RouteRisk) -> dict[str, float]:
    """Hazard quotients of one receptor by their columns."""
    return {
        f"{receptor}_ingestion": float(found.ingestion),
        f"{receptor}_dermal": float(found.dermal),
        f"{receptor}_inhalation": float(found.inhalation),
        f"{receptor}_hq": float(found.total),
    }


def _why(name: str, numbers: tuple[float, float], verified: Phrase) -> Phrase | None:
    """Why a contaminant has neither a quotient nor a risk, or which values that concerns."""
    if name == CHROMIUM:
        return ChromiumNotSpecified()
    if name == LEAD:
        return LeadHasNoDose()
    if np.isnan(numbers).all():
        return NoToxicity()
    return None if isinstance(verified, ValuesVerified) else verified


def _verified(values: Toxicity) -> Phrase:
    """Whether values were compared with their source, and which are not used."""
    if values.unread:
        return ValuesUnread(parameters=_named(values.unread))
    return (
        ValuesNotUsed(parameters=_named(values.left_out)) if values.left_out else ValuesVerified()
    )


def _named(parameters: Sequence[str]) -> tuple[ToxicityParameter, ...]:
    """Name parameters of the toxicity of a substance."""
    return tuple(ToxicityParameter(parameter=name) for name in parameters)


def _over_all(
    exposures: list[Exposed], values: Mapping[str, Toxicity], people: ExposureSet, name: str
) -> dict[str, Hazard]:
    """Hazard indices and cancer risk over all contaminants, by one set."""
    made: dict[str, Hazard] = {}
    for receptor in people.receptors:
        quotients = {
            one.code: float(
                hazard(one.limit.value, receptor, values[one.code], people.dust_m3_kg).total
            )
            for one in exposures
        }
        given = {code: quotient for code, quotient in quotients.items() if not np.isnan(quotient)}
        if not given:
            continue
        by_organ = hazard_index_by_organ(given, target_organs())
        at_sites = _at_sites(exposures, receptor, values, people)
        made[f"{receptor.name}:{ALL_ORGANS}:{name}"] = Hazard(
            receptor=receptor.name,
            organ=ALL_ORGANS,
            risk_set=name,
            substances=", ".join(given),
            hi=sum(given.values()),
            n_sites=len(at_sites),
            share_sites_above=(at_sites > HIGHEST_INDEX).mean(),
        )
        for organ, index in by_organ.items():
            acting = [c for c in given if organ in (target_organs().get(c) or ("unknown",))]
            made[f"{receptor.name}:{organ}:{name}"] = Hazard(
                receptor=receptor.name,
                organ=organ,
                risk_set=name,
                substances=", ".join(acting),
                hi=index,
            )
    return made | _cancer(exposures, values, people, name)


def _at_sites(
    exposures: list[Exposed],
    receptor: Receptor,
    values: Mapping[str, Toxicity],
    people: ExposureSet,
) -> pd.Series:
    """Hazard index of each site with any of the contaminants, non-detects at their limit."""
    quotients = pd.DataFrame(
        {
            one.code: pd.Series(
                hazard(
                    one.at_sites.to_numpy(np.float64),
                    receptor,
                    values[one.code],
                    people.dust_m3_kg,
                ).total,
                index=one.at_sites.index,
            )
            for one in exposures
        }
    )
    return quotients.dropna(how="all").sum(axis=1)


def _cancer(
    exposures: list[Exposed], values: Mapping[str, Toxicity], people: ExposureSet, name: str
) -> dict[str, Hazard]:
    """Lifetime cancer risk over all contaminants, by one set."""
    found = {
        one.code: float(lifetime_cancer_risk(one.limit.value, values[one.code], people).total)
        for one in exposures
    }
    given = {code: risk for code, risk in found.items() if not np.isnan(risk)}
    if not given:
        return {}
    total = sum(given.values())
    risk = Hazard(
        receptor=LIFETIME,
        organ=ALL_ORGANS,
        risk_set=name,
        substances=", ".join(given),
        ilcr=total,
        acceptable=beside_acceptable(total),
        acceptable_lower=LOWEST_ACCEPTABLE_RISK,
        acceptable_upper=HIGHEST_ACCEPTABLE_RISK,
    )
    return {f"{LIFETIME}:{ALL_ORGANS}:{name}": risk}
