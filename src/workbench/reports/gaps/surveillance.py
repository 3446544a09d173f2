"""Whether there is human biomonitoring and epidemiological surveillance, and of what."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings.tables import Tables
from workbench.presentation.html import HtmlTable
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.scopes import before_scope, is_nearest
from workbench.reports.gaps.inventories import HEALTH, shown_named
from workbench.reports.gaps.lacking import MATRIX, ItemAnswers
from workbench.reports.gaps.overview import is_silent
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


SECTION: Section[Basis] = Section(
    name="surveillance",
    say=say,
    messages=(SURVEILLANCE,),
    views={"health": health},
    left_out=is_silent,
)
