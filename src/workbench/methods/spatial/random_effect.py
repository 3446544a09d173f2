"""Spatial random effect of the areas, added to the covariates of a model of rates."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import eigh, solve_triangular
from scipy.optimize import minimize_scalar
from scipy.special import xlogy

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats
from workbench.methods.rates.rate_data import RateData
from workbench.methods.rates.rate_models import Coefficient, coefficient, column_place
from workbench.methods.spatial.neighbours import Neighbours

N_BASIS = 40
"""Greatest number of shapes that a surface is made of; more are penalised away on most maps."""

LOG_SMOOTHNESS = (-7.0, 16.0)
"""Natural logarithms of the smoothing parameter that are searched, about the scale of the data."""

TOLERANCE = 1e-3
"""Of the logarithm of the smoothing parameter."""

SETTLED = 1e-9
"""Gain of the penalised log-likelihood below which no further step is made."""

EQUAL = 1e-9  # relative difference of two eigenvalues below which they are equal
LONGEST = 3.0
"""Greatest change of a logarithm of a fitted count in one step."""

MAX_STEPS = 60

LEAST_LEFT = 1e-3
"""Share of the spread of an exposure that its own surface has to leave."""


@dataclass(frozen=True)
class Surface:
    """Shapes that a surface is made of; they depend on the areas alone and serve all models."""

    kind: str
    plain: Floats  # shape (n_areas, n_plain): not penalised, as a slope from west to east
    wiggly: Floats  # shape (n_areas, n_wiggly): penalised alike

    def drawn(self, random: np.random.Generator) -> Floats:
        """Draw the penalised part, for a smoothness of 1.

        From noise of areas: signs of shapes, and turns among equal ones, differ by processor.

        Parameters
        ----------
        random : Generator

        Returns
        -------
        array of float, shape (n_areas,)
        """
        return self._root @ (self.wiggly.T @ random.normal(size=len(self.wiggly)))

    @cached_property
    def _root(self) -> Floats:
        """W (W'W)^(-1/2), which times W' is the root of the covariance W W'."""
        values, vectors = eigh(self.wiggly.T @ self.wiggly)
        least = max(float(values.max(initial=0.0)), 1e-300) * 1e-12
        return np.asarray(self.wiggly @ (vectors / np.sqrt(np.maximum(values, least))) @ vectors.T)


@dataclass(frozen=True)
class SurfaceFit:
    """A Poisson model of rates with a surface, whose smoothness the data choose."""

    data: RateData
    shapes: Surface
    estimates: Floats  # of the columns of the data
    covariance: Floats  # for the Poisson variance, with the surface taken as random
    fitted: Floats  # cases
    surface: Floats  # log ratio of each area to the mean
    effective_df: float  # of covariates and surface together
    smoothness: float

    @property
    def pearson_residuals(self) -> Floats:
        """Residuals over their standard deviation in the model."""
        return (self.data.counts - self.fitted) / np.sqrt(self.fitted)

    @property
    def dispersion(self) -> float:
        """Pearson chi-square over areas less effective degrees of freedom."""
        left = self.data.n_areas - self.effective_df
        return float((self.pearson_residuals**2).sum()) / left

    def coefficient(self, name: str, *, confidence: float = 0.95) -> Coefficient:
        """Estimate, limits and p of one column by Student's t; a dispersion above 1 widens them."""
        place = column_place(self.data.names, name)
        error = math.sqrt(self.covariance[place, place] * max(1.0, self.dispersion))
        df = self.data.n_areas - self.effective_df
        return coefficient(float(self.estimates[place]), error, df=df, confidence=confidence)


def surface_of_points(east: ArrayLike, north: ArrayLike, *, n_basis: int = N_BASIS) -> Surface:
    """Thin-plate surface over the centres of the areas.

    Parameters
    ----------
    east, north : array of float, shape (n_areas,)
        Centres in one unit, as of a map projection; degrees of longitude are shorter than those of
        latitude and have to be multiplied by the cosine of the latitude first. [km]
    n_basis : int
        Shapes to make it of, the constant and two slopes among them; at most half the areas.

    Returns
    -------
    Surface

    Raises
    ------
    SeriesError
        If there are not more places than shapes can be told apart by, or they lie on one line.

    References
    ----------
    .. [1] S. N. Wood, "Thin plate regression splines," J. R. Stat. Soc. B, vol. 65, pp. 95-114,
       2003. doi:10.1111/1467-9868.00374
    """
    points = np.column_stack([np.asarray(east, float), np.asarray(north, float)])
    if not np.isfinite(points).all() or np.linalg.matrix_rank(points - points.mean(axis=0)) < 2:
        raise SeriesError("The centres of the areas are missing or on one line. Give places.")
    points = (points - points.mean(axis=0)) / points.std(axis=0).mean()
    distances = np.linalg.norm(points[:, None] - points[None], axis=2)
    bending = xlogy(distances**2, distances) / (8 * np.pi)
    values, vectors = eigh(bending)
    order = np.argsort(-np.abs(values))
    largest = order[: _whole(np.abs(values[order]), min(n_basis, len(points) // 2))]
    values, vectors = values[largest], vectors[:, largest]
    planes = np.column_stack([np.ones(len(points)), points])
    free = np.linalg.qr((planes.T @ vectors).T, mode="complete")[0][:, 3:]
    penalty = free.T @ (values[:, None] * free)
    return Surface("thin plate", points, _evened((vectors * values) @ free, penalty))


def surface_of_neighbours(areas: Neighbours, *, n_basis: int = N_BASIS) -> Surface:
    """Surface in which each area is drawn to its neighbours (intrinsic autoregression).

    It is made of the smoothest shapes that the links allow. An island has no part in it, and the
    level of a group of areas that hangs together with no other is that of all.

    Parameters
    ----------
    areas : Neighbours
    n_basis : int
        Shapes to make it of; at most half the areas.

    Returns
    -------
    Surface

    Raises
    ------
    SeriesError
        If no areas are neighbours.

    References
    ----------
    .. [1] J. Besag, J. York and A. Mollie, "Bayesian image restoration, with two applications in
       spatial statistics," Ann. Inst. Stat. Math., vol. 43, pp. 1-20, 1991.
       doi:10.1007/BF00116466
    """
    if areas.n_links == 0:
        raise SeriesError("No areas are neighbours. A surface of neighbours needs links.")
    binary = areas.binary.toarray()
    values, vectors = eigh(np.diag(areas.n_neighbours) - binary)
    rough = np.flatnonzero(values > 1e-9)
    rough = rough[: _whole(values[rough], min(n_basis, len(values) // 2))]
    none = np.empty((len(areas.ids), 0))
    return Surface("neighbours", none, vectors[:, rough] / np.sqrt(values[rough]))


def _whole(values: Floats, most: int) -> int:
    """Shapes up to a number that do not end among equals, of which a library chooses some turn."""
    if most >= len(values):
        return len(values)
    steps = np.abs(np.diff(values[: most + 1])) > EQUAL * np.abs(values[:most])
    return int(np.flatnonzero(steps)[-1]) + 1 if steps.any() else most


@dataclass(frozen=True)
class SurfaceParts:
    """Columns of a model with a surface: those of the data, then the surface; and penalties."""

    columns: Floats
    penalty: Floats  # of the square of each coefficient

    @classmethod
    def of(cls, data: RateData, surface: Surface, smoothness: float) -> SurfaceParts:
        """Put data and surface together for one smoothness."""
        columns = np.column_stack([data.design, surface.plain, surface.wiggly])
        is_penalised = np.arange(columns.shape[1]) >= columns.shape[1] - surface.wiggly.shape[1]
        return cls(columns, is_penalised * smoothness)


def refitted(data: RateData, parts: SurfaceParts) -> tuple[Floats, Floats]:
    """Fit the model for a smoothness that is known already.

    Parameters
    ----------
    data : RateData
    parts : SurfaceParts
        Of the same data.

    Returns
    -------
    estimates : array of float, shape (n_columns,)
        Of all columns.
    fitted : array of float, shape (n_areas,)
        Cases.

    Raises
    ------
    SeriesError
        If the fit does not converge.
    """
    inner = _fitted(data, parts.columns, parts.penalty)
    return inner.estimates, inner.fitted


def poisson_with_surface(data: RateData, surface: Surface) -> SurfaceFit:
    """Poisson model of rates with a surface, by restricted maximum likelihood (Laplace).

    The surface stands for what neighbours share and no covariate says. It shares it with an
    exposure that is itself smooth over the map, so the estimate may move either way and its limits
    widen; neither this model nor the one without is the truth.

    Parameters
    ----------
    data : RateData
    surface : Surface
        Of the same areas in their order.

    Returns
    -------
    SurfaceFit

    Raises
    ------
    SeriesError
        If the surface has other areas, there are too few areas, or the fit does not converge.

    References
    ----------
    .. [1] S. N. Wood, "Fast stable restricted maximum likelihood and marginal likelihood estimation
       of semiparametric generalized linear models," J. R. Stat. Soc. B, vol. 73, pp. 3-36, 2011.
       doi:10.1111/j.1467-9868.2010.00749.x
    .. [2] J. S. Hodges and B. J. Reich, "Adding spatially-correlated errors can mess up the fixed
       effect you love," Am. Stat., vol. 64, pp. 325-334, 2010. doi:10.1198/tast.2010.10052
    """
    if len(surface.wiggly) != data.n_areas:
        raise SeriesError(
            f"The surface is of {len(surface.wiggly)} areas, the counts of {data.n_areas}."
        )
    n_fixed = data.design.shape[1] + surface.plain.shape[1]
    if data.n_areas <= n_fixed + 1:
        raise SeriesError(f"{data.n_areas} areas are too few for a surface beside the covariates.")

    def lack(log_smoothness: float) -> float:
        parts = SurfaceParts.of(data, surface, math.exp(log_smoothness))
        return _fitted(data, parts.columns, parts.penalty).lack

    best = minimize_scalar(
        lack, bounds=LOG_SMOOTHNESS, method="bounded", options={"xatol": TOLERANCE}
    )
    smoothness = math.exp(best.x)
    parts = SurfaceParts.of(data, surface, smoothness)
    columns = parts.columns
    inner = _fitted(data, columns, parts.penalty)
    covariance = np.asarray(np.linalg.inv(inner.information), dtype=np.float64)
    k = data.design.shape[1]
    over = columns[:, k:] @ inner.estimates[k:]
    penalty = np.diag(parts.penalty)
    return SurfaceFit(
        data=data,
        shapes=surface,
        estimates=inner.estimates[:k],
        covariance=covariance[:k, :k],
        fitted=inner.fitted,
        surface=over - over.mean(),
        effective_df=float(np.trace(covariance @ (inner.information - penalty))),
        smoothness=smoothness,
    )


def poisson_spatial_plus(data: RateData, surface: Surface, name: str) -> SurfaceFit:
    """Poisson model with a surface, and with what a surface leaves of the exposure (Spatial+).

    A surface beside an exposure that is smooth itself takes a part of its slope. Taken out of the
    exposure first, by a surface whose smoothness restricted likelihood chooses, it no longer can;
    what is left over is what varies between neighbours, so that the limits are wider [1]_.

    Parameters
    ----------
    data : RateData
    surface : Surface
        Of the same areas in their order.
    name : str
        Column of the exposure.

    Returns
    -------
    SurfaceFit
        In which the column of the exposure is what its surface leaves.

    Raises
    ------
    SeriesError
        As `poisson_with_surface`, and where nothing of the exposure is left.

    References
    ----------
    .. [1] E. Dupont, S. N. Wood and N. H. Augustin, "Spatial+: a novel approach to spatial
       confounding," Biometrics, vol. 78, pp. 1279-1290, 2022. doi:10.1111/biom.13656
    """
    if len(surface.wiggly) != data.n_areas:
        raise SeriesError(
            f"The surface is of {len(surface.wiggly)} areas, the counts of {data.n_areas}."
        )
    place = column_place(data.names, name)
    exposure = data.design[:, place]
    left = exposure - _smooth_part(exposure, surface)
    if left.std() < LEAST_LEFT * exposure.std():
        raise SeriesError("A smooth surface leaves nothing of the exposure.")
    design = data.design.copy()
    design[:, place] = left
    return poisson_with_surface(replace(data, design=design), surface)


def _smooth_part(values: Floats, surface: Surface) -> Floats:
    """Surface through values with normal errors, as smooth as restricted likelihood chooses."""
    plain = np.column_stack([np.ones(len(values)), surface.plain])
    columns = np.column_stack([plain, surface.wiggly])
    n_free = len(values) - plain.shape[1]
    is_penalised = np.arange(columns.shape[1]) >= plain.shape[1]
    products, right = columns.T @ columns, columns.T @ values

    def fit(log_smoothness: float) -> tuple[Floats, float]:
        smoothness = math.exp(log_smoothness)
        inner = products + np.diag(is_penalised * smoothness)
        found = np.linalg.solve(inner, right)
        squares = float(values @ values - right @ found)  # of the errors, and the penalty
        lack = n_free * math.log(max(squares, np.finfo(float).tiny))
        lack += np.linalg.slogdet(inner)[1] - is_penalised.sum() * log_smoothness
        return columns @ found, float(lack)

    best = minimize_scalar(
        lambda log_smoothness: fit(log_smoothness)[1],
        bounds=LOG_SMOOTHNESS,
        method="bounded",
        options={"xatol": TOLERANCE},
    )
    return fit(float(best.x))[0]


@dataclass(frozen=True)
class _Inner:
    """The fit for one smoothness, and by how much it is less likely than might be."""

    estimates: Floats
    fitted: Floats
    information: Floats
    lack: float


def _fitted(data: RateData, columns: Floats, penalty: Floats) -> _Inner:
    """Fit by Newton's steps with a penalty on the square of each coefficient."""
    estimates = np.zeros(columns.shape[1])
    estimates[0] = math.log(data.counts.sum() / data.expected.sum())
    for _ in range(MAX_STEPS):
        fitted = data.expected * np.exp(columns @ estimates)
        information = columns.T @ (fitted[:, None] * columns)
        information[np.diag_indices_from(information)] += penalty
        gradient = columns.T @ (data.counts - fitted) - penalty * estimates
        step = np.linalg.solve(information, gradient)
        if float(step @ gradient) < SETTLED:
            break
        estimates = estimates + step * min(1.0, LONGEST / float(np.abs(columns @ step).max()))
    else:
        raise SeriesError("The model with a surface does not converge. Give fewer covariates.")
    lack = fitted.sum() - xlogy(data.counts, fitted).sum() + penalty @ estimates**2 / 2
    lack += np.linalg.slogdet(information)[1] / 2 - np.log(penalty[penalty > 0]).sum() / 2
    return _Inner(estimates, fitted, information, float(lack))


def _evened(shapes: Floats, penalty: Floats) -> Floats:
    """Turn shapes so that the penalty is the sum of the squares of their coefficients."""
    lower = np.linalg.cholesky(penalty)
    return np.asarray(solve_triangular(lower, shapes.T, lower=True).T)
