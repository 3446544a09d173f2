"""Files that are there whole or not at all, whenever the process or the machine stops; locks."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

from workbench.errors import StoreError

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

LOOKS_EVERY_S = 0.05

T = TypeVar("T")


class InUseError(StoreError):
    """A file or folder is held by another process."""


@contextmanager
def held(path: Path, waits_s: float = math.inf) -> Iterator[None]:
    """Hold a file or folder for oneself, after waiting for whoever has it.

    The system ends it with the process, however that ends, and a lock of a folder leaves no file.

    Parameters
    ----------
    path : Path
        A folder, or a file, which is made where it is missing.
    waits_s : float
        How long to wait; by default as long as it takes. [s]

    Yields
    ------
    None
        While it is held.

    Raises
    ------
    InUseError
        If another process holds it for longer.
    OSError
        Where the file system has no locks, as some network drives.
    """
    handle = _handle_of(path)
    ends_at = time.monotonic() + waits_s
    try:
        while not _takes(handle) or not _is_still(path, handle):
            if time.monotonic() >= ends_at:
                raise InUseError(f"{path.name} is in use by another process.")
            if not _is_still(path, handle):  # another folder has taken its place meanwhile
                os.close(handle)
                handle = _handle_of(path)
                continue
            time.sleep(LOOKS_EVERY_S)
        yield
    finally:
        os.close(handle)


def _handle_of(path: Path) -> int:
    """Open what is to be locked."""
    return os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT, 0o644)


def _is_still(path: Path, handle: int) -> bool:
    """Whether what is open is what stands there now."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _takes(handle: int) -> bool:
    """Whether nobody else has the lock, which is ours then."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def hash_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(
    staged: Path, target: Callable[[str], Path], write: Callable[[BinaryIO], T]
) -> tuple[T, str]:
    """Write a file under another name, and move it to its own once it is on the disk.

    Parameters
    ----------
    staged : Path
        Other name, in a folder of the same file system.
    target : callable
        Gives its own name from its SHA-256.
    write : callable
        Writes its content.

    Returns
    -------
    tuple of (object, str)
        What `write` gives, and the SHA-256.

    Raises
    ------
    OSError
        If the disk is full; nothing is left of the file then.
    """
    try:
        with staged.open("w+b") as file:
            given = write(file)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        staged.unlink(missing_ok=True)
        raise
    staged.replace(target(digest))
    return given, digest


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader finds the old content or the new, and never a part.

    Parameters
    ----------
    path : Path
        The file; `<name>.new` beside it is written first. Who may write at the same time as
        another process holds a lock.
    content : bytes
        All that it is to hold.

    Raises
    ------
    OSError
        If it cannot be written; the old file stays and no part of a new one is left.
    """
    write_whole(
        path.with_name(f"{path.name}.new"), lambda _: path, lambda file: file.write(content)
    )


def sync_folder(folder: Path) -> None:
    """Have the file system write down what was renamed in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def saying_that_the_disk_is_full(folder: Path) -> Iterator[None]:
    """Tell of a full disk in words.

    Raises
    ------
    StoreError
        If what is written in it does not fit onto the disk; other errors are as they were.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in DISK_FULL:
            raise
        raise StoreError(
            f"{folder}: the disk is full ({error.strerror}). The store is as it was. "
            "Make room and ingest the file again."
        ) from None
