"""Kendall's test over blocks, as seasons or sites, each compared only with itself."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2, norm

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_values, check_confidence
from workbench.methods.series.kendall import score, standardised, variance_of_score
from workbench.methods.series.sen import slope_at_rank

COVARIANCE_FROM = 10
"""Dates from which the covariance between blocks is estimated; with fewer it is too uncertain."""


@dataclass(frozen=True)
class BlockKendall:
    """Kendall's S over blocks with two values or more, as independent and as they covary."""

    n_blocks: int
    n_pairs: int
    s: int
    tau: float  # s over the pairs
    var_s: float  # as if blocks were independent of each other
    z: float  # with continuity correction; 0 where there is nothing to compare
    p: float
    var_s_covarying: float  # with the covariance between blocks; NaN with too few dates
    p_covarying: float
    slope: float  # median of all slopes within blocks [unit/year]
    lower: float
    upper: float
    heterogeneity: float  # chi squared of van Belle and Hughes, blocks as independent
    p_heterogeneity: float  # small: blocks change differently; NaN with one block
    p_heterogeneity_covarying: float


def regional_kendall(
    sites: ArrayLike,
    dates: ArrayLike,
    concentrations: ArrayLike,
    *,
    confidence: float = 0.95,
    covariance_from: int = COVARIANCE_FROM,
) -> BlockKendall:
    """Test for a trend that sites share; each site is compared only with itself.

    A change of the set of sites between visits moves the median of a visit, but not this. The plain
    p takes sites as independent [1]_: where a year is high or low at all of them it is far too
    small. `p_covarying` has the covariance of the sites in it, from the ranks of common dates
    [2]_; a site that was not sampled at a date has the mean rank there. The interval of the slope
    is the plain one. Heterogeneity asks whether the sites change alike at all [3]_.

    Parameters
    ----------
    sites : array of str, shape (n,)
        Site, or any other block, of each value.
    dates : array of float, shape (n,)
        Common to the sites, each once a site. [year]
    concentrations : array of float, shape (n,)
        Non-detects are to be brought to one limit first, with `recensor`. [mg/kg or any one unit]
    confidence : float
        Of the two-sided interval. [share, 0 to 1]
    covariance_from : int
        Dates from which the covariance is estimated.

    Returns
    -------
    BlockKendall

    Raises
    ------
    SeriesError
        If a value is missing, a site has a date twice, or the lengths differ.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] D. R. Helsel and L. M. Frans, "Regional Kendall test for trend," Environ. Sci. Technol.,
       vol. 40, pp. 4066-4073, 2006. doi:10.1021/es051650b
    .. [2] R. M. Hirsch and J. R. Slack, "A nonparametric trend test for seasonal data with serial
       dependence," Water Resour. Res., vol. 20, pp. 727-732, 1984. doi:10.1029/WR020i006p00727
    .. [3] G. van Belle and J. P. Hughes, "Nonparametric tests for trend in water quality," Water
       Resour. Res., vol. 20, pp. 127-136, 1984. doi:10.1029/WR020i001p00127

    Examples
    --------
    >>> result = regional_kendall(["a", "a", "b", "b"], [2001, 2002, 2001, 2002], [1, 2, 5, 7])
    >>> result.s, result.var_s, result.slope
    (2, 2.0, 1.5)
    """
    check_confidence(confidence)
    years, table = _table(sites, dates, concentrations)
    known = ~np.isnan(table)
    table, known = table[known.sum(axis=1) > 1], known[known.sum(axis=1) > 1]
    scores = np.array([score(years[at], row[at]) for row, at in zip(table, known, strict=True)])
    variances = np.array(
        [variance_of_score(row[at]) for row, at in zip(table, known, strict=True)], dtype=float
    )
    s, variance = int(scores.sum()), float(variances.sum())
    ranked = _Ranked.of(table) if years.size >= covariance_from else None
    covarying = math.nan if ranked is None else variance + ranked.between()
    z = standardised(s, variance)
    slopes = _slopes(years, table)
    half = float(norm.ppf((1 + confidence) / 2)) * (math.sqrt(variance) or math.nan)
    pairs = known.sum(axis=1) * (known.sum(axis=1) - 1) / 2
    found, p_apart = _heterogeneity(scores, variances)
    return BlockKendall(
        n_blocks=len(table),
        n_pairs=slopes.size,
        s=s,
        tau=s / slopes.size if slopes.size else math.nan,
        var_s=variance,
        z=z,
        p=float(2 * norm.sf(abs(z))),
        var_s_covarying=covarying,
        p_covarying=_p(s, covarying),
        slope=float(np.median(slopes)) if slopes.size else math.nan,
        lower=slope_at_rank(slopes, (slopes.size - half) / 2),
        upper=slope_at_rank(slopes, (slopes.size + half) / 2 + 1),
        heterogeneity=found,
        p_heterogeneity=p_apart,
        p_heterogeneity_covarying=_covarying_heterogeneity(scores / pairs, variances, ranked),
    )


