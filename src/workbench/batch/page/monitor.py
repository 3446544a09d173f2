"""Monitor of the kernel of one job: its memory, its time, and that nothing of it stays behind."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self

import psutil

from workbench.batch.page import processes
from workbench.batch.page.job import Limits

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

LOOKS_EVERY_S = 0.1
MEBIBYTE = 2**20
ENDS_WITHIN_S = 5.0
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
        processes.adopt_orphans()  # what leaves the session of the kernel is seen, too
        self.exceeded = ""
        self.exit_code: int | None = None
        self.peak_memory_mb = 0.0
        self._limits = limits
        self._ends_at = time.monotonic() + limits.report_timeout_s
        self._others = set(descendants())
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

    def kernel_manager(self) -> type[AsyncKernelManager]:
        """Class of a kernel manager whose kernel, of this Python, ends with this process."""
        from jupyter_client.manager import AsyncKernelManager  # noqa: PLC0415 - zmq is slow

        monitor = self

        class MonitoredKernel(AsyncKernelManager):
            def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
                bound = [sys.executable, "-I", processes.__file__, str(os.getpid())]
                kernel = [sys.executable, "-m", "ipykernel_launcher", "-f"]
                connection = os.path.realpath(self.connection_file)
                return [*bound, *kernel, connection, NO_HISTORY, *(extra_arguments or [])]

            async def is_alive(self) -> bool:  # type: ignore[override]
                alive = bool(await super().is_alive())
                if not alive and self.provisioner is not None:
                    monitor.exit_code = await self.provisioner.poll()
                return alive

        return MonitoredKernel

    def _started(self) -> list[psutil.Process]:
        """All processes that were started since the job began."""
        return [process for process in descendants() if process not in self._others]

    def _look(self) -> None:
        """Look at time and memory until the job is over."""
        while not self._over.wait(LOOKS_EVERY_S):
            started = self._started()
            self.peak_memory_mb = max(self.peak_memory_mb, sum(map(memory_mb, started)))
            if self.peak_memory_mb > self._limits.memory_mb:
                self.exceeded = "memory"
            elif time.monotonic() > self._ends_at:
                self.exceeded = "time"
            if self.exceeded:
                kill(started)


def end(running: list[psutil.Process]) -> None:
    """Kill processes and what they leave behind, and wait until they are gone.

    Parameters
    ----------
    running : list of Process
        Children of this process, or of those.
    """
    kill(running)
    psutil.wait_procs(running, timeout=ENDS_WITHIN_S)


def kill(running: list[psutil.Process]) -> None:
    """Kill processes; one that is gone is no matter."""
    for process in running:
        with suppress(psutil.Error):
            process.kill()


def descendants() -> list[psutil.Process]:
    """All processes below this one."""
    with suppress(psutil.Error):
        return list(psutil.Process().children(recursive=True))
    return []


def memory_mb(process: psutil.Process) -> float:
    """Memory that a process holds; none where it is gone."""
    with suppress(psutil.Error):
        return float(process.memory_info().rss) / MEBIBYTE
    return 0.0
