"""Screening of risks to health from soil: swallowed, on the skin and breathed in as dust.

The equations are those of the US EPA [1]_ [2]_. They screen, and are neither a diagnosis nor a
verdict of law. A route without a toxicity value is not computed and named; it is never 0.

References
----------
.. [1] US EPA, Risk Assessment Guidance for Superfund, Volume I, Part A (EPA/540/1-89/002, 1989),
   Part E for the skin (EPA/540/R/99/005, 2004) and Part F for the air (EPA-540-R-070-002, 2009).
.. [2] US EPA, Regional Screening Levels for Chemical Contaminants at Superfund Sites, user's guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import ParameterError, SeriesError
from workbench.methods.basics.arrays import Floats
from workbench.vocabulary.soil.risk_sets import (
    ExposureSet,
    Receptor,
    RiskValue,
    Toxicity,
    screening_level,
)

ROUTES = ("ingestion", "dermal", "inhalation")

# Range of lifetime cancer risks that the National Contingency Plan of US EPA generally treats as
# acceptable exposure: 40 CFR 300.430(e)(2)(i)(A)(2).
LOWEST_ACCEPTABLE_RISK = 1e-6
HIGHEST_ACCEPTABLE_RISK = 1e-4
DAYS_PER_YEAR, HOURS_PER_DAY = 365.0, 24.0
KG_PER_MG, UG_PER_MG = 1e-6, 1000.0

ADAF = ((0.0, 2.0, 10.0), (2.0, 16.0, 3.0), (16.0, np.inf, 1.0))
"""Factors for age of mutagenic carcinogens: from, to [year], factor. US EPA,
Supplemental Guidance for Assessing Susceptibility from Early-Life Exposure, 2005."""


@dataclass(frozen=True)
class Doses:
    """Dose by each route for 1 receptor; the air in mg/m3, the others in mg/kg/d."""

    ingestion: Floats
    dermal: Floats  # NaN where no share that passes the skin is recorded
    air_mg_m3: Floats


@dataclass(frozen=True)
class RouteRisk:
    """Hazard quotients, or lifetime risks of cancer, by route.

    `total` is the sum of the routes that could be computed, NaN where none could; `not_computed`
    gives the others with their reason.
    """

    ingestion: Floats
    dermal: Floats
    inhalation: Floats
    total: Floats
    not_computed: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LeadScreen:
    """Lead compared with its screening level; no hazard quotient is worked out for it."""

    level: RiskValue
    above: bool


def average_doses(
    concentrations: ArrayLike,
    receptor: Receptor,
    toxicity: Toxicity,
    *,
    averaging_years: float,
    dust_m3_kg: float,
) -> Doses:
    """Average daily doses (ADD, or LADD over a lifetime) and concentration of dust in air.

    Parameters
    ----------
    concentrations : array of float
        Content of soil, as its upper confidence limit. [mg/kg]
    receptor : Receptor
        See `workbench.vocabulary.soil.risk_sets`.
    toxicity : Toxicity
        Its bioavailability and share through the skin.
    averaging_years : float
        Years of exposure for a hazard, of a lifetime for cancer. [year]
    dust_m3_kg : float
        Particulate emission factor. [m3/kg]

    Returns
    -------
    Doses

    Raises
    ------
    SeriesError
        If a concentration is negative.

    Examples
    --------
    >>> from workbench.vocabulary.soil.risk_sets import exposure_set
    >>> resident = exposure_set("EPA-RESIDENT-2014")
    >>> arsenic = Toxicity("As", "", rba=0.6, abs_dermal=0.03)
    >>> doses = average_doses(
    ...     10.0, resident.receptors[0], arsenic, averaging_years=6.0, dust_m3_kg=1.36e9
    ... )
    >>> round(float(doses.ingestion), 9), round(float(doses.dermal), 10)
    (7.6712e-05, 9.1019e-06)
    """
    content = np.asarray(concentrations, dtype=np.float64)
    if (content < 0).any():
        raise SeriesError("A concentration is below 0. Give 0 or more, or NaN.")
    days = receptor.days_per_year * receptor.years
    share = days / (averaging_years * DAYS_PER_YEAR)
    per_body = content * KG_PER_MG * share / receptor.body_weight_kg
    absorbed = np.nan if toxicity.abs_dermal is None else toxicity.abs_dermal
    return Doses(
        ingestion=per_body * receptor.soil_mg_day * toxicity.rba,
        dermal=per_body * receptor.skin_cm2_day * receptor.adherence_mg_cm2 * absorbed,
        air_mg_m3=content / dust_m3_kg * receptor.hours_per_day / HOURS_PER_DAY * share,
    )


def hazard(
    concentrations: ArrayLike, receptor: Receptor, toxicity: Toxicity, dust_m3_kg: float
) -> RouteRisk:
    """Hazard quotients (HQ) of one substance and receptor: dose over the reference dose.

    The reference dose of the skin is that of the mouth times the share that passes the gut.

    Parameters
    ----------
    concentrations : array of float
        [mg/kg]
    receptor : Receptor
    toxicity : Toxicity
    dust_m3_kg : float
        [m3/kg]

    Returns
    -------
    RouteRisk
        [1]

    Raises
    ------
    SeriesError
        If a concentration is negative.

    Examples
    --------
    >>> from workbench.vocabulary.soil.risk_sets import exposure_sets, toxicity
    >>> exposure = next(iter(exposure_sets().values()))
    >>> found = hazard(
    ...     200.0, exposure.receptors[0], toxicity("Zn", "EPA-2025"), exposure.dust_m3_kg
    ... )
    >>> bool(found.total < 1)
    True
    """
    doses = average_doses(
        concentrations, receptor, toxicity, averaging_years=receptor.years, dust_m3_kg=dust_m3_kg
    )
    skin = {"share_through_gut": toxicity.giabs, "share_through_skin": toxicity.abs_dermal}
    missing = {
        "ingestion": _missing(reference_dose=toxicity.rfd_oral),
        "dermal": _missing(reference_dose=toxicity.rfd_oral, **skin),
        "inhalation": _missing(reference_concentration=toxicity.rfc),
    }
    return _route_risk(
        doses.ingestion / _or_nan(toxicity.rfd_oral),
        doses.dermal / (_or_nan(toxicity.rfd_oral) * _or_nan(toxicity.giabs)),
        doses.air_mg_m3 / _or_nan(toxicity.rfc),
        missing,
    )


def cancer_risk(
    concentrations: ArrayLike, receptor: Receptor, toxicity: Toxicity, exposure: ExposureSet
) -> RouteRisk:
    """Additional risk of cancer over a lifetime (ILCR) from the years of one receptor.

    Where the values ask for them, factors for age multiply the risk; never on top of a value that
    includes them.

    Parameters
    ----------
    concentrations : array of float
        [mg/kg]
    receptor : Receptor
        One of those of `exposure`.
    toxicity : Toxicity
    exposure : ExposureSet
        Its lifetime and dust.

    Returns
    -------
    RouteRisk
        [1]

    Raises
    ------
    ParameterError
        If `toxicity.adaf` is none of `apply`, `included` and `none`.
    SeriesError
        If a concentration is negative.

    Examples
    --------
    >>> from workbench.vocabulary.soil.risk_sets import exposure_sets, toxicity
    >>> exposure = next(iter(exposure_sets().values()))
    >>> value = toxicity("As", "EPA-2025", unverified=True)
    >>> found = cancer_risk([10.0, 20.0], exposure.receptors[0], value, exposure)
    >>> (found.ingestion[1] / found.ingestion[0]).round(6).item()  # twice the content
    2.0
    """
    if toxicity.adaf not in {"apply", "included", "none"}:
        raise ParameterError(f"adaf is {toxicity.adaf!r}. Give apply, included or none.")
    doses = average_doses(
        concentrations,
        receptor,
        toxicity,
        averaging_years=exposure.lifetime_years,
        dust_m3_kg=exposure.dust_m3_kg,
    )
    ages = mean_adaf(receptor.age_from, receptor.age_to) if toxicity.adaf == "apply" else 1.0
    skin = {"share_through_gut": toxicity.giabs, "share_through_skin": toxicity.abs_dermal}
    missing = {
        "ingestion": _missing(slope_factor=toxicity.sf_oral),
        "dermal": _missing(slope_factor=toxicity.sf_oral, **skin),
        "inhalation": _missing(unit_risk=toxicity.iur),
    }
    return _route_risk(
        doses.ingestion * _or_nan(toxicity.sf_oral) * ages,
        doses.dermal * _or_nan(toxicity.sf_oral) / _or_nan(toxicity.giabs) * ages,
        doses.air_mg_m3 * UG_PER_MG * _or_nan(toxicity.iur) * ages,
        missing,
    )


def lifetime_cancer_risk(
    concentrations: ArrayLike, toxicity: Toxicity, exposure: ExposureSet
) -> RouteRisk:
    """Additional risk of cancer of the child and adult years together.

    Parameters
    ----------
    concentrations : array of float
        [mg/kg]
    toxicity : Toxicity
    exposure : ExposureSet

    Returns
    -------
    RouteRisk
        [1]

    Raises
    ------
    ParameterError, SeriesError
        As `cancer_risk`.

    Examples
    --------
    >>> from workbench.vocabulary.soil.risk_sets import exposure_set
    >>> from workbench.vocabulary.soil.risk_sets import toxicity
    >>> resident = exposure_set("EPA-RESIDENT-2014")
    >>> [f"{float(lifetime_cancer_risk(10.0, toxicity('As', name), resident).total):.1e}"
    ...  for name in ("EPA-2023", "EPA-2025")]
    ['1.5e-05', '3.2e-04']
    """
    parts = [cancer_risk(concentrations, one, toxicity, exposure) for one in exposure.receptors]
    return _route_risk(
        np.sum([one.ingestion for one in parts], axis=0),
        np.sum([one.dermal for one in parts], axis=0),
        np.sum([one.inhalation for one in parts], axis=0),
        {route: dict(parts[0].not_computed).get(route, "") for route in ROUTES},
    )


def hazard_index_by_organ(
    hazards: Mapping[str, float], organs: Mapping[str, tuple[str, ...]]
) -> dict[str, float]:
    """Hazard index (HI) of each organ: sum over the substances that act on it.

    The sum over all substances only screens: effects on different organs do not add up. A
    substance without an organ is in `unknown` alone. One without a hazard (NaN) is in no sum.

    Parameters
    ----------
    hazards : mapping of str to float
        Hazard of each substance, all routes together. [1]
    organs : mapping of str to tuple of str
        See `workbench.vocabulary.soil.risk_sets.target_organs`.

    Returns
    -------
    dict of str to float
        [1]

    Examples
    --------
    >>> organs = {"Cd": ("kidney",), "Hg": ("kidney", "immune system")}
    >>> hazard_index_by_organ({"Cd": 0.5, "Hg": 0.25, "Tl": 0.125}, organs)
    {'kidney': 0.75, 'immune system': 0.25, 'unknown': 0.125}
    """
    found: dict[str, float] = {}
    for substance, quotient in hazards.items():
        if not np.isnan(quotient):
            for organ in organs.get(substance) or ("unknown",):
                found[organ] = found.get(organ, 0.0) + quotient
    return found


def mean_adaf(age_from: float, age_to: float) -> float:
    """Mean of the factors for age over the years of an exposure.

    Parameters
    ----------
    age_from, age_to : float
        [year]

    Returns
    -------
    float
        [1]

    Raises
    ------
    ParameterError
        If the ages do not rise from 0.

    Examples
    --------
    >>> round(mean_adaf(0, 6), 4), mean_adaf(6, 26)
    (5.3333, 2.0)
    """
    if not 0 <= age_from < age_to:
        raise ParameterError(f"The ages are {age_from:g} to {age_to:g}. Give rising ones from 0.")
    shares = [
        max(0.0, min(age_to, end) - max(age_from, start)) * factor for start, end, factor in ADAF
    ]
    return sum(shares) / (age_to - age_from)


def _route_risk(
    ingestion: Floats, dermal: Floats, inhalation: Floats, missing: Mapping[str, str]
) -> RouteRisk:
    """Put the routes together; those without a value are in no sum."""
    routes = np.array(np.broadcast_arrays(ingestion, dermal, inhalation))
    computed = [not missing[route] for route in ROUTES]
    total = routes[computed].sum(axis=0) if any(computed) else np.full(routes.shape[1:], np.nan)
    not_computed = tuple((route, missing[route]) for route in ROUTES if missing[route])
    return RouteRisk(routes[0], routes[1], routes[2], np.asarray(total), not_computed)


def _missing(**values: float | None) -> str:
    """Say which values are not recorded; empty where all are."""
    names = [name.replace("_", " ") for name, value in values.items() if value is None]
    return f"no {', no '.join(names)}" if names else ""


def _or_nan(value: float | None) -> float:
    """Value, or NaN where there is none."""
    return np.nan if value is None else value


def lead_screen(concentration: float, risk_set: str) -> LeadScreen | None:
    """Compare lead with the screening level of a set; None where the set has none.

    The US EPA has no reference dose for lead, for which no dose without effect is known.

    Parameters
    ----------
    concentration : float
        Upper confidence limit of the mean content of soil. [mg/kg]
    risk_set : str
        Id of the set.

    Returns
    -------
    LeadScreen or None

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
    return None if level is None else LeadScreen(level, concentration > level.value)


def beside_acceptable(risk: float) -> Literal["above", "within", "below"]:
    """Place of a lifetime cancer risk against the range that US EPA treats as acceptable.

    Examples
    --------
    >>> [beside_acceptable(risk) for risk in (1.2e-4, 1e-4, 1e-6, 9e-7)]
    ['above', 'within', 'within', 'below']
    """
    if risk > HIGHEST_ACCEPTABLE_RISK:
        return "above"
    return "within" if risk >= LOWEST_ACCEPTABLE_RISK else "below"
