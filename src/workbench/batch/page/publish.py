"""From the stage of a job to its place: only what is the job's own, all of it in one step."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from workbench.batch.page.job import FAILED_PAGE, MADE, Job, JobResult, Output, record_text
from workbench.errors import ReportError
from workbench.findings.published import RESULTS
from workbench.store.folders import copy_by_links, exchange
from workbench.store.plain_files import InUseError, hash_of, held, write_atomically
from workbench.vocabulary.places import place_name

STAGE = ".workbench-stage-"
LOCKED_WITHIN_S = 5.0
WAITS_S = 60.0
SHOWN = 5
FAILED_FILES = (".failed.ipynb", FAILED_PAGE)


@contextmanager
def stage_of(job: Job) -> Iterator[Path]:
    """Make a folder beside the one of the area, gone at the end; locked while it is in use."""
    job.out.mkdir(parents=True, exist_ok=True)
    made = tempfile.TemporaryDirectory(
        dir=job.out, prefix=_stage_name(job), ignore_cleanup_errors=True
    )
    with made as folder, alone(Path(folder)):
        yield Path(folder)


def refuse_mixed(job: Job, stage: Path) -> None:
    """Refuse a stage unless its results and its page are the job's, and it holds nothing else.

    Parameters
    ----------
    job : Job
        What was asked for.
    stage : Path
        Folder with the page and the results.

    Raises
    ------
    ReportError
        If anything in it is of another report, area or choice of parameters.
    """
    read_results(job, stage)
    said = _head(stage / job.page)
    wanted = {"workbench:report": job.report, "workbench:area": job.area}
    given = {name: said.get(name, "?") for name in wanted}
    title = said.get("title", "")
    if given != wanted or not f": {title}".endswith(f": {place_name(job.area)}"):
        shown = " ".join([*given.values(), repr(title)])
        raise ReportError(f"{job.name}: the page is of {shown}. It was not published.")
    others = [name for name in _names(stage) if not _may_be_published(job, name)]
    if others:
        raise ReportError(
            f"{job.name}: the notebook left {', '.join(others[:SHOWN])} in its folder. "
            "A report gives results and tables by `publish` alone."
        )


def read_results(job: Job, stage: Path) -> dict[str, Any]:
    """Read what the notebook published.

    Raises
    ------
    ReportError
        If there is nothing, or if it is of another report, area or choice of parameters.
    """
    file = stage / f"{job.report}{RESULTS}"
    if not file.exists():
        raise ReportError(f"{job.name}: the notebook published no {file.name}.")
    try:
        results: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        _refuse_others(job, results)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReportError(
            f"{job.name}: {file.name} is not as `publish` writes it ({error!r})."
        ) from error
    return results


def _refuse_others(job: Job, results: dict[str, Any]) -> None:
    """Refuse results of another report, area or choice of parameters."""
    made = (results["report"], results["area"])
    if made != (job.report, job.area):
        raise ReportError(f"{job.name}: the results are of {made[0]} {made[1]}. They were refused.")
    missing = {"findings", "left_out", "fictional", "data", "tables"} - set(results)
    if missing or not all(finding["sentence"] for finding in results["findings"]):
        raise KeyError(*sorted(missing))
    if results["status"] not in MADE:
        raise ReportError(f"{job.name}: the results have the status {results['status']!r}.")
    wanted = json.loads(json.dumps(job.chosen.values))
    for name, value in wanted.items():
        given = results["parameters"][name]["value"]
        if given != value:
            raise ReportError(
                f"{job.name}: the results were made with {name} = {given!r}, not {value!r}. "
                "They were refused."
            )


def publish(job: Job, stage: Path, result: JobResult) -> JobResult:
    """Put all of a stage, with its record, into the folder of the area, in one step.

    The folder is made anew beside the old one, with which it then changes places: whoever reads,
    and whatever stops this, there is all of the old page or all of the new one.

    Parameters
    ----------
    job : Job
        What was asked for.
    stage : Path
        Folder in which all is made.
    result : JobResult
        What became of it; gets its outputs.

    Returns
    -------
    JobResult
        What was published, with its files.

    Raises
    ------
    ReportError
        If the folder of the area is a link to another place.
    """
    made = list(stage.iterdir())
    published = replace(result, outputs=_outputs(job, stage))
    if job.folder.is_symlink():
        raise ReportError(f"{job.folder} is a link. Give an output folder without links in it.")
    job.folder.mkdir(exist_ok=True)
    with alone(job.folder):
        whole = stage / ".whole"
        gone = {path.name for path in made} | {job.record.name}
        gone |= _failures_of(job) if result.is_made else set()
        copy_by_links(job.folder, whole, gone)
        for path in made:
            path.replace(whole / path.name)
        text = record_text(published).encode("utf-8")
        write_atomically(whole / job.record.name, text)
        exchange(whole, job.folder)
    return published


def record_loss(job: Job, result: JobResult) -> JobResult:
    """Write the record, where that can be, of a job that left nothing; what was there stays."""
    try:
        job.folder.mkdir(parents=True, exist_ok=True)
        with alone(job.folder):
            _write_record(job, result)
    except (OSError, ReportError):
        return result  # the log and the manifest have it
    return result


def _failures_of(job: Job) -> set[str]:
    """Names of the files of a failure of a job."""
    return {f"{job.report}{ending}" for ending in FAILED_FILES}


def remove_dead_stages(out: Path) -> list[str]:
    """Remove the stages of jobs whose process is gone; gives their names."""
    removed = []
    for stage in sorted(out.glob(f"{STAGE}*")):
        if stage.is_dir() and not stage.is_symlink() and _is_dead(stage):
            shutil.rmtree(stage, ignore_errors=True)
            removed.append(stage.name)
    return removed


def being_made(jobs: Iterable[Job]) -> list[Job]:
    """Find the jobs whose page some process is making now, by the stages that it holds."""
    return [
        job
        for job in jobs
        if any(not _is_dead(one) for one in job.out.glob(f"{_stage_name(job)}*") if one.is_dir())
    ]


def _stage_name(job: Job) -> str:
    """Beginning of the name of a job's stage."""
    return f"{STAGE}{job.area}-{job.report}-"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder.

    Raises
    ------
    ReportError
        If another run holds it for longer than any needs.
    """
    try:
        with held(folder, WAITS_S):
            yield
    except InUseError as error:
        raise ReportError(str(error)) from None


class _Head(HTMLParser):
    """What the head of a page says: its title, and the content of each meta by its name."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a meta, and notice where the title begins."""
        given = dict(attrs)
        if tag == "meta" and given.get("name"):
            self.said[str(given["name"])] = given.get("content") or ""
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        """Take the title."""
        if self._in_title:
            self.said["title"] = self.said.get("title", "") + data

    def handle_endtag(self, tag: str) -> None:
        """Notice where the title ends."""
        self._in_title = self._in_title and tag != "title"


