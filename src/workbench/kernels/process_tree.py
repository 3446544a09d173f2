"""Processes below a process: finding them, what memory they hold, and ending them."""

from __future__ import annotations

from contextlib import suppress

import psutil

MEBIBYTE = 2**20
ENDS_WITHIN_S = 5.0


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


def descendants(root: int) -> list[psutil.Process]:
    """All processes below one."""
    with suppress(psutil.Error):
        return list(psutil.Process(root).children(recursive=True))
    return []


def memory_mb(process: psutil.Process) -> float:
    """Memory that a process holds; none where it is gone."""
    with suppress(psutil.Error):
        return float(process.memory_info().rss) / MEBIBYTE
    return 0.0
