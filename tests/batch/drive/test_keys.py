"""What makes a page again: each change, and only the pages that it touches."""

import csv
import os
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest

from workbench.batch.drive.keys import (
    MADE_OF,
    PACKAGE,
    changed,
    readings_of,
    with_inputs,
)
from workbench.batch.page.job import Job
from workbench.batch.page.parameters import choose
from workbench.inputs.index import read_index, write_index

AREAS = ("XAA", "XAB", "XAC")


@pytest.fixture
def batch(project, quick_project, store_of, tmp_path):
    """Run the command on a copy of the package; gives its lines."""
    shutil.copytree(project / "src" / "workbench", tmp_path / "src" / "workbench")
    store = store_of(dict.fromkeys(AREAS, 5))
    checkout = quick_project()
    file = tmp_path / "three.yml"
    file.write_text(f"reports: [trends]\nareas: [{', '.join(AREAS)}]\n", encoding="utf-8")

    def run(*options, python=()):
        command = [
            sys.executable,
            *python,
            "-m",
            "workbench",
            "batch",
            file,
            "--store",
            store,
            *options,
        ]
        done = subprocess.run(
            [*map(str, command), "--out", str(tmp_path / "out"), "--project", str(checkout)],
            env={**os.environ, "PYTHONPATH": str(tmp_path / "src")},
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
        )
        return (done.stderr if python else done.stdout).splitlines()

    return run


def test_whatever_the_package_holds_makes_pages_again():
    example = PACKAGE / "example_store"  # counts as any store does, by the tables that a page reads
    files = {path for path in PACKAGE.rglob("*") if path.is_file() and example not in path.parents}
    assert {path.suffix for path in files} - {".pyc", ".workbench-key"} <= MADE_OF


def add_line(path, text="# one more line\n"):
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def test_each_change_makes_exactly_the_pages_that_it_touches(batch, store_of, tmp_path):
    package = tmp_path / "src" / "workbench"
    assert len(batch()) == 4
    nothing = batch("--dry-run")
    assert [line.split(" in ")[0] for line in nothing] == ["No report is to be made"]

    add_line(package / "cli" / "progress.py")
    add_line(package / "batch" / "drive" / "portal.py")
    add_line(package / "words" / "en" / "index.ftl")
    add_line(package / "words" / "en" / "command.ftl")
    add_line(package / "reports" / "weather" / "say.py")
    assert batch("--dry-run") == nothing

    table = package / "vocabulary" / "tables" / "thresholds.csv"
    before = table.read_text(encoding="utf-8")
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    value = rows[0].index("value_mg_kg")
    for row in rows:
        row[value] = "71" if row[1:3] == ["XAA", "Pb"] else row[value]
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    assert batch("--dry-run")[:-1] == ["trends XAA  thresholds changed"]
    table.write_text(before, encoding="utf-8")

    store_of({"XAB": 6}, "more")
    shutil.copy(tmp_path / "store" / "store.json", tmp_path / "kept.json")
    ingest_more(tmp_path)
    assert batch("--dry-run")[:-1] == ["trends XAB  data changed"]

    add_line(package / "reports" / "trends" / "phrases.py")
    assert batch("--dry-run")[:-1] == [
        "trends XAA  code changed",
        "trends XAB  code and data changed",
        "trends XAC  code changed",
    ]


def ingest_more(folder):
    """Take one more file into the store of the batch: it speaks of XAB alone."""
    command = [sys.executable, "-m", "workbench", "ingest", folder / "more.csv"]
    options = ["--mapping", folder / "more.yml", "--store", folder / "store"]
    subprocess.run([*map(str, command), *map(str, options)], check=True, capture_output=True)


def test_a_page_that_was_touched_or_lost_is_made_again(batch, tmp_path):
    batch()
    page = tmp_path / "out" / "XAB" / "trends.html"
    page.write_bytes(page.read_bytes().replace(b"Monitoring", b"Monitored!"))
    (tmp_path / "out" / "XAC" / "trends" / "series.csv").unlink()
    assert batch("--dry-run")[:-1] == [
        "trends XAB  changed or missing since it was made: XAB/trends.html",
        "trends XAC  changed or missing since it was made: XAC/trends/series.csv",
    ]


def test_a_rerun_without_changes_imports_neither_papermill_nor_nbconvert(batch):
    batch()
    imported = [line.split("|")[-1].strip() for line in batch(python=["-X", "importtime"])]
    assert "workbench.batch.drive.driver" in imported
    assert not {"papermill", "nbconvert", "nbclient", "zmq", "matplotlib"} & set(imported)


def test_parameters_of_a_batch_are_part_of_the_key(batch, tmp_path):
    batch()
    with (tmp_path / "three.yml").open("a", encoding="utf-8") as file:
        file.write("overrides: [{areas: [XAC], set: {first_year: 2001}}]\n")
    assert batch("--dry-run")[:-1] == ["trends XAC  parameters changed"]


def test_a_gaps_page_reads_its_own_measurements_and_the_answers_of_all():
    assert readings_of("gaps", "NOR") == (
        (("responses", "frame", "legislation"), "WORLD"),
        (("measurements",), "NOR"),
    )
    assert readings_of("gaps", "WORLD") == ((("responses", "frame", "legislation"), "WORLD"),)
    assert readings_of("trends", "NOR") == ((("measurements",), "NOR"),)


def test_measurements_and_thresholds_are_in_the_key_of_the_pages_that_read_them(
    project, store_of, tmp_path
):
    def keys():
        jobs = [
            Job(project, report, choose(project, report, area, []), str(store), tmp_path)
            for report, area in (("gaps", "XAA"), ("gaps", "XAB"), ("gaps", "R-EXAMPLE"))
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