def seasonal_kendall(
    seasons: ArrayLike,
    years: ArrayLike,
    concentrations: ArrayLike,
    *,
    confidence: float = 0.95,
    covariance_from: int = COVARIANCE_FROM,
) -> BlockKendall:
    """Test for a trend where seasons differ; each season is compared only with itself.

    It is `regional_kendall` with seasons as blocks: a season that is sampled more often in later
    years makes no trend [1]_, and `p_covarying` allows for months that follow each other.

    Parameters
    ----------
    seasons : array, shape (n,)
        Season of each value, such as its month.
    years : array of float, shape (n,)
        Calendar year, each once a season. [year]
    concentrations : array of float, shape (n,)
        [mg/kg or any one unit]
    confidence : float
        Of the two-sided interval. [share, 0 to 1]
    covariance_from : int
        Years from which the covariance is estimated.

    Returns
    -------
    BlockKendall

    Raises
    ------
    SeriesError
        If a value is missing, a season has a year twice, or the lengths differ.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] R. M. Hirsch, J. R. Slack, and R. A. Smith, "Techniques of trend analysis for monthly
       water quality data," Water Resour. Res., vol. 18, pp. 107-121, 1982.
       doi:10.1029/WR018i001p00107

    Examples
    --------
    >>> months, years = [4, 10, 4, 10, 4, 10], [2001, 2001, 2002, 2002, 2003, 2003]
    >>> result = seasonal_kendall(months, years, [1.0, 5.0, 1.2, 5.4, 1.3, 5.5])
    >>> result.s, round(result.slope, 3)
    (6, 0.175)
    """
    return regional_kendall(
        np.asarray(seasons),
        years,
        concentrations,
        confidence=confidence,
        covariance_from=covariance_from,
    )


