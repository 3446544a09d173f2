"""Batches on the workers of a dask cluster: two processes on loopback, of which one is killed."""

import json
import re
import subprocess
import sys
import threading
import time

import psutil
import pytest
from checkouts import checkout_at, job_at

import workbench as wb
from workbench.batch.drive import dask_cluster
from workbench.batch.drive.dask_cluster import cluster, make_there
from workbench.batch.drive.driver import carry_out
from workbench.batch.drive.job_state import Options, plan_run
from workbench.batch.drive.plan import CommandLine, read_plan
from workbench.batch.page.run import render_one
from workbench.errors import ParameterError

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.usefixtures("warm_kernels")
AREAS = ["XAA", "XAB", "XAC", "XAD"]
VALUES = {area: 10 + place for place, area in enumerate(AREAS)}
NEVER_ENDS_AT_FIRST = """
import os, pathlib, time
tries = pathlib.Path({folder!r}, f"tries-{{area}}")
with tries.open("a") as file:
    print(os.getpid(), file=file)
if area == "XAA" and len(tries.read_text().split()) == 1:
    time.sleep(60)
"""


@pytest.fixture
def loopback(tmp_path):
    """Run a scheduler and two worker processes, whose names are their places in the list."""
    options = ["--no-nanny", "--nthreads", "1", "--no-dashboard"]
    places = ["--local-directory", str(tmp_path / "dask"), "--name"]
    made = distributed.LocalCluster(n_workers=0, dashboard_address=None, host="127.0.0.1")
    with made, (tmp_path / "workers.log").open("w", encoding="utf-8") as log:
        command = [sys.executable, "-m", "distributed.cli.dask_worker", made.scheduler_address]
        workers = [
            subprocess.Popen([*command, *options, *places, name], cwd=tmp_path, stderr=log)
            for name in ("0", "1")
        ]
        yield made.scheduler, workers
        for worker in workers:
            worker.kill()
            worker.wait()


def kill_the_first(scheduler, workers, tries):
    """Kill the worker that makes the first area, once its kernel runs."""
    while not (tries.exists() and tries.read_text(encoding="utf-8")):
        time.sleep(0.05)
    (name,) = [
        worker.name
        for worker in scheduler.workers.values()
        if any(task.key.startswith("trends XAA") for task in worker.processing)
    ]
    workers[int(name)].kill()


def test_one_of_two_workers_is_killed_and_each_report_is_made_once(
    quick_project, store_of, tmp_path, loopback, project
):
    scheduler, workers = loopback
    file, out = tmp_path / "many.yml", tmp_path / "out"
    file.write_text(f"reports: [trends]\nareas: [{', '.join(AREAS)}]\n", encoding="utf-8")
    waits = NEVER_ENDS_AT_FIRST.format(folder=str(tmp_path))
    given = CommandLine(str(store_of(VALUES)), out)
    plan = read_plan(checkout_at(quick_project(waits)), file, given)
    run = plan_run(plan, Options(executor="dask", scheduler=scheduler.address))
    told, tried = [], tmp_path / "tries-XAA"
    killer = threading.Thread(target=kill_the_first, args=(scheduler, workers, tried))
    killer.start()
    carry_out(run, lambda _, result: told.append((result.area, result.status)))
    killer.join()
    assert sorted(told) == [(area, "ok") for area in AREAS]
    tries = {area: len((tmp_path / f"tries-{area}").read_text().split()) for area in AREAS}
    assert tries == {"XAA": 2, "XAB": 1, "XAC": 1, "XAD": 1}
    for area, value in VALUES.items():
        published = json.loads((out / area / "trends.results.json").read_text(encoding="utf-8"))
        assert published["findings"][0]["value"] == value + 1
    assert [worker.poll() for worker in workers].count(None) == 1
    assert not any(psutil.pid_exists(int(kernel)) for kernel in tried.read_text().split())

    job = job_at(project, ("trends", "XAA"), tmp_path / "true")
    with cluster(scheduler.address) as client:
        ((_, made),) = make_there(client, [job], "fork", render_one)
    assert made.status == "ok"
    wb.open_store("example").report("trends", "XAA").publish(str(tmp_path / "serial"))
    there, here = (
        json.loads((folder / "trends.results.json").read_text(encoding="utf-8"))
        for folder in (job.folder, tmp_path / "serial")
    )
    assert {**there, "parameters": {}} == {**here, "parameters": {}}


def test_a_scheduler_that_is_not_there_is_said_with_what_would_be_right(monkeypatch):
    monkeypatch.setattr(dask_cluster, "ANSWERS_WITHIN_S", 0.2)
    said = "--scheduler tcp://127.0.0.1:9: no scheduler of dask answers there."
    with pytest.raises(ParameterError, match=re.escape(said)), cluster("tcp://127.0.0.1:9"):
        pass
