"""Removal of what is no longer wanted below a folder of outputs; nothing that is not our own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbench.batch.page.job import RECORD, read_record
from workbench.batch.page.publish import FAILED_FILES, remove_dead_stages
from workbench.errors import ReportError


def clean(out: Path, *, everything: bool = False) -> list[str]:
    """Remove what interrupted and failed runs left, or all that was made.

    Parameters
    ----------
    out : Path
        Folder of the outputs.
    everything : bool
        Whether pages, results, tables, notebooks, records and indexes go too. A file that no
        record names stays.

    Returns
    -------
    list of str
        Names of what was removed, relative to `out`.

    Raises
    ------
    ReportError
        If there is no such folder.
    """
    if not out.is_dir():
        raise ReportError(f"There is no folder {out}. Give the folder that a batch wrote to.")
    removed = remove_dead_stages(out)
    files = list(_all_made(out)) if everything else list(_failures(out))
    for path in files:
        if path.is_file():
            path.unlink()
            removed.append(path.relative_to(out).as_posix())
    for folder in sorted({path.parent for path in files}, key=lambda path: -len(path.parts)):
        _remove_empty(folder, out)
    return removed


def _failures(out: Path) -> Iterator[Path]:
    """Find what failed jobs left: notebook, page and record."""
    for ending in FAILED_FILES:
        yield from sorted(out.glob(f"*/*{ending}"))
    for path in sorted(out.glob(f"*/*{RECORD}")):
        result = read_record(path)
        if result is not None and not result.is_made:
            yield path


def _all_made(out: Path) -> Iterator[Path]:
    """All files that a record names, the records and what stands over the whole."""
    yield from _failures(out)
    for path in sorted(out.glob(f"*/*{RECORD}")):
        result = read_record(path)
        if result is not None:  # a record of another version is all that knows its files
            yield from (out / output.path for output in result.outputs)
            yield path
    for name in ("index.html", "index.csv", "run.json", "log.jsonl"):
        yield out / name


def _remove_empty(folder: Path, out: Path) -> None:
    """Remove a folder in which nothing is left, and those above it up to the outputs."""
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
