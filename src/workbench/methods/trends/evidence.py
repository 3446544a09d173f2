"""Strength of the evidence of a change: the one place that decides it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from workbench.methods.trends.size import LogSlope

FALSE_DISCOVERY_RATE = 0.05
NO_CHANGE_BAND = 0.01
"""Change in a year, as a share, within which a change is called none."""
WEAK_P = 0.05
WEAK_P_FEW = 0.10
FEW_ROUNDS_BELOW = 8


class Evidence(StrEnum):
    """What may be said of a change."""

    STRONG = "strong"
    WEAK = "weak"
    NO_CHANGE = "no-change"  # shown to be small
    NO_EVIDENCE = "no-evidence"
    INSUFFICIENT = "insufficient"

    @property
    def is_change(self) -> bool:
        """Whether a direction may be named."""
        return self in {Evidence.STRONG, Evidence.WEAK}


class Cap(StrEnum):
    """Why evidence may not be strong, or may not be of a change at all."""

    NONE = ""
    BREAK = "break"  # something else changed, and the change does not stand without it
    BREAK_EXPLAINS = "break-explains"  # what changed can make all of it
    ASSUMED = "assumed"  # the effect of a campaign was not measured
    STRATA_DIFFER = "strata-differ"  # parts of the series change differently

    @property
    def leaves_none(self) -> bool:
        """Whether nothing is left to be said of a direction."""
        return self is Cap.BREAK_EXPLAINS


@dataclass(frozen=True)
class Grounds:
    """What the evidence of one series is judged on."""

    p_plain: float  # rounds taken as independent; NaN where there is no test
    q: float  # the p that decides, after correction for the tests of its family
    n_rounds: int
    size: LogSlope
    cap: Cap = Cap.NONE


def weak_p(n_rounds: int) -> float:
    """Plain p up to which a change is mentioned at all.

    Parameters
    ----------
    n_rounds : int
        Sampling rounds.

    Returns
    -------
    float
    """
    return WEAK_P_FEW if n_rounds < FEW_ROUNDS_BELOW else WEAK_P


def evidence(
    grounds: Grounds,
    *,
    false_discovery_rate: float = FALSE_DISCOVERY_RATE,
    band: float = NO_CHANGE_BAND,
) -> Evidence:
    """Say how strong the evidence of a change is.

    No change: the whole interval of the change lies within the band, also where it leaves out 0, so
    that many sites do not make a finding of a change too small to matter. Strong: q, of the p that
    allows for serial correlation, is at most the false discovery rate and nothing caps it. Weak:
    that without the cap, or plain p at most `weak_p`. Insufficient: there is no test.

    Parameters
    ----------
    grounds : Grounds
        What was found.
    false_discovery_rate : float
        Share of false findings among those called strong. [share, 0 to 1]
    band : float
        Change in a year that counts as none. [share, 0 to 1]

    Returns
    -------
    Evidence

    Examples
    --------
    >>> size = LogSlope(-0.05, -0.07, -0.03)
    >>> evidence(Grounds(p_plain=0.01, q=0.03, n_rounds=10, size=size)).value
    'strong'
    >>> evidence(Grounds(p_plain=0.01, q=0.03, n_rounds=10, size=size, cap=Cap.BREAK)).value
    'weak'
    >>> evidence(Grounds(0.6, 0.6, 10, LogSlope(0.0, -0.004, 0.004))).value
    'no-change'
    """
    if math.isnan(grounds.p_plain) or math.isnan(grounds.q):
        return Evidence.INSUFFICIENT
    is_found = grounds.q <= false_discovery_rate
    is_seen = is_found or grounds.p_plain <= weak_p(grounds.n_rounds)
    _, lower, upper = grounds.size.per_year
    is_explained = is_seen and grounds.cap.leaves_none
    if -band <= lower and upper <= band and not is_explained:
        return Evidence.NO_CHANGE
    if is_found and grounds.cap is Cap.NONE:
        return Evidence.STRONG
    return Evidence.WEAK if is_seen and not is_explained else Evidence.NO_EVIDENCE


@dataclass(frozen=True)
class Reach:
    """What a design could have found at all."""

    p_least: float  # the least p that it can give; 0 where there is no floor
    q_least: float  # if only this series of its family changes
    may_be_strong: bool


def reach(
    p_least: float, n_tests: int, *, false_discovery_rate: float = FALSE_DISCOVERY_RATE
) -> Reach:
    """Tell whether a design could have given strong evidence.

    If one series of a family changes and the others do not, Benjamini and Hochberg's q of it is p
    times the number of tests.

    Parameters
    ----------
    p_least : float
        Least p of the test: 2 over the number of orders of the rounds; 0 for a t test.
    n_tests : int
        Tests of the family.
    false_discovery_rate : float
        Share of false findings among those called strong. [share, 0 to 1]

    Returns
    -------
    Reach

    Examples
    --------
    >>> reach(2 / 120, 8).may_be_strong, reach(2 / 5040, 8).may_be_strong
    (False, True)
    """
    q_least = min(1.0, p_least * max(n_tests, 1))
    return Reach(p_least, q_least, q_least <= false_discovery_rate)
