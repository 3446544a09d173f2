"""The line of a trend in mg/kg: the level of the typical site over the years, with its band."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit  # the quantile of Student's t, without checks

from workbench.methods.basics.arrays import Flags, Floats, as_values
from workbench.methods.sampling.site_values import SiteValues
from workbench.methods.trends.size import LogSlope


@dataclass(frozen=True)
class TrendLine:
    """Level of the typical site: exp(level + slope (t - middle)), so it is never below 0."""

    middle: float  # mean date of the rounds [decimal year]
    level: float  # logarithm of the level at that date; NaN where over half is below limits
    level_half: float  # half width of its interval
    size: LogSlope
    round_sd: float = math.nan  # of the median logarithm of rounds around the line

    def at(self, dates: ArrayLike) -> tuple[Floats, Floats, Floats]:
        """Level at some dates, with its band.

        The band adds the interval of the level in the middle and of the slope in squares.

        Parameters
        ----------
        dates : array of float, shape (n,)
            [decimal year]

        Returns
        -------
        level, lower, upper : array of float, shape (n,)
            [mg/kg or the unit of the values]
        """
        after = as_values(dates, "dates") - self.middle
        line = self.level + self.size.slope * after
        below, above = self.size.slope - self.size.lower, self.size.upper - self.size.slope
        down = np.where(after >= 0, below, above) * after
        up = np.where(after >= 0, above, below) * after
        with np.errstate(invalid="ignore", over="ignore"):
            down, up = np.nan_to_num(down, nan=0.0), np.nan_to_num(up, nan=0.0)
            return (
                np.exp(line),
                np.exp(line - np.hypot(self.level_half, down)),
                np.exp(line + np.hypot(self.level_half, up)),
            )

    def change_at(self, date: float) -> tuple[float, float, float]:
        """Change in a year at the level of a date, with the interval of the slope.

        Parameters
        ----------
        date : float
            [decimal year]

        Returns
        -------
        change, lower, upper : float
            Level times the share of change in a year. [mg/kg/year]
        """
        level = float(self.at([date])[0][0])
        change, lower, upper = (level * share for share in self.size.per_year)
        return change, lower, upper


def trend_line(values: SiteValues, size: LogSlope, confidence: float = 0.95) -> TrendLine:
    """Put the slope through the level of the typical site.

    Every value is brought to the mean date by the slope; each block counts once, however often it
    was sampled. The level is their weighted Kaplan-Meier median (for non-detects, Turnbull's
    estimate [1]_), as the intercept of Akritas, Theil and Sen in NADA [2]_. Its interval is
    Student's, from the scatter of the same median over the rounds.

    Parameters
    ----------
    values : SiteValues
        One value a block and round.
    size : LogSlope
        Slope of the logarithms.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    TrendLine

    References
    ----------
    .. [1] B. W. Turnbull, "The empirical distribution function with arbitrarily grouped, censored
       and truncated data," J. R. Stat. Soc. B, vol. 38, pp. 290-295, 1976.
       doi:10.1111/j.2517-6161.1976.tb01597.x
    .. [2] D. R. Helsel, Statistics for Censored Environmental Data Using Minitab and R, 2nd ed.
       Hoboken: Wiley, 2012. doi:10.1002/9781118162729
    """
    middle = float(values.years.mean())
    slope = size.slope if math.isfinite(size.slope) else 0.0
    sampled = values.is_sampled
    fitted = slope * (values.years - middle)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = np.log(values.low) - fitted, np.log(values.high) - fitted
    weights = np.where(sampled, 1.0 / np.maximum(sampled.sum(axis=1), 1)[:, None], 0.0)
    level = censored_median(low[sampled], high[sampled], weights[sampled])
    of_round = _round_medians(low, high, sampled)
    n = of_round.size
    half = float(stdtrit(n - 1, (1 + confidence) / 2)) if n > 2 else math.nan
    half *= float(of_round.std(ddof=1)) / math.sqrt(n) if n > 2 else 1.0
    round_sd = float(of_round.std() * math.sqrt(n / (n - 2))) if n > 2 else math.nan
    return TrendLine(middle, level, half, size, round_sd)


def _round_medians(low: Floats, high: Floats, sampled: Flags) -> Floats:
    """Median over its blocks of what each round lies above the mean level of the block.

    Blocks that were sampled once tell nothing of it. The centre of a block is its mean: its median
    is one of its values, so that in five rounds a fifth of what is left would be exactly 0, and
    with it the median of each round.
    """
    several = sampled.sum(axis=1) > 1
    kept = sampled[several] if several.any() else sampled
    ends = (low[several], high[several]) if several.any() else (low, high)
    with np.errstate(invalid="ignore"):
        best = np.where(np.isfinite(ends[0]), (ends[0] + ends[1]) / 2, ends[1])
    centre = np.where(kept, best, 0.0).sum(axis=1) / kept.sum(axis=1)
    above = best - centre[:, None]
    if kept.all():
        return np.asarray(np.median(above, axis=0))
    seen = kept.any(axis=0)
    columns = zip(above.T[seen], kept.T[seen], strict=True)
    return np.array([np.median(column[known]) for column, known in columns])


@dataclass(frozen=True)
class SiteScatter:
    """What a value of a site differs by from one round to the next, beside what all sites do."""

    sd: float  # of the logarithm of one value; NaN where no two rounds tell
    degrees_of_freedom: int

    def factor(self, confidence: float) -> float:
        """Find by what factor a value may be off either way, Student's t; 1 without scatter.

        Parameters
        ----------
        confidence : float
            Of the two-sided interval. [share, 0 to 1]

        Returns
        -------
        float
        """
        if not self.degrees_of_freedom:
            return 1.0
        half = float(stdtrit(self.degrees_of_freedom, (1 + confidence) / 2)) * self.sd
        return math.exp(min(half, 700.0))


def site_scatter(values: SiteValues) -> SiteScatter:
    """Estimate the scatter of a site's value from rounds that follow each other.

    The variance of the differences of logarithms between two rounds around their mean over the
    sites, pooled over pairs of rounds, is twice that of a value. Non-detects are left out.

    Parameters
    ----------
    values : SiteValues
        One value a block and round.

    Returns
    -------
    SiteScatter
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        known = np.where(values.is_open, np.nan, np.log(values.high))
    steps = np.diff(known, axis=1)
    squares, n = 0.0, 0
    for step in steps.T:
        seen = step[np.isfinite(step)]
        if seen.size > 1:
            squares += float(((seen - seen.mean()) ** 2).sum())
            n += seen.size - 1
    return SiteScatter(math.sqrt(squares / n / 2) if n else math.nan, n)


