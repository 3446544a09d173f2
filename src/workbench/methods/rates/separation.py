"""Whether a log-linear model of counts has a finite ratio of a column at all."""

from __future__ import annotations

import numpy as np
from scipy.linalg import null_space
from scipy.optimize import linprog

from workbench.methods.rates.coefficients import column_place
from workbench.methods.rates.rate_data import RateData

TOLERANCE = 1e-7


def is_separated(data: RateData, name: str) -> bool:
    """Whether the ratio of a column runs to zero or without end, however good the fit gets.

    The likelihood of a log-linear model has no maximum where some combination of its columns is
    constant over all areas with cases, and lower in areas without any [1]_: as where all cases lie
    in exposed areas.

    Parameters
    ----------
    data : RateData
        Cases and columns of the model, of which none follows from the others.
    name : str
        Column whose ratio is asked for.

    References
    ----------
    .. [1] J. M. C. Santos Silva and S. Tenreyro, "On the existence of the maximum likelihood
       estimates in Poisson regression," Econ. Lett., vol. 107, pp. 310-312, 2010.
       doi:10.1016/j.econlet.2010.02.020
    """
    place = column_place(data.names, name)
    design = data.design / np.abs(data.design).max(axis=0)
    with_cases = data.counts > 0
    free = null_space(design[with_cases], rcond=TOLERANCE)
    if not free.size:
        return False
    others = design[~with_cases] @ free
    for side in (1, -1):
        found = linprog(
            -side * free[place],
            A_ub=others,
            b_ub=np.zeros(len(others)),
            bounds=[(-1, 1)] * free.shape[1],
        )
        if found.fun is not None and -found.fun > TOLERANCE:
            return True
    return False
