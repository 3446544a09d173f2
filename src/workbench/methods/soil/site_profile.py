"""The workbench's own profile of a soil: the domains of a scoring set, and contamination."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import ParameterError, SeriesError
from workbench.methods.basics.arrays import Floats
from workbench.methods.soil.aggregation import check_weights

RATIOS, SCORES = (1.0, 3.0, 6.0), (1.0, 0.5, 0.0)
"""Ratio to what applies, and the score there; between them the score is linear.

The points are the limits of Hakanson's classes of the contamination factor: low below 1, moderate
to 3, considerable to 6, very high above. That they are scores is a choice of this project.
"""


def contamination_score(ratios: ArrayLike) -> Floats:
    """Score of the highest ratio of any contaminant to the background or threshold that applies.

    Parameters
    ----------
    ratios : array of float
        0 or more; NaN where nothing was compared. [1]

    Returns
    -------
    array of float
        1 at the background or below, 0.5 at three times, 0 from six times on. [0 to 1]

    Raises
    ------
    SeriesError
        If a ratio is negative.

    References
    ----------
    .. [1] L. Hakanson, Water Res., vol. 14, pp. 975-1001, 1980.
       doi:10.1016/0043-1354(80)90143-8

    Examples
    --------
    >>> contamination_score([0.4, 1.0, 2.0, 3.0, 4.5, 9.0]).tolist()
    [1.0, 1.0, 0.75, 0.5, 0.25, 0.0]
    """
    values = np.asarray(ratios, dtype=np.float64)
    if (values < 0).any():
        raise SeriesError("A ratio is below 0. Give 0 or more, or NaN.")
    return np.asarray(np.interp(values, RATIOS, SCORES))


@dataclass(frozen=True)
class Profile:
    """Profile of each site.

    Attributes
    ----------
    index : array of float
        Weighted mean of the domains that a site has; NaN without enough of them. [0 to 1]
    completeness : array of float
        Weight of the domains that it has. [0 to 1]
    weakest : array of int
        Place of the domain with the lowest score; -1 without any.
    lowest : array of float
        That score. [0 to 1]
    """

    index: Floats
    completeness: Floats
    weakest: np.ndarray
    lowest: Floats


def profile(scores: ArrayLike, weights: Mapping[str, float], least: float) -> Profile:
    """Put the domains of each site together; what is missing is in no mean, and is said.

    Parameters
    ----------
    scores : array of float, shape (n_sites, n_domains)
        In the order of `weights`; NaN where a domain has none. [0 to 1]
    weights : mapping of str to float
        Weight of each domain; they add up to 1.
    least : float
        Weight of domains that an index needs. [share, 0 to 1]

    Returns
    -------
    Profile

    Raises
    ------
    ParameterError
        If the weights do not add up to 1, or the least weight is no share.
    SeriesError
        If there are not as many columns as weights.

    Examples
    --------
    >>> found = profile([[0.9, 0.3]], {"physical": 0.5, "contamination": 0.5}, 0.5)
    >>> found.index.tolist(), found.weakest.tolist(), found.completeness.tolist()
    ([0.6], [1], [1.0])
    """
    check_weights(weights, "domains")
    if not 0 < least <= 1:
        raise ParameterError(f"The least weight is {least:g}. Give a share.")
    values = np.asarray(scores, dtype=np.float64)
    if values.ndim != 2 or values.shape[1] != len(weights):
        raise SeriesError(
            f"There are {len(weights)} weights and scores of the shape {values.shape}. "
            "Give a column for each."
        )
    shares = np.array(list(weights.values()))
    there = ~np.isnan(values)
    complete = (there * shares).sum(axis=1)
    enough = (complete >= least - 1e-12) & (complete > 0)
    total = (np.where(there, values, 0.0) * shares).sum(axis=1)
    index = np.divide(total, complete, out=np.full(len(values), np.nan), where=enough)
    filled = np.where(there, values, np.inf)
    lowest = filled.min(axis=1, initial=np.inf)
    return Profile(
        index=index,
        completeness=complete,
        weakest=np.where(np.isinf(lowest), -1, filled.argmin(axis=1)),
        lowest=np.where(np.isinf(lowest), np.nan, lowest),
    )
