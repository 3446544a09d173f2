"""A coefficient of a model with its limits and p."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import ndtr, ndtri, stdtr, stdtrit

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import check_confidence

LARGEST = 700.0
"""Logarithm of the largest ratio that is given as a number."""


@dataclass(frozen=True)
class Coefficient:
    """One coefficient of a model: on the log scale, where the ratio is its exponential."""

    estimate: float
    standard_error: float
    lower: float
    upper: float
    statistic: float
    p_value: float  # two-sided

    @property
    def ratio(self) -> tuple[float, float, float]:
        """Rate ratio and its limits; infinite beyond what a number can be."""
        return _exp(self.estimate), _exp(self.lower), _exp(self.upper)


def coefficient(
    estimate: float, standard_error: float, *, df: float = math.inf, confidence: float = 0.95
) -> Coefficient:
    """Limits and two-sided p of an estimate, by Student's t or, without end, the normal.

    Raises
    ------
    ParameterError
        If the confidence is not between 0 and 1.

    Examples
    --------
    >>> found = coefficient(0.148930, 0.031205)
    >>> round(found.lower, 4), round(found.upper, 4), round(found.statistic, 3)
    (0.0878, 0.2101, 4.773)
    """
    check_confidence(confidence)
    level = (1 + confidence) / 2
    reach = standard_error * float(ndtri(level) if math.isinf(df) else stdtrit(df, level))
    statistic = estimate / standard_error if standard_error > 0 else math.nan
    far = -abs(statistic)
    p_value = 2 * float(ndtr(far) if math.isinf(df) else stdtr(df, far))
    return Coefficient(
        estimate, standard_error, estimate - reach, estimate + reach, statistic, p_value
    )


def column_place(names: tuple[str, ...], name: str) -> int:
    """Find a column by name.

    Raises
    ------
    SeriesError
        If there is none; the message lists those that there are.

    Examples
    --------
    >>> column_place(("constant", "x"), "x")
    1
    """
    if name not in names:
        raise SeriesError(f"There is no column {name!r}. There are {', '.join(names)}.")
    return names.index(name)


def _exp(logarithm: float) -> float:
    """Exponential; infinite where it overflows, as with covariates that tell areas apart."""
    return math.exp(logarithm) if logarithm < LARGEST else math.inf
