"""Change between two visits to the same sites."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binomtest

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import as_censored
from workbench.methods.nondetects.censored import recensor


@dataclass(frozen=True)
class PairedChange:
    """Sites that went up and down between two visits, and the sign test of it."""

    n_pairs: int
    n_up: int
    n_down: int
    n_undecided: int  # equal, or hidden below the highest limit
    p: float  # two-sided, exact; 1 where no pair is decided
    median_difference: float  # last less first; NaN with any non-detect


def paired_change(
    first: ArrayLike,
    first_censored: ArrayLike,
    last: ArrayLike,
    last_censored: ArrayLike,
) -> PairedChange:
    """Test whether sites went up or down between their first and their last visit.

    A pair counts only if its order is certain: "<1" against 0.4 is undecided, "<1" against 3 is up.
    A site below the limit at one visit shows only the change that leads out of it, so undecided
    pairs can hide change in one direction. Both visits are therefore first brought to their common
    highest limit, with `recensor`, as for a trend: then no limit of a laboratory, fallen or
    different from site to site, decides which pairs count. What happens below the highest limit is
    undecided whichever way it went.

    Parameters
    ----------
    first, last : array of float, shape (n_pairs,)
        Concentrations of the same sites in the same order; the limit where censored.
        [mg/kg or any one unit]
    first_censored, last_censored : array of bool, shape (n_pairs,)
        True for a non-detect.

    Returns
    -------
    PairedChange
        The median of the differences is NaN where any value is a non-detect. [mg/kg]

    Raises
    ------
    SeriesError
        If the two visits have different numbers of sites, a value is missing, or a limit is not
        above 0.

    References
    ----------
    .. [1] W. J. Dixon and A. M. Mood, "The statistical sign test," J. Am. Stat. Assoc., vol. 41,
       pp. 557-566, 1946. doi:10.1080/01621459.1946.10501898

    Examples
    --------
    >>> change = paired_change([1.0, 1.0, 2.0], [True, True, False], [0.4, 3.0, 5.0], [False] * 3)
    >>> change.n_up, change.n_down, change.n_undecided, change.p
    (2, 0, 1, 0.5)
    """
    start, start_flags = as_censored(first, first_censored)
    end, end_flags = as_censored(last, last_censored)
    if start.size != end.size:
        raise SeriesError(
            f"The first visit has {start.size} sites and the last {end.size}. "
            "Give the sites that have both, in the same order."
        )
    common = recensor(np.concatenate([start, end]), np.concatenate([start_flags, end_flags]))
    difference = common.values[start.size :] - common.values[: start.size]
    n_up, n_down = int((difference > 0).sum()), int((difference < 0).sum())
    n_decided = n_up + n_down
    return PairedChange(
        n_pairs=start.size,
        n_up=n_up,
        n_down=n_down,
        n_undecided=start.size - n_decided,
        p=float(binomtest(n_up, n_decided).pvalue) if n_decided else 1.0,
        median_difference=math.nan if common.censored.any() else float(np.median(difference)),
    )
