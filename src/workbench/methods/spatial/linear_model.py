"""Linear models of the logarithms of standardised ratios, by weighted least squares."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from statsmodels.regression.linear_model import WLS

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_values
from workbench.methods.rates.coefficients import Coefficient, coefficient, column_place
from workbench.methods.rates.rate_data import RateData


@dataclass(frozen=True)
class LinearFit:
    """A linear model by weighted least squares."""

    names: tuple[str, ...]
    design: Floats
    weights: Floats
    estimates: Floats
    covariance: Floats
    residuals: Floats
    sigma: float
    r_squared: float

    def coefficient(self, name: str, *, confidence: float = 0.95) -> Coefficient:
        """Estimate, limits and p of one column, by Student's t."""
        place = column_place(self.names, name)
        n_areas, n_columns = self.design.shape
        error = math.sqrt(self.covariance[place, place])
        estimate = float(self.estimates[place])
        return coefficient(estimate, error, df=n_areas - n_columns, confidence=confidence)


def weighted_least_squares(response: ArrayLike, data: RateData, weights: ArrayLike) -> LinearFit:
    """Linear model of a response of the areas on the covariates of the data.

    Parameters
    ----------
    response : array of float, shape (n_areas,)
        As `log_ratios`.
    data : RateData
        Its covariates are used.
    weights : array of float, shape (n_areas,)
        Inverse of each variance but for a factor, above 0, as expected counts.

    Returns
    -------
    LinearFit

    Raises
    ------
    SeriesError
        If a number is missing, the lengths differ or a weight is not above 0.
    """
    values, factors = as_values(response, "responses"), as_values(weights, "weights")
    if not values.size == factors.size == data.n_areas or factors.min() <= 0:
        raise SeriesError(
            f"There are {values.size} responses and {factors.size} weights for {data.n_areas} "
            "areas. Give one of each for an area, the weights above 0."
        )
    fit = WLS(values, data.design, weights=factors).fit()
    return LinearFit(
        names=data.names,
        design=data.design,
        weights=factors,
        estimates=np.asarray(fit.params),
        covariance=np.asarray(fit.cov_params()),
        residuals=np.asarray(fit.resid),
        sigma=math.sqrt(fit.scale),
        r_squared=float(fit.rsquared),
    )


def log_ratios(data: RateData) -> Floats:
    """Logarithms of observed over expected, with half a case added so that none is infinite.

    Examples
    --------
    >>> from workbench.methods.rates.rate_data import rate_data
    >>> log_ratios(rate_data([0, 4], [1, 4.5], {})).round(4)
    array([-0.6931,  0.    ])
    """
    return np.asarray(np.log((data.counts + 0.5) / data.expected))
