"""One report for one area: page, results, tables and notebook, put in place once all are made."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError
from papermill.iorw import load_notebook_node
from papermill.translators import PythonTranslator
from traitlets.config import Config

from workbench.batch.page.front_matter import FrontMatter, RunTimes
from workbench.batch.page.job import (
    FAILED,
    FAILED_PAGE,
    KILLED,
    TIMEOUT,
    Failure,
    Job,
    JobResult,
    Status,
)
from workbench.batch.page.monitor import Monitor
from workbench.batch.page.publish import publish, read_results, refuse_mixed, stage_of
from workbench.batch.page.publisher import read_publisher
from workbench.batch.page.render import render_html
from workbench.batch.page.since import Since, since_earlier
from workbench.errors import ReportError, WorkbenchError
from workbench.findings.published import RESULTS
from workbench.kernels.engine import register_engine
from workbench.vocabulary.places import is_fictional, place_name
from workbench.words.wording import words_of

HERE = "."
DATA_LINE = re.compile(r"^(store|results) = .*$", re.MULTILINE)
ANSI = re.compile(r"\x1b\[[0-9;]*m")
INJECTED, PARAMETERS = "injected-parameters", "parameters"
PARAMETER_LINE = re.compile(r"^(?P<head>(?P<name>\w+): \w+ = ).*?(?P<help>  # .*)?$", re.MULTILINE)
TRANSPORT = "tcp" if os.name == "nt" else "ipc"  # files that only their owner may read
OUT_OF_MEMORY = "memory"
EMPTY = nbformat.from_dict({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})  # type: ignore[no-untyped-call]
HashesNow = Callable[[Job], dict[str, str]]


class JobFailedError(ReportError):
    """A report could not be made; says with which status, and why."""

    def __init__(self, status: Status, failure: Failure) -> None:
        super().__init__(failure.message)
        self.status = status
        self.failure = failure


def as_planned(job: Job) -> dict[str, str]:
    """Give the hashes of a job as they were when it was planned."""
    return job.inputs


def render_one(job: Job, hashes_now: HashesNow = as_planned) -> JobResult:
    """Make one report; the whole unit of work of a batch, in whatever process it runs.

    What is wrong with the job is in the result and in a page; nothing of it is raised.

    Parameters
    ----------
    job : Job
        What to make.
    hashes_now : callable
        Gives the hashes of what the page is made of, once it is made.

    Returns
    -------
    JobResult
        Its status is read from the results, or from how the process ended.

    Raises
    ------
    StoreError
        If there is no such store.
    """
    job.project.reports.areas(job.store)
    result = _attempt(job, 1, hashes_now)
    while _may_be_tried_again(result, job.limits.retries):
        result = _attempt(job, result.attempts + 1, hashes_now)
    return result


def notebook_parameters(job: Job, folder: Path, output_folder: str) -> dict[str, Any]:
    """Give the values for the notebook's first cell; paths are relative to the folder it runs in.

    Parameters
    ----------
    job : Job
        What is made.
    folder : Path
        Folder that the notebook runs in.
    output_folder : str
        Where the notebook writes; empty for nowhere.

    Returns
    -------
    dict of str to object
        Values by the names of the cell.
    """
    return {
        **job.chosen.values,
        **_place_of_data(job, folder.resolve()),
        "output_folder": output_folder,
        "origins": dict(job.chosen.origins),
    }


def _place_of_data(job: Job, folder: Path) -> dict[str, str]:
    """Tell where a notebook reads: a store, or the outputs that other reports are in."""
    if job.is_of_results:
        return {"results": os.path.relpath(job.out.resolve(), folder)}
    if job.store == job.project.reports.embedded:
        return {"store": job.store}
    return {"store": os.path.relpath(Path(job.store).resolve(), folder)}


def prepare(job: Job) -> Path:
    """Write the copy; it reads what the batch reads and writes nothing when it runs.

    Its one cell of parameters has the values of the area, each with its help.

    Parameters
    ----------
    job : Job
        Report, parameters and store; `out` is the folder for the copy.

    Returns
    -------
    Path
        The copy, `<out>/<report>-<area>.ipynb`.
    """
    job.out.mkdir(parents=True, exist_ok=True)
    values = notebook_parameters(job, job.out, output_folder="")
    notebook = load_notebook_node(str(job.project.notebook_of(job.report)))
    for cell in notebook.cells:
        if PARAMETERS in cell.metadata.get("tags", []):
            cell.source = PARAMETER_LINE.sub(partial(_with_value, values), cell.source)
    path = job.out / f"{job.report}-{job.area}.ipynb"
    write_notebook(notebook, path)
    return path


def _with_value(values: Mapping[str, Any], line: re.Match[str]) -> str:
    """Give a line of the cell of parameters the value of a job; its help stays."""
    value = PythonTranslator.translate(values[line["name"]]) if line["name"] in values else None
    return line[0] if value is None else f"{line['head']}{value}{line['help']}"


def write_notebook(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Write a notebook without what papermill adds on this machine: its paths and times."""
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = INJECTED  # papermill gives it another one each time
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    path.write_text(text + "\n", encoding="utf-8")


