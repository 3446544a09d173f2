"""One report to make, and the record of what became of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import TypeAdapter

from workbench.batch.page.parameters import Chosen
from workbench.batch.page.project import Project
from workbench.findings.published import RECORD

SCHEMA_VERSION = 1
AREA_PAGE = "index.html"
FAILED_PAGE = ".failed.html"
OK: Final = "ok"
NO_DATA: Final = "no_data"
FAILED: Final = "failed"
TIMEOUT: Final = "timeout"
KILLED: Final = "killed"
MADE = (OK, NO_DATA)
LOST_WORKER = "lost worker"  # kind of a failure: the process is gone, not the report
Status = Literal["ok", "no_data", "failed", "timeout", "killed"]


@dataclass(frozen=True)
class Limits:
    """How much a job may take; a dead kernel is tried again `retries` times, an error never."""

    cell_timeout_s: int = 300
    report_timeout_s: int = 900
    memory_mb: int = 4096
    retries: int = 1


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Job:
    """What is to be made: a report, its parameters, the store it reads and where it goes.

    Attributes
    ----------
    project : Project
        Where its notebook is, and what its report needs.
    report : str
        Name of the report.
    chosen : Chosen
        Values of its parameters and their origins.
    store : str
        Address of the store.
    out : Path
        Folder of the outputs, one folder an area in it.
    inputs : dict of str
        Hash of each thing that the report is made of, by its name; empty where it is not known.
    commit : str
        As `git describe` names it; empty outside of a checkout.
    limits : Limits
        How much it may take.
    beside : tuple of (str, str)
        Reports that are made of the same area, each with the name of its page.
    previous : Path or None
        Outputs of the edition that it follows, which its page is compared with.
    """

    project: Project
    report: str
    chosen: Chosen
    store: str
    out: Path
    inputs: dict[str, str] = field(default_factory=dict)
    commit: str = ""
    limits: Limits = DEFAULT_LIMITS
    beside: tuple[tuple[str, str], ...] = ()
    previous: Path | None = None

    @property
    def area(self) -> str:
        """Area of the report."""
        return str(self.chosen.values["area"])

    @property
    def name(self) -> str:
        """Report and area, for a reader."""
        return f"{self.report} {self.area}"

    @property
    def folder(self) -> Path:
        """Folder of the area."""
        return self.out / self.area

    @property
    def page(self) -> str:
        """Name of its page: that of an area is the one that its folder opens with."""
        return AREA_PAGE if self.is_of_results else f"{self.report}.html"

    @property
    def is_of_results(self) -> bool:
        """Whether it is made of the results of other reports, and so after them."""
        return self.report in self.project.reports.of_results

    @property
    def record(self) -> Path:
        """File that says what became of it."""
        return self.folder / f"{self.report}{RECORD}"


@dataclass(frozen=True)
class Failure:
    """Why a report was not made.

    Attributes
    ----------
    kind : str
        Class of the exception, or what ended the process.
    message : str
        In words, with what would help where that is known.
    cell : int or None
        The code cell it happened in, the first being 1; None where it was in none.
    """

    kind: str
    message: str
    cell: int | None = None


@dataclass(frozen=True)
class Output:
    """One file that was made; `path` is relative to the folder of the outputs."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class JobResult:
    """What became of a job.

    Attributes
    ----------
    report, area : str
        The job.
    inputs : dict of str
        Hashes of what it was made of; all of them together are its key.
    status : {"ok", "no_data", "failed", "timeout", "killed"}
        As the results and the process say, never as the notebook does.
    attempts : int
        How often it was tried.
    started : str
        When, in UTC.
    duration_s, peak_memory_mb : float
        Wall time of the last attempt, and most memory that its kernel held.
    key_message : str
        Sentence of the first finding.
    n_findings, n_left_out : int
        How many of each.
    fictional : bool
        Whether the data are the example's.
    state, certainty, foremost : str
        What its key messages come to, the worst of them; grade and sentence of the foremost of
        that state; empty where nothing is known.
    first_year, last_year : int or None
        Years of its data; None without any.
    error : Failure or None
        Why it was not made.
    outputs : tuple of Output
        What was made.
    """

    report: str
    area: str
    inputs: dict[str, str]
    status: Status
    attempts: int = 1
    started: str = ""
    duration_s: float = 0.0
    peak_memory_mb: float = 0.0
    key_message: str = ""
    n_findings: int = 0
    n_left_out: int = 0
    fictional: bool = False
    state: str = ""
    certainty: str = ""
    foremost: str = ""
    first_year: int | None = None
    last_year: int | None = None
    error: Failure | None = None
    outputs: tuple[Output, ...] = ()

    @property
    def is_made(self) -> bool:
        """Whether there is a page with results."""
        return self.status in MADE

    @property
    def page(self) -> str:
        """Page, relative to the folder of the outputs; empty where there is none."""
        pages = [one.path for one in self.outputs if one.path.endswith(".html")]
        return next((path for path in pages if path.endswith(FAILED_PAGE) != self.is_made), "")


def plain(result: JobResult) -> dict[str, Any]:
    """Give what a job came to as plain content of JSON."""
    content: dict[str, Any] = _results().dump_python(result, warnings=False)  # checked when read
    return content


def record_text(result: JobResult) -> str:
    """Text of the record of a job."""
    content = {"schema_version": SCHEMA_VERSION, **plain(result)}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def read_record(path: Path) -> JobResult | None:
    """Read the record of a job; None where there is none that this version wrote.

    Parameters
    ----------
    path : Path
        `<out>/<area>/<report>.job.json`.

    Returns
    -------
    JobResult or None
        What a job came to; None where nothing is known of it.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.pop("schema_version") != SCHEMA_VERSION:
            return None
        result = _results().validate_python(content, extra="forbid")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return result if all(_is_own(result, output) for output in result.outputs) else None


@cache
def _results() -> TypeAdapter[JobResult]:
    """Make what checks the names and types of a record."""
    return TypeAdapter(JobResult)


def _is_own(result: JobResult, output: Output) -> bool:
    """Whether a file stands in the folder of its area."""
    parts = output.path.split("/")
    return parts[0] == result.area and not {"", ".", ".."} & set(parts)
