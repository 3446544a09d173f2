"""One report for one area: page, results, tables and notebook, put in place once all are made."""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError
from papermill.iorw import load_notebook_node
from traitlets.config import Config

from workbench.batch.parameters import Chosen
from workbench.batch.project import commit_of, notebook_of
from workbench.batch.render import Page, render_html
from workbench.errors import ReportError
from workbench.inputs.store import EXAMPLE, open_store
from workbench.vocabulary.places import place_name

TITLES = {"trends": "Monitoring trends"}
HERE = "."
STORE_LINE = re.compile(r"^store = .*$", re.MULTILINE)
INJECTED = "injected-parameters"
TRANSPORT = "tcp" if os.name == "nt" else "ipc"  # files that only their owner may read


@dataclass(frozen=True)
class Job:
    """What is to be made: a report, its parameters, the store it reads and where it goes."""

    project: Path
    report: str
    chosen: Chosen
    store: str
    out: Path

    @property
    def area(self) -> str:
        """Area of the report."""
        return str(self.chosen.values["area"])


@dataclass(frozen=True)
class JobResult:
    """What was made: the status of the results, and the page."""

    status: str
    page: Path
    key_message: str


def make(job: Job) -> JobResult:
    """Make one report; nothing is put in place unless all of it is there.

    Parameters
    ----------
    job : Job
        What to make.

    Returns
    -------
    JobResult
        Status `ok` or `no_data`, read from the results.

    Raises
    ------
    ReportError
        If a cell raises (the notebook up to there is kept), or the results are of another area.
    """
    open_store(job.store)
    started = datetime.now(tz=UTC)
    clock = time.perf_counter()
    with _stage(job) as stage:
        notebook = _execute(job, stage)
        results = _results(job, stage)
        times = {
            "Started": started.strftime("%Y-%m-%d %H:%M UTC"),
            "Duration": f"{time.perf_counter() - clock:.1f} s",
        }
        page = stage / f"{job.report}.html"
        page.write_text(_page(job, notebook, results, times), encoding="utf-8")
        _move(stage, job.out / job.area)
    return JobResult(
        status=results["status"],
        page=job.out / job.area / page.name,
        key_message=results["findings"][0]["sentence"],
    )


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
    """
    is_folder = job.store != EXAMPLE
    return {
        **job.chosen.values,
        "store": os.path.relpath(Path(job.store).resolve(), folder.resolve())
        if is_folder
        else job.store,
        "output_folder": output_folder,
        "origins": dict(job.chosen.origins),
    }


@contextmanager
def _stage(job: Job) -> Iterator[Path]:
    """Make a folder beside the one of the area, gone at the end."""
    job.out.mkdir(parents=True, exist_ok=True)
    prefix = f".{job.area}-{job.report}-"
    with tempfile.TemporaryDirectory(dir=job.out, prefix=prefix) as folder:
        yield Path(folder)


def _execute(job: Job, stage: Path) -> nbformat.NotebookNode:
    """Run the notebook in the stage folder and save it without paths of this machine."""
    path = stage / f"{job.report}.ipynb"
    try:
        notebook: nbformat.NotebookNode = papermill.execute_notebook(
            notebook_of(job.project, job.report),
            path,
            parameters=notebook_parameters(job, stage, HERE),
            cwd=stage,
            progress_bar=False,
            shutdown_kernel="immediate",
            config=Config({"KernelManager": {"transport": TRANSPORT}}),
        )
    except PapermillExecutionError as error:
        raise ReportError(
            f"{job.report} {job.area}: cell {error.exec_count} of the notebook raised "
            f"{error.ename}: {error.evalue} {_keep_failed(job, path)}"
        ) from error
    except (DeadKernelError, CellTimeoutError, RuntimeError) as error:
        raise ReportError(
            f"{job.report} {job.area}: the kernel died or gave no answer. {_keep_failed(job, path)}"
        ) from error
    _forget_store(job, notebook)
    write_notebook(notebook, path)
    return notebook


def _keep_failed(job: Job, path: Path) -> str:
    """Keep the notebook up to where it failed, and say where it is."""
    if not path.exists():
        return "No cell was run."
    kept = job.out / job.area / f"{job.report}.failed.ipynb"
    kept.parent.mkdir(exist_ok=True)
    executed: nbformat.NotebookNode = load_notebook_node(str(path))
    write_notebook(executed, kept)
    return f"The notebook up to there is {kept}."


def _forget_store(job: Job, notebook: nbformat.NotebookNode) -> None:
    """Leave only the name of the store in the notebook: its folder is of this machine."""
    for cell in notebook.cells:
        if INJECTED in cell.metadata.get("tags", []):
            line = f"store = {json.dumps(Path(job.store).name)}"
            cell.source = STORE_LINE.sub(line.replace("\\", "\\\\"), cell.source)


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


def _results(job: Job, stage: Path) -> dict[str, Any]:
    """Read what the notebook published; refuse it where it is of another report or area."""
    file = stage / f"{job.report}.results.json"
    results: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    made = (results["report"], results["area"])
    if made != (job.report, job.area):
        raise ReportError(f"{job.report} {job.area}: the results are of {' '.join(made)}.")
    return results


def _page(
    job: Job, notebook: nbformat.NotebookNode, results: dict[str, Any], times: dict[str, str]
) -> str:
    """Text of the page."""
    name = place_name(job.area)
    page = Page(
        title=TITLES[job.report],
        report=job.report,
        area=job.area,
        area_name=name,
        status=results["status"],
        fictional=results["fictional"],
        results=results,
        commit=commit_of(job.project),
        run_times=times,
    )
    return render_html(notebook, page, templates=job.project / "templates")


def _move(stage: Path, folder: Path) -> None:
    """Move all that was made into its place, the page last."""
    folder.mkdir(exist_ok=True)
    with _alone(folder):
        (folder / f"{_report(stage)}.failed.ipynb").unlink(missing_ok=True)
        for made in sorted(stage.iterdir(), key=lambda path: path.suffix == ".html"):
            target = folder / made.name
            if target.is_dir():
                target.replace(stage / f".{made.name}.before")
            made.replace(target)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder, where the system can (Linux and macOS)."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _report(stage: Path) -> str:
    """Name of the report whose page is in the stage folder."""
    return next(stage.glob("*.html")).stem
