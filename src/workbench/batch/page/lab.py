"""A copy of a report's notebook with the parameters of an area, for an analyst to open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from workbench.batch.page.job import Job
from workbench.batch.page.project import notebook_of
from workbench.batch.page.run import notebook_parameters, write_notebook


def prepare(job: Job) -> Path:
    """Write the copy; it reads what the batch reads and writes nothing when it runs.

    Parameters
    ----------
    job : Job
        Report, parameters and store; `out` is the folder for the copy.

    Returns
    -------
    Path
        The copy, `<out>/<report>-<area>.ipynb`.
    """
    job.out.mkdir(parents=True, exist_ok=True)
    values = notebook_parameters(job, job.out, output_folder="")
    notebook = parameterize_notebook(
        load_notebook_node(str(notebook_of(job.project, job.report))), values
    )
    path = job.out / f"{job.report}-{job.area}.ipynb"
    write_notebook(notebook, path)
    return path


def open_lab(notebook: Path) -> int:
    """Open JupyterLab on a notebook and wait until it is closed."""
    return subprocess.call([sys.executable, "-m", "jupyterlab", str(notebook)])
