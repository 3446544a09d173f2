"""Lognormal regression of concentrations of which some are non-detects, by maximum likelihood."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import log_ndtr
from scipy.stats import norm
from scipy.stats import t as student_t

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Flags, Floats, as_censored, as_values

INTERCEPT = "intercept"
MOST_STEPS = 100
CONVERGED = 1e-12


@dataclass(frozen=True)
class CensoredRegression:
    """Fit of logarithms to covariates; standard errors from the observed information."""

    names: tuple[str, ...]  # intercept, then the covariates; with sites the covariates alone
    coefficients: Floats
    standard_errors: Floats
    p: Floats  # two-sided
    scale: float  # standard deviation of the logarithms around the fit
    log_likelihood: float  # of the concentrations
    covariance: Floats  # of the coefficients and, last, of the scale
    n: int  # samples that tell something
    n_censored: int
    n_sites: int  # with an effect of their own; 0 where none were given

    def of(self, name: str) -> tuple[float, float, float]:
        """Coefficient of a covariate, its standard error and p.

        Parameters
        ----------
        name : str
            As given.

        Returns
        -------
        coefficient, standard_error, p : float
        """
        at = self.names.index(name)
        return float(self.coefficients[at]), float(self.standard_errors[at]), float(self.p[at])


def censored_regression(
    concentrations: ArrayLike,
    censored: ArrayLike,
    covariates: Mapping[str, ArrayLike],
    *,
    sites: ArrayLike | None = None,
) -> CensoredRegression:
    """Regress the logarithm of concentrations on covariates, as years, pH or clay.

    A detect enters with its normal density, a non-detect with the probability of all that lies
    below its limit (Tobit [1]_); in the parameters coefficient / scale and 1 / scale there is one
    maximum [2]_. Without sites it is `survreg(..., dist = "lognormal")` of R, with z tests.

    With sites each has an effect of its own, so that sites are compared with themselves; the scale
    is then corrected for the effects that were fitted and p is Student's. A site without a detect
    or with one sample tells nothing and is left out. What all sites of a year share (a wet year, a
    calibration) is not in the standard error: p is too small where years differ so.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,)
        True for a non-detect.
    covariates : mapping of str to array of float, shape (n_samples,)
        Such as the year; none for the distribution alone.
    sites : array of str, shape (n_samples,), optional
        Site of each sample.

    Returns
    -------
    CensoredRegression
        Coefficients of natural logarithms, per unit of the covariate.

    Raises
    ------
    SeriesError
        If a value is missing or not above 0, lengths differ, there are too few detects for the
        coefficients, or no maximum is found, as where a covariate parts detects from non-detects.

    References
    ----------
    .. [1] J. Tobin, "Estimation of relationships for limited dependent variables," Econometrica,
       vol. 26, pp. 24-36, 1958. doi:10.2307/1907382
    .. [2] R. J. Olsen, "Note on the uniqueness of the maximum likelihood estimator for the Tobit
       model," Econometrica, vol. 46, pp. 1211-1215, 1978. doi:10.2307/1911445

    Examples
    --------
    >>> years = [2001, 2002, 2003, 2004, 2005, 2006]
    >>> limits = [False, False, False, False, True, False]
    >>> fit = censored_regression([2.0, 1.6, 1.5, 1.1, 1.0, 0.8], limits, {"year": years})
    >>> slope, _, p = fit.of("year")
    >>> round(slope, 3), p < 0.01
    (-0.185, True)
    """
    values, flags = as_censored(concentrations, censored)
    if (values <= 0).any():
        raise SeriesError(f"A concentration is {values.min():g}. Logarithms need values above 0.")
    columns = _columns(covariates, values.size)
    if sites is None:
        design = np.column_stack([np.ones(values.size), *columns])
        return _fitted((INTERCEPT, *covariates), _Samples(np.log(values), flags, design))
    kept, site = _telling_sites(sites, flags)
    design = np.column_stack([column[kept] for column in columns])
    samples = _Samples(
        np.log(values[kept]), flags[kept], design, site, int(site.max(initial=-1)) + 1
    )
    return _fitted(tuple(covariates), samples)


@dataclass(frozen=True)
class _Samples:
    """Logarithms and what they are fitted to: columns, and an effect for each site."""

    logarithms: Floats
    flags: Flags
    design: Floats
    site: NDArray[np.intp] | None = None
    n_sites: int = 0

    @property
    def n_effects(self) -> int:
        """Number of coefficients, those of sites among them."""
        return int(self.design.shape[1]) + self.n_sites

    def by_site(self, numbers: Floats) -> Floats:
        """Sum over the samples of each site."""
        if self.site is None:
            return np.zeros(0)
        return np.asarray(np.bincount(self.site, numbers, self.n_sites))

    def of_site(self, effects: Floats) -> Floats:
        """Give the effect of the site of each sample."""
        return np.zeros(self.logarithms.size) if self.site is None else effects[self.site]

    def centred(self) -> tuple[_Samples, Floats]:
        """Take the mean from each column but the intercept, so that years do not swamp numbers."""
        means = self.design.mean(axis=0)
        if self.site is None:
            means[0] = 0.0
        return replace(self, design=self.design - means), means


def _columns(covariates: Mapping[str, ArrayLike], size: int) -> list[Floats]:
    """Covariates, each with a value for every sample."""
    columns = [as_values(column, name) for name, column in covariates.items()]
    for name, column in zip(covariates, columns, strict=True):
        if column.size != size:
            raise SeriesError(f"There are {size} concentrations and {column.size} of {name}.")
        if column.min() == column.max():
            raise SeriesError(f"All {size} samples have one {name}, {column[0]:g}. Leave it out.")
    return columns


def _telling_sites(sites: ArrayLike, flags: Flags) -> tuple[Flags, NDArray[np.intp]]:
    """Find the samples of sites that tell something, and number these sites."""
    _, site = np.unique(np.asarray(sites).astype(str), return_inverse=True)
    if site.size != flags.size:
        raise SeriesError(f"There are {flags.size} concentrations and {site.size} sites.")
    tells = (np.bincount(site) > 1) & (np.bincount(site, ~flags) > 0)
    kept = np.asarray(tells[site])
    return kept, (np.cumsum(tells) - 1)[site[kept]]


def _fitted(names: tuple[str, ...], given: _Samples) -> CensoredRegression:
    """Fit, and bring the result back to coefficients and their errors."""
    n, detects = given.logarithms.size, int((~given.flags).sum())
    if detects < given.n_effects + 1 or not n:
        raise SeriesError(
            f"There are {detects} detects for {given.n_effects} coefficients and a scale. "
            f"Give {given.n_effects + 1} or more."
        )
    samples, means = given.centred()
    state, information = _maximum(samples)
    precision = float(state.common[-1])
    coefficients = state.common[:-1] / precision
    jacobian = np.eye(len(names) + 1) / precision
    jacobian[:-1, -1] = -coefficients / precision
    jacobian[-1, -1] = -1.0 / precision**2
    covariance = jacobian @ np.linalg.inv(information) @ jacobian.T
    if not samples.n_sites:  # the intercept at 0 of the covariates, not at their mean
        back = np.eye(len(names) + 1)
        back[0, :-1] -= means
        coefficients = back[:-1, :-1] @ coefficients
        covariance = back @ covariance @ back.T
    free = n - samples.n_effects
    widened = n / free if samples.n_sites else 1.0
    covariance = covariance * widened
    errors = np.sqrt(np.diag(covariance)[:-1])
    z = np.abs(coefficients) / errors
    return CensoredRegression(
        names=names,
        coefficients=coefficients,
        standard_errors=errors,
        p=np.asarray(2 * (student_t.sf(z, free) if samples.n_sites else norm.sf(z))),
        scale=math.sqrt(widened) / precision,
        log_likelihood=_likelihood(samples, state) - float(given.logarithms[~given.flags].sum()),
        covariance=covariance,
        n=n,
        n_censored=n - detects,
        n_sites=samples.n_sites,
    )


@dataclass(frozen=True)
class _State:
    """Coefficients over the scale and, last, 1 / scale; effects of sites over the scale."""

    common: Floats
    effects: Floats

    def moved(self, step: _State, length: float) -> _State:
        """Go some way of a step."""
        return _State(self.common + length * step.common, self.effects + length * step.effects)


def _start(samples: _Samples) -> _State:
    """Least squares with non-detects at their limits."""
    sizes = np.maximum(samples.by_site(np.ones(samples.logarithms.size)), 1)
    within = [
        column - samples.of_site(samples.by_site(column) / sizes)
        for column in (*samples.design.T, samples.logarithms)
    ]
    columns, target = np.column_stack(within[:-1]), within[-1]
    found = np.linalg.lstsq(columns, target, rcond=None)[0]
    left = target - columns @ found
    spread = math.sqrt(float(left @ left) / left.size)
    if np.linalg.matrix_rank(columns) < columns.shape[1] or spread < 1e-12:
        raise SeriesError("The covariates say the same, or nothing scatters: no fit is possible.")
    effects = samples.by_site(samples.logarithms - samples.design @ found) / sizes
    return _State(np.append(found, 1.0) / spread, effects / spread)


def _maximum(samples: _Samples) -> tuple[_State, Floats]:
    """Find the maximum by Newton's steps, and there the information on what sites share."""
    state = _start(samples)
    value = _likelihood(samples, state)
    for _ in range(MOST_STEPS):
        step, _, rise = _step(samples, state)
        length = 1.0
        while True:
            trial = state.moved(step, length)
            found = _likelihood(samples, trial) if trial.common[-1] > 0 else -math.inf
            if found >= value - 1e-12 or length < 1e-9:
                break
            length /= 2
        gained = abs(found - value)
        state, value = trial, found
        if gained < CONVERGED * (1 + abs(value)) and rise < 1e-9:
            return state, _step(samples, state)[1]
    raise SeriesError("The likelihood has no maximum: detects and non-detects lie apart.")


