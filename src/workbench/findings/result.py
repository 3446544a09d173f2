"""What every report gives (findings, tables, what was left out) and how it leaves a notebook."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

import pandas as pd

from workbench import __version__
from workbench.errors import ReportError
from workbench.findings.excluded import EXCLUDED, Excluded
from workbench.findings.tables import Filled, Table

SCHEMA_VERSION = 1
VERSIONS_OF = ("matplotlib", "numpy", "pandas", "pymannkendall", "scipy", "seaborn")
CRLF = "\r\n"  # so that a lone carriage return in a cell is quoted and begins no row
YEARS = {"first_year", "last_year", "break_year"}
LEFT_OUT = ["kind", "what", "why", "count"]
FEWEST_TOLD = 10  # people, cases and their rows, which are told to the nearest ten
# What a spreadsheet may take for the beginning of a formula, also in full width.
FORMULA_START = re.compile("^[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20]")

if TYPE_CHECKING:
    from pydantic import BaseModel

Model = TypeVar("Model", bound="BaseModel")
R = TypeVar("R")
Worded: TypeAlias = Callable[[Filled[Any]], pd.DataFrame]
Status = Literal["ok", "no_data"]
Kind = Literal[
    "measurements", "series", "responses", "indicators",
    "population", "outcomes", "covariates", "reference_rates", "areas", "questions", "cells",
    "biomonitoring",
]  # fmt: skip


@dataclass(frozen=True)
class EvidenceCell:
    """The cell that a number or a name of a sentence stands in."""

    table: str
    row: str
    column: str


@dataclass(frozen=True)
class Finding:
    """One sentence of a report, with the number behind it and the cells it was taken from.

    Attributes
    ----------
    id : str
        Stable over editions: report/area/series/measure.
    sentence : str
        Each number and name in it stands in a cell of `evidence`, in the same order.
    value : float or None
        The main number, None where the finding is that none can be given.
    unit : str
        Unit of `value` and `interval`; empty for a count.
    interval : tuple of two float or None
        Confidence interval of `value`.
    grade : str
        How firmly it is said: one of the words of the report's own scale.
    evidence : tuple of EvidenceCell
        Cells of the result's tables, in the order of the sentence.
    """

    id: str
    sentence: str
    value: float | None
    unit: str
    interval: tuple[float, float] | None
    grade: str
    evidence: tuple[EvidenceCell, ...]


@dataclass(frozen=True)
class LeftOut:
    """Something that was read and not used, or used and not judged.

    Attributes
    ----------
    kind : str
        Measurements that are in no series or area, a series that was not tested, responses of a
        survey that are not counted, indicators that cannot be computed, rows about areas that are
        not known, areas that lack something, or cells of a file that were never taken in.
    what, why : str
        Its name, and the reason.
    count : int or None
        How many measurements, responses or cells it holds; None where that may not be told.
    """

    kind: Kind
    what: str
    why: str
    count: int | None


@dataclass(frozen=True)
class SourceFile:
    """A file that was ingested into the store, as its owner gave it but for `n_corrected` cells."""

    file: str
    sha256: str
    mapping: str
    licence: str
    owner: str
    n_read: int
    n_used: int
    n_quarantined: int
    n_corrected: int = 0

    def told(self) -> ConfidentialSource:
        """Tell of a file with counts of people what may be published."""
        counts = (self.n_read, self.n_used, self.n_quarantined, self.n_corrected)
        about = (self.file, None, self.mapping, self.licence, self.owner)
        return ConfidentialSource(*about, *map(told_count, counts))


@dataclass(frozen=True)
class ConfidentialSource:
    """A file with counts of people, as it may be published: from its hash, cells were recovered.

    Who knows how the file is laid out hashes all counts that a hidden cell may have; its rows are
    told as `told_count` does.
    """

    file: str
    sha256: None
    mapping: str
    licence: str
    owner: str
    n_read: int | None
    n_used: int | None
    n_quarantined: int | None
    n_corrected: int | None


def told_count(number: int) -> int | None:
    """Round to the nearest ten; None where it is less than ten, and not zero.

    Examples
    --------
    >>> [told_count(number) for number in (0, 1, 9, 10, 144)]
    [0, None, None, 10, 140]
    """
    return None if 0 < number < FEWEST_TOLD else round(number, -1)


@dataclass(frozen=True)
class DataUsed:
    """The data that a result rests on; `noun` names what was counted where it is no measurement.

    The fingerprint leaves out tables with counts of people, whose rows are told as `told_count`
    does.
    """

    fingerprint: str
    n_measurements: int | None
    years: tuple[int, int] | None
    sources: tuple[SourceFile | ConfidentialSource, ...]
    noun: str = "measurement"


@dataclass(frozen=True)
class Result:
    """What a report found for one area, before anything is drawn; `say` adds the findings."""

    report: str
    area: str
    status: Status
    parameters: Mapping[str, Any]
    origins: Mapping[str, str]
    data: DataUsed
    tables: Mapping[str, Filled[Any]]
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...] = field(default=())
    key_messages: tuple[str, ...] = ()  # ids of findings, the first first
    fictional: bool = False
    excluded: Mapping[str, Excluded] = field(default_factory=dict)

    def cell(self, evidence: EvidenceCell) -> Any:  # noqa: ANN401 - a cell holds what its column holds
        """Value of the cell that a piece of evidence points to."""
        return self.tables[evidence.table].rows()[evidence.row][evidence.column]

    def rows(self, table: str) -> dict[str, dict[str, Any]]:
        """Cells of each row of a table by column, the rows by their id and in their order."""
        return self.tables[table].rows()

    def of(self, table: Table[R]) -> Mapping[str, R]:
        """Typed rows of a declared table by id, in their order."""
        return self.filled(table.name).typed

    def filled(self, name: str) -> Filled[Any]:
        """Find a declared table with its rows by name.

        Raises
        ------
        ReportError
            If the result has no declared table of that name.
        """
        filled = self.tables.get(name)
        if filled is None:
            known = ", ".join(self.tables)
            raise ReportError(f"{self.report} has no table {name}. It has: {known}.")
        return filled


def versions() -> dict[str, str]:
    """Versions of the workbench, of Python and of the libraries that the numbers come from."""
    libraries = {name: version(name) for name in VERSIONS_OF}
    return {"workbench": __version__, "python": platform.python_version(), **libraries}


def to_json(result: Result, worded: Worded | None = None) -> str:
    """Text of results.json: the whole result, tables with their rows; same data, same text."""
    tables = _published(result, worded)
    content = {
        "schema_version": SCHEMA_VERSION,
        "report": result.report,
        "area": result.area,
        "status": result.status,
        "fictional": result.fictional,
        "parameters": {
            name: {"value": value, "origin": result.origins.get(name, "default")}
            for name, value in result.parameters.items()
        },
        "data": asdict(result.data),
        "findings": [asdict(finding) for finding in result.findings],
        "key_messages": list(result.key_messages),
        "left_out": _left_out(result, worded),
        "tables": {name: _table_content(table, frame) for name, (table, frame) in tables.items()},
        "versions": versions(),
    }
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def publish(result: Result, output_folder: str, worded: Worded | None = None) -> None:
    """Write results.json and one CSV a table below `output_folder`; an empty name writes nothing.

    Parameters
    ----------
    result : Result
        What the report found.
    output_folder : str
        Folder for `<report>.results.json` and `<report>/*.csv`, made where it is missing.
    worded : function, optional
        Frame of a declared table with its reasons in words.
    """
    if not output_folder:
        return
    folder = Path(output_folder)
    tables = folder / result.report
    tables.mkdir(parents=True, exist_ok=True)
    for table, published in _published(result, worded).values():
        safe_for_spreadsheets(published).to_csv(
            tables / f"{table.name}.csv", index_label="row", lineterminator=CRLF
        )
    left_out = pd.DataFrame(_left_out(result, worded))
    safe_for_spreadsheets(left_out if len(left_out) else pd.DataFrame(columns=LEFT_OUT)).to_csv(
        tables / "left_out.csv", index=False, lineterminator=CRLF
    )
    text = to_json(result, worded)
    (folder / f"{result.report}.results.json").write_text(text, encoding="utf-8")


def _published(
    result: Result, worded: Worded | None
) -> dict[str, tuple[Filled[Any], pd.DataFrame]]:
    """Tables with the frames that are published: with reasons in words where there are any."""
    return {
        name: (table, worded(table) if worded else table.frame)
        for name, table in result.tables.items()
    }


def _left_out(result: Result, worded: Worded | None) -> list[dict[str, Any]]:
    """Give what was excluded as plain rows."""
    if worded is None or not result.excluded:
        return [asdict(entry) for entry in result.left_out]
    frame = worded(EXCLUDED.filled(dict(result.excluded)))
    return [{str(key): cell for key, cell in one.items()} for one in frame.to_dict("records")]


def _table_content(table: Filled[Any], published: pd.DataFrame) -> dict[str, Any]:
    """Title, columns and rows of a table in plain JSON; a missing cell is null."""
    frame = published.astype(object)
    rows = frame.where(frame.notna(), None)
    return {
        "title": table.title,
        "columns": [asdict(column) for column in table.columns],
        "rows": {str(row): cells for row, cells in rows.to_dict(orient="index").items()},
    }


def safe_for_spreadsheets(frame: pd.DataFrame) -> pd.DataFrame:
    """Copy in which text that a spreadsheet would run as a formula begins with an apostrophe."""
    safe = frame.map(safe_text)
    safe.index = safe.index.map(safe_text)
    return safe


def safe_text(cell: object) -> object:
    """Cell as it is, or text that begins with an apostrophe where a spreadsheet would run it."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA_START.match(cell) else cell