def _may_be_tried_again(result: JobResult, retries: int) -> bool:
    """Whether a kernel died of something that may not come again."""
    if result.status != KILLED or result.attempts > retries:
        return False
    return result.error is None or result.error.kind != OUT_OF_MEMORY


def _attempt(job: Job, attempt: int, hashes_now: HashesNow) -> JobResult:
    """Try once; a failure leaves its notebook and its page."""
    begun = JobResult(
        job.report,
        job.area,
        job.inputs,
        FAILED,
        attempts=attempt,
        started=datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        fictional=is_fictional(job.area),
    )
    clock = time.perf_counter()
    with stage_of(job) as stage, Monitor(job.limits) as monitor:
        try:
            notebook = _execute(job, stage, monitor)
            results = read_results(job, stage)
            done = _with_cost(_with_results(begun, job, stage, results), clock, monitor)
            _write_page(job, stage, notebook, done, results)
            refuse_mixed(job, stage)
            done = replace(done, inputs=hashes_now(job))
        except JobFailedError as error:
            failed = replace(begun, status=error.status, error=error.failure)
            return _publish_failure(job, stage, _with_cost(failed, clock, monitor))
        except (WorkbenchError, OSError) as error:
            failed = replace(begun, error=Failure(type(error).__name__, str(error).rstrip(".")))
            return _publish_failure(job, stage, _with_cost(failed, clock, monitor))
        return publish(job, stage, done)


def _with_cost(result: JobResult, clock: float, monitor: Monitor) -> JobResult:
    """Add the time and memory that an attempt took."""
    return replace(
        result,
        duration_s=round(time.perf_counter() - clock, 2),
        peak_memory_mb=round(monitor.peak_memory_mb, 1),
    )


def _with_results(begun: JobResult, job: Job, stage: Path, results: dict[str, Any]) -> JobResult:
    """Take what the index shows from the results."""
    state, certainty, foremost = job.project.reports.comes_to(stage / f"{job.report}{RESULTS}")
    first_year, last_year = results["data"]["years"] or (None, None)
    return replace(
        begun,
        status=results["status"],
        key_message=results["findings"][0]["sentence"] if results["findings"] else "",
        n_findings=len(results["findings"]),
        n_left_out=len(results["left_out"]),
        fictional=bool(results["fictional"]),
        state=state,
        certainty=certainty,
        foremost=foremost,
        first_year=first_year,
        last_year=last_year,
    )


def _execute(job: Job, stage: Path, monitor: Monitor) -> nbformat.NotebookNode:
    """Run the notebook in the stage folder and save it without paths of this machine."""
    path = stage / f"{job.report}.ipynb"
    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # the result says it, once
    try:
        notebook: nbformat.NotebookNode = papermill.execute_notebook(
            job.project.notebook_of(job.report),
            path,
            parameters=notebook_parameters(job, stage, HERE),
            cwd=stage,
            progress_bar=False,
            execution_timeout=job.limits.cell_timeout_s,
            shutdown_kernel="immediate",
            engine_name=register_engine(),
            kernel_manager_class=monitor.kernel_manager(),
            config=Config({"KernelManager": {"transport": TRANSPORT}}),
        )
    except PapermillExecutionError as error:
        kind, message = str(error.ename), ANSI.sub("", str(error.evalue))
        raise JobFailedError(FAILED, _raised(job, kind, message, _last_cell(path))) from error
    except CellTimeoutError as error:
        raise JobFailedError(TIMEOUT, _too_slow(job, _last_cell(path), monitor)) from error
    except NoSuchKernel as error:
        raise JobFailedError(
            FAILED,
            Failure(
                "NoSuchKernel",
                "there is no kernel python3; `workbench doctor` says what is missing",
            ),
        ) from error
    except (DeadKernelError, RuntimeError) as error:
        raise _death(job, _last_cell(path), monitor) from error
    _forget_store(job, notebook)
    write_notebook(notebook, path)
    return notebook


def _raised(job: Job, kind: str, message: str, cell: int | None) -> Failure:
    """Failure of a cell that raised."""
    return Failure(kind, f"{_place(cell)} raised {kind}: {_without_paths(job, message)}", cell)


def _too_slow(job: Job, cell: int | None, monitor: Monitor) -> Failure:
    """Failure of a cell, or of a report, that took too long."""
    if monitor.exceeded:
        most, name = job.limits.report_timeout_s, "report_timeout_s"
        return Failure("timeout", f"the report took longer than {most} s (limits: {name})", cell)
    most, name = job.limits.cell_timeout_s, "cell_timeout_s"
    return Failure("timeout", f"{_place(cell)} took longer than {most} s (limits: {name})", cell)


