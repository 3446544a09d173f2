"""Files over the whole of a batch: manifest, table, log and index; and their removal."""

from __future__ import annotations

import csv
import io
import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from workbench import __version__
from workbench.batch.drive.job_state import JobState, Run, now
from workbench.batch.drive.portal import INDEX, REGION_PAGE, write_portal
from workbench.batch.page.job import JobResult, plain, read_record
from workbench.batch.page.publish import FAILED_FILES, alone, remove_dead_stages
from workbench.errors import ReportError
from workbench.findings import CRLF, safe_text
from workbench.findings.published import RECORD
from workbench.store.plain_files import write_atomically
from workbench.vocabulary.places import place_name

SCHEMA_VERSION = 1
MANIFEST, TABLE, LOG = "run.json", "index.csv", "log.jsonl"
LOG_BEFORE = "log.1.jsonl"  # where a log goes that has grown over the bytes below
LOG_MOST_BYTES = 10_000_000  # a nightly of 800 reports that are all made anew writes about 0.3 MB
SECONDS_A_DAY = 86_400
SUFFIXES = {".html": "pages", ".csv": "tables", ".ipynb": "notebooks"}
TOOLS = ("papermill", "nbconvert", "nbclient", "ipykernel", "jupyter-client", "pandas")
COLUMNS = (
    "area",
    "area_name",
    "report",
    "status",
    "this_run",
    "key_message",
    "n_findings",
    "n_left_out",
    "page",
    "problem",
)


def write_overview(run: Run) -> None:
    """Write manifest, table and index of all jobs of a run; nobody else writes them meanwhile."""
    with alone(run.plan.out):
        _write_manifest(run)
        _write_table(run)
    write_portal(run.plan.out, run.plan.jobs[0].project.templates)


@contextmanager
def log_of(run: Run) -> Iterator[Callable[[JobResult], None]]:
    """Open the log; gives what writes a line for a finished job. A long one is put aside before."""
    put_aside(run.plan.out / LOG)
    with (run.plan.out / LOG).open("a", encoding="utf-8") as file:

        def write(event: str, **content: Any) -> None:  # noqa: ANN401 - plain content
            line = {"time": now(), "run": run.run_id, "event": event, **content}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()

        write("begin", batch=run.plan.name, jobs=len(run.states), to_make=len(run.todo))
        try:
            yield lambda result: write("job", **_in_short(result))
        finally:
            write("end", interrupted=run.interrupted, counts=dict(run.counts()))


def put_aside(log: Path, most_bytes: int = LOG_MOST_BYTES) -> None:
    """Rename a log that has grown too long, in place of the one that was put aside before.

    Parameters
    ----------
    log : Path
        The file, which need not be there.
    most_bytes : int
        Size above which it is put aside.
    """
    if log.is_file() and log.stat().st_size > most_bytes:
        log.replace(log.with_name(LOG_BEFORE))


def _in_short(result: JobResult) -> dict[str, Any]:
    """Say of a job what the log does."""
    names = ("report", "area", "status", "attempts", "duration_s", "peak_memory_mb", "key_message")
    error = asdict(result.error) if result.error else None
    return {name: getattr(result, name) for name in names} | {"error": error}


def _write_manifest(run: Run) -> None:
    """Write run.json, at once; its form is in docs/run.schema.json."""
    commit = run.plan.jobs[0].commit
    content = {
        "schema_version": SCHEMA_VERSION,
        "run_id": run.run_id,
        "batch": run.plan.name,
        "started": run.started,
        "finished": run.finished,
        "interrupted": run.interrupted,
        "options": _options_of(run),
        "tool": {"workbench": __version__, **{name: version(name) for name in TOOLS}},
        "git": {"commit": commit.removesuffix("-dirty"), "dirty": commit.endswith("-dirty")},
        "environment": {
            "os": platform.platform(),
            "python": platform.python_version(),
            "cpus": os.cpu_count(),
        },
        "inputs": run.inputs,
        "limits": asdict(run.plan.jobs[0].limits),
        "totals": dict(sorted(run.counts().items())),
        "jobs": [],
    }
    head = json.dumps(content, indent=1, ensure_ascii=False).removesuffix("]\n}")
    jobs = (json.dumps(_job(state), ensure_ascii=False) for state in run.states.values())
    text = head + "\n  " + ",\n  ".join(jobs) + "\n ]\n}\n"  # a line a job, which is also quick
    write_atomically(run.plan.out / MANIFEST, text.encode("utf-8"))


