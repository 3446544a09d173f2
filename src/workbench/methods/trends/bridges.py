"""Bridges between laboratories or methods: a shift, and what a trend owes to not knowing it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t as student_t

from workbench.errors import ParameterError
from workbench.methods.basics.arrays import Floats, as_values
from workbench.methods.sampling.site_values import SiteValues
from workbench.methods.trends.size import LogSlope


@dataclass(frozen=True)
class Bridge:
    """What a laboratory or method reads higher by than another, from samples of both."""

    shift: float  # mean logarithm of the one over the other
    se: float
    n: int  # samples that both measured

    @property
    def degrees_of_freedom(self) -> int:
        """Those of its standard error."""
        return self.n - 1

    def interval(self, confidence: float) -> tuple[float, float]:
        """Give the interval of the shift, Student's t.

        Parameters
        ----------
        confidence : float
            Of the two-sided interval. [share, 0 to 1]

        Returns
        -------
        lower, upper : float
        """
        half = float(student_t.ppf((1 + confidence) / 2, self.degrees_of_freedom)) * self.se
        return self.shift - half, self.shift + half


def bridge_of(log_ratios: ArrayLike) -> Bridge:
    """Find the shift between two laboratories from archived or reference samples of both.

    Parameters
    ----------
    log_ratios : array of float, shape (m,)
        Natural logarithm of the one over the other result of each sample.

    Returns
    -------
    Bridge
        Mean and its standard error.

    Raises
    ------
    ParameterError
        If there are fewer than 2.

    Examples
    --------
    >>> bridge = bridge_of([0.10, 0.20, 0.15])
    >>> round(bridge.shift, 3), round(bridge.se, 4), bridge.degrees_of_freedom
    (0.15, 0.0289, 2)
    """
    ratios = as_values(log_ratios, "bridging log ratios")
    if ratios.size < 2:
        raise ParameterError("One bridging sample tells no scatter. Give 2 or more.")
    se = float(ratios.std(ddof=1)) / math.sqrt(ratios.size)
    return Bridge(float(ratios.mean()), se, ratios.size)


@dataclass(frozen=True)
class Step:
    """Values of a series that were brought to the scale of the others by a bridge."""

    share: Floats  # of the samples of each value that were, shape (n_blocks, n_rounds)
    bridge: Bridge


def step_weight(values: SiteValues, share: Floats) -> float:
    """Find what a shift that is wrong by 1 adds to a slope within blocks.

    Parameters
    ----------
    values : SiteValues
        One value a block and round.
    share : array of float, shape (n_blocks, n_rounds)
        Share of the samples of each value that have the shift.

    Returns
    -------
    float
        Slope of the shares by least squares within blocks; 0 where no block has two dates.
        [1/year]
    """
    sampled = values.is_sampled
    n = np.maximum(sampled.sum(axis=1), 1)[:, None]
    times = np.where(sampled, values.years, 0.0)
    times = np.where(sampled, values.years - times.sum(axis=1)[:, None] / n, 0.0)
    spread = float((times**2).sum())
    return float((times * np.where(sampled, share, 0.0)).sum()) / spread if spread else 0.0


@dataclass(frozen=True)
class Carried:
    """A slope with the uncertainty of the shifts in it."""

    size: LogSlope
    se: float  # on the side of no change [1/year]
    degrees_of_freedom: float
    p: float  # two-sided


def carry(
    size: LogSlope,
    values: SiteValues,
    steps: Sequence[Step],
    degrees_of_freedom: float,
    confidence: float,
) -> Carried:
    """Carry the uncertainty of shifts into the interval of a slope and into its p.

    A shift wrong by d moves the slope by w d, w being the slope of the step itself. Variances of
    slope and shifts add up, with the degrees of freedom of Welch and Satterthwaite [1]_. Bridges to
    one laboratory share its errors: where there are several, w times their standard errors add up,
    which is the most that they can do together.

    Parameters
    ----------
    size : LogSlope
        Slope of the values on one scale, with its interval.
    values : SiteValues
        These values.
    steps : sequence of Step
        Which of them a bridge moved.
    degrees_of_freedom : float
        Of the interval of the slope.
    confidence : float
        Of that interval. [share, 0 to 1]

    Returns
    -------
    Carried

    References
    ----------
    .. [1] B. L. Welch, "The generalization of 'Student's' problem when several different population
       variances are involved," Biometrika, vol. 34, pp. 28-35, 1947. doi:10.1093/biomet/34.1-2.28
    """
    of_shifts = sum(abs(step_weight(values, one.share)) * one.bridge.se for one in steps)
    fewest = min(one.bridge.degrees_of_freedom for one in steps)
    quantile = float(student_t.ppf((1 + confidence) / 2, degrees_of_freedom))

    def side(half: float) -> tuple[float, float, float]:
        """Give standard error, degrees of freedom and half width of one side."""
        own = half / quantile
        se = math.hypot(own, of_shifts)
        if not math.isfinite(se) or not se:
            return se, degrees_of_freedom, half
        df = se**4 / (own**4 / degrees_of_freedom + of_shifts**4 / fewest)
        return se, df, float(student_t.ppf((1 + confidence) / 2, df)) * se

    down, up = side(size.slope - size.lower), side(size.upper - size.slope)
    se, df, _ = down if size.slope > 0 else up
    p = float(2 * student_t.sf(abs(size.slope) / se, df)) if se and math.isfinite(se) else 1.0
    return Carried(LogSlope(size.slope, size.slope - down[2], size.slope + up[2]), se, df, p)
