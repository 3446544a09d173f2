"""Webinars and training held and attended, and who receives and uses the threshold database."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings.tables import Tables
from workbench.presentation.html import HtmlTable
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.overview import is_silent
from workbench.reports.gaps.basis.reported import REPORTED, TRAINING, ReportedAnswer, shown_reported
from workbench.reports.gaps.basis.scopes import before_scope, is_nearest
from workbench.reports.gaps.inventories.counts import AUDIENCE, TRAINED, shown_named
from workbench.reports.report import Section
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

TRAINED_IN = Message("training", ReportedAnswer, "training")


def say(tables: Tables) -> Iterator[Said]:
    """Tell how many webinars and trainings the nearest scope held and attended."""
    rows = tables.of(REPORTED)
    for name, one in rows.items():
        if before_scope(name) in TRAINING and one.n_answers and is_nearest(rows, name):
            yield said(TRAINED_IN, REPORTED, name, main="total")


def training(tables: Tables, words: Words) -> HtmlTable:
    """Show how many webinars and trainings were held and attended."""
    return shown_reported(tables, words, TRAINING, "reported-training")


def attended(tables: Tables, words: Words) -> HtmlTable:
    """Show which kinds of training countries attended, and which they ask for."""
    return shown_named(tables, words, TRAINED, "named-training")


def database_users(tables: Tables, words: Words) -> HtmlTable:
    """Show who receives and who uses the database of threshold values."""
    return shown_named(tables, words, AUDIENCE, "named-audience")


SECTION: Section[Basis] = Section(
    name="outreach",
    say=say,
    messages=(TRAINED_IN,),
    views={"training": training, "attended": attended, "database_users": database_users},
    empty="no-outreach",
    left_out=is_silent,
)
