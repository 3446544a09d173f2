"""Efficiency of a second dask worker, and time of 200 countries by the number of workers.

Run it with `.venv/bin/python -m benchmarks.cluster` (`--reports 4` for a quick look), with the
extra `distributed`. Workers are processes on loopback, each with its own fork server, which has
loaded its modules before the clock runs. The table gives jobs that were measured on one worker,
in turn, to the worker that is free first; it leaves out what shared disks and a network cost.
"""

from __future__ import annotations

import argparse
import heapq
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import cycle, islice
from pathlib import Path

from distributed import Client, LocalCluster

from benchmarks.batch import PROJECT, make_store
from workbench.batch.drive.driver import on_cluster
from workbench.batch.page.job import Job, JobResult
from workbench.batch.page.parameters import choose
from workbench.cli.report_set import checkout

REPORTS = ("trends", "gaps", "health", "soil_health")
FICTIONAL = ("XAA", "XAB", "XAC", "XAD")
COUNTRIES = 200
WORKERS = (1, 2, 4, 8, 16, 32, 64)


def main() -> None:
    """Print the efficiency, and the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--reports", type=int, default=20)
    options = asked.parse_args()
    areas = [f"XB{chr(ord('A') + place)}" for place in range(options.reports)]
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(Path(folder, "store"), areas)
        walls = {}
        for n_workers in (1, 2):
            out = Path(folder, f"out-{n_workers}")
            with workers(n_workers, Path(folder)) as scheduler:
                warm(scheduler, n_workers, Path(folder, "warm"))
                begun = time.perf_counter()
                made(scheduler, [job("trends", area, str(store), out) for area in areas])
                walls[n_workers] = time.perf_counter() - begun
            print(f"{options.reports} reports, workers {n_workers}: {walls[n_workers]:.1f} s")
        efficiency = walls[1] / (2 * walls[2])
        print(f"efficiency of two workers: {efficiency:.2f} on {os.cpu_count()} cores")
        with workers(1, Path(folder)) as scheduler:
            warm(scheduler, 1, Path(folder, "warm"))
            jobs = [
                job(name, area, "example", Path(folder, "all"))
                for area in FICTIONAL
                for name in REPORTS
            ]
            seconds = [result.duration_s for result in made(scheduler, jobs)]
    print(f"{len(seconds)} jobs took {sum(seconds) / len(seconds):.2f} s in the mean")
    many = list(islice(cycle(seconds), COUNTRIES * len(REPORTS)))
    for n_workers in WORKERS:
        wall = simulated(many, n_workers)
        busy = sum(many) / wall / n_workers
        print(f"| {n_workers} | {wall / 60:.1f} min | {busy:.2f} |")


def simulated(seconds: Sequence[float], n_workers: int) -> float:
    """Seconds until the last of the jobs is made, each by the worker that is free first."""
    free_at = [0.0] * n_workers
    for one in seconds:
        heapq.heapreplace(free_at, free_at[0] + one)
    return max(free_at)


@contextmanager
def workers(n_workers: int, folder: Path) -> Iterator[str]:
    """Run a scheduler and worker processes; gives the address."""
    made_here = LocalCluster(n_workers=0, dashboard_address=None, host="127.0.0.1")
    with made_here:
        address = str(made_here.scheduler_address)
        command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny"]
        options = ["--nthreads", "1", "--no-dashboard", "--local-directory", str(folder / "dask")]
        started = [
            subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL)
            for _ in range(n_workers)
        ]
        with Client(address) as client:
            client.wait_for_workers(n_workers)
        yield address
        for worker in started:
            worker.kill()
            worker.wait()


def warm(scheduler: str, n_workers: int, out: Path) -> None:
    """Have each worker make a page, and so start its fork server."""
    areas = FICTIONAL[: 2 * n_workers]
    made(scheduler, [job("trends", area, "example", out) for area in areas])


def job(report: str, area: str, store: str, out: Path) -> Job:
    """Describe a report of an area with the defaults."""
    project = checkout(PROJECT)
    return Job(project, report, choose(project, report, area, ()), store, out)


def made(scheduler: str, jobs: Sequence[Job]) -> list[JobResult]:
    """Make jobs on the cluster; ends the benchmark where one was not made."""
    with closing(on_cluster(scheduler, "fork")(jobs)) as finished:
        results = [result for _, result in finished]
    for one in results:
        if not one.is_made:
            raise SystemExit(f"{one.report} {one.area}: {one.error}")
    return results


if __name__ == "__main__":
    main()
