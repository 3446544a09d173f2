"""How strong an association is: against confounding, against chance, and in cases."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from workbench.errors import ParameterError, SeriesError
from workbench.methods.basics.arrays import as_values, check_confidence
from workbench.methods.rates.rate_models import Coefficient


@dataclass(frozen=True)
class EValues:
    """Least strength of a confounder that could explain an estimate, or move its limits to 1."""

    point: float
    limit: float  # 1 where the limits hold 1
    converted: bool  # whether the ratio was brought to that of risks first


@dataclass(frozen=True)
class AttributableFraction:
    """Share of the cases that would be lacking at the reference exposure, were it the cause."""

    fraction: float
    lower: float
    upper: float
    cases: float  # fraction times all cases


def e_values(ratio: float, lower: float, upper: float, *, common_outcome: bool = False) -> EValues:
    """Give the E-values of a rate ratio and of its limit nearer to 1.

    A confounder that is associated with both exposure and outcome by a risk ratio of the E-value
    each, and no weaker, could explain the estimate away.

    Parameters
    ----------
    ratio, lower, upper : float
        Rate ratio and its limits, above 0. [1]
    common_outcome : bool
        Whether more than 15 % of the persons get the outcome; the ratio is then converted to one of
        risks first, by the formula for hazard ratios. [1]_

    Returns
    -------
    EValues
        1 or more. [1]

    Raises
    ------
    SeriesError
        If a ratio is not above 0, or the limits are not about it.

    References
    ----------
    .. [1] T. J. VanderWeele and P. Ding, "Sensitivity analysis in observational research:
       introducing the E-value," Ann. Intern. Med., vol. 167, pp. 268-274, 2017.
       doi:10.7326/M16-2607

    Examples
    --------
    >>> found = e_values(3.9, 1.8, 8.7)
    >>> round(found.point, 3), round(found.limit, 3)
    (7.263, 3.0)
    """
    if not 0 < lower <= ratio <= upper:
        raise SeriesError(
            f"The ratio is {ratio:g} with limits {lower:g} and {upper:g}. Give numbers above 0, "
            "the limits about the ratio."
        )
    nearer = lower if ratio > 1 else upper
    limit = 1.0 if lower <= 1 <= upper else nearer
    if common_outcome:
        ratio, limit = _risk_ratio(ratio), _risk_ratio(limit)
    return EValues(_e_value(ratio), _e_value(limit), common_outcome)


def smallest_detectable_ratio(
    standard_error: float, *, power: float = 0.8, confidence: float = 0.95
) -> float:
    """Rate ratio that would have been found with the given power.

    Parameters
    ----------
    standard_error : float
        Of the logarithm of the ratio, from the model that the finding rests on.
    power : float
        Chance to find it. [share, above 0.5 and below 1]
    confidence : float
        Of the two-sided interval that has to exclude 1. [share, 0 to 1]

    Returns
    -------
    float
        Above 1; its inverse is the greatest detectable ratio below 1. [1]

    Raises
    ------
    ParameterError
        If the power or the confidence is out of range.
    SeriesError
        If the standard error is not above 0.

    Examples
    --------
    >>> round(smallest_detectable_ratio(0.031205), 4)
    1.0914
    """
    check_confidence(confidence)
    if not 0.5 < power < 1:
        raise ParameterError(f"The power is {power:g}. Give a share above 0.5, as 0.8 for 80 %.")
    if not (standard_error > 0 and math.isfinite(standard_error)):
        raise SeriesError(f"The standard error is {standard_error:g}. Give a number above 0.")
    return math.exp(float(ndtri((1 + confidence) / 2) + ndtri(power)) * standard_error)


def attributable_fraction(
    cases: ArrayLike, exposures: ArrayLike, slope: Coefficient, *, reference: float
) -> AttributableFraction:
    """Fraction of all cases that a log-linear model puts down to exposure above a reference.

    Each area's own cases are weighted by 1 - 1 / its adjusted ratio (Miettinen's form [1]_), which
    holds with confounding, where the better known formula of Levin does not. The limits are those
    of the slope; how the cases are spread over the areas is taken as known.

    Parameters
    ----------
    cases : array of float, shape (n_areas,)
        Observed cases. [1]
    exposures : array of float, shape (n_areas,)
        On the scale that the slope is on, as log2 of mg/kg.
    slope : Coefficient
        Adjusted log rate ratio per unit of exposure.
    reference : float
        Exposure to compare with, on that scale; areas at or below it have no such cases.

    Returns
    -------
    AttributableFraction
        Below 0 for a slope below 0. To be worded as what would hold if the association were causal.

    Raises
    ------
    SeriesError
        If the lengths differ, a number is missing, a count is below 0 or there are no cases.

    References
    ----------
    .. [1] O. S. Miettinen, "Proportion of disease caused or prevented by a given exposure, trait or
       intervention," Am. J. Epidemiol., vol. 99, pp. 325-332, 1974.
       doi:10.1093/oxfordjournals.aje.a121617

    Examples
    --------
    >>> from workbench.methods.rates.rate_models import coefficient
    >>> found = attributable_fraction([10, 10], [0, 1], coefficient(math.log(2), 0.1), reference=0)
    >>> found.fraction, found.cases
    (0.25, 5.0)
    """
    counts, levels = as_values(cases, "cases"), as_values(exposures, "exposures")
    if counts.size != levels.size or counts.min() < 0 or not counts.any():
        raise SeriesError(
            f"There are {counts.size} counts of cases for {levels.size} exposures. Give one of "
            "each for an area, the counts 0 or more and not all 0."
        )
    above = np.maximum(levels - reference, 0)

    def share(log_ratio: float) -> float:
        return float(-(counts * np.expm1(-log_ratio * above)).sum() / counts.sum())

    fraction = share(slope.estimate)
    return AttributableFraction(
        fraction, share(slope.lower), share(slope.upper), fraction * float(counts.sum())
    )


def _risk_ratio(rate_ratio: float) -> float:
    """Convert a rate ratio of a common outcome to about the ratio of risks."""
    root = math.sqrt(rate_ratio)
    return float((1 - 0.5**root) / (1 - 0.5 ** (1 / root)))


def _e_value(ratio: float) -> float:
    """Give the E-value of a risk ratio on either side of 1."""
    away = max(ratio, 1 / ratio)
    return away + math.sqrt(away * (away - 1))
