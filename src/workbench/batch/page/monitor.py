"""Watch over the kernel of one job: its memory, its time, and that nothing of it stays behind."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil
from jupyter_client.manager import AsyncKernelManager

from workbench.batch.page.family import descendants, end, kill, memory_mb
from workbench.batch.page.job import Limits
from workbench.batch.page.processes import adopt_orphans

LEASH = Path(__file__).with_name("processes.py")
LOOKS_EVERY_S = 0.1
NO_HISTORY = "--HistoryManager.enabled=False"  # one file that all kernels of a user would share


class Watch:
    """Watch a kernel, and all that it starts, from the beginning of a job to its end.

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
        adopt_orphans()  # also what leaves the session of the kernel is then seen, and ended
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
        end(self._family())

    def kernel_manager(self) -> type[AsyncKernelManager]:
        """Class of a kernel manager that runs this Python's kernel on the leash of this process."""
        watch = self

        class Watched(AsyncKernelManager):
            def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
                leash = [sys.executable, "-I", str(LEASH), str(os.getpid())]
                kernel = [sys.executable, "-m", "ipykernel_launcher", "-f"]
                connection = os.path.realpath(self.connection_file)
                return [*leash, *kernel, connection, NO_HISTORY, *(extra_arguments or [])]

            async def is_alive(self) -> bool:  # type: ignore[override]
                alive = bool(await super().is_alive())
                if not alive and self.provisioner is not None:
                    watch.exit_code = await self.provisioner.poll()
                return alive

        return Watched

    def _family(self) -> list[psutil.Process]:
        """All processes that were started since the watch began."""
        return [process for process in descendants() if process not in self._others]

    def _look(self) -> None:
        """Look at time and memory until the job is over."""
        while not self._over.wait(LOOKS_EVERY_S):
            family = self._family()
            self.peak_memory_mb = max(self.peak_memory_mb, sum(map(memory_mb, family)))
            if self.peak_memory_mb > self._limits.memory_mb:
                self.exceeded = "memory"
            elif time.monotonic() > self._ends_at:
                self.exceeded = "time"
            if self.exceeded:
                kill(family)
