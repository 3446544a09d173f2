"""Ctrl-C and its like: they are heard wherever they come, and one is enough."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

INTERRUPTS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
ASKED_AGAIN_S = 0.01


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
