"""What a page is made of, as hashes: a job whose hashes are those of its record is unchanged."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import workbench
from workbench.batch.page.job import Job
from workbench.batch.page.project import notebook_of
from workbench.inputs.state import area_states
from workbench.reports import REPORTS, parameters_of
from workbench.vocabulary.places import is_country, members

PACKAGE = Path(workbench.__file__).parent
THRESHOLDS = "vocabulary/tables/thresholds.csv"
DRIVES = ("batch/drive/", "cli/")
DRIVING_WORDS = {"index.ftl", "command.ftl"}
MADE_OF = {".py", ".csv", ".topojson", ".ftl", ".md"}
MOVED = "changed while it was made"
DIGITS = 16
Reading = tuple[tuple[str, ...], str]  # tables, and the area that they are read of


def with_inputs(jobs: Iterable[Job]) -> list[Job]:
    """Give jobs the hashes of all that their pages are made of, as it is now.

    Parameters
    ----------
    jobs : iterable of Job
        The jobs.

    Returns
    -------
    list of Job
        The same, each with `inputs`: notebook, template, code, lock, thresholds, data, parameters.

    Raises
    ------
    StoreError
        If there is no such store.
    """
    listed = list(jobs)
    reports = {(job.project, job.report) for job in listed}
    of_reports = {(project, name): _of_report(project, name) for project, name in reports}
    states = _states(listed)
    rows = _rows_by_country()
    of_laws = {
        laws: _hash([rows[law] for law in laws if law in rows]) for laws in set(map(_laws, listed))
    }
    return [
        replace(
            job,
            inputs={
                **of_reports[job.project, job.report],
                "thresholds": of_laws[_laws(job)],
                "data": _data(job, states),
                "parameters": _hash([dict(job.chosen.values), dict(job.chosen.origins)]),
            },
        )
        for job in listed
    ]


def as_made(job: Job) -> dict[str, str]:
    """Hashes of a job once its page is made; what moved meanwhile is said, so that it is due again.

    Parameters
    ----------
    job : Job
        The job, with the hashes of when it was planned; without any it gets none.

    Returns
    -------
    dict of str
        Hash by name.
    """
    if not job.inputs:
        return {}
    (now,) = with_inputs([job])
    return job.inputs | dict.fromkeys(changed(job.inputs, now.inputs), MOVED)


def readings_of(report: str, area: str) -> tuple[Reading, ...]:
    """Tables and area of each read of a page: it may show others, and more of its own."""
    return tuple(reading for reading in parameters_of(report).readings(area) if reading[0])


def context_of(report: str, area: str) -> str:
    """Area that a report reads for a page: a page may show others beside its own."""
    return readings_of(report, area)[0][1]


def can_be_about(report: str, area: str) -> bool:
    """Whether a report is made of an area: one that is on a country is not made of a region."""
    return is_country(area) or not parameters_of(report).ONE_COUNTRY


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Names of the inputs that are not what they were."""
    return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))


def _states(jobs: Iterable[Job]) -> dict[tuple[str, Reading], str]:
    """State of the data of each read of the jobs, by store; each set of tables is asked once."""
    areas: dict[tuple[str, tuple[str, ...]], dict[str, None]] = {}
    for job in jobs:
        for tables, area in readings_of(job.report, job.area):
            areas.setdefault((job.store, tables), {})[area] = None
    return {
        (store, (tables, area)): state
        for (store, tables), found in areas.items()
        for area, state in area_states(store, tables, found).items()
    }


def _data(job: Job, states: Mapping[tuple[str, Reading], str]) -> str:
    """Hash of the data that a job reads."""
    readings = readings_of(job.report, job.area)
    return _hash([*(states[job.store, reading] for reading in readings)])


def _of_report(project: Path, report: str) -> dict[str, str]:
    """Hashes of what all areas of a report have in common."""
    return {
        "notebook": _notebook(project, report),
        "template": _files(project / "templates" / "report"),
        "code": _code(report),
        "lock": _file(project / "requirements.lock"),
    }


def _notebook(project: Path, report: str) -> str:
    """Hash of the cells of a notebook as they are written, without outputs."""
    content = json.loads(notebook_of(project, report).read_text(encoding="utf-8"))
    cells = [
        [cell["cell_type"], cell["source"], cell["metadata"].get("tags", [])]
        for cell in content["cells"]
    ]
    return _hash(cells)


def _code(report: str) -> str:
    """Hash of the package, without other reports and without what only drives a batch."""
    names = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*")}
    kept = {name: path for name, path in names.items() if path.suffix in MADE_OF}
    return _hash([[name, _file(kept[name])] for name in sorted(kept) if _makes(report, name)])


def _makes(report: str, name: str) -> bool:
    """Whether a file of the package has a part in the pages of a report."""
    if name.startswith("reports/"):
        return name.count("/") == 1 or name.startswith(f"reports/{report}/")
    if name.startswith("words/") and Path(name).name in DRIVING_WORDS:
        return False
    if name.startswith("words/") and Path(name).stem in REPORTS:
        return Path(name).stem == report
    if name.startswith(DRIVES):
        return False
    return name not in {"__main__.py", THRESHOLDS}  # thresholds count by country


def _laws(job: Job) -> tuple[str, ...]:
    """Countries whose thresholds a page may compare with: those of all that it shows."""
    shown = members(context_of(job.report, job.area))
    return tuple(sorted({*shown, str(job.chosen.values.get("reference_set", ""))}))


def _rows_by_country() -> dict[str, list[list[str]]]:
    """Rows of the table of thresholds by country, as the file has them now."""
    rows: dict[str, list[list[str]]] = {}
    with (PACKAGE / THRESHOLDS).open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        country = next(lines).index("iso3")
        for line in lines:
            rows.setdefault(line[country], []).append(line)
    return rows


def _files(folder: Path) -> str:
    """Hash of the files of a folder."""
    files = sorted(path for path in folder.glob("*") if path.is_file())
    return _hash([[path.name, _file(path)] for path in files])


def _file(path: Path) -> str:
    """Hash of a file; empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS] if path.exists() else ""


def _hash(content: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Hash of plain content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:DIGITS]
