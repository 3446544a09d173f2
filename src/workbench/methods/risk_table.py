"""Risks to health from the contents of an area as tables, by substance, route and receptor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from workbench.methods.health_risk import (
    ROUTES,
    RouteRisk,
    cancer_risk,
    hazard,
    hazard_index_by_organ,
    lifetime_cancer_risk,
)
from workbench.methods.screening_levels import LeadScreen, lead_screen
from workbench.vocabulary.soil.risk_sets import ExposureSet, Toxicity, target_organs, toxicity

LIFETIME = "lifetime"
TOTAL = "total"
LEAD = "Pb"


@dataclass(frozen=True)
class RiskTable:
    """Risks by one set of toxicity values.

    Attributes
    ----------
    hazards, cancer : DataFrame
        One row a substance, receptor and route (with `total`): substance, receptor, route, value
        (hazard quotient, or additional risk of cancer; NaN where not computed), reason. The
        receptors of `cancer` have `lifetime` beside them, which is all years together.
    organs : DataFrame
        One row a receptor and organ: receptor, organ, hazard_index, substances.
    lead : LeadScreen or None
        Lead beside its screening level; None where it was not measured or has none.
    left_out : DataFrame
        One row a parameter on file that nobody compared with its source: substance, parameter.
    unread : tuple of str
        Substances with such a parameter that was used, since it was asked for.
    risk_set : str
        Id of the set.
    """

    hazards: pd.DataFrame
    cancer: pd.DataFrame
    organs: pd.DataFrame
    lead: LeadScreen | None
    left_out: pd.DataFrame
    unread: tuple[str, ...]
    risk_set: str


def risk_table(
    concentrations: Mapping[str, float],
    exposure: ExposureSet,
    risk_set: str,
    *,
    unverified: bool = False,
) -> RiskTable:
    """Screen the contents of an area.

    Parameters
    ----------
    concentrations : mapping of str to float
        For each substance what people are exposed to, as `mean_upper_limit` gives it. Chromium
        is Cr(VI) or Cr(III) only where that was measured; total chromium has no values. [mg/kg]
    exposure : ExposureSet
    risk_set : str
        Id of the set of toxicity values. A second one is a second call.
    unverified : bool
        Whether values may be taken that nobody compared with their source.

    Returns
    -------
    RiskTable

    Raises
    ------
    VocabularyError
        If there is no such set.
    SeriesError
        If a concentration is negative.

    Examples
    --------
    >>> from workbench.vocabulary.soil.risk_sets import exposure_set
    >>> found = risk_table({"As": 10.0, "Pb": 250.0}, exposure_set("EPA-RESIDENT-2014"), "EPA-2025")
    >>> row = found.hazards.query("substance == 'As' and receptor == 'child' and route == 'total'")
    >>> round(row["value"].item(), 3), found.lead.above
    (1.43, True)
    """
    values = {code: toxicity(code, risk_set, unverified=unverified) for code in concentrations}
    hazards, cancer = [], []
    for code, one in values.items():
        content = concentrations[code]
        for receptor in exposure.receptors:
            found = hazard(content, receptor, one, exposure.dust_m3_kg)
            hazards += _rows(code, receptor.name, found)
            cancer += _rows(code, receptor.name, cancer_risk(content, receptor, one, exposure))
        cancer += _rows(code, LIFETIME, lifetime_cancer_risk(content, one, exposure))
    columns = ["substance", "receptor", "route", "value", "reason"]
    quotients = pd.DataFrame(hazards, columns=columns)
    return RiskTable(
        hazards=quotients,
        cancer=pd.DataFrame(cancer, columns=columns),
        organs=_organs(quotients),
        lead=lead_screen(concentrations[LEAD], risk_set) if LEAD in concentrations else None,
        left_out=pd.DataFrame(
            [(code, name) for code, one in values.items() for name in one.left_out],
            columns=["substance", "parameter"],
        ),
        unread=_unread(values),
        risk_set=risk_set,
    )


def _rows(substance: str, receptor: str, found: RouteRisk) -> list[tuple[object, ...]]:
    """Rows of every route and of the total."""
    reasons = dict(found.not_computed)
    rows: list[tuple[object, ...]] = [
        (substance, receptor, route, float(getattr(found, route)), reasons.get(route, ""))
        for route in ROUTES
    ]
    none = "no route has a value" if len(reasons) == len(ROUTES) else ""
    return [*rows, (substance, receptor, TOTAL, float(found.total), none)]


def _organs(hazards: pd.DataFrame) -> pd.DataFrame:
    """Hazard index of each organ and receptor, and the substances in it."""
    rows = []
    totals = hazards[hazards["route"] == TOTAL].dropna(subset="value")
    for receptor, part in totals.groupby("receptor", sort=False):
        quotients = dict(zip(part["substance"], part["value"], strict=True))
        for organ, index in hazard_index_by_organ(quotients, target_organs()).items():
            of_organ = [
                code for code in quotients if organ in (target_organs().get(code) or ("unknown",))
            ]
            rows.append((receptor, organ, index, ", ".join(of_organ)))
    return pd.DataFrame(rows, columns=["receptor", "organ", "hazard_index", "substances"])


def _unread(values: Mapping[str, Toxicity]) -> tuple[str, ...]:
    """Name the substances with a parameter in use that was not read in its source."""
    return tuple(code for code, one in values.items() if one.unread)
