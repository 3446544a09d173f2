"""Contents of soil that screen a site: at a target risk of cancer, and for lead."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.vocabulary.risk_sets import RiskValue, screening_level


@dataclass(frozen=True)
class LeadScreen:
    """Lead beside its screening level; no hazard quotient is worked out for it."""

    concentration: float
    level: RiskValue
    above: bool
    removal: RiskValue | None
    above_removal: bool


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
