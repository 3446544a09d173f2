"""The one place that knows how a report is made and what its result is made of."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pandas as pd

from workbench.batch.keys import can_be_about
from workbench.batch.parameters import choose
from workbench.findings import Result
from workbench.inputs.store import open_store

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
    return can_be_about(report, area)


def result(report: str, area: str, store: str, given: Iterable[str] = ()) -> Outcome:
    """Make a report with the parameters of its file and those given as `name=value`."""
    return _outcome(made(report, area, store, given))


def made(report: str, area: str, store: str, given: Iterable[str] = ()) -> Result:
    """Result of a report as the package has it, before it is taken apart."""
    parts = {
        name: import_module(f"workbench.reports.{report}.{name}")
        for name in ("definitions", "compute", "say")
    }
    definitions, data = parts["definitions"], open_store(store)
    chosen = choose(PROJECT, report, area, given)
    parameters = definitions.Parameters(**chosen.values)
    if report == "gaps":
        frames = data.read(definitions.READS, definitions.context(area))
        own = data.read(definitions.own_reads(area), area)
        found = parts["compute"].compute(frames, parameters, chosen.origins, own)
    else:
        frames = data.read(definitions.READS, area)
        found = parts["compute"].compute(frames, parameters, chosen.origins)
    return parts["say"].findings(found)


def _outcome(found: Result) -> Outcome:
    first, last = found.data.years or (None, None)
    findings = [
        (one.value, one.unit, *(one.interval or (None, None)), one.grade, one.sentence)
        for one in found.findings
    ]
    return Outcome(
        {name: table.frame for name, table in found.tables.items()},
        _frame(findings, OF_FINDING, [one.id for one in found.findings]),
        _frame(
            [(one.why, one.count) for one in found.left_out],
            OF_LEFT_OUT,
            [f"{one.kind}: {one.what}" for one in found.left_out],
        ),
        {
            "status": found.status,
            "fictional": found.fictional,
            "n_measurements": found.data.n_measurements,
            "first_year": first,
            "last_year": last,
        },
    )


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
