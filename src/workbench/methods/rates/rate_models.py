"""Log-linear models of counts with expected counts, and their coefficients with limits and p."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.special import gammaln, ndtr, ndtri, stdtr, stdtrit, xlogy
from statsmodels.discrete.discrete_model import NegativeBinomial
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, row
from workbench.methods.basics.arrays import Floats, check_confidence
from workbench.methods.rates.rate_data import RateData

Model = Literal["Poisson", "quasi-Poisson", "negative binomial"]

SETTLED = 1e-6
"""What the log-likelihood may still lack where a fit has converged."""

LARGEST = 700.0
"""Logarithm of the largest ratio that is given as a number."""

FARTHEST = math.log(1e6)
"""A rate ratio or limit beyond it is what a model without an end gives."""


@dataclass(frozen=True)
class Coefficient:
    """One coefficient of a model: on the log scale, where the ratio is its exponential."""

    estimate: float
    standard_error: float
    lower: float
    upper: float
    statistic: float
    p_value: float  # two-sided

    @property
    def ratio(self) -> tuple[float, float, float]:
        """Rate ratio and its limits; infinite beyond what a number can be."""
        return _exp(self.estimate), _exp(self.lower), _exp(self.upper)


@dataclass(frozen=True)
class LogRatio:
    """Estimate of a rate ratio on the log scale with its limits; nan where it was not fitted."""

    estimate: float
    lower: float
    upper: float

    @property
    def fitted(self) -> bool:
        """Whether there is one."""
        return not math.isnan(self.estimate)

    @property
    def excludes_one(self) -> bool:
        """Whether a rate ratio of one lies outside."""
        return self.lower > 0 or self.upper < 0

    @property
    def strength(self) -> float:
        """How far the limit nearer to a ratio of one is from it; below zero if it is held."""
        return max(self.lower, -self.upper)


NO_RATIO = LogRatio(math.nan, math.nan, math.nan)


def log_ratio(found: Coefficient) -> LogRatio:
    """Interval of a coefficient of a model; none where a limit is no number that says anything."""
    return finite(LogRatio(found.estimate, found.lower, found.upper))


def finite(interval: LogRatio) -> LogRatio:
    """Give an interval as it is, or none where a limit is no number that says anything.

    Examples
    --------
    >>> finite(LogRatio(0.1, 0.0, 0.2)).fitted, finite(LogRatio(0.1, 0.1, 0.1)).fitted
    (True, False)
    """
    logarithms = (interval.estimate, interval.lower, interval.upper)
    within = all(abs(logarithm) < FARTHEST for logarithm in logarithms)  # which nan is not
    return interval if within and interval.lower < interval.upper else NO_RATIO


@row
class PoissonInstead(Phrase):
    """The Poisson model in place of the negative binomial: the counts vary no more."""


@dataclass(frozen=True)
class RateFit:
    """A fitted model of rates; log-likelihood and AIC are NaN where they are not defined."""

    model: Model
    data: RateData
    estimates: Floats
    covariance: Floats
    fitted: Floats  # cases
    alpha: float  # of the negative binomial: variance = fitted + alpha fitted^2; else 0
    deviance: float
    log_likelihood: float
    remark: Phrase | None = None  # why it is another model than was asked for

    @property
    def residual_df(self) -> int:
        """Areas less coefficients, without the dispersion."""
        return self.data.n_areas - self.estimates.size

    @property
    def weights(self) -> Floats:
        """Working weights, those of the last weighted least squares."""
        return self.fitted / (1 + self.alpha * self.fitted)

    @property
    def pearson_residuals(self) -> Floats:
        """Residuals over their standard deviation in the model."""
        scale = np.sqrt(self.fitted * (1 + self.alpha * self.fitted))
        return (self.data.counts - self.fitted) / scale

    @property
    def pearson_chi2(self) -> float:
        """Sum of the squared Pearson residuals."""
        return float((self.pearson_residuals**2).sum())

    @property
    def dispersion(self) -> float:
        """Pearson chi-square over its degrees of freedom; near 1 where the model fits."""
        return self.pearson_chi2 / self.residual_df

    def coefficient(self, name: str, *, confidence: float = 0.95) -> Coefficient:
        """Estimate, limits and p of one column; of a quasi-model by Student's t."""
        place = column_place(self.data.names, name)
        df = self.residual_df if self.model == "quasi-Poisson" else math.inf
        error = math.sqrt(max(self.covariance[place, place], 0.0))  # none is below, but by rounding
        return coefficient(float(self.estimates[place]), error, df=df, confidence=confidence)