def _scaled(samples: _Samples, state: _State) -> Floats:
    """Logarithms in standard deviations from their fit."""
    fitted = samples.design @ state.common[:-1] + samples.of_site(state.effects)
    return np.asarray(state.common[-1] * samples.logarithms - fitted)


def _likelihood(samples: _Samples, state: _State) -> float:
    """Logarithm of the likelihood of the logarithms."""
    z = _scaled(samples, state)
    detected = z[~samples.flags]
    density = detected.size * (math.log(state.common[-1]) - 0.5 * math.log(2 * math.pi))
    return float(density - 0.5 * detected @ detected + log_ndtr(z[samples.flags]).sum())


def _step(samples: _Samples, state: _State) -> tuple[_State, Floats, float]:
    """Newton's step, the information once the sites are eliminated, and the rise to expect."""
    precision, z = float(state.common[-1]), _scaled(samples, state)
    mills = np.exp(-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_ndtr(z))
    slope = np.where(samples.flags, mills, -z)
    weight = np.where(samples.flags, mills * (z + mills), 1.0)
    full = np.column_stack([-samples.design, samples.logarithms])
    gradient = full.T @ slope
    information = full.T @ (full * weight[:, None])
    detects = int((~samples.flags).sum())
    gradient[-1] += detects / precision
    information[-1, -1] += detects / precision**2
    of_sites = -samples.by_site(slope)
    if samples.n_sites:
        held = np.maximum(samples.by_site(weight), 1e-12)
        shared = -np.stack([samples.by_site(weight * column) for column in full.T])
        information -= (shared / held) @ shared.T
        common = np.linalg.solve(information, gradient - shared @ (of_sites / held))
        step = _State(common, (of_sites - shared.T @ common) / held)
    else:
        step = _State(np.linalg.solve(information, gradient), of_sites)
    return step, information, float(gradient @ step.common + of_sites @ step.effects)
