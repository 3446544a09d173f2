"""Share of units that said yes: of answers, of a frame, of a frame of strata as regions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from workbench.errors import ParameterError, SeriesError
from workbench.findings.rows import Phrase, row
from workbench.methods.basics.arrays import Floats, check_confidence
from workbench.methods.basics.intervals import (
    NO_INTERVAL,
    Interval,
    agresti_coull,
    bounds,
    check_counts,
    clopper_pearson,
    hypergeometric,
    logit_interval,
    wilson,
)

Single = Literal["refuse", "undefined"]


@row
class LoneAnswer(Phrase):
    """A stratum has a single answer, and so no variance."""


@row
class NoDifference(Phrase):
    """Answers differ within no stratum, so that no variance can be seen."""


@dataclass(frozen=True)
class Share:
    """Yes of those who answered and of all who could have, with what is known of each."""

    n_yes: int
    n_answers: int
    n_frame: int
    of_answers: float  # yes / answers; NaN without an answer
    of_frame: float  # yes / frame: the lower of the bounds
    wilson: Interval  # of the frame, from answers as a random sample
    exact: Interval  # of the frame, hypergeometric, from answers as a random sample
    unlimited: Interval  # Wilson, as if the frame were a sample of more units
    unlimited_exact: Interval  # Clopper-Pearson, likewise
    unlimited_adjusted: Interval  # Agresti-Coull, likewise
    bounds: Interval  # of the frame, without assumptions on those who did not answer


@dataclass(frozen=True)
class Stratum:
    """Part of the frame, and what was answered in it; its counts are checked at birth."""

    name: str
    n_yes: int
    n_answers: int
    n_frame: int

    def __post_init__(self) -> None:
        try:
            check_counts(self.n_yes, self.n_answers, self.n_frame)
        except SeriesError as error:
            raise SeriesError(f"Stratum {self.name}: {error}") from error


@dataclass(frozen=True)
class StratifiedShare:
    """Share and total of yes in the frame, each stratum with its weight; NaN where undefined."""

    n_yes: int
    n_answers: int
    n_frame: int
    share: float  # of the frame, 0 to 1
    se: float  # with finite population correction
    se_unlimited: float  # without
    interval: Interval  # of the share, logit, with the degrees of freedom of the survey
    degrees_of_freedom: int  # answers less strata
    bounds: Interval  # of the share, without assumptions
    total: float  # units of the frame that say yes
    total_se: float
    design_effect: float  # variance against a simple random sample of the same frame
    design_effect_unlimited: float  # against one drawn with replacement, R's deff="replace"
    kish_n: float  # answers that would tell as much with equal weights
    weights: tuple[float, ...]  # units that each answer of a stratum stands for
    reason: Phrase | None  # why there is no interval; None where there is


def share_of_yes(n_yes: int, n_answers: int, n_frame: int, *, confidence: float = 0.95) -> Share:
    """Work out the share of yes among answers, and what it says of the frame.

    All intervals but the bounds take the answers as a random sample of the frame. Whether they are
    one is not known in a survey that units join as they like: then the bounds alone are sure.

    Parameters
    ----------
    n_yes : int
        Units that said yes.
    n_answers : int
        Units that said yes or no.
    n_frame : int
        Units that could have answered.
    confidence : float
        Of the two-sided intervals. [share, 0 to 1]

    Returns
    -------
    Share
        [share, 0 to 1]

    Raises
    ------
    SeriesError
        If a count is not whole or they do not fit into each other.
    ParameterError
        If the confidence is not between 0 and 1.

    Examples
    --------
    >>> share = share_of_yes(53, 94, 205)
    >>> round(share.of_answers, 3), round(share.of_frame, 3)
    (0.564, 0.259)
    >>> share.bounds.upper
    0.8
    """
    check_counts(n_yes, n_answers, n_frame)
    return Share(
        n_yes=n_yes,
        n_answers=n_answers,
        n_frame=n_frame,
        of_answers=n_yes / n_answers if n_answers else math.nan,
        of_frame=n_yes / n_frame,
        wilson=wilson(n_yes, n_answers, n_frame, confidence=confidence),
        exact=hypergeometric(n_yes, n_answers, n_frame, confidence=confidence),
        unlimited=wilson(n_yes, n_answers, confidence=confidence),
        unlimited_exact=clopper_pearson(n_yes, n_answers, confidence=confidence),
        unlimited_adjusted=agresti_coull(n_yes, n_answers, confidence=confidence),
        bounds=bounds(n_yes, n_answers, n_frame),
    )


def stratified_share(
    strata: Sequence[Stratum], *, single: Single = "refuse", confidence: float = 0.95
) -> StratifiedShare:
    r"""Estimate the share of yes in the frame from the answers of its strata.

    With :math:`p_h` yes among :math:`n_h` answers of :math:`N_h` units in stratum h, the share is
    :math:`\sum N_h p_h / N` and its variance
    :math:`\sum (N_h / N)^2 (1 - n_h / N_h) p_h (1 - p_h) / (n_h - 1)` [1]_. The interval is
    `logit_interval` with n less the number of strata degrees of freedom. Answers count as a random
    sample of their stratum; the `bounds` do without that.

    Parameters
    ----------
    strata : sequence of Stratum
        All strata of the frame, each with an answer.
    single : {"refuse", "undefined"}
        What to do where one unit of several answered in a stratum, so that its variance is not
        known: refuse, or give the share without standard error and interval. Merging the
        stratum with another is the third way.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    StratifiedShare
        [share, 0 to 1]

    Raises
    ------
    SeriesError
        If there is no stratum, one has no answer or a single one, or a name occurs twice.
    ParameterError
        If the confidence is not between 0 and 1, or the rule is unknown.

    References
    ----------
    .. [1] W. G. Cochran, Sampling Techniques, 3rd ed. New York: Wiley, 1977, ch. 5.

    Examples
    --------
    >>> share = stratified_share([Stratum("A", 2, 4, 10), Stratum("B", 3, 4, 30)])
    >>> share.share, round(share.se, 4), share.total
    (0.6875, 0.1833, 27.5)
    """
    check_confidence(confidence)
    _check_strata(strata, single)
    n_yes, n, n_frame = (np.array(counts, float) for counts in _counts(strata))
    share = float((n_frame * n_yes / n).sum() / n_frame.sum())
    variance = _variance(n_yes, n, n_frame)
    total_answers, total_frame = int(n.sum()), int(n_frame.sum())
    interval, reason = _interval(share, variance, total_answers - len(strata), confidence)
    if total_answers == total_frame:
        interval, reason = Interval(share, share), None
    unlimited, limited = _design_effects(share, variance, total_answers, total_frame)
    return StratifiedShare(
        n_yes=int(n_yes.sum()),
        n_answers=total_answers,
        n_frame=total_frame,
        share=share,
        se=math.sqrt(variance),
        se_unlimited=math.sqrt(_variance(n_yes, n, n_frame, finite=False)),
        interval=interval,
        degrees_of_freedom=total_answers - len(strata),
        bounds=bounds(int(n_yes.sum()), total_answers, total_frame),
        total=share * total_frame,
        total_se=math.sqrt(variance) * total_frame,
        design_effect=limited,
        design_effect_unlimited=unlimited,
        kish_n=float(total_frame**2 / (n_frame**2 / n).sum()),
        weights=tuple((n_frame / n).tolist()),
        reason=reason,
    )


def _counts(strata: Sequence[Stratum]) -> tuple[list[int], list[int], list[int]]:
    """Yes, answers and frame of all strata."""
    return (
        [stratum.n_yes for stratum in strata],
        [stratum.n_answers for stratum in strata],
        [stratum.n_frame for stratum in strata],
    )


def _check_names(strata: Sequence[Stratum]) -> None:
    """Refuse no strata, or the same one twice."""
    names = [stratum.name for stratum in strata]
    if not names:
        raise SeriesError("There are no strata. Give all of the frame.")
    repeated = [name for name in names if names.count(name) > 1]
    if repeated:
        raise SeriesError(f"Stratum {repeated[0]} occurs more than once. Give each once.")


def _check_strata(strata: Sequence[Stratum], single: str) -> None:
    """Refuse strata that no estimate can be made of."""
    if single not in ("refuse", "undefined"):
        raise ParameterError(f"The rule is '{single}'. Give refuse or undefined.")
    _check_names(strata)
    empty = [stratum for stratum in strata if stratum.n_answers == 0]
    if empty:
        raise SeriesError(
            f"Nobody answered in {', '.join(stratum.name for stratum in empty)}. "
            "Merge it with another stratum, or leave it out of the frame and say so."
        )
    lonely = [stratum for stratum in strata if stratum.n_answers == 1 < stratum.n_frame]
    if lonely and single == "refuse":
        raise SeriesError(
            f"One unit of {lonely[0].n_frame} answered in {lonely[0].name}, which has no variance. "
            "Merge it with another stratum, or ask for the share alone with single='undefined'."
        )


def _variance(n_yes: Floats, n: Floats, n_frame: Floats, *, finite: bool = True) -> float:
    """Variance of the share; NaN with a single answer, unless it is of a single unit."""
    share, left = n_yes / n, 1 - n / n_frame if finite else np.ones(n.size)
    known = np.where(n > 1, n - 1, np.nan)
    terms = (n_frame / n_frame.sum()) ** 2 * left * share * (1 - share) / known
    return float(np.where(left == 0, 0.0, terms).sum())


def _interval(
    share: float, variance: float, df: int, confidence: float
) -> tuple[Interval, Phrase | None]:
    """Interval on the logit, or the reason why there is none."""
    if math.isnan(variance):
        return NO_INTERVAL, LoneAnswer()
    if variance == 0:
        return NO_INTERVAL, NoDifference()
    return logit_interval(share, math.sqrt(variance), df, confidence=confidence), None


def _design_effects(share: float, variance: float, n: int, n_frame: int) -> tuple[float, float]:
    """Variance against simple random samples, drawn with replacement and without."""
    simple = share * (1 - share) / (n - 1) if n > 1 else 0.0
    if simple <= 0 or n == n_frame:
        return math.nan, math.nan
    return variance / simple, variance / (simple * (1 - n / n_frame))
