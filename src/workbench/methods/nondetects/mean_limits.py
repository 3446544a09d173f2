"""Upper confidence limits of a mean by several rules, and the one that is recommended."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import chi2, gamma, norm
from scipy.stats import t as student_t

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Flags, Floats, as_censored, check_confidence
from workbench.methods.nondetects.estimates import kaplan_meier
from workbench.methods.nondetects.goodness_of_fit import goodness_of_fit
from workbench.methods.nondetects.lognormal import fit_lognormal
from workbench.methods.nondetects.tolerance import FITS_FROM, MOST_CENSORED
from workbench.methods.nondetects.upper_limits import (
    MIN_DETECTS,
    MIN_SAMPLES,
    Rule,
    UpperLimit,
    kaplan_meier_standard_error,
    mean_upper_limit,
)

N_BOOTSTRAPS = 2000
CONFIDENCE = 0.95  # of the limit that stands for what people are exposed to
MANY = 1000  # samples from which on the mean is nearly normal where logarithms vary little
LITTLE_SPREAD = 1.0  # standard deviation of the logarithms of detects
FEWEST_DRAWN = 30  # samples that a bootstrap needs
FEWEST_BOOTSTRAPS, MOST_DRAWN = 500, 1_000_000


@dataclass(frozen=True)
class MeanLimits:
    """Upper limits of one mean; NaN where a rule has too little to go by."""

    student: float  # mean and error of Kaplan and Meier with non-detects
    chebyshev: float
    gamma: float
    lognormal: float  # by the profile of the likelihood
    bootstrap: float  # bias-corrected and accelerated
    recommended: UpperLimit  # with its rule, and the reason where that is the maximum


def mean_upper_limits(
    concentrations: ArrayLike,
    censored: ArrayLike | None = None,
    *,
    confidence: float = 0.95,
    n_bootstraps: int = N_BOOTSTRAPS,
    seed: int = 0,
) -> MeanLimits:
    """Give one-sided upper limits of a mean by all rules, and the one that the US EPA advises.

    The recommended one is that of `mean_upper_limit`: it is chosen by the number of samples, their
    skewness and their non-detects, never by its size. Student's t is too low where contents are
    skewed. Gamma [1]_ and the lognormal hold where their distribution does (`goodness_of_fit`); a
    lognormal that does not fit gives limits far too high or too low. The bootstrap [2]_ draws
    samples with their flags; with fewer than 30 it is too low. Land's H is left out: the EPA
    advises against it, since it grows beyond all bounds.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,), optional
        True for a non-detect; None: all are detected.
    confidence : float
        [share, 0 to 1]
    n_bootstraps, seed : int
        Number of bootstrap samples, and what they are drawn from.

    Returns
    -------
    MeanLimits
        [unit of the concentrations]

    Raises
    ------
    SeriesError
        As `mean_upper_limit`, or if nothing is detected.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] J. V. Grice and L. J. Bain, "Inferences concerning the mean of the gamma distribution,"
       J. Am. Stat. Assoc., vol. 75, pp. 929-933, 1980. doi:10.1080/01621459.1980.10477574
    .. [2] B. Efron, "Better bootstrap confidence intervals," J. Am. Stat. Assoc., vol. 82,
       pp. 171-185, 1987. doi:10.1080/01621459.1987.10478410
    .. [3] US EPA, ProUCL Version 5.1 Technical Guide, EPA/600/R-07/041, 2015.

    Examples
    --------
    >>> found = mean_upper_limits([10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
    >>> found.recommended.rule, round(found.student, 3), round(found.gamma, 3)
    ('Student t', 16.255, 16.503)
    """
    check_confidence(confidence)
    values, flags = as_censored(concentrations, censored)
    recommended = mean_upper_limit(values, flags, confidence=confidence)
    n_detects = int((~flags).sum())
    if values.size < MIN_SAMPLES or n_detects < MIN_DETECTS:
        if not n_detects:
            raise SeriesError(f"None of {values.size} samples is a detect. A mean needs 1.")
        return MeanLimits(math.nan, math.nan, math.nan, math.nan, math.nan, recommended)
    mean, error = kaplan_meier(values, flags).mean, kaplan_meier_standard_error(values, flags)
    above = bool((values > 0).all())
    return MeanLimits(
        student=mean + float(student_t.ppf(confidence, values.size - 1)) * error,
        chebyshev=mean + math.sqrt(1 / (1 - confidence) - 1) * error,
        gamma=_gamma_limit(values, flags, confidence) if above else math.nan,
        lognormal=_lognormal_limit(values, flags, confidence) if above else math.nan,
        bootstrap=_bootstrap_limit(values, flags, confidence, _counts(values, n_bootstraps, seed)),
        recommended=recommended,
    )


def advised_limit(
    concentrations: ArrayLike, censored: ArrayLike | None = None, *, seed: int = 0
) -> UpperLimit:
    """Upper limit of a mean (95 %, one-sided) by the rule that its samples ask for.

    The order is that of ProUCL [1]_: Student's t where a normal distribution fits, the limit of the
    gamma distribution where that fits (its cube root is then nearly normal [2]_), that of the
    lognormal where it fits and the logarithms vary little (standard deviation up to 1), else a
    bootstrap, and Chebyshev's inequality only where the logarithms vary more than that or the
    bootstrap has fewer than 30 samples. With non-detects mean and error are those of Kaplan and
    Meier and no lognormal is taken. From 1000 samples on the mean is nearly normal, and Student's
    t holds where the logarithms vary little. The rule is never chosen by the size of its limit.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,), optional
        True for a non-detect; None: all are detected.
    seed : int
        What bootstrap samples are drawn from.

    Returns
    -------
    UpperLimit
        [unit of the concentrations]; the maximum with fewer than 8 samples or 5 detects, and where
        a limit exceeds it.

    Raises
    ------
    SeriesError
        If a value is missing, the lengths differ, or a limit is not above 0.

    References
    ----------
    .. [1] US EPA, ProUCL Version 5.1 Technical Guide, EPA/600/R-07/041, 2015, chapter 2.
    .. [2] K. Krishnamoorthy, T. Mathew and S. Mukherjee, "Normal-based methods for a gamma
       distribution," Technometrics, vol. 50, pp. 69-78, 2008. doi:10.1198/004017007000000353

    Examples
    --------
    >>> advised_limit([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]).rule
    'Student t'
    """
    values, flags = as_censored(concentrations, censored)
    base = mean_upper_limit(values, flags)
    if base.rule == "maximum":
        return base
    rule, limit = _advised(values, flags, base, seed)
    maximum = base.maximum
    return replace(base, rule=rule, value=min(limit, maximum), capped=limit > maximum)


def _advised(values: Floats, flags: Flags, base: UpperLimit, seed: int) -> tuple[Rule, float]:
    """Rule and limit, before the maximum."""
    above, has_limits = bool((values > 0).all()), bool(flags.any())
    spread = float(np.log(values[~flags]).std(ddof=1)) if above else math.inf
    fits = _fitting(values, flags) if values.size < MANY and above else ""
    t: Rule = "Kaplan-Meier, t" if has_limits else "Student t"
    if fits == "normal" or (values.size >= MANY and spread <= LITTLE_SPREAD):
        half = float(student_t.ppf(CONFIDENCE, values.size - 1)) * base.standard_error
        return t, base.mean + half
    if fits == "gamma":
        gamma_rule: Rule = "Kaplan-Meier, gamma" if has_limits else "gamma"
        return gamma_rule, _gamma_limit(values, flags, CONFIDENCE)
    if fits == "lognormal" and spread <= LITTLE_SPREAD and not has_limits:
        return "lognormal", _lognormal_limit(values, flags, CONFIDENCE)
    if spread <= LITTLE_SPREAD and FEWEST_DRAWN <= values.size < MANY:
        draws = _counts(values, max(FEWEST_BOOTSTRAPS, MOST_DRAWN // values.size), seed)
        limit = _bootstrap_limit(values, flags, CONFIDENCE, draws[:N_BOOTSTRAPS])
        if math.isfinite(limit):
            return "Kaplan-Meier, bootstrap" if has_limits else "bootstrap", limit
    chebyshev: Rule = "Kaplan-Meier, Chebyshev" if has_limits else "Chebyshev"
    return chebyshev, base.mean + math.sqrt(1 / (1 - CONFIDENCE) - 1) * base.standard_error


def _fitting(values: Floats, flags: Flags) -> str:
    """First distribution that fits: normal, gamma by its cube root, lognormal; empty for none."""
    if np.unique(values[~flags]).size < 3 or flags.mean() > MOST_CENSORED:
        return ""
    if goodness_of_fit(values, flags, distribution="normal").p >= FITS_FROM:
        return "normal"
    if goodness_of_fit(np.cbrt(values), flags, distribution="normal").p >= FITS_FROM:
        return "gamma"
    return "lognormal" if goodness_of_fit(values, flags).p >= FITS_FROM else ""


def _gamma_limit(values: Floats, flags: Flags, confidence: float) -> float:
    """Approximate limit for a gamma distribution: 2 n shape mean over a quantile of chi squared.

    The shape is that of maximum likelihood, corrected for its bias; with non-detects it comes from
    the mean and the standard deviation of Kaplan and Meier.
    """
    n, curve = values.size, kaplan_meier(values, flags)
    if values.min() == values.max():
        return float(values[0])
    if flags.any():
        shape = (curve.mean / curve.sd) ** 2
    else:
        raw = float(gamma.fit(values, floc=0)[0])
        shape = raw * (n - 3) / n + 2 / (3 * n)
    return float(2 * n * shape * curve.mean / chi2.ppf(1 - confidence, 2 * n * shape))


def _lognormal_limit(values: Floats, flags: Flags, confidence: float) -> float:
    """Upper end of the profile interval whose one-sided level is the confidence."""
    if np.unique(values[~flags]).size < 2 or confidence <= 0.5:
        return math.nan
    return fit_lognormal(values, flags).mean_interval(2 * confidence - 1)[1]


def _counts(values: Floats, n_bootstraps: int, seed: int) -> NDArray[np.int64]:
    """How often each sample is drawn, one row a bootstrap sample."""
    rng = np.random.default_rng(seed)
    n = values.size
    return rng.multinomial(n, np.full(n, 1 / n), size=n_bootstraps)


def _bootstrap_limit(
    values: Floats, flags: Flags, confidence: float, counts: NDArray[np.int64]
) -> float:
    """Limit by the bias-corrected and accelerated bootstrap of the mean of Kaplan and Meier."""
    means = _means(values, flags, counts)
    observed = kaplan_meier(values, flags).mean
    without = _means(values, flags, 1 - np.eye(values.size, dtype=np.int64))
    known = means[np.isfinite(means)]
    if known.size < counts.shape[0] / 2 or values.min() == values.max():
        return math.nan
    rounding = 1e-12 * abs(observed)
    below, at = known < observed - rounding, np.abs(known - observed) <= rounding
    share_below = float(below.mean() + at.mean() / 2)
    bias = float(norm.ppf(min(max(share_below, 1e-9), 1 - 1e-9)))
    left = np.nanmean(without) - without[np.isfinite(without)]
    spread = float((left**2).sum())
    acceleration = float((left**3).sum()) / (6 * spread**1.5) if spread else 0.0
    z = bias + float(norm.ppf(confidence))
    level = float(norm.cdf(bias + z / (1 - acceleration * z)))
    return float(np.quantile(known, level))


def _means(values: Floats, flags: Flags, counts: NDArray[np.int64]) -> Floats:
    """Mean of Kaplan and Meier of each row of counts; NaN for a row without a detect."""
    order = np.lexsort((flags, -values))  # from above; a detect before a limit at it
    drawn, detected = counts[:, order].astype(np.float64), ~flags[order]
    at_or_below = drawn.sum(axis=1, keepdims=True) - np.cumsum(drawn, axis=1) + drawn
    with np.errstate(invalid="ignore", divide="ignore"):
        kept = np.where(detected & (drawn > 0), 1 - drawn / at_or_below, 1.0)
    below = np.cumprod(kept, axis=1)
    shares = np.concatenate([np.ones((len(drawn), 1)), below[:, :-1]], axis=1) - below
    seen = detected & (drawn > 0)
    lowest = np.where(seen, values[order], np.inf).min(axis=1)
    means = (shares * values[order]).sum(axis=1)
    found = means + np.where(np.isfinite(lowest), lowest, 0.0) * below[:, -1]
    return np.where(np.isfinite(lowest), found, np.nan)
