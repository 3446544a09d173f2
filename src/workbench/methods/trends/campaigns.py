"""Change between two to four campaigns, against what campaigns differ by without a change."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm
from scipy.stats import t as student_t

from workbench.errors import ParameterError
from workbench.methods.basics.arrays import as_values
from workbench.methods.sampling.site_values import SiteValues
from workbench.methods.trends.effects import RoundEffects
from workbench.methods.trends.size import LogSlope

CAMPAIGNS_UP_TO = 4
"""Campaigns whose effects cannot be estimated from their own scatter with any power."""
ONE_LABORATORY = 2 / 3
"""Share of the scatter between laboratories that one laboratory has from year to year [1]_ .

.. [1] M. Thompson and R. Wood, "Harmonized guidelines for internal quality control in analytical
   chemistry laboratories," Pure Appl. Chem., vol. 67, pp. 649-666, 1995.
   doi:10.1351/pac199567040649
"""
HORWITZ_FLAT_BELOW = 1.2e-7
HORWITZ_ROOT_ABOVE = 0.138
"""Mass fractions between which Horwitz's function holds."""


class Source(StrEnum):
    """Where the standard deviation of a campaign's effect comes from."""

    GIVEN = "given"  # stated for this programme
    CONTROLS = "controls"  # control samples that one laboratory measured in several campaigns
    CONTROL_LABORATORIES = "control-laboratories"  # that several laboratories measured
    ONE_LABORATORY = "one-laboratory"  # two thirds of Horwitz's value
    LABORATORIES = "laboratories"  # Horwitz's value: laboratories differ or are not named

    @property
    def is_measured(self) -> bool:
        """Whether it is known of this programme; else it is a lower bound."""
        return self in {Source.GIVEN, Source.CONTROLS, Source.CONTROL_LABORATORIES}

    @property
    def holds_laboratories(self) -> bool:
        """Whether what laboratories differ by is in it."""
        return self in {Source.LABORATORIES, Source.CONTROL_LABORATORIES}


@dataclass(frozen=True)
class Allowance:
    """What one campaign may differ by from another without a change of the soil."""

    tau: float  # standard deviation of a campaign's effect, of natural logarithms
    source: Source
    degrees_of_freedom: float = math.inf

    def __post_init__(self) -> None:
        if not self.tau >= 0:
            raise ParameterError(f"The effect of a campaign is {self.tau:g}. Give 0 or more.")

    @property
    def limit(self) -> float:
        """Difference of logarithms that two campaigns stay within in 95 of 100 cases."""
        return float(student_t.ppf(0.975, self.degrees_of_freedom)) * math.sqrt(2) * self.tau


def horwitz_sd(mg_kg: float) -> float:
    """Find the standard deviation of the logarithm between laboratories, at a content.

    The relative standard deviation is 2 C^-0.15 % of the content as mass fraction C (Horwitz), 22 %
    below 1.2e-7 and C^-0.5 % above 0.138 [1]_.

    Parameters
    ----------
    mg_kg : float
        Content. [mg/kg]

    Returns
    -------
    float
        sqrt(log(1 + RSD^2)).

    Raises
    ------
    ParameterError
        If the content is not above 0.

    References
    ----------
    .. [1] M. Thompson, "Recent trends in inter-laboratory precision at ppb and sub-ppb
       concentrations in relation to fitness for purpose criteria in proficiency testing," Analyst,
       vol. 125, pp. 385-386, 2000. doi:10.1039/b000282h

    Examples
    --------
    >>> [round(horwitz_sd(content), 3) for content in (0.05, 1, 10, 100)]
    [0.217, 0.159, 0.113, 0.08]
    """
    if not mg_kg > 0:
        raise ParameterError(f"A content is {mg_kg:g} mg/kg. Give a number above 0.")
    fraction = mg_kg * 1e-6
    if fraction < HORWITZ_FLAT_BELOW:
        relative = 0.22
    elif fraction > HORWITZ_ROOT_ABOVE:
        relative = 0.01 * fraction**-0.5
    else:
        relative = 0.01 * 2 ** (1 - 0.5 * math.log10(fraction))
    return math.sqrt(math.log1p(relative**2))


def assumed_allowance(mg_kg: float, *, one_laboratory: bool) -> Allowance:
    """Allow for what laboratories differ by at a content, where nothing was measured of it.

    A lower bound: sampling, season and weather are not in it.

    Parameters
    ----------
    mg_kg : float
        Content. [mg/kg]
    one_laboratory : bool
        Whether one named laboratory measured all campaigns.

    Returns
    -------
    Allowance
    """
    tau = horwitz_sd(mg_kg)
    if one_laboratory:
        return Allowance(ONE_LABORATORY * tau, Source.ONE_LABORATORY)
    return Allowance(tau, Source.LABORATORIES)


