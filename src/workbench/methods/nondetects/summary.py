"""Mean, median and 90th percentile of samples of which some are non-detects."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from workbench.methods.basics.arrays import as_censored
from workbench.methods.nondetects.kaplan_meier import kaplan_meier
from workbench.methods.nondetects.ros import ros

Method = Literal["all detected", "Kaplan-Meier", "robust ROS", "detection rate only"]

KAPLAN_MEIER_BELOW = 0.5
"""Share of non-detects below which Kaplan-Meier serves."""

ROS_UP_TO = 0.8
"""Share of non-detects up to which regression on order statistics serves."""

MIN_DETECTS = 5
"""Detects that any number needs where there are non-detects."""


@dataclass(frozen=True)
class Summary:
    """Samples in three numbers, and the method that gave them; NaN where none can."""

    n: int
    n_censored: int
    method: Method
    mean: float
    median: float
    p90: float


def summarise(concentrations: ArrayLike, censored: ArrayLike) -> Summary:
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
    Summary
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
    return Summary(values.size, n_censored, method, float(mean), float(median), float(p90))


def _method(n: int, n_censored: int) -> Method:
    """Choose the method by the share of non-detects and the number of detects."""
    if n_censored == 0:
        return "all detected"
    share_censored = n_censored / n
    if share_censored > ROS_UP_TO or n - n_censored < MIN_DETECTS:
        return "detection rate only"
    return "Kaplan-Meier" if share_censored < KAPLAN_MEIER_BELOW else "robust ROS"