def _write_table(run: Run) -> None:
    """Write index.csv: one row a job, text like a formula defused."""
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator=CRLF)
    table.writeheader()
    for state in run.states.values():
        table.writerow({name: safe_text(cell) for name, cell in _row(state).items()})
    write_atomically(run.plan.out / TABLE, text.getvalue().encode("utf-8"))


def _job(state: JobState) -> dict[str, Any]:
    """Say of a job what the manifest does; `inputs` are those of the plan, its key."""
    job, result = state.job, state.result
    known = plain(result) if result else {"status": "not_made", "outputs": [], "error": None}
    return {
        **known,
        "report": job.report,
        "area": job.area,
        "inputs": dict(job.inputs),
        "parameters": dict(job.chosen.values),
        "this_run": state.outcome,
    }


def _row(state: JobState) -> dict[str, object]:
    """Row of a job in the table."""
    job, result = state.job, state.result
    row: dict[str, object] = {
        "area": job.area,
        "area_name": place_name(job.area),
        "report": job.report,
        "status": result.status if result else "not_made",
        "this_run": state.outcome,
    }
    if result:
        row |= {
            "key_message": result.key_message,
            "n_findings": result.n_findings,
            "n_left_out": result.n_left_out,
            "page": result.page,
            "problem": result.error.message if result.error else "",
        }
    return row


def _options_of(run: Run) -> dict[str, Any]:
    """Say how a run was made; the address of a scheduler is nobody else's business."""
    return {name: value for name, value in asdict(run.options).items() if name != "scheduler"}


def clean(out: Path, *, everything: bool = False, older_than_days: float = 0) -> list[str]:
    """Remove what interrupted and failed runs left, or all that was made.

    Parameters
    ----------
    out : Path
        Folder of the outputs.
    everything : bool
        Whether pages, results, tables, notebooks, records and indexes go too. A file that no
        record names stays.
    older_than_days : float
        Age that a file must have to be removed. [d]

    Returns
    -------
    list of str
        Names of what was removed, relative to `out`.

    Raises
    ------
    ReportError
        If there is no such folder.
    """
    if not out.is_dir():
        raise ReportError(f"There is no folder {out}. Give the folder that a batch wrote to.")
    removed = remove_dead_stages(out)
    files = list(_all_made(out)) if everything else list(_failures(out))
    newest = time.time() - older_than_days * SECONDS_A_DAY
    for path in files:
        if path.is_file() and path.stat().st_mtime <= newest:
            path.unlink()
            removed.append(path.relative_to(out).as_posix())
    for folder in sorted({path.parent for path in files}, key=lambda path: -len(path.parts)):
        _remove_empty(folder, out)
    return removed


def _failures(out: Path) -> Iterator[Path]:
    """Find what failed jobs left: notebook, page and record."""
    for ending in FAILED_FILES:
        yield from sorted(out.glob(f"*/*{ending}"))
    for path in sorted(out.glob(f"*/*{RECORD}")):
        result = read_record(path)
        if result is not None and not result.is_made:
            yield path


def sizes(out: Path) -> dict[str, int]:
    """Add up what the files of a folder of outputs take.

    Parameters
    ----------
    out : Path
        Folder that a batch wrote to, which need not be there.

    Returns
    -------
    dict of int
        Bytes of pages, tables, notebooks and of all else (results, records, logs). [B]
    """
    found = dict.fromkeys(("pages", "tables", "notebooks", "other"), 0)
    for path in out.rglob("*"):
        if path.is_file():
            found[SUFFIXES.get(path.suffix, "other")] += path.stat().st_size
    return found


def _all_made(out: Path) -> Iterator[Path]:
    """All files that a record names, the records and what stands over the whole."""
    yield from _failures(out)
    for path in sorted(out.glob(f"*/*{RECORD}")):
        result = read_record(path)
        if result is not None:  # a record of another version is all that knows its files
            yield from (out / output.path for output in result.outputs)
            yield path
    for name in (INDEX, TABLE, MANIFEST, LOG, LOG_BEFORE):
        yield out / name
    yield from sorted(out.glob(f"{REGION_PAGE}*.html"))


def _remove_empty(folder: Path, out: Path) -> None:
    """Remove a folder in which nothing is left, and those above it up to the outputs."""
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
