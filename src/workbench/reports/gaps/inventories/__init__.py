"""Inventories of polluted sites: what countries reported of them, and how far their sites are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.findings.tables import AnyFilled, Tables
from workbench.presentation.html import HtmlTable
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.overview import is_silent
from workbench.reports.gaps.basis.reported import COMPLETENESS, shown_reported
from workbench.reports.gaps.basis.scopes import is_nearest
from workbench.reports.gaps.inventories import counts, remediation
from workbench.reports.gaps.inventories.counts import (
    CELL,
    DIFFUSE,
    INVENTORY,
    NAMED,
    NAMED_CELL,
    SITES,
    YES,
    shown_named,
)
from workbench.reports.gaps.inventories.remediation import COMPLETED, MANAGEMENT, PROGRESS
from workbench.reports.report import Section
from workbench.words.said import Said, said
from workbench.words.wording import Words

LEADING = ("suspected", "confirmed")


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Count what was reported of inventories, who named each answer, and how far sites are."""
    yield INVENTORY.filled(counts.inventory(basis))
    yield NAMED.filled(counts.named(basis))
    yield from remediation.compute(basis, tables)


def say(tables: Tables) -> Iterator[Said]:
    """Tell what the countries of the nearest scope reported, and how far their sites are."""
    rows = tables.of(INVENTORY)
    for name, one in rows.items():
        if one.n_countries and is_nearest(rows, name):
            is_asked = one.n_yes is not None
            message, main = (YES, "n_yes") if is_asked else (SITES, "share_told")
            yield said(message, INVENTORY, name, main=main)
    yield from remediation.say(tables)


def listed(tables: Tables, spoken: Sequence[Said]) -> list[Said]:
    """List what leads: inventories, and sites suspected and confirmed; the table has each stage."""
    rows = tables.of(INVENTORY)
    return [one for one in spoken if one.message is not SITES or rows[one.row].status in LEADING]


def diffuse_sources(tables: Tables, words: Words) -> HtmlTable:
    """Show which diffuse sources inventories cover."""
    return shown_named(tables, words, DIFFUSE, "named-diffuse")


def completeness(tables: Tables, words: Words) -> HtmlTable:
    """Show how much of all sites inventories cover, as countries estimate it."""
    return shown_reported(tables, words, COMPLETENESS, "reported-completeness")


SECTION: Section[Basis] = Section(
    name="inventories",
    tables=(INVENTORY, NAMED, PROGRESS, MANAGEMENT, COMPLETED),
    compute=compute,
    say=say,
    listed=listed,
    messages=(YES, SITES, CELL, NAMED_CELL, *remediation.MESSAGES),
    views={
        "inventory": counts.shown_inventory,
        "inventory_completeness": completeness,
        "site_progress": remediation.shown_progress,
        "diffuse_sources": diffuse_sources,
    },
    empty="no-inventories",
    left_out=is_silent,
)
