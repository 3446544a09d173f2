"""What the reports recommend, in one list."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings.rows import code, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.reports.country.gathered import Basis
from workbench.reports.report import Section

FROM = {"gaps": "question", "soil_health": "because"}  # column that says what calls for an action


@row
class Recommended:
    """An action that a report recommends."""

    action: str = text("what to do", "What to do")
    because: str = text("what calls for it", "Because of")
    report: str = code("report", "report that recommends it")


ACTIONS = Table("actions", Recommended, "Recommended actions", "No action follows.", most=5)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Take the actions of the reports in turn, so that the first of each stand first."""
    results = basis.gathered.results
    lists = [
        [
            (
                f"{report}:{number}",
                Recommended(action=one["action"], because=one[column], report=report),
            )
            for number, one in enumerate(results[report].rows("actions"), start=1)
        ]
        for report, column in FROM.items()
        if report in results
    ]
    longest = max(map(len, lists), default=0)
    in_turn = [one[place] for place in range(longest) for one in lists if place < len(one)]
    yield ACTIONS.filled(dict(in_turn))


SECTION: Section[Basis] = Section(name="actions", tables=(ACTIONS,), compute=compute)
