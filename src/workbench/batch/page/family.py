"""Processes below this one: which there are, what they hold, and their end."""

from __future__ import annotations

from contextlib import suppress

import psutil

MEBIBYTE = 2**20
ENDS_WITHIN_S = 5.0


def end(processes: list[psutil.Process]) -> None:
    """Kill processes and what they leave behind, and wait until they are gone.

    Parameters
    ----------
    processes : list of Process
        Children of this process, or of those.
    """
    kill(processes)
    psutil.wait_procs(processes, timeout=ENDS_WITHIN_S)


def kill(processes: list[psutil.Process]) -> None:
    """Kill processes; one that is gone is no matter."""
    for process in processes:
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
