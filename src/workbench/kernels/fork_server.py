"""Fork server: a process that loads libraries once and forks a fresh kernel for each request.

Run as `python -m workbench.kernels.fork_server OWNER SOCKET MODULE...`, with its socket's
descriptor, and its leash as standard input: when the owner closes it, or dies, the server ends.
It stays single-threaded, which is checked before each fork: a fork takes one thread along, and what
the others held at that moment stays locked for ever. A module that leaves a file open is refused:
all kernels would read at one place of it, and a database must not be carried over a fork.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import psutil

from workbench.kernels.processes import adopt_orphans, die_with
from workbench.kernels.protocol import line_of, peer_is_owner
from workbench.kernels.supervisor import become_kernel, supervise

LEASH, ERROR = 0, 2  # standard input, and the last of the standard streams
IPYKERNEL = ("ipykernel.ipkernel", "ipykernel.zmqshell")


def main(given: Sequence[str]) -> None:
    """Load modules, and fork kernels until the owner is gone.

    Parameters
    ----------
    given : sequence of str
        Process that owns the server (0: do not watch it), descriptor of its listening socket, and
        names of modules; of `module:function`, the function is called once it is imported, so
        that kernels have what it keeps.
    """
    owner, listening, *modules = given
    if sys.path[0] == str(Path.cwd()):
        del sys.path[0]  # Python put it there; an ordinary kernel has none either
    if int(owner):
        die_with(int(owner), signal.SIGKILL)
    adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the owner's to hear
    listener = socket.socket(fileno=int(listening))
    refusal = _load([*IPYKERNEL, *modules])
    gc.collect()
    gc.freeze()  # so that a collection in a kernel leaves the pages shared
    server = _Server(listener, refusal)
    connection = server.serve()
    if connection is None:
        return
    asked = supervise(connection, server.closes)  # returns in the kernel only
    become_kernel(*asked)


def _load(modules: Sequence[str]) -> str:
    """Load modules; gives why kernels cannot be forked, empty where they can."""
    for name in modules:
        module, _, function = name.partition(":")
        try:
            loaded = import_module(module)
            if function:
                getattr(loaded, function)()
        except (ImportError, AttributeError) as error:
            return f"{name} cannot be loaded: {error}"
        files = open_files()
        if files:
            return f"{name} left {', '.join(files)} open"
    return ""


def n_threads() -> int:
    """Threads of this process, those of libraries too."""
    return sum(1 for _ in Path("/proc/self/task").iterdir())


def open_files() -> list[str]:
    """Files that this process holds open, without its standard streams and devices."""
    found = []
    for link in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the descriptor of this very folder is gone
            target = str(link.readlink())
            if target.startswith("/") and not target.startswith("/dev/") and int(link.name) > ERROR:
                found.append(target)
    return sorted(found)


class _Server:
    """The loop of a fork server; in a child, `serve` returns the connection with its client.

    Attributes
    ----------
    closes : int
        Descriptor that reads as closed in all supervisors once the server is gone.
    """

    def __init__(self, listener: socket.socket, refusal: str) -> None:
        self.closes, self._held = os.pipe()
        self._listener = listener
        self._refusal = refusal
        self._supervisors: dict[int, int] = {}  # process by its pidfd

    def serve(self) -> socket.socket | None:
        """Accept clients; None in the server, once its owner is gone."""
        while True:
            watched = [LEASH, self._listener.fileno(), *self._supervisors]
            ready, _, _ = select.select(watched, [], [])
            if LEASH in ready:
                return None
            for ended in [one for one in ready if one in self._supervisors]:
                self._forget(ended)
            if self._listener.fileno() in ready:
                connection, _ = self._listener.accept()
                if self._forked(connection):
                    return connection

    def _forked(self, connection: socket.socket) -> bool:
        """Fork a supervisor for a client, unless that is unsafe; true in the supervisor."""
        refusal = self._refused(connection)
        if refusal:
            with suppress(OSError):
                connection.sendall(line_of(refused=refusal))
            connection.close()
            return False
        supervisor = os.fork()
        if supervisor == 0:
            self._leave()
            return True
        connection.close()
        self._supervisors[os.pidfd_open(supervisor)] = supervisor
        return False

    def _refused(self, connection: socket.socket) -> str:
        """Why no kernel is forked for a client; empty where one is."""
        if not peer_is_owner(connection):
            return "it belongs to another user"
        if n_threads() > 1:
            return f"it has {n_threads()} threads, and a fork would take one of them along"
        return self._refusal

    def _leave(self) -> None:
        """Close, in a child, what is the server's."""
        self._listener.close()
        os.close(self._held)
        for other in self._supervisors:
            os.close(other)
        os.close(LEASH)
        os.open(os.devnull, os.O_RDONLY)  # takes its number

    def _forget(self, ended: int) -> None:
        """Take leave of a supervisor, and end what it left where it was killed."""
        os.close(ended)
        _, status = os.waitpid(self._supervisors.pop(ended), 0)
        if status == 0:  # it has ended all that it had to
            return
        supervisors = set(self._supervisors.values())
        for orphan in psutil.Process().children():
            if orphan.pid not in supervisors:
                with suppress(psutil.Error):
                    orphan.kill()
                    os.waitpid(orphan.pid, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
