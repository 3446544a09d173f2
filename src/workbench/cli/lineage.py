"""From the rows of a report's tables to the rows of the files that they were worked out from.

A release publishes this as `lineage.csv` beside the tables of a report, so that a number can be
followed to its sources without the workbench: a finding names cells, this names the rows behind.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import Any

from workbench.batch.drive.keys import DIGITS
from workbench.batch.release.release import Lineage
from workbench.batch.release.release_checks import OF_PERSONS
from workbench.cli.report_set import SoilReports
from workbench.desk.source_rows import SearchedTables
from workbench.errors import ReportError
from workbench.findings import CRLF, EvidenceCell, safe_text
from workbench.reports import REPORTS, parameters_of
from workbench.store.frames import Frames, joined
from workbench.store.measurements import Measurements
from workbench.store.reading import open_store

HEADER = ("table", "row", "store_table", "source_file", "n_rows", "source_rows")
ALL = "all"  # a row about everything that was read, as counts of the whole report
WITHHELD = "withheld"  # rows that are about people
DATA = "data"  # name of the hash of what a page read


@dataclass(frozen=True)
class CellOrigin:
    """Rows of a file that a row of a table rests on.

    Attributes
    ----------
    table, row : str
        Table of the report, and id of its row.
    store_table, source_file : str
        Table of the store, and file that its rows are from; `all` where the row is about
        everything that was read, `withheld` where it is about people.
    n_rows : int
        Number of rows.
    source_rows : str
        Numbers of the rows in the file, as `2-5;9`.
    """

    table: str
    row: str
    store_table: str
    source_file: str
    n_rows: int
    source_rows: str


def lineage_of(store: str) -> Lineage:
    """Give what finds the rows behind a report's findings in a store.

    Parameters
    ----------
    store : str
        Address of the store that the pages were made from.

    Returns
    -------
    callable
        From results and the hashes of what they were made of to the text of a CSV; None for a page
        that is made of results of others.

    Raises
    ------
    StoreError
        If there is no such store.
    """
    open_store(store)

    def lineage(content: Mapping[str, Any], inputs: Mapping[str, str]) -> str | None:
        if content["report"] not in REPORTS:
            return None
        _refuse_another(store, content, inputs)
        return _csv(origins_of(store, content))

    return lineage


def origins_of(store: str, content: Mapping[str, Any]) -> Iterator[CellOrigin]:
    """Find the rows of the store behind each row of a table that a finding quotes.

    Parameters
    ----------
    store : str
        Address of the store.
    content : mapping
        Content of a results.json.

    Yields
    ------
    CellOrigin
        One a row of a table and file.

    Raises
    ------
    StoreError
        If the store cannot be read.
    """
    tables = SearchedTables(_frames(store, str(content["report"]), str(content["area"])))
    cells = [EvidenceCell(**cell) for one in content["findings"] for cell in one["evidence"]]
    unique = {(cell.table, cell.row): cell for cell in cells}
    for (table, row), cell in sorted(unique.items()):
        if OF_PERSONS.search(table):
            yield CellOrigin(table, row, WITHHELD, WITHHELD, 0, WITHHELD)
            continue
        found = tables.behind([cell])
        if found.empty:
            yield CellOrigin(table, row, ALL, ALL, 0, ALL)
            continue
        for (of, file), rows in found.groupby(["table", Measurements.source_file], sort=True):
            numbers = sorted({*map(int, rows[Measurements.source_row])})
            yield CellOrigin(table, row, str(of), str(file), len(numbers), ranges(numbers))


def ranges(numbers: Iterable[int]) -> str:
    """Write ascending numbers in short.

    Examples
    --------
    >>> ranges([2, 3, 4, 5, 9, 11, 12])
    '2-5;9;11-12'
    """
    listed = list(numbers)
    ends = [place for place, (one, other) in enumerate(pairwise(listed)) if other != one + 1]
    starts = [0, *(place + 1 for place in ends)]
    stops = [*ends, len(listed) - 1]
    parts = [(listed[start], listed[stop]) for start, stop in zip(starts, stops, strict=True)]
    return ";".join(f"{one}" if one == other else f"{one}-{other}" for one, other in parts)


def _frames(store: str, report: str, area: str) -> Frames:
    """Read what a report reads."""
    source = open_store(store)
    readings = parameters_of(report).readings(area)
    return reduce(joined, [source.read(tables, of) for tables, of in readings])


def _refuse_another(store: str, content: Mapping[str, Any], inputs: Mapping[str, str]) -> None:
    """Refuse a store that is not as it was when the page was made."""
    values = {name: one["value"] for name, one in content["parameters"].items()}
    (now,) = SoilReports().data_hashes(store, [(content["report"], values)])
    if inputs.get(DATA) != now[DATA][:DIGITS]:
        raise ReportError(
            f"{content['report']} {content['area']} was not made from {store} as it is now. Give "
            "the store that it was made from, or make the page again."
        )


def _csv(found: Iterable[CellOrigin]) -> str:
    """Write rows as CSV, text like a formula defused."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator=CRLF)
    table.writerow(HEADER)
    for one in found:
        table.writerow([safe_text(getattr(one, name)) for name in HEADER])
    return text.getvalue()
