"""Scores of several indicators as one number: means of five kinds, and what they hide."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import ParameterError, SeriesError
from workbench.methods.basics.arrays import Flags, Floats

OBIC_OFFSET = 0.2
"""Added to a score before it becomes an inverse weight, so that 0 has the weight 5."""

WEIGHT_TOLERANCE = 1e-9

Aggregation = Callable[[Floats, Floats], Floats]


def aggregate(
    scores: ArrayLike, weights: ArrayLike | None = None, *, method: str = "arithmetic"
) -> Floats:
    """One number of the scores along the last axis.

    A missing score (NaN) takes its weight out. `completeness` says how much weight is left, and
    must be looked at first: `index_table` gives no index below a limit.

    Parameters
    ----------
    scores : array of float, shape (..., n_indicators)
        From 0 to 1; NaN where missing. [1]
    weights : array of float, shape (n_indicators,) or (..., n_indicators), optional
        0 or more; None: all equal. [1]
    method : str
        `arithmetic`: a low score is made good by a high one. `geometric`, `harmonic`: less so; one
        0 makes all 0. `minimum`: one out, all out; weights count only where they are 0. `obic`:
        arithmetic, where each weight is divided by the score plus 0.2 [1]_, so that low scores
        count for more.

    Returns
    -------
    array of float, shape (...)
        [1]; NaN where no score has a weight.

    Raises
    ------
    ParameterError
        If the method is unknown or a weight is negative.
    SeriesError
        If a score is outside 0 to 1, or scores and weights do not fit.

    References
    ----------
    .. [1] AgroCares, Open-Bodem-Index-Calculator (R), function cf_ind_importance.

    Examples
    --------
    >>> scores = [0.2, 0.9, 0.8, 0.5]
    >>> [round(float(aggregate(scores, method=method)), 5) for method in AGGREGATIONS]
    [0.6, 0.518, 0.4273, 0.2, 0.48521]
    """
    if method not in AGGREGATIONS:
        raise ParameterError(
            f"Unknown aggregation {method!r}. Known are: {', '.join(AGGREGATIONS)}."
        )
    values, shares = _weighted(scores, weights)
    result = AGGREGATIONS[method](np.nan_to_num(values), shares)
    return np.asarray(np.where(shares.sum(axis=-1) > 0, result, np.nan))


def completeness(scores: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    """Weight of the scores that are there, of all weight. [0 to 1].

    Examples
    --------
    >>> float(completeness([0.5, np.nan, 0.5], [0.25, 0.25, 0.5]))
    0.75
    """
    values, shares = _weighted(scores, weights)
    whole = np.ones(values.shape[-1]) if weights is None else np.asarray(weights, dtype=np.float64)
    return np.asarray(shares.sum(axis=-1) / whole.sum(axis=-1))


def weakest(scores: ArrayLike, weights: ArrayLike | None = None) -> tuple[Floats, Floats]:
    """Lowest score that has a weight, and its place; both NaN where there is none.

    Examples
    --------
    >>> lowest, place = weakest([0.7, 0.2, np.nan])
    >>> float(lowest), float(place)
    (0.2, 1.0)
    """
    values, shares = _weighted(scores, weights)
    counted = np.where(_there(shares), values, np.inf)
    lowest, place = counted.min(axis=-1), counted.argmin(axis=-1)
    none = np.isinf(lowest)
    return np.where(none, np.nan, lowest), np.where(none, np.nan, place)


def equal_weights(names: Sequence[str]) -> dict[str, float]:
    """Weights that are all the same and add up to 1.

    Examples
    --------
    >>> equal_weights(["BD", "AGG"])
    {'BD': 0.5, 'AGG': 0.5}
    """
    return {name: 1 / len(names) for name in names}


def check_weights(weights: Mapping[str, float], of_what: str) -> None:
    """Refuse weights that are negative or do not add up to 1.

    Parameters
    ----------
    weights : mapping of str to float
        [share]
    of_what : str
        What they are weights of, in the words of the error.

    Raises
    ------
    ParameterError
        If one is negative or their sum is not 1.

    Examples
    --------
    >>> check_weights({"BD": 0.5, "AGG": 0.5}, "physical indicators")
    """
    negative = [name for name, weight in weights.items() if not weight >= 0]
    if negative:
        raise ParameterError(f"The weight of {negative[0]} is not 0 or more. Give a share.")
    total = math.fsum(weights.values())
    if abs(total - 1) > WEIGHT_TOLERANCE:
        raise ParameterError(
            f"The weights of the {of_what} add up to {total:g}. Give weights that add up to 1."
        )


def _arithmetic(values: Floats, weights: Floats) -> Floats:
    """Mean."""
    return _ratio((values * weights).sum(axis=-1), weights.sum(axis=-1))


def _geometric(values: Floats, weights: Floats) -> Floats:
    """Mean of the logarithms; 0 where a score is."""
    logs = np.log(np.where(values > 0, values, 1.0))
    zero = ((values == 0) & _there(weights)).any(axis=-1)
    return np.asarray(np.where(zero, 0.0, np.exp(_arithmetic(logs, weights))))


def _harmonic(values: Floats, weights: Floats) -> Floats:
    """Mean of the inverses; 0 where a score is."""
    inverse = 1 / np.where(values > 0, values, 1.0)
    zero = ((values == 0) & _there(weights)).any(axis=-1)
    return np.asarray(np.where(zero, 0.0, 1 / np.maximum(_arithmetic(inverse, weights), 1e-300)))


def _minimum(values: Floats, weights: Floats) -> Floats:
    """Lowest score that has a weight."""
    return np.asarray(np.where(_there(weights), values, np.inf).min(axis=-1))


def _obic(values: Floats, weights: Floats) -> Floats:
    """Mean in which low scores weigh more."""
    return _arithmetic(values, weights / (values + OBIC_OFFSET))


AGGREGATIONS: Mapping[str, Aggregation] = {
    "arithmetic": _arithmetic,
    "geometric": _geometric,
    "harmonic": _harmonic,
    "minimum": _minimum,
    "obic": _obic,
}


def _weighted(scores: ArrayLike, weights: ArrayLike | None) -> tuple[Floats, Floats]:
    """Scores and their weights, 0 where the score is missing."""
    values = np.asarray(scores, dtype=np.float64)
    given = np.ones(values.shape[-1]) if weights is None else np.asarray(weights, dtype=np.float64)
    if given.shape[-1:] != values.shape[-1:]:
        raise SeriesError(
            f"There are {values.shape[-1]} indicators and {given.shape[-1]} weights. "
            "Give one for each."
        )
    if not (given >= 0).all():
        raise ParameterError("A weight is negative or missing. Give 0 or more.")
    if ((values < 0) | (values > 1)).any():
        raise SeriesError("A score is outside 0 to 1. Give shares, or NaN where there is none.")
    return values, np.where(np.isnan(values), 0.0, given)


def _there(weights: Floats) -> Flags:
    """Whether a score counts."""
    return np.asarray(weights > 0)


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Part over the whole, 0 where there is no whole."""
    return np.asarray(part / np.where(whole > 0, whole, 1.0))
