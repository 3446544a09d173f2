"""What can be said with k visits: the one place that decides it."""

from dataclasses import dataclass
from typing import Literal

from workbench.errors import SeriesError

LEVEL_FROM = 3
"""Visits from which a level and a paired change are reported."""

TREND_FROM = 5
"""Visits from which a trend is tested; with 4 the exact p cannot be below 0.08."""

DETECTS_FOR_TREND = 5
"""Visits above the highest limit that a trend needs."""


@dataclass(frozen=True)
class Rung:
    """How far up the ladder a series reaches, and why."""

    name: Literal["none", "level", "trend"]
    reason: str


def rung(n_visits: int, n_detects: int) -> Rung:
    """Say what a series of visits allows: nothing, a level, or a trend.

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
    Rung
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
    >>> rung(2, 2)
    Rung(name='none', reason='2 visits; a trend needs 5')
    >>> rung(8, 3).reason
    '8 visits, of which 3 above the highest limit; a trend needs 5'
    """
    if not 0 <= n_detects <= n_visits:
        raise SeriesError(
            f"{n_detects} detects in {n_visits} visits. Give from 0 detects up to one for each."
        )
    visits = "1 visit" if n_visits == 1 else f"{n_visits} visits"
    if n_visits < TREND_FROM:
        name: Literal["none", "level"] = "level" if n_visits >= LEVEL_FROM else "none"
        return Rung(name, f"{visits}; a trend needs {TREND_FROM}")
    if n_detects < n_visits:
        visits = f"{visits}, of which {n_detects} above the highest limit"
    if n_detects < DETECTS_FOR_TREND:
        return Rung("level", f"{visits}; a trend needs {DETECTS_FOR_TREND}")
    return Rung("trend", visits)
