"""Answers weighted so that groups of the frame, as of income, have their known size."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, check_confidence
from workbench.methods.basics.intervals import NO_INTERVAL, Interval, logit_interval
from workbench.methods.surveys.shares import NoDifference

MAX_ROUNDS = 10_000
CLOSE_ENOUGH = 1e-12
"""Largest relative difference of a raked margin from its size in the frame."""


@dataclass(frozen=True)
class Grouping:
    """Group of each answer, and the units of each group in the frame."""

    name: str
    labels: Sequence[str]
    frame: Mapping[str, int]


@dataclass(frozen=True)
class PoststratifiedShare:
    """Share of yes in the frame, with weights that give each group its size."""

    n_answers: int
    n_frame: int
    share: float  # of the frame, 0 to 1
    se: float
    interval: Interval  # logit, with the degrees of freedom of the strata
    weights: Floats  # units that each answer stands for
    reason: NoDifference | None  # why there is no interval; None where there is


@dataclass(frozen=True)
class RakedShare:
    """Share of yes in the frame, with weights that give each group of several its size."""

    n_answers: int
    n_frame: int
    share: float  # of the frame, 0 to 1
    weights: Floats  # units that each answer stands for
    rounds: int


def poststratified_share(
    yes: Sequence[bool], strata: Grouping, groups: Grouping, *, confidence: float = 0.95
) -> PoststratifiedShare:
    """Estimate the share of yes, weighting answers so that groups have their size in the frame.

    Answers count as a random sample of their stratum; within a group the weights of the strata are
    all raised or lowered by the same factor. The variance is that of what is left within the
    groups, with finite population correction.

    Parameters
    ----------
    yes : sequence of bool, shape (n_answers,)
    strata : Grouping
        Strata of the frame, each with 2 answers or more, or with all of its units.
    groups : Grouping
        Groups of the frame, each with an answer.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    PoststratifiedShare
        [share, 0 to 1]

    Raises
    ------
    SeriesError
        If the lengths differ, an answer is neither True nor False, a group has no answer or more
        than units, a stratum a single one of several, or the groups do not add up to the same
        frame as the strata.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] D. Holt and T. M. F. Smith, "Post stratification," J. R. Stat. Soc. A, vol. 142,
       pp. 33-46, 1979. doi:10.2307/2344652

    Examples
    --------
    >>> strata = Grouping("region", ["A", "A", "A", "A"], {"A": 12})
    >>> groups = Grouping("income", ["low", "low", "high", "high"], {"low": 9, "high": 3})
    >>> share = poststratified_share([True, False, True, True], strata, groups)
    >>> share.share, share.weights.tolist()
    (0.625, [4.5, 4.5, 1.5, 1.5])
    """
    check_confidence(confidence)
    answers = _answers(yes, [strata, groups])
    reason: NoDifference | None = None
    n_frame = sum(strata.frame.values())
    weights = _scaled(_base_weights(strata), groups)
    share = float((weights * answers).sum() / n_frame)
    se = math.sqrt(_variance(answers - share, weights / n_frame, strata, groups))
    df = answers.size - len(strata.frame)
    if answers.size == n_frame:
        interval = Interval(share, share)
    elif not se > 0 or not 0 < share < 1:
        interval, reason = NO_INTERVAL, NoDifference()
    else:
        interval = logit_interval(share, se, df, confidence=confidence)
    return PoststratifiedShare(answers.size, n_frame, share, se, interval, weights, reason)


def raked_share(yes: Sequence[bool], strata: Grouping, groupings: Sequence[Grouping]) -> RakedShare:
    """Estimate the share of yes, weighting answers until several groupings have their sizes.

    The weights of the strata are brought to one grouping after the other, again and again, until
    all hold. No standard error is given: that of the strata would not be right for it.

    Parameters
    ----------
    yes : sequence of bool, shape (n_answers,)
    strata : Grouping
        Strata of the frame, each with an answer.
    groupings : sequence of Grouping
        Groups of the same frame, each with an answer.

    Returns
    -------
    RakedShare
        [share, 0 to 1]

    Raises
    ------
    SeriesError
        If the lengths differ, an answer is neither True nor False, a group has no answer or more
        than units, the groupings do not add up to the same frame, or no weights give all groups
        their size.

    References
    ----------
    .. [1] W. E. Deming and F. F. Stephan, "On a least squares adjustment of a sampled frequency
       table when the expected marginal totals are known," Ann. Math. Stat., vol. 11, pp. 427-444,
       1940. doi:10.1214/aoms/1177731829

    Examples
    --------
    >>> region = Grouping("region", ["A", "A", "B", "B"], {"A": 8, "B": 4})
    >>> income = Grouping("income", ["low", "high", "low", "high"], {"low": 9, "high": 3})
    >>> share = raked_share([True, False, True, True], region, [region, income])
    >>> share.weights.round(6).tolist()
    [6.0, 2.0, 3.0, 1.0]
    """
    answers = _answers(yes, [strata, *groupings])
    n_frame = sum(strata.frame.values())
    weights = _base_weights(strata)
    for rounds in range(1, MAX_ROUNDS + 1):
        for grouping in groupings:
            weights = _scaled(weights, grouping)
        if all(_distance(weights, grouping) < CLOSE_ENOUGH for grouping in groupings):
            share = float((weights * answers).sum() / n_frame)
            return RakedShare(answers.size, n_frame, share, weights, rounds)
    raise SeriesError(
        f"No weights give all groups of {', '.join(grouping.name for grouping in groupings)} their "
        "size in the frame. Merge groups that few answered in."
    )


def _members(grouping: Grouping, group: str) -> NDArray[np.bool_]:
    """Flag the answers of a group."""
    return np.array([label == group for label in grouping.labels])


def _base_weights(strata: Grouping) -> Floats:
    """Units of the stratum that each answer stands for."""
    return _scaled(np.ones(len(strata.labels)), strata)


def _scaled(weights: Floats, grouping: Grouping) -> Floats:
    """Weights that add up to the size of each group."""
    scaled = weights.copy()
    for group, size in grouping.frame.items():
        members = _members(grouping, group)
        scaled[members] *= size / weights[members].sum()
    return scaled


def _distance(weights: Floats, grouping: Grouping) -> float:
    """Largest relative difference of a group from its size."""
    return max(
        abs(float(weights[_members(grouping, group)].sum()) / size - 1)
        for group, size in grouping.frame.items()
    )


def _variance(deviations: Floats, weights: Floats, strata: Grouping, groups: Grouping) -> float:
    """Variance between the answers of a stratum of what differs within the groups."""
    rest = deviations.copy()
    for group in groups.frame:
        members = _members(groups, group)
        rest[members] -= np.average(rest[members], weights=weights[members])
    parts = rest * weights
    variance = 0.0
    for stratum, n_frame in strata.frame.items():
        own = parts[_members(strata, stratum)]
        if own.size == 1 < n_frame:
            raise SeriesError(
                f"{strata.name} {stratum}: one answer of {n_frame} units has no variance. "
                "Merge it with another."
            )
        if own.size < n_frame:
            variance += (1 - own.size / n_frame) * own.size * float(own.var(ddof=1))
    return variance


def _answers(yes: Sequence[bool], groupings: Sequence[Grouping]) -> Floats:
    """Answers as 0 and 1, once all groupings fit to them and to each other."""
    odd = [answer for answer in yes if not isinstance(answer, bool | np.bool_)]
    if odd:
        raise SeriesError(f"An answer is {odd[0]!r}. Give True or False, and leave out the rest.")
    for grouping in groupings:
        _check_grouping(grouping, len(yes))
    sizes = {grouping.name: sum(grouping.frame.values()) for grouping in groupings}
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{name} {size}" for name, size in sizes.items())
        raise SeriesError(f"The frames add up to different sizes: {listed}. Give one frame.")
    return np.array(yes, dtype=np.float64)


def _check_grouping(grouping: Grouping, n_answers: int) -> None:
    """Refuse groups without an answer, without a size, or with more answers than units."""
    name, labels = grouping.name, list(grouping.labels)
    if len(labels) != n_answers:
        raise SeriesError(f"There are {n_answers} answers and {len(labels)} of {name}. Give both.")
    strange = sorted(set(labels) ^ set(grouping.frame))
    if strange:
        raise SeriesError(
            f"Not both answers and a size in the frame: {name} {', '.join(strange)}. "
            "Merge groups that nobody answered in, and give the size of each."
        )
    for group, size in grouping.frame.items():
        if labels.count(group) > size:
            raise SeriesError(
                f"{name} {group}: {labels.count(group)} answers of {size} units. "
                "Give all units that could have answered."
            )
