"""A number of a release is followed to the rows of the file that it rests on."""

import csv
import re
import statistics
import subprocess
import sys

import pytest
from small_series import CONSTANTS, SUBSTANCES, samples

import workbench as wb
from workbench.batch.drive.keys import DIGITS
from workbench.batch.drive.review import Remark, decide
from workbench.batch.page.job import JobResult, Output, record_text
from workbench.batch.release.release import ReleaseOrder, release
from workbench.cli.lineage import lineage_of
from workbench.cli.report_set import SoilReports
from workbench.errors import ReportError
from workbench.inputs.ingest import ingest

PAGE = """<html lang="en"><head><title>A</title><meta http-equiv="Content-Security-Policy"
content="default-src 'none'"></head><body><h1>Trends</h1></body></html>"""


@pytest.fixture
def released(tmp_path, write_mapping, project):
    """Give a small store, and the folder of a release of a page that was made from it."""
    file, store, out = tmp_path / "samples.csv", tmp_path / "store", tmp_path / "out"
    file.write_text(samples(1.5), encoding="utf-8")
    ingest(file, write_mapping(substances=SUBSTANCES, constants=CONSTANTS), store)
    page = wb.open_store(str(store)).report("trends", "XAA")
    page.publish(str(out / "XAA"))
    (out / "XAA" / "trends.html").write_text(PAGE, encoding="utf-8")
    (read,) = SoilReports().data_hashes(str(store), [("trends", {"area": "XAA"})])
    inputs = {"data": read["data"][:DIGITS]}
    record = JobResult(
        *("trends", "XAA", inputs, "ok"), outputs=(Output("XAA/trends.html", 4, "0" * 64),)
    )
    (out / "XAA" / "trends.job.json").write_text(record_text(record), encoding="utf-8")
    decide(out, ("XAA", "trends"), Remark("approve", "A. Reviewer"))

    def of(name="public"):
        release(
            ReleaseOrder(
                out, tmp_path / name, project / "templates", lineage=lineage_of(str(store))
            )
        )
        return tmp_path / name

    return of, store


def test_numbers_of_a_release_are_walked_to_source_rows_without_the_package(released, project):
    of, _ = released
    public = of()
    walk = [sys.executable, "-I", str(project / "docs" / "walk_a_release.py"), str(public)]
    done = subprocess.run(walk, check=True, capture_output=True, text=True)
    assert len(done.stdout.splitlines()) == 100
    assert re.search(r"24 rows of samples.csv \(2-25\); 9 parameters; workbench", done.stdout)


def test_rows_behind_a_number_are_those_that_give_it(released, tmp_path):
    of, _ = released
    folder = of() / "XAA" / "trends"
    with (folder / "lineage.csv").open(encoding="utf-8", newline="") as file:
        lines = {(one["table"], one["row"]): one for one in csv.DictReader(file)}
    level = next(one for key, one in lines.items() if key[0] == "comparisons" and ":Cd@" in key[1])
    given = (tmp_path / "samples.csv").read_text(encoding="utf-8").splitlines()
    first, last = map(int, level["source_rows"].split("-"))
    rows = [line.split(",") for line in given[first - 1 : last] if "2019" in line]
    with (folder / "levels.csv").open(encoding="utf-8", newline="") as file:
        found = {one["row"]: one for one in csv.DictReader(file)}
    (told,) = [one for key, one in found.items() if key.endswith("::Cd")]
    assert statistics.median(float(cells[4]) / 1000 for cells in rows) == pytest.approx(
        float(told["median_mg_kg"])
    )


def test_a_store_that_changed_since_is_refused(released, tmp_path, write_mapping):
    of, store = released
    file = tmp_path / "more.csv"
    file.write_text(samples(2.0).replace("P", "Q"), encoding="utf-8")
    ingest(file, write_mapping(substances=SUBSTANCES, constants=CONSTANTS), store)
    with pytest.raises(ReportError, match="trends XAA was not made from"):
        of()
