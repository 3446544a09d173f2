"""Rates of areas made comparable: expected counts, their ratio to the observed, direct rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv, ndtri
from scipy.stats import poisson

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_values, check_confidence

MIN_CASES = 10
"""Cases that a directly standardised rate needs; below it the limits do not hold."""


@dataclass(frozen=True)
class StandardisedRatios:
    """Observed over expected cases of each area, with limits; NaN where nothing is expected."""

    observed: Floats
    expected: Floats
    ratios: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True)
class DirectRates:
    """Directly standardised rate of each area, with limits, and its crude rate."""

    cases: Floats
    crude: Floats
    rates: Floats
    lower: Floats
    upper: Floats


def internal_rates(cases: ArrayLike, person_years: ArrayLike) -> Floats:
    """Rate of each stratum over all areas, the standard that the areas make among themselves.

    Parameters
    ----------
    cases : array of float, shape (n_areas, n_strata)
        Cases by sex and age band. [1]
    person_years : array of float, shape (n_areas, n_strata)
        [person-year]

    Returns
    -------
    array of float, shape (n_strata,)
        0 for a stratum without person-years, where there can be no cases. [1/person-year]

    Raises
    ------
    SeriesError
        If the tables differ in shape, a number is missing or negative, or a stratum of an area has
        cases without person-years.

    Examples
    --------
    >>> internal_rates([[1, 4], [3, 2]], [[100, 200], [300, 400]])
    array([0.01, 0.01])
    """
    events, at_risk = _strata(cases, person_years)
    total = at_risk.sum(axis=0)
    rates: Floats = np.zeros_like(total)
    np.divide(events.sum(axis=0), total, out=rates, where=total > 0)
    return rates


def expected_counts(person_years: ArrayLike, rates: ArrayLike) -> Floats:
    """Cases of each area, had it the given rates: indirect standardisation.

    With `internal_rates` they add up to the observed cases. Ratios that rest on the same rates are
    still not strictly comparable between areas of different age structure.

    Parameters
    ----------
    person_years : array of float, shape (n_areas, n_strata)
        [person-year]
    rates : array of float, shape (n_strata,)
        Of the areas together, or of another population. [1/person-year]

    Returns
    -------
    array of float, shape (n_areas,)
        [1]

    Raises
    ------
    SeriesError
        If there is not one rate a stratum, or a number is missing or negative.

    Examples
    --------
    >>> expected_counts([[100, 200], [300, 400]], [0.01, 0.02])
    array([ 5., 11.])
    """
    at_risk = _table(person_years, "person-years")
    standard = as_values(rates, "rates")
    if standard.size != at_risk.shape[1] or (standard < 0).any():
        raise SeriesError(
            f"There are {standard.size} rates for {at_risk.shape[1]} strata. Give one for each, "
            "0 or more."
        )
    return at_risk @ standard


def poisson_limits(
    counts: ArrayLike, *, confidence: float = 0.95, method: Literal["exact", "Byar"] = "exact"
) -> tuple[Floats, Floats]:
    """Limits of the mean of each Poisson count.

    Parameters
    ----------
    counts : array of float, shape (n,)
        0 or more; shared cases need not be whole. [1]
    confidence : float
        Of the two-sided interval. [share, 0 to 1]
    method : {'exact', 'Byar'}
        Exact limits of Garwood [1]_, or Byar's approximation as in [2]_.

    Returns
    -------
    lower, upper : array of float, shape (n,)
        [1]

    Raises
    ------
    SeriesError
        If a count is missing or negative.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] F. Garwood, "Fiducial limits for the Poisson distribution," Biometrika, vol. 28,
       pp. 437-442, 1936. doi:10.1093/biomet/28.3-4.437
    .. [2] N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research, vol. 2. Lyon: IARC,
       1987.

    Examples
    --------
    >>> lower, upper = poisson_limits([0, 4])
    >>> lower.round(3), upper.round(3)
    (array([0.  , 1.09]), array([ 3.689, 10.242]))
    """
    check_confidence(confidence)
    observed = as_values(counts, "counts")
    if (observed < 0).any():
        raise SeriesError(f"A count is {observed.min():g}. Give 0 or more.")
    tail = (1 - confidence) / 2
    if method == "exact":
        lower = np.zeros_like(observed)
        some = observed > 0
        lower[some] = gammaincinv(observed[some], tail)
        return lower, np.asarray(gammaincinv(observed + 1, 1 - tail), dtype=np.float64)
    return _byar(observed, float(ndtri(1 - tail)))


def control_limits(expected: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Limits that the ratio of an area passes by chance alone, where its true ratio is one.

    Quantiles of the Poisson distribution, with a straight line between the shares of neighbouring
    counts, so that they are smooth over the expected cases (funnel plot [1]_).

    Parameters
    ----------
    expected : array of float, shape (n,)
        Expected cases, above 0. [1]
    confidence : float
        Share of the areas between the limits. [share, 0 to 1]

    Returns
    -------
    lower, upper : array of float, shape (n,)
        Observed over expected cases. [1]

    Raises
    ------
    SeriesError
        If a number is missing, or not above 0.

    References
    ----------
    .. [1] D. J. Spiegelhalter, "Funnel plots for comparing institutional performance," Stat. Med.,
       vol. 24, pp. 1185-1202, 2005. doi:10.1002/sim.1970

    Examples
    --------
    >>> lower, upper = control_limits([10.0, 100.0])
    >>> lower.round(2), upper.round(2)
    (array([0.38, 0.8 ]), array([1.62, 1.2 ]))
    """
    check_confidence(confidence)
    means = as_values(expected, "expected cases")
    if (means <= 0).any():
        raise SeriesError(f"An area has {means.min():g} expected cases. Give more than 0.")
    tails = np.array([(1 - confidence) / 2, (1 + confidence) / 2])[:, None]
    counts = poisson.ppf(tails, means)
    at, below = poisson.cdf(counts, means), poisson.cdf(counts - 1, means)
    lower, upper = np.maximum(counts - (at - tails) / (at - below), 0.0) / means
    return lower, upper


