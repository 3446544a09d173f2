"""What makes a page again: each change, and only the pages that it touches."""

import csv
import os
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from checkouts import job_at

from workbench.batch.drive.keys import changed, with_inputs
from workbench.batch.drive.plan import CommandLine, read_plan
from workbench.batch.page.project import Project
from workbench.cli.report_set import PACKAGE, SoilReports
from workbench.store.index import read_index, write_index

AREAS = ("XAA", "XAB", "XAC")


@pytest.fixture
def package(tmp_path):
    """Copy of the package, which a test may change."""
    without = shutil.ignore_patterns("example_store")
    return shutil.copytree(PACKAGE, tmp_path / "src" / "workbench", ignore=without)


@pytest.fixture
def file(tmp_path):
    """Batch file of three countries."""
    path = tmp_path / "three.yml"
    path.write_text(f"reports: [trends]\nareas: [{', '.join(AREAS)}]\n", encoding="utf-8")
    return path


@pytest.fixture
def due(package, file, quick_project, store_of, tmp_path):
    """What a batch would make again since it was first planned, with what changed, by country."""
    project = Project(quick_project(), SoilReports(package))
    command_line = CommandLine(str(store_of(dict.fromkeys(AREAS, 5))), tmp_path / "out")

    def inputs():
        return {job.area: job.inputs for job in read_plan(project, file, command_line).jobs}

    before = inputs()

    def since():
        other = {area: changed(before[area], now) for area, now in inputs().items()}
        return {area: names for area, names in other.items() if names}

    return since


def add_line(path, text="# one more line\n"):
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.mark.parametrize(
    "name",
    [
        "cli/progress.py",
        "batch/drive/portal.py",
        "words/en/drive.ftl",
        "words/en/cli.ftl",
        "words/en/gaps.ftl",
        "reports/gaps/report.py",
        "reports/weather/say.py",
    ],
)
def test_what_drives_a_batch_and_other_reports_make_no_page_again(due, package, name):
    add_line(package / name)
    assert due() == {}


@pytest.mark.parametrize(
    "name",
    [
        "batch/page/run.py",
        "batch/page/a_new_one.py",
        "words/en/common.ftl",
        "words/en/trends.ftl",
        "reports/trends/phrases.py",
        "reports/report.py",
        "methods/a_new_one.py",
        "vocabulary/tables/substances.csv",
    ],
)
def test_what_pages_are_made_of_makes_them_all_again(due, package, name):
    add_line(package / name)
    assert due() == {area: ["code"] for area in AREAS}


def test_a_threshold_makes_the_pages_again_that_compare_with_it(due, package):
    table = package / "vocabulary" / "tables" / "thresholds.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    value = rows[0].index("value_mg_kg")
    for row in rows:
        row[value] = "71" if row[1:3] == ["XAA", "Pb"] else row[value]
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    assert due() == {"XAA": ["thresholds"]}


def test_one_more_file_makes_the_page_again_that_it_speaks_of(due, store_of, tmp_path):
    store_of({"XAB": 6}, "more", into=tmp_path / "store")
    assert due() == {"XAB": ["data"]}


def test_parameters_of_a_batch_are_part_of_the_key(due, file):
    add_line(file, "overrides: [{areas: [XAC], set: {first_year: 2001}}]\n")
    assert due() == {"XAC": ["parameters"]}


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("notebooks/trends.ipynb", "notebook"),
        ("templates/report/style.css", "template"),
        ("requirements.lock", "lock"),
    ],
)
def test_notebook_template_and_lock_make_all_pages_again(due, tmp_path, name, of):
    path = tmp_path / "quick" / name
    text = path.read_text(encoding="utf-8").replace("publish(result", "publish( result")
    path.write_text(text + ("" if of == "notebook" else "\n"), encoding="utf-8")
    assert due() == {area: [of] for area in AREAS}


@pytest.fixture
def batch(package, file, quick_project, store_of, tmp_path):
    """Run the command on a copy of the package; gives the finished process."""
    store, checkout = store_of(dict.fromkeys(AREAS, 5)), quick_project()

    def run(*options, python=()):
        command = [sys.executable, *python, "-m", "workbench", "batch", file, "--store", store]
        return subprocess.run(
            [
                *map(str, [*command, "--out", tmp_path / "out", "--project", checkout, "-j", 1]),
                *options,
            ],
            env={**os.environ, "PYTHONPATH": str(package.parent)},
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
        )

    return run


def imported(done):
    """Modules that a command and its workers have loaded."""
    return {line.split("|")[-1].strip() for line in done.stderr.splitlines()}


def test_the_command_makes_again_what_was_changed_touched_or_lost(batch, package, tmp_path):
    made = batch(python=["-X", "importtime"])
    assert len(made.stdout.splitlines()) == 4
    assert "papermill" in imported(made)
    assert "lark" not in imported(made)  # builds the grammar that no notebook needs
    again = batch(python=["-X", "importtime"])
    assert again.stdout.startswith("3 reports: 3 unchanged. ")
    assert "workbench.batch.drive.driver" in imported(again)
    assert not {"papermill", "nbconvert", "nbclient", "zmq", "matplotlib"} & imported(again)

    page = tmp_path / "out" / "XAB" / "trends.html"
    page.write_bytes(page.read_bytes().replace(b"Monitoring", b"Monitored!"))
    (tmp_path / "out" / "XAC" / "trends" / "left_out.csv").unlink()
    assert batch("--dry-run").stdout.splitlines()[:-1] == [
        "trends XAB  changed or missing since it was made: XAB/trends.html",
        "trends XAC  changed or missing since it was made: XAC/trends/left_out.csv",
    ]
    add_line(package / "reports" / "trends" / "phrases.py")
    assert batch("--dry-run").stdout.splitlines()[:-1] == [
        f"trends {area}  code changed" for area in AREAS
    ]


def test_measurements_and_thresholds_are_in_the_key_of_the_pages_that_read_them(
    project, store_of, tmp_path
):
    def keys():
        jobs = [
            job_at(project, ("gaps", area), tmp_path, store) for area in ("XAA", "XAB", "R-EXAMPLE")
        ]
        return [job.inputs for job in with_inputs(jobs)]

    store = store_of({"XAA": 5, "XAB": 5})
    before = keys()
    index = read_index(store)
    parts = dict(index.partitions["measurements"])
    parts["XAB"] = replace(parts["XAB"], sha256=parts["XAB"].sha256[:16] + "0" * 48)
    write_index(store, replace(index, partitions={"measurements": parts}))
    changes = [changed(one, other) for one, other in zip(before, keys(), strict=True)]
    assert changes == [[], ["data"], []]
    # a page of XAA shows the values of XAB beside its own
    assert len({key["thresholds"] for key in before}) == 1
