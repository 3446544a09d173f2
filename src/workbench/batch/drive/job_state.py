"""Where a job stands: what its record says, and whether that still holds."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.batch.drive.keys import changed
from workbench.batch.drive.plan import Plan
from workbench.batch.page.job import Job, JobResult, Output, read_record
from workbench.batch.page.publish import hash_of
from workbench.errors import ParameterError
from workbench.findings.rows import Phrase, code, phrase, row, text
from workbench.inputs.index import INDEX, folder_of, read_index

MADE_NOW, UNCHANGED, NOT_RUN = "made", "unchanged", "not_run"


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
class Standing:
    """A job, its latest result if there is one, and what this run did to it.

    Attributes
    ----------
    job : Job
        The job.
    result : JobResult or None
        What its record says; None where there is none.
    why : Phrase or None
        Why it is to be made; None where its page is there and made of the same.
    how : {"made", "unchanged", "not_run"}
        What this run did.
    """

    job: Job
    result: JobResult | None
    why: Phrase | None
    how: str


@dataclass(frozen=True)
class Options:
    """How a batch is run: with how many workers, and which of its jobs."""

    workers: int = 2
    force: bool = False
    only_failed: bool = False
    fail_fast: bool = False


@dataclass
class Run:
    """One run of a batch, and where each of its jobs stands.

    Attributes
    ----------
    plan : Plan
        The batch.
    options : Options
        How it was run.
    run_id, started, finished : str
        Its name, and times in UTC; `finished` is empty while it runs.
    standings : dict of Standing
        By the name of the job.
    inputs : list of dict
        Name, hash and size of the files that the batch rests on, as they were at its beginning.
    todo : list of Job
        What it set out to make.
    interrupted : bool
        Whether it ended before all of that was tried.
    """

    plan: Plan
    options: Options
    run_id: str
    started: str
    standings: dict[str, Standing]
    inputs: list[dict[str, Any]]
    todo: list[Job] = field(default_factory=list)
    finished: str = ""
    interrupted: bool = True

    @property
    def failed(self) -> list[JobResult]:
        """Jobs that stand as failed, in this run or an earlier one."""
        results = (standing.result for standing in self.standings.values())
        return [result for result in results if result and not result.is_made]

    def counts(self) -> Counter[str]:
        """Jobs by status where this run made them, else by what it did instead."""
        return Counter(
            standing.result.status if standing.result and standing.how == MADE_NOW else standing.how
            for standing in self.standings.values()
        )


def plan_run(plan: Plan, options: Options) -> Run:
    """Look at what is there, and find what a run would make; writes nothing.

    Parameters
    ----------
    plan : Plan
        The batch.
    options : Options
        Workers, and which jobs.

    Raises
    ------
    ParameterError
        If the number of workers is less than one.
    """
    if options.workers < 1:
        raise ParameterError(f"--workers {options.workers}: give 1 or more.")
    standings = {job.name: standing_of(job) for job in plan.jobs}
    begun = now()
    run = Run(plan, options, f"{begun}-{secrets.token_hex(2)}", begun, standings, inputs_of(plan))
    for standing in standings.values():
        if options.force:
            standing.how = NOT_RUN
            standing.why = standing.why or Forced()
        if _is_due(standing, options):
            run.todo.append(standing.job)
    return run


def inputs_of(plan: Plan) -> list[dict[str, Any]]:
    """Files that a batch rests on, with their hashes and sizes.

    Parameters
    ----------
    plan : Plan
        The batch.

    Returns
    -------
    list of dict
        `name`, `sha256` and `bytes` of each; of the store, those of its index, but of a store with
        counts of people neither, since its index names hashes of them.
    """
    project = plan.jobs[0].project
    reports = sorted({job.report for job in plan.jobs})
    names = [
        "requirements.lock",
        *(f"notebooks/{report}.ipynb" for report in reports),
        *(f"parameters/{report}.yml" for report in reports),
    ]
    files = {plan.file.name: plan.file} | {name: project / name for name in names}
    folder = folder_of(plan.store)
    name = f"store {Path(plan.store).name}/{INDEX}"
    store: list[dict[str, Any]] = [{"name": name, "sha256": None, "bytes": None}]
    if not read_index(folder).has_confidential():
        store, files = [], files | {name: folder / INDEX}
    return store + [
        {"name": name, "sha256": hash_of(path), "bytes": path.stat().st_size}
        for name, path in files.items()
        if path.exists()
    ]


def standing_of(job: Job) -> Standing:
    """Look at the record and the files of a job; no file is read unless it looks touched."""
    result = read_record(job.record)
    why = _why(job, result)
    return Standing(job, result, why, NOT_RUN if why else UNCHANGED)


def _why(job: Job, result: JobResult | None) -> Phrase | None:
    """Why a job is to be made; None where there is no reason."""
    if result is None:
        return NeverMade()
    if not result.is_made:
        return FailedBefore(status=result.status)
    other = changed(result.inputs, job.inputs)
    if other:
        return InputsChanged(inputs=tuple(ChangedInput(name=name) for name in other))
    recorded = job.record.stat().st_mtime_ns
    touched = [output.path for output in result.outputs if _is_touched(job, output, recorded)]
    return FilesChanged(files=", ".join(touched)) if touched else None


def _is_touched(job: Job, output: Output, recorded: int) -> bool:
    """Whether a file is missing or not as it was made."""
    path = job.out / output.path
    try:
        seen = path.stat()
    except OSError:
        return True
    if seen.st_size != output.bytes:
        return True
    return seen.st_mtime_ns > recorded and hash_of(path) != output.sha256


def _is_due(standing: Standing, options: Options) -> bool:
    """Whether a job is to be made in a run."""
    if options.only_failed:
        return standing.result is not None and not standing.result.is_made
    return standing.why is not None


def now() -> str:
    """Time in UTC, to the second."""
    return datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
