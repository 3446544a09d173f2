"""Upper confidence limit of a mean content, which stands for what people are exposed to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t as student_t

from workbench.methods.basics.arrays import Flags, Floats, as_censored, check_confidence
from workbench.methods.nondetects.estimates import kaplan_meier

Rule = Literal[
    "Student t",
    "Chebyshev",
    "Kaplan-Meier, t",
    "Kaplan-Meier, Chebyshev",
    "maximum",
    "gamma",
    "lognormal",
    "bootstrap",
    "Kaplan-Meier, gamma",
    "Kaplan-Meier, bootstrap",
]

MIN_SAMPLES = 8
MIN_DETECTS = 5
"""Samples and detects that a limit needs; with fewer the maximum is taken."""

MILD_LOG_SD = 0.5
"""Standard deviation of the logarithms of detects up to which the content is mildly skewed."""


@dataclass(frozen=True)
class UpperLimit:
    """Upper limit of the mean, the rule that gave it, and what it is made of.

    `capped` says that the limit exceeded the maximum, which was taken in its place. `reason` says
    why no rule but the maximum applies; empty where one does.
    """

    value: float
    rule: Rule
    mean: float
    standard_error: float
    maximum: float
    n: int
    n_censored: int
    capped: bool
    reason: str


def mean_upper_limit(
    concentrations: ArrayLike, censored: ArrayLike | None = None, *, confidence: float = 0.95
) -> UpperLimit:
    """Upper confidence limit (one-sided) of the mean content, by a rule that it names.

    The rule follows the advice of the US EPA [1]_: Student's t where the content is mildly skewed
    (standard deviation of the logarithms of the detects up to 0.5), else Chebyshev's inequality,
    which holds for any distribution. With non-detects the mean and its standard error are those
    of Kaplan and Meier; nothing is put in the place of a non-detect. With fewer than 8 samples or
    5 detects, and where a limit exceeds it, the maximum is taken [2]_.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,), optional
        True for a non-detect; None: all are detected.
    confidence : float
        [share, 0 to 1]

    Returns
    -------
    UpperLimit
        [unit of the concentrations]

    Raises
    ------
    SeriesError
        If a value is missing, the lengths differ, or a limit is not above 0.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] US EPA, ProUCL Version 5.1 Technical Guide, EPA/600/R-07/041, 2015.
    .. [2] US EPA, Calculating Upper Confidence Limits for Exposure Point Concentrations at
       Hazardous Waste Sites, OSWER 9285.6-10, 2002.

    Examples
    --------
    >>> found = mean_upper_limit([10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
    >>> found.rule, round(found.value, 3)
    ('Student t', 16.255)
    """
    check_confidence(confidence)
    values, flags = as_censored(concentrations, censored)
    n_censored = int(flags.sum())
    n_detects = values.size - n_censored
    if values.size < MIN_SAMPLES or n_detects < MIN_DETECTS:
        return _maximum(values, n_censored)
    mean = kaplan_meier(values, flags).mean if n_censored else float(values.mean())
    error = kaplan_meier_standard_error(values, flags)
    rule, factor = _rule(values[~flags], n_censored, confidence)
    limit, maximum = mean + factor * error, float(values.max())
    return UpperLimit(
        value=min(limit, maximum),
        rule=rule,
        mean=mean,
        standard_error=error,
        maximum=maximum,
        n=values.size,
        n_censored=n_censored,
        capped=limit > maximum,
        reason="",
    )


def kaplan_meier_standard_error(concentrations: ArrayLike, censored: ArrayLike) -> float:
    """Give the standard error of the mean of Kaplan and Meier; without non-detects the usual one.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,)
        True for a non-detect.

    Returns
    -------
    float
        [unit of the concentrations]; NaN with fewer than 2 detects.

    Raises
    ------
    SeriesError
        As `mean_upper_limit`, or if nothing is detected.

    References
    ----------
    .. [1] A. Singh, R. Maichle and S. Lee, On the Computation of a 95 % Upper Confidence Limit of
       the Unknown Population Mean Based upon Data Sets with Below Detection Limit Observations,
       US EPA, EPA/600/R-06/022, 2006.

    Examples
    --------
    >>> round(kaplan_meier_standard_error([1.0, 2.0, 4.0], [False] * 3), 6)
    0.881917
    """
    values, flags = as_censored(concentrations, censored)
    curve = kaplan_meier(values, flags)
    n_detects = int((~flags).sum())
    if n_detects < 2:
        return math.nan
    detects, shares = curve.values[::-1], curve.at_or_below[::-1]
    areas = np.cumsum(np.diff(detects) * shares[:-1])
    ordered, seen = np.sort(values), np.sort(values[~flags])  # no table of all pairs
    at_or_below = np.searchsorted(ordered, detects[1:], side="right")
    at = np.searchsorted(seen, detects[1:], side="right") - np.searchsorted(seen, detects[1:])
    variance = (areas**2 * at / (at_or_below * (at_or_below - at))).sum()
    return math.sqrt(float(variance) * n_detects / (n_detects - 1))


def _maximum(values: Floats, n_censored: int) -> UpperLimit:
    """Take the maximum, where there are too few samples or detects for a rule."""
    n_detects = values.size - n_censored
    return UpperLimit(
        value=float(values.max()),
        rule="maximum",
        mean=math.nan if n_censored else float(values.mean()),
        standard_error=math.nan,
        maximum=float(values.max()),
        n=values.size,
        n_censored=n_censored,
        capped=False,
        reason=(
            f"{values.size} samples, {n_detects} of them detects; "
            f"{MIN_SAMPLES} and {MIN_DETECTS} are needed"
        ),
    )


def _rule(detects: Floats, n_censored: int, confidence: float) -> tuple[Rule, float]:
    """Name of the rule, and how many standard errors it adds."""
    n = detects.size + n_censored
    if _is_mild(detects):
        return (
            "Kaplan-Meier, t" if n_censored else "Student t",
            float(student_t.ppf(confidence, n - 1)),
        )
    factor = math.sqrt(1 / (1 - confidence) - 1)
    return "Kaplan-Meier, Chebyshev" if n_censored else "Chebyshev", factor


def _is_mild(detects: Floats) -> bool:
    """Whether the content is mildly skewed; one with a 0 is not."""
    above: Flags = detects > 0
    return bool(above.all()) and float(np.log(detects).std(ddof=1)) <= MILD_LOG_SD