def standardised_ratios(
    observed: ArrayLike,
    expected: ArrayLike,
    *,
    confidence: float = 0.95,
    method: Literal["exact", "Byar"] = "exact",
) -> StandardisedRatios:
    """Standardised morbidity or mortality ratios (SMR) with limits.

    The expected counts are taken as known.

    Parameters
    ----------
    observed, expected : array of float, shape (n_areas,)
        Cases, 0 or more. [1]
    confidence : float
        Of the two-sided interval. [share, 0 to 1]
    method : {'exact', 'Byar'}
        See `poisson_limits`.

    Returns
    -------
    StandardisedRatios
        [1]

    Raises
    ------
    SeriesError
        If a number is missing or negative, or the lengths differ.
    ParameterError
        If the confidence is not between 0 and 1.

    Examples
    --------
    >>> smr = standardised_ratios([4], [3.3])
    >>> smr.ratios.round(4), smr.lower.round(4), smr.upper.round(4)
    (array([1.2121]), array([0.3303]), array([3.1035]))
    """
    counts, standard = as_values(observed, "counts"), as_values(expected, "expected counts")
    if counts.size != standard.size or (standard < 0).any():
        raise SeriesError(
            f"There are {counts.size} observed and {standard.size} expected counts. Give one of "
            "each for an area, 0 or more."
        )
    lower, upper = poisson_limits(counts, confidence=confidence, method=method)
    known = np.where(standard > 0, standard, np.nan)
    return StandardisedRatios(counts, standard, counts / known, lower / known, upper / known)


