"""Lognormal regression of concentrations of which some are non-detects, by maximum likelihood."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
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
    names, design = tuple(covariates), np.column_stack([*columns, np.ones(values.size)])
    n_sites = 0
    if sites is None:
        names = (INTERCEPT, *names)
        design = np.roll(design, 1, axis=1)
        centre = np.concatenate([[0.0], [column.mean() for column in columns]])
    else:
        kept, effects = _site_columns(sites, flags)
        n_sites = effects.shape[1]
        values, flags = values[kept], flags[kept]
        design = np.column_stack([design[kept, :-1], effects])
        centre = np.zeros(design.shape[1])
        centre[: len(names)] = design[:, : len(names)].mean(axis=0)
    return _fitted(values, flags, _Design(names, design, centre, n_sites))


@dataclass(frozen=True)
class _Design:
    """What is fitted: the named columns first, then those of sites."""

    names: tuple[str, ...]
    columns: Floats
    centre: Floats  # taken from the columns, so that years do not swamp the numbers
    n_sites: int


def _columns(covariates: Mapping[str, ArrayLike], size: int) -> list[Floats]:
    """Covariates, each with a value for every sample."""
    columns = [as_values(column, name) for name, column in covariates.items()]
    for name, column in zip(covariates, columns, strict=True):
        if column.size != size:
            raise SeriesError(f"There are {size} concentrations and {column.size} of {name}.")
        if column.min() == column.max():
            raise SeriesError(f"All {size} samples have one {name}, {column[0]:g}. Leave it out.")
    return columns


def _site_columns(sites: ArrayLike, flags: Flags) -> tuple[Flags, Floats]:
    """Find the samples of sites that tell something, and a column for each of these sites."""
    names, site = np.unique(np.asarray(sites).astype(str), return_inverse=True)
    if site.size != flags.size:
        raise SeriesError(f"There are {flags.size} concentrations and {site.size} sites.")
    tells = (np.bincount(site) > 1) & (np.bincount(site, ~flags) > 0)
    kept = np.asarray(tells[site])
    effects = (site[kept, None] == np.arange(names.size)[tells]).astype(np.float64)
    return kept, effects


def _fitted(values: Floats, flags: Flags, design: _Design) -> CensoredRegression:
    """Fit, and bring the result back to coefficients and their errors."""
    n_named, n_effects = len(design.names), design.columns.shape[1]
    detects = int((~flags).sum())
    if detects < n_effects + 1 or not n_effects:
        raise SeriesError(
            f"There are {detects} detects for {n_effects} coefficients and a scale. "
            f"Give {n_effects + 1} or more."
        )
    logarithms = np.log(values)
    scaled, precision, information = _maximum(logarithms, flags, design.columns - design.centre)
    coefficients, sigma = scaled / precision, 1.0 / precision
    jacobian = np.eye(n_effects + 1) / precision
    jacobian[:-1, -1] = -scaled / precision**2
    jacobian[-1, -1] = -1.0 / precision**2
    covariance = jacobian @ np.linalg.inv(information) @ jacobian.T
    if not design.n_sites:  # the intercept at 0 of the covariates, not at their mean
        back = np.eye(n_effects + 1)
        back[0, :-1] -= design.centre
        coefficients = back[:-1, :-1] @ coefficients
        covariance = back @ covariance @ back.T
    likelihood = _likelihood(logarithms, flags, design.columns - design.centre, scaled, precision)
    free = values.size - n_effects
    widened = values.size / free if design.n_sites else 1.0
    kept = [*range(n_named), n_effects]
    covariance = covariance[np.ix_(kept, kept)] * widened
    errors = np.sqrt(np.diag(covariance)[:-1])
    z = np.abs(coefficients[:n_named]) / errors
    return CensoredRegression(
        names=design.names,
        coefficients=coefficients[:n_named],
        standard_errors=errors,
        p=np.asarray(2 * (student_t.sf(z, free) if design.n_sites else norm.sf(z))),
        scale=sigma * math.sqrt(widened),
        log_likelihood=likelihood - float(logarithms[~flags].sum()),
        covariance=covariance,
        n=values.size,
        n_censored=int(flags.sum()),
        n_sites=design.n_sites,
    )


def _maximum(logarithms: Floats, flags: Flags, design: Floats) -> tuple[Floats, float, Floats]:
    """Find coefficient / scale and 1 / scale by Newton's steps, and the information there."""
    start = np.linalg.lstsq(design, logarithms, rcond=None)[0]
    left = logarithms - design @ start
    spread = math.sqrt(float(left @ left) / logarithms.size)
    if np.linalg.matrix_rank(design) < design.shape[1] or spread < 1e-12:
        raise SeriesError("The covariates say the same, or nothing scatters: no fit is possible.")
    state = np.concatenate([start, [1.0]]) / spread
    value = _likelihood(logarithms, flags, design, state[:-1], float(state[-1]))
    for _ in range(MOST_STEPS):
        gradient, information = _derivatives(logarithms, flags, design, state)
        step, length = np.linalg.solve(information, gradient), 1.0
        while True:
            trial = state + length * step
            found = -math.inf
            if trial[-1] > 0:
                found = _likelihood(logarithms, flags, design, trial[:-1], float(trial[-1]))
            if found >= value - 1e-12 or length < 1e-9:
                break
            length /= 2
        gained = abs(found - value)
        state, value = trial, found
        if gained < CONVERGED * (1 + abs(value)) and float(gradient @ step) < 1e-9:
            information = _derivatives(logarithms, flags, design, state)[1]
            return state[:-1], float(state[-1]), information
    raise SeriesError("The likelihood has no maximum: detects and non-detects lie apart.")


def _likelihood(
    logarithms: Floats, flags: Flags, design: Floats, scaled: Floats, precision: float
) -> float:
    """Logarithm of the likelihood of the logarithms."""
    z = precision * logarithms - design @ scaled
    detected = z[~flags]
    density = detected.size * (math.log(precision) - 0.5 * math.log(2 * math.pi))
    return float(density - 0.5 * detected @ detected + log_ndtr(z[flags]).sum())


def _derivatives(
    logarithms: Floats, flags: Flags, design: Floats, state: Floats
) -> tuple[Floats, Floats]:
    """Gradient and information in coefficient / scale and 1 / scale."""
    precision = float(state[-1])
    z = precision * logarithms - design @ state[:-1]
    mills = np.exp(-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_ndtr(z))
    slope = np.where(flags, mills, -z)
    weight = np.where(flags, mills * (z + mills), 1.0)
    full = np.column_stack([-design, logarithms])
    gradient = full.T @ slope
    information = full.T @ (full * weight[:, None])
    detects = int((~flags).sum())
    gradient[-1] += detects / precision
    information[-1, -1] += detects / precision**2
    return gradient, information
