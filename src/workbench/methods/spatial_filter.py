"""A filter of map patterns: eigenvectors of the links that take the likeness out of a model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import eigh

from workbench.errors import SeriesError
from workbench.methods.moran import Moran, moran_of_rates
from workbench.methods.neighbours import Neighbours
from workbench.methods.rate_data import RateData
from workbench.methods.rate_models import RateFit, poisson
from workbench.methods.series import Floats

SMALLEST_SHARE = 0.25
"""Least Moran's I of a pattern, as a share of the greatest that the links allow."""

EQUAL = 1e-6
"""Difference of shares up to which eigenvectors count as one pattern, taken or left together."""

STOP_P = 0.10
"""One-sided p of the residual Moran's I above which no further pattern is taken."""

MAX_SHARE = 1 / 3
"""Share of the areas that the columns of the filtered model may number."""


@dataclass(frozen=True)
class Patterns:
    """Map patterns of the links, from the smoothest; they depend on the areas alone."""

    areas: Neighbours
    vectors: Floats  # shape (n_areas, n_vectors)
    shares: Floats  # Moran's I of each vector over the greatest
    starts: tuple[int, ...]  # first vector of each pattern

    def columns(self, pattern: int) -> range:
        """Places of the vectors of a pattern; a map with symmetries has some with several."""
        ends = (*self.starts[1:], self.shares.size)
        return range(self.starts[pattern], ends[pattern])


@dataclass(frozen=True)
class Filtered:
    """A Poisson model with the patterns that were chosen, and what is left of the likeness."""

    fit: RateFit
    chosen: tuple[int, ...]  # places among the patterns, in the order in which they were taken
    before: Moran
    after: Moran


def moran_patterns(areas: Neighbours) -> Patterns:
    """Find patterns of positive autocorrelation that the links of the areas allow.

    Parameters
    ----------
    areas : Neighbours

    Returns
    -------
    Patterns
        Eigenvectors of the centred links with at least a quarter of the greatest Moran's I. Those
        with the same I, of which there are several on a map with symmetries, are one pattern.

    Raises
    ------
    SeriesError
        If no areas are neighbours.

    References
    ----------
    .. [1] D. A. Griffith, Spatial Autocorrelation and Spatial Filtering. Berlin: Springer, 2003.
       doi:10.1007/978-3-540-24806-4

    Examples
    --------
    >>> from workbench.methods.neighbours import neighbours
    >>> moran_patterns(neighbours("ABCD", zip("ABC", "BCD"))).vectors.shape
    (4, 1)
    """
    if areas.n_links == 0:
        raise SeriesError("No areas are neighbours. A filter of map patterns needs links.")
    links = areas.binary.toarray()
    links = links - links.mean(axis=0)
    values, vectors = eigh(links - links.mean(axis=1)[:, None])
    order = np.argsort(-values)
    shares = values[order] / values[order[0]]
    kept = shares >= SMALLEST_SHARE - EQUAL
    steps = np.flatnonzero(np.diff(shares[kept]) < -EQUAL) + 1
    return Patterns(areas, vectors[:, order[kept]], shares[kept], (0, *steps.tolist()))


def filtered_poisson(
    data: RateData, patterns: Patterns, *, start: RateFit | None = None
) -> Filtered:
    """Poisson model with as many map patterns as it takes to leave no likeness of neighbours.

    Each step takes the pattern that leaves the least Moran's I, judged by one weighted linear step
    for each; then the model is fitted anew. It stops where the one-sided p of the residual Moran's
    I is above 0.10, which may be at once. The patterns are taken as known, so the limits are those
    of a model with more covariates; they widen less than with a random surface.

    Parameters
    ----------
    data : RateData
    patterns : Patterns
        Of the same areas in their order.
    start : RateFit, optional
        The Poisson model of the same data, where it is there already.

    Returns
    -------
    Filtered

    Raises
    ------
    SeriesError
        If the patterns are of other areas, or the fit does not converge.

    References
    ----------
    .. [1] M. Tiefelsdorf and D. A. Griffith, "Semiparametric filtering of spatial autocorrelation:
       the eigenvector approach," Environ. Plan. A, vol. 39, pp. 1193-1221, 2007.
       doi:10.1068/a37378
    """
    if len(patterns.vectors) != data.n_areas:
        raise SeriesError(
            f"The patterns are of {len(patterns.vectors)} areas, the counts of {data.n_areas}."
        )
    fit = poisson(data) if start is None else start
    before = after = moran_of_rates(fit, patterns.areas, style="B")
    chosen: list[int] = []
    columns: list[int] = []
    room = int(MAX_SHARE * data.n_areas) - data.design.shape[1]
    while after.p_value <= STOP_P and len(columns) < room and len(chosen) < len(patterns.starts):
        chosen.append(_best(fit, patterns, chosen))
        columns.extend(patterns.columns(chosen[-1]))
        names = [f"map pattern {place + 1}" for place in columns]
        fit = poisson(data.with_columns(patterns.vectors[:, columns], names))
        after = moran_of_rates(fit, patterns.areas, style="B")
    return Filtered(fit, tuple(chosen), before, after)


def _best(fit: RateFit, patterns: Patterns, chosen: list[int]) -> int:
    """Find the pattern that would leave the least Moran's I after one weighted linear step."""
    root = np.sqrt(fit.weights)[:, None]
    basis = np.linalg.qr(root * fit.data.design)[0]
    added = root * patterns.vectors
    added = added - basis @ (basis.T @ added)
    for pattern in range(len(patterns.starts)):
        group = patterns.columns(pattern)
        if len(group) > 1:
            added[:, group] = np.linalg.qr(added[:, group])[0]
    residuals = fit.pearson_residuals
    size = np.maximum((added**2).sum(axis=0), np.finfo(float).tiny)
    taken = np.add.reduceat(added * (added.T @ residuals / size), patterns.starts, axis=1)
    left = residuals[:, None] - taken
    likeness = (left * (patterns.areas.binary @ left)).sum(axis=0) / (left**2).sum(axis=0)
    likeness[chosen] = np.inf
    return int(likeness.argmin())
