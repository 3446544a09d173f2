"""Start a command that does not outlive the process that asked for it; run as a script.

`python processes.py PARENT COMMAND...` becomes the command. On Linux the kernel of the system kills
it when its parent dies, however that dies. It imports nothing of the package: it starts in no time.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
SAME_EVERYWHERE = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}


def die_with(parent: int, sign: signal.Signals) -> None:
    """Ask for a signal at the end of the parent process; where that is no longer there, end now.

    Parameters
    ----------
    parent : int
        Process that started this one.
    sign : Signals
        What to be sent.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, sign)
    if os.getppid() != parent:
        raise SystemExit(1)


def adopt_orphans() -> None:
    """Become the parent of all that our children leave behind, where the system can (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


if __name__ == "__main__":
    die_with(int(sys.argv[1]), signal.SIGKILL)
    os.environ.update(SAME_EVERYWHERE)
    os.execvp(sys.argv[2], sys.argv[2:])
