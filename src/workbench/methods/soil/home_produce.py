"""Doses from plants that grow on a soil, for those who eat what they grow."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats
from workbench.methods.soil.health_risk import DAYS_PER_YEAR, cancer_risk, hazard
from workbench.vocabulary.soil.risk_sets import ExposureSet, PlantUptake, Receptor, Toxicity


def produce_dose(
    concentrations: ArrayLike, receptor: Receptor, uptake: PlantUptake, averaging_years: float
) -> Floats:
    """Average daily dose of a substance from home produce.

    The content of a plant is that of the soil times an uptake factor of dry mass [1]_; what is
    eaten is given per body weight [2]_. The factors differ by orders of magnitude between soils
    and plants: the dose screens.

    Parameters
    ----------
    concentrations : array of float
        Content of soil. [mg/kg]
    receptor : Receptor
        Who eats how much.
    uptake : PlantUptake
        [1]
    averaging_years : float
        Years of exposure for a hazard, of a lifetime for cancer. [year]

    Returns
    -------
    array of float
        [mg/kg/d]

    Raises
    ------
    SeriesError
        If a concentration is negative.

    References
    ----------
    .. [1] C. F. Baes et al., ORNL-5786, 1984.
    .. [2] US EPA, Human Health Risk Assessment Protocol for Hazardous Waste Combustion
       Facilities, EPA530-R-05-006, 2005.

    Examples
    --------
    >>> from workbench.vocabulary.soil.risk_sets import exposure_set, plant_uptake
    >>> child = exposure_set("FARM-HOME-PRODUCE").receptors[0]
    >>> round(float(produce_dose(1.0, child, plant_uptake()["Cd"], 6.0)), 7)
    0.0008621
    """
    content = np.asarray(concentrations, dtype=np.float64)
    if (content < 0).any():
        raise SeriesError("A concentration is below 0. Give 0 or more, or NaN.")
    eaten = (
        uptake.leaves * receptor.exposed_produce_kg_kg_day
        + uptake.fruits * receptor.other_produce_kg_kg_day
    )
    share = receptor.days_per_year * receptor.years / (averaging_years * DAYS_PER_YEAR)
    return np.asarray(content * eaten * share)


def total_hazard(
    concentrations: ArrayLike,
    receptor: Receptor,
    toxicity: Toxicity,
    exposure: ExposureSet,
    uptake: PlantUptake | None,
) -> Floats:
    """Hazard quotient over soil, dust and home produce; NaN without a toxicity value.

    Parameters
    ----------
    concentrations : array of float
        [mg/kg]
    receptor : Receptor
        One of those of `exposure`.
    toxicity : Toxicity
    exposure : ExposureSet
    uptake : PlantUptake or None
        None where no uptake is known: produce is then in no sum.

    Returns
    -------
    array of float
        [1]

    Raises
    ------
    SeriesError
        If a concentration is negative.
    """
    soil = hazard(concentrations, receptor, toxicity, exposure.dust_m3_kg).total
    if uptake is None or toxicity.rfd_oral is None or not receptor.exposed_produce_kg_kg_day:
        return soil
    dose = produce_dose(concentrations, receptor, uptake, receptor.years)
    return np.asarray(soil + dose / toxicity.rfd_oral)


def total_cancer_risk(
    concentrations: ArrayLike,
    toxicity: Toxicity,
    exposure: ExposureSet,
    uptake: PlantUptake | None,
) -> Floats:
    """Lifetime cancer risk over soil, dust and home produce, all receptors of a set as one life.

    Parameters
    ----------
    concentrations : array of float
        [mg/kg]
    toxicity : Toxicity
    exposure : ExposureSet
    uptake : PlantUptake or None
        As in `total_hazard`.

    Returns
    -------
    array of float
        [1]; NaN without a toxicity value.

    Raises
    ------
    SeriesError, ParameterError
        As `health_risk.cancer_risk`.
    """
    total = np.zeros_like(np.asarray(concentrations, dtype=np.float64))
    for one in exposure.receptors:
        total = total + cancer_risk(concentrations, one, toxicity, exposure).total
        if uptake is not None and toxicity.sf_oral is not None:
            dose = produce_dose(concentrations, one, uptake, exposure.lifetime_years)
            total = total + dose * toxicity.sf_oral
    return np.asarray(total)
