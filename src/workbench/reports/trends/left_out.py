"""What was read and not used, and which series were not tested for a trend.

Whether a series is judged is decided by `methods.sampling.sufficiency`, from its rounds, and put
into its row by `reports.trends.monitored`.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings.excluded import Excluded
from workbench.findings.tables import Tables
from workbench.reports.report import Section, only
from workbench.reports.trends.basis import Basis
from workbench.reports.trends.monitored import SERIES
from workbench.reports.trends.overview import OVERVIEW, Overview
from workbench.words.messages import Message
from workbench.words.said import Said, said

BELOW_LIMIT = Message("below-stated-limit", Overview, "below_limit")


def excluded(basis: Basis, tables: Tables) -> Iterator[Excluded]:
    """Name measurements that are in no series, and series of which nothing can be compared."""
    yield from basis.excluded
    for one in tables.of(SERIES).values():
        if one.sufficient_for == "none":
            yield Excluded(
                what=one.label, kind="series", why=one.sufficiency_reason, count=one.n_measurements
            )


def say(tables: Tables) -> Iterator[Said]:
    """Say how many numbers were given below their own limit, and how they were read."""
    area, counts = only(tables, OVERVIEW)
    if counts.n_below_stated_limit:
        yield said(BELOW_LIMIT, OVERVIEW, area, main="n_below_stated_limit")


SECTION: Section[Basis] = Section(
    name="left_out", say=say, messages=(BELOW_LIMIT,), excluded=excluded
)
