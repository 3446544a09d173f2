"""Scores from 0 to 1 of single indicators, by the form of their curve.

Every function takes values of any shape and parameters that are numbers or arrays of a shape that
fits, so that draws by sites are scored at once. NaN stays NaN. No parameter is taken from the
values: a score does not change when a sample is added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from workbench.errors import ParameterError
from workbench.methods.basics.arrays import Floats
from workbench.methods.soil.scoring_smaf import SMAF_FORMS, Parameter, clipped

Form = Callable[..., Floats]


def more_linear(x: Floats, lowest: Parameter, highest: Parameter) -> Floats:
    """More is better: 0 up to the lowest, 1 from the highest, a straight line between.

    Examples
    --------
    >>> more_linear(np.array([1.0, 2.0, 5.0, 9.0]), 1, 5).tolist()
    [0.0, 0.25, 1.0, 1.0]
    """
    return clipped((x - lowest) / np.subtract(highest, lowest))


def less_linear(x: Floats, lowest: Parameter, highest: Parameter) -> Floats:
    """Less is better: 1 up to the lowest, 0 from the highest, a straight line between."""
    return np.asarray(1 - more_linear(x, lowest, highest))


def trapezoid(
    x: Floats, lowest: Parameter, best_from: Parameter, best_to: Parameter, highest: Parameter
) -> Floats:
    """Best between two values, 0 outside of two others, straight lines between.

    Examples
    --------
    >>> trapezoid(np.array([3.5, 5.0, 6.5, 8.5]), 4, 6, 7, 9).tolist()
    [0.0, 0.5, 1.0, 0.25]
    """
    rising = more_linear(x, lowest, best_from)
    return np.asarray(np.minimum(rising, less_linear(x, best_to, highest)))


def cumulative_normal_more(x: Floats, mean: Parameter, sd: Parameter) -> Floats:
    """Share of a normal reference distribution below the value: more is better (CASH [1]_).

    References
    ----------
    .. [1] A. K. Fine, H. M. van Es and R. R. Schindelbeck, "Statistics, scoring functions, and
       regional analysis of a comprehensive soil health database," Soil Sci. Soc. Am. J., vol. 81,
       pp. 589-601, 2017. doi:10.2136/sssaj2016.09.0286
    """
    return np.asarray(ndtr((x - mean) / sd))


def cumulative_normal_less(x: Floats, mean: Parameter, sd: Parameter) -> Floats:
    """Share of a normal reference distribution above the value: less is better (CASH)."""
    return np.asarray(ndtr(-(x - mean) / sd))


def gaussian_optimum(x: Floats, optimum: Parameter, width: Parameter) -> Floats:
    """1 at the optimum, falling off as a bell to both sides (pH of SMAF)."""
    return np.asarray(np.exp(-((x - optimum) ** 2) / (2 * np.square(width))))


def logistic_generalised(
    x: Floats,
    steepness: Parameter,
    inflection: Parameter,
    asymmetry: Parameter,
    increasing: Parameter = 1.0,
) -> Floats:
    """Generalised logistic from 0 to 1 (OBIC [1]_), or 1 minus it where `increasing` is 0.

    References
    ----------
    .. [1] AgroCares, Open-Bodem-Index-Calculator (R), function evaluate_logistic.

    Examples
    --------
    >>> round(float(logistic_generalised(np.array(1.5), 2, 3, 2.6)), 5)
    0.30958
    """
    exponent = np.clip(-np.asarray(steepness) * (x - inflection), -700.0, 700.0)
    rising = (1 + np.exp(exponent)) ** (-1 / np.asarray(asymmetry))
    return np.asarray(np.where(np.asarray(increasing) == 1, rising, 1 - rising))


def parabolic(x: Floats, top: Parameter) -> Floats:
    """Parabola that rises to 1 at its top and stays there (OBIC evaluate_parabolic)."""
    short = np.minimum(x, top) - top
    return clipped(1 - short**2 / np.square(top))


def piecewise_linear(x: Floats, *points: Parameter) -> Floats:
    """Straight lines from 0 at 0 through points x1, y1, x2, y2, ...; level above the last.

    Examples
    --------
    >>> piecewise_linear(np.array([0.0, 1.0, 3.0, 9.0]), 2, 0.4, 4, 1.0).tolist()
    [0.0, 0.2, 0.7, 1.0]
    """
    places = [0.0, *(float(np.asarray(one)) for one in points[::2])]
    scores = [0.0, *(float(np.asarray(one)) for one in points[1::2])]
    return np.asarray(np.interp(x, places, scores), dtype=np.float64)


def bln_density(
    x: Floats, steepness: Parameter, asymmetry: Parameter, clay_pct: Parameter
) -> Floats:
    """Less is better around a critical bulk density that falls with clay (BLN [1]_).

    Parameters
    ----------
    x : array of float
        Bulk density. [kg/m3]
    steepness, asymmetry : float
        [m3/kg], [1]
    clay_pct : float
        [% of mass]

    References
    ----------
    .. [1] AgroCares, BLN (R), function bln_prod_density.
    """
    critical = 1000 * np.minimum(1.6, 1.75 - 0.009 * np.asarray(clay_pct))
    return logistic_generalised(x, steepness, critical, asymmetry, 0.0)


FORMS: Mapping[str, Form] = {
    "more_linear": more_linear,
    "less_linear": less_linear,
    "contaminant_ratio": less_linear,
    "trapezoid": trapezoid,
    "cumulative_normal_more": cumulative_normal_more,
    "cumulative_normal_less": cumulative_normal_less,
    "gaussian_optimum": gaussian_optimum,
    "logistic_generalised": logistic_generalised,
    "parabolic": parabolic,
    "piecewise_linear": piecewise_linear,
    "bln_density": bln_density,
    **SMAF_FORMS,
}
"""Forms by their name in the table of curves; parameters follow the values in its order."""

ENDS = {"more_linear": 2, "less_linear": 2, "contaminant_ratio": 2, "trapezoid": 4}
"""Forms that end, and the number of their parameters: beyond the outer two they say no more."""


def score(form: str, values: ArrayLike, parameters: tuple[float, ...]) -> Floats:
    """Score values by a form with its parameters.

    Parameters
    ----------
    form : str
        One of `FORMS`.
    values : array of float
        In the unit of the curve; NaN stays NaN.
    parameters : tuple of float
        In the order of the form.

    Returns
    -------
    array of float, same shape
        [0 to 1, 1 is best]

    Raises
    ------
    ParameterError
        If the form is unknown, or takes another number of parameters.

    Examples
    --------
    >>> score("more_linear", [1.0, 3.0], (1.0, 5.0)).tolist()
    [0.0, 0.5]
    """
    if form not in FORMS:
        raise ParameterError(f"Unknown form {form!r} of a curve. Known are: {', '.join(FORMS)}.")
    try:
        return FORMS[form](np.asarray(values, dtype=np.float64), *parameters)
    except TypeError as error:
        raise ParameterError(
            f"The form {form} does not take {len(parameters)} parameters. Give those of its table."
        ) from error


def beyond_ends(form: str, values: ArrayLike, parameters: tuple[float, ...]) -> Floats:
    """Whether values lie outside the range that a curve tells apart (1), or within (0).

    Only linear and trapezoid curves end; the others tell all values apart.

    Examples
    --------
    >>> beyond_ends("trapezoid", [3.0, 5.0], (4.0, 6.0, 7.0, 9.0)).tolist()
    [1.0, 0.0]
    """
    numbers = np.asarray(values, dtype=np.float64)
    if form not in ENDS:
        return np.zeros_like(numbers)
    outside = (numbers < min(parameters)) | (numbers > max(parameters))
    return outside.astype(np.float64)
