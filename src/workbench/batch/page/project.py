"""Where the project is: the checkout with its notebooks, templates and parameters."""

from __future__ import annotations

import subprocess
from pathlib import Path

from workbench.errors import ParameterError
from workbench.reports import REPORTS

MARKERS = ("pyproject.toml", "notebooks", "templates")


def find_project(start: Path) -> Path:
    """Find the checkout by walking up from a folder.

    Parameters
    ----------
    start : Path
        Where to begin.

    Raises
    ------
    ParameterError
        If neither the folder nor any above it is the checkout.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if all((folder / marker).exists() for marker in MARKERS):
            return folder
    raise ParameterError(
        f"{start.resolve()} is not inside a checkout of the workbench (a folder with "
        f"{', '.join(MARKERS)}). Change into one, or name it with --project."
    )


def report_names(project: Path) -> list[str]:
    """List the reports: a notebook of `notebooks/` each that has its package."""
    stems = sorted(path.stem for path in (project / "notebooks").glob("*.ipynb"))
    return [stem for stem in stems if stem in REPORTS]


def known_reports() -> list[str]:
    """Names of all reports of this version, in the order of the alphabet."""
    return sorted(REPORTS)


def survey_tools(project: Path) -> list[str]:
    """Names of the survey tools and lists that a checkout has a mapping of."""
    return sorted(path.stem for path in (project / "parameters" / "surveys").glob("*.yml"))


def notebook_of(project: Path, report: str) -> Path:
    """Find the notebook of a report.

    Raises
    ------
    ParameterError
        If there is no such report.
    """
    names = report_names(project)
    if report not in names:
        raise ParameterError(f"Unknown report: {report}. Known are: {', '.join(names)}.")
    return project / "notebooks" / f"{report}.ipynb"


def find_survey(start: Path, survey: str) -> Path:
    """Find the mapping of a survey tool: one of the checkout by its name, or any by its path.

    Raises
    ------
    ParameterError
        If there is no such mapping.
    """
    if Path(survey).suffix in {".yml", ".yaml"}:
        return Path(survey)
    project = find_project(start)
    known = survey_tools(project)
    if survey not in known:
        raise ParameterError(
            f"Unknown survey tool: {survey}. Known are: {', '.join(known)}; or give the path of a "
            "mapping (.yml)."
        )
    return project / "parameters" / "surveys" / f"{survey}.yml"


def commit_of(project: Path) -> str:
    """Name the commit of the checkout, with -dirty where files differ; empty without git."""
    command = ["git", "-C", str(project), "describe", "--always", "--dirty", "--exclude", "*"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()
