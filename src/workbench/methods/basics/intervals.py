"""Intervals of a share: Wilson, exact, in a finite population, and bounds without assumptions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit, ndtri
from scipy.stats import binomtest, hypergeom
from scipy.stats import t as student_t

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import check_confidence

TIE = 1e-9
"""Relative difference below which two chances count as equal."""


@dataclass(frozen=True)
class Interval:
    """Lower and upper limit; both NaN where there is none."""

    lower: float
    upper: float

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two have a value in common."""
        return self.lower <= other.upper and other.lower <= self.upper

    def within(self, other: "Interval") -> "Interval":
        """Give the part of it that another one leaves, as what is sure leaves of an estimate.

        Examples
        --------
        >>> Interval(0.3, 0.9).within(Interval(0.4, 0.8))
        Interval(lower=0.4, upper=0.8)
        """
        return Interval(max(self.lower, other.lower), min(self.upper, other.upper))


NO_INTERVAL = Interval(math.nan, math.nan)


def wilson(
    n_yes: int, n_answers: int, n_frame: int | None = None, *, confidence: float = 0.95
) -> Interval:
    """Interval of Wilson, narrower where much of a finite population has answered.

    With a finite population of N the n answers count as n (N - 1) / (N - n); a full count has no
    interval but the point. Without an answer the share can be anything from 0 to 1. The interval
    takes the answers as a random sample, and with few missing answers it may be wider than
    `bounds`.

    Parameters
    ----------
    n_yes, n_answers : int
        Units that said yes, and that said yes or no.
    n_frame : int, optional
        All units that could have answered; None: without end.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    Interval
        [share, 0 to 1]

    Raises
    ------
    SeriesError
        If a count is not whole or they do not fit into each other.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] E. B. Wilson, "Probable inference, the law of succession, and statistical inference,"
       J. Am. Stat. Assoc., vol. 22, pp. 209-212, 1927. doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> interval = wilson(7, 12)
    >>> round(interval.lower, 4), round(interval.upper, 4)
    (0.3195, 0.8067)
    >>> interval = wilson(7, 12, 24)
    >>> round(interval.lower, 4), round(interval.upper, 4)
    (0.3845, 0.7583)
    """
    check_confidence(confidence)
    check_counts(n_yes, n_answers, n_frame)
    share = n_yes / n_answers if n_answers else 0.5
    if n_answers == n_frame:
        return Interval(share, share)
    n = float(n_answers)
    if n_frame is not None:
        n *= (n_frame - 1) / (n_frame - n_answers)
    z = float(ndtri((1 + confidence) / 2))
    centre = (share * n + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * math.sqrt(n * share * (1 - share) + z**2 / 4)
    return Interval(
        0.0 if n_yes == 0 else min(centre - half, share),
        1.0 if n_yes == n_answers else max(centre + half, share),
    )


def clopper_pearson(n_yes: int, n_answers: int, *, confidence: float = 0.95) -> Interval:
    """Exact interval of a share in a population without end.

    Parameters
    ----------
    n_yes, n_answers : int
        Units that said yes, and that said yes or no.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    Interval
        [share, 0 to 1]

    Raises
    ------
    SeriesError
        If a count is not whole or they do not fit into each other.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in
       the case of the binomial," Biometrika, vol. 26, pp. 404-413, 1934.
       doi:10.1093/biomet/26.4.404

    Examples
    --------
    >>> interval = clopper_pearson(7, 12)
    >>> round(interval.lower, 4), round(interval.upper, 4)
    (0.2767, 0.8483)
    """
    check_confidence(confidence)
    check_counts(n_yes, n_answers)
    if n_answers == 0:
        return Interval(0.0, 1.0)
    exact = binomtest(n_yes, n_answers).proportion_ci(confidence, method="exact")
    return Interval(float(exact.low), float(exact.high))


def agresti_coull(n_yes: int, n_answers: int, *, confidence: float = 0.95) -> Interval:
    r"""Give the adjusted Wald interval of a share in a population without end.

    With z of the confidence, :math:`\tilde n = n + z^2` and
    :math:`\tilde p = (y + z^2 / 2) / \tilde n`, it is
    :math:`\tilde p \pm z \sqrt{\tilde p (1 - \tilde p) / \tilde n}`, cut at 0 and 1.

    Parameters
    ----------
    n_yes, n_answers : int
        Units that said yes, and that said yes or no.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    Interval
        [share, 0 to 1]

    Raises
    ------
    SeriesError
        If a count is not whole or they do not fit into each other.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] A. Agresti and B. A. Coull, "Approximate is better than 'exact' for interval estimation
       of binomial proportions," Am. Stat., vol. 52, pp. 119-126, 1998.
       doi:10.1080/00031305.1998.10480550

    Examples
    --------
    >>> interval = agresti_coull(81, 263)
    >>> round(interval.lower, 5), round(interval.upper, 5)
    (0.25522, 0.36628)
    """
    check_confidence(confidence)
    check_counts(n_yes, n_answers)
    z = float(ndtri((1 + confidence) / 2))
    n = n_answers + z**2
    centre = (n_yes + z**2 / 2) / n
    half = z * math.sqrt(centre * (1 - centre) / n)
    return Interval(max(centre - half, 0.0), min(centre + half, 1.0))


def hypergeometric(
    n_yes: int, n_answers: int, n_frame: int, *, confidence: float = 0.95
) -> Interval:
    """Exact interval of a share in a finite population.

    It holds every number of yes in the frame that leaves the answers a chance above half of
    1 - confidence, on either side. It never leaves the `bounds`.

    Parameters
    ----------
    n_yes, n_answers, n_frame : int
        Units that said yes, that said yes or no, and that could have answered.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    Interval
        [share of the frame, 0 to 1]

    Raises
    ------
    SeriesError
        If a count is not whole or they do not fit into each other.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] J. P. Buonaccorsi, "A note on confidence intervals for proportions in finite
       populations," Am. Stat., vol. 41, pp. 215-218, 1987.

    Examples
    --------
    >>> hypergeometric(7, 12, 24)
    Interval(lower=0.375, upper=0.75)
    """
    check_confidence(confidence)
    check_counts(n_yes, n_answers, n_frame)
    possible = np.arange(n_yes, n_frame - n_answers + n_yes + 1)
    # A chance of exactly half of 1 - confidence would else be in or out by its rounding error.
    chance = (1 - confidence) / 2 * (1 + TIE)
    as_many = hypergeom.sf(n_yes - 1, n_frame, possible, n_answers) > chance
    as_few = hypergeom.cdf(n_yes, n_frame, possible, n_answers) > chance
    kept = possible[as_many & as_few]
    return Interval(float(kept[0] / n_frame), float(kept[-1] / n_frame))


def bounds(n_yes: int, n_answers: int, n_frame: int) -> Interval:
    """Limits of the share in the frame whatever those without an answer would have said.

    Parameters
    ----------
    n_yes, n_answers, n_frame : int
        Units that said yes, that said yes or no, and that could have answered.

    Returns
    -------
    Interval
        From all others saying no to all others saying yes. [share of the frame, 0 to 1]

    Raises
    ------
    SeriesError
        If a count is not whole or they do not fit into each other.

    References
    ----------
    .. [1] C. F. Manski, Partial Identification of Probability Distributions. New York: Springer,
       2003. doi:10.1007/b97478

    Examples
    --------
    >>> bounds(7, 12, 28)
    Interval(lower=0.25, upper=0.8214285714285714)
    """
    check_counts(n_yes, n_answers, n_frame)
    return Interval(n_yes / n_frame, (n_yes + n_frame - n_answers) / n_frame)


def logit_interval(
    share: float, se: float, degrees_of_freedom: int, *, confidence: float = 0.95
) -> Interval:
    """Interval of an estimated share, even on the logit, that of Student's t.

    Parameters
    ----------
    share : float
        [share, above 0 and below 1]
    se : float
        Its standard error, above 0. [share]
    degrees_of_freedom : int
        Of the standard error, 1 or more.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    Interval
        [share, 0 to 1]

    Raises
    ------
    SeriesError
        If the share is 0 or 1, or has no standard error.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys: A Guide to Analysis Using R. Hoboken: Wiley, 2010.
       doi:10.1002/9780470580066

    Examples
    --------
    >>> interval = logit_interval(0.5, 0.1, 20)
    >>> round(interval.lower, 4), round(interval.upper, 4)
    (0.3027, 0.6973)
    """
    check_confidence(confidence)
    if not 0 < share < 1 or not se > 0 or degrees_of_freedom < 1:
        raise SeriesError(
            f"The share is {share:g} with the standard error {se:g} of {degrees_of_freedom} "
            "degrees of freedom. Give a share between 0 and 1, and both above 0."
        )
    reach = student_t.ppf((1 + confidence) / 2, degrees_of_freedom) * se / (share * (1 - share))
    centre = logit(share)
    return Interval(float(expit(centre - reach)), float(expit(centre + reach)))


def check_counts(n_yes: int, n_answers: int, n_frame: int | None = None) -> None:
    """Refuse counts that are not whole, or of which a part is larger than its whole.

    Parameters
    ----------
    n_yes, n_answers : int
        Units that said yes, and that said yes or no.
    n_frame : int, optional
        All units that could have answered, 1 or more.

    Raises
    ------
    SeriesError
        If a count is not whole or they do not fit into each other.

    Examples
    --------
    >>> check_counts(7, 12, 24)
    """
    counts: Sequence[float] = [n_yes, n_answers] if n_frame is None else [n_yes, n_answers, n_frame]
    if not all(float(count).is_integer() and count >= 0 for count in counts):
        raise SeriesError(f"The counts are {_listed(counts)}. Give whole numbers from 0.")
    if n_frame == 0:
        raise SeriesError("The frame has 0 units. Give the number that could have answered.")
    if n_yes > n_answers:
        raise SeriesError(f"Of {n_answers} answers {n_yes} are yes. Give 0 to {n_answers}.")
    if n_frame is not None and n_answers > n_frame:
        raise SeriesError(
            f"There are {n_answers} answers from a frame of {n_frame} units. Give one answer a "
            "unit, and a frame with all who answered."
        )


def _listed(counts: Sequence[float]) -> str:
    """Write counts as text, as in "3, 2.5"."""
    return ", ".join(f"{count:.10g}" for count in counts)
