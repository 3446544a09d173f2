"""Ctrl-C and its like: they are heard wherever they come, and one is enough."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
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


def hear_interrupts() -> None:
    """Raise Interrupted at each signal to end, so that nothing is left behind.

    Python swallows what is raised in a callback, as those of weak references and of the locks
    of imports are; an interrupt that comes there is asked for again.
    """
    for interrupt in INTERRUPTS:
        signal.signal(interrupt, _interrupt)
    sys.unraisablehook = _ask_again


def end_undisturbed() -> None:
    """Hear no further interrupt: it is ending already."""
    for interrupt in INTERRUPTS:
        signal.signal(interrupt, signal.SIG_IGN)


def _interrupt(sign: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - as signal asks
    """Interrupt whatever runs."""
    raise Interrupted


def _ask_again(swallowed: sys.UnraisableHookArgs) -> None:
    """Ask again for an interrupt that was swallowed, once its callback is over."""
    if issubclass(swallowed.exc_type, Interrupted):
        threading.Timer(ASKED_AGAIN_S, _thread.interrupt_main).start()
    else:
        sys.__unraisablehook__(swallowed)
