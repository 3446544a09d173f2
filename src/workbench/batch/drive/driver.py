"""A batch: its jobs are spread over worker processes, and it truly says what happened to each."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

import psutil

from workbench.batch.drive.dask_cluster import cluster, make_there
from workbench.batch.drive.job_state import MADE_NOW, Options, Run, after_others, now
from workbench.batch.drive.keys import hashes_now
from workbench.batch.drive.outputs import log_of, write_overview
from workbench.batch.page.job import (
    FAILED,
    KILLED,
    LOST_WORKER,
    TIMEOUT,
    Failure,
    Job,
    JobResult,
    Status,
)
from workbench.batch.page.publish import record_loss, remove_dead_stages
from workbench.errors import WorkbenchError
from workbench.kernels import Kernels
from workbench.kernels.client import kernels_of, owned_servers
from workbench.kernels.process_tree import end
from workbench.kernels.processes import Interrupted, adopt_orphans, die_with, hear_interrupts

Tell = Callable[[Run, JobResult], None]
Finished = Generator[tuple[Job, JobResult], None, None]
Executor = Callable[[Sequence[Job]], Finished]
ENDS_THE_DRIVER = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
RESOURCE_TRACKER = "multiprocessing.resource_tracker"  # helps all workers of this process
GRACE_S = 60.0  # beyond the limit of a report, before its worker is given up
LOOKS_EVERY_S = 1.0
ENDS_WITHIN_S = 5.0


def carry_out(run: Run, tell: Tell) -> None:
    """Make all that a run set out to make.

    Whatever happens, its manifest, indexes and log say how far it came.

    Parameters
    ----------
    run : Run
        From `plan_run`; its states are kept up to date.
    tell : callable
        Is told of each job that is finished.
    """
    run.plan.out.mkdir(parents=True, exist_ok=True)
    remove_dead_stages(run.plan.out)
    if run.todo:
        write_overview(run)
    with log_of(run) as note:
        try:
            for result in _make(run):
                note(result)
                tell(run, result)
        finally:
            run.finished = now()
            remove_dead_stages(run.plan.out)
            write_overview(run)


def _make(run: Run) -> Iterator[JobResult]:
    """Make the jobs; stop at the first failure only where that is asked for."""
    first = [job for job in run.todo if not job.is_of_results]
    with kernels_for(run):
        yield from _spread(run, first)
        if not (run.options.fail_fast and run.failed):
            yield from _spread(run, after_others(run))
            run.interrupted = False


def _spread(run: Run, jobs: Sequence[Job]) -> Iterator[JobResult]:
    """Make jobs that wait for no other."""
    with closing(_executor_of(run.options)(jobs)) as finished:
        for job, result in finished:
            state = run.states[job.name]
            state.result = result if result.outputs else record_loss(job, result)
            state.outcome = MADE_NOW
            yield result
            if run.options.fail_fast and not result.is_made:
                return


def kernels_for(run: Run) -> AbstractContextManager[None]:
    """Have forked kernels for what is to be made, where that is asked for and safe."""
    if not run.todo or run.options.scheduler:  # the workers of a cluster have their own
        return nullcontext()
    return kernels_of(run.options.kernels, run.todo[0].project.reports.modules)


@dataclass
class Worker:
    """A process that makes one report after the other, and the end of its pipe."""

    process: SpawnProcess
    pipe: Connection
    job: Job | None = None
    ends_at: float = 0.0


def serial(jobs: Sequence[Job]) -> Finished:
    """Make jobs one after the other, in this process."""
    for job in jobs:
        yield job, _made(job)


def _executor_of(options: Options) -> Executor:
    """Choose what makes the jobs of a batch: workers of a cluster, or processes of this machine."""
    if options.scheduler:
        return on_cluster(options.scheduler, options.kernels)
    return processes(options.workers)


def on_cluster(scheduler: str, kernels: Kernels) -> Executor:
    """Executor that gives jobs to the workers of a dask cluster.

    Parameters
    ----------
    scheduler : str
        Address of its scheduler.
    kernels : {"fork", "spawn"}
        Kernels that are used there.

    Returns
    -------
    callable
        Takes jobs and gives each with its result as it is ready. A job that no worker survived is
        killed. Closing it takes back what was not begun; what a worker is making, it finishes.
    """

    def spread(jobs: Sequence[Job]) -> Finished:
        if not jobs:
            return
        with cluster(scheduler) as client:
            for job, ended in make_there(client, jobs, kernels, _made):
                if isinstance(ended, Failure):
                    yield job, _lost(job, KILLED, ended)
                else:
                    yield job, ended

    return spread


def processes(n_workers: int) -> Executor:
    """Executor that spreads jobs over worker processes, each with a fresh kernel a job.

    Parameters
    ----------
    n_workers : int
        How many at once.

    Returns
    -------
    callable
        Takes jobs and gives each with its result as it is ready. A job whose worker died is tried
        again as often as its limits allow. Closing it ends the workers, their kernels, and what
        those started.
    """

    def spread(jobs: Sequence[Job]) -> Finished:
        waiting = deque(jobs)
        workers: list[Worker] = []
        lost: Counter[str] = Counter()
        adopt_orphans()
        try:
            workers.extend(_start() for _ in range(min(n_workers, len(jobs))))
            while waiting or any(worker.job for worker in workers):
                for worker in workers:
                    if worker.job is None and waiting:
                        _give(worker, waiting.popleft())
                for job, result in _collect(workers):
                    if result.status == KILLED and _is_lost(result):
                        lost[job.name] += 1
                        if lost[job.name] <= job.limits.retries:
                            waiting.append(job)
                            continue
                        lost[job.name] -= 1  # the last one is among its attempts already
                    yield job, replace(result, attempts=result.attempts + lost[job.name])
        finally:
            _end(workers)

    return spread


def _start() -> Worker:
    """Start a worker; a fork would inherit what this process has open."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, os.getpid()), daemon=True)
    process.start()
    theirs.close()
    return Worker(process, ours)


