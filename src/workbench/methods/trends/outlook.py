"""What a programme as it is can find, what it would need, and when a threshold is met."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.stats import nct, norm
from scipy.stats import t as student_t

from workbench.errors import ParameterError
from workbench.methods.basics.arrays import as_values
from workbench.methods.trends.levels import TrendLine
from workbench.methods.trends.serial import linear_widening

POWER = 0.8
ALPHA = 0.05
MOST_ROUNDS = 100
HORIZON_YEARS = 50.0


def power_of_effect(effect: float, degrees_of_freedom: int, alpha: float = ALPHA) -> float:
    """Share of the cases in which a two-sided t test finds an effect.

    Parameters
    ----------
    effect : float
        In its standard errors, above 0.
    degrees_of_freedom : int
        At least 1.
    alpha : float
        Level of the test. [share, 0 to 1]

    Returns
    -------
    float

    References
    ----------
    .. [1] S. P. Millard, EnvStats: An R Package for Environmental Statistics. New York: Springer,
       2013. doi:10.1007/978-1-4614-8456-1

    Examples
    --------
    >>> round(power_of_effect(0.2 * 82.5**0.5, 8), 6)
    0.359791
    """
    critical = float(student_t.ppf(1 - alpha / 2, degrees_of_freedom))
    right = float(nct.sf(critical, degrees_of_freedom, effect))
    wrong = float(nct.cdf(-critical, degrees_of_freedom, effect))
    return right + (wrong if math.isfinite(wrong) else 0.0)  # it underflows where it is nothing


@lru_cache(maxsize=4096)
def detectable_effect(degrees_of_freedom: int, alpha: float = ALPHA, power: float = POWER) -> float:
    """Effect, in its standard errors, that a two-sided t test finds with a given power.

    The noncentrality of Student's t, both tails counted, as EnvStats [1]_ has it.

    Parameters
    ----------
    degrees_of_freedom : int
        At least 1.
    alpha : float
        Level of the test. [share, 0 to 1]
    power : float
        Share of such effects that are found. [share, 0 to 1]

    Returns
    -------
    float

    Raises
    ------
    ParameterError
        If there is no degree of freedom.

    References
    ----------
    .. [1] S. P. Millard, EnvStats: An R Package for Environmental Statistics. New York: Springer,
       2013. doi:10.1007/978-1-4614-8456-1

    Examples
    --------
    >>> round(detectable_effect(8), 4)
    3.2009
    """
    if degrees_of_freedom < 1:
        raise ParameterError("A t test needs 3 rounds or more.")

    def lacks(effect: float) -> float:
        return power_of_effect(effect, degrees_of_freedom, alpha) - power

    most = float(student_t.ppf(1 - alpha / 2, degrees_of_freedom)) + 2.0
    while lacks(most) < 0:
        most *= 1.5
    return float(brentq(lacks, 0.01, most))


def detectable_slope(
    dates: ArrayLike, round_sd: float, *, rho: float = 0.0, alpha: float = ALPHA
) -> float:
    """Smallest slope that a series of rounds finds with 80 % power.

    The effect of Student's test of a line over its dates, times the standard deviation of a round,
    over the root of sum (t - mean t)^2; wider under serial correlation by the root of c'Rc / c'c.

    Parameters
    ----------
    dates : array of float, shape (n_rounds,)
        At least 3. [decimal year]
    round_sd : float
        Standard deviation of the mean logarithm of a round around the line.
    rho : float
        Lag-1 correlation of rounds.
    alpha : float
        Level of the test; divided by the number of tests for the first of a family.

    Returns
    -------
    float
        Slope of the logarithms. [1/year]

    References
    ----------
    .. [1] S. P. Millard, EnvStats: An R Package for Environmental Statistics. New York: Springer,
       2013. doi:10.1007/978-1-4614-8456-1

    Examples
    --------
    >>> round(detectable_slope(range(10), 1.0), 4)
    0.3524
    """
    years = as_values(dates, "dates")
    times = years - years.mean()
    widening = linear_widening(years, rho) if rho > 0 else 1.0
    scaled = detectable_effect(years.size - 2, alpha) * widening
    return scaled * round_sd / math.sqrt(float(times @ times))


def detectable_campaign_slope(dates: ArrayLike, se_all: float, alpha: float = ALPHA) -> float:
    """Smallest slope that two to four campaigns find with 80 % power, their effect known.

    Parameters
    ----------
    dates : array of float, shape (n_campaigns,)
        [decimal year]
    se_all : float
        Standard error of the slope with the effects of campaigns. [1/year]
    alpha : float
        Level of the test. [share, 0 to 1]

    Returns
    -------
    float
        Slope of the logarithms. [1/year]
    """
    as_values(dates, "dates")
    return float(norm.ppf(1 - alpha / 2) + norm.ppf(POWER)) * se_all


def rounds_needed(
    dates: ArrayLike, round_sd: float, slope: float, *, rho: float = 0.0, alpha: float = ALPHA
) -> int | None:
    """Count the rounds, past ones included, that find a slope with 80 % power.

    Rounds go on at the median distance of those so far.

    Parameters
    ----------
    dates : array of float, shape (n_rounds,)
        At least 2. [decimal year]
    round_sd : float
        Standard deviation of the mean logarithm of a round around the line.
    slope : float
        Slope of the logarithms. [1/year]
    rho : float
        Lag-1 correlation of rounds.
    alpha : float
        Level of the test. [share, 0 to 1]

    Returns
    -------
    int or None
        None where `MOST_ROUNDS` are too few.

    Examples
    --------
    >>> rounds_needed(range(5), 0.1, -0.04)
    10
    """
    years = np.sort(as_values(dates, "dates"))
    distance = float(np.median(np.diff(years)))
    for n in range(max(3, years.size), MOST_ROUNDS + 1):
        further = years[-1] + distance * np.arange(1, n - years.size + 1)
        reached = detectable_slope(np.concatenate([years, further]), round_sd, rho=rho, alpha=alpha)
        if reached <= abs(slope):
            return n
    return None


def sites_needed(
    dates: ArrayLike, site_sd: float, shared_sd: float, slope: float, *, alpha: float = ALPHA
) -> int | None:
    """Count the sites, in as many rounds, that find a slope with 80 % power.

    Parameters
    ----------
    dates : array of float, shape (n_rounds,)
        At least 3. [decimal year]
    site_sd : float
        Standard deviation of a value around its site and round.
    shared_sd : float
        Standard deviation of what all sites of a round share; more sites do not make it smaller.
    slope : float
        Slope of the logarithms. [1/year]
    alpha : float
        Level of the test. [share, 0 to 1]

    Returns
    -------
    int or None
        None where no number of sites is enough.

    Examples
    --------
    >>> sites_needed(range(10), 0.4, 0.0, -0.04), sites_needed(range(10), 0.4, 0.2, -0.04)
    (13, None)
    """
    largest_sd = abs(slope) / detectable_slope(dates, 1.0, alpha=alpha)
    left = largest_sd**2 - shared_sd**2
    return math.ceil(site_sd**2 / left) if left > 0 else None


class Reaching(StrEnum):
    """Whether a line meets a threshold."""

    WITHIN = "within"  # the line meets it within the horizon
    NOT_WITHIN = "not-within"  # the line does not meet it within the horizon
    NOT_ESTIMABLE = "not-estimable"


@dataclass(frozen=True)
class TimeToThreshold:
    """Years from a date until the level of the typical site meets a threshold."""

    state: Reaching
    years: float  # NaN unless within
    earliest: float  # of its interval; infinite beyond the horizon
    latest: float


def time_to_threshold(line: TrendLine, threshold: float, date: float) -> TimeToThreshold:
    """Find when the line and the ends of its band meet a threshold.

    Parameters
    ----------
    line : TrendLine
        Level of the typical site.
    threshold : float
        [mg/kg or the unit of the line]
    date : float
        From which years are counted. [decimal year]

    Returns
    -------
    TimeToThreshold
        The interval is that of the dates at which the band holds the threshold.

    Raises
    ------
    ParameterError
        If the threshold is not above 0.
    """
    if not threshold > 0:
        raise ParameterError(f"The threshold is {threshold:g}. Give a number above 0.")
    if not math.isfinite(line.level) or not math.isfinite(line.size.slope):
        return TimeToThreshold(Reaching.NOT_ESTIMABLE, math.nan, math.nan, math.nan)
    after = np.linspace(0.0, HORIZON_YEARS, 1001)
    level, lower, upper = line.at(date + after)
    is_above = bool(level[0] > threshold)
    is_going = line.size.slope < 0 if is_above else line.size.slope > 0
    leading, trailing = (lower, upper) if is_above else (upper, lower)
    earliest, years, latest = (
        _first(after, (curve <= threshold) if is_above else (curve >= threshold))
        for curve in (leading, level, trailing)
    )
    if not is_going:
        return TimeToThreshold(Reaching.NOT_WITHIN, math.nan, earliest, math.inf)
    state = Reaching.WITHIN if math.isfinite(years) else Reaching.NOT_WITHIN
    return TimeToThreshold(state, years if state is Reaching.WITHIN else math.nan, earliest, latest)


def _first(after: np.ndarray, is_met: np.ndarray) -> float:
    """First of the years at which a curve has met the threshold."""
    return float(after[is_met.argmax()]) if is_met.any() else math.inf


def probability_above(line: TrendLine, threshold: float, date: float) -> float:
    """Probability that the level of the typical site lies above a threshold at a date.

    From the band, taken as that of a normal logarithm.

    Parameters
    ----------
    line : TrendLine
        Level of the typical site, with a band of 95 %.
    threshold : float
        [mg/kg or the unit of the line]
    date : float
        [decimal year]

    Returns
    -------
    float
        NaN where the line has no level.
    """
    level, lower, upper = (float(curve[0]) for curve in line.at([date]))
    if not all(math.isfinite(one) for one in (level, lower, upper)):
        return math.nan
    half = (math.log(upper) - math.log(lower)) / 2
    if half == 0:
        return float(level > threshold)
    z = (math.log(level) - math.log(threshold)) / (half / float(norm.ppf(0.975)))
    return float(norm.cdf(z))
