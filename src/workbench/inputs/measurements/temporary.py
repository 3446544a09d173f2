"""Rows set aside on disk, in a file without a name that is gone when the process ends."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import pyarrow as pa


class Spill:
    """Rows on disk by key, read back in the order in which they were added.

    Parameters
    ----------
    folder : Path
        Where there is room; no file is seen there.
    """

    def __init__(self, folder: Path) -> None:
        # Unbuffered: what a full disk does not take must not be tried again on closing.
        self._file = tempfile.TemporaryFile(buffering=0, dir=folder)  # noqa: SIM115 - closed by exit
        self._places: dict[str, list[tuple[int, int]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, key: str, rows: pa.Table) -> None:
        """Set rows aside under a key.

        Raises
        ------
        OSError
            If the disk is full.
        """
        import pyarrow as pa  # noqa: PLC0415 - only where rows are set aside

        sink = pa.BufferOutputStream()
        packed = pa.ipc.IpcWriteOptions(compression="lz4")
        with pa.ipc.new_stream(sink, rows.schema, options=packed) as stream:
            stream.write_table(rows)
        content = memoryview(sink.getvalue())
        self._places.setdefault(key, []).append((self._file.seek(0, os.SEEK_END), content.nbytes))
        while content:
            content = content[self._file.write(content) :]

    def read(self, key: str) -> Iterator[pa.Table]:
        """Rows of a key as they were added; none where there is no such key."""
        import pyarrow as pa  # noqa: PLC0415 - only where rows are set aside

        for begins, length in self._places.get(key, ()):
            content = os.pread(self._file.fileno(), length, begins)
            yield pa.ipc.open_stream(pa.py_buffer(content)).read_all()
