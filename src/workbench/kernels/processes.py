"""How processes end: with their parent, and at the first interrupt, wherever that comes.

Run as a script, `python processes.py PARENT COMMAND...` becomes the command, which on Linux is
killed when its parent dies, however that dies. It imports nothing of the package, to start fast.
"""

from __future__ import annotations

import _thread
import ctypes
import os
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
SAME_EVERYWHERE = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}
INTERRUPTS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
ASKED_AGAIN_S = 0.01


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


class Interrupted(KeyboardInterrupt):
    """Somebody asked the command to end.

    A class of its own: where a bare KeyboardInterrupt passes through `exec` of a text, as in an
    import, Python ends with the signal and not with the exit code that is asked for.
    """


def hear_interrupts(signals: Sequence[signal.Signals] = INTERRUPTS) -> None:
    """Raise Interrupted at the first signal to end, and ignore the others: it is ending then.

    Python swallows what is raised in a callback, as those of weak references and of the locks
    of imports are; an interrupt that comes there is asked for again, once the callback is over.

    Parameters
    ----------
    signals : sequence of Signals
        Those that ask this process to end.
    """

    def listen() -> None:
        for one in signals:
            signal.signal(one, interrupt)

    def interrupt(sign: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - as signal asks
        for one in signals:
            signal.signal(one, signal.SIG_IGN)
        raise Interrupted(sign)

    def ask_again(swallowed: sys.UnraisableHookArgs) -> None:
        if not isinstance(swallowed.exc_value, Interrupted):
            sys.__unraisablehook__(swallowed)
            return
        listen()
        threading.Timer(ASKED_AGAIN_S, _thread.interrupt_main, swallowed.exc_value.args).start()

    listen()
    sys.unraisablehook = ask_again


if __name__ == "__main__":
    die_with(int(sys.argv[1]), signal.SIGKILL)
    os.environ.update(SAME_EVERYWHERE)
    os.execvp(sys.argv[2], sys.argv[2:])
