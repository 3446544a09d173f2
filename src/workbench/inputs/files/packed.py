"""Tables that are packed: a .csv.gz, or a .zip that holds one table."""

from __future__ import annotations

import gzip
import zlib
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast
from zipfile import BadZipFile, ZipFile

from workbench.errors import InputError

LARGEST_UNPACKED = 2**30
IN_MEMORY = 2**24
GZIP, ZIP = ".gz", ".zip"
PACKED = (GZIP, ZIP)
BROKEN = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, zlib.error)
PIECE = 2**20
NO_TABLES = ("__macosx", ".")  # folders and files that a program put beside the table


def unpacked(path: Path, content: BinaryIO) -> tuple[Path, BinaryIO]:
    """Give the table in a packed file, and its name; another file as it is.

    Parameters
    ----------
    path : Path
        File.
    content : binary file
        Its bytes.

    Returns
    -------
    tuple of Path and binary file
        Name of the table, which says what it is, and its bytes.

    Raises
    ------
    InputError
        If it is broken, holds several files, or unpacks to more than is read.
    """
    suffix = path.suffix.lower()
    if suffix not in PACKED:
        return path, content
    try:
        if suffix == GZIP:
            with gzip.open(content) as packed:
                return path.with_suffix(""), _limited(path.name, cast("IO[bytes]", packed))
        return _only_table(path, content)
    except BROKEN as error:
        raise _broken(path.name, error) from None


def inner_name(path: Path) -> Path:
    """Name of the table that a packed file holds; that of another file is its own.

    Raises
    ------
    InputError
        If it is broken, or holds several files.
    """
    if path.suffix.lower() not in PACKED or not path.is_file():
        return path
    if path.suffix.lower() == GZIP:
        return path.with_suffix("")
    try:
        with ZipFile(path) as archive:
            return path.with_name(PurePosixPath(_only_name(path.name, archive)).name)
    except BROKEN as error:
        raise _broken(path.name, error) from None


def _only_table(path: Path, content: BinaryIO) -> tuple[Path, BinaryIO]:
    """Give the one file of an archive."""
    with ZipFile(content) as archive:
        name = _only_name(path.name, archive)
        with archive.open(name) as packed:
            return path.with_name(PurePosixPath(name).name), _limited(path.name, packed)


def _only_name(archive_name: str, archive: ZipFile) -> str:
    """Name of the one file of an archive."""
    names = [one.filename for one in archive.infolist() if not one.is_dir()]
    held = [name for name in names if not _is_beside(name)]
    if len(held) != 1:
        listed = ", ".join(held[:8]) or "nothing"
        raise InputError(
            f"{archive_name} holds {len(held)} files ({listed}). Give an archive of one table, "
            "or unpack it and give the table."
        )
    return held[0]


def _broken(name: str, error: Exception) -> InputError:
    """Error for a file that cannot be unpacked."""
    return InputError(f"{name} cannot be unpacked ({error}). Unpack it, and give the table.")


def _is_beside(name: str) -> bool:
    """Whether a file of an archive is only what a program put there."""
    return any(part.casefold().startswith(NO_TABLES) for part in PurePosixPath(name).parts)


def _limited(name: str, packed: IO[bytes]) -> BinaryIO:
    """Unpack into memory or a temporary file, no more than is read of a file."""
    with ExitStack() as opened:
        room = opened.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
        size = 0
        while piece := packed.read(PIECE):
            size += len(piece)
            if size > LARGEST_UNPACKED:
                raise InputError(
                    f"{name} would unpack to more than the {LARGEST_UNPACKED // 2**20} MiB that "
                    "are read. Unpack it, and give the table."
                )
            room.write(piece)
        room.seek(0)
        opened.pop_all()  # whoever reads it closes it
    return cast("BinaryIO", room)
