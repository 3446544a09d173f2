"""Means and totals of numbers that units of a frame reported, each stratum with its weight."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase
from workbench.methods.basics.arrays import Floats, check_confidence
from workbench.methods.basics.intervals import NO_INTERVAL, Interval
from workbench.methods.surveys.shares import LoneAnswer


@dataclass(frozen=True)
class ReportedNumbers:
    """Numbers that units of a stratum reported, and how many units it has."""

    numbers: Sequence[float]
    n_frame: int


@dataclass(frozen=True)
class StratifiedMean:
    """Mean and total of the frame, each stratum with its weight; NaN where undefined."""

    n_answers: int
    n_frame: int
    mean: float
    se: float  # with finite population correction
    interval: Interval  # of the mean: t, with the degrees of freedom of the survey
    total: float  # over all units of the frame
    total_se: float
    total_interval: Interval
    degrees_of_freedom: int  # answers less strata
    reason: Phrase | None  # why there is no standard error; None where there is one


def stratified_mean(
    strata: Mapping[str, ReportedNumbers], *, confidence: float = 0.95
) -> StratifiedMean:
    r"""Estimate mean and total of a frame from the numbers that units of its strata reported.

    With mean :math:`\bar y_h` and variance :math:`s_h^2` of :math:`n_h` answers of :math:`N_h`
    units in stratum h, the mean is :math:`\sum N_h \bar y_h / N` and its variance
    :math:`\sum (N_h / N)^2 (1 - n_h / N_h) s_h^2 / n_h`; the total is N times as much [1]_. Answers
    count as a random sample of their stratum: units that reported may differ from those that did
    not.

    Parameters
    ----------
    strata : mapping of str to ReportedNumbers
        All strata of the frame, each with an answer.
    confidence : float
        Of the two-sided intervals. [share, 0 to 1]

    Returns
    -------
    StratifiedMean
        In the unit of the numbers. Where one unit of several answered in a stratum, its variance is
        not known, and no standard error is given.

    Raises
    ------
    SeriesError
        If there is no stratum, one has no answer, or more answers than units, or a number is none.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] W. G. Cochran, Sampling Techniques, 3rd ed., Wiley, 1977, chapter 5.

    Examples
    --------
    >>> found = stratified_mean(
    ...     {"A": ReportedNumbers([2, 4], 4), "B": ReportedNumbers([10, 10, 10], 3)}
    ... )
    >>> round(found.mean, 3), found.total, round(found.total_se, 3)
    (6.0, 42.0, 2.828)
    """
    check_confidence(confidence)
    _check(strata)
    sizes = np.array([one.n_frame for one in strata.values()], dtype=float)
    n = np.array([len(one.numbers) for one in strata.values()], dtype=float)
    means = np.array([np.mean(one.numbers) for one in strata.values()])
    n_frame = float(sizes.sum())
    lone = tuple(name for name, one in strata.items() if len(one.numbers) == 1 and one.n_frame > 1)
    mean = float((sizes * means).sum() / n_frame)
    se = math.nan if lone else math.sqrt(_variance(strata, sizes, n))
    degrees = int(n.sum()) - len(strata)
    interval = _interval(mean, se, degrees, confidence)
    return StratifiedMean(
        n_answers=int(n.sum()),
        n_frame=int(n_frame),
        mean=mean,
        se=se,
        interval=interval,
        total=n_frame * mean,
        total_se=n_frame * se,
        total_interval=Interval(n_frame * interval.lower, n_frame * interval.upper),
        degrees_of_freedom=degrees,
        reason=LoneAnswer() if lone else None,
    )


def _variance(strata: Mapping[str, ReportedNumbers], sizes: Floats, n: Floats) -> float:
    """Variance of the mean; a stratum of which all units answered adds nothing."""
    spread = np.array(
        [np.var(one.numbers, ddof=1) if len(one.numbers) > 1 else 0.0 for one in strata.values()]
    )
    return float(((sizes / sizes.sum()) ** 2 * (1 - n / sizes) * spread / n).sum())


def _interval(mean: float, se: float, degrees: int, confidence: float) -> Interval:
    """Interval of Student's t; none without a standard error, a point where all answered."""
    if se == 0:
        return Interval(mean, mean)
    if math.isnan(se) or degrees < 1:
        return NO_INTERVAL
    half = float(stdtrit(degrees, (1 + confidence) / 2)) * se
    return Interval(mean - half, mean + half)


def _check(strata: Mapping[str, ReportedNumbers]) -> None:
    """Refuse strata that no mean can be made of."""
    if not strata:
        raise SeriesError("There is no stratum. Give each with its numbers and its units.")
    for name, one in strata.items():
        if not one.numbers:
            raise SeriesError(f"Stratum {name} has no number. Merge it with another.")
        if len(one.numbers) > one.n_frame:
            raise SeriesError(
                f"Stratum {name}: there are {len(one.numbers)} numbers from {one.n_frame} units."
            )
        if not all(map(math.isfinite, one.numbers)):
            raise SeriesError(f"Stratum {name} has a number that is none. Leave it out.")
