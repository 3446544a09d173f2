"""What a kernel costs, forked and ordinary: processor time and memory; and that many leave nothing.

Run it with `.venv/bin/python benchmarks/kernels.py` (`--kernels 200` for the long run;
`--reports 200` makes as many reports of one area through one server instead). Memory is
the proportional set size, in which a page that several processes share counts in parts, and what
is the process's alone: what one more kernel adds, that of its supervisor included.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from jupyter_client.asynchronous.client import AsyncKernelClient

from workbench.batch.page.run import render_one
from workbench.cli.progress import job_of
from workbench.cli.report_set import SoilReports
from workbench.kernels.client import SERVER, fork_server, owned_servers
from workbench.kernels.manager import ForkingManager

LOAD = "import workbench.desk.results, matplotlib.pyplot, seaborn, workbench.reports.trends.report"
AT_ONCE = 3
SMALL = ("gaps", "XAB")
SHOWN_AFTER = (20, 50, 100, 150)  # reports, and after the last
MEBIBYTE = 2**20
OWN = ("Private_Clean:", "Private_Dirty:")


@dataclass(frozen=True)
class Cost:
    """What kernels of a kind cost, each."""

    processor_s: float = 0.0
    memory_mb: float = 0.0
    own_mb: float = 0.0


def main() -> None:
    """Print the cost of both kinds of kernels, and what the server holds before and after."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kernels", type=int, default=10)
    asked.add_argument("--reports", type=int, default=0)
    options = asked.parse_args()
    if options.reports:
        many_reports(options.reports)
        return
    with tempfile.TemporaryDirectory() as folder, fork_server(SoilReports().modules) as address:
        os.environ["JUPYTER_RUNTIME_DIR"] = folder
        (server,) = owned_servers()
        costs = {}
        for kind, where in (("forked", address), ("ordinary", "")):
            os.environ[SERVER] = where
            asyncio.run(_one())  # the server has loaded its modules, files are in memory
            costs[kind] = asyncio.run(measured(AT_ONCE))
        os.environ[SERVER] = address
        before = held(server)
        for _ in range(options.kernels):
            asyncio.run(_one())
        time.sleep(1)
        after = held(server)
    for kind, cost in costs.items():
        memory = f"{cost.memory_mb:6.1f} MiB, {cost.own_mb:6.1f} MiB of its own"
        print(f"{kind:10} {cost.processor_s:5.2f} s of processor, {memory}")
    forked, ordinary = costs["forked"], costs["ordinary"]
    print(f"memory: {forked.memory_mb / ordinary.memory_mb:.2f} of an ordinary kernel's")
    print(f"what one more adds: {forked.own_mb / ordinary.own_mb:.2f}")
    print(f"server before {options.kernels} kernels: {before}; after: {after}")


def many_reports(n_reports: int) -> None:
    """Make a report again and again, each with a kernel of one server, and print what it holds."""
    modules = SoilReports().modules
    with tempfile.TemporaryDirectory() as folder, fork_server(modules) as address:
        os.environ[SERVER] = address
        (server,) = owned_servers()
        job = job_of(Path(__file__).parent, SMALL, (), ("example", Path(folder)))
        for n_made in range(1, n_reports + 1):
            result = render_one(job)
            if result.status != "ok":
                raise SystemExit(f"Report {n_made}: {result.status}, {result.error}")
            if n_made in {*SHOWN_AFTER, n_reports}:
                print(f"after {n_made} reports, server: {held(server)}", flush=True)
                print(f"after {n_made} reports, driver: {held(os.getpid())}", flush=True)


async def measured(n_kernels: int) -> Cost:
    """Start kernels at once, load the libraries in each, and give what one of them costs."""
    started = [await _start() for _ in range(n_kernels)]
    pids = [manager.provisioner.pid for manager, _ in started]
    supervisors = [one for manager, _ in started if (one := manager.provisioner.supervisor)]
    cost = Cost(
        processor_s=sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in pids) / n_kernels,
        memory_mb=sum(memory_mb(pid, "Pss:") for pid in pids) / n_kernels,
        own_mb=sum(memory_mb(pid, *OWN) for pid in [*pids, *supervisors]) / n_kernels,
    )
    for manager, client in started:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
    return cost


async def _one() -> None:
    """Start a kernel, load the libraries, and end it."""
    manager, client = await _start()
    client.stop_channels()
    await manager.shutdown_kernel(now=True)


async def _start() -> tuple[ForkingManager, AsyncKernelClient]:
    """Start a kernel that has loaded the libraries."""
    manager = ForkingManager(kernel_name="python3")
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    await client.execute_interactive(LOAD, timeout=120)
    return manager, client


def memory_mb(pid: int, *kinds: str) -> float:
    """Memory of a process, in MiB, of the kinds that the system tells apart."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    kilobytes = (int(line.split()[1]) for line in lines if line.startswith(kinds))
    return sum(kilobytes) * 1024 / MEBIBYTE


def held(server: int) -> str:
    """Say what a server holds: memory, descriptors and processes."""
    process = psutil.Process(server)
    memory = process.memory_info().rss / MEBIBYTE
    n_children = len(process.children(recursive=True))
    return f"{memory:.0f} MiB, {process.num_fds()} descriptors, {n_children} processes"


if __name__ == "__main__":
    main()
