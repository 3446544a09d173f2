"""Sen's slope: how much a concentration changes in a year."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

from workbench.methods.basics.arrays import Flags, Floats, as_censored, check_confidence, time_order
from workbench.methods.series.kendall import variance_of_score


@dataclass(frozen=True)
class SenSlope:
    """Change per year, in the unit of the concentrations; NaN where it cannot be given."""

    slope: float
    slope_low: float  # no value of the non-detects gives a slope below it
    slope_high: float  # nor above it
    lower: float  # of the confidence interval
    upper: float
    intercept: float  # median concentration - slope * median date


def sen_slope(
    dates: ArrayLike,
    concentrations: ArrayLike,
    censored: ArrayLike | None = None,
    *,
    confidence: float = 0.95,
) -> SenSlope:
    """Median of the slopes between all pairs of visits, on their real dates.

    The interval is Gilbert's [2]_, interpolated between the ordered slopes as in EnvStats [3]_.

    A non-detect can be anywhere from 0 to its limit, so the slope of a pair has a lowest and a
    highest possible value; `slope_low` and `slope_high` are the medians of these. Nothing is put in
    the place of a non-detect. The bounds are safe, not sharp: a middle visit enters some pairs with
    its lowest and others with its highest value. `lower` comes from the lowest slopes, `upper` from
    the highest, with the variance for non-detects that are all different, so that they enclose the
    interval of every series that the non-detects allow.

    Parameters
    ----------
    dates : array of float, shape (n_visits,)
        In any order, each once. [decimal year]
    concentrations : array of float, shape (n_visits,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_visits,), optional
        True for a non-detect.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    SenSlope
        Without non-detects `slope_low`, `slope` and `slope_high` are equal; with them `slope` is
        NaN unless its bounds meet. The limits are NaN where there are too few visits for them, or
        no variation. [mg/kg/year; intercept mg/kg]

    Raises
    ------
    SeriesError
        If there are fewer than 2 visits, a date twice, a missing value, or the lengths differ.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau," J. Am. Stat.
       Assoc., vol. 63, pp. 1379-1389, 1968. doi:10.1080/01621459.1968.10480934
    .. [2] R. O. Gilbert, Statistical Methods for Environmental Pollution Monitoring. New York: Van
       Nostrand Reinhold, 1987, section 16.5.
    .. [3] S. P. Millard, EnvStats: An R Package for Environmental Statistics. New York: Springer,
       2013. doi:10.1007/978-1-4614-8456-1

    Examples
    --------
    >>> round(sen_slope([2009, 2012, 2015, 2018], [0.40, 0.34, 0.31, 0.25]).slope, 4)
    -0.0158
    >>> bounds = sen_slope([2010, 2012, 2014], [1.0, 0.4, 0.3], [True, False, False])
    >>> round(bounds.slope_low, 3), round(bounds.slope_high, 3)
    (-0.175, 0.075)
    """
    check_confidence(confidence)
    values, flags = as_censored(concentrations, censored)
    years, order = time_order(dates, values.size)
    values, flags = values[order], flags[order]
    lowest, highest = _pair_slopes(years, values, flags)
    slope_low, slope_high = float(np.median(lowest)), float(np.median(highest))
    slope = slope_low if slope_low == slope_high else math.nan
    # Only detects tie: non-detects may all differ. Where all are tied there is no interval.
    spread = math.sqrt(variance_of_score(values, ~flags)) or math.nan
    half_width = norm.ppf((1 + confidence) / 2) * spread
    return SenSlope(
        slope=slope,
        slope_low=slope_low,
        slope_high=slope_high,
        lower=slope_at_rank(lowest, (lowest.size - half_width) / 2),
        upper=slope_at_rank(highest, (highest.size + half_width) / 2 + 1),
        intercept=math.nan if flags.any() else float(np.median(values) - slope * np.median(years)),
    )


def _pair_slopes(years: Floats, values: Floats, flags: Flags) -> tuple[Floats, Floats]:
    """Lowest and highest possible slope of each pair of visits, each in ascending order."""
    smallest = np.where(flags, 0.0, values)
    first, last = np.triu_indices(years.size, k=1)
    span = years[last] - years[first]
    lowest = (smallest[last] - values[first]) / span
    highest = (values[last] - smallest[first]) / span
    return np.sort(lowest), np.sort(highest)


def slope_at_rank(ordered_slopes: Floats, rank: float) -> float:
    """Slope at a rank counted from 1, between two ranks by interpolation; NaN outside.

    Parameters
    ----------
    ordered_slopes : array of float, shape (n_pairs,)
        In ascending order; may be none.
    rank : float

    Returns
    -------
    float

    Examples
    --------
    >>> slope_at_rank(np.array([1.0, 2.0, 4.0]), 2.5)
    3.0
    """
    if not ordered_slopes.size or math.isnan(rank):
        return math.nan
    ranks = np.arange(1, ordered_slopes.size + 1)
    return float(np.interp(rank, ranks, ordered_slopes, left=math.nan, right=math.nan))
