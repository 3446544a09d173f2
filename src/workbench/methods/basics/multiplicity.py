"""Many tests at once: how many of the trends found are false."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import false_discovery_control

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats


def benjamini_hochberg(p_values: ArrayLike) -> Floats:
    """Turn p-values into q-values, the false discovery rates at which each test is still found.

    Parameters
    ----------
    p_values : array of float, shape (n_tests,)
        Two-sided p of each test; NaN where no test was made. [0 to 1]

    Returns
    -------
    array of float, shape (n_tests,)
        NaN stays NaN and is not counted among the tests. [0 to 1]

    Raises
    ------
    SeriesError
        If a p-value is outside 0 to 1, or they are not a list.

    References
    ----------
    .. [1] Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate: a practical and
       powerful approach to multiple testing," J. R. Stat. Soc. B, vol. 57, pp. 289-300, 1995.
       doi:10.1111/j.2517-6161.1995.tb02031.x

    Examples
    --------
    >>> benjamini_hochberg([0.01, float("nan"), 0.04, 0.03])
    array([0.03,  nan, 0.04, 0.04])
    """
    q_values = np.array(p_values, dtype=np.float64)
    if q_values.ndim != 1:
        raise SeriesError(f"The p-values have the shape {q_values.shape}. Give a list of them.")
    tested = ~np.isnan(q_values)
    outside = (q_values[tested] < 0) | (q_values[tested] > 1)
    if outside.any():
        worst = q_values[tested][outside][0]
        raise SeriesError(f"A p-value is {worst:g}. Give values from 0 to 1, or NaN.")
    if tested.any():
        q_values[tested] = false_discovery_control(q_values[tested], method="bh")
    return q_values
