"""Contradictory answers: answers that contradict each other, respondents that disagree."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings.rows import AnyFilled, Tables
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.laws import standing
from workbench.reports.gaps.doubts.messages import MESSAGES, doubts, listed, say
from workbench.reports.gaps.doubts.rows import agreements, conflicts, contradictions
from workbench.reports.gaps.doubts.tables import AGREEMENT, CONFLICTS, CONTRADICTIONS
from workbench.reports.report import Section

__all__ = ["CONFLICTS", "CONTRADICTIONS", "SECTION"]


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Look for what does not go together in the answers of each country of the page."""
    now, iso3s = basis.now, basis.iso3s
    laws = standing(basis.delivered_laws, now.wave)
    yield CONTRADICTIONS.filled(contradictions(now, laws, iso3s))
    yield CONFLICTS.filled(conflicts(now, iso3s))
    yield AGREEMENT.filled(agreements(now, iso3s))


SECTION: Section[Basis] = Section(
    name="doubts",
    tables=(CONTRADICTIONS, CONFLICTS, AGREEMENT),
    compute=compute,
    say=say,
    listed=listed,
    messages=MESSAGES,
    views={"doubts": doubts},
    empty="no-doubts",
)
