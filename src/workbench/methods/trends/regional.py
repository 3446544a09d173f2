"""Direction within sites: the Kendall statistics of many sites added up."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_values


@dataclass(frozen=True)
class RegionalKendall:
    """Kendall's S over sites, each compared only with itself."""

    n_sites: int  # sites with at least two visits
    s: int
    var_s: float  # as if sites were independent of each other
    z: float  # with continuity correction; 0 where there is nothing to compare


def regional_kendall(
    sites: ArrayLike, dates: ArrayLike, concentrations: ArrayLike
) -> RegionalKendall:
    """Add up the Kendall statistics of sites.

    A change of the set of sites between visits moves the median of a visit, but not this. Sites are
    taken to be independent; where a year is high or low at all of them, z is too large, so it is a
    check on a direction and not a test of a trend.

    Parameters
    ----------
    sites : array of str, shape (n,)
        Site of each value.
    dates : array of float, shape (n,)
        Decimal years; each once a site. [year]
    concentrations : array of float, shape (n,)
        One value a site and visit. [mg/kg or any one unit]

    Returns
    -------
    RegionalKendall
        S, its variance with ties, and z.

    Raises
    ------
    SeriesError
        If a value is missing or the lengths differ.

    References
    ----------
    .. [1] D. R. Helsel and L. M. Frans, "Regional Kendall test for trend," Environ. Sci. Technol.,
       vol. 40, pp. 4066-4073, 2006. doi:10.1021/es051650b

    Examples
    --------
    >>> result = regional_kendall(["a", "a", "b", "b"], [2001, 2002, 2001, 2002], [1, 2, 5, 7])
    >>> result.s, result.var_s
    (2, 2.0)
    """
    names = np.asarray(sites, dtype=str)
    years, values = as_values(dates, "dates"), as_values(concentrations, "concentrations")
    if not names.size == years.size == values.size:
        raise SeriesError(
            f"There are {names.size} sites, {years.size} dates and {values.size} concentrations. "
            "Give one of each for every value."
        )
    groups = [names == name for name in np.unique(names)]
    parts = [_kendall(years[group], values[group]) for group in groups if group.sum() > 1]
    s = int(sum(part[0] for part in parts))
    variance = float(sum(part[1] for part in parts))
    z = math.copysign(max(abs(s) - 1, 0), s) / math.sqrt(variance) if variance else 0.0
    return RegionalKendall(len(parts), s, variance, z)


def _kendall(years: Floats, values: Floats) -> tuple[float, float]:
    """S of one site and its variance with ties among the values."""
    pairs = np.sign(np.subtract.outer(values, values)) * np.sign(np.subtract.outer(years, years))
    n = values.size
    ties = np.unique(values, return_counts=True)[1]
    variance = n * (n - 1) * (2 * n + 5) - np.sum(ties * (ties - 1) * (2 * ties + 5))
    return float(np.triu(pairs).sum()), float(variance) / 18
