"""Project folders of one's own: made outside of a checkout, and brought to a new version."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from workbench import __version__
from workbench.batch.page.project import MARKER, find_folder
from workbench.cli.report_set import PACKAGE
from workbench.errors import InputError, ParameterError
from workbench.findings.rows import Phrase, code, count, row, text
from workbench.vocabulary.yaml_text import read_yaml
from workbench.words.wording import words_of

FOLDERS = ("notebooks", "parameters", "templates")
LOCK = "requirements.lock"
IN_A_WHEEL = PACKAGE / "project"
NEW = ".new"  # ends the name of a new file beside one that its owner changed
ADDED, UPDATED, KEPT, REMOVED, GONE = "added", "updated", "kept", "removed", "gone"
README = Path("templates", "project", "README.md")
IGNORED = "data/\noutputs/\n.ipynb_checkpoints/\n.*.workbench-key*\n"


@row
class RenewedFile(Phrase):
    """What becomes of a file of a project folder."""

    what: str = code("renewed", "what becomes of it")
    file: str = text("its path in the folder")


@row
class Renewal(Phrase):
    """How many files a new version changes."""

    n_files: int = count("files")
    version: str = text("version of the workbench")
    is_done: str = code("renewal", "whether it was done, or only shown")


def shipped() -> Path:
    """Find the notebooks, parameters and templates that this version comes with.

    Returns
    -------
    Path
        The folder in the installed package, or the checkout that the package is in.

    Raises
    ------
    ParameterError
        If there is neither.
    """
    return IN_A_WHEEL if IN_A_WHEEL.is_dir() else find_folder(PACKAGE)


def start_project(folder: Path) -> list[str]:
    """Make a project folder: notebooks, parameters, templates and a short README.

    Parameters
    ----------
    folder : Path
        A new or empty folder.

    Returns
    -------
    list of str
        What was made, a line each.

    Raises
    ------
    InputError
        If the folder holds anything.
    """
    if folder.exists() and any(folder.iterdir()):
        raise InputError(f"{folder} is not empty. Give the name of a new folder.")
    source, files = shipped(), _hashes(shipped())
    for name in files:
        _copy(source / name, folder / name)
    _copy(source / README, folder / README.name)
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    (folder / "outputs").mkdir()
    _write_marker(folder, files)
    return [f"{folder}", *(source / README).read_text(encoding="utf-8").splitlines()]


def renew(start: Path, *, apply: bool) -> list[str]:
    """Bring a project folder to this version; what its owner changed is kept.

    Parameters
    ----------
    start : Path
        A folder in the project.
    apply : bool
        Whether to change it; otherwise the changes are only listed.

    Returns
    -------
    list of str
        A line a file, and a last one with their number.

    Raises
    ------
    ParameterError
        If the folder is a checkout, or no project.
    """
    folder = find_folder(start)
    if not (folder / MARKER).is_file():
        raise ParameterError(
            f"{folder} is a checkout of the workbench, which git brings to a new version. "
            "`renew` is for folders that `workbench init` made."
        )
    source, before, now = shipped(), _recorded(folder), _hashes(shipped())
    changes = list(_changes(folder, before, now))
    if apply:
        for one in changes:
            _carry_out(one, source, folder)
        _write_marker(folder, now)
    words = words_of()
    state = "done" if apply else "shown"
    total = Renewal(n_files=len(changes), version=__version__, is_done=state)
    return [*(words.phrase(one) for one in changes), words.phrase(total)]


def _changes(
    folder: Path, before: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[RenewedFile]:
    """Say what becomes of each file that a new version changes."""
    for name in sorted({*before, *now}):
        path = folder / name
        own = _hash(path) if path.is_file() else None
        if own == now.get(name) or before.get(name) == now.get(name):
            continue
        if name not in now:
            yield RenewedFile(what=GONE, file=name)
        elif own is None:
            yield RenewedFile(what=REMOVED if name in before else ADDED, file=name)
        else:
            yield RenewedFile(what=UPDATED if own == before.get(name) else KEPT, file=name)


def _carry_out(change: RenewedFile, source: Path, folder: Path) -> None:
    """Copy a file where the new version has another; beside one that its owner changed."""
    if change.what in {ADDED, UPDATED}:
        _copy(source / change.file, folder / change.file)
    elif change.what == KEPT:
        _copy(source / change.file, folder / f"{change.file}{NEW}")


def _copy(source: Path, target: Path) -> None:
    """Copy a file into a folder, made where it is missing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _hashes(folder: Path) -> dict[str, str]:
    """Hash of each file that a version comes with, by its path."""
    paths = [path for name in FOLDERS for path in sorted((folder / name).rglob("*"))]
    names = [path.relative_to(folder) for path in paths if path.is_file()]
    seen = [name for name in names if not any(part.startswith(".") for part in name.parts)]
    return {name.as_posix(): _hash(folder / name) for name in [*seen, Path(LOCK)]}


def _hash(path: Path) -> str:
    """Hash of the content of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _recorded(folder: Path) -> dict[str, str]:
    """Hashes of the files as they were copied."""
    content: Any = read_yaml(folder / MARKER)
    files = content.get("files") if isinstance(content, dict) else None
    if not isinstance(files, dict):
        raise InputError(f"{folder / MARKER} is damaged: it has no list of files.")
    return {str(name): str(one) for name, one in files.items()}


def _write_marker(folder: Path, files: Mapping[str, str]) -> None:
    """Record the version, and each file as it was copied."""
    content = {"version": __version__, "files": dict(files)}
    (folder / MARKER).write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
