"""Random draws for the uncertainty of an index: of sites, of the laboratory and of weights.

The same seed gives the same draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import ParameterError, SeriesError
from workbench.methods.basics.arrays import Floats
from workbench.methods.basics.intervals import Interval

N_DRAWS = 1000
SEED = 20240101
COVERAGE_FACTOR = 2.0
"""Laboratories state their uncertainty for twice the standard deviation."""

Picks = NDArray[np.intp]


@dataclass(frozen=True)
class BootstrapMean:
    """Mean over sites with its interval; strata with one site add no spread, and are named."""

    mean: float
    interval: Interval
    n_sites: int
    n_without: int  # sites without a value
    strata_of_one: tuple[str, ...]
    draws: Floats


def site_draws(strata: Sequence[str], n_draws: int = N_DRAWS, seed: int = SEED) -> Picks:
    """Draw sites with replacement, within each stratum as many as it has [1]_.

    Parameters
    ----------
    strata : sequence of str, length n_sites
        Stratum of each site, as a land use; all the same for one stratum.
    n_draws, seed : int
        Number of draws, and what they are drawn from.

    Returns
    -------
    array of int, shape (n_draws, n_sites)
        Places of the sites of each draw.

    Raises
    ------
    ParameterError
        If there are fewer than 1 draws.
    SeriesError
        If there are no sites.

    References
    ----------
    .. [1] A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application. Cambridge
       University Press, 1997, section 3.2. doi:10.1017/CBO9780511802843

    Examples
    --------
    >>> picks = site_draws(["a", "a", "b"], n_draws=100)
    >>> picks.shape, sorted(set(picks[:, 0])), set(picks[:, 2]) == {2}
    ((100, 3), [np.int64(0), np.int64(1)], True)
    """
    _check_draws(n_draws)
    if not strata:
        raise SeriesError("There are no sites to draw from. Give 1 or more.")
    generator = np.random.default_rng(seed)
    names = np.asarray(strata, dtype=object)
    picks = np.empty((n_draws, names.size), dtype=np.intp)
    for name in dict.fromkeys(strata):
        places = np.flatnonzero(names == name)
        picks[:, places] = generator.choice(places, size=(n_draws, places.size))
    return picks


def bootstrap_mean(
    values: ArrayLike,
    strata: Sequence[str],
    *,
    confidence: float = 0.9,
    n_draws: int = N_DRAWS,
    seed: int = SEED,
) -> BootstrapMean:
    """Mean over sites, with an interval from drawing the sites anew within their strata.

    Parameters
    ----------
    values : array of float, shape (n_sites,) or (n_draws, n_sites)
        One a site, NaN where it has none; or a draw of them for each draw of the sites, so that
        the uncertainty of the values is in the interval too.
    strata : sequence of str, length n_sites
    confidence : float
        [share]
    n_draws, seed : int
        As in `site_draws`; with draws of the values there are as many.

    Returns
    -------
    BootstrapMean
        [unit of the values]

    Raises
    ------
    SeriesError
        If no site has a value, or the lengths differ.
    ParameterError
        If the confidence is not between 0 and 1 or there are fewer than 1 draws.

    Examples
    --------
    >>> found = bootstrap_mean([0.4, 0.6, 0.5], ["a", "a", "b"])
    >>> round(found.mean, 2), found.interval, found.strata_of_one
    (0.5, Interval(lower=0.43333333333333335, upper=0.5666666666666667), ('b',))
    """
    if not 0 < confidence < 1:
        raise ParameterError(f"The confidence is {confidence:g}. Give a share, as 0.9 for 90 %.")
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.shape[-1:] != (len(strata),) or numbers.ndim > 2:
        raise SeriesError(
            f"The values have the shape {numbers.shape}, for {len(strata)} sites. Give one a site."
        )
    there = ~np.isnan(np.atleast_2d(numbers)).all(axis=0)
    if not there.any():
        raise SeriesError("No site has a value. A mean needs 1.")
    kept = [strata[place] for place in np.flatnonzero(there).tolist()]
    n_draws = len(numbers) if numbers.ndim == 2 else n_draws
    drawn = np.broadcast_to(numbers[..., there], (n_draws, len(kept)))
    means = np.take_along_axis(drawn, site_draws(kept, n_draws, seed), axis=1).mean(axis=1)
    tail = (1 - confidence) / 2
    return BootstrapMean(
        mean=float(numbers[..., there].mean()),
        interval=Interval(*(float(one) for one in np.quantile(means, [tail, 1 - tail]))),
        n_sites=len(kept),
        n_without=int((~there).sum()),
        strata_of_one=tuple(name for name in dict.fromkeys(kept) if kept.count(name) == 1),
        draws=means,
    )


def laboratory_draws(
    values: ArrayLike, relative_uncertainty: ArrayLike, n_draws: int = N_DRAWS, seed: int = SEED
) -> Floats:
    """Draw what a laboratory could have reported, from its expanded relative uncertainty.

    The standard deviation is half the expanded uncertainty (coverage factor 2). The logarithm is
    drawn from a normal distribution such that mean and relative standard deviation are kept, so
    that no content becomes negative.

    Parameters
    ----------
    values : array of float, shape (n_values,)
        0 or more, NaN where there is none.
    relative_uncertainty : array of float, shape (n_values,)
        Expanded uncertainty over the value; NaN where it is not stated or has no meaning, as for
        pH, and the value is then drawn as it is. [share]
    n_draws, seed : int
        Number of draws, and what they are drawn from.

    Returns
    -------
    array of float, shape (n_draws, n_values)
        [unit of the values]

    Raises
    ------
    SeriesError
        If a value or an uncertainty is negative, or the lengths differ.
    ParameterError
        If there are fewer than 1 draws.

    Examples
    --------
    >>> drawn = laboratory_draws([2.0, 5.0], [0.3, np.nan], n_draws=20_000)
    >>> drawn.mean(axis=0).round(2).tolist(), drawn.std(axis=0).round(2).tolist()
    ([2.0, 5.0], [0.3, 0.0])
    """
    _check_draws(n_draws)
    numbers = np.asarray(values, dtype=np.float64)
    stated = np.asarray(relative_uncertainty, dtype=np.float64)
    if numbers.shape != stated.shape or numbers.ndim != 1:
        raise SeriesError(
            f"There are values of the shape {numbers.shape} and uncertainties of the shape "
            f"{stated.shape}. Give one for each."
        )
    if (numbers < 0).any() or (stated < 0).any():
        raise SeriesError("A value or its uncertainty is negative. Give 0 or more, or NaN.")
    variance = np.log1p((np.nan_to_num(stated) / COVERAGE_FACTOR) ** 2)
    drawn = np.random.default_rng(seed).standard_normal((n_draws, numbers.size))
    drawn *= np.sqrt(variance)  # in place, as there are as many as draws times scores
    drawn -= variance / 2
    np.exp(drawn, out=drawn)
    drawn *= numbers
    return drawn


def weight_draws(
    weights: ArrayLike,
    n_draws: int = N_DRAWS,
    seed: int = SEED,
    *,
    concentration: float | None = None,
) -> Floats:
    """Draw weights that add up to 1 from a Dirichlet distribution.

    Parameters
    ----------
    weights : array of float, shape (n_indicators,)
        0 or more; one of 0 stays so. [share]
    n_draws, seed : int
        Number of draws, and what they are drawn from.
    concentration : float, optional
        How closely they keep to the weights: the variance of a weight w is w (1 - w) over this
        plus 1. None: evenly from all weights that add up to 1, whatever was given.

    Returns
    -------
    array of float, shape (n_draws, n_indicators)

    Raises
    ------
    ParameterError
        If a weight is negative, none is above 0, the concentration is not above 0 or there are
        fewer than 1 draws.

    Examples
    --------
    >>> drawn = weight_draws([0.5, 0.5, 0.0], n_draws=3)
    >>> drawn.sum(axis=1).round(12).tolist(), drawn[:, 2].tolist()
    ([1.0, 1.0, 1.0], [0.0, 0.0, 0.0])
    """
    _check_draws(n_draws)
    shares = np.asarray(weights, dtype=np.float64)
    if not (shares >= 0).all() or not (shares > 0).any():
        raise ParameterError("A weight is negative or none is above 0. Give shares.")
    if concentration is not None and not concentration > 0:
        raise ParameterError(f"The concentration is {concentration:g}. Give one above 0.")
    there = shares > 0
    alpha = np.ones(int(there.sum()))
    if concentration is not None:
        alpha = shares[there] / shares.sum() * concentration
    drawn = np.zeros((n_draws, shares.size))
    drawn[:, there] = np.random.default_rng(seed).dirichlet(alpha, n_draws)
    return drawn


def _check_draws(n_draws: int) -> None:
    """Refuse a number of draws below 1."""
    if n_draws < 1:
        raise ParameterError(f"There are {n_draws} draws. Give 1 or more.")
