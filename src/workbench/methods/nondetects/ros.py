"""Regression on order statistics: a lognormal stands in for the non-detects only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from statsmodels.imputation.ros import impute_ros

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_censored


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
