"""Distribution of a substance in a population, from a survey sample with non-detects.

Weights, strata and clusters of the sample enter each estimate and each interval.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import log_ndtr
from scipy.stats import beta
from scipy.stats import t as student_t

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Flags, Floats, as_censored, as_values, check_confidence
from workbench.methods.basics.intervals import Interval

ROUNDING = 1e-9
MOST_STEPS = 100
CONVERGED = 1e-10
MOST_NON_DETECTS = 0.4
"""Share of non-detects above which CDC's National Exposure Report gives no geometric mean."""


@dataclass(frozen=True)
class Design:
    """How persons were drawn.

    Attributes
    ----------
    weights : array of float, shape (n,)
        Persons that each stands for.
    stratum, unit : array of int, shape (n,)
        Number of the stratum, and of the primary sampling unit, from 0.
    """

    weights: Floats
    stratum: NDArray[np.intp]
    unit: NDArray[np.intp]

    @property
    def degrees_of_freedom(self) -> int:
        """Primary sampling units less strata, at least 1."""
        return max(1, int(self.unit.max()) - int(self.stratum.max()))

    def part(self, chosen: Flags) -> Design:
        """Design of some of the persons; strata and units are numbered anew."""
        return design(
            int(chosen.sum()),
            weights=self.weights[chosen],
            strata=self.stratum[chosen],
            clusters=self.unit[chosen],
        )

    def total_covariance(self, scores: Floats) -> Floats:
        """Covariance of totals of scores over the persons, by linearisation.

        Units are taken as drawn with replacement within their stratum. A stratum with one unit is
        centred at the mean of all, which errs on the side of a wide interval [1]_.

        Parameters
        ----------
        scores : array of float, shape (n, k)
            Already weighted.

        Returns
        -------
        array of float, shape (k, k)

        References
        ----------
        .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R. Hoboken: Wiley, 2010.
           doi:10.1002/9780470580066
        """
        n_units = int(self.unit.max()) + 1
        sums = np.zeros((n_units, scores.shape[1]))
        np.add.at(sums, self.unit, scores)
        of_unit = np.zeros(n_units, dtype=np.intp)
        of_unit[self.unit] = self.stratum
        covariance = np.zeros((scores.shape[1], scores.shape[1]))
        for stratum in range(int(self.stratum.max()) + 1):
            own = sums[of_unit == stratum]
            centred = own - (own.mean(axis=0) if len(own) > 1 else sums.mean(axis=0))
            covariance += centred.T @ centred * (len(own) / (len(own) - 1) if len(own) > 1 else 1.0)
        return covariance


@dataclass(frozen=True)
class GeometricMean:
    """Geometric mean of a population, with the standard error of its logarithm."""

    mean: float
    lower: float
    upper: float
    log_se: float
    degrees_of_freedom: int


@dataclass(frozen=True)
class Distribution:
    """Distribution by Kaplan-Meier, with weights: detected values from low to high.

    Attributes
    ----------
    values : array of float
        Detected values, ascending.
    shares : array of float
        Share of the population at or below each.
    below : float
        Share below all of them.
    """

    values: Floats
    shares: Floats
    below: float

    def quantile(self, probability: float) -> float:
        """Lowest value with at least this share at or below it; NaN where below all detects."""
        if probability <= self.below + ROUNDING:
            return math.nan
        place = int(np.searchsorted(self.shares, probability - ROUNDING))
        return float(self.values[min(place, self.values.size - 1)])

    def share_at_or_below(self, values: Floats) -> Floats:
        """Share of the population at or below each of some values."""
        places = np.searchsorted(self.values, values, side="right")
        steps = np.concatenate([[self.below], self.shares])
        return np.asarray(steps[places], dtype=np.float64)


