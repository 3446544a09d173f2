"""Batches on real kernels: what fails, what is killed, what comes back, and what is true of it."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import psutil
import pytest
from checkouts import checkout_at
from jsonschema import Draft202012Validator

from workbench.batch.drive.driver import carry_out
from workbench.batch.drive.job_state import ChangedInput, InputsChanged, Options, plan_run
from workbench.batch.drive.plan import CommandLine, read_plan
from workbench.batch.page.job import read_record

pytestmark = pytest.mark.usefixtures("warm_kernels")
RUN_TIMES = re.compile(r'<(\w+)[^>]*(?:id="run-times"|class="run-date").*?</\1>', re.DOTALL)
MANY = [f"XA{third}" for third in "ABC"]
HARM = {
    "XAJ": "time.sleep(600)",  # first: the others are made while it is waited for
    "XAB": "1 / 0",
    "XAD": "sys.exit(0)",
    "XAF": "os.kill(os.getpid(), signal.SIGKILL)",
    "XAH": "ctypes.string_at(0)",
    "XAL": "[b'x' * 2**30, time.sleep(600)]",
}
HARMFUL = (
    "import ctypes, os, signal, sys, time\n"
    "{"
    + ", ".join(f"{area!r}: lambda: {harm}" for area, harm in HARM.items())
    + "}.get(area, int)()"
)
LIMITS = "limits: {cell_timeout_s: 20, memory_mb: 800, retries: 1}\n"


def write_batch(folder, areas, limits=LIMITS):
    file = folder / "many.yml"
    file.write_text(f"reports: [trends]\nareas: [{', '.join(areas)}]\n{limits}", encoding="utf-8")
    return file


def quietly(run, result):
    """Tell nobody."""


def run_of(project, file, out, store, **options):
    plan = read_plan(checkout_at(project), file, CommandLine(str(store), out))
    run = plan_run(plan, Options(**options))
    carry_out(run, quietly)
    return run


def made_of(run):
    return {name.split()[1] for name, state in run.states.items() if state.outcome == "made"}


def contents(out):
    """All that must be the same in two batches, by its name."""
    found = {}
    for path in sorted(out.glob("X*/**/*")):
        if path.suffix in {".json", ".csv", ".html"} and not path.name.endswith(".job.json"):
            text = path.read_text(encoding="utf-8")
            found[path.relative_to(out).as_posix()] = RUN_TIMES.sub("", text)
    return found


def strays(folder):
    """Processes, other than this one and its own, that have the folder in their command."""
    mine = {psutil.Process().pid, *(p.pid for p in psutil.Process().parents())}
    return [
        process.pid
        for process in psutil.process_iter(["pid", "cmdline", "environ", "status"])
        if process.pid not in mine
        and process.info["status"] != psutil.STATUS_ZOMBIE
        and any(str(folder) in part for part in process.info["cmdline"] or ())
    ]


@pytest.fixture(scope="module")
def schema(pytestconfig):
    """Form of run.json."""
    text = (pytestconfig.rootpath / "docs" / "run.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def test_ten_reports_of_which_seven_come_to_harm_and_one_has_no_data(
    quick_project, store_of, tmp_path, schema
):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "XAO").write_text("in the way", encoding="utf-8")
    areas = [*HARM, "XAA", "XAC", "XAN", "XAO"]
    values = {area: 10 + place for place, area in enumerate(areas) if area != "XAN"}
    run = run_of(
        quick_project(HARMFUL),
        write_batch(tmp_path, areas),
        tmp_path / "out",
        store_of(values),
        workers=3,
    )
    status = {area: run.states[f"trends {area}"].result.status for area in areas}
    assert {area: word for area, word in status.items() if word != "ok"} == {
        "XAB": "failed",
        "XAD": "failed",
        "XAF": "killed",
        "XAH": "killed",
        "XAJ": "timeout",
        "XAL": "killed",
        "XAN": "no_data",
        "XAO": "failed",
    }
    results = {area: run.states[f"trends {area}"].result for area in HARM}
    assert results["XAB"].error.message == "cell 5 raised ZeroDivisionError: division by zero"
    assert "the notebook published no trends.results.json" in results["XAD"].error.message
    assert "killed by signal 9" in results["XAF"].error.message
    assert "killed by signal 11" in results["XAH"].error.message
    assert "longer than 20 s" in results["XAJ"].error.message
    assert "more than 800 MiB" in results["XAL"].error.message
    assert "exists" in run.states["trends XAO"].result.error.message
    attempts = {area: result.attempts for area, result in results.items() if result.attempts > 1}
    assert attempts == {"XAF": 2, "XAH": 2}
    for area in [area for area, word in status.items() if word == "ok"]:
        published = json.loads(
            (tmp_path / "out" / area / "trends.results.json").read_text(encoding="utf-8")
        )
        (told,) = published["findings"]
        assert published["area"] == area
        assert told["value"] == values[area] + 1
    manifest = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    schema.validate(manifest)
    assert manifest["totals"] == {"failed": 3, "killed": 3, "no_data": 1, "ok": 2, "timeout": 1}
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "division by zero" in index
    assert [path.name for path in (tmp_path / "out").glob(".*")] == []
    assert strays(tmp_path) == []


def test_a_batch_that_was_killed_goes_on_where_it_was(quick_project, store_of, tmp_path):
    store = store_of({area: 10 + place for place, area in enumerate(MANY)})
    project, file = quick_project(), write_batch(tmp_path, MANY)
    whole = run_of(project, file, tmp_path / "whole", store, workers=1)
    out = tmp_path / "parts"
    command = [sys.executable, "-m", "workbench", "batch", file, "--store", store, "--out", out]
    driver = subprocess.Popen(
        [*map(str, command), "--project", str(project), "-j", "1"], stdout=subprocess.DEVNULL
    )
    while not list(out.glob("*/trends.job.json")):
        assert driver.poll() is None
        time.sleep(0.01)
    driver.send_signal(signal.SIGKILL)
    driver.wait()
    there = {path.parent.name for path in out.glob("*/trends.job.json")}
    deadline = time.monotonic() + 10
    while strays(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert strays(tmp_path) == []
    again = run_of(project, file, out, store, workers=1)
    assert made_of(again) == set(MANY) - there
    assert contents(out) == contents(tmp_path / "whole")
    assert [path.name for path in out.glob(".*")] == []
    assert whole.counts() == {"ok": 3}
    log = [
        json.loads(line) for line in (out / "log.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert sum(line["event"] == "job" for line in log if line["run"] == again.run_id) == len(
        made_of(again)
    )


def test_an_interrupted_batch_says_so_and_leaves_no_process(
    quick_project, store_of, tmp_path, schema
):
    store, file = store_of(dict.fromkeys(MANY, 5)), write_batch(tmp_path, MANY)
    waits = "__import__('pathlib').Path('running').touch(); __import__('time').sleep(60)"
    project, out = quick_project(waits), tmp_path / "out"
    command = [sys.executable, "-m", "workbench", "batch", file, "--store", store, "--out", out]
    driver = subprocess.Popen(
        [*map(str, command), "--project", str(project)], stderr=subprocess.PIPE
    )
    while not list(out.glob(".workbench-stage-X*/running")):
        time.sleep(0.05)
    driver.send_signal(signal.SIGINT)
    _, said = driver.communicate(timeout=30)
    assert driver.returncode == 3, said
    manifest = json.loads((out / "run.json").read_text(encoding="utf-8"))
    schema.validate(manifest)
    assert manifest["interrupted"]
    assert manifest["totals"] == {"not_run": 3}
    assert [path.name for path in out.glob(".*")] == []
    assert strays(tmp_path) == []


def test_pages_are_never_mixed_up_under_parallel_load(quick_project, store_of, tmp_path):
    values = {area: 10 + place for place, area in enumerate(MANY)}
    meddle = (
        "import pathlib, shutil, time\n"
        "publish(result, output_folder)\n"
        f"output_folder, meddled = '', pathlib.Path({str(tmp_path / 'meddled')!r})\n"
        "def published():\n"
        "    stages = pathlib.Path('..').resolve().glob('.workbench-stage-*/trends.results.json')\n"
        "    others = [file for file in stages if file.parent != pathlib.Path().resolve()]\n"
        "    return [file for file in others if file.stat().st_size]\n"
        "while not (published() if area == 'XAB' else meddled.exists()):\n"
        "    time.sleep(0.05)\n"
        "for other in published() if area == 'XAB' else ():\n"
        "    shutil.copy('trends.results.json', other)\n"
        "meddled.touch()"
    )
    run = run_of(
        quick_project(meddle),
        write_batch(tmp_path, MANY),
        tmp_path / "out",
        store_of(values),
        workers=3,
    )
    assert {state.outcome for state in run.states.values()} == {"made"}
    assert run.counts()["failed"] > 0
    assert run.counts()["ok"] > 0
    for area in MANY:
        folder = tmp_path / "out" / area
        result = read_record(folder / "trends.job.json")
        if result.status == "ok":
            results = json.loads((folder / "trends.results.json").read_text(encoding="utf-8"))
            assert results["area"] == area
            assert f'content="{area}"' in (folder / "trends.html").read_text(encoding="utf-8")
        else:
            assert "They were refused" in result.error.message
            assert not (folder / "trends.html").exists()


def test_two_batches_on_one_folder_leave_whole_pages(quick_project, store_of, tmp_path):
    areas = MANY[:2]
    store, file = store_of(dict.fromkeys(areas, 5)), write_batch(tmp_path, areas)
    project, out = quick_project(), tmp_path / "out"
    command = [sys.executable, "-m", "workbench", "batch", file, "--store", store, "--out", out]
    drivers = [
        subprocess.Popen([*map(str, command), "--project", str(project), "--force", "-j", "1"])
        for _ in range(2)
    ]
    while any(driver.poll() is None for driver in drivers):
        for page in out.glob("X*/trends.html"):
            assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")
        time.sleep(0.02)
    assert [driver.returncode for driver in drivers] == [0, 0]
    again = plan_run(read_plan(checkout_at(project), file, CommandLine(str(store), out)), Options())
    assert {name: state.reason for name, state in again.states.items() if state.reason} == {}


@pytest.mark.parametrize("kernels", ["fork", "spawn"])
def test_a_worker_that_is_killed_is_replaced_and_leaves_nothing(
    quick_project, store_of, tmp_path, kernels
):
    areas = MANY[:2]
    store, file = store_of(dict.fromkeys(areas, 5)), write_batch(tmp_path, areas)
    killing = (
        "import pathlib, psutil, subprocess\n"
        f"area != 'XAA' or subprocess.Popen(['sleep', '601', {str(tmp_path)!r}])\n"
        f"children = psutil.Process({os.getpid()}).children() if area == 'XAA' else []\n"
        "commands = {one: pathlib.Path(f'/proc/{one.pid}/cmdline') for one in children}\n"
        "[one.kill() for one, file in commands.items() if 'spawn_main' in file.read_text()]"
    )
    run = run_of(quick_project(killing), file, tmp_path / "out", store, workers=1, kernels=kernels)
    assert {name: s.result.status for name, s in run.states.items()} == {
        "trends XAA": "killed",
        "trends XAB": "ok",
    }
    lost = run.states["trends XAA"].result
    assert "the process that made it died" in lost.error.message
    assert lost.attempts == 2
    assert strays(tmp_path) == []
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "workbench-stage" not in index


def test_a_job_whose_worker_was_lost_once_is_made_by_the_next(quick_project, store_of, tmp_path):
    once = (
        "import pathlib, psutil\n"
        f"lost = pathlib.Path({str(tmp_path / 'lost')!r})\n"
        f"children = [] if lost.exists() else psutil.Process({os.getpid()}).children()\n"
        "lost.touch()\n"
        "commands = {one: pathlib.Path(f'/proc/{one.pid}/cmdline') for one in children}\n"
        "[one.kill() for one, file in commands.items() if 'spawn_main' in file.read_text()]"
    )
    store, file = store_of({"XAA": 5}), write_batch(tmp_path, ["XAA"])
    run = run_of(quick_project(once), file, tmp_path / "out", store, workers=1)
    result = run.states["trends XAA"].result
    assert (result.status, result.attempts) == ("ok", 2)


def test_data_that_change_while_a_page_is_made_make_it_due_again(quick_project, store_of, tmp_path):
    store, file = store_of({"XAA": 5, "XAB": 6}), write_batch(tmp_path, ["XAB"])
    before = (store / "store.json").read_text(encoding="utf-8")
    drift = (
        "import dataclasses, pathlib\n"
        "from workbench.store.index import read_index, write_index\n"
        f"folder = pathlib.Path({str(store)!r})\n"
        "index = read_index(folder)\n"
        "parts = dict(index.partitions['measurements'])\n"
        "other = parts['XAB'].sha256[:16] + '0' * 48\n"
        "parts['XAB'] = dataclasses.replace(parts['XAB'], sha256=other)\n"
        "changed = dataclasses.replace(index, partitions={'measurements': parts})\n"
        "write_index(folder, changed)"
    )
    project = quick_project(drift)
    run_of(project, file, tmp_path / "out", store)
    (store / "store.json").write_text(before, encoding="utf-8")
    again = plan_run(
        read_plan(checkout_at(project), file, CommandLine(str(store), tmp_path / "out")), Options()
    )
    assert [(job.name, again.states[job.name].reason) for job in again.todo] == [
        ("trends XAB", InputsChanged(inputs=(ChangedInput(name="data"),)))
    ]


def test_fail_fast_stops_at_the_first_failure_and_leaves_the_rest(
    quick_project, store_of, tmp_path
):
    areas = ["XAA", "XAB", "XAC"]
    project = quick_project()
    notebook = project / "notebooks" / "trends.ipynb"
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["metadata"]["kernelspec"]["name"] = "no-such-kernel"  # fails before one starts
    notebook.write_text(json.dumps(content), encoding="utf-8")
    store, file = store_of(dict.fromkeys(areas, 5)), write_batch(tmp_path, areas)
    run = run_of(project, file, tmp_path / "out", store, workers=1, fail_fast=True)
    assert made_of(run) == {"XAA"}
    assert "`workbench doctor` says what is missing" in run.failed[0].error.message
    assert run.states["trends XAB"].result is None
    assert run.interrupted
