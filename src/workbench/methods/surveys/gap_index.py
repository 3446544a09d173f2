"""Gaps of a country: importance of an item times what is lacking of it, and their index."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import ParameterError, SeriesError
from workbench.findings.rows import Phrase, row
from workbench.methods.basics.arrays import as_values
from workbench.methods.basics.intervals import NO_INTERVAL, Interval

DEFICITS = {"yes": 0.0, "partial": 0.5, "no": 1.0}
UNKNOWN, NOT_APPLICABLE = "unknown", "not_applicable"
ANSWERS = (*DEFICITS, UNKNOWN, NOT_APPLICABLE)

CLASSES = ("low", "moderate", "high", "very high")
CLASS_LIMITS = (0.25, 0.5, 0.75)
"""Where a class begins; the index at a limit is in the upper one."""

DECIMALS = 12
"""Indices that agree so far are equal."""


@row
class NoItemAnswered(Phrase):
    """No item was answered."""


@row
class NoItemApplicable(Phrase):
    """No item with an importance is applicable."""


@dataclass(frozen=True)
class ItemGap:
    """One item: what was answered, and how much its gap weighs."""

    item: str
    answer: str
    importance: float  # 0 to 1
    severity: float  # importance times deficit, 0 to 1; NaN where unknown or not applicable


@dataclass(frozen=True)
class GapIndex:
    """Gaps of one unit; no answer is never a gap, but widens the bounds."""

    items: tuple[ItemGap, ...]
    index: float  # of the answered items, 0 to 1; NaN where none is
    bounds: Interval  # were all unknown items yes, and were all no
    completeness: float  # answered importance of the applicable, 0 to 1
    n_unknown: int
    n_not_applicable: int
    gap_class: str  # class of the index; empty where there is none
    classes: tuple[str, ...]  # all classes that the bounds reach
    reason: Phrase | None  # why there is no index; None where there is


def gap_index(
    answers: Mapping[str, str],
    importance: Mapping[str, float],
    *,
    class_limits: Sequence[float] = CLASS_LIMITS,
) -> GapIndex:
    """Weigh the gaps of a unit: importance times deficit, over the importance of what it answered.

    The deficit is 0 for yes, 0.5 for partial and 1 for no. An unknown item is in no sum of the
    index; the bounds say what the index would be were all of them yes, and were all of them no.
    What is not applicable is outside of everything.

    Parameters
    ----------
    answers : mapping of str to str
        yes, partial, no, unknown or not_applicable for each item.
    importance : mapping of str to float
        Of the same items. [0 to 1]
    class_limits : sequence of 3 float
        Index from which a gap is moderate, high and very high. [0 to 1]

    Returns
    -------
    GapIndex
        [0 to 1, 1 is the widest gap]

    Raises
    ------
    SeriesError
        If an answer is unknown, or the items with an answer are not those with an importance.
    ParameterError
        If an importance is not from 0 to 1, or the limits do not rise from 0 to 1.

    Examples
    --------
    >>> importance = {"thresholds": 1.0, "legislation": 0.9, "monitoring": 0.6}
    >>> answers = {"thresholds": "yes", "legislation": "no", "monitoring": "unknown"}
    >>> gap = gap_index(answers, importance)
    >>> round(gap.index, 4), gap.bounds, gap.completeness
    (0.4737, Interval(lower=0.36, upper=0.6), 0.76)
    >>> gap.gap_class, gap.classes
    ('moderate', ('moderate', 'high'))
    """
    _check_items(answers, importance)
    _check_limits(class_limits)
    items = tuple(_item(item, answer, importance[item]) for item, answer in answers.items())
    applicable = [item for item in items if item.answer != NOT_APPLICABLE]
    answered = [item for item in applicable if item.answer != UNKNOWN]
    lacking = math.fsum(item.severity for item in answered)
    told, asked = _importance(answered), _importance(applicable)
    index = lacking / told if told else math.nan
    hidden = _importance([item for item in applicable if item.answer == UNKNOWN])
    most = min(lacking + hidden, asked)
    limits = Interval(lacking / asked, most / asked) if asked else NO_INTERVAL
    return GapIndex(
        items=items,
        index=index,
        bounds=limits,
        completeness=told / asked if asked else math.nan,
        n_unknown=len(applicable) - len(answered),
        n_not_applicable=len(items) - len(applicable),
        gap_class=gap_class(index, class_limits) if told else "",
        classes=_classes(limits, class_limits) if asked else (),
        reason=_reason(told, asked),
    )


def gap_class(index: float, limits: Sequence[float] = CLASS_LIMITS) -> str:
    """Word for a gap index: low, moderate, high or very high.

    Parameters
    ----------
    index : float
        [0 to 1]
    limits : sequence of 3 float
        Index from which a gap is moderate, high and very high. [0 to 1]

    Returns
    -------
    str

    Raises
    ------
    SeriesError
        If the index is not from 0 to 1.
    ParameterError
        If the limits do not rise from 0 to 1.

    Examples
    --------
    >>> gap_class(0.25), gap_class(0.7499), gap_class(0.75)
    ('moderate', 'high', 'very high')
    """
    _check_limits(limits)
    if not 0 <= index <= 1:
        raise SeriesError(f"The gap index is {index:g}. Give a number from 0 to 1.")
    # A sum of tenths that makes 0.25 by hand may be below it by a rounding error.
    return CLASSES[sum(round(index, DECIMALS) >= limit for limit in limits)]


def importance_from_ratings(ratings: ArrayLike) -> float:
    """Bring the median of an item's ratings, on a scale of 1 to 5, to an importance of 0 to 1.

    Parameters
    ----------
    ratings : array of float, shape (n_respondents,)
        [1 to 5]

    Returns
    -------
    float
        (median - 1) / 4. [0 to 1]

    Raises
    ------
    SeriesError
        If there is no rating, or one is not from 1 to 5.

    Examples
    --------
    >>> importance_from_ratings([5, 4, 2])
    0.75
    """
    values = as_values(ratings, "ratings")
    if ((values < 1) | (values > 5)).any():
        raise SeriesError(f"A rating is outside 1 to 5, of {values.min():g} to {values.max():g}.")
    return float((np.median(values) - 1) / 4)


def _item(item: str, answer: str, importance: float) -> ItemGap:
    """Weigh the gap of one item."""
    return ItemGap(item, answer, importance, importance * DEFICITS.get(answer, math.nan))


def _importance(items: Sequence[ItemGap]) -> float:
    """Add up the importance of items."""
    return math.fsum(item.importance for item in items)


def _classes(limits: Interval, class_limits: Sequence[float]) -> tuple[str, ...]:
    """Name all classes from the lower to the upper bound."""
    first, last = (
        CLASSES.index(gap_class(limit, class_limits)) for limit in (limits.lower, limits.upper)
    )
    return CLASSES[first : last + 1]


def _reason(told: float, asked: float) -> Phrase | None:
    """Say why there is no index; None where there is."""
    if told:
        return None
    return NoItemAnswered() if asked else NoItemApplicable()


def _check_items(answers: Mapping[str, str], importance: Mapping[str, float]) -> None:
    """Refuse other answers, other items and an importance outside 0 to 1."""
    odd = [item for item, answer in answers.items() if answer not in ANSWERS]
    if odd:
        raise SeriesError(
            f"The answer to {odd[0]} is '{answers[odd[0]]}'. Known are: {', '.join(ANSWERS)}."
        )
    unmatched = sorted(answers.keys() ^ importance.keys())
    if unmatched:
        raise SeriesError(
            f"Not both an answer and an importance: {', '.join(unmatched)}. "
            "Give both for each item, and the answer 'unknown' where there is none."
        )
    outside = [item for item, weight in importance.items() if not 0 <= weight <= 1]
    if outside:
        raise ParameterError(
            f"The importance of {outside[0]} is {importance[outside[0]]:g}. "
            "Give a number from 0 to 1."
        )


def _check_limits(limits: Sequence[float]) -> None:
    """Refuse limits of classes that do not rise between 0 and 1."""
    rising = all(low < high for low, high in zip([0, *limits], [*limits, 1], strict=True))
    if len(limits) != len(CLASSES) - 1 or not rising:
        raise ParameterError(
            f"The limits of the classes are {', '.join(f'{limit:g}' for limit in limits)}. "
            "Give three rising numbers between 0 and 1, as 0.25, 0.5, 0.75."
        )
