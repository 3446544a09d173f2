"""Whether series of two methods may be joined, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t as student_t

from workbench.methods.basics.arrays import as_values
from workbench.methods.trends.campaigns import Allowance, Source, horwitz_sd


class Rule(StrEnum):
    """By what the results of a method are joined to those of another, the first that applies."""

    OVERLAP = "overlap"  # both measured the same sites in the same rounds: the shift is taken out
    CONTROLS = "controls"  # both measured the same control samples: the shift is taken out
    NO_STEP = "no-step"  # none is seen, and one that laboratories differ by would be
    WITHIN = "within"  # values of the two are not compared, each has its own level at a site


@dataclass(frozen=True)
class StepTest:
    """Step of the logarithm from one method to another, beside a trend that both share."""

    step: float
    lower: float  # of its interval
    upper: float
    limit: float  # what laboratories differ by at this content

    @property
    def is_none(self) -> bool:
        """Whether its interval holds 0, and lies within what laboratories differ by."""
        return self.lower <= 0 <= self.upper and max(-self.lower, self.upper) <= self.limit


def step_test(
    sites: ArrayLike,
    years: ArrayLike,
    concentrations: ArrayLike,
    is_other: ArrayLike,
    confidence: float = 0.95,
) -> StepTest | None:
    """Estimate the step between two methods at the sites that both measured.

    Least squares of the logarithms on the level of each site, one slope and the step. A step that
    is not significant allows nothing: few values would always do. Its interval must be short.

    Parameters
    ----------
    sites : array of str, shape (n,)
    years : array of float, shape (n,)
        [decimal year]
    concentrations : array of float, shape (n,)
        Detected values, one a site, round and method. [mg/kg or any one unit]
    is_other : array of bool, shape (n,)
        Whether the other method measured it.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    StepTest or None
        None where the values cannot tell step and slope apart, or leave no scatter.
    """
    names, other = np.asarray(sites).astype(str), np.asarray(is_other, dtype=bool)
    both = np.isin(names, np.intersect1d(names[other], names[~other]))
    logs = np.log(as_values(concentrations, "concentrations"))[both]
    if not logs.size:
        return None
    _, site = np.unique(names[both], return_inverse=True)
    times = as_values(years, "years")[both]
    levels = np.eye(site.max() + 1)[site]
    design = np.column_stack([levels, times - times.mean(), other[both].astype(np.float64)])
    fitted, _, rank, _ = np.linalg.lstsq(design, logs, rcond=None)
    df = logs.size - int(rank)
    if rank < design.shape[1] or df < 1:
        return None
    variance = float(((logs - design @ fitted) ** 2).sum()) / df
    se = float(np.sqrt(variance * np.linalg.inv(design.T @ design)[-1, -1]))
    half = float(student_t.ppf((1 + confidence) / 2, df)) * se
    tau = horwitz_sd(float(np.exp(np.median(logs))))
    limit = Allowance(tau, Source.LABORATORIES).limit
    step = float(fitted[-1])
    return StepTest(step, step - half, step + half, limit)
