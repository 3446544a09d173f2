"""Watch over the kernel of one job: its memory, its time, and that nothing of it stays behind."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil
from jupyter_client.manager import AsyncKernelManager

from workbench.batch.job import Limits

LEASH = Path(__file__).with_name("leash.py")
MEBIBYTE = 2**20
LOOKS_EVERY_S = 0.1
NO_HISTORY = "--HistoryManager.enabled=False"  # one file that all kernels of a user would share


class Watch:
    """Watch a kernel from its start to its end; used as a context.

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
        self.exceeded = ""
        self.exit_code: int | None = None
        self.peak_memory_mb = 0.0
        self._limits = limits
        self._ends_at = time.monotonic() + limits.report_timeout_s
        self._kernel: int | None = None
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
        self.end_kernel()

    def kernel_manager(self) -> type[AsyncKernelManager]:
        """Class of a kernel manager that keeps its kernel on the leash of this process."""
        watch = self

        class Watched(AsyncKernelManager):
            def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
                command = super().format_kernel_cmd([*(extra_arguments or []), NO_HISTORY])
                return [sys.executable, "-I", str(LEASH), str(os.getpid()), *command]

            async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # noqa: ANN401
                await super().start_kernel(**options)
                watch._kernel = getattr(self.provisioner, "pid", None)

            async def is_alive(self) -> bool:  # type: ignore[override]
                alive = bool(await super().is_alive())
                if not alive and self.provisioner is not None:
                    watch.exit_code = await self.provisioner.poll()
                return alive

        return Watched

    def end_kernel(self) -> None:
        """Kill the kernel and its children, which are a process group of their own."""
        if self._kernel is not None:
            try:
                os.killpg(self._kernel, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                return

    def _look(self) -> None:
        """Look at time and memory until the job is over."""
        while not self._over.wait(LOOKS_EVERY_S):
            if self._kernel is not None:
                self.peak_memory_mb = max(self.peak_memory_mb, _memory_mb(self._kernel))
            if self.peak_memory_mb > self._limits.memory_mb:
                self.exceeded = "memory"
            elif time.monotonic() > self._ends_at:
                self.exceeded = "time"
            if self.exceeded:
                self.end_kernel()


def _memory_mb(process: int) -> float:
    """Memory that a process and its children hold; none where it is gone."""
    try:
        parent = psutil.Process(process)
        family = [parent, *parent.children(recursive=True)]
        return float(sum(each.memory_info().rss for each in family)) / MEBIBYTE
    except psutil.Error:
        return 0.0
