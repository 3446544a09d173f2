"""Numbers that are known between two bounds: a non-detect lies between 0 and its limit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Flags, Floats


@dataclass(frozen=True)
class Bounded:
    """Lower and upper bound of each number, equal where it is known.

    Both are NaN where it was not measured. The lower one alone is NaN where the number has no
    lower bound, as the logarithm of a non-detect.
    """

    lower: Floats
    upper: Floats

    @property
    def known(self) -> Flags:
        """Whether each number is known, neither bounded nor missing."""
        return np.asarray(self.lower == self.upper)

    @property
    def measured(self) -> Flags:
        """Whether anything is known of each number."""
        return np.asarray(~np.isnan(self.upper))


def bounded_concentrations(concentrations: ArrayLike, censored: ArrayLike) -> Bounded:
    """Concentrations as bounds: a non-detect is at least 0 and at most its limit.

    Parameters
    ----------
    concentrations : array of float
        The limit where `censored`, NaN where nothing was measured. [mg/kg or any one unit]
    censored : array of bool, same shape
        True for a non-detect.

    Returns
    -------
    Bounded
        [unit of the concentrations]

    Raises
    ------
    SeriesError
        If the shapes differ, a number is negative or infinite, or a 0 is given as detected.

    Examples
    --------
    >>> found = bounded_concentrations([0.3, 0.1], [False, True])
    >>> found.lower.tolist(), found.upper.tolist()
    ([0.3, 0.0], [0.3, 0.1])
    """
    values = np.asarray(concentrations, dtype=np.float64)
    flags = np.asarray(censored, dtype=bool)
    if values.shape != flags.shape:
        raise SeriesError(
            f"There are concentrations of the shape {values.shape} and flags of the shape "
            f"{flags.shape}. Give one flag for each."
        )
    if np.isinf(values).any() or (values < 0).any():
        raise SeriesError("A concentration is negative or infinite. Give 0 or more, or NaN.")
    if (values == 0).any():
        raise SeriesError(
            "A concentration is 0, which no laboratory can measure. "
            "Give the limit of detection and flag it as a non-detect."
        )
    return Bounded(np.where(flags, 0.0, values), values)
