"""Kaplan-Meier estimate of a distribution with non-detects."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import CensoredData, ecdf

from workbench.errors import ParameterError, SeriesError
from workbench.methods.basics.arrays import Floats, as_censored

ROUNDING = 1e-9
"""A cumulative share that misses a probability by less has reached it."""


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
