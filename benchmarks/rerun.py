"""Cost of a rerun in which nothing changed: 800 jobs, their processor time and what is imported.

Run it with `.venv/bin/python -m benchmarks.rerun`. The 800 are four reports of 200 countries. The
pages of one country are really made; the others are copies of their files, each with its own
record, as making 800 would take the better part of an hour.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from workbench.batch.drive.plan import CommandLine, read_plan
from workbench.batch.page.job import read_record, record_text
from workbench.batch.page.project import Project
from workbench.batch.page.run import render_one
from workbench.cli.report_set import SoilReports
from workbench.vocabulary.places import WORLD, members

PROJECT = Path(__file__).parents[1]
COUNTRIES, MOST_CPU_S = 200, 1.5
REPORTS = ("trends", "gaps", "health", "soil_health")
RERUN = """
import json, resource, sys
from pathlib import Path
from workbench.batch.drive.driver import carry_out
from workbench.batch.drive.plan import CommandLine, read_plan
from workbench.batch.drive.job_state import Options, plan_run
from workbench.batch.page.project import Project
from workbench.cli.report_set import SoilReports
folder, file, out = map(Path, sys.argv[1:])
project = Project(folder, SoilReports())
run = plan_run(read_plan(project, file, CommandLine(out=out)), Options())
carry_out(run, print)
made, left = len(run.todo), run.counts()["unchanged"]
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
heavy = [name for name in ("papermill", "nbconvert", "nbclient", "zmq") if name in sys.modules]
cpu = sum(each.ru_utime + each.ru_stime for each in used)
print(json.dumps({"cpu_s": cpu, "made": made, "unchanged": left, "imported": heavy}))
"""


def main() -> None:
    """Print the processor time of the rerun and its ratio to what is allowed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "countries.yml"
        areas = ", ".join(members(WORLD)[:COUNTRIES])
        text = f"reports: [{', '.join(REPORTS)}]\nareas: [{areas}]\n"
        file.write_text(text, encoding="utf-8")
        pretend(file, folder / "out")
        command = [sys.executable, "-c", RERUN, PROJECT, file, folder / "out"]
        done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=True)
    seen = json.loads(done.stdout.splitlines()[-1])
    print(f"{seen['unchanged']} jobs unchanged, {seen['made']} made")
    print(f"imported of papermill, nbconvert, nbclient, zmq: {seen['imported'] or 'none'}")
    print(f"{seen['cpu_s']:.2f} s of processor time, {MOST_CPU_S} s are allowed")


def pretend(file: Path, out: Path) -> None:
    """Put the files of one country's pages in the place of each job, with the job's own record."""
    jobs = read_plan(Project(PROJECT, SoilReports()), file, CommandLine(out=out)).jobs
    real = {}
    for job in jobs:
        if job.area == jobs[0].area:
            render_one(job)
            real[job.report] = read_record(job.record)
    for area in {job.area for job in jobs} - {jobs[0].area}:
        shutil.copytree(jobs[0].folder, out / area)
    for job in jobs:
        made = real[job.report]
        if made is None:
            raise SystemExit("The page that the others are copies of was not made.")
        names = [output.path.partition("/")[2] for output in made.outputs]
        outputs = tuple(
            replace(output, path=f"{job.area}/{name}")
            for output, name in zip(made.outputs, names, strict=True)
        )
        record = replace(made, area=job.area, inputs=job.inputs, outputs=outputs)
        job.record.write_text(record_text(record), encoding="utf-8")


if __name__ == "__main__":
    main()
