"""Spatial filter of Moran eigenvectors, which takes autocorrelation out of a model of rates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.linalg import eigh

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats
from workbench.methods.rates.rate_data import RateData
from workbench.methods.rates.rate_models import RateFit, poisson
from workbench.methods.spatial.moran import Moran, moran_of_projection, moran_of_rates
from workbench.methods.spatial.neighbours import Neighbours

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

    @cached_property
    def broad(self) -> tuple[int, ...]:
        """Patterns of several vectors."""
        ends = (*self.starts[1:], self.shares.size)
        pairs = enumerate(zip(self.starts, ends, strict=True))
        return tuple(pattern for pattern, (start, end) in pairs if end - start > 1)

    def columns(self, pattern: int) -> range:
        """Places of the vectors of a pattern; a map with symmetries has some with several."""
        ends = (*self.starts[1:], self.shares.size)
        return range(self.starts[pattern], ends[pattern])


@dataclass(frozen=True)
class Filtered:
    """A Poisson model with the patterns that were chosen, and the autocorrelation that is left."""

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
    >>> from workbench.methods.spatial.neighbours import neighbours
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
    """Poisson model with as many map patterns as it takes to leave no autocorrelation.

    In the weighted linear model that the Poisson fit ends with, each step takes the pattern that
    leaves the least Moran's I, until its one-sided p is above 0.10, which may be at once. Then the
    Poisson model is fitted anew, and patterns are added as long as its own p is not above 0.10.
    They are taken as known, so the limits widen less than with a random surface: with an exposure
    and a residual that are both smooth, they hold the truth in far fewer than 95 of 100 maps
    (`benchmarks/coverage.py`). Compare it with `poisson_with_surface`, never read it alone.

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
    more = _chosen(fit, patterns, chosen)
    while more:
        chosen.extend(more)
        columns = [column for pattern in chosen for column in patterns.columns(pattern)]
        names = [f"map pattern {column + 1}" for column in columns]
        fit = poisson(data.with_columns(patterns.vectors[:, columns], names))
        after = moran_of_rates(fit, patterns.areas, style="B")
        more = _chosen(fit, patterns, chosen)
    return Filtered(fit, tuple(chosen), before, after)


def _chosen(fit: RateFit, patterns: Patterns, taken: list[int]) -> list[int]:
    """Choose patterns in the weighted linear model that the fit ended with."""
    root = np.sqrt(fit.weights)[:, None]
    basis = np.linalg.qr(root * fit.data.design)[0]
    residuals, vectors = fit.pearson_residuals, root * patterns.vectors
    vectors = vectors - basis @ (basis.T @ vectors)
    chosen: list[int] = []
    while len(taken) + len(chosen) < len(patterns.starts):
        enough = basis.shape[1] >= MAX_SHARE * len(residuals)
        left = moran_of_projection(residuals, basis, patterns.areas, style="B")
        if enough or left.p_value > STOP_P:
            break
        chosen.append(_best(residuals, vectors, patterns, [*taken, *chosen]))
        turned = np.linalg.qr(vectors[:, patterns.columns(chosen[-1])])[0]
        residuals = residuals - turned @ (turned.T @ residuals)
        vectors = vectors - turned @ (turned.T @ vectors)
        basis = np.column_stack([basis, turned])
    return chosen


def _best(residuals: Floats, vectors: Floats, patterns: Patterns, taken: list[int]) -> int:
    """Find the pattern that would leave the least Moran's I, of those not taken."""
    vectors = vectors.copy()
    for pattern in patterns.broad:
        group = patterns.columns(pattern)
        vectors[:, group] = np.linalg.qr(vectors[:, group])[0]
    size = np.maximum((vectors**2).sum(axis=0), np.finfo(float).tiny)
    drawn = vectors * (vectors.T @ residuals / size)
    if patterns.broad:
        drawn = np.add.reduceat(drawn, patterns.starts, axis=1)
    # (r - d)'B(r - d) of all d at once, B being symmetric.
    spread = patterns.areas.binary @ np.column_stack([residuals, drawn])
    likeness = ((drawn - 2 * residuals[:, None]) * spread[:, 1:]).sum(axis=0)
    likeness += residuals @ spread[:, 0]
    likeness /= residuals @ residuals - (drawn**2).sum(axis=0)
    likeness[taken] = np.inf
    return int(likeness.argmin())
