"""Screening of health risk: hazard quotients, hazard indices by organ, and lifetime cancer risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

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
from workbench.reports.soil_health.inventory import Row
from workbench.reports.soil_health.sites import Sampled
from workbench.vocabulary.exposure_sets import ExposureSet, Receptor, exposure_set
from workbench.vocabulary.risk_sets import Toxicity, target_organs, toxicity
from workbench.vocabulary.substances import is_contaminant, substance

NOT_EXTRACTABLE = ("total", "aqua_regia", "unknown")
LEAD = "Pb"
CHROMIUM = "Cr"
NO_SPECIES = "total chromium on file; values are for chromium VI and III, which it does not tell"
NO_DOSE_OF_LEAD = "lead has no reference dose; it is held against a screening level"
NO_VALUES = "no value in the set"
ALL_ORGANS = "all"
LIFETIME = "lifetime"
HIGHEST_INDEX = 1.0  # hazard index above which a closer look is asked for


@dataclass(frozen=True)
class Exposed:
    """Content that people are exposed to, of one contaminant."""

    code: str
    fraction: str
    limit: UpperLimit
    at_sites: pd.Series


@dataclass(frozen=True)
class Risks:
    """Rows of the risk of each contaminant, and of the indices over all."""

    by_substance: Mapping[str, Row]
    over_all: Mapping[str, Row]


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
    by_substance: dict[str, Row] = {}
    over_all: dict[str, Row] = {}
    for name in parameters.risk_sets:
        allowed = parameters.may_use_unverified(name)
        values = {one.code: toxicity(one.code, name, unverified=allowed) for one in exposures}
        values |= {CHROMIUM: Toxicity(CHROMIUM, name)} if CHROMIUM in values else {}
        for one in exposures:
            by_substance[f"{one.code}:{name}"] = _substance(one, values[one.code], people)
        over_all |= _over_all(exposures, values, people, name)
    sorted_rows = {key: by_substance[key] for key in sorted(by_substance)}
    return Risks(sorted_rows, _side_by_side(over_all, parameters.risk_sets[-1]))


def _side_by_side(rows: Mapping[str, Row], newest: str) -> dict[str, Row]:
    """Put the sets of values side by side, and say where they are on both sides of one.

    The index of a child over all organs by the newest set is a key message; the older ones are
    where that flips.
    """
    sides: dict[tuple[object, object], set[bool]] = {}
    for row in rows.values():
        if "hi" in row:
            above = float(str(row["hi"])) > HIGHEST_INDEX
            sides.setdefault((row["receptor"], row["organ"]), set()).add(above)
    order = list(dict.fromkeys((row["receptor"], row["organ"]) for row in rows.values()))
    keys = sorted(rows, key=lambda key: order.index((rows[key]["receptor"], rows[key]["organ"])))
    made = {}
    for key in keys:
        row = rows[key]
        flips = len(sides.get((row["receptor"], row["organ"]), ())) > 1
        first = (row["receptor"], row["organ"]) == order[0]
        of_life = "hi" not in row and row["receptor"] == LIFETIME
        newest_of_life = of_life and row["risk_set"] == newest
        is_key = newest_of_life or (first and (flips or row["risk_set"] == newest))
        made[key] = row | {"flips": "yes" if flips else "no", "key": "yes" if is_key else "no"}
    return made


def _exposures(found: Sampled) -> list[Exposed]:
    """Upper limit of the mean of each contaminant, in the fraction that most sites have."""
    made = []
    for code in sorted(set(found.latest["substance"])):
        if not is_contaminant(code) or substance(code).unit != "mg/kg":
            continue
        rows = found.latest[found.latest["substance"] == code]
        rows = rows[rows["fraction"].isin(NOT_EXTRACTABLE)]
        if rows.empty:
            continue
        fraction = str(rows["fraction"].mode().iloc[0])
        own = rows[rows["fraction"] == fraction]
        values = own.groupby("site_id")["upper"].median()
        censored = own.groupby("site_id")["lower"].median() < values
        limit = mean_upper_limit(values.to_numpy(np.float64), censored.to_numpy(bool))
        made.append(Exposed(code, fraction, limit, values))
    return made


def _substance(one: Exposed, values: Toxicity, people: ExposureSet) -> Row:
    """Row of one contaminant by one set of values."""
    row: Row = {
        "substance": substance(one.code).name,
        "fraction": one.fraction.replace("_", " "),
        "risk_set": values.risk_set,
        "exposure_mg_kg": one.limit.value,
        "rule": one.limit.rule,
        "n_sites": one.limit.n,
        "verified": _verified(values),
    }
    for receptor in people.receptors:
        row |= _routes(receptor.name, hazard(one.limit.value, receptor, values, people.dust_m3_kg))
    life = lifetime_cancer_risk(one.limit.value, values, people)
    row["ilcr"] = float(life.total)
    if one.code == LEAD:
        screen = lead_screen(one.limit.value, values.risk_set)
        if screen is not None:
            row |= {
                "screening_mg_kg": screen.level.value,
                "above_screening": "above" if screen.above else "not above",
            }
    return row | {"why": _why(one.code, row)}


def _routes(receptor: str, found: RouteRisk) -> Row:
    """Cells of the hazard quotients of one receptor."""
    return {
        f"{receptor}_ingestion": float(found.ingestion),
        f"{receptor}_dermal": float(found.dermal),
        f"{receptor}_inhalation": float(found.inhalation),
        f"{receptor}_hq": float(found.total),
    }


def _why(code: str, row: Row) -> str:
    """Why a contaminant has neither a quotient nor a risk; empty where it has."""
    if code == CHROMIUM:
        return NO_SPECIES
    if code == LEAD:
        return NO_DOSE_OF_LEAD
    numbers = [row["child_hq"], row["ilcr"]]
    if np.isnan(np.array(numbers, dtype=np.float64)).all():
        return NO_VALUES
    return "" if row["verified"] == "yes" else f"values that were not verified, {row['verified']}"


def _verified(values: Toxicity) -> str:
    """Whether values were compared with their source, and which are not used."""
    if values.unread:
        return f"no: {', '.join(values.unread)}"
    return f"not used: {', '.join(values.left_out)}" if values.left_out else "yes"


def _over_all(
    exposures: list[Exposed], values: Mapping[str, Toxicity], people: ExposureSet, name: str
) -> dict[str, Row]:
    """Rows of the hazard indices and of the cancer risk over all contaminants, by one set."""
    made: dict[str, Row] = {}
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
        made[f"{receptor.name}:{ALL_ORGANS}:{name}"] = _index_row(
            receptor.name, ALL_ORGANS, name, tuple(given)
        ) | {"hi": sum(given.values()), **_at_sites(exposures, receptor, values, people)}
        for organ, index in by_organ.items():
            acting = tuple(c for c in given if organ in (target_organs().get(c) or ("unknown",)))
            made[f"{receptor.name}:{organ}:{name}"] = _index_row(
                receptor.name, organ, name, acting
            ) | {"hi": index}
    return made | _cancer(exposures, values, people, name)


def _at_sites(
    exposures: list[Exposed],
    receptor: Receptor,
    values: Mapping[str, Toxicity],
    people: ExposureSet,
) -> Row:
    """Share of the sites whose own hazard index is above one, non-detects at their limit."""
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
    measured = quotients.dropna(how="all").sum(axis=1)
    return {
        "n_sites": len(measured),
        "share_sites_above": float((measured > HIGHEST_INDEX).mean()),
    }


def _cancer(
    exposures: list[Exposed], values: Mapping[str, Toxicity], people: ExposureSet, name: str
) -> dict[str, Row]:
    """Row of the lifetime cancer risk over all contaminants, by one set."""
    found = {
        one.code: float(lifetime_cancer_risk(one.limit.value, values[one.code], people).total)
        for one in exposures
    }
    given = {code: risk for code, risk in found.items() if not np.isnan(risk)}
    if not given:
        return {}
    risk = sum(given.values())
    row = _index_row(LIFETIME, ALL_ORGANS, name, tuple(given)) | {
        "ilcr": risk,
        "acceptable": beside_acceptable(risk),
        "acceptable_lower": LOWEST_ACCEPTABLE_RISK,
        "acceptable_upper": HIGHEST_ACCEPTABLE_RISK,
    }
    return {f"{LIFETIME}:{ALL_ORGANS}:{name}": row}


def _index_row(receptor: str, organ: str, name: str, codes: tuple[str, ...]) -> Row:
    """Cells that tell what an index is of."""
    return {
        "receptor": receptor,
        "organ": organ,
        "risk_set": name,
        "substances": ", ".join(codes),
    }
