"""A project: the folder with notebooks, templates and parameters, and what its reports need.

The batch knows no report, no method and no store. What it has to know of them is a `ReportSet`,
which the layer above hands in, so that it can run the notebooks of another project too.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from workbench.errors import ParameterError

if TYPE_CHECKING:
    from pydantic import BaseModel

MARKER = "workbench.yml"  # of a project folder of one's own; a checkout has pyproject.toml


class ReportSet(Protocol):
    """Reports of a project: their parameters, and what they are made of.

    It is sent to other processes together with each job, so it can be pickled.

    Attributes
    ----------
    names : tuple of str
        Names of the reports.
    of_results : tuple of str
        Those of them that are made of the results of the others.
    embedded : str
        Name of the store that is part of the package; every other name is a folder.
    modules : tuple of str
        Modules that the notebooks import, which forked kernels have from the beginning; of
        `module:function`, the function is called too.
    """

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the reports."""

    @property
    def of_results(self) -> tuple[str, ...]:
        """Those of them that are made of the results of the others, and so after them."""

    @property
    def embedded(self) -> str:
        """Name of the store that is no folder."""

    @property
    def modules(self) -> tuple[str, ...]:
        """Modules that the notebooks import."""

    def parameters(self, report: str) -> type[BaseModel]:
        """Model of the parameters of a report."""

    def can_be_about(self, report: str, area: str) -> bool:
        """Whether a report can be made of an area."""

    def areas(self, store: str) -> tuple[str, ...]:
        """Areas with data in a store; raises a WorkbenchError where there is no such store."""

    def data_hashes(self, store: str, wanted: Sequence[Wanted]) -> list[dict[str, str]]:
        """Hashes, by name, of the data that each report reads."""

    def code(self, report: str) -> Mapping[str, Path]:
        """Files of code and tables that the pages of a report are made of, by name."""

    def comes_to(self, results: Path) -> tuple[str, str, str]:
        """State that a report comes to, how certain that is, and the sentence that says why."""

    def store_files(self, store: str) -> Mapping[str, Path | None]:
        """Files that stand for a store in a manifest; None where no hash may be published."""


Wanted = tuple[str, Mapping[str, Any]]  # a report, and the values of its parameters


@dataclass(frozen=True)
class Project:
    """A folder with notebooks, templates and parameters, and the reports that are made in it."""

    folder: Path
    reports: ReportSet

    @property
    def templates(self) -> Path:
        """Folder of the templates."""
        return self.folder / "templates"

    @property
    def report_names(self) -> list[str]:
        """Reports that have a notebook."""
        return [name for name in sorted(self.reports.names) if self._notebook(name).is_file()]

    def notebook_of(self, report: str) -> Path:
        """Find the notebook of a report.

        Raises
        ------
        ParameterError
            If there is no such report.
        """
        names = self.report_names
        if report not in names:
            raise ParameterError(f"Unknown report: {report}. Known are: {', '.join(names)}.")
        return self._notebook(report)

    def _notebook(self, report: str) -> Path:
        """Where the notebook of a report would be."""
        return self.folder / "notebooks" / f"{report}.ipynb"

    def commit(self) -> str:
        """Name the commit of the folder, -dirty where files differ; empty without git."""
        command = ["git", "-C", str(self.folder), "describe"]
        options = ["--always", "--dirty", "--exclude", "*"]
        try:
            done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
        except FileNotFoundError:
            return ""
        return done.stdout.strip()


def find_folder(start: Path) -> Path:
    """Find the folder of a project by walking up from a folder.

    Parameters
    ----------
    start : Path
        Where to begin.

    Returns
    -------
    Path
        The first folder that has notebooks and templates, and is a checkout or was made by
        `workbench init`.

    Raises
    ------
    ParameterError
        If neither the folder nor any above it is one.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        is_one = any((folder / marker).is_file() for marker in (MARKER, "pyproject.toml"))
        if is_one and (folder / "notebooks").is_dir() and (folder / "templates").is_dir():
            return folder
    raise ParameterError(
        f"{start.resolve()} is not inside a checkout of the workbench, nor inside a project "
        "folder. Change into one, name it with --project, or make one: workbench init FOLDER."
    )
