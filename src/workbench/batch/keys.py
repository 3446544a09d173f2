"""What a page is made of, as hashes: a job whose hashes are those of its record is unchanged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import workbench
from workbench.batch.job import Job
from workbench.batch.project import notebook_of
from workbench.inputs.state import area_states
from workbench.vocabulary.places import members
from workbench.vocabulary.threshold_rows import threshold_rows

PACKAGE = Path(workbench.__file__).parent
THRESHOLDS = "vocabulary/tables/thresholds.csv"
NOT_IN_PAGES = {"cli.py", "__main__.py", THRESHOLDS}  # thresholds count by country
DRIVING = {"keys.py", "plan.py", "driver.py", "executors.py", "manifest.py", "progress.py"}
DIGITS = 16


def with_inputs(jobs: Iterable[Job]) -> list[Job]:
    """Give jobs the hashes of all that their pages are made of.

    Parameters
    ----------
    jobs : iterable of Job
        Jobs that read one store.

    Returns
    -------
    list of Job
        The same, each with `inputs`: notebook, template, code, thresholds, lock, data, parameters.

    Raises
    ------
    StoreError
        If there is no such store.
    """
    listed = list(jobs)
    states: dict[tuple[str, str], Mapping[str, str]] = {}
    for report, store in {(job.report, job.store) for job in listed}:
        areas = [job.area for job in listed if (job.report, job.store) == (report, store)]
        states[report, store] = area_states(store, reads_of(report), areas)
    return [
        replace(job, inputs=_inputs(job, states[job.report, job.store][job.area])) for job in listed
    ]


def reads_of(report: str) -> tuple[str, ...]:
    """Tables that a report reads."""
    reads: tuple[str, ...] = import_module(f"workbench.reports.{report}.definitions").READS
    return reads


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Names of the inputs that are not what they were."""
    return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))


def _inputs(job: Job, state: str) -> dict[str, str]:
    """Hashes of one job."""
    return {
        "notebook": _notebook(job.project, job.report),
        "template": _files(job.project / "templates" / "report"),
        "code": _code(job.report),
        "lock": _file(job.project / "requirements.lock"),
        "thresholds": _thresholds(job.area, str(job.chosen.values.get("reference_set", ""))),
        "data": _hash([job.store == "example", state]),
        "parameters": _hash([dict(job.chosen.values), dict(job.chosen.origins)]),
    }


@cache
def _notebook(project: Path, report: str) -> str:
    """Hash of the cells of a notebook as they are written, without outputs."""
    content = json.loads(notebook_of(project, report).read_text(encoding="utf-8"))
    cells = [
        [cell["cell_type"], cell["source"], cell["metadata"].get("tags", [])]
        for cell in content["cells"]
    ]
    return _hash(cells)


@cache
def _code(report: str) -> str:
    """Hash of the package, without other reports and without what only drives a batch."""
    return _hash(
        [
            [name, hashlib.sha256(path.read_bytes()).hexdigest()]
            for path in sorted(PACKAGE.rglob("*"))
            if path.suffix in {".py", ".csv"} and _makes(report, name := _name(path))
        ]
    )


def _name(path: Path) -> str:
    """Name of a file within the package."""
    return path.relative_to(PACKAGE).as_posix()


def _makes(report: str, name: str) -> bool:
    """Whether a file of the package has a part in the pages of a report."""
    if name.startswith("reports/"):
        return name == "reports/__init__.py" or name.startswith(f"reports/{report}/")
    return name not in NOT_IN_PAGES and not (
        name.startswith("batch/") and name.removeprefix("batch/") in DRIVING
    )


@cache
def _thresholds(area: str, reference_set: str) -> str:
    """Hash of the rows of the laws that a report on an area may compare with."""
    rows = _rows_by_country()
    laws = sorted({*members(area), reference_set})
    return _hash([rows[law] for law in laws if law in rows])


@cache
def _rows_by_country() -> dict[str, list[tuple[str, ...]]]:
    """Rows of the table of thresholds by country."""
    rows: dict[str, list[tuple[str, ...]]] = {}
    for row in threshold_rows():
        rows.setdefault(row.iso3, []).append(tuple(row))
    return rows


@cache
def _files(folder: Path) -> str:
    """Hash of the files of a folder."""
    files = sorted(path for path in folder.glob("*") if path.is_file())
    return _hash([[path.name, _file(path)] for path in files])


@cache
def _file(path: Path) -> str:
    """Hash of a file; empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS] if path.exists() else ""


def _hash(content: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Hash of plain content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:DIGITS]
