"""Class of an index, and all classes that its bounds reach."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.findings.rows import Phrase
from workbench.methods.bounded import Bounded
from workbench.methods.classes import named
from workbench.vocabulary.soil.references import IndexClasses

ROUNDING = 1e-12
"""Difference below which a value is at a limit, as 0.543 / 0.181 is at 3."""


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
