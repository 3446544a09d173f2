"""A forked process becomes a kernel, with a session, streams, folder and random state of its own.

What it has from the fork server is what an ordinary kernel has after its imports, and nothing of
any other kernel: each is forked from the server, never from another kernel.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from workbench.kernels.processes import die_with
from workbench.kernels.protocol import Request

NO_POLLER = "--IPKernelApp.parent_handle=1"  # its supervisor ends it; nobody types at its terminal
BACKEND = "MPLBACKEND"


def become_kernel(request: Request, streams: Sequence[int], supervisor: int) -> None:
    """Run a kernel in this process until it is asked to end.

    Parameters
    ----------
    request : Request
        What it is to be.
    streams : sequence of int
        Descriptors of its standard output and standard error.
    supervisor : int
        Its parent, with which it ends.
    """
    os.setsid()
    die_with(supervisor, signal.SIGKILL)
    for own, stream in enumerate(streams, start=1):
        os.dup2(stream, own)
        os.close(stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    server_folder = str(Path.cwd())
    os.chdir(request.folder)  # an empty entry of PYTHONPATH is the folder that Python starts in
    sys.path[:] = [request.folder if one == server_folder else one for one in sys.path]
    _take_environment(request.environment)
    _reseed()
    sys.argv = ["ipykernel_launcher.py", *request.arguments]
    from ipykernel.kernelapp import launch_new_instance  # noqa: PLC0415 - loaded by the server

    launch_new_instance(argv=[*request.arguments, NO_POLLER])


def _take_environment(environment: dict[str, str]) -> None:
    """Take an environment, also where a library has read it when it was imported."""
    read_at_import = os.environ.get(BACKEND)
    os.environ.clear()
    os.environ.update(environment)
    wanted = environment.get(BACKEND)
    if wanted and wanted != read_at_import and "matplotlib" in sys.modules:
        sys.modules["matplotlib"].rcParams["backend"] = wanted


def _reseed() -> None:
    """Seed numpy's global generator anew; Python reseeds its own after a fork."""
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
