"""Random effect of the areas that is in part spatial and in part of each area alone (Leroux)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize_scalar
from scipy.sparse.linalg import SuperLU, splu
from scipy.special import xlogy

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats
from workbench.methods.rates.rate_data import RateData
from workbench.methods.rates.rate_models import Coefficient, coefficient, column_place
from workbench.methods.spatial.neighbours import Neighbours

SHARES = (0.0, 0.5, 0.8, 0.95)
"""Spatial shares that are tried; at 1 the level of the areas would not be settled."""

LOG_VARIANCE = (-12.0, 3.0)
"""Natural logarithms of the variance that are searched."""

TOLERANCE = 0.3
"""Of the logarithm of the variance."""

SETTLED = 1e-9
"""Gain of the penalised log-likelihood below which no further step is made."""

LONGEST = 3.0
"""Greatest change of a logarithm of a fitted count in one step."""

MAX_STEPS = 60


@dataclass(frozen=True)
class LerouxFit:
    """A Poisson model of rates with a random effect, averaged over its spatial share."""

    data: RateData
    estimates: Floats  # of the columns of the data
    covariance: Floats  # within shares and between them
    share: float  # spatial share of the random effect: 0 none, near 1 all of it
    variance: float  # of the random effect, averaged as the share is

    def coefficient(self, name: str, *, confidence: float = 0.95) -> Coefficient:
        """Estimate, limits and p of one column."""
        place = column_place(self.data.names, name)
        error = math.sqrt(self.covariance[place, place])
        return coefficient(float(self.estimates[place]), error, confidence=confidence)


def poisson_leroux(data: RateData, areas: Neighbours) -> LerouxFit:
    """Poisson model of rates with a random effect that is in part spatial (Laplace).

    The precision of the effect is (share (D - W) + (1 - share) I) / variance, with W the links and
    D their number [1]_. The variance is the one that makes the data likeliest for a share, by
    restricted likelihood in Laplace's approximation [2]_; shares are averaged by that likelihood,
    none being more plausible than another beforehand.

    Parameters
    ----------
    data : RateData
    areas : Neighbours
        The same areas in their order.

    Returns
    -------
    LerouxFit

    Raises
    ------
    SeriesError
        If the links are of other areas, or the fit does not converge.

    References
    ----------
    .. [1] B. G. Leroux, X. Lei and N. Breslow, "Estimation of disease rates in small areas: a new
       mixed model for spatial dependence," in Statistical Models in Epidemiology, the Environment
       and Clinical Trials. New York: Springer, 2000, pp. 179-191. doi:10.1007/978-1-4612-1284-3_4
    .. [2] N. E. Breslow and D. G. Clayton, "Approximate inference in generalized linear mixed
       models," J. Am. Stat. Assoc., vol. 88, pp. 9-25, 1993. doi:10.1080/01621459.1993.10594284
    """
    if len(areas.ids) != data.n_areas:
        raise SeriesError(f"The links are of {len(areas.ids)} areas, the counts {data.n_areas}.")
    tried = [_likeliest(data, _structure(areas, share)) for share in SHARES]
    weights = np.exp(np.array([min(one.lack for one in tried) - one.lack for one in tried]))
    weights /= weights.sum()
    estimates = np.array([one.estimates for one in tried])
    mean = weights @ estimates
    away = estimates - mean
    within = np.einsum("s,sij->ij", weights, np.array([one.covariance for one in tried]))
    return LerouxFit(
        data,
        mean,
        within + (weights[:, None] * away).T @ away,
        float(weights @ np.array(SHARES)),
        float(weights @ np.array([one.variance for one in tried])),
    )


@dataclass(frozen=True)
class _Joint:
    """The fit for one share and variance, and by how much it is less likely than might be."""

    estimates: Floats
    covariance: Floats
    lack: float
    variance: float


def _structure(areas: Neighbours, share: float) -> tuple[sparse.csc_array, float]:
    """Precision of the effect for a variance of 1, and the logarithm of its determinant."""
    laplacian = sparse.diags_array(areas.n_neighbours) - areas.binary
    found = sparse.csc_array(share * laplacian + (1 - share) * sparse.eye_array(len(areas.ids)))
    return found, _log_determinant(splu(found))


def _likeliest(data: RateData, structure: tuple[sparse.csc_array, float]) -> _Joint:
    """Fit with the variance that makes the data likeliest."""
    best = minimize_scalar(
        lambda log_variance: _fitted(data, structure, log_variance).lack,
        bounds=LOG_VARIANCE,
        method="bounded",
        options={"xatol": TOLERANCE},
    )
    return _fitted(data, structure, float(best.x))


def _fitted(
    data: RateData, structure: tuple[sparse.csc_array, float], log_variance: float
) -> _Joint:
    """Fit columns and effects together by Newton's steps, for a variance that is known."""
    unit, log_determinant = structure
    precision = _with_entries(unit, unit.data * math.exp(-log_variance))
    diagonal = _diagonal(unit)
    estimates, effect = np.zeros(data.design.shape[1]), np.zeros(data.n_areas)
    estimates[0] = math.log(data.counts.sum() / data.expected.sum())
    for _ in range(MAX_STEPS):
        fitted = data.expected * np.exp(data.design @ estimates + effect)
        entries = precision.data.copy()  # a sum of matrices costs more than their factors
        entries[diagonal] += fitted
        inner = splu(_with_entries(unit, entries))
        weighted = fitted[:, None] * data.design
        solved = inner.solve(weighted)
        information = data.design.T @ weighted - weighted.T @ solved
        left = data.counts - fitted
        down = left - precision @ effect
        slope = data.design.T @ left
        step = np.linalg.solve(information, slope - solved.T @ down)
        move = inner.solve(down) - solved @ step
        if float(step @ slope + move @ down) < SETTLED:
            break
        reach = float(np.abs(data.design @ step + move).max())
        estimates = estimates + step * min(1.0, LONGEST / reach)
        effect = effect + move * min(1.0, LONGEST / reach)
    else:
        raise SeriesError("The Leroux model does not converge. Give fewer covariates.")
    lack = fitted.sum() - xlogy(data.counts, fitted).sum() + effect @ (precision @ effect) / 2
    lack += (_log_determinant(inner) + np.linalg.slogdet(information)[1] - log_determinant) / 2
    lack += data.n_areas * log_variance / 2
    covariance = np.asarray(np.linalg.inv(information), dtype=np.float64)
    return _Joint(estimates, covariance, float(lack), math.exp(log_variance))


def _with_entries(matrix: sparse.csc_array, entries: Floats) -> sparse.csc_array:
    """Give a matrix of the same pattern other entries."""
    return sparse.csc_array((entries, matrix.indices, matrix.indptr), shape=matrix.shape)


def _diagonal(matrix: sparse.csc_array) -> npt.NDArray[np.intp]:
    """Places of the diagonal among the entries of a matrix that has a whole one."""
    columns = np.repeat(np.arange(matrix.shape[1]), np.diff(matrix.indptr))
    return np.flatnonzero(matrix.indices == columns)


def _log_determinant(factors: SuperLU) -> float:
    """Logarithm of the determinant of a matrix that is positive definite, from its factors."""
    return float(np.log(np.abs(factors.U.diagonal())).sum())
