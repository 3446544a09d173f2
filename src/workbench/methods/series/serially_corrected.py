"""Mann-Kendall of equally spaced values, corrected for serial correlation by pymannkendall."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import as_values

Correction = Literal["hamed-rao", "yue-wang", "pre-whitening", "trend-free-pre-whitening"]

FUNCTIONS: dict[Correction, str] = {
    "hamed-rao": "hamed_rao_modification_test",
    "yue-wang": "yue_wang_modification_test",
    "pre-whitening": "pre_whitening_modification_test",
    "trend-free-pre-whitening": "trend_free_pre_whitening_modification_test",
}


@dataclass(frozen=True)
class CorrectedKendall:
    """Mann-Kendall after a correction for serial correlation."""

    correction: Correction
    s: int
    var_s: float  # as corrected; not above 0 where it cannot be estimated
    widening: float  # var_s over the one without correction
    z: float  # NaN where the variance cannot be estimated
    p: float  # NaN where the variance cannot be estimated

    @property
    def p_not_narrowed(self) -> float:
        """P with a variance that is at least the plain one, where the correction is of it."""
        narrowed = self.correction in {"hamed-rao", "yue-wang"} and 0 < self.widening < 1
        return float(2 * norm.sf(abs(self.z) * math.sqrt(self.widening))) if narrowed else self.p

    @property
    def is_estimable(self) -> bool:
        """Whether the correction leaves a variance."""
        return math.isfinite(self.p)


def corrected_kendall(
    concentrations: ArrayLike,
    correction: Correction = "hamed-rao",
    *,
    first_lags: int | None = None,
) -> CorrectedKendall:
    """Test a series by a correction that is in use; dates are taken as equally spaced.

    Hamed and Rao [1]_ widen the variance by the significant lags of the ranks without the trend,
    Yue and Wang [2]_ by all lags, which makes it smaller where lags are negative; pre-whitening
    [3]_ takes the lag-1 correlation away and with it a part of the trend. Where a correction leaves
    no variance, or narrows it (`widening` below 1), it says nothing against chance.

    Parameters
    ----------
    concentrations : array of float, shape (n_visits,)
        In order of time, without gaps. [mg/kg or any one unit]
    correction : {"hamed-rao", "yue-wang", "pre-whitening", "trend-free-pre-whitening"}
    first_lags : int, optional
        Lags that are looked at, by Hamed and Rao or Yue and Wang; None: all.

    Returns
    -------
    CorrectedKendall

    Raises
    ------
    SeriesError
        If there are fewer than 4 values, one is missing, or all are equal.

    References
    ----------
    .. [1] K. H. Hamed and A. R. Rao, "A modified Mann-Kendall trend test for autocorrelated data,"
       J. Hydrol., vol. 204, pp. 182-196, 1998. doi:10.1016/S0022-1694(97)00125-X
    .. [2] S. Yue and C. Wang, "The Mann-Kendall test modified by effective sample size to detect
       trend in serially correlated hydrological series," Water Resour. Manag., vol. 18,
       pp. 201-218, 2004. doi:10.1023/B:WARM.0000043140.61082.60
    .. [3] M. M. Hussain and I. Mahmud, "pyMannKendall: a python package for non parametric Mann
       Kendall family of trend tests," J. Open Source Softw., vol. 4, 1556, 2019.
       doi:10.21105/joss.01556

    Examples
    --------
    >>> found = corrected_kendall([5.0, 4.6, 4.7, 4.1, 4.0, 4.2, 3.5, 3.3, 3.4, 2.9])
    >>> found.s, found.is_estimable
    (-37, True)
    """
    import pymannkendall  # noqa: PLC0415 - loaded where it is asked for

    values = as_values(concentrations, "concentrations")
    if values.size < 4 or values.min() == values.max():
        raise SeriesError(f"{values.size} values, or all the same: there is nothing to correct.")
    options = {} if first_lags is None else {"lag": first_lags}
    with np.errstate(divide="ignore", invalid="ignore"):
        found = getattr(pymannkendall, FUNCTIONS[correction])(values, **options)
    variance, plain = float(found.var_s), float(pymannkendall.original_test(values).var_s)
    known = variance > 0
    return CorrectedKendall(
        correction=correction,
        s=round(float(found.s)),
        var_s=variance,
        widening=variance / plain,
        z=float(found.z) if known else math.nan,
        p=float(2 * norm.sf(abs(found.z))) if known else math.nan,  # never underflows to 0
    )