def direct_rates(
    cases: ArrayLike,
    person_years: ArrayLike,
    weights: ArrayLike,
    *,
    confidence: float = 0.95,
    method: Literal["Dobson", "Fay-Feuer"] = "Dobson",
) -> DirectRates:
    """Rates that each area would have with the ages of a standard population.

    Parameters
    ----------
    cases, person_years : array of float, shape (n_areas, n_strata)
        [1] and [person-year]
    weights : array of float, shape (n_strata,)
        Standard population; only its shape counts. [1]
    confidence : float
        Of the two-sided interval. [share, 0 to 1]
    method : {'Dobson', 'Fay-Feuer'}
        Limits of Dobson and others [1]_ about Byar's limits of the count, or those of Fay and
        Feuer [2]_ from gamma distributions, which are wider at the top.

    Returns
    -------
    DirectRates
        Times 100 000 for the usual unit. NaN for an area with fewer than 10 cases, and where a
        stratum with weight has no person-years. [1/person-year]

    Raises
    ------
    SeriesError
        If the tables differ in shape, a number is missing or negative, a stratum has cases without
        person-years, or there is not one weight a stratum.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] A. J. Dobson, K. Kuulasmaa, E. Eberle and J. Scherer, "Confidence intervals for weighted
       sums of Poisson parameters," Stat. Med., vol. 10, pp. 457-462, 1991.
       doi:10.1002/sim.4780100317
    .. [2] M. P. Fay and E. J. Feuer, "Confidence intervals for directly standardized rates: a
       method based on the gamma distribution," Stat. Med., vol. 16, pp. 791-801, 1997.
       doi:10.1002/(SICI)1097-0258(19970415)16:7<791::AID-SIM500>3.0.CO;2-#

    Examples
    --------
    >>> direct_rates([[10, 40]], [[1000, 2000]], [3, 1]).rates
    array([0.0125])
    """
    check_confidence(confidence)
    events, at_risk = _strata(cases, person_years)
    standard = as_values(weights, "weights")
    if standard.size != events.shape[1] or (standard < 0).any() or not standard.any():
        raise SeriesError(
            f"There are {standard.size} weights for {events.shape[1]} strata. Give one for each, "
            "0 or more and not all 0."
        )
    shares = standard / standard.sum()
    usable = (events.sum(axis=1) >= MIN_CASES) & (at_risk[:, shares > 0] > 0).all(axis=1)
    factors = np.divide(shares, at_risk, out=np.zeros_like(at_risk), where=at_risk > 0)
    factors[~usable] = np.nan
    limits = _dobson if method == "Dobson" else _fay_feuer
    lower, upper = limits(events, factors, (1 - confidence) / 2)
    total = at_risk.sum(axis=1)
    crude = np.divide(events.sum(axis=1), total, out=np.full_like(total, np.nan), where=total > 0)
    rates = (factors * events).sum(axis=1)
    return DirectRates(events.sum(axis=1), crude, rates, lower, upper)


def _dobson(events: Floats, factors: Floats, tail: float) -> tuple[Floats, Floats]:
    """Limits of a weighted sum of counts, scaled from those of the sum of the counts."""
    count = events.sum(axis=1)
    lower, upper = _byar(count, float(ndtri(1 - tail)))
    rate = (factors * events).sum(axis=1)
    stretch = np.sqrt((factors**2 * events).sum(axis=1) / np.where(count > 0, count, np.nan))
    return rate + stretch * (lower - count), rate + stretch * (upper - count)


def _fay_feuer(events: Floats, factors: Floats, tail: float) -> tuple[Floats, Floats]:
    """Limits from a gamma distribution; the upper one as if one more case were in any stratum."""
    rate = (factors * events).sum(axis=1)
    variance = (factors**2 * events).sum(axis=1)
    largest = factors.max(axis=1)
    above, wider = rate + largest, variance + largest**2
    lower = variance / rate * gammaincinv(rate**2 / variance, tail)
    return lower, wider / above * gammaincinv(above**2 / wider, 1 - tail)


def _byar(counts: Floats, z: float) -> tuple[Floats, Floats]:
    """Byar's approximation to the exact limits of Poisson counts."""
    some = np.where(counts > 0, counts, 1.0)
    lower = counts * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3
    more = counts + 1
    upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return np.where(counts > 0, lower, 0.0), upper


def _strata(cases: ArrayLike, person_years: ArrayLike) -> tuple[Floats, Floats]:
    """Both tables, once they fit to each other."""
    events, at_risk = _table(cases, "cases"), _table(person_years, "person-years")
    if events.shape != at_risk.shape:
        raise SeriesError(
            f"The cases have the shape {events.shape}, the person-years {at_risk.shape}. Give both "
            "with one row an area and one column a stratum."
        )
    n_impossible = int(((events > 0) & (at_risk == 0)).sum())
    if n_impossible:
        raise SeriesError(
            f"{n_impossible} strata have cases without person-years. Give their population, or "
            "take these cases out and say so."
        )
    return events, at_risk


def _table(numbers: ArrayLike, name: str) -> Floats:
    """Finite numbers of 0 or more, one row an area and one column a stratum."""
    table = np.asarray(numbers, dtype=np.float64)
    if table.ndim != 2 or table.size == 0:
        raise SeriesError(
            f"The {name} have the shape {table.shape}. Give one row an area, one column a stratum."
        )
    if not np.isfinite(table).all() or (table < 0).any():
        raise SeriesError(f"Some {name} are missing or negative. Give numbers of 0 or more.")
    return table
