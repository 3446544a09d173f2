"""The manifest of a batch (run.json) and its table (index.csv): what was run, and how it ended."""

from __future__ import annotations

import csv
import io
import json
import os
import platform
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from workbench import __version__
from workbench.batch.drive.job_state import Run, Standing
from workbench.batch.page.publish import write_whole
from workbench.findings import CRLF, safe_text
from workbench.vocabulary.places import place_name

SCHEMA_VERSION = 1
MANIFEST, TABLE = "run.json", "index.csv"
TOOLS = ("papermill", "nbconvert", "nbclient", "ipykernel", "jupyter-client", "pandas")
COLUMNS = (
    "area",
    "area_name",
    "report",
    "status",
    "this_run",
    "key_message",
    "n_findings",
    "n_left_out",
    "page",
    "problem",
)


def write_manifest(run: Run) -> Path:
    """Write run.json, at once; its form is in docs/run.schema.json.

    Parameters
    ----------
    run : Run
        Where each job stands.

    Returns
    -------
    Path
        The manifest.
    """
    commit = run.plan.jobs[0].commit
    content = {
        "schema_version": SCHEMA_VERSION,
        "run_id": run.run_id,
        "batch": run.plan.name,
        "started": run.started,
        "finished": run.finished,
        "interrupted": run.interrupted,
        "options": asdict(run.options),
        "tool": {"workbench": __version__, **{name: version(name) for name in TOOLS}},
        "git": {"commit": commit.removesuffix("-dirty"), "dirty": commit.endswith("-dirty")},
        "environment": {
            "os": platform.platform(),
            "python": platform.python_version(),
            "cpus": os.cpu_count(),
        },
        "inputs": run.inputs,
        "limits": asdict(run.plan.jobs[0].limits),
        "jobs": [_job(standing) for standing in run.standings.values()],
        "totals": dict(sorted(run.counts().items())),
    }
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    return write_whole(run.plan.out / MANIFEST, text)


def write_table(run: Run) -> Path:
    """Write index.csv: one row a job, text like a formula defused.

    Parameters
    ----------
    run : Run
        Where each job stands.

    Returns
    -------
    Path
        The table.
    """
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator=CRLF)
    table.writeheader()
    for standing in run.standings.values():
        table.writerow({name: safe_text(cell) for name, cell in _row(standing).items()})
    return write_whole(run.plan.out / TABLE, text.getvalue())


def _job(standing: Standing) -> dict[str, Any]:
    """Say of a job what the manifest does; `inputs` are those of the plan, its key."""
    job, result = standing.job, standing.result
    known = asdict(result) if result else {"status": "not_made", "outputs": [], "error": None}
    return {
        **known,
        "report": job.report,
        "area": job.area,
        "inputs": dict(job.inputs),
        "parameters": dict(job.chosen.values),
        "this_run": standing.how,
    }


def _row(standing: Standing) -> dict[str, object]:
    """Row of a job in the table."""
    job, result = standing.job, standing.result
    row: dict[str, object] = {
        "area": job.area,
        "area_name": place_name(job.area),
        "report": job.report,
        "status": result.status if result else "not_made",
        "this_run": standing.how,
    }
    if result:
        row |= {
            "key_message": result.key_message,
            "n_findings": result.n_findings,
            "n_left_out": result.n_left_out,
            "page": result.page,
            "problem": result.error.message if result.error else "",
        }
    return row
