"""Whether concentrations rise or fall: each series, its strata and its sites."""

from collections.abc import Iterator

from workbench.findings.tables import AnyFilled, Tables
from workbench.reports.report import Section
from workbench.reports.trends.basis import Basis
from workbench.reports.trends.changing.bridges import (
    BRIDGES,
    CONTROLS,
    JOINED,
    compute_bridges,
    compute_joined,
)
from workbench.reports.trends.changing.figures import series, slopes
from workbench.reports.trends.changing.messages import MESSAGES, say
from workbench.reports.trends.changing.outlook import MEETINGS, OUTLOOK, compute_outlook
from workbench.reports.trends.changing.rows import TRENDS, Trend, compute_trends
from workbench.reports.trends.changing.sensitivity import SENSITIVITY, compute_sensitivity
from workbench.reports.trends.changing.sites import (
    SHARES,
    SITE_TRENDS,
    SiteTrend,
    SubstanceShare,
    compute_sites,
    draw_site_map,
)

__all__ = ["SECTION", "SHARES", "SITE_TRENDS", "TRENDS", "SiteTrend", "SubstanceShare", "Trend"]


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Judge series, strata and sites; of one country also look ahead and ask other tests."""
    trends = compute_trends(basis, tables)
    yield from compute_joined(basis, tables, trends.typed)
    yield from compute_sites(basis, trends.typed)
    yield from compute_outlook(basis, tables, trends.typed)
    yield from compute_bridges(basis, trends.typed)
    yield compute_sensitivity(basis, trends.typed)


SECTION: Section[Basis] = Section(
    name="changing",
    tables=(TRENDS, SITE_TRENDS, SHARES, OUTLOOK, MEETINGS, JOINED, BRIDGES, CONTROLS, SENSITIVITY),
    compute=compute,
    say=say,
    messages=MESSAGES,
    figures={"slopes": slopes, "series": series, "site_map": draw_site_map},
)
