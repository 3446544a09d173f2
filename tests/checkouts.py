"""A checkout as the batch takes it: its folder, and the reports of this package."""

from collections.abc import Iterable
from pathlib import Path

from workbench.batch.page.job import Job
from workbench.batch.page.parameters import choose
from workbench.batch.page.project import Project
from workbench.cli.report_set import SoilReports


def checkout_at(folder: Path) -> Project:
    """Checkout in a folder."""
    return Project(folder, SoilReports())


def job_at(
    folder: Path, of: tuple[str, str], out: Path, store="example", given: Iterable[str] = ()
) -> Job:
    """Job of a report and an area in a checkout, its parameters chosen as the command does."""
    project = checkout_at(folder)
    return Job(project, of[0], choose(project, *of, given), str(store), out)
