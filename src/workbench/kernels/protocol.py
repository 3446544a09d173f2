"""What a client and the fork server tell each other over their socket."""

from __future__ import annotations

import json
import os
import socket
import struct
from dataclasses import asdict, dataclass
from typing import Any

LENGTH = struct.Struct("!Q")
STREAMS = 2  # standard output and standard error, which a kernel has from its client
ANSWERS_WITHIN_S = 10.0


@dataclass(frozen=True)
class Request:
    """A kernel that a client asks for.

    Attributes
    ----------
    arguments : tuple of str
        Arguments of ipykernel, the connection file among them.
    folder : str
        Folder that the kernel works in.
    environment : dict of str
        All of its environment.
    """

    arguments: tuple[str, ...]
    folder: str
    environment: dict[str, str]


def send_request(connection: socket.socket, request: Request) -> None:
    """Ask for a kernel that writes to the output streams of this process.

    Parameters
    ----------
    connection : socket
        Connection with the server.
    request : Request
        What is asked for.
    """
    text = json.dumps(asdict(request)).encode()
    socket.send_fds(connection, [LENGTH.pack(len(text))], [1, 2])
    connection.sendall(text)


def receive_request(connection: socket.socket) -> tuple[Request, list[int]]:
    """Receive what a client asks for.

    Parameters
    ----------
    connection : socket
        Connection with the client.

    Returns
    -------
    Request, list of int
        The kernel, and descriptors of the streams that it writes to.

    Raises
    ------
    EOFError
        If the client is gone.
    """
    connection.settimeout(ANSWERS_WITHIN_S)
    head, streams, _, _ = socket.recv_fds(connection, LENGTH.size, STREAMS)
    if len(head) < LENGTH.size:
        raise EOFError("The client of the fork server was gone before it asked for a kernel.")
    (length,) = LENGTH.unpack(head)
    text = bytearray()
    while len(text) < length:
        piece = connection.recv(length - len(text))
        if not piece:
            raise EOFError("The client of the fork server was gone in the middle of its request.")
        text += piece
    content = json.loads(text)
    content["arguments"] = tuple(content["arguments"])
    return Request(**content), streams


def line_of(**content: Any) -> bytes:  # noqa: ANN401 - plain content
    """Give a message, which is a line of JSON."""
    return json.dumps(content).encode() + b"\n"


def peer_is_owner(connection: socket.socket) -> bool:
    """Whether the other end of a connection belongs to the user of this process."""
    size = struct.calcsize("3i")
    given = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    _, user, _ = struct.unpack("3i", given)
    return bool(user == os.getuid())
