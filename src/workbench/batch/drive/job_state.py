"""State of a job: what its record says, and whether that still holds."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.batch import Executors
from workbench.batch.drive.keys import changed, with_inputs
from workbench.batch.drive.plan import JobPlan
from workbench.batch.page.job import Job, JobResult, Output, read_record
from workbench.errors import ParameterError
from workbench.findings.rows import Phrase, code, phrase, row, text
from workbench.kernels import FORK, Kernels
from workbench.store.plain_files import hash_of

MADE_NOW, UNCHANGED, NOT_RUN = "made", "unchanged", "not_run"

TOGETHER_NS = 2_000_000_000
"""Within which files of one folder come to their place, whichever the file system moves first."""


@row
class NeverMade(Phrase):
    """A report that was never made."""


@row
class FailedBefore(Phrase):
    """A report that was not made when it was last tried."""

    status: str = code("status", "what became of it")


@row
class Forced(Phrase):
    """A report that is made again though nothing changed."""


@row
class ChangedInput(Phrase):
    """Something that a page is made of."""

    name: str = code("input", "its name")


@row
class InputsChanged(Phrase):
    """What changed of all that a page is made of."""

    inputs: tuple[Phrase, ...] = phrase("the inputs", is_list=True)


@row
class FilesChanged(Phrase):
    """Files of a report that are missing or not as they were made."""

    files: str = text("their names")


@dataclass
class JobState:
    """A job, its latest result if there is one, and what this run did to it.

    Attributes
    ----------
    job : Job
        The job.
    result : JobResult or None
        What its record says; None where there is none.
    reason : Phrase or None
        Why it is to be made; None where its page is there and made of the same.
    outcome : {"made", "unchanged", "not_run"}
        What this run did.
    """

    job: Job
    result: JobResult | None
    reason: Phrase | None
    outcome: str


@dataclass(frozen=True)
class Options:
    """How a batch is run: with how many workers, on which kernels, and which of its jobs.

    `scheduler` is the address of the cluster whose workers make the reports under `dask`.
    """

    workers: int = 2
    force: bool = False
    only_failed: bool = False
    fail_fast: bool = False
    kernels: Kernels = FORK
    executor: Executors = "processes"
    scheduler: str = ""


@dataclass
class Run:
    """One run of a batch, and the state of each of its jobs.

    Attributes
    ----------
    plan : JobPlan
        The batch.
    options : Options
        How it was run.
    run_id, started, finished : str
        Its name, and times in UTC; `finished` is empty while it runs.
    states : dict of JobState
        By the name of the job.
    inputs : list of dict
        Name, hash and size of the files that the batch rests on, as they were at its beginning.
    todo : list of Job
        What it set out to make.
    interrupted : bool
        Whether it ended before all of that was tried.
    """

    plan: JobPlan
    options: Options
    run_id: str
    started: str
    states: dict[str, JobState]
    inputs: list[dict[str, Any]]
    todo: list[Job] = field(default_factory=list)
    finished: str = ""
    interrupted: bool = True

    @property
    def failed(self) -> list[JobResult]:
        """Jobs that are failed, in this run or an earlier one."""
        results = (state.result for state in self.states.values())
        return [result for result in results if result and not result.is_made]

    def counts(self) -> Counter[str]:
        """Jobs by status where this run made them, else by what it did instead."""
        return Counter(
            state.result.status if state.result and state.outcome == MADE_NOW else state.outcome
            for state in self.states.values()
        )


def plan_run(plan: JobPlan, options: Options) -> Run:
    """Look at what is there, and find what a run would make; writes nothing.

    Parameters
    ----------
    plan : JobPlan
        The batch.
    options : Options
        Workers, and which jobs.

    Returns
    -------
    Run
        Jobs that are to be made, with what of each is there already.

    Raises
    ------
    ParameterError
        If the number of workers is less than one, or a cluster is asked for without its address.
    """
    if options.workers < 1:
        raise ParameterError(f"--workers {options.workers}: give 1 or more.")
    if (options.executor == "dask") != bool(options.scheduler):
        raise ParameterError(
            "Give both for a cluster, as in --executor dask --scheduler tcp://10.0.0.5:8786, or "
            "neither."
        )
    states = {job.name: state_of(job) for job in plan.jobs}
    begun = now()
    run = Run(plan, options, f"{begun}-{secrets.token_hex(2)}", begun, states, inputs_of(plan))
    for state in states.values():
        if options.force:
            state.outcome = NOT_RUN
            state.reason = state.reason or Forced()
        if _is_due(state, options):
            run.todo.append(state.job)
    _follow_results(run)
    return run


def _follow_results(run: Run) -> None:
    """Make after the others what is made of their results, where any of these is made."""
    areas = {job.area for job in run.todo}
    for state in run.states.values():
        job = state.job
        if job.is_of_results and job.area in areas and job not in run.todo:
            state.reason = InputsChanged(inputs=(ChangedInput(name="results"),))
            state.outcome = NOT_RUN
            run.todo.append(job)


def after_others(run: Run) -> list[Job]:
    """Give the jobs that are made of results, as these are now; one whose are the same is left out.

    Parameters
    ----------
    run : Run
        A run whose other jobs are finished.

    Returns
    -------
    list of Job
        Those of its jobs that are still to be made.
    """
    due = []
    for job in with_inputs(job for job in run.todo if job.is_of_results):
        state = run.states[job.name]
        now_ = state_of(job)
        state.job, state.result = job, now_.result
        if now_.reason is None and not run.options.force:
            state.outcome = UNCHANGED
        else:
            due.append(job)
    return due


def inputs_of(plan: JobPlan) -> list[dict[str, Any]]:
    """Files that a batch rests on, with their hashes and sizes.

    Parameters
    ----------
    plan : JobPlan
        The batch.

    Returns
    -------
    list of dict
        `name`, `sha256` and `bytes` of each; neither hash nor size where that may not be published.
    """
    project = plan.jobs[0].project
    reports = sorted({job.report for job in plan.jobs})
    names = [
        "requirements.lock",
        *(f"notebooks/{report}.ipynb" for report in reports),
        *(f"parameters/{report}.yml" for report in reports),
    ]
    files: dict[str, Path | None] = {plan.file.name: plan.file}
    files |= {name: project.folder / name for name in names}
    files |= {
        f"store {Path(plan.store).name}/{name}": path
        for name, path in project.reports.store_files(plan.store).items()
    }
    return [
        {"name": name, "sha256": None, "bytes": None}
        if path is None
        else {"name": name, "sha256": hash_of(path), "bytes": path.stat().st_size}
        for name, path in files.items()
        if path is None or path.exists()
    ]


def state_of(job: Job) -> JobState:
    """Look at the record and the files of a job; no file is read unless it looks touched."""
    result = read_record(job.record)
    why = _why(job, result)
    return JobState(job, result, why, NOT_RUN if why else UNCHANGED)


def _why(job: Job, result: JobResult | None) -> Phrase | None:
    """Why a job is to be made; None where there is no reason."""
    if result is None:
        return NeverMade()
    if not result.is_made:
        return FailedBefore(status=result.status)
    other = changed(result.inputs, job.inputs)
    if other:
        return InputsChanged(inputs=tuple(ChangedInput(name=name) for name in other))
    recorded = job.record.stat()
    touched = [output.path for output in result.outputs if _is_touched(job, output, recorded)]
    return FilesChanged(files=", ".join(touched)) if touched else None


def _is_touched(job: Job, output: Output, recorded: os.stat_result) -> bool:
    """Whether a file is missing or not as it was made.

    It is read where its time is later than that of the record, or where it came to the folder
    after the record did: a copy that was put back keeps its old time.
    """
    path = job.out / output.path
    try:
        seen = path.stat()
    except OSError:
        return True
    if seen.st_size != output.bytes:
        return True
    is_later = seen.st_mtime_ns > recorded.st_mtime_ns
    came_later = seen.st_ctime_ns > recorded.st_ctime_ns + TOGETHER_NS
    return (is_later or came_later) and hash_of(path) != output.sha256


def _is_due(state: JobState, options: Options) -> bool:
    """Whether a job is to be made in a run."""
    if options.only_failed:
        return state.result is not None and not state.result.is_made
    return state.reason is not None


def now() -> str:
    """Time in UTC, to the second."""
    return datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
