"""What a model of rates leaves over, and what it owes to single areas.

Overdispersion, robust errors, a ratio without end, and the influence of areas and of their groups.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.linalg import null_space
from scipy.optimize import linprog
from scipy.special import xlogy
from scipy.stats import norm

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats
from workbench.methods.rates.rate_data import RateData
from workbench.methods.rates.rate_models import Coefficient, RateFit, column_place, poisson

TOLERANCE = 1e-7


@dataclass(frozen=True)
class WithoutGroup:
    """A coefficient without one group of areas, or the reason why there is none."""

    group: str
    n_left: int
    coefficient: Coefficient | None
    reason: str = ""


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


def is_separated(data: RateData, name: str) -> bool:
    """Whether the ratio of a column runs to zero or without end, however good the fit gets.

    The likelihood of a log-linear model has no maximum where some combination of its columns is
    constant over all areas with cases, and lower in areas without any [1]_: as where all cases lie
    in exposed areas.

    Parameters
    ----------
    data : RateData
        Cases and columns of the model, of which none follows from the others.
    name : str
        Column whose ratio is asked for.

    Returns
    -------
    bool

    References
    ----------
    .. [1] J. M. C. Santos Silva and S. Tenreyro, "On the existence of the maximum likelihood
       estimates in Poisson regression," Econ. Lett., vol. 107, pp. 310-312, 2010.
       doi:10.1016/j.econlet.2010.02.020
    """
    place = column_place(data.names, name)
    design = data.design / np.abs(data.design).max(axis=0)
    with_cases = data.counts > 0
    seen = np.linalg.qr(design[with_cases], mode="r")  # has the null space of all these rows
    free = null_space(seen, rcond=TOLERANCE)
    if not free.size:
        return False
    others = design[~with_cases] @ free
    for side in (1, -1):
        found = linprog(
            -side * free[place],
            A_ub=others,
            b_ub=np.zeros(len(others)),
            bounds=[(-1, 1)] * free.shape[1],
        )
        if found.fun is not None and -found.fun > TOLERANCE:
            return True
    return False


def cook_distances(fit: RateFit) -> Floats:
    """Cook's distance of each area: how far all coefficients move without it, in one step.

    Parameters
    ----------
    fit : RateFit

    Returns
    -------
    array of float, shape (n_areas,)
        Above about 4 over the number of areas an area is worth a look; above 1 it rules the fit.

    References
    ----------
    .. [1] R. D. Cook and S. Weisberg, Residuals and Influence in Regression. New York: Chapman and
       Hall, 1982.
    """
    leverage = leverages(fit)
    squared = fit.pearson_residuals**2 * leverage / (1 - leverage) ** 2
    scale = fit.dispersion if fit.model == "quasi-Poisson" else 1.0
    return np.asarray(squared / (scale * fit.estimates.size))


def farthest_area(fit: RateFit) -> tuple[int, float]:
    """Find the area whose count is farthest from what the model of all others expects of it.

    Parameters
    ----------
    fit : RateFit
        A Poisson model; the variation of the others is allowed for by its dispersion.

    Returns
    -------
    place : int
        Of the area.
    residual : float
        Deviance residual from the model of the others, above 0 for more cases than expected; about
        standard normal where the area is like them.

    Raises
    ------
    SeriesError
        If the model of the others cannot be fitted.

    References
    ----------
    .. [1] P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd ed. London: Chapman and
       Hall, 1989, sec. 12.6. doi:10.1007/978-1-4899-3242-6
    """
    data = fit.data
    place = int(np.abs(_deviance_residuals(data.counts, fit.fitted)).argmax())
    others = np.arange(data.n_areas) != place
    rest = poisson(data.of(others))
    expected = data.expected[place] * np.exp(data.design[place] @ rest.estimates)
    residual = _deviance_residuals(data.counts[[place]], np.array([expected]))[0]
    return place, float(residual) / math.sqrt(max(1.0, rest.dispersion))


def _deviance_residuals(counts: Floats, fitted: Floats) -> Floats:
    """Signed roots of what each count adds to the deviance of a Poisson model."""
    lacking = xlogy(counts, counts / fitted) - (counts - fitted)
    return np.asarray(np.sign(counts - fitted) * np.sqrt(2 * np.maximum(lacking, 0)))


def without_each_group(
    data: RateData,
    groups: Sequence[str],
    name: str,
    model: Callable[[RateData], RateFit],
) -> list[WithoutGroup]:
    """Fit the model anew without each group of areas, as a region.

    Parameters
    ----------
    data : RateData
    groups : sequence of str, length n_areas
        Group of each area.
    name : str
        Column whose coefficient is wanted.
    model : callable
        As `quasi_poisson`.

    Returns
    -------
    list of WithoutGroup
        One a group, in alphabetical order; where too little is left to fit, with the reason.

    Raises
    ------
    SeriesError
        If there is not one group an area, there is only one group, or no such column.
    """
    column_place(data.names, name)
    if len(groups) != data.n_areas or len(set(groups)) < 2:
        raise SeriesError(
            f"There are {len(groups)} groups for {data.n_areas} areas, {len(set(groups))} of them "
            "different. Give the group of each area, 2 or more in all."
        )
    belongs = np.asarray(groups)
    found = []
    for group in sorted(set(groups)):
        left = belongs != group
        try:
            without = model(data.of(left)).coefficient(name)
        except SeriesError as error:
            found.append(WithoutGroup(group, int(left.sum()), None, str(error)))
        else:
            found.append(WithoutGroup(group, int(left.sum()), without))
    return found
