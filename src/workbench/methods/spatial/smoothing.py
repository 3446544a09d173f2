"""Ratios of small areas drawn to the mean by as much as chance may have moved them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincc, gammaincinv

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, check_confidence
from workbench.methods.rates.rate_data import counts_and_expected, rate_data
from workbench.methods.rates.rate_models import negative_binomial


@dataclass(frozen=True)
class Prior:
    """Mean and variance of the true ratios of all areas; the variance may come out below 0."""

    mean: float
    variance: float


@dataclass(frozen=True)
class GammaSmoothed:
    """Smoothed ratios, and what is known of each true ratio: a gamma distribution."""

    shape: float  # of the distribution of true ratios over all areas
    mean: float
    ratios: Floats
    chance_above_mean: Floats  # that the true ratio is above the mean of all. [share, 0 to 1]


def marshall_prior(counts: ArrayLike, expected: ArrayLike) -> Prior:
    """Mean and variance of true ratios by the moments of Marshall.

    Parameters
    ----------
    counts, expected : array of float, shape (n_areas,)
        Cases, and expected cases or person-years above 0.

    Returns
    -------
    Prior
        [ratio, or 1/person-year]

    Raises
    ------
    SeriesError
        If a number is missing or negative, the lengths differ, an expected count is not above 0 or
        there is no case.

    References
    ----------
    .. [1] R. J. Marshall, "Mapping disease and mortality rates using empirical Bayes estimators,"
       Appl. Stat., vol. 40, pp. 283-294, 1991. doi:10.2307/2347593

    Examples
    --------
    >>> marshall_prior([2, 9], [4, 4])
    Prior(mean=1.375, variance=0.421875)
    """
    observed, known = _checked(counts, expected)
    mean = observed.sum() / known.sum()
    spread = (known * (observed / known - mean) ** 2).sum() / known.sum()
    return Prior(float(mean), float(spread - mean / known.mean()))


def smooth_globally(counts: ArrayLike, expected: ArrayLike) -> Floats:
    """Empirical Bayes ratios of Marshall, drawn to the mean of all areas.

    Parameters
    ----------
    counts, expected : array of float, shape (n_areas,)
        Cases, and expected cases or person-years above 0.

    Returns
    -------
    array of float, shape (n_areas,)
        The mean for all where the areas differ no more than by chance. [as counts over expected]

    Raises
    ------
    SeriesError
        See `marshall_prior`.

    References
    ----------
    .. [1] R. J. Marshall, "Mapping disease and mortality rates using empirical Bayes estimators,"
       Appl. Stat., vol. 40, pp. 283-294, 1991. doi:10.2307/2347593

    Examples
    --------
    >>> smooth_globally([2, 9], [4, 4]).round(3)
    array([0.893, 1.857])
    """
    observed, known = _checked(counts, expected)
    prior = marshall_prior(observed, known)
    return _drawn(observed / known, known, np.asarray(prior.mean), np.asarray(prior.variance))


def smooth_by_gamma(counts: ArrayLike, expected: ArrayLike) -> GammaSmoothed:
    """Ratios smoothed by a gamma distribution of true ratios, fitted by maximum likelihood.

    Parameters
    ----------
    counts, expected : array of float, shape (n_areas,)
        Cases, and expected cases or person-years above 0.

    Returns
    -------
    GammaSmoothed

    Raises
    ------
    SeriesError
        See `rate_data`; or if the areas differ no more than by chance, so that there is no such
        distribution.

    References
    ----------
    .. [1] D. Clayton and J. Kaldor, "Empirical Bayes estimates of age-standardized relative risks
       for use in disease mapping," Biometrics, vol. 43, pp. 671-681, 1987. doi:10.2307/2532003

    Examples
    --------
    >>> smooth_by_gamma([2, 9, 30, 4], [4, 4, 10, 12]).ratios.round(2)
    array([0.71, 2.1 , 2.86, 0.43])
    """
    data = rate_data(counts, expected, {})
    fit = negative_binomial(data)
    if fit.alpha == 0:
        raise SeriesError(
            "The areas differ no more than by chance. Show their common ratio instead."
        )
    shape, mean = 1 / fit.alpha, float(np.exp(fit.estimates[0]))
    shapes, rates = data.counts + shape, data.expected + shape / mean
    return GammaSmoothed(shape, mean, shapes / rates, np.asarray(gammaincc(shapes, rates * mean)))


@dataclass(frozen=True)
class SmoothedRatios:
    """Smoothed ratios with what is known of each true ratio; nan where areas differ by chance."""

    ratios: Floats
    lower: Floats
    upper: Floats
    chance_above_one: Floats  # that the true ratio is above one. [share, 0 to 1]


def smooth_with_limits(
    counts: ArrayLike,
    expected: ArrayLike,
    *,
    pooled: ArrayLike | None = None,
    confidence: float = 0.95,
) -> SmoothedRatios:
    """Empirical Bayes ratios of Marshall with limits and the probability of a ratio above one.

    The true ratios are taken to have a gamma distribution with the mean and the variance of
    Marshall: the mean of what is known of an area is then his estimate [1]_.

    Parameters
    ----------
    counts, expected : array of float, shape (n_areas,)
        Cases, and expected cases above 0.
    pooled : array of bool, shape (n_areas,), optional
        Areas whose counts may not be told apart: each is given the ratio of all of them, so that
        nothing but their sum is in any result. Their own ratios are nan.
    confidence : float
        Of the limits. [share, 0 to 1]

    Returns
    -------
    SmoothedRatios
        The mean for all, without limits, where the areas differ no more than by chance.

    Raises
    ------
    SeriesError
        See `marshall_prior`.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] R. J. Marshall, "Mapping disease and mortality rates using empirical Bayes estimators,"
       Appl. Stat., vol. 40, pp. 283-294, 1991. doi:10.2307/2347593

    Examples
    --------
    >>> found = smooth_with_limits([2, 9], [4, 4])
    >>> found.ratios.round(3), found.chance_above_one.round(2)
    (array([0.893, 1.857]), array([0.34, 0.98]))
    """
    check_confidence(confidence)
    observed, known = _checked(counts, expected)
    together = np.zeros(observed.size, dtype=bool) if pooled is None else np.asarray(pooled, bool)
    if together.any():
        ratio = observed[together].sum() / known[together].sum()
        observed = np.where(together, ratio * known, observed)
    prior = marshall_prior(observed, known)
    ratios = _drawn(observed / known, known, np.asarray(prior.mean), np.asarray(prior.variance))
    lower, upper, above = (np.full(observed.size, np.nan) for _ in range(3))
    if prior.variance > 0:
        shape, rate = prior.mean**2 / prior.variance, prior.mean / prior.variance
        shapes, rates = shape + observed, rate + known
        tail = (1 - confidence) / 2
        lower = gammaincinv(shapes, tail) / rates
        upper = gammaincinv(shapes, 1 - tail) / rates
        above = gammaincc(shapes, rates)
    made = [np.where(together, np.nan, values) for values in (ratios, lower, upper, above)]
    return SmoothedRatios(*made)


def _drawn(ratios: Floats, expected: Floats, means: Floats, variances: Floats) -> Floats:
    """Draw each ratio to its mean, all the way where the variance is not above 0."""
    true = np.maximum(variances, 0)
    chance = means / expected
    share = np.divide(true, true + chance, out=np.zeros_like(ratios), where=true + chance > 0)
    return np.asarray(means + share * (ratios - means))


def _checked(counts: ArrayLike, expected: ArrayLike) -> tuple[Floats, Floats]:
    """Check that counts and expected counts fit to each other."""
    return counts_and_expected(counts, expected)
