"""Whether parts of a series, its seasons or its sites change alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2

from workbench.errors import SeriesError
from workbench.methods.series import as_values
from workbench.methods.trends.pairs import net_rises, pair_slopes
from workbench.methods.trends.shuffling import EXACT_UP_TO, Shuffles, observed_s, shuffled_s
from workbench.methods.trends.site_values import SiteValues


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
class SitesUpAndDown:
    """Sites whose S rises or falls, each with the rounds it was sampled in."""

    n_up: int
    n_down: int
    n_neither: int


def sites_up_and_down(values: SiteValues) -> SitesUpAndDown:
    """Count blocks by the direction of their own S.

    Parameters
    ----------
    values : SiteValues
        One value a block and round.

    Returns
    -------
    SitesUpAndDown
    """
    each = map(pair_slopes, map(values.restricted, np.eye(values.sites.size, dtype=bool)))
    signs = [float(observed_s(pairs, net_rises(pairs, [0.0]))[0]) for pairs in each]
    n_up, n_down = sum(one > 0 for one in signs), sum(one < 0 for one in signs)
    return SitesUpAndDown(n_up, n_down, len(signs) - n_up - n_down)