def poisson(data: RateData) -> RateFit:
    """Poisson regression with the logarithm of the expected counts as offset.

    Its standard errors are too small where the dispersion is above 1.

    Parameters
    ----------
    data : RateData

    Returns
    -------
    RateFit

    Raises
    ------
    SeriesError
        If the fit does not converge.

    References
    ----------
    .. [1] P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd ed. London: Chapman and
       Hall, 1989. doi:10.1007/978-1-4899-3242-6

    Examples
    --------
    >>> from workbench.methods.rates.rate_data import rate_data
    >>> exposure = {"log2_cadmium": [0.1, 0.9, 0.5, 1.2, 0.0, 0.7]}
    >>> data = rate_data([4, 9, 7, 12, 3, 8], [5, 6, 7, 8, 5, 6], exposure)
    >>> poisson(data).estimates.round(3)
    array([-0.318,  0.683])
    """
    model = GLM(data.counts, data.design, family=Poisson(), offset=np.log(data.expected))
    common = [np.log(data.counts.sum() / data.expected.sum())]
    first = np.array(common + [0.0] * (data.design.shape[1] - 1))
    diverged = SeriesError(
        "The Poisson model does not converge: with so few cases the covariates may tell areas with "
        "and without cases apart. Give fewer covariates or larger areas."
    )
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # of ways there; where they end is judged below
        try:
            fit = model.fit(start_params=first, tol=1e-10, rtol=1e-12)
        except ValueError as error:  # a fitted count that is no longer a number
            raise diverged from error
    if not fit.converged:
        raise diverged
    fitted = np.asarray(fit.fittedvalues)
    return RateFit(
        model="Poisson",
        data=data,
        estimates=np.asarray(fit.params),
        covariance=np.asarray(fit.normalized_cov_params),
        fitted=fitted,
        alpha=0.0,
        deviance=float(fit.deviance),
        log_likelihood=_poisson_log_likelihood(data, fitted),
    )


def quasi_poisson(data: RateData, *, start: RateFit | None = None) -> RateFit:
    """Poisson regression whose variance is the dispersion times that of Poisson.

    Parameters
    ----------
    data : RateData
    start : RateFit, optional
        The Poisson model of the same data, where it is there already.

    Returns
    -------
    RateFit
        With limits and p of Student's t, and without likelihood.

    Raises
    ------
    SeriesError
        If the fit does not converge.

    References
    ----------
    .. [1] R. W. M. Wedderburn, "Quasi-likelihood functions, generalized linear models, and the
       Gauss-Newton method," Biometrika, vol. 61, pp. 439-447, 1974. doi:10.1093/biomet/61.3.439

    Examples
    --------
    >>> from workbench.methods.rates.rate_data import rate_data
    >>> exposure = {"log2_cadmium": [0.1, 0.9, 0.5, 1.2, 0.0, 0.7]}
    >>> data = rate_data([4, 9, 7, 12, 3, 8], [5, 6, 7, 8, 5, 6], exposure)
    >>> fit = quasi_poisson(data)
    >>> fit.estimates.round(3), bool(fit.dispersion < 1)
    (array([-0.318,  0.683]), True)
    """
    fit = poisson(data) if start is None else start
    return replace(
        fit,
        model="quasi-Poisson",
        covariance=fit.covariance * fit.dispersion,
        log_likelihood=math.nan,
    )


