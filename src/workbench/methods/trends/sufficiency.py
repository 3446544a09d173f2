"""What the number of sampling rounds suffices for: the one place that decides it."""

from dataclasses import dataclass
from typing import Literal

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, count, row

LEVEL_FROM = 3
"""Visits from which a level and a paired change are reported."""

TREND_FROM = 5
"""Visits from which a trend is tested; with 4 the exact p cannot be below 0.08."""

DETECTS_FOR_TREND = 5
"""Visits above the highest limit that a trend needs."""


@row
class EnoughVisits(Phrase):
    """Visits that a trend is tested on."""

    n_visits: int = count("visits")
    n_detects: int = count("visits above the highest limit")


@row
class FewVisits(Phrase):
    """Too few visits for a trend."""

    n_visits: int = count("visits")
    needed: int = count("visits that a trend needs")


@row
class FewDetects(Phrase):
    """Too few visits above the highest limit for a trend."""

    n_visits: int = count("visits")
    n_detects: int = count("visits above the highest limit")
    needed: int = count("visits above the highest limit that a trend needs")


@dataclass(frozen=True)
class Sufficiency:
    """What the visits of a series suffice for, and why no more."""

    name: Literal["none", "level", "trend"]
    reason: Phrase


def sufficiency(n_visits: int, n_detects: int) -> Sufficiency:
    """Decide what the visits of a series suffice for: nothing, a level, or a trend.

    The steps follow the assessments of regional seas as programmed in HARSAT [1]_: up to 2 years
    nothing, up to 4 a level, from 5 a trend. That a trend needs 5 detects is the convention of
    LWPTrends [2]_.

    Parameters
    ----------
    n_visits : int
        Visits, each counted once.
    n_detects : int
        Visits that are detects after `recensor`, that is, above the highest limit.

    Returns
    -------
    Sufficiency
        "level" means level and paired change only. The reason counts what there is.

    Raises
    ------
    SeriesError
        If there are more detects than visits, or a count is negative.

    References
    ----------
    .. [1] OSPAR Commission, "HARSAT: harmonised regional seas assessment tool," R package,
       https://github.com/osparcomm/HARSAT
    .. [2] LandWaterPeople, "LWPTrends," R functions, https://github.com/isaacbain/LWPTrends

    Examples
    --------
    >>> sufficiency(2, 2)
    Sufficiency(name='none', reason=FewVisits(n_visits=2, needed=5))
    >>> str(sufficiency(8, 3).reason)
    'few-detects(n_visits=8, n_detects=3, needed=5)'
    """
    if not 0 <= n_detects <= n_visits:
        raise SeriesError(
            f"{n_detects} detects in {n_visits} visits. Give from 0 detects up to one for each."
        )
    if n_visits < TREND_FROM:
        name: Literal["none", "level"] = "level" if n_visits >= LEVEL_FROM else "none"
        return Sufficiency(name, FewVisits(n_visits=n_visits, needed=TREND_FROM))
    if n_detects < DETECTS_FOR_TREND:
        return Sufficiency(
            "level", FewDetects(n_visits=n_visits, n_detects=n_detects, needed=DETECTS_FOR_TREND)
        )
    return Sufficiency("trend", EnoughVisits(n_visits=n_visits, n_detects=n_detects))
