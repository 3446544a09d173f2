"""A batch: makes what is missing or changed, keeps going, and says truly what happened."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from typing import Any

from workbench.batch.drive.executors import processes
from workbench.batch.drive.job_state import MADE_NOW, Run, now
from workbench.batch.drive.outputs import write_manifest, write_table
from workbench.batch.drive.portal import write_portal
from workbench.batch.page.job import JobResult
from workbench.batch.page.publish import record_loss, remove_dead_stages

LOG = "log.jsonl"
Tell = Callable[[Run, JobResult], None]


def carry_out(run: Run, tell: Tell) -> None:
    """Make all that a run set out to make.

    Whatever happens, its manifest, indexes and log say how far it came.

    Parameters
    ----------
    run : Run
        From `plan_run`; its standings are kept up to date.
    tell : callable
        Is told of each job that is finished.
    """
    run.plan.out.mkdir(parents=True, exist_ok=True)
    remove_dead_stages(run.plan.out)
    if run.todo:
        _write_overview(run)
    with _log(run) as note:
        try:
            for result in _make(run):
                note(result)
                tell(run, result)
        finally:
            run.finished = now()
            remove_dead_stages(run.plan.out)
            _write_overview(run)


def _make(run: Run) -> Iterator[JobResult]:
    """Make the jobs; stop at the first failure only where that is asked for."""
    with closing(processes(run.options.workers)(run.todo)) as finished:
        for job, result in finished:
            standing = run.standings[job.name]
            standing.result = result if result.outputs else record_loss(job, result)
            standing.how = MADE_NOW
            yield result
            if run.options.fail_fast and not result.is_made:
                return
    run.interrupted = False


@contextmanager
def _log(run: Run) -> Iterator[Callable[[JobResult], None]]:
    """Open the log; gives what writes a line for a finished job."""
    with (run.plan.out / LOG).open("a", encoding="utf-8") as file:

        def write(event: str, **content: Any) -> None:  # noqa: ANN401 - plain content
            line = {"time": now(), "run": run.run_id, "event": event, **content}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()

        write("begin", batch=run.plan.name, jobs=len(run.standings), to_make=len(run.todo))
        try:
            yield lambda result: write("job", **_in_short(result))
        finally:
            write("end", interrupted=run.interrupted, counts=dict(run.counts()))


def _in_short(result: JobResult) -> dict[str, Any]:
    """Say of a job what the log does."""
    names = ("report", "area", "status", "attempts", "duration_s", "peak_memory_mb", "key_message")
    error = asdict(result.error) if result.error else None
    return {name: getattr(result, name) for name in names} | {"error": error}


def _write_overview(run: Run) -> None:
    """Write manifest, table and index of all jobs."""
    write_manifest(run)
    write_table(run)
    write_portal(run.plan.out, run.plan.jobs[0].project / "templates")
