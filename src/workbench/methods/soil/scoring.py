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

Form = Callable[..., Floats]

Parameter = float | Floats
"""One number, or one for each value."""

LARGEST_AGGREGATES = 50.0
"""Aggregate stability from above which the score is 1, in %."""


def clipped(scores: ArrayLike) -> Floats:
    """Scores within 0 and 1."""
    return np.clip(np.asarray(scores, dtype=np.float64), 0.0, 1.0)


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

    Returns
    -------
    array of float, same shape
        [0 to 1]

    References
    ----------
    .. [1] AgroCares, BLN (R), function bln_prod_density.
    """
    critical = 1000 * np.minimum(1.6, 1.75 - 0.009 * np.asarray(clay_pct))
    return logistic_generalised(x, steepness, critical, asymmetry, 0.0)


def smaf_soc(x: Floats, om: Parameter, texture: Parameter, climate: Parameter) -> Floats:
    """Soil organic carbon, in %, by the Soil Management Assessment Framework (SMAF).

    The forms of SMAF are those of a published R script after the spreadsheet of 2014 [1]_, with its
    slips mended: the test on aggregate stability, which compared a score with 50, and the exponent
    of bulk density, which was that of the minerals in place of that of the texture. The paper
    itself was not read. Phosphorus is not among them: the script lacks the optima of the crops.

    References
    ----------
    .. [1] S. S. Andrews, D. L. Karlen and C. A. Cambardella, "The Soil Management Assessment
       Framework: a quantitative soil quality evaluation method," Soil Sci. Soc. Am. J., vol. 68,
       pp. 1945-1962, 2004. doi:10.2136/sssaj2004.1945
    """
    return np.asarray(1 / (1 + 50.1 * np.exp(-_slope(om, texture, climate) * x)))


def smaf_pmn(x: Floats, om: Parameter, texture: Parameter, climate: Parameter) -> Floats:
    """Potentially mineralisable nitrogen, in mg/kg."""
    return np.asarray(1 / (1 + 161.32 * np.exp(-_slope(om, texture, climate) * x)))


def smaf_bg(x: Floats, om: Parameter, texture: Parameter, climate: Parameter) -> Floats:
    """Beta-glucosidase activity, in mg PNP/kg/h."""
    return clipped(1.01 / (1 + 48.4 * np.exp(-_slope(om, texture, climate) * x / 1000)))


def smaf_mbc(x: Floats, om: Parameter, texture: Parameter, season: Parameter) -> Floats:
    """Microbial biomass carbon, in mg/kg."""
    return np.asarray(1 / (1 + 40.748 * np.exp(-np.multiply(om, texture) * season * x)))


def smaf_agg(x: Floats, om: Parameter, texture: Parameter, iron: Parameter) -> Floats:
    """Stability of macroaggregates; 1 above 50 %."""
    wave = -0.793 + 1.7993 * np.cos(0.0196 * x - np.multiply(om, texture) * iron)
    return np.asarray(np.where(x > LARGEST_AGGREGATES, 1.0, clipped(wave)))


def smaf_bd(x: Floats, height: Parameter, factor: Parameter, exponent: Parameter) -> Floats:
    """Bulk density, in g/cm3."""
    return clipped(0.994 - height * np.exp(-factor * x**exponent))


def smaf_k(x: Floats, height: Parameter, rate: Parameter) -> Floats:
    """Available potassium, in mg/kg."""
    return np.asarray(np.minimum(1.0, height * (1 - np.exp(rate * x))))


def smaf_ec(x: Floats, threshold: Parameter, slope: Parameter) -> Floats:
    """Conductivity of the saturated paste, in dS/m: falls above what the crop bears."""
    falling = clipped(slope * x + 1 - np.multiply(slope, threshold))
    return np.asarray(np.where(x < 0.3, clipped(3.33 * x), np.where(x <= threshold, 1.0, falling)))


def _slope(om: Parameter, texture: Parameter, climate: Parameter) -> Floats:
    """Slope of a curve of organic matter: its class, texture and climate."""
    both = np.multiply(om, texture)
    return np.asarray(both + both * np.asarray(climate))


SMAF_FORMS: Mapping[str, Callable[..., Floats]] = {
    "smaf_soc": smaf_soc,
    "smaf_pmn": smaf_pmn,
    "smaf_bg": smaf_bg,
    "smaf_mbc": smaf_mbc,
    "smaf_agg": smaf_agg,
    "smaf_bd": smaf_bd,
    "smaf_k": smaf_k,
    "smaf_ec": smaf_ec,
}


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
