"""What a page is made of, as hashes: a job whose hashes are those of its record is unchanged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from workbench.batch.page.job import Job
from workbench.batch.page.project import Project
from workbench.batch.page.publisher import read_publisher
from workbench.batch.page.since import earlier_files
from workbench.findings.published import RESULTS, not_made_in

MOVED = "changed while it was made"
DIGITS = 16


def with_inputs(jobs: Iterable[Job]) -> list[Job]:
    """Give jobs the hashes of all that their pages are made of, as it is now.

    Parameters
    ----------
    jobs : iterable of Job
        The jobs.

    Returns
    -------
    list of Job
        The same, each with `inputs`: notebook, template, code, lock, publisher, thresholds, data,
        parameters and the names of the pages beside it; where it follows an edition, the results
        of that too.

    Raises
    ------
    StoreError
        If there is no such store.
    ParameterError
        If the file on the publisher cannot be used.
    """
    listed = list(jobs)
    reports = dict.fromkeys((job.project, job.report) for job in listed)
    of_reports = {(project, name): _of_report(project, name) for project, name in reports}
    data = _data(listed)
    return [
        replace(
            job,
            inputs={
                **of_reports[job.project, job.report],
                **read,
                "pages": _hash(job.beside),
                "parameters": _hash([dict(job.chosen.values), dict(job.chosen.origins)]),
                **_earlier(job),
            },
        )
        for job, read in zip(listed, data, strict=True)
    ]


def _earlier(job: Job) -> dict[str, str]:
    """Hash of the results that a page is compared with; nothing where it follows no edition."""
    if job.previous is None:
        return {}
    return {"previous": _files({path.name: path for path in earlier_files(job)})}


def hashes_now(job: Job) -> dict[str, str]:
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


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Names of the inputs that are not what they were."""
    return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))


def _data(jobs: list[Job]) -> list[dict[str, str]]:
    """Hashes of the data that each job reads; each store is asked once."""
    found: dict[int, dict[str, str]] = {}
    for project, store in dict.fromkeys((job.project, job.store) for job in jobs):
        there = [n for n, job in enumerate(jobs) if (job.project, job.store) == (project, store)]
        there = [n for n in there if not jobs[n].is_of_results]
        wanted = [(jobs[n].report, jobs[n].chosen.values) for n in there]
        hashes = project.reports.data_hashes(store, wanted)
        short = ({name: one[:DIGITS] for name, one in each.items()} for each in hashes)
        found |= zip(there, short, strict=True)
    return [found[n] if n in found else _results(job) for n, job in enumerate(jobs)]


def _results(job: Job) -> dict[str, str]:
    """Hash of the results beside a job, and of which reports were not made."""
    own = f"{job.report}{RESULTS}"
    made = {path.name: path for path in job.folder.glob(f"*{RESULTS}") if path.name != own}
    failed = {name: why for name, why in not_made_in(job.folder).items() if name != job.report}
    return {"results": _hash([_files(made), sorted(failed.items())])}


def _of_report(project: Project, report: str) -> dict[str, str]:
    """Hashes of what all areas of a report have in common."""
    return {
        "notebook": _notebook(project.notebook_of(report)),
        "template": _files(_named(project.templates / "report")),
        "code": _files(project.reports.code(report)),
        "lock": _file(project.folder / "requirements.lock"),
        "publisher": _publisher(project),
    }


def _publisher(project: Project) -> str:
    """Hash of who publishes, the logo included; empty where nobody is named."""
    publisher = read_publisher(project.folder)
    return _hash(asdict(publisher)) if publisher else ""


def _notebook(path: Path) -> str:
    """Hash of the cells of a notebook as they are written, without outputs."""
    content = json.loads(path.read_text(encoding="utf-8"))
    cells = [
        [cell["cell_type"], cell["source"], cell["metadata"].get("tags", [])]
        for cell in content["cells"]
    ]
    return _hash(cells)


def _named(folder: Path) -> dict[str, Path]:
    """Files of a folder by their name."""
    return {path.name: path for path in folder.glob("*") if path.is_file()}


def _files(files: Mapping[str, Path]) -> str:
    """Hash of the names and contents of files."""
    return _hash([[name, _file(files[name])] for name in sorted(files)])


def _file(path: Path) -> str:
    """Hash of a file; empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS] if path.exists() else ""


def _hash(content: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Hash of plain content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:DIGITS]
