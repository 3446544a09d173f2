"""Whether parts of a series, its seasons or its sites change alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import chi2, norm

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Flags, Floats, as_values
from workbench.methods.sampling.site_values import Counts, SiteValues
from workbench.methods.trends.pairs import net_rises, pair_slopes
from workbench.methods.trends.shuffling import (
    EXACT_UP_TO,
    Shuffles,
    observed_s,
    order_signs,
    shuffled_s,
)
from workbench.methods.trends.size import balanced_slopes

SITE_FROM = 5
"""Rounds from which a site has a trend of its own."""


@dataclass(frozen=True)
class Heterogeneity:
    """Test of whether several trends are the same."""

    chi_square: float
    degrees_of_freedom: int
    p: float


def van_belle_hughes(s: ArrayLike, variance: ArrayLike) -> Heterogeneity:
    """Test whether seasons or sites that are independent of each other have one trend.

    With Z = S / sqrt(var S) of each of k, sum Z^2 - k (mean Z)^2 is chi-squared with k - 1 degrees
    of freedom where they do [1]_.

    Parameters
    ----------
    s : array of float, shape (k,)
        Kendall's S of each season or site.
    variance : array of float, shape (k,)
        Variance of S; those with 0 are left out.

    Returns
    -------
    Heterogeneity
        p is 1 where fewer than two are left.

    Raises
    ------
    SeriesError
        If the lengths differ.

    References
    ----------
    .. [1] G. van Belle and J. P. Hughes, "Nonparametric tests for trend in water quality," Water
       Resour. Res., vol. 20, pp. 127-136, 1984. doi:10.1029/WR020i001p00127

    Examples
    --------
    >>> found = van_belle_hughes([10, -10], [28.3, 28.3])
    >>> round(found.chi_square, 2), found.degrees_of_freedom, round(found.p, 3)
    (7.07, 1, 0.008)
    """
    sums, variances = as_values(s, "values of S"), as_values(variance, "variances")
    if sums.size != variances.size:
        raise SeriesError(f"There are {sums.size} S and {variances.size} variances. Give one each.")
    varies = variances > 0
    z = sums[varies] / np.sqrt(variances[varies])
    if z.size < 2:
        return Heterogeneity(0.0, 0, 1.0)
    chi_square = float((z**2).sum() - z.size * z.mean() ** 2)
    return Heterogeneity(chi_square, z.size - 1, float(chi2.sf(chi_square, z.size - 1)))


def strata_differ(
    values: SiteValues, strata: ArrayLike, slope: float, shuffles: Shuffles
) -> Heterogeneity:
    """Test whether strata of sites change alike, with what all of a round share allowed for.

    The common slope is taken away, S of each stratum divided by its spread over the orders of the
    rounds, and van Belle and Hughes's sum compared with what it is in the same orders: whole rounds
    are shuffled, in all strata at once, so that good and bad years that strata share do not count.

    Parameters
    ----------
    values : SiteValues
        One value a site and round, of all strata.
    strata : array of str, shape (n_blocks,)
        Stratum of each block.
    slope : float
        Slope of the logarithms over all strata. [1/year]
    shuffles : Shuffles
        Orders of the rounds.

    Returns
    -------
    Heterogeneity
        p is 1 where fewer than two strata have anything to compare.
    """
    names = np.asarray(strata).astype(str)
    observed, orders = [], []
    for name in np.unique(names):
        pairs = pair_slopes(values.restricted(names == name))
        net = net_rises(pairs, [slope])
        of_orders = shuffled_s(pairs, net, shuffles)[0]
        spread = float(of_orders.std())
        if spread > 0:
            observed.append(float(observed_s(pairs, net)[0]) / spread)
            orders.append(of_orders / spread)
    if len(observed) < 2:
        return Heterogeneity(0.0, 0, 1.0)
    found, drawn = np.array(observed), np.stack(orders)
    chi_square = float(found.size * found.var())
    beyond = int((drawn.shape[0] * drawn.var(axis=0) >= chi_square * (1 - 1e-6)).sum())
    extra = 0 if values.years.size <= EXACT_UP_TO else 1
    return Heterogeneity(chi_square, found.size - 1, (beyond + extra) / (drawn.shape[1] + extra))


@dataclass(frozen=True)
class SiteTrends:
    """Kendall's test of each block by itself, in the order of the blocks."""

    n_rounds: Counts  # in which it was sampled
    s: Counts
    variance: Floats  # of S over all orders of its values
    p: Floats  # two-sided; NaN with fewer than `SITE_FROM` rounds
    slope: Floats  # of the logarithms [1/year]

    @property
    def is_tested(self) -> Flags:
        """Whether a block has enough rounds."""
        return np.asarray(~np.isnan(self.p))

    @property
    def heterogeneity(self) -> Heterogeneity:
        """Whether the blocks have one trend, taken as independent of each other."""
        tested = self.is_tested
        return van_belle_hughes(self.s[tested], self.variance[tested])


