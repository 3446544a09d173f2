"""What a model of rates leaves over: overdispersion, robust errors, areas that draw the fit."""

from __future__ import annotations

from typing import Literal

import numpy as np
from scipy.stats import norm

from workbench.methods.basics.arrays import Floats
from workbench.methods.rates.rate_models import RateFit


def dean_overdispersion(fit: RateFit) -> tuple[float, float]:
    """Dean's score test of a Poisson model against extra variation like alpha times mean squared.

    Parameters
    ----------
    fit : RateFit
        A Poisson model.

    Returns
    -------
    statistic, p_value : float
        Standard normal, and one-sided: small where the counts vary more than Poisson counts.

    References
    ----------
    .. [1] C. B. Dean, "Testing for overdispersion in Poisson and binomial regression models,"
       J. Am. Stat. Assoc., vol. 87, pp. 451-457, 1992. doi:10.1080/01621459.1992.10475225
    """
    excess = ((fit.data.counts - fit.fitted) ** 2 - fit.data.counts).sum()
    statistic = float(excess / np.sqrt(2 * (fit.fitted**2).sum()))
    return statistic, float(norm.sf(statistic))


def sandwich_errors(fit: RateFit, kind: Literal["HC0", "HC1", "HC3"] = "HC3") -> Floats:
    """Give standard errors that hold when the variance of the counts is not that of the model.

    They do not allow for neighbours that are alike.

    Parameters
    ----------
    fit : RateFit
        Poisson or negative binomial, alpha taken as known.
    kind : {'HC0', 'HC1', 'HC3'}
        Plain, times n / (n - k), or with residuals over 1 - leverage.

    Returns
    -------
    array of float, shape (n_coefficients,)

    References
    ----------
    .. [1] J. G. MacKinnon and H. White, "Some heteroskedasticity-consistent covariance matrix
       estimators with improved finite sample properties," J. Econom., vol. 29, pp. 305-325, 1985.
       doi:10.1016/0304-4076(85)90158-7
    """
    design, weights = fit.data.design, fit.weights
    bread = np.linalg.inv(design.T @ (weights[:, None] * design))
    residuals = (fit.data.counts - fit.fitted) / (1 + fit.alpha * fit.fitted)
    if kind == "HC3":
        residuals = residuals / (1 - leverages(fit))
    scores = design * residuals[:, None]
    factor = fit.data.n_areas / fit.residual_df if kind == "HC1" else 1.0
    return np.asarray(np.sqrt(factor * np.diag(bread @ (scores.T @ scores) @ bread)))


def leverages(fit: RateFit) -> Floats:
    """Leverage of each area: how much its own count draws the fit, 0 to 1."""
    weighted = np.sqrt(fit.weights)[:, None] * fit.data.design
    basis = np.linalg.qr(weighted)[0]
    return np.asarray((basis**2).sum(axis=1))