@dataclass(frozen=True)
class Quantile:
    """A quantile of a population; a limit is NaN where it lies below all detects."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class PopulationShare:
    """A share of a population, the interval on the effective sample size, and that size."""

    share: float
    lower: float
    upper: float
    effective_n: float


def design(
    n: int,
    *,
    weights: ArrayLike | None = None,
    strata: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
) -> Design:
    """Design of a sample of persons.

    Parameters
    ----------
    n : int
        Persons, at least 2.
    weights : array of float, shape (n,), optional
        Above 0; without them all persons count alike.
    strata, clusters : array, shape (n,), optional
        Stratum and primary sampling unit, numbers or names; units of two strata may share a name.
        Without clusters each person is a unit, without strata there is one.

    Returns
    -------
    Design

    Raises
    ------
    SeriesError
        If there are fewer than 2 persons, a weight is not above 0, or lengths differ.

    Examples
    --------
    >>> design(4, strata=["a", "a", "b", "b"]).degrees_of_freedom
    2
    """
    own = np.ones(n) if weights is None else as_values(weights, "weights")
    named = np.zeros(n, dtype=np.intp) if strata is None else np.asarray(strata)
    units = np.arange(n) if clusters is None else np.asarray(clusters)
    if n < 2 or not own.size == named.size == units.size == n:
        raise SeriesError(
            f"There are {n} persons, {own.size} weights, {named.size} strata and {units.size} "
            "clusters. Give 2 persons or more, and one of each for each."
        )
    if (own <= 0).any():
        raise SeriesError(f"A weight is {own.min():g}. Give weights above 0.")
    stratum = np.unique(named, return_inverse=True)[1].astype(np.intp)
    within = np.unique(units, return_inverse=True)[1].astype(np.intp)
    unit = np.unique(stratum * n + within, return_inverse=True)[1].astype(np.intp)
    return Design(own, stratum, unit)


def distribution(concentrations: ArrayLike, censored: ArrayLike, of: Design) -> Distribution:
    """Distribution of a substance in a population by Kaplan-Meier, weighted.

    Parameters
    ----------
    concentrations : array of float, shape (n,)
        The limit where `censored`. [µg/L or any one unit]
    censored : array of bool, shape (n,)
        True for a non-detect.
    of : Design
        Of the n persons.

    Returns
    -------
    Distribution

    Raises
    ------
    SeriesError
        If nothing is detected, a value is missing, the lengths differ, or a limit is not above 0.

    References
    ----------
    .. [1] B. W. Turnbull, "The empirical distribution function with arbitrarily grouped, censored
       and truncated data," J. R. Stat. Soc. B, vol. 38, pp. 290-295, 1976.
       doi:10.1111/j.2517-6161.1976.tb01597.x

    Examples
    --------
    >>> found = distribution([1.0, 2.0, 3.0, 4.0], [True, False, False, False], design(4))
    >>> found.quantile(0.5), found.quantile(0.2), found.below
    (2.0, nan, 0.25)
    """
    values, flags = as_censored(concentrations, censored)
    if flags.all():
        raise SeriesError(f"None of {values.size} results is a detect. A distribution needs 1.")
    detects, place = np.unique(values[~flags], return_inverse=True)
    at = np.bincount(place, weights=of.weights[~flags])
    order = np.argsort(values, kind="stable")
    up_to = np.concatenate([[0.0], np.cumsum(of.weights[order])])
    known = up_to[np.searchsorted(values[order], detects, side="right")]
    kept = 1 - at / known  # share of those at or below a value that lie below it
    kept[kept < ROUNDING] = 0.0
    below = np.cumprod(kept[::-1])[::-1]
    shares = np.concatenate([below[1:], [1.0]])
    return Distribution(detects, shares, float(below[0]))


def quantile(
    found: Distribution,
    probability: float,
    sample: tuple[ArrayLike, ArrayLike, Design],
    confidence: float = 0.95,
) -> Quantile:
    """Quantile of a population with its interval.

    The share of the population at or below the estimate has an exact interval on the effective
    sample size; the limits are the quantiles at its ends, as in CDC's reports of exposure [1]_.

    Parameters
    ----------
    found : Distribution
        Of the sample.
    probability : float
        [share, above 0 and below 1]
    sample : tuple of (concentrations, censored, design)
        As of `distribution`.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    Quantile

    References
    ----------
    .. [1] Centers for Disease Control and Prevention, Fourth National Report on Human Exposure to
       Environmental Chemicals, Appendix A: Procedure to estimate percentiles. Atlanta: CDC, 2009.
    .. [2] R. S. Woodruff, "Confidence intervals for medians and other position measures," J. Am.
       Stat. Assoc., vol. 47, pp. 635-646, 1952. doi:10.1080/01621459.1952.10483443

    Examples
    --------
    >>> values, none = list(range(1, 101)), [False] * 100
    >>> own = design(100)
    >>> quantile(distribution(values, none, own), 0.5, (values, none, own))
    Quantile(value=50.0, lower=40.0, upper=61.0)
    """
    concentrations, censored, of = sample
    values, flags = as_censored(concentrations, censored)
    value = found.quantile(probability)
    if math.isnan(value):
        return Quantile(math.nan, math.nan, math.nan)
    at_value = found.share_at_or_below(np.array([value]))[0]
    chance = np.where(values <= value, 1.0, 0.0)
    above = flags & (values > value)  # a non-detect that may lie on either side
    chance[above] = at_value / np.maximum(found.share_at_or_below(values[above]), at_value)
    size = population_share(chance, of, confidence).effective_n
    ends = _exact(probability, size, (values.size, of.degrees_of_freedom), confidence)
    return Quantile(value, found.quantile(ends.lower), found.quantile(ends.upper))


def population_share(yes: ArrayLike, of: Design, confidence: float = 0.95) -> PopulationShare:
    """Share of a population, with an exact interval on the effective sample size.

    Parameters
    ----------
    yes : array of float, shape (n,)
        1 where something is true of a person, 0 where not; between them where it is not known.
    of : Design
        Of the n persons.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    PopulationShare

    Raises
    ------
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] E. L. Korn and B. I. Graubard, "Confidence intervals for proportions with small expected
       number of positive counts estimated from survey data," Surv. Methodol., vol. 24, pp. 193-201,
       1998.

    Examples
    --------
    >>> found = population_share([1] * 7 + [0] * 93, design(100))
    >>> found.share, round(found.lower, 4), round(found.upper, 4), round(found.effective_n)
    (0.07, 0.0284, 0.1394, 99)
    """
    check_confidence(confidence)
    answers = as_values(yes, "answers")
    total = of.weights.sum()
    share = float(of.weights @ answers / total)
    n = float(answers.size)
    scores = (of.weights * (answers - share) / total)[:, None]
    variance = float(of.total_covariance(scores)[0, 0])
    if 0 < share < 1 and variance > 0:
        size = min(n, share * (1 - share) / variance)
    else:
        size = float(total**2 / (of.weights @ of.weights))  # Kish
    ends = _exact(share, size, (n, of.degrees_of_freedom), confidence)
    return PopulationShare(share, ends.lower, ends.upper, size)


def _exact(share: float, size: float, freedom: tuple[float, int], confidence: float) -> Interval:
    """Exact limits of a share in a sample of an effective size, for the units that gave it."""
    tail = (1 - confidence) / 2
    n, units = freedom
    wider = float(student_t.ppf(tail, n - 1) / student_t.ppf(tail, units))
    size *= wider**2
    yes, no = size * share, size * (1 - share)
    lower = float(beta.ppf(tail, yes, no + 1)) if yes > 0 else 0.0
    upper = float(beta.ppf(1 - tail, yes + 1, no)) if no > 0 else 1.0
    return Interval(lower, upper)


def geometric_mean(
    concentrations: ArrayLike, censored: ArrayLike, of: Design, confidence: float = 0.95
) -> GeometricMean:
    """Geometric mean of a population, by weighted maximum likelihood for a lognormal.

    A non-detect enters by the chance to lie below its limit; no number stands in its place. The
    standard error is that of the weighted scores over the units of the sample (sandwich); where all
    are detected it is that of the weighted mean of the logarithms.

    Parameters
    ----------
    concentrations : array of float, shape (n,)
        The limit where `censored`; above 0. [µg/L or any one unit]
    censored : array of bool, shape (n,)
        True for a non-detect.
    of : Design
        Of the n persons.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    GeometricMean

    Raises
    ------
    SeriesError
        If there are fewer than 2 different detects, or a value is missing or not above 0.

    References
    ----------
    .. [1] R. J. Olsen, "Note on the uniqueness of the maximum likelihood estimator for the tobit
       model," Econometrica, vol. 46, pp. 1211-1215, 1978. doi:10.2307/1911445
    .. [2] D. A. Binder, "On the variances of asymptotically normal estimators from complex
       surveys," Int. Stat. Rev., vol. 51, pp. 279-292, 1983. doi:10.2307/1402588

    Examples
    --------
    >>> found = geometric_mean([1.0, 2.0, 4.0, 8.0], [False] * 4, design(4))
    >>> round(found.mean, 3), round(found.lower, 3), round(found.upper, 3)
    (2.828, 0.681, 11.747)
    """
    check_confidence(confidence)
    values, flags = as_censored(concentrations, censored)
    if np.unique(values[~flags]).size < 2 or (values <= 0).any():
        raise SeriesError("A geometric mean needs 2 different detects, and values above 0.")
    logs = np.log(values)
    weights = of.weights / of.weights.mean()
    at = _maximum(logs, flags, weights)
    scores, curvature = _scores(at, logs, flags, weights)
    inverse = np.linalg.inv(curvature)
    covariance = inverse @ of.total_covariance(scores) @ inverse
    delta, gamma = at
    slope = np.array([1 / gamma, -delta / gamma**2])
    log_mean, error = delta / gamma, math.sqrt(float(slope @ covariance @ slope))
    reach = float(student_t.ppf((1 + confidence) / 2, of.degrees_of_freedom)) * error
    lower, upper = (math.exp(log_mean + sign * reach) for sign in (-1, 1))
    return GeometricMean(math.exp(log_mean), lower, upper, error, of.degrees_of_freedom)


def _maximum(logs: Floats, flags: Flags, weights: Floats) -> Floats:
    """Mean over deviation, and one over deviation, at the maximum; in them the surface is concave.

    Raises
    ------
    SeriesError
        If no maximum is found.
    """
    detects = logs[~flags]
    gamma = 1 / max(float(np.std(detects)), 1e-3)
    at = np.array([float(logs.mean()) * gamma, gamma])
    for _ in range(MOST_STEPS):
        scores, curvature = _scores(at, logs, flags, weights)
        step = np.linalg.solve(curvature, scores.sum(axis=0))
        while at[1] + step[1] <= 0:
            step /= 2
        at = at + step
        if np.abs(step).max() < CONVERGED * np.abs(at).max():
            return at
    raise SeriesError("The likelihood of a lognormal has no maximum for these results.")


def _scores(at: Floats, logs: Floats, flags: Flags, weights: Floats) -> tuple[Floats, Floats]:
    """Weighted scores of each person, and the negative second derivative of the likelihood."""
    delta, gamma = at
    z = gamma * logs - delta
    ratio = np.exp(-0.5 * z**2 - log_ndtr(z)) / math.sqrt(2 * math.pi)
    bend = ratio * (z + ratio)
    by_delta = np.where(flags, -ratio, z)
    by_gamma = np.where(flags, ratio * logs, 1 / gamma - z * logs)
    curve = np.where(flags, bend, 1.0) * weights
    corner = -float(curve @ logs)
    last = float(curve @ logs**2) + float(weights[~flags].sum()) / gamma**2
    curvature = np.array([[float(curve.sum()), corner], [corner, last]])
    return np.column_stack([by_delta, by_gamma]) * weights[:, None], curvature
