"""Thresholds: what is recorded of a country, what only others have, and how values compare."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings.rows import AnyFilled, Tables
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.thresholds import rows
from workbench.reports.gaps.thresholds.answers import differing_answers
from workbench.reports.gaps.thresholds.messages import (
    MESSAGES,
    RECORDED,
    comparison,
    listed,
    say,
    thresholds,
)
from workbench.reports.gaps.thresholds.tables import (
    COMPARISON,
    THRESHOLD_OVERVIEW,
    THRESHOLDS,
    THRESHOLDS_BESIDE,
)
from workbench.reports.report import Section

__all__ = ["RECORDED", "SECTION"]


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Count and compare the thresholds of the countries of the page."""
    scopes, area = basis.scopes, basis.area
    found = rows.thresholds(scopes, area)
    yield THRESHOLD_OVERVIEW.filled({area: rows.overview(found, scopes, area)})
    yield THRESHOLDS.filled(found)
    yield COMPARISON.filled(rows.comparison(scopes, area))
    yield THRESHOLDS_BESIDE.filled(differing_answers(basis))


SECTION: Section[Basis] = Section(
    name="thresholds",
    tables=(THRESHOLD_OVERVIEW, THRESHOLDS, COMPARISON, THRESHOLDS_BESIDE),
    compute=compute,
    say=say,
    listed=listed,
    messages=MESSAGES,
    views={"thresholds": thresholds, "comparison": comparison},
)
