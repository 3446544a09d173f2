"""Arrays that the methods take: checked for length, gaps, flags and order before any use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import ParameterError, SeriesError

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def as_values(values: ArrayLike, name: str) -> Floats:
    """Finite numbers in one dimension, at least one.

    Parameters
    ----------
    values : array of float, shape (n,)
        Concentrations or decimal years.
    name : str
        What they are, in the words of the error.

    Returns
    -------
    array of float, shape (n,)

    Raises
    ------
    SeriesError
        If they are no numbers, not in one dimension, none or not finite.

    Examples
    --------
    >>> as_values([0.4, 1], "concentrations")
    array([0.4, 1. ])
    """
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SeriesError(f"The {name} are not all numbers. Give one number each.") from error
    if array.ndim != 1 or array.size == 0:
        raise SeriesError(f"The {name} have the shape {array.shape}. Give a list of 1 or more.")
    n_missing = int((~np.isfinite(array)).sum())
    if n_missing:
        raise SeriesError(
            f"Of {array.size} {name}, {n_missing} are missing or infinite. Leave them out first."
        )
    return array


def as_censored(concentrations: ArrayLike, censored: ArrayLike | None) -> tuple[Floats, Flags]:
    """Concentrations and which of them are non-detects, given by their limit.

    Parameters
    ----------
    concentrations : array of float, shape (n,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n,), or None
        True for a non-detect; None: all are detected.

    Returns
    -------
    concentrations : array of float, shape (n,)
    censored : array of bool, shape (n,)

    Raises
    ------
    SeriesError
        If the lengths differ, a flag is neither true nor false or a limit is not above 0.

    Examples
    --------
    >>> as_censored([0.4, 1], [False, True])[1]
    array([False,  True])
    """
    values = as_values(concentrations, "concentrations")
    flags: NDArray[Any] = np.zeros(values.size, bool) if censored is None else np.asarray(censored)
    if flags.shape != values.shape:
        raise SeriesError(
            f"There are {values.size} concentrations, but flags of the shape {flags.shape}. "
            "Give one flag for each."
        )
    kind = flags.dtype.kind
    if kind != "b" and (kind not in "iuf" or not ((flags == 0) | (flags == 1)).all()):
        raise SeriesError(
            "A flag for non-detects is neither true nor false. Give True for '<' and False else."
        )
    flags = flags.astype(bool)
    if (values[flags] <= 0).any():
        raise SeriesError(
            f"A non-detect has the limit {values[flags].min():g}. Give limits above 0."
        )
    return values, flags


def time_order(dates: ArrayLike, n_visits: int) -> tuple[Floats, NDArray[np.intp]]:
    """Dates in order of time, and the order that sorts what belongs to them.

    Parameters
    ----------
    dates : array of float, shape (n_visits,)
        Each once. [decimal year]
    n_visits : int
        Number of visits, at least 2.

    Returns
    -------
    dates : array of float, shape (n_visits,)
        [decimal year]
    order : array of int, shape (n_visits,)

    Raises
    ------
    SeriesError
        If there are too few visits, another number of dates, or a date twice.

    Examples
    --------
    >>> time_order([2015.5, 2009.2], 2)
    (array([2009.2, 2015.5]), array([1, 0]))
    """
    years = as_values(dates, "dates")
    if years.size != n_visits:
        raise SeriesError(
            f"There are {years.size} dates for {n_visits} concentrations. Give one for each."
        )
    if n_visits < 2:
        raise SeriesError("A slope or a trend needs 2 visits or more, this series has 1.")
    order = np.argsort(years, kind="stable")
    years = years[order]
    repeated = years[1:][np.diff(years) == 0]
    if repeated.size:
        raise SeriesError(
            f"The date {repeated[0]:.10g} occurs more than once. "
            "Combine the values of a visit first, with visit_median."
        )
    return years, order


def check_confidence(confidence: float) -> None:
    """Refuse a level of confidence that is not between 0 and 1, as 95 for 95 %.

    Parameters
    ----------
    confidence : float
        [share, 0 to 1]

    Raises
    ------
    ParameterError
        If it is not between 0 and 1.

    Examples
    --------
    >>> check_confidence(0.95)
    """
    if not 0 < confidence < 1:
        raise ParameterError(f"The confidence is {confidence:g}. Give a share, as 0.95 for 95 %.")


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
