"""Lists of findings: one of each row of a table, and those that a section of the page shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.findings import Finding, Result
from workbench.presentation.html import Sentences

UNGRADED = "fact"


def of_each(
    result: Result, table: str, say: Callable[[Result, str], Finding | None]
) -> list[Finding | None]:
    """Make a finding of each row of a table."""
    return [say(result, row) for row in result.rows(table)]


def chosen(result: Result, measures: tuple[str, ...]) -> Sentences:
    """List the findings of some measures."""
    return listed([finding for finding in result.findings if finding.id.endswith(measures)])


def first(findings: Sequence[Finding], most: int) -> Sentences:
    """List the first findings, and say how many more there are."""
    rest = len(findings) - most
    more = [("more", f"{rest} more findings stand below.", "")] if rest > 0 else []
    return Sentences([*listed(findings[:most]).entries, *more])


def listed(findings: Sequence[Finding]) -> Sentences:
    """List findings; a plain fact needs no word of how firm it is."""
    return Sentences(
        [
            (finding.id, finding.sentence, "" if finding.grade == UNGRADED else finding.grade)
            for finding in findings
        ]
    )
