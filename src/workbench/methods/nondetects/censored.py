"""Values below a limit of detection: the median of a visit, and one limit for a whole series."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.methods.basics.arrays import Flags, Floats, as_censored


@dataclass(frozen=True)
class RecensoredSeries:
    """A series with one limit, so that a better laboratory makes no trend."""

    values: Floats  # the limit where censored
    censored: Flags
    limit: float  # the highest of the series; NaN without non-detects


def visit_median(concentrations: ArrayLike, censored: ArrayLike) -> tuple[float, bool]:
    """Median of the samples of a visit, with non-detects anywhere from 0 to their limit.

    Parameters
    ----------
    concentrations : array of float, shape (n_samples,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n_samples,)
        True for a non-detect.

    Returns
    -------
    value : float
        The median where the non-detects leave only one; else the highest it can be. [mg/kg]
    censored : bool
        True where the median is only known to be at or below `value`.

    Raises
    ------
    SeriesError
        If a value is missing, the lengths differ, or a limit is not above 0.

    References
    ----------
    .. [1] D. R. Helsel, Statistics for Censored Environmental Data Using Minitab and R, 2nd ed.
       Hoboken: Wiley, 2012. doi:10.1002/9781118162729

    Examples
    --------
    >>> visit_median([1.0, 2.0, 3.0], [True, False, False])
    (2.0, False)
    >>> visit_median([1.0, 0.4, 3.0], [True, False, False])
    (1.0, True)
    """
    values, flags = as_censored(concentrations, censored)
    lowest = float(np.median(np.where(flags, 0.0, values)))
    highest = float(np.median(values))
    return highest, lowest != highest


def recensor(values: ArrayLike, censored: ArrayLike) -> RecensoredSeries:
    """Bring all non-detects of a series to its highest limit.

    Where the limit falls with the years, non-detects with their own limits look like a falling
    concentration. With one limit the order of two visits no longer depends on the laboratory: the
    ordinary Mann-Kendall test with ties holds its size, at the cost of power.

    A detect exactly at the highest limit becomes a non-detect too. Laboratories differ in whether
    "<1" means below 1 or at most 1; only so is the answer the same for both.

    Parameters
    ----------
    values : array of float, shape (n,)
        The limit where `censored`. [mg/kg or any one unit]
    censored : array of bool, shape (n,)
        True for a non-detect.

    Returns
    -------
    RecensoredSeries
        In the order given; unchanged, with the limit NaN, where there is no non-detect.

    Raises
    ------
    SeriesError
        If a value is missing, the lengths differ, or a limit is not above 0.

    References
    ----------
    .. [1] D. R. Helsel, "Fabricating data: how substituting values for nondetects can ruin results,
       and what can be done about it," Chemosphere, vol. 65, pp. 2434-2439, 2006.
       doi:10.1016/j.chemosphere.2006.04.051
    .. [2] D. R. Helsel, Statistics for Censored Environmental Data Using Minitab and R, 2nd ed.
       Hoboken: Wiley, 2012. doi:10.1002/9781118162729

    Examples
    --------
    >>> recensor([1.0, 3.0, 0.7], [True, False, False])
    RecensoredSeries(values=array([1., 3., 1.]), censored=array([ True, False,  True]), limit=1.0)
    """
    numbers, flags = as_censored(values, censored)
    if not flags.any():
        return RecensoredSeries(numbers, flags, math.nan)
    limit = float(numbers[flags].max())
    below = flags | (numbers <= limit)
    return RecensoredSeries(np.where(below, limit, numbers), below, limit)