def censored_median(low: ArrayLike, high: ArrayLike, weights: ArrayLike) -> float:
    """Weighted Kaplan-Meier median of values of which some are only known to be below a limit.

    Parameters
    ----------
    low, high : array of float, shape (n,)
        Ends of each value; equal where it is known, `low` minus infinity for a non-detect. A value
        between two finite ends counts in their middle.
    weights : array of float, shape (n,)
        Above 0.

    Returns
    -------
    float
        NaN where half or more of the weight lies below the lowest known value.

    Examples
    --------
    >>> nothing = float("-inf")
    >>> censored_median([1.0, nothing, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0], [1, 1, 1, 1])
    2.0
    >>> censored_median([nothing, nothing, 3.0], [2.0, 2.0, 3.0], [1, 1, 1])
    nan
    """
    first, last = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    share = np.asarray(weights, dtype=np.float64)
    is_known = np.isfinite(first)
    middle = np.where(is_known, (np.where(is_known, first, 0.0) + last) / 2, last)
    order = np.lexsort((~is_known, -middle))  # from above; a known value before a limit at it
    at_risk = share.sum() - np.concatenate([[0.0], np.cumsum(share[order])[:-1]])
    steps = np.where(is_known[order], 1.0 - share[order] / at_risk, 1.0)
    below = np.clip(np.cumprod(steps), 0.0, 1.0)  # share of values below each
    known = is_known[order]
    reached = np.flatnonzero(known & (below <= 0.5 + 1e-9))
    if not reached.size:
        return math.nan
    at = int(reached[0])
    value = float(middle[order][at])
    later = np.flatnonzero(known & (below < 0.5 - 1e-9))
    if abs(below[at] - 0.5) > 1e-9 or not later.size:
        return value
    return (value + float(middle[order][later[0]])) / 2
