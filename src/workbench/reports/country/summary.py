"""What the page begins with: one sentence on all reports of the area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workbench.findings.tables import AnyFilled, Tables
from workbench.reports.country.agreement import COMPARED, DIFFERS, UNEXPLAINED
from workbench.reports.country.findings import QUOTED
from workbench.reports.country.gathered import Basis, ReportName, wanted
from workbench.reports.country.overview import OVERVIEW, Overview
from workbench.reports.country.states import State
from workbench.reports.country.tiles import NOT_MADE, STATES
from workbench.reports.report import Summary, only
from workbench.vocabulary import places
from workbench.words.messages import Message
from workbench.words.said import Said, said

HEADLINE = Message("country-headline", Overview, "headline")
NO_DATA = Message("country-without-data", Overview, "headline")
COLUMNS = {
    "act": State.ACT,
    "watch": State.WATCH,
    "unclear": State.UNCLEAR,
    "fine": State.FINE,
    "without_data": State.NO_DATA,
    "not_made": State.NOT_MADE,
}


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Name the reports by what they come to."""
    states = tables.of(STATES)
    compared = tables.of(COMPARED).values()
    named = {
        column: [name for name, one in states.items() if one.state == state]
        for column, state in COLUMNS.items()
    }
    named["missing"] = [name for name in wanted(basis.parameters.area) if name not in states]
    years = [
        year
        for one in states.values()
        for year in (one.first_year, one.last_year)
        if year is not None
    ]
    columns: dict[str, Any] = {
        column: tuple(ReportName(report=name) for name in names) for column, names in named.items()
    }
    columns |= {f"n_{column}": len(names) for column, names in named.items()}
    counts = Overview(
        area_name=places.place_name(basis.parameters.area),
        n_reports=len(wanted(basis.parameters.area)),
        n_made=sum(one.n_findings is not None for one in states.values()),
        **columns,
        n_compared=len(compared),
        n_differing=sum(one.agreement == UNEXPLAINED for one in compared),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
    )
    yield OVERVIEW.filled({basis.parameters.area: counts})


def say(tables: Tables) -> Iterator[Said]:
    """Say in one sentence what the reports come to."""
    area, _ = only(tables, OVERVIEW)
    yield said(HEADLINE, OVERVIEW, area, main="n_made")


def no_data(tables: Tables) -> Said | None:
    """Say that no report has findings; which ones failed is still told."""
    area, counts = only(tables, OVERVIEW)
    if counts.n_made:
        return None
    return said(NO_DATA, OVERVIEW, area, grade="missing", main="n_made")


def key(_: Tables, listed: Sequence[Said]) -> list[Said]:
    """Begin with the headline, then what failed or contradicts itself, then what was found."""
    order = (HEADLINE, NOT_MADE, DIFFERS, QUOTED)
    return [one for message in order for one in listed if one.message is message]


SUMMARY: Summary[Basis] = Summary(
    name="summary",
    tables=(OVERVIEW,),
    compute=compute,
    say=say,
    messages=(HEADLINE, NO_DATA),
    no_data=no_data,
    key=key,
    silences=False,
)
