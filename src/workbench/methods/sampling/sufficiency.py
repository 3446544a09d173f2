"""What the number of sampling rounds suffices for: the one place that decides it."""

from dataclasses import dataclass
from typing import Literal

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, count, row

CAMPAIGNS_FROM = 2
"""Rounds from which a change is compared with what campaigns may differ by."""

TREND_FROM = 5
"""Rounds from which a trend is tested against its own scatter; with 4 all orders give p 0.083."""


@row
class EnoughVisits(Phrase):
    """Rounds that a trend is tested on."""

    n_visits: int = count("sampling rounds")


@row
class FewVisits(Phrase):
    """Too few rounds for a trend."""

    n_visits: int = count("sampling rounds")
    needed: int = count("sampling rounds that a trend needs")


@dataclass(frozen=True)
class Sufficiency:
    """What the rounds of a series suffice for, and why no more."""

    name: Literal["none", "campaigns", "trend"]
    reason: Phrase


def sufficiency(n_visits: int) -> Sufficiency:
    """Decide what the rounds of a series suffice for: nothing, a change of campaigns, or a trend.

    Parameters
    ----------
    n_visits : int
        Sampling rounds of different dates.

    Returns
    -------
    Sufficiency
        The reason counts what there is.

    Raises
    ------
    SeriesError
        If the count is negative.

    Examples
    --------
    >>> sufficiency(2)
    Sufficiency(name='campaigns', reason=FewVisits(n_visits=2, needed=5))
    >>> sufficiency(8).name
    'trend'
    """
    if n_visits < 0:
        raise SeriesError(f"{n_visits} sampling rounds. Give 0 or more.")
    if n_visits >= TREND_FROM:
        return Sufficiency("trend", EnoughVisits(n_visits=n_visits))
    name: Literal["none", "campaigns"] = "campaigns" if n_visits >= CAMPAIGNS_FROM else "none"
    return Sufficiency(name, FewVisits(n_visits=n_visits, needed=TREND_FROM))
