"""Supervisor: the process between the fork server and one kernel, which outlives the kernel.

It forks the kernel, passes signals to it, says how it ended, and ends all that the kernel started:
whatever leaves the kernel's session becomes the supervisor's child. When its client or its server
is gone, the kernel ends.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
from collections.abc import Mapping
from contextlib import suppress

import psutil

from workbench.kernels.processes import adopt_orphans
from workbench.kernels.protocol import Request, line_of, receive_request

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
        for left in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                left.kill()


def _reaped_all() -> bool:
    """Whether no child is left, once those that ended are forgotten."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return True
    return False
