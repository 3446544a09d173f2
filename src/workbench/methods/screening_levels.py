"""Contents of soil that screen a site: at a target risk of cancer, and for lead."""

from __future__ import annotations

import math
from dataclasses import dataclass

from workbench.errors import ParameterError
from workbench.methods.health_risk import lifetime_cancer_risk
from workbench.vocabulary.soil.risk_sets import ExposureSet, RiskValue, Toxicity, screening_level


@dataclass(frozen=True)
class ScreeningLevels:
    """Content of soil at a target risk, by route and for all together. [mg/kg]; NaN: no value."""

    ingestion: float
    dermal: float
    inhalation: float
    combined: float


@dataclass(frozen=True)
class LeadScreen:
    """Lead beside its screening level; no hazard quotient is worked out for it."""

    concentration: float
    level: RiskValue
    above: bool
    removal: RiskValue | None
    above_removal: bool


def soil_screening_levels(
    toxicity: Toxicity, exposure: ExposureSet, *, target_risk: float = 1e-6
) -> ScreeningLevels:
    """Content of soil at which the lifetime risk of cancer is the target.

    Parameters
    ----------
    toxicity : Toxicity
    exposure : ExposureSet
    target_risk : float
        [1]

    Returns
    -------
    ScreeningLevels
        [mg/kg]

    Raises
    ------
    ParameterError
        If the target is not between 0 and 1.

    Examples
    --------
    >>> from workbench.vocabulary.soil.risk_sets import exposure_set
    >>> from workbench.vocabulary.soil.risk_sets import toxicity
    >>> resident = exposure_set("EPA-RESIDENT-2014")
    >>> round(soil_screening_levels(toxicity("As", "EPA-2023"), resident).combined, 5)
    0.67671
    """
    if not 0 < target_risk < 1:
        raise ParameterError(f"The target risk is {target_risk:g}. Give one as 1e-6.")
    at_one = lifetime_cancer_risk(1.0, toxicity, exposure)
    return ScreeningLevels(
        *(
            target_risk / float(risk) if float(risk) > 0 else math.nan
            for risk in (at_one.ingestion, at_one.dermal, at_one.inhalation, at_one.total)
        )
    )


def lead_screen(concentration: float, risk_set: str) -> LeadScreen | None:
    """Compare lead with the screening level of a set; None where the set has none.

    The US EPA has no reference dose for lead, for which no dose without effect is known.

    Parameters
    ----------
    concentration : float
        Upper confidence limit of the mean content of soil. [mg/kg]
    risk_set : str
        Id of the set.

    Raises
    ------
    VocabularyError
        If there is no such set.

    Examples
    --------
    >>> [lead_screen(250.0, name).above for name in ("EPA-2023", "EPA-2025")]
    [False, True]
    """
    level = screening_level("Pb", risk_set)
    if level is None:
        return None
    removal = screening_level("Pb", risk_set, "removal_level")
    removing = removal is not None and concentration > removal.value
    return LeadScreen(concentration, level, concentration > level.value, removal, removing)
