"""The client's side of a fork server: starting one, and the kernels that are asked of it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import entry_points
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.kernels import SPAWN, Kernels, usable
from workbench.kernels.processes import SAME_EVERYWHERE
from workbench.kernels.protocol import Request, line_of, send_request

SERVER = "WORKBENCH_KERNEL_SERVER"  # variable that names the socket of the server to use
BACKEND, INLINE = (
    "MPLBACKEND",
    "module://matplotlib_inline.backend_inline",
)  # what ipykernel sets before any import
ENVIRONMENT = {
    **SAME_EVERYWHERE,
    "JE_ARROW_MALLOC_CONF": "background_thread:false",  # a thread of pyarrow's allocator
}
PROVISIONERS, PROVISIONER = "jupyter_client.kernel_provisioners", "workbench-fork"
BACKLOG = 64
PIECE = 4096
ENDS_WITHIN_S = 5.0
_owned: set[int] = set()


class NoKernelError(WorkbenchError):
    """A fork server could not fork a kernel; says why."""


def owned_servers() -> frozenset[int]:
    """Name the processes of the fork servers that this process started."""
    return frozenset(_owned)


@contextmanager
def kernels_of(kind: Kernels, modules: Sequence[str]) -> Iterator[None]:
    """Have this process and its children use forked or ordinary kernels.

    A server that a parent process named is used as it is.

    Parameters
    ----------
    kind : {"fork", "spawn"}
        Forked kernels, where that is safe, or ordinary ones.
    modules : sequence of str
        What the server loads: best all that the notebooks import. Of `module:function`, the
        function is called too.

    Yields
    ------
    None
        While the kernels are to be had.
    """
    before = os.environ.pop(SERVER, "")
    try:
        if usable(kind) == SPAWN:
            yield
        elif before:
            os.environ[SERVER] = before
            yield
        else:
            with fork_server(modules) as address:
                os.environ[SERVER] = address
                yield
    finally:
        os.environ.pop(SERVER, None)
        if before:
            os.environ[SERVER] = before


def forks_by_default() -> dict[str, str]:
    """Give the variables with which Jupyter forks each kernel, where the package is installed.

    Returns
    -------
    dict of str
        Empty where Jupyter would not find the provisioner: then its kernels are ordinary ones.
    """
    found = entry_points(group=PROVISIONERS, name=PROVISIONER)
    return {"JUPYTER_DEFAULT_PROVISIONER_NAME": PROVISIONER} if found else {}


@contextmanager
def fork_server(modules: Sequence[str]) -> Iterator[str]:
    """Run a fork server, which this process owns and which ends with it.

    Parameters
    ----------
    modules : sequence of str
        What it loads.

    Yields
    ------
    str
        Path of its socket, in a folder that only this user can enter.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-fork-") as folder:
        address = str(Path(folder, "socket"))
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(address)
            listener.listen(BACKLOG)
            server = _started(listener, folder, modules)
        _owned.add(server.pid)
        try:
            yield address
        finally:
            _owned.discard(server.pid)
            _end(server)


def _started(
    listener: socket.socket, folder: str, modules: Sequence[str]
) -> subprocess.Popen[bytes]:
    """Start the process of a server; it has its socket from here, so that none comes too early."""
    is_main = threading.current_thread() is threading.main_thread()
    owner = os.getpid() if is_main else 0  # Linux takes the end of a thread for the owner's end
    socket_number = listener.fileno()
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "workbench.kernels.fork_server"),
            *(str(owner), str(socket_number), *modules),
        ],
        cwd=folder,  # holds no file that a library would read
        env={BACKEND: INLINE, **os.environ, **ENVIRONMENT},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        pass_fds=[socket_number],
    )


def _end(server: subprocess.Popen[bytes]) -> None:
    """Let go of a server; its kernels end with it."""
    if server.stdin:
        server.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        server.wait(ENDS_WITHIN_S)
        return
    server.kill()
    server.wait()


class ForkedKernel:
    """A kernel that a fork server forked; to its client it is like a process of `subprocess`.

    Attributes
    ----------
    pid, supervisor : int
        Processes of the kernel, and of what ends it.
    returncode : int or None
        How it ended; None while it runs.
    """

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket) -> None:
        self.pid = self.supervisor = 0
        self.returncode: int | None = None
        self._connection = connection
        self._text = b""
        connection.setblocking(False)

    def poll(self) -> int | None:
        """Give how it ended; None while it runs."""
        while self.returncode is None:
            try:
                self._take(self._connection.recv(PIECE))
            except BlockingIOError:
                break
            except OSError:
                self._take(b"")
        return self.returncode

    async def hear(self) -> int | None:
        """Wait for what the supervisor says next."""
        try:
            piece = await asyncio.get_running_loop().sock_recv(self._connection, PIECE)
        except OSError:
            piece = b""
        self._take(piece)
        return self.returncode

    def wait(self) -> int | None:
        """Wait until it ends, and give how."""
        with suppress(OSError):
            self._connection.setblocking(True)
        while self.returncode is None:
            try:
                self._take(self._connection.recv(PIECE))
            except OSError:
                self._take(b"")
        return self.returncode

    def send_signal(self, sign: int) -> None:
        """Send a signal to it and to its process group."""
        if self.returncode is None:
            with suppress(OSError):
                self._connection.sendall(line_of(signal=int(sign)))

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def close(self) -> None:
        """Let go of it; its supervisor then ends it."""
        self._connection.close()

    def _take(self, piece: bytes) -> None:
        """Take what the supervisor said; one that is gone without a word was killed."""
        *lines, self._text = (self._text + piece).split(b"\n")
        for line in lines:
            said = json.loads(line)
            if "refused" in said:
                self.close()
                raise NoKernelError(f"The fork server forks no kernel: {said['refused']}.")
            self.pid = said.get("pid", self.pid)
            self.supervisor = said.get("supervisor", self.supervisor)
            self.returncode = said.get("exit_code", self.returncode)
        if not piece and self.returncode is None:
            self.returncode = -signal.SIGKILL
        if self.returncode is not None:
            self._connection.close()


async def fork_kernel(address: str, request: Request) -> ForkedKernel:
    """Ask a server for a kernel.

    Parameters
    ----------
    address : str
        Path of the server's socket.
    request : Request
        The kernel.

    Returns
    -------
    ForkedKernel
        Its process.

    Raises
    ------
    NoKernelError
        If the server is gone, or says that it is not safe to fork.
    """
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(address)
        send_request(connection, request)
    except OSError as error:
        connection.close()
        raise NoKernelError(f"The fork server cannot be reached: {error}.") from error
    kernel = ForkedKernel(connection)
    while not kernel.pid:
        if await kernel.hear() is not None:
            raise NoKernelError("The fork server ended before it forked a kernel.")
    return kernel
