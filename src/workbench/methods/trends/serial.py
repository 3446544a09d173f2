"""Serial correlation: good and bad years that follow each other look like a trend."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm

from workbench.methods.basics.arrays import Floats, as_values
from workbench.methods.trends.pairs import PairSlopes, informative_rounds, net_rises, round_scores

SERIAL_FROM = 8
"""Rounds from which serial correlation is estimated; fewer tell nothing of it."""
LONG_FROM = 15
"""Rounds from which a large correlation can be told from a chance one."""
MOST_SHORT, MOST_LONG = 0.6, 0.9
"""Largest correlation that is allowed for in shorter and in longer series: in short ones the
corrected estimate reaches 1 by chance, and false alarms are no fewer for allowing for it."""
FAR_APART_YEARS = 3.0
"""Rounds this far apart are taken as independent: .5 from year to year has become .125."""
NEAR_ZERO = 0.1
"""Correlation that does no harm: the false alarms stay below 0.06."""
EXACT_WIDENING_UP_TO = 40
"""Rounds up to which the variance of S is exact for normal values."""
GRID = np.linspace(-0.9, 0.96, 94)


@dataclass(frozen=True)
class SerialCorrelation:
    """How what is left without the trend follows from round to round."""

    r: float  # lag-1 correlation of the scores of rounds, as found; NaN if not estimated
    rho: float  # the same, corrected for its bias
    widening: float  # factor by which it widens the distribution of S, at least 1
    scores: Floats  # of the informative rounds, without the trend
    dates: Floats  # of these rounds, in years after the first of all


def serial_correlation(pairs: PairSlopes, slope: float) -> SerialCorrelation:
    """Estimate the lag-1 correlation of rounds, and how much wider it makes S.

    The scores are the row sums of the visits-by-visits matrix of signs at the fitted slope: rounds
    by rank, without the trend. Their lag-1 correlation is too low in short series. It is corrected
    by the correlation for which as many rounds, at these dates and after a line was fitted, would
    give the one found (ratio of expected quadratic forms; for equal distances it agrees with
    (2 + 4 rho) / n [1]_). S widens by the root of its variance for normal values with that
    correlation [2]_, over the one without. Where rounds lie at unequal distances, the correlation
    of two is rho to the power of their distance over the median distance.

    Parameters
    ----------
    pairs : PairSlopes
        Slopes between the values of each site.
    slope : float
        Slope of the logarithms that is taken away; NaN: none. [1/year]

    Returns
    -------
    SerialCorrelation
        Not estimated, with widening 1, below `SERIAL_FROM` rounds that can be compared.

    References
    ----------
    .. [1] F. H. C. Marriott and J. A. Pope, "Bias in the estimation of autocorrelations,"
       Biometrika, vol. 41, pp. 390-402, 1954. doi:10.1093/biomet/41.3-4.390
    .. [2] K. H. Hamed and A. R. Rao, "A modified Mann-Kendall trend test for autocorrelated data,"
       J. Hydrol., vol. 204, pp. 182-196, 1998. doi:10.1016/S0022-1694(97)00125-X
    """
    taken = slope if math.isfinite(slope) else 0.0
    net = net_rises(pairs, [taken])[0]
    known = informative_rounds(pairs, taken)
    scores, dates = round_scores(pairs, net)[known], pairs.dates[known]
    if scores.size < SERIAL_FROM or np.unique(dates).size < SERIAL_FROM or not scores.any():
        return SerialCorrelation(math.nan, math.nan, 1.0, scores, dates)
    r = float(scores[1:] @ scores[:-1] / (scores @ scores))
    pattern = _pattern(dates)
    rho = float(np.interp(r, _expected_r(pattern), GRID))
    most = MOST_LONG if scores.size >= LONG_FROM else MOST_SHORT
    used = round(min(max(rho, 0.0), most), 3)
    return SerialCorrelation(r, rho, s_widening(pattern, used), scores, dates)


def s_widening(dates: ArrayLike, rho: float) -> float:
    """Factor by which serial correlation widens the distribution of S.

    For normal values var(S) is the sum over pairs (i, j) and (k, l) of
    2 / pi asin(r_jl - r_jk - r_il + r_ik) / sqrt((2 - 2 r_ij)(2 - 2 r_kl)) [1]_. Above
    `EXACT_WIDENING_UP_TO` rounds the variance of a linear trend serves, which is close.

    Parameters
    ----------
    dates : array of float, shape (n_rounds,)
        [year]
    rho : float
        Correlation of two rounds at the median distance. [0 to below 1]

    Returns
    -------
    float
        Root of the ratio of the variance of S to the one without correlation; at least 1.

    References
    ----------
    .. [1] K. H. Hamed and A. R. Rao, "A modified Mann-Kendall trend test for autocorrelated data,"
       J. Hydrol., vol. 204, pp. 182-196, 1998. doi:10.1016/S0022-1694(97)00125-X

    Examples
    --------
    >>> s_widening(range(10), 0.0)
    1.0
    >>> round(s_widening(range(10), 0.5), 3)
    1.412
    """
    years = as_values(dates, "dates")
    return _widening(_pattern(years), rho) if rho > 0 else 1.0


def linear_widening(dates: ArrayLike, rho: float) -> float:
    """Factor by which serial correlation widens the error of a fitted line.

    The root of c'Rc / c'c, with c the dates from their mean and R the correlation of rounds.

    Parameters
    ----------
    dates : array of float, shape (n_rounds,)
        [year]
    rho : float
        Correlation of two rounds at the median distance. [0 to below 1]

    Returns
    -------
    float
        At least 1.

    Examples
    --------
    >>> round(linear_widening(range(10), 0.3), 3)
    1.224
    """
    pattern = np.array(_pattern(as_values(dates, "dates")))
    centred = pattern - pattern.mean()
    spread = centred @ centred
    return max(1.0, math.sqrt(centred @ _correlations(pattern, rho) @ centred / spread))


def _pattern(dates: Floats) -> tuple[float, ...]:
    """Dates in median distances after the first, as a key."""
    distance = float(np.median(np.diff(np.unique(dates))))
    return tuple(np.round((dates - dates[0]) / distance, 3).tolist())


def _correlations(pattern: Floats, rho: float) -> Floats:
    """Correlation of each two rounds; a negative one alternates with the distance."""
    apart = np.abs(pattern[:, None] - pattern)
    signs = np.where(np.round(apart) % 2 == 1, np.sign(rho), 1.0)
    return np.where(apart == 0, 1.0, signs * np.abs(rho) ** apart)


@lru_cache(maxsize=512)
def _expected_r(pattern: tuple[float, ...]) -> Floats:
    """Lag-1 correlation to expect after a line was fitted, for each correlation of the grid."""
    dates = np.array(pattern)
    line = np.linalg.qr(np.column_stack([np.ones(dates.size), dates]))[0]
    left = np.eye(dates.size) - line @ line.T
    expected = []
    for rho in GRID:
        covariance = left @ _correlations(dates, float(rho)) @ left
        expected.append(np.trace(covariance, offset=1) / np.trace(covariance))
    return np.maximum.accumulate(np.array(expected))


@lru_cache(maxsize=4096)
def _widening(pattern: tuple[float, ...], rho: float) -> float:
    """Root of the ratio of variances of S."""
    dates = np.array(pattern)
    if dates.size > EXACT_WIDENING_UP_TO:
        return linear_widening(dates, rho)
    first, second = np.triu_indices(dates.size, 1)
    ratios = [_variance_of_s(_correlations(dates, one), first, second) for one in (rho, 0.0)]
    return max(1.0, math.sqrt(ratios[0] / ratios[1]))


def _variance_of_s(
    correlations: Floats, first: NDArray[np.intp], second: NDArray[np.intp]
) -> float:
    """Variance of S of normal values with these correlations."""
    shared = (
        correlations[np.ix_(second, second)]
        - correlations[np.ix_(second, first)]
        - correlations[np.ix_(first, second)]
        + correlations[np.ix_(first, first)]
    )
    spread = np.sqrt(np.diag(shared))
    with np.errstate(invalid="ignore", divide="ignore"):
        scaled = np.nan_to_num(shared / np.outer(spread, spread))
    return float(2 / math.pi * np.arcsin(np.clip(scaled, -1.0, 1.0)).sum())


@dataclass(frozen=True)
class ProgrammeCorrelation:
    """Lag-1 correlation over all series of a programme."""

    mean: float  # corrected for its bias
    upper: float  # one-sided 95 % limit
    n_series: int
    n_independent: float  # series that would tell as much if they shared no years


def programme_correlation(series: list[SerialCorrelation]) -> ProgrammeCorrelation:
    """Average the lag-1 correlation over the series of a programme.

    Series of one programme share years and laboratory. If the scores of two series correlate by c,
    their lag-1 correlations do by about c squared, so n series count as
    n / (1 + (n - 1) mean c squared). The standard error of one lag-1 correlation is
    1 / sqrt(n_rounds) at 0.

    Parameters
    ----------
    series : list of SerialCorrelation
        Series without an estimate are not counted.

    Returns
    -------
    ProgrammeCorrelation
        NaN where no series has an estimate.
    """
    known = [one for one in series if math.isfinite(one.rho)]
    if not known:
        return ProgrammeCorrelation(math.nan, math.nan, 0, 0.0)
    dated = [_by_date(one) for one in known]
    shared = [
        _shared(one, other) ** 2 for place, one in enumerate(dated) for other in dated[:place]
    ]
    n_independent = len(known) / (1 + (len(known) - 1) * (float(np.mean(shared)) if shared else 0))
    mean = float(np.mean([one.rho for one in known]))
    one_error = float(np.mean([1 / math.sqrt(one.scores.size) for one in known]))
    upper = mean + norm.ppf(0.95) * one_error / math.sqrt(n_independent)
    return ProgrammeCorrelation(mean, float(upper), len(known), n_independent)


def _by_date(one: SerialCorrelation) -> tuple[Floats, Floats]:
    """Give dates, each once, and the scores of their rounds."""
    dates, first = np.unique(np.round(one.dates, 2), return_index=True)
    return dates, one.scores[first]


def _shared(one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> float:
    """Correlation of the scores of two series in the rounds of one date; 1 where they have few."""
    mine, theirs = one[1], other[1]
    if not np.array_equal(one[0], other[0]):
        _, first, second = np.intersect1d(one[0], other[0], assume_unique=True, return_indices=True)
        mine, theirs = mine[first], theirs[second]
    if mine.size < SERIAL_FROM:
        return 1.0
    left, right = mine - mine.mean(), theirs - theirs.mean()
    spread = math.sqrt(float(left @ left) * float(right @ right))
    return float(left @ right) / spread if spread else 1.0


def plain_p_decides(dates: ArrayLike, programme: ProgrammeCorrelation | None = None) -> bool:
    """Tell, before any p is seen, whether serial correlation may be left out.

    It may where each two rounds lie `FAR_APART_YEARS` or more apart, or where the lag-1 correlation
    over all series of the programme is shown to be below `NEAR_ZERO` (95 % limit), or where there
    are too few rounds to estimate it.

    Parameters
    ----------
    dates : array of float, shape (n_rounds,)
        Dates of the rounds. [decimal year]
    programme : ProgrammeCorrelation, optional
        Of all series of the programme.

    Returns
    -------
    bool

    Examples
    --------
    >>> plain_p_decides(range(2000, 2010)), plain_p_decides(range(1980, 2010, 3))
    (False, True)
    """
    years = np.unique(as_values(dates, "dates"))
    if years.size < SERIAL_FROM or np.diff(years).min() >= FAR_APART_YEARS:
        return True
    return programme is not None and programme.upper < NEAR_ZERO
