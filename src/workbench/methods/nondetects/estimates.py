"""Mean and quantiles of samples of which some are non-detects.

By Kaplan-Meier, by regression on order statistics, and by the one of them that serves.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import CensoredData, ecdf
from statsmodels.imputation.ros import impute_ros

from workbench.errors import ParameterError, SeriesError
from workbench.methods.basics.arrays import Floats, as_censored

ROUNDING = 1e-9
"""A cumulative share that misses a probability by less has reached it."""

Method = Literal["all detected", "Kaplan-Meier", "robust ROS", "detection rate only"]

KAPLAN_MEIER_BELOW = 0.5
"""Share of non-detects below which Kaplan-Meier serves."""

ROS_UP_TO = 0.8
"""Share of non-detects up to which regression on order statistics serves."""

MIN_DETECTS = 5
"""Detects that any number needs where there are non-detects."""


@dataclass(frozen=True)
class KaplanMeier:
    """Estimated distribution: its detected values, from high to low, and the share at each."""

    values: Floats
    at_or_below: Floats  # share of the distribution at or below the value
    below: Floats  # share below the value; the last one lies below all detects

    @property
    def mean(self) -> float:
        """Mean, with the share below all detects put at the lowest, so rather too high."""
        shares = self.at_or_below - self.below
        return float((self.values * shares).sum() + self.values[-1] * self.below[-1])

    @property
    def sd(self) -> float:
        """Standard deviation, with the share below all detects put at the lowest."""
        shares = self.at_or_below - self.below
        spread = (shares * (self.values - self.mean) ** 2).sum()
        lowest = self.below[-1] * (self.values[-1] - self.mean) ** 2
        return math.sqrt(float(spread + lowest))

    def quantile(self, probability: float) -> float:
        """Lowest value with at least this share at or below it; NaN where below all detects.

        Parameters
        ----------
        probability : float
            [share, above 0, up to 1]

        Returns
        -------
        float
            In the unit of the values.

        Raises
        ------
        ParameterError
            If the probability is not between 0 and 1.
        """
        if not 0 < probability <= 1:
            raise ParameterError(f"The probability is {probability:g}. Give 0.9 for 90 %.")
        if self.below[-1] > probability - ROUNDING:
            return math.nan
        reached = self.values[self.at_or_below > probability - ROUNDING]
        return float(reached[-1])


@dataclass(frozen=True)
class Ros:
    """The detects and, for the non-detects, values read off a fitted line."""

    modeled: Floats  # ascending; meant for summaries, not as values of single samples
    n_dropped: int  # non-detects with a limit above all detects: they say nothing

    @property
    def mean(self) -> float:
        """Arithmetic mean."""
        return float(self.modeled.mean())

    @property
    def sd(self) -> float:
        """Standard deviation of a sample."""
        return float(self.modeled.std(ddof=1))

    @property
    def median(self) -> float:
        """Median."""
        return float(np.median(self.modeled))

    @property
    def p90(self) -> float:
        """90th percentile."""
        return float(np.quantile(self.modeled, 0.9))


@dataclass(frozen=True)
class SampleSummary:
    """Samples in three numbers, and the method that gave them; NaN where none can."""

    n: int
    n_censored: int
    method: Method
    mean: float
    median: float
    p90: float


def kaplan_meier(concentrations: ArrayLike, censored: ArrayLike) -> KaplanMeier:
    """Estimate the distribution of concentrations of which some are non-detects.

    Software for survival times knows "longer than"; with the sign turned that is "less than", and
    the estimate of Kaplan and Meier applies [2]_. It assumes no shape of the distribution.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,)
        True for a non-detect.

    Returns
    -------
    KaplanMeier
        With mean and quantiles.

    Raises
    ------
    SeriesError
        If nothing is detected, a value is missing, the lengths differ, or a limit is not above 0.

    References
    ----------
    .. [1] E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations,"
       J. Am. Stat. Assoc., vol. 53, pp. 457-481, 1958. doi:10.1080/01621459.1958.10501452
    .. [2] D. R. Helsel, Statistics for Censored Environmental Data Using Minitab and R, 2nd ed.
       Hoboken: Wiley, 2012. doi:10.1002/9781118162729

    Examples
    --------
    >>> estimate = kaplan_meier([1.0, 2.0, 3.0, 4.0], [True, False, False, False])
    >>> estimate.mean, estimate.quantile(0.5), estimate.quantile(0.2)
    (2.75, 2.0, nan)
    """
    values, flags = as_censored(concentrations, censored)
    if flags.all():
        raise SeriesError(f"None of {values.size} samples is a detect. Kaplan-Meier needs 1.")
    survival = ecdf(CensoredData.right_censored(-values, flags)).sf
    below = np.asarray(survival.probabilities, dtype=np.float64)
    at_or_below = np.concatenate([[1.0], below[:-1]])
    detected = np.isin(-survival.quantiles, values[~flags])
    return KaplanMeier(-survival.quantiles[detected], at_or_below[detected], below[detected])


def ros(concentrations: ArrayLike, censored: ArrayLike) -> Ros:
    """Fill in non-detects from a line through the logarithms of the detects.

    The plotting positions are those of Helsel and Cohn for several limits [1]_. The detects are
    kept as they are, which makes the method robust: only the low end leans on the lognormal. The
    work is done by statsmodels, with its own fall-back to half the limit shut off.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,)
        True for a non-detect.

    Returns
    -------
    Ros
        With mean, sd, median and p90.

    Raises
    ------
    SeriesError
        If there are fewer than 2 detects, a detect is not above 0, a value is missing, the lengths
        differ, or a limit is not above 0.

    References
    ----------
    .. [1] D. R. Helsel and T. A. Cohn, "Estimation of descriptive statistics for multiply censored
       water quality data," Water Resour. Res., vol. 24, pp. 1997-2004, 1988.
       doi:10.1029/WR024i012p01997
    .. [2] L. Lee and D. Helsel, "Statistical analysis of water-quality data containing multiple
       detection limits: S-language software for regression on order statistics," Comput. Geosci.,
       vol. 31, pp. 1241-1248, 2005. doi:10.1016/j.cageo.2005.03.012

    Examples
    --------
    >>> result = ros([1.0, 1.0, 2.0, 4.0], [True, True, False, False])
    >>> result.modeled.round(2)
    array([0.33, 0.66, 2.  , 4.  ])
    """
    values, flags = as_censored(concentrations, censored)
    detects = values[~flags]
    if detects.size < 2:
        raise SeriesError(f"{detects.size} of {values.size} samples are detects. ROS needs 2.")
    if detects.min() <= 0:
        raise SeriesError(
            f"A detect is {detects.min():g}. ROS takes logarithms and needs values above 0."
        )
    modeled = impute_ros(values, flags, max_fraction_censored=1.0)
    return Ros(np.sort(modeled), n_dropped=values.size - len(modeled))


def summarise(concentrations: ArrayLike, censored: ArrayLike) -> SampleSummary:
    """Summarise samples with the method that suits their share of non-detects.

    No value is put in the place of a non-detect. The steps are Helsel's advice [1]_: ordinary
    arithmetic without non-detects, Kaplan-Meier below 50 %, robust regression on order statistics
    from 50 to 80 %, and only how many were detected above 80 %, with fewer than 5 detects, or
    where ROS would have to drop a non-detect whose limit is above all detects.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,)
        True for a non-detect.

    Returns
    -------
    SampleSummary
        [mg/kg, as the concentrations]

    Raises
    ------
    SeriesError
        If a value is missing, the lengths differ, a limit is not above 0, or a detect is not above
        0 where ROS is due.

    References
    ----------
    .. [1] D. R. Helsel, Statistics for Censored Environmental Data Using Minitab and R, 2nd ed.
       Hoboken: Wiley, 2012. doi:10.1002/9781118162729

    Examples
    --------
    >>> result = summarise([1, 2, 3, 4, 5, 6], [True, False, False, False, False, False])
    >>> result.method, round(result.mean, 3), result.median, result.p90
    ('Kaplan-Meier', 3.667, 3.0, 6.0)
    """
    values, flags = as_censored(concentrations, censored)
    n_censored = int(flags.sum())
    method = _method(values.size, n_censored)
    mean = median = p90 = math.nan
    if method == "all detected":
        mean, median, p90 = values.mean(), np.median(values), np.quantile(values, 0.9)
    elif method == "Kaplan-Meier":
        curve = kaplan_meier(values, flags)
        mean, median, p90 = curve.mean, curve.quantile(0.5), curve.quantile(0.9)
    elif method == "robust ROS":
        modeled = ros(values, flags)
        if modeled.n_dropped:
            method = "detection rate only"
        else:
            mean, median, p90 = modeled.mean, modeled.median, modeled.p90
    return SampleSummary(values.size, n_censored, method, float(mean), float(median), float(p90))


def _method(n: int, n_censored: int) -> Method:
    """Choose the method by the share of non-detects and the number of detects."""
    if n_censored == 0:
        return "all detected"
    share_censored = n_censored / n
    if share_censored > ROS_UP_TO or n - n_censored < MIN_DETECTS:
        return "detection rate only"
    return "Kaplan-Meier" if share_censored < KAPLAN_MEIER_BELOW else "robust ROS"
