"""Supervisor: the process between the fork server and one kernel, which outlives the kernel.

It forks the kernel, passes signals to it, says how it ended, and ends all that the kernel started:
whatever leaves the kernel's session becomes the supervisor's child. When its client or its server
is gone, the kernel ends.

What the kernel has from the fork server is what an ordinary kernel has after its imports, and
nothing of any other kernel: each is forked from the server, never from another kernel.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ipykernel.kernelapp import launch_new_instance

from workbench.kernels.process_tree import descendants, kill
from workbench.kernels.processes import adopt_orphans, die_with
from workbench.kernels.protocol import Request, line_of, receive_request

NO_POLLER = "--IPKernelApp.parent_handle=1"  # the supervisor ends it; nobody types at its terminal
BACKEND = "MPLBACKEND"
READ_AT_START = ("PYTHON", "LD_", "LANG", "LC_", "MATPLOTLIBRC", "MPLCONFIGDIR")
ROUNDS = 20  # of killing what a kernel left, which may start more meanwhile


def supervise(connection: socket.socket, server: int) -> tuple[Request, list[int], int]:
    """Fork the kernel that a client asks for, and stay with it until it and its client are gone.

    Parameters
    ----------
    connection : socket
        Connection with the client.
    server : int
        Descriptor that reads as closed once the server is gone.

    Returns
    -------
    Request, list of int, int
        In the kernel: what it is to be, its output streams, and its supervisor. The supervisor
        itself never returns.
    """
    adopt_orphans()
    try:
        request, streams = receive_request(connection)
        differing = differences(request.environment, os.environ)
        if differing:
            said = f"it was started with other values of {', '.join(differing)}"
            connection.sendall(line_of(refused=said))
            os._exit(0)
    except (OSError, EOFError, ValueError):
        os._exit(1)
    supervisor = os.getpid()
    kernel = os.fork()
    if kernel == 0:
        connection.close()
        os.close(server)
        return request, streams, supervisor
    for stream in streams:
        os.close(stream)
    with suppress(OSError):
        connection.sendall(line_of(pid=kernel, supervisor=supervisor))
    _stay(connection, server, kernel)
    os._exit(0)


def differences(wanted: Mapping[str, str], given: Mapping[str, str]) -> list[str]:
    """Name the variables that are read when Python or a library starts, and that differ.

    Parameters
    ----------
    wanted, given : mapping of str to str
        Environment that a kernel is to have, and that of the server.

    Returns
    -------
    list of str
        Names, sorted; with any, a forked kernel would not be as an ordinary one is.
    """
    return sorted(
        name
        for name in {*wanted, *given}
        if name.startswith(READ_AT_START) and wanted.get(name) != given.get(name)
    )


def _stay(connection: socket.socket, server: int, kernel: int) -> None:
    """Pass signals to a kernel until it ends, then say how, and wait for the client to go."""
    connection.setblocking(False)
    ends = os.pidfd_open(kernel)
    while True:
        ready, _, _ = select.select([connection.fileno(), ends, server], [], [])
        if ends in ready:
            break
        if server in ready or not _passed(connection, kernel):
            os.kill(kernel, signal.SIGKILL)
            break
    _, status = os.waitpid(kernel, 0)
    _end_all()
    with suppress(OSError):
        connection.sendall(line_of(exit_code=os.waitstatus_to_exitcode(status)))


def _passed(connection: socket.socket, kernel: int) -> bool:
    """Pass the signals that the client sent; false where the client is gone."""
    try:
        text = connection.recv(4096)
    except OSError:
        return False
    for line in text.splitlines():
        sign = json.loads(line)["signal"]
        try:
            os.killpg(kernel, sign)
        except ProcessLookupError:  # it has no session of its own yet
            os.kill(kernel, sign)
    return bool(text)


def _end_all() -> None:
    """Kill all that is left below this process, until nothing is."""
    for _ in range(ROUNDS):
        if _reaped_all():
            return
        kill(descendants(os.getpid()))


def _reaped_all() -> bool:
    """Whether no child is left, once those that ended are forgotten."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return True
    return False


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
