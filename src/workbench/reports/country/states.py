"""What a finding asks of its reader, and so the state of a report: one rule for all pages.

The grades are those of the reports. What is not listed is a fact that asks for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from workbench.findings import Finding


class State(StrEnum):
    """What a report, or one of its findings, comes to; the worst first."""

    ACT = "act"
    WATCH = "watch"
    UNCLEAR = "unclear"  # cannot be told: never counted as good news
    FINE = "fine"
    NO_DATA = "no-data"
    NOT_MADE = "not-made"


ORDER = tuple(State)
STATES = {
    # trends; of a change the sign of its size decides
    "above": State.ACT,
    "strong": State.ACT,
    "weak": State.WATCH,
    "shares": State.WATCH,
    "break": State.UNCLEAR,
    "missing": State.UNCLEAR,
    "undecided": State.UNCLEAR,
    "no-evidence": State.UNCLEAR,
    "insufficient": State.UNCLEAR,
    "no-change": State.FINE,
    # survey gaps
    "very high": State.ACT,
    "high": State.ACT,
    "gap": State.ACT,
    "not met": State.WATCH,  # of a region, which one country cannot answer for
    "medium": State.WATCH,
    "moderate": State.WATCH,
    "to be checked": State.WATCH,
    "to be sent": State.WATCH,
    "inconclusive": State.UNCLEAR,
    "low": State.FINE,
    "very low": State.FINE,
    "met": State.FINE,
    # health
    "A consistent": State.ACT,
    "B sensitive": State.WATCH,
    "C crude only": State.UNCLEAR,
    "X not assessable": State.UNCLEAR,
    "D not detected": State.FINE,
    # soil health
    "low score": State.ACT,
    "screen": State.UNCLEAR,  # a site-specific assessment would tell
    "flips": State.UNCLEAR,
    "unverified": State.UNCLEAR,
    "sensitive": State.UNCLEAR,
}
OF_CHANGES = {"strong", "weak"}


def state_of(finding: Finding) -> State | None:
    """State that a finding calls for; None where it is a plain fact."""
    if finding.grade in OF_CHANGES and finding.value is not None and finding.value < 0:
        return State.FINE
    return STATES.get(finding.grade)


def worst(states: Iterable[State | None]) -> State | None:
    """Worst of some states; None where there is none."""
    return min((one for one in states if one), key=ORDER.index, default=None)
