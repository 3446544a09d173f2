"""Jobs on the workers of a dask cluster, which share the folders of the store and of the outputs.

A worker of dask is a process that outlives a batch. Its first job starts a fork server in it, which
all of its later jobs have their kernels from, and which ends with it. It makes one report at a
time, whatever its number of threads, since a notebook runs in a folder of its own.
"""

from __future__ import annotations

import atexit
import os
import secrets
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.batch.page.job import LOST_WORKER, Failure, Job, JobResult
from workbench.errors import ParameterError, WorkbenchError
from workbench.kernels import Kernels
from workbench.kernels.client import kernels_of

if TYPE_CHECKING:
    from distributed import Client, Future

ANSWERS_WITHIN_S = 10.0
WORKER_WITHIN_S = 60.0
PACKAGE = Path(__file__).parents[2]
MADE_OF = {".py", ".csv", ".ftl"}
_one_at_a_time = threading.Lock()
_until_the_end = ExitStack()  # of a worker: its fork server, and the folder of its kernels

MakeOne = Callable[[Job], JobResult]
Ended = tuple[Job, JobResult | Failure]


class WorkerIsOldError(WorkbenchError):
    """The code of a worker's machine changed after the worker was started."""


@contextmanager
def cluster(scheduler: str) -> Iterator[Client]:
    """Reach a scheduler of dask that has a worker.

    Parameters
    ----------
    scheduler : str
        Its address, as `tcp://10.0.0.5:8786`.

    Yields
    ------
    distributed.Client
        The connection; what was not begun when it closes is not made.

    Raises
    ------
    ParameterError
        If dask.distributed is not installed, nobody answers at the address, or the scheduler has
        no worker and gets none.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise ParameterError(
            f"--executor dask needs {error.name}: pip install 'workbench[distributed]'."
        ) from None
    try:
        client = Client(scheduler, timeout=ANSWERS_WITHIN_S, set_as_default=False)
    except (OSError, ValueError):
        raise ParameterError(
            f"--scheduler {scheduler}: no scheduler of dask answers there. Give the address that "
            "`dask scheduler` prints, as tcp://10.0.0.5:8786."
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=WORKER_WITHIN_S)
        except TimeoutError:
            raise ParameterError(
                f"--scheduler {scheduler}: it has no worker. Start one: "
                f"dask worker {scheduler} --nthreads 1."
            ) from None
        yield client


def make_there(
    client: Client, jobs: Sequence[Job], kernels: Kernels, make: MakeOne
) -> Iterator[Ended]:
    """Make jobs on the workers of a cluster.

    Parameters
    ----------
    client : distributed.Client
        A connection, from `cluster`.
    jobs : sequence of Job
        What to make. Store and outputs are folders that the workers see under the same names.
    kernels : {"fork", "spawn"}
        Forked kernels, where that is safe on the worker's machine, or ordinary ones.
    make : callable
        Makes one job in the process that it is called in.

    Yields
    ------
    tuple of (Job, JobResult or Failure)
        Each job once, as it ends. A job whose worker died is given to another one, as often as
        the scheduler allows (`distributed.scheduler.allowed-failures`); after that, and where the
        scheduler is gone, why there is no result.
    """
    from distributed import as_completed  # noqa: PLC0415 - an extra

    waiting: dict[Future, Job] = {
        client.submit(_make_here, _from_anywhere(job), kernels, make, key=_key(job)): job
        for job in jobs
    }
    try:
        for future in as_completed(list(waiting), loop=client.loop):
            job = waiting.pop(future)
            yield job, future.result() if future.status == "finished" else _why_lost(future)
    finally:
        client.cancel(list(waiting))


def _key(job: Job) -> str:
    """Name a job on the pages of dask; another one for each time, or it would not be made again."""
    return f"{job.name}-{secrets.token_hex(8)}"


def _why_lost(future: Future) -> Failure:
    """Say why a job has no result."""
    from distributed import KilledWorker  # noqa: PLC0415 - an extra

    error = None if future.cancelled() else future.exception()
    if error is None:
        return Failure(LOST_WORKER, "the scheduler of the cluster is gone")
    if isinstance(error, KilledWorker):
        return Failure(LOST_WORKER, "the workers of the cluster that made it died")
    return Failure(LOST_WORKER, f"a worker of the cluster could not make it: {error}")


def _from_anywhere(job: Job) -> Job:
    """Name the folders of a job in full: a worker was started in another one."""
    is_folder = job.store != job.project.reports.embedded
    return replace(
        job,
        store=str(Path(job.store).resolve()) if is_folder else job.store,
        out=job.out.resolve(),
        previous=job.previous and job.previous.resolve(),
    )


def _make_here(job: Job, kernels: Kernels, make: MakeOne) -> JobResult:
    """Make a job on a worker."""
    with _one_at_a_time:
        _have_kernels(kernels, job.project.reports.modules)
        _refuse_old_code()
        return make(job)


@cache
def _have_kernels(kernels: Kernels, modules: tuple[str, ...]) -> None:
    """Start what the jobs of this worker have their kernels from; it ends with the process."""
    _code_at_start()
    runtime = tempfile.TemporaryDirectory(prefix="workbench-")
    os.environ["JUPYTER_RUNTIME_DIR"] = _until_the_end.enter_context(runtime)
    _until_the_end.enter_context(kernels_of(kernels, modules))
    atexit.register(_until_the_end.close)


def _refuse_old_code() -> None:
    """Refuse to make a page with other code than that whose hash would stand beside it."""
    if _code_at_start() != _code_now():
        raise WorkerIsOldError(
            "The code of the workbench changed since this worker of dask made its first report. "
            "Start the workers again."
        )


@cache
def _code_at_start() -> tuple[int, int]:
    """State of the code when this worker had its first job."""
    return _code_now()


def _code_now() -> tuple[int, int]:
    """Count the files of the package, with the time of the newest, in ns."""
    files = (path for path in PACKAGE.rglob("*") if path.suffix in MADE_OF)
    times = [file.stat().st_mtime_ns for file in files]
    return len(times), max(times)
