"""Class of an uncertain number: shown only where it is likely enough, else between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import ParameterError, SeriesError
from workbench.findings.rows import Phrase
from workbench.methods.basics.arrays import Flags, Floats
from workbench.methods.soil.classes import named

MIN_PROBABILITY = 0.8
"""Probability from which one class is shown alone."""

ROUNDING = 1e-12


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
