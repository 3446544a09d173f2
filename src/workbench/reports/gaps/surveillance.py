"""Whether there is human biomonitoring and epidemiological surveillance, of what, and how."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings.tables import Tables
from workbench.presentation.html import HtmlTable
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.overview import is_silent
from workbench.reports.gaps.basis.reported import SURVEILLANCE as REPORTED_OF_IT
from workbench.reports.gaps.basis.reported import shown_reported
from workbench.reports.gaps.basis.scopes import before_scope, is_nearest
from workbench.reports.gaps.inventories.counts import BIOMONITORING, HEALTH, shown_named
from workbench.reports.gaps.lacking import MATRIX, ItemAnswers
from workbench.reports.report import Section
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

ITEMS = ("biomon", "episurv")
SURVEILLANCE = Message("surveillance", ItemAnswers, "health")


def say(tables: Tables) -> Iterator[Said]:
    """Tell whether there is surveillance in the nearest scope."""
    rows = tables.of(MATRIX)
    for name, one in rows.items():
        if before_scope(name) in ITEMS and is_nearest(rows, name) and one.n_answers:
            yield said(SURVEILLANCE, MATRIX, name, main="share_of_answers")


def health(tables: Tables, words: Words) -> HtmlTable:
    """Show which substances and outcomes are under surveillance."""
    return shown_named(tables, words, HEALTH, "named-health")


def biomonitoring(tables: Tables, words: Words) -> HtmlTable:
    """Show who is sampled, in which materials, and with what the results are compared."""
    return shown_named(tables, words, BIOMONITORING, "named-biomonitoring")


def completeness(tables: Tables, words: Words) -> HtmlTable:
    """Show whether cases are defined, and how many of them the surveillance records."""
    return shown_reported(tables, words, REPORTED_OF_IT, "reported-surveillance")


SECTION: Section[Basis] = Section(
    name="surveillance",
    say=say,
    messages=(SURVEILLANCE,),
    views={
        "health": health,
        "biomonitoring": biomonitoring,
        "surveillance_quality": completeness,
    },
    left_out=is_silent,
)