def site_trends(values: SiteValues) -> SiteTrends:
    """Test each site, or site and month, by itself.

    Up to `EXACT_UP_TO` rounds p comes from all orders of its values, above from the normal
    approximation with continuity correction. The variance is the exact one over all orders [1]_,
    with ties and non-detects as they are.

    Parameters
    ----------
    values : SiteValues
        One value a block and round.

    Returns
    -------
    SiteTrends

    References
    ----------
    .. [1] H. E. Daniels, "The relation between measures of correlation in the universe of sample
       permutations," Biometrika, vol. 33, pp. 129-135, 1944. doi:10.1093/biomet/33.2.129
    """
    sampled = values.is_sampled
    n_rounds = sampled.sum(axis=1)
    s, variance = np.zeros(n_rounds.size, np.int64), np.zeros(n_rounds.size)
    p, slope = np.full(n_rounds.size, np.nan), np.full(n_rounds.size, np.nan)
    for m in np.unique(n_rounds[n_rounds > 1]):
        chosen = np.flatnonzero(n_rounds == m)
        places = np.nonzero(sampled[chosen])[1].reshape(chosen.size, int(m))
        low, high = (
            np.take_along_axis(table[chosen], places, axis=1) for table in (values.low, values.high)
        )
        signs = certain_signs(low, high)
        first, second = np.triu_indices(int(m), 1)
        s[chosen] = signs[:, first, second].sum(axis=1)
        variance[chosen] = daniels_variance(signs)
        if m >= SITE_FROM:
            p[chosen] = _block_p(signs[:, first, second], s[chosen], variance[chosen], int(m))
            slope[chosen] = _block_slopes(values.years[places], low, high)
    return SiteTrends(n_rounds, s, variance, p, slope)


def certain_signs(low: Floats, high: Floats) -> NDArray[np.int64]:
    """Sign of each value against each earlier one, where it is certain, else 0.

    Parameters
    ----------
    low, high : array of float, shape (n_blocks, m)
        Ends of each value.

    Returns
    -------
    array of int, shape (n_blocks, m, m)
        Antisymmetric; [i, j] is 1 where value j lies above value i.
    """
    is_open = (low < high)[:, :, None]
    above = low[:, None, :] > high[:, :, None]
    above |= is_open & (low[:, None, :] == high[:, :, None])
    return above.astype(np.int64) - np.swapaxes(above, 1, 2)


def daniels_variance(signs: NDArray[np.int64]) -> Floats:
    """Variance of S over all orders of the values.

    With a_ij the signs, A_i their row sums, and b, B the same of the order in time, the sum over
    all i, j of a_ij b_ij is 2 S and has the variance [1]_
    4 (sum A^2 - sum a^2) (sum B^2 - sum b^2) / (m (m - 1) (m - 2))
    + 2 sum a^2 sum b^2 / (m (m - 1)).

    Parameters
    ----------
    signs : array of int, shape (n_blocks, m, m)
        From `certain_signs`.

    Returns
    -------
    array of float, shape (n_blocks,)
        m (m - 1) (2 m + 5) / 18 where no two values are tied.

    References
    ----------
    .. [1] H. E. Daniels, "The relation between measures of correlation in the universe of sample
       permutations," Biometrika, vol. 33, pp. 129-135, 1944. doi:10.1093/biomet/33.2.129
    """
    m = signs.shape[1]
    order = np.sign(np.arange(m) - np.arange(m)[:, None])
    squares = [(one.sum(axis=-1) ** 2).sum(axis=-1) for one in (signs, order)]
    counts = [(one**2).sum(axis=(-1, -2)) for one in (signs, order)]
    pairs = 2 * counts[0] * counts[1] / (m * (m - 1))
    triples = (squares[0] - counts[0]) * (squares[1] - counts[1])
    shared = 4 * triples / (m * (m - 1) * (m - 2)) if m > 2 else 0.0
    return np.asarray((shared + pairs) / 4, dtype=np.float64)


def _block_p(net: NDArray[np.int64], s: Counts, variance: Floats, m: int) -> Floats:
    """Two-sided p of each block."""
    if m > EXACT_UP_TO:
        with np.errstate(divide="ignore", invalid="ignore"):
            z = np.where(variance > 0, np.maximum(np.abs(s) - 1, 0) / np.sqrt(variance), 0.0)
        return np.asarray(2 * norm.sf(z))
    signs = order_signs(m)
    found = [
        (np.abs(part.astype(np.float32) @ signs) >= np.abs(part.sum(axis=1))[:, None] - 0.5).mean(
            axis=1
        )
        for part in np.array_split(net, 1 + net.shape[0] // 500)
    ]
    return np.concatenate(found)


def _block_slopes(years: Floats, low: Floats, high: Floats) -> Floats:
    """Slope of each block, as `log_slope`."""
    first, second = np.triu_indices(years.shape[1], 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        smallest, largest = np.log(low), np.log(high)
        apart = years[:, second] - years[:, first]
        lowest = (smallest[:, second] - largest[:, first]) / apart
        highest = (largest[:, second] - smallest[:, first]) / apart
    slopes = np.full(years.shape[0], np.nan)
    known = (low == high).all(axis=1) & (apart > 0).all(axis=1)
    slopes[known] = np.median(lowest[known], axis=1)
    for part in np.array_split(np.flatnonzero(~known), 1 + np.count_nonzero(~known) // 500):
        ordered = apart[part] > 0
        ends = (
            np.where(ordered & np.isfinite(table[part]), table[part], np.inf)
            for table in (lowest, highest)
        )
        slopes[part] = balanced_slopes(*ends)
    return slopes


def panel_moved(values: SiteValues) -> float:
    """Find how much dirtier the sites of the last round are than those of the first.

    Parameters
    ----------
    values : SiteValues
        One value a block and round.

    Returns
    -------
    float
        Difference of the mean logarithm of the typical content of their blocks.
    """
    sampled = values.is_sampled
    if (sampled[:, 0] == sampled[:, -1]).all():
        return 0.0  # the same blocks
    with np.errstate(divide="ignore", invalid="ignore"):
        level = np.log(np.nanmedian(values.high, axis=1))
    means = (sampled * level[:, None]).sum(axis=0) / sampled.sum(axis=0)
    return float(means[-1] - means[0])
