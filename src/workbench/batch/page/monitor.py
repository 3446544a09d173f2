"""Monitor of the kernel of one job: its memory, its time, and that nothing of it stays behind."""

from __future__ import annotations

import os
import sys
import threading
import time
from types import TracebackType
from typing import Self

import psutil

from workbench.batch.page.job import Limits
from workbench.kernels.client import owned_servers
from workbench.kernels.manager import ForkingManager
from workbench.kernels.process_tree import descendants, end, kill, memory_mb
from workbench.kernels.processes import adopt_orphans

LOOKS_EVERY_S = 0.1
SEARCHES_EVERY_S = 1.0  # for processes that were started: it looks at all of the machine's
NO_HISTORY = "--HistoryManager.enabled=False"  # one file that all kernels of a user would share


class Monitor:
    """Monitor a kernel, and all that it starts, from the beginning of a job to its end.

    Attributes
    ----------
    exceeded : str
        `time` or `memory` if the kernel was ended because of it; empty otherwise.
    exit_code : int or None
        How the kernel ended by itself; the negative number of a signal.
    peak_memory_mb : float
        Most memory that the kernel and what it started held at once. [MiB]
    """

    def __init__(self, limits: Limits) -> None:
        adopt_orphans()  # what leaves the session of the kernel is seen, too
        self.exceeded = ""
        self.exit_code: int | None = None
        self.peak_memory_mb = 0.0
        self._limits = limits
        self._ends_at = time.monotonic() + limits.report_timeout_s
        self._others = set(_own())
        self._supervisors: list[int] = []
        self._over = threading.Event()
        self._looks = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        """Begin to look."""
        self._looks.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the kernel, if it is still there, and all that it started."""
        self._over.set()
        self._looks.join()
        end(self._started())

    def kernel_manager(self) -> type[ForkingManager]:
        """Class of a kernel manager whose kernel, of this Python, ends with this process."""
        monitor = self

        class MonitoredKernel(ForkingManager):
            def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
                kernel = [sys.executable, "-m", "ipykernel_launcher", "-f"]
                connection = os.path.realpath(self.connection_file)
                return [*kernel, connection, NO_HISTORY, *(extra_arguments or [])]

            async def _async_post_start_kernel(self, **options: object) -> None:
                await super()._async_post_start_kernel(**options)
                monitor.watch(self.provisioner.supervisor)

            async def is_alive(self) -> bool:  # type: ignore[override]
                alive = bool(await super().is_alive())
                if not alive and self.provisioner is not None:
                    monitor.exit_code = await self.provisioner.poll()
                return alive

        return MonitoredKernel

    def watch(self, supervisor: int | None) -> None:
        """Watch what is below the supervisor of a forked kernel; None for an ordinary kernel."""
        if supervisor is not None:
            self._supervisors.append(supervisor)

    def _started(self) -> list[psutil.Process]:
        """All processes that were started since the job began."""
        own = [process for process in _own() if process not in self._others]
        forked = [one for each in self._supervisors for one in descendants(each)]
        return [*own, *forked]

    def _look(self) -> None:
        """Look at time and memory until the job is over."""
        started: list[psutil.Process] = []
        searches_at = 0.0
        while not self._over.wait(LOOKS_EVERY_S):
            if not started or time.monotonic() > searches_at:
                started = self._started()
                searches_at = time.monotonic() + SEARCHES_EVERY_S
            self.peak_memory_mb = max(self.peak_memory_mb, sum(map(memory_mb, started)))
            if self.peak_memory_mb > self._limits.memory_mb:
                self.exceeded = "memory"
            elif time.monotonic() > self._ends_at:
                self.exceeded = "time"
            if self.exceeded:
                kill(self._started())


def _own() -> list[psutil.Process]:
    """All processes below this one, but for fork servers and what is below them."""
    servers = owned_servers()
    forked = {process for server in servers for process in descendants(server)}
    found = descendants(os.getpid())
    return [one for one in found if one.pid not in servers and one not in forked]
