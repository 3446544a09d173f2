"""Lognormal distribution of concentrations of which some are non-detects: mean and quantiles."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq, minimize_scalar
from scipy.special import log_ndtr
from scipy.stats import chi2, norm

from workbench.methods.basics.arrays import Flags, Floats, as_censored, check_confidence
from workbench.methods.nondetects.regression import censored_regression


@dataclass(frozen=True)
class LognormalFit:
    """Maximum-likelihood fit; the mean is of the concentrations themselves."""

    meanlog: float
    sdlog: float
    covariance: Floats  # of these two
    n: int
    n_censored: int
    values: Floats
    censored: Flags

    @property
    def mean(self) -> float:
        """Mean of the concentrations."""
        return math.exp(self.meanlog + self.sdlog**2 / 2)

    @property
    def cv(self) -> float:
        """Standard deviation of the concentrations over their mean."""
        return math.sqrt(math.expm1(self.sdlog**2))

    def quantile(self, probability: float) -> float:
        """Value with this share below it.

        Parameters
        ----------
        probability : float
            [share, 0 to 1]

        Returns
        -------
        float
        """
        return math.exp(self.meanlog + self.sdlog * float(norm.ppf(probability)))

    def mean_cox_interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """Two-sided interval of the mean from the error of its logarithm, as Cox proposed.

        It is quicker than `mean_interval` and rather short with few samples.

        Parameters
        ----------
        confidence : float
            [share, 0 to 1]

        Returns
        -------
        lower, upper : float
        """
        check_confidence(confidence)
        by_both = np.array([1.0, self.sdlog])
        half = float(norm.ppf((1 + confidence) / 2)) * math.sqrt(
            float(by_both @ self.covariance @ by_both)
        )
        return self.mean * math.exp(-half), self.mean * math.exp(half)

    def mean_interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """Two-sided interval of the mean, by the profile of the likelihood.

        Parameters
        ----------
        confidence : float
            [share, 0 to 1]; an upper limit of 95 % is the upper end for 0.9.

        Returns
        -------
        lower, upper : float
        """
        check_confidence(confidence)
        most = self._profile(self.mean)
        drop = float(chi2.ppf(confidence, 1)) / 2

        def left(log_mean: float) -> float:
            return self._profile(math.exp(log_mean)) - most + drop

        middle, step = math.log(self.mean), max(self.sdlog, 0.05) / math.sqrt(self.n)
        ends = []
        for sign in (-1.0, 1.0):
            far = step
            while left(middle + sign * far) > 0:
                far *= 1.5
            ends.append(math.exp(float(brentq(left, middle, middle + sign * far, xtol=1e-12))))
        return ends[0], ends[1]

    def _profile(self, mean: float) -> float:
        """Find the largest log likelihood with a given mean."""
        logarithms, target = np.log(self.values), math.log(mean)

        def negative(log_sd: float) -> float:
            sd = math.exp(log_sd)
            z = (logarithms - target) / sd + sd / 2
            detected = z[~self.censored]
            density = -detected.size * log_sd - 0.5 * float(detected @ detected)
            return -density - float(log_ndtr(z[self.censored]).sum())

        around = math.log(self.sdlog)
        found = minimize_scalar(
            negative,
            bounds=(around - 2.0, around + 2.0),
            method="bounded",
            options={"xatol": 1e-9},
        )
        return -float(found.fun)


def fit_lognormal(concentrations: ArrayLike, censored: ArrayLike | None = None) -> LognormalFit:
    """Fit a lognormal distribution by maximum likelihood.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        Above 0; the limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,), optional
        True for a non-detect; None: all are detected.

    Returns
    -------
    LognormalFit

    Raises
    ------
    SeriesError
        If there are fewer than 2 detects, a value is missing or not above 0, or lengths differ.

    References
    ----------
    .. [1] A. C. Cohen, "Simplified estimators for the normal distribution when samples are singly
       censored or truncated," Technometrics, vol. 1, pp. 217-237, 1959.
       doi:10.1080/00401706.1959.10489859

    Examples
    --------
    >>> fit = fit_lognormal([1.0, 1.0, 2.0, 4.0, 8.0], [True, True, False, False, False])
    >>> round(fit.mean, 2), round(fit.quantile(0.5), 2)
    (3.58, 1.65)
    """
    values, flags = as_censored(concentrations, censored)
    found = censored_regression(values, flags, {})
    return LognormalFit(
        meanlog=float(found.coefficients[0]),
        sdlog=found.scale,
        covariance=found.covariance,
        n=found.n,
        n_censored=found.n_censored,
        values=values,
        censored=flags,
    )
