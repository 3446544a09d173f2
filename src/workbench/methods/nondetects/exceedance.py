"""Share of samples above a threshold."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import ParameterError
from workbench.findings.rows import Phrase, count, row
from workbench.methods.basics.arrays import as_censored, check_confidence
from workbench.methods.basics.intervals import wilson


@row
class Undecided(Phrase):
    """Samples whose detection limit is above the threshold."""

    n_undecided: int = count("samples whose limit is above the threshold")
    n_measurements: int = count("samples")


@dataclass(frozen=True)
class Exceedance:
    """Samples above a threshold, as a share with its interval; NaN where it is not known."""

    n: int
    n_above: int
    n_undecided: int  # non-detects with a limit above the threshold
    share: float  # 0 to 1
    lower: float
    upper: float
    reason: Undecided | None  # why no share is given


def share_above(
    concentrations: ArrayLike,
    censored: ArrayLike,
    threshold: float,
    *,
    confidence: float = 0.95,
) -> Exceedance:
    """Judge which share of samples lies above a threshold.

    A value exactly at the threshold is not above it, nor is a non-detect whose limit is at or below
    the threshold. A non-detect whose limit is above the threshold can be either; with one such
    sample no share is given, and the limits are those of the lowest and of the highest share that
    is possible. The interval is Wilson's, for samples drawn independently.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,)
        True for a non-detect.
    threshold : float
        In the unit of the concentrations. [mg/kg]
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    Exceedance
        [share, 0 to 1]

    Raises
    ------
    SeriesError
        If a value is missing, the lengths differ, or a limit is not above 0.
    ParameterError
        If the threshold is not a number or the confidence is not between 0 and 1.

    Examples
    --------
    >>> result = share_above([0.5, 1.0, 2.0, 3.0], [True, False, False, False], threshold=1.0)
    >>> result.n_above, result.share, round(result.lower, 3), round(result.upper, 3)
    (2, 0.5, 0.15, 0.85)
    """
    check_confidence(confidence)
    if not math.isfinite(threshold):
        raise ParameterError(f"The threshold is {threshold}. Give a concentration.")
    values, flags = as_censored(concentrations, censored)
    above = values > threshold
    n, n_above = values.size, int(np.sum(above & ~flags))
    n_undecided = int(np.sum(above & flags))
    lower = wilson(n_above, n, confidence=confidence).lower
    upper = wilson(n_above + n_undecided, n, confidence=confidence).upper
    share = math.nan if n_undecided else n_above / n
    reason = Undecided(n_undecided=n_undecided, n_measurements=n) if n_undecided else None
    return Exceedance(n, n_above, n_undecided, share, lower, upper, reason)