def _table(blocks: ArrayLike, dates: ArrayLike, concentrations: ArrayLike) -> tuple[Floats, Floats]:
    """Dates in order, and a table of values with a row a block and NaN where it has none."""
    names = np.asarray(blocks).astype(str)
    years, values = as_values(dates, "dates"), as_values(concentrations, "concentrations")
    if not names.size == years.size == values.size:
        raise SeriesError(
            f"There are {names.size} blocks, {years.size} dates and {values.size} concentrations. "
            "Give one of each for every value."
        )
    known, row = np.unique(names, return_inverse=True)
    columns, column = np.unique(years, return_inverse=True)
    cell = row * columns.size + column
    twice = np.flatnonzero(np.bincount(cell) > 1)
    if twice.size:
        name, date = known[twice[0] // columns.size], columns[twice[0] % columns.size]
        raise SeriesError(
            f"{name} has the date {date:.10g} more than once. "
            "Combine the values of a visit first, with visit_median."
        )
    table = np.full(known.size * columns.size, np.nan)
    table[cell] = values
    return columns, table.reshape(known.size, columns.size)


def _slopes(years: Floats, table: Floats) -> Floats:
    """All slopes within blocks, in ascending order."""
    first, last = np.triu_indices(years.size, k=1)
    slopes = (table[:, last] - table[:, first]) / (years[last] - years[first])
    return np.sort(slopes[~np.isnan(slopes)])


@dataclass(frozen=True)
class _Ranked:
    """Signs of the differences of each block over pairs of dates, and its ranks."""

    signs: Floats  # shape (n_blocks, n_pairs)
    ranks: Floats  # shape (n_blocks, n_dates); the mean rank where there is no value
    sizes: Floats  # values of each block

    @classmethod
    def of(cls, table: Floats) -> _Ranked:
        """Rank a table of blocks by dates."""
        n = table.shape[1]
        first, last = np.triu_indices(n, k=1)
        signs = np.nan_to_num(np.sign(table[:, last] - table[:, first]))
        above = np.zeros(table.shape)
        for place in range(n):
            above[:, place] = signs[:, last == place].sum(axis=1)
            above[:, place] -= signs[:, first == place].sum(axis=1)
        sizes = (~np.isnan(table)).sum(axis=1)
        return cls(signs, (sizes[:, None] + 1 + above) / 2, sizes.astype(np.float64))

    def covariance(self) -> Floats:
        """Covariance of the S of each two blocks, from their ranks at common dates.

        For blocks g and h it is (K + 4 sum of R_g R_h - n (n_g + 1)(n_h + 1)) / 3, where K sums the
        products of their signs.
        """
        n = self.ranks.shape[1]
        shared = self.signs @ self.signs.T + 4 * self.ranks @ self.ranks.T
        return np.asarray((shared - n * np.outer(self.sizes + 1, self.sizes + 1)) / 3)

    def between(self) -> float:
        """Sum of the covariances of different blocks, without that of each two."""
        n = self.ranks.shape[1]
        signs, ranks = self.signs.sum(axis=0), self.ranks.sum(axis=0)
        whole = signs @ signs + 4 * ranks @ ranks - n * (self.sizes + 1).sum() ** 2
        own = (self.signs**2).sum() + 4 * (self.ranks**2).sum() - n * ((self.sizes + 1) ** 2).sum()
        return float(whole - own) / 3


def _p(s: float, variance: float) -> float:
    """Two-sided p with continuity correction; NaN where the variance is not above 0."""
    if not variance > 0:
        return math.nan
    return float(2 * norm.sf(abs(standardised(s, variance))))


def _heterogeneity(scores: Floats, variances: Floats) -> tuple[float, float]:
    """Chi squared of independent blocks that change differently, and its p; NaN with one block."""
    told = variances > 0
    z = scores[told] / np.sqrt(variances[told])
    if z.size < 2:
        return math.nan, math.nan
    apart = float(((z - z.mean()) ** 2).sum())
    return apart, float(chi2.sf(apart, z.size - 1))


def _covarying_heterogeneity(taus: Floats, variances: Floats, ranked: _Ranked | None) -> float:
    """P of blocks with one tau, by the contrasts of the others with the last; NaN if not known.

    With more blocks than dates their covariance cannot be told.
    """
    if ranked is None or taus.size < 2 or taus.size > ranked.ranks.shape[1]:
        return math.nan
    covariance = ranked.covariance()
    np.fill_diagonal(covariance, variances)
    told, pairs = variances > 0, ranked.sizes * (ranked.sizes - 1) / 2
    kept, shared = taus[told], (covariance / np.outer(pairs, pairs))[np.ix_(told, told)]
    if kept.size < 2:
        return math.nan
    contrast = np.hstack([np.eye(kept.size - 1), -np.ones((kept.size - 1, 1))])
    between = contrast @ shared @ contrast.T
    if np.linalg.cond(between) > 1e10:
        return math.nan
    found = float(contrast @ kept @ np.linalg.solve(between, contrast @ kept))
    return float(chi2.sf(found, kept.size - 1))
