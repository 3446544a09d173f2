"""Kernels that are forked from a process in which the libraries are loaded already.

It knows nothing of reports: with a list of modules to load, it serves the notebooks of any project.
"""

from __future__ import annotations

import os
import sys
from typing import Literal

Kernels = Literal["fork", "spawn"]
FORK: Kernels = "fork"
SPAWN: Kernels = "spawn"


def can_fork() -> bool:
    """Whether a forked kernel is safe here: on Linux, with descriptors of processes."""
    if sys.platform != "linux":
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return False
    return True


def usable(kind: Kernels) -> Kernels:
    """Kind of kernels that can be had here of those that are asked for."""
    return FORK if kind == FORK and can_fork() else SPAWN