def negative_binomial(data: RateData, *, start: RateFit | None = None) -> RateFit:
    """Negative binomial regression, with the overdispersion by maximum likelihood.

    The variance is the mean plus alpha times its square. The standard errors are of the joint
    Hessian; R's glm.nb holds alpha fixed and gives slightly smaller ones. Where the counts vary no
    more than Poisson counts, alpha is 0 and the Poisson model is given, with a remark.

    Parameters
    ----------
    data : RateData
    start : RateFit, optional
        The Poisson model of the same data, where it is there already.

    Returns
    -------
    RateFit

    Raises
    ------
    SeriesError
        If the fit does not converge.

    References
    ----------
    .. [1] J. F. Lawless, "Negative binomial and mixed Poisson regression," Can. J. Stat., vol. 15,
       pp. 209-225, 1987. doi:10.2307/3314912

    Examples
    --------
    >>> from workbench.methods.rates.rate_data import rate_data
    >>> exposure = {"log2_cadmium": [0.1, 0.9, 0.5, 1.2, 0.0, 0.7]}
    >>> data = rate_data([4, 9, 7, 12, 3, 8], [5, 6, 7, 8, 5, 6], exposure)
    >>> fit = negative_binomial(data)  # counts that vary no more than Poisson counts
    >>> fit.model, fit.alpha
    ('Poisson', 0.0)
    """
    plain = poisson(data) if start is None else start
    excess = float(((data.counts - plain.fitted) ** 2 - data.counts).sum())
    if excess <= 0:
        return replace(plain, remark=PoissonInstead())
    model = NegativeBinomial(
        data.counts, data.design, offset=np.log(data.expected), check_rank=False
    )
    first = [*plain.estimates, excess / float((plain.fitted**2).sum())]
    params = _likeliest(model, np.array(first))
    fitted, alpha = data.expected * np.exp(data.design @ params[:-1]), float(params[-1])
    with np.errstate(all="ignore"):  # a rate that runs to zero has a variance without end
        covariance = np.linalg.inv(-np.asarray(model.hessian(params)))
        log_likelihood = float(model.loglike(params)) if data.whole else math.nan
    return RateFit(
        model="negative binomial",
        data=data,
        estimates=params[:-1],
        covariance=covariance[:-1, :-1],
        fitted=fitted,
        alpha=alpha,
        deviance=_negative_binomial_deviance(data.counts, fitted, alpha),
        log_likelihood=log_likelihood,
    )


def _likeliest(model: NegativeBinomial, first: Floats) -> Floats:
    """Find the coefficients and alpha at the top of the likelihood, judged by its slope there."""
    for method in ("newton", "bfgs"):
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # as above
            params = np.asarray(model.fit(start_params=first, method=method, disp=0).params)
            slope, bend = np.asarray(model.score(params)), np.asarray(model.hessian(params))
        if np.isfinite(bend).all() and params[-1] > 0 and np.linalg.eigvalsh(bend)[-1] < 0:
            lacking = -float(slope @ np.linalg.solve(bend, slope))
            if lacking < SETTLED:
                return params
    raise SeriesError(
        "The negative binomial model does not converge. Give fewer covariates, or read the "
        "quasi-Poisson model instead."
    )


def _poisson_log_likelihood(data: RateData, fitted: Floats) -> float:
    """Log-likelihood of whole counts; NaN for others, where it is not defined."""
    if not data.whole:
        return math.nan
    return float((xlogy(data.counts, fitted) - fitted - gammaln(data.counts + 1)).sum())


def _negative_binomial_deviance(counts: Floats, fitted: Floats, alpha: float) -> float:
    """Twice the log-likelihood that is lacking to a perfect fit with the same alpha."""
    size = 1 / alpha
    lacking = xlogy(counts, counts / fitted)
    lacking -= (counts + size) * np.log((counts + size) / (fitted + size))
    return 2 * float(lacking.sum())


def coefficient(
    estimate: float, standard_error: float, *, df: float = math.inf, confidence: float = 0.95
) -> Coefficient:
    """Limits and two-sided p of an estimate, by Student's t or, without end, the normal.

    Raises
    ------
    ParameterError
        If the confidence is not between 0 and 1.

    Examples
    --------
    >>> found = coefficient(0.148930, 0.031205)
    >>> round(found.lower, 4), round(found.upper, 4), round(found.statistic, 3)
    (0.0878, 0.2101, 4.773)
    """
    check_confidence(confidence)
    level = (1 + confidence) / 2
    reach = standard_error * float(ndtri(level) if math.isinf(df) else stdtrit(df, level))
    statistic = estimate / standard_error if standard_error > 0 else math.nan
    far = -abs(statistic)
    p_value = 2 * float(ndtr(far) if math.isinf(df) else stdtr(df, far))
    return Coefficient(
        estimate, standard_error, estimate - reach, estimate + reach, statistic, p_value
    )


def column_place(names: tuple[str, ...], name: str) -> int:
    """Find a column by name.

    Raises
    ------
    SeriesError
        If there is none; the message lists those that there are.

    Examples
    --------
    >>> column_place(("constant", "x"), "x")
    1
    """
    if name not in names:
        raise SeriesError(f"There is no column {name!r}. There are {', '.join(names)}.")
    return names.index(name)


def _exp(logarithm: float) -> float:
    """Exponential; infinite where it overflows, as with covariates that tell areas apart."""
    return math.exp(logarithm) if logarithm < LARGEST else math.inf
