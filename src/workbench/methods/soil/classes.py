"""Class of a number, or the classes it lies between: of an index, of its bounds, of its draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import ParameterError, SeriesError
from workbench.findings.rows import Phrase, code, row
from workbench.methods.basics.arrays import Bounded, Flags, Floats
from workbench.vocabulary.soil.references import IndexClasses

MIN_PROBABILITY = 0.8
"""Probability from which one class is shown alone."""

ROUNDING = 1e-12
"""Difference below which a value is at a limit, as 0.543 / 0.181 is at 3."""


@row
class InClass(Phrase):
    """A number is in one class."""

    name: str = code("index-class", "the class")


@row
class BetweenClasses(Phrase):
    """A number lies between two classes, or in a class between them."""

    lowest: str = code("index-class", "the lowest class")
    highest: str = code("index-class", "the highest class")


def named(labels: Sequence[str], low: int, high: int) -> Phrase:
    """Name the class, or the classes at both ends.

    Parameters
    ----------
    labels : sequence of str
        Classes from low to high.
    low, high : int
        Positions of the lowest and of the highest class.

    Returns
    -------
    InClass or BetweenClasses

    Examples
    --------
    >>> named(["low", "medium", "high"], 0, 1)
    BetweenClasses(lowest='low', highest='medium')
    """
    if low == high:
        return InClass(name=labels[high])
    return BetweenClasses(lowest=labels[low], highest=labels[high])


@dataclass(frozen=True)
class ClassVerdict:
    """What may be said of a class.

    Attributes
    ----------
    named : InClass, BetweenClasses or None
        The class, or those that it lies between; None where there is no number.
    probabilities : tuple of float
        Of each class, from low to high.
    probability : float
        Of what is named; NaN where there is no number.
    is_single : bool
        Whether it is one class.
    """

    named: Phrase | None
    probabilities: tuple[float, ...]
    probability: float
    is_single: bool


def class_verdicts(
    draws: ArrayLike,
    limits: Sequence[float],
    labels: Sequence[str],
    *,
    min_probability: float = MIN_PROBABILITY,
) -> list[ClassVerdict]:
    """Say for each column of draws which class it is in, or between which.

    A class is shown where its share of the draws reaches the limit; else the fewest classes next
    to each other that do, the likelier ones first.

    Parameters
    ----------
    draws : array of float, shape (n_draws, n_samples)
        A column that has a NaN has no number.
    limits : sequence of float, length n_classes - 1
        Rising; a value at a limit is in the upper class.
    labels : sequence of str, length n_classes
        From low to high.
    min_probability : float
        [share]

    Returns
    -------
    list of ClassVerdict

    Raises
    ------
    ParameterError
        If limits do not rise, do not fit the labels, or the probability is not a share.
    SeriesError
        If the draws are not in two dimensions.

    Examples
    --------
    >>> draws = [[0.1, 0.3], [0.15, 0.5], [0.2, 0.6], [0.3, 0.8], [0.1, 0.5]]
    >>> for one in class_verdicts(draws, [0.25, 0.55], ["low", "medium", "high"]):
    ...     print(one.named)
    in-class(name=low)
    between-classes(lowest=medium, highest=high)
    """
    _check(limits, labels, min_probability)
    numbers = np.asarray(draws, dtype=np.float64)
    if numbers.ndim != 2:
        raise SeriesError(f"The draws have the shape {numbers.shape}. Give a column a sample.")
    positions = np.searchsorted(np.asarray(limits, dtype=np.float64), numbers, side="right")
    shares = np.array([(positions == place).mean(axis=0) for place in range(len(labels))])
    missing: Flags = np.asarray(np.isnan(numbers).any(axis=0))
    return [
        NO_CLASS if gone else _verdict(column, labels, min_probability)
        for column, gone in zip(shares.T, missing, strict=True)
    ]


NO_CLASS = ClassVerdict(None, (), float("nan"), is_single=False)


def _verdict(shares: Floats, labels: Sequence[str], wanted: float) -> ClassVerdict:
    """Find the fewest neighbouring classes that reach the probability."""
    sums = np.concatenate([[0.0], np.cumsum(shares)])
    for width in range(1, len(labels) + 1):
        windows = sums[width:] - sums[:-width]
        first = int(windows.argmax())
        if windows[first] >= wanted - ROUNDING:
            break
    last = first + width - 1
    return ClassVerdict(
        named(labels, first, last), tuple(shares.tolist()), float(windows[first]), width == 1
    )


def _check(limits: Sequence[float], labels: Sequence[str], probability: float) -> None:
    """Refuse limits that do not rise or do not fit the labels."""
    rising = all(low < high for low, high in pairwise(limits))
    if len(limits) != len(labels) - 1 or not rising:
        raise ParameterError(
            f"There are {len(labels)} classes with the limits "
            f"{', '.join(f'{limit:g}' for limit in limits)}. Give one rising limit fewer."
        )
    if not 0 < probability <= 1:
        raise ParameterError(f"The probability of a class is {probability:g}. Give a share.")


def class_positions(values: ArrayLike, classes: IndexClasses) -> NDArray[np.intp]:
    """Position of the class of each value, 0 for the lowest; -1 where the value is NaN.

    Parameters
    ----------
    values : array of float
        [unit of the limits]
    classes : IndexClasses
        See `workbench.vocabulary.soil.references`.

    Returns
    -------
    array of int, same shape

    Examples
    --------
    >>> from workbench.vocabulary.soil.references import index_classes
    >>> class_positions([0.999, 1.0, 6.0], index_classes("CF")).tolist()
    [0, 1, 3]
    >>> class_positions([0.0, 0.0001, 1.0], index_classes("Igeo")).tolist()
    [0, 1, 1]
    """
    numbers = np.array(values, dtype=np.float64)
    for limit in classes.limits:
        numbers = np.where(np.isclose(numbers, limit, rtol=ROUNDING, atol=ROUNDING), limit, numbers)
    positions = np.searchsorted(
        np.array(classes.limits), numbers, side="right" if classes.includes_lower else "left"
    )
    return np.asarray(np.where(np.isnan(numbers), -1, positions), dtype=np.intp)


def class_names(values: Bounded, classes: IndexClasses) -> list[Phrase | None]:
    """Name the class of each value; where its bounds are in two classes, both are named.

    Parameters
    ----------
    values : Bounded, shape (n,)
        A lower bound of NaN reaches down to the first class.
    classes : IndexClasses
        See `workbench.vocabulary.soil.references`.

    Returns
    -------
    list of InClass, BetweenClasses or None
        None where nothing was measured.

    Examples
    --------
    >>> from workbench.vocabulary.soil.references import index_classes
    >>> values = Bounded(np.array([2.0, 0.0, np.nan]), np.array([2.0, 2.0, np.nan]))
    >>> for one in class_names(values, index_classes("CF")):
    ...     print(one)
    in-class(name=moderate)
    between-classes(lowest=low, highest=moderate)
    None
    """
    highest = class_positions(values.upper, classes)
    lowest = np.where(highest < 0, -1, np.maximum(class_positions(values.lower, classes), 0))
    return [
        None if high < 0 else named(classes.labels, int(low), int(high))
        for low, high in zip(lowest, highest, strict=True)
    ]
