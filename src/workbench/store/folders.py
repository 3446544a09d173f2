"""Folders that change as a whole: a copy that shares its files, and the exchange of two."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Container
from pathlib import Path

AT_FDCWD, RENAME_EXCHANGE = -100, 2
CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def copy_by_links(folder: Path, copy: Path, without: Container[str] = ()) -> None:
    """Make a folder with the files of another; both then share them, until one is replaced.

    Parameters
    ----------
    folder, copy : Path
        The folder, and the one to be made, on the same file system.
    without : container of str
        Names in the folder that are left out.
    """
    copy.mkdir()
    for path in sorted(folder.iterdir()):
        if path.name in without:
            continue
        if path.is_dir() and not path.is_symlink():
            copy_by_links(path, copy / path.name)
            continue
        try:
            (copy / path.name).hardlink_to(path)
        except OSError:  # a file system without hard links, as that of a memory stick
            shutil.copy2(path, copy / path.name, follow_symlinks=False)
    shutil.copystat(folder, copy)


def exchange(new: Path, old: Path) -> None:
    """Have two folders change places; in one step where the system can.

    Elsewhere the old folder is moved away first, and comes back if the new one cannot take its
    place.

    Parameters
    ----------
    new, old : Path
        The folders, on the same file system.

    Raises
    ------
    OSError
        If it cannot be done; both are where they were.
    """
    if _exchanged(new, old):
        return
    away = new.with_name(f"{new.name}.before")
    old.rename(away)
    try:
        new.rename(old)
    except OSError:
        away.rename(old)
        raise
    away.rename(new)


def _exchanged(new: Path, old: Path) -> bool:
    """Whether Linux did it; false where it, or the file system, does not know how."""
    if sys.platform != "linux":
        return False
    system = ctypes.CDLL(None, use_errno=True)
    if not hasattr(system, "renameat2"):
        return False
    names = os.fsencode(new), os.fsencode(old)
    if system.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(old))