def _give(worker: Worker, job: Job) -> None:
    """Give a worker its next job."""
    most = job.limits.report_timeout_s * (job.limits.retries + 1)
    worker.job = job
    worker.ends_at = time.monotonic() + most + GRACE_S
    with suppress(OSError):  # a worker that is gone is noticed where its result is awaited
        worker.pipe.send(job)


def _collect(workers: list[Worker]) -> Iterator[tuple[Job, JobResult]]:
    """Give the results that are ready; a worker that died or hangs is replaced."""
    busy = {worker.pipe: worker for worker in workers if worker.job}
    ready = wait(list(busy), timeout=LOOKS_EVERY_S)
    for pipe, worker in busy.items():
        job = worker.job
        if job is None:
            continue
        if pipe in ready:
            result = _received(worker, job)
        elif time.monotonic() > worker.ends_at:
            failure = Failure(LOST_WORKER, "the process that made it hung and was ended")
            result = _lost(job, TIMEOUT, failure)
        else:
            continue
        worker.job = None
        if _is_lost(result):
            _end([worker])
            _end_orphans(workers)
            workers[workers.index(worker)] = _start()
        yield job, result


def _received(worker: Worker, job: Job) -> JobResult:
    """Receive a result, or say how the worker ended."""
    try:
        result: JobResult = worker.pipe.recv()
    except (EOFError, OSError):
        worker.process.join(ENDS_WITHIN_S)
        code = worker.process.exitcode
        failure = Failure(LOST_WORKER, f"the process that made it died (exit code {code})")
        return _lost(job, KILLED, failure)
    return result


def _is_lost(result: JobResult) -> bool:
    """Whether it is the process that was lost, and not the report."""
    return result.error is not None and result.error.kind == LOST_WORKER


def _lost(job: Job, status: Status, failure: Failure) -> JobResult:
    """Say that the worker of a job is gone."""
    return JobResult(job.report, job.area, job.inputs, status, error=failure)


def _end(workers: Sequence[Worker]) -> None:
    """End workers; one that does not end by itself is killed, and its kernel with it."""
    for worker in workers:
        worker.process.terminate()
    for worker in workers:
        worker.process.join(ENDS_WITHIN_S)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()


def _end_orphans(workers: Sequence[Worker]) -> None:
    """End what a lost worker left: processes that became children of this one."""
    started = {*owned_servers(), *(worker.process.pid for worker in workers)}
    children = [child for child in psutil.Process().children() if child.pid not in started]
    end([child for child in children if RESOURCE_TRACKER not in " ".join(_command(child))])


def _command(process: psutil.Process) -> list[str]:
    """Command line of a process; empty where it is gone."""
    with suppress(psutil.Error):
        return list(process.cmdline())
    return []


def _work(pipe: Connection, driver: int) -> None:
    """Make the jobs that come, until the driver is gone or says so."""
    for sign in ENDS_THE_DRIVER:
        signal.signal(sign, signal.SIG_IGN)  # it then ends us
    hear_interrupts([signal.SIGTERM])
    die_with(driver, signal.SIGTERM)
    with suppress(Interrupted), tempfile.TemporaryDirectory(prefix="workbench-") as runtime:
        os.environ["JUPYTER_RUNTIME_DIR"] = runtime
        while True:
            try:
                job = pipe.recv()
            except EOFError:
                return
            pipe.send(_made(job))


def _made(job: Job) -> JobResult:
    """Make a job; an error before it could begin is its result too."""
    from workbench.batch.page.run import render_one  # noqa: PLC0415 - papermill and nbconvert

    try:
        return render_one(job, hashes_now)
    except (WorkbenchError, OSError) as error:
        failure = Failure(type(error).__name__, str(error))
        return JobResult(job.report, job.area, job.inputs, FAILED, error=failure)