def control_allowance(log_ratios: ArrayLike, source: Source = Source.CONTROLS) -> Allowance:
    """Estimate what campaigns differ by from control samples measured in two of them.

    tau^2 = sum(d^2) / (2 (m - 1)) of m log ratios d of the same material in two campaigns. A shift
    that all controls share counts as part of it.

    Parameters
    ----------
    log_ratios : array of float, shape (m,)
        Natural logarithm of the later over the earlier result of each control sample.
    source : Source
        Whether one laboratory measured them, or several.

    Returns
    -------
    Allowance
        With m - 1 degrees of freedom.

    Raises
    ------
    ParameterError
        If there are fewer than 2.

    Examples
    --------
    >>> allowance = control_allowance([0.1, -0.1, 0.2])
    >>> round(allowance.tau, 4), allowance.degrees_of_freedom
    (0.1225, 2)
    """
    ratios = as_values(log_ratios, "control log ratios")
    if ratios.size < 2:
        raise ParameterError("One control sample tells no scatter. Give 2 or more.")
    tau = math.sqrt(float(ratios @ ratios) / (2 * (ratios.size - 1)))
    return Allowance(tau, source, ratios.size - 1)


@dataclass(frozen=True)
class CampaignChange:
    """Change over two to four campaigns."""

    size: LogSlope
    se: float  # of the slope, from the scatter of sites alone [1/year]
    se_all: float  # with the effects of campaigns [1/year]
    p: float  # two-sided
    allowance: Allowance
    least: float  # slope from which on p is 0.05 or less [1/year]


def campaign_change(
    found: RoundEffects, allowance: Allowance, confidence: float = 0.95
) -> CampaignChange:
    """Compare the slope of the campaigns' effects with what campaigns may differ by.

    The slope b is that of a straight line through the effects, for two campaigns their difference.
    Its variance is se^2 + tau^2 / sum (t - mean t)^2, with se from the scatter of sites; for the
    difference of two that is se^2 + 2 tau^2. p = 2 Phi(-|b| / sqrt(variance)), or Student's t where
    tau was estimated. More sites make se small, but never tau.

    Parameters
    ----------
    found : RoundEffects
        Effects of two campaigns or more.
    allowance : Allowance
        Effect of a campaign.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    CampaignChange
    """
    times = found.years - found.years.mean()
    weights = times / (times @ times)
    slope = float(weights @ found.effects)
    se = math.sqrt(max(0.0, float(weights @ found.covariance @ weights)))
    se_all = math.sqrt(se**2 + allowance.tau**2 / float(times @ times))
    df = allowance.degrees_of_freedom
    half = float(student_t.ppf((1 + confidence) / 2, df)) * se_all
    p = float(2 * student_t.sf(abs(slope) / se_all, df)) if se_all else float(slope == 0)
    least = float(student_t.ppf(0.975, df)) * se_all
    return CampaignChange(
        LogSlope(slope, slope - half, slope + half), se, se_all, p, allowance, least
    )


@dataclass(frozen=True)
class PairsOfSites:
    """Sites sampled in the first and in the last campaign."""

    n: int
    n_up: int  # certainly higher in the last
    n_down: int
    n_open: int  # their order is open, or they are equal
    median_ratio: float  # last over first; NaN where non-detects leave it open
    ratio_lower: float  # of its interval, from the order of the pairs
    ratio_upper: float


def pairs_of_sites(values: SiteValues, confidence: float = 0.95) -> PairsOfSites:
    """Compare the sites of the first and the last campaign one by one.

    The interval of the median ratio is that of the sign test. It is about these sites in these two
    campaigns: what a campaign may differ by is not in it.

    Parameters
    ----------
    values : SiteValues
        One value a site and campaign.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    PairsOfSites
    """
    both = values.is_sampled[:, 0] & values.is_sampled[:, -1]
    low, high = values.low[both], values.high[both]
    with np.errstate(divide="ignore"):
        lowest = np.sort(np.log(low[:, -1]) - np.log(high[:, 0]))
        highest = np.sort(np.log(high[:, -1]) - np.log(low[:, 0]))
    n, n_up, n_down = lowest.size, int((lowest > 0).sum()), int((highest < 0).sum())
    if not n:
        return PairsOfSites(0, 0, 0, 0, math.nan, math.nan, math.nan)
    middles = float(np.median(lowest)), float(np.median(highest))
    cut = int(max(0, math.floor(n / 2 - norm.ppf((1 + confidence) / 2) * math.sqrt(n) / 2)))
    return PairsOfSites(
        n,
        n_up,
        n_down,
        n - n_up - n_down,
        median_ratio=math.exp(middles[0]) if middles[0] == middles[1] else math.nan,
        ratio_lower=math.exp(lowest[max(cut - 1, 0)]),
        ratio_upper=math.exp(highest[min(n - cut, n - 1)]),
    )