def _death(job: Job, cell: int | None, monitor: Monitor) -> JobFailedError:
    """Failure of a kernel that ended before its notebook did."""
    if monitor.exceeded == "time":
        return JobFailedError(TIMEOUT, _too_slow(job, cell, monitor))
    if monitor.exceeded == "memory":
        most = job.limits.memory_mb
        failure = Failure(
            OUT_OF_MEMORY,
            f"{_place(cell)} took more than {most} MiB of memory (limits: memory_mb)",
            cell,
        )
        return JobFailedError(KILLED, failure)
    how = f", {_ending(monitor.exit_code)}" if monitor.exit_code is not None else ""
    died = Failure("dead kernel", f"the kernel died in {_place(cell)}{how}", cell)
    return JobFailedError(KILLED, died)


def _place(cell: int | None) -> str:
    """Name a cell; None is what comes before the first."""
    return f"cell {cell}" if cell else "its start"


def _ending(code: int) -> str:
    """How a process ended, in words."""
    return f"killed by signal {-code}" if code < 0 else f"with exit code {code}"


def _last_cell(path: Path) -> int | None:
    """Place, among the code cells, of the last one that was begun; the first is 1."""
    cells = [cell for cell in _as_written(path).cells if cell.cell_type == "code"]
    begun = [
        place
        for place, cell in enumerate(cells, start=1)
        if cell.metadata.get("papermill", {}).get("start_time")
    ]
    return begun[-1] if begun else None


def _as_written(path: Path) -> nbformat.NotebookNode:
    """Read a notebook; one without cells where there is none, or half of one on a full disk."""
    notebook: nbformat.NotebookNode = EMPTY
    with suppress(nbformat.reader.NotJSONError):
        notebook = load_notebook_node(str(path)) if path.exists() else EMPTY
    return notebook


def _publish_failure(job: Job, stage: Path, result: JobResult) -> JobResult:
    """Keep the notebook up to where it failed, and a page; what was made before stays."""
    made = stage / f"{job.report}.ipynb"
    notebook = _as_written(made)
    _forget_machine(job, notebook)
    with stage_of(job) as kept:
        write_notebook(notebook, kept / f"{job.report}.failed.ipynb")
        page = _page(job, result, {})
        text = render_html(notebook, page, templates=job.project.templates)
        (kept / f"{job.report}{FAILED_PAGE}").write_text(text, encoding="utf-8")
        return publish(job, kept, result)


def _forget_store(job: Job, notebook: nbformat.NotebookNode) -> None:
    """Leave only the name of what was read in the notebook: its folder is of this machine."""
    for cell in notebook.cells:
        if INJECTED in cell.metadata.get("tags", []):
            name = job.out.name if job.is_of_results else Path(job.store).name
            line = json.dumps(name).replace("\\", "\\\\")
            cell.source = DATA_LINE.sub(rf"\1 = {line}", cell.source)


def _forget_machine(job: Job, notebook: nbformat.NotebookNode) -> None:
    """Leave no folder of this machine in the notebook of a failure, tracebacks included."""
    _forget_store(job, notebook)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.evalue = _without_paths(job, output.evalue)
                output.traceback = [_without_paths(job, line) for line in output.traceback]
            elif output.output_type == "stream":
                output.text = _without_paths(job, output.text)


def _without_paths(job: Job, text: str) -> str:
    """Text in which folders of this machine are cut off."""
    folders = (job.out.resolve(), job.project.folder.resolve(), Path(sys.prefix), Path.home())
    for folder in sorted({str(folder) for folder in folders} - {"/"}, key=len, reverse=True):
        text = text.replace(f"{folder}/", "").replace(folder, "...")
    return text


def _write_page(
    job: Job,
    stage: Path,
    notebook: nbformat.NotebookNode,
    result: JobResult,
    results: dict[str, Any],
) -> None:
    """Write the page of a report into its stage."""
    page = _page(job, result, results, since_earlier(job, stage))
    text = render_html(notebook, page, templates=job.project.templates)
    (stage / job.page).write_text(text, encoding="utf-8")


def _page(
    job: Job, result: JobResult, results: dict[str, Any], since: Since | None = None
) -> FrontMatter:
    """Say what stands around the notebook."""
    return FrontMatter(
        title=words_of().plain(f"report-{job.report}"),
        report=job.report,
        area=job.area,
        area_name=place_name(job.area),
        status=result.status,
        problem=result.error.message if result.error else "",
        fictional=result.fictional,
        results=results,
        commit=job.commit,
        beside=job.beside,
        since=since,
        run_times=RunTimes(
            started=result.started,
            duration_s=result.duration_s,
            peak_memory_mb=result.peak_memory_mb,
        ),
        publisher=read_publisher(job.project.folder) if result.is_made else None,
    )