def _head(page: Path) -> dict[str, str]:
    """Read what the head of a page says."""
    parser = _Head()
    parser.feed(page.read_text(encoding="utf-8").partition("</head>")[0])
    return parser.said


def _is_dead(stage: Path) -> bool:
    """Whether nobody holds the lock of a stage any more, or is about to take it."""
    try:
        if time.time() - stage.stat().st_mtime < LOCKED_WITHIN_S:
            return False
        with held(stage, waits_s=0.0):
            return True
    except (FileNotFoundError, InUseError):
        return False


def _names(stage: Path) -> list[str]:
    """Names of all files of a stage, relative to it."""
    return sorted(path.relative_to(stage).as_posix() for path in stage.rglob("*") if path.is_file())


def _may_be_published(job: Job, name: str) -> bool:
    """Whether a file is one of those that a report consists of."""
    page_and_more = {job.page, f"{job.report}.ipynb", f"{job.report}{RESULTS}"}
    folder, _, table = name.rpartition("/")
    return name in page_and_more or (folder == job.report and table.endswith(".csv"))


def _outputs(job: Job, stage: Path) -> tuple[Output, ...]:
    """Files of a stage as they will stand in the outputs."""
    return tuple(
        Output(f"{job.area}/{name}", (stage / name).stat().st_size, hash_of(stage / name))
        for name in _names(stage)
    )


def _write_record(job: Job, result: JobResult) -> None:
    """Replace the record of a job; its folder is locked."""
    write_atomically(job.record, record_text(result).encode("utf-8"))
