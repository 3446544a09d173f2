"""Screening of health risk: hazard quotients, hazard indices by organ, and lifetime cancer risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from workbench.findings.rows import Table, code, count, number, quotient, row, share, text
from workbench.methods.health_risk import (
    HIGHEST_ACCEPTABLE_RISK,
    LOWEST_ACCEPTABLE_RISK,
    RouteRisk,
    beside_acceptable,
    hazard,
    hazard_index_by_organ,
    lifetime_cancer_risk,
)
from workbench.methods.screening_levels import lead_screen
from workbench.methods.upper_limits import UpperLimit, mean_upper_limit
from workbench.reports.soil_health.definitions import Parameters
from workbench.reports.soil_health.sites import Sampled
from workbench.vocabulary.exposure_sets import ExposureSet, Receptor, exposure_set
from workbench.vocabulary.risk_sets import Toxicity, target_organs, toxicity
from workbench.vocabulary.substances import substance

NOT_EXTRACTABLE = ("total", "aqua_regia", "unknown")
LEAD = "Pb"
CHROMIUM = "Cr"
NO_SPECIES = "total chromium on file; values are for chromium VI and III, which it does not tell"
NO_DOSE_OF_LEAD = "lead has no reference dose; it is held against a screening level"
NO_VALUES = "no value in the set"
ALL_ORGANS = "all"
LIFETIME = "lifetime"
YES, NO = "yes", "no"
ABOVE = "above"  # of a cancer risk, the range that US EPA treats as acceptable
HIGHEST_INDEX = 1.0  # hazard index above which a closer look is asked for


@row
class Risk:
    """A contaminant, screened by one set of toxicity values."""

    substance: str = text("contaminant", "Substance")
    risk_set: str = code("risk-set", "set of toxicity values", "Values")
    exposure_mg_kg: float | None = number(
        "upper limit of the mean that exposure is taken at", "Exposure", unit="mg/kg"
    )
    child_ingestion: float | None = quotient(
        "hazard quotient of a child, ingestion", "Child: ingestion"
    )
    child_dermal: float | None = quotient("hazard quotient of a child, skin", "Skin")
    child_inhalation: float | None = quotient(
        "hazard quotient of a child, inhalation", "Inhalation"
    )
    child_hq: float | None = quotient(
        "hazard quotient of a child, all routes with a value", "Child: HQ"
    )
    adult_hq: float | None = quotient(
        "hazard quotient of an adult, all routes with a value", "Adult: HQ"
    )
    ilcr: float | None = quotient("lifetime cancer risk added", "ILCR")
    why: str = text("what cannot be given, and why", "Remark")
    fraction: str = text("what the digestion reaches")
    n_sites: int = count("sites")
    rule: str = text("rule of the upper limit")
    adult_ingestion: float | None = quotient("hazard quotient of an adult, ingestion")
    adult_dermal: float | None = quotient("hazard quotient of an adult, skin")
    adult_inhalation: float | None = quotient("hazard quotient of an adult, inhalation")
    screening_mg_kg: float | None = number("screening level of lead", unit="mg/kg", default=None)
    above_screening: str = text("whether exposure is above the screening level", default="")
    verified: str = text("whether the values were compared with their source")


@row
class Hazard:
    """A hazard index of one receptor and organ, or a cancer risk, by one set of values."""

    receptor: str = code("receptor", "child or adult; lifetime for a cancer risk", "Receptor")
    organ: str = text("target organ; all: a screen over all organs", "Organ")
    risk_set: str = code("risk-set", "set of toxicity values", "Values")
    substances: str = text("contaminants in it", "Substances")
    hi: float | None = quotient("hazard index", "HI", default=None)
    share_sites_above: float | None = share(
        "sites whose own index is above one", "Sites above one", default=None
    )
    ilcr: float | None = quotient("lifetime cancer risk added", "ILCR", default=None)
    acceptable: str = code(
        "place",
        "above, within or below the range that US EPA treats as acceptable",
        default="",
    )
    acceptable_lower: float | None = quotient(
        "lower end of that range, 40 CFR 300.430(e)(2)(i)(A)(2)", default=None
    )
    acceptable_upper: float | None = quotient("upper end of that range", default=None)
    n_sites: int | None = count("sites with any of the contaminants", default=None)
    flips: str = code(
        "yes-no", "whether the sets of values put it on both sides of one", default=NO
    )
    key: str = code("yes-no", "whether it is among the key messages", default=NO)


RISK = Table("risk", Risk, "Screening of health risk by contaminant", "No contaminant with values.")
HAZARD = Table("hazard", Hazard, "Hazard index by target organ", "No hazard index.")


@dataclass(frozen=True)
class Exposed:
    """Content that people are exposed to, of one contaminant."""

    code: str
    fraction: str
    limit: UpperLimit
    at_sites: pd.Series


@dataclass(frozen=True)
class Risks:
    """Risk of each contaminant, and the indices over all."""

    by_substance: Mapping[str, Risk]
    over_all: Mapping[str, Hazard]


def risks(found: Sampled, parameters: Parameters) -> Risks:
    """Screen the contaminants of a country by each set of toxicity values.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    parameters : Parameters
        Of the report.
    """
    exposures = _exposures(found)
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
    sorted_rows = {key: by_substance[key] for key in sorted(by_substance)}
    return Risks(sorted_rows, _side_by_side(over_all, parameters.risk_sets[-1]))


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
    usable = found.contents[found.contents["fraction"].isin(NOT_EXTRACTABLE)]
    made = []
    for name, rows in usable.groupby("substance"):
        fraction = str(rows["fraction"].mode().iloc[0])
        by_site = rows[rows["fraction"] == fraction].groupby("site_id")[["lower", "upper"]]
        bounds = by_site.median()
        values = bounds["upper"]
        censored = (bounds["lower"] < values).to_numpy(bool)
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
    above = "" if screen is None else "above" if screen.above else "not above"
    return Risk(
        substance=substance(one.code).name,
        fraction=one.fraction.replace("_", " "),
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


def _why(code: str, numbers: tuple[float, float], verified: str) -> str:
    """Why a contaminant has neither a quotient nor a risk; empty where it has."""
    if code == CHROMIUM:
        return NO_SPECIES
    if code == LEAD:
        return NO_DOSE_OF_LEAD
    if np.isnan(numbers).all():
        return NO_VALUES
    return "" if verified == "yes" else f"values that were not verified, {verified}"


def _verified(values: Toxicity) -> str:
    """Whether values were compared with their source, and which are not used."""
    if values.unread:
        return f"no: {', '.join(values.unread)}"
    return f"not used: {', '.join(values.left_out)}" if values.left_out else "yes"


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
