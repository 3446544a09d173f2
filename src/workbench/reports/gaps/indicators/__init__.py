"""INSOP's indicators: how far they are, whatever those without an answer would say."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings.rows import AnyFilled, Tables
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.indicators.messages import MESSAGES, say, shown
from workbench.reports.gaps.indicators.rows import NOT_COMPUTABLE, indicators
from workbench.reports.gaps.indicators.tables import INDICATORS
from workbench.reports.report import Section

__all__ = ["INDICATORS", "NOT_COMPUTABLE", "SECTION"]


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Judge each indicator in each scope of the page."""
    yield INDICATORS.filled(indicators(basis))


SECTION: Section[Basis] = Section(
    name="indicators",
    tables=(INDICATORS,),
    compute=compute,
    say=say,
    messages=MESSAGES,
    views={"indicators": shown},
)
