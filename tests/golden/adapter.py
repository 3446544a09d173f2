"""The one place that knows how a report is made and what its result is made of."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import pandas as pd
from checkouts import checkout_at

from workbench.batch.page.parameters import choose
from workbench.presentation.page import Page
from workbench.reports import parameters_of, report_of
from workbench.store.frames import joined
from workbench.store.reading import open_store

PROJECT = Path(__file__).parents[2]
REPORTS = ("trends", "health", "gaps", "soil_health")
FACTS, FINDINGS, LEFT_OUT = "result", "findings", "left_out"
OF_FINDING = ("value", "unit", "lower", "upper", "grade", "sentence")
OF_LEFT_OUT = ("why", "count")


@dataclass(frozen=True)
class Outcome:
    """A result as frames; the index of each holds the ids of its rows."""

    tables: Mapping[str, pd.DataFrame]
    findings: pd.DataFrame
    left_out: pd.DataFrame
    facts: Mapping[str, object]

    def frames(self) -> dict[str, pd.DataFrame]:
        """Everything that is recorded, by table."""
        facts = pd.DataFrame([self.facts], index=["result"], dtype=object)
        more = {FACTS: facts, FINDINGS: self.findings, LEFT_OUT: self.left_out}
        return dict(self.tables) | more


def is_made(report: str, area: str) -> bool:
    """Whether there is such a report of such an area."""
    return checkout_at(PROJECT).reports.can_be_about(report, area)


def result(report: str, area: str, store: str, given: Iterable[str] = ()) -> Outcome:
    """Make a report with the parameters of its file and those given as `name=value`."""
    return _outcome(made(report, area, store, given))


def made(report: str, area: str, store: str, given: Iterable[str] = ()) -> Page:
    """Page of a report as the package makes it, before it is taken apart."""
    module = parameters_of(report)
    chosen = choose(checkout_at(PROJECT), report, area, given)
    source = open_store(store)
    frames = [source.read(tables, of) for tables, of in module.readings(area) if tables]
    parameters = module.Parameters(**chosen.values)
    return report_of(report).page(reduce(joined, frames), parameters, chosen.origins)


def _outcome(page: Page) -> Outcome:
    found = page.result
    first, last = found.data.years or (None, None)
    findings = [
        (one.value, one.unit, *(one.interval or (None, None)), one.grade, one.sentence)
        for one in page.findings
    ]
    left_out = page.tables["left_out"].to_dict("records")
    return Outcome(
        {name: page.tables[name] for name in page.rows},
        _frame(findings, OF_FINDING, [one.id for one in page.findings]),
        _frame(
            [(one["why"], _count(one["count"])) for one in left_out],
            OF_LEFT_OUT,
            [f"{one['kind']}: {one['what']}" for one in left_out],
        ),
        {
            "status": found.status,
            "fictional": found.fictional,
            "n_measurements": found.data.n_measurements,
            "first_year": first,
            "last_year": last,
        },
    )


def _count(cell: object) -> int | None:
    return None if pd.isna(cell) else int(cell)


def _frame(
    rows: list[tuple[object, ...]], columns: tuple[str, ...], names: list[str]
) -> pd.DataFrame:
    """Frame of rows whose names may repeat; the second of a name is `name #2`."""
    seen: Counter[str] = Counter()
    index = []
    for name in names:
        seen[name] += 1
        index.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return pd.DataFrame(rows, index=index, columns=list(columns), dtype=object)
