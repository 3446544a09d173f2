"""What was quarantined at intake is said on each page that rests on the file."""

from dataclasses import replace
from importlib import import_module

import pytest

from workbench.batch.frame import Page, PageExcluded
from workbench.findings import Source, set_aside
from workbench.inputs.store import open_store
from workbench.presentation.table import left_out

MINE = Source("mine.csv", "0" * 64, "mine.yml", "CC BY 4.0", "me", 42, 30, 12)
CLEAN = replace(MINE, file="clean.csv", n_quarantined=0)
SAID = ("12 cells of mine.csv", "set aside at intake; see the quarantine file")


def test_only_files_with_quarantined_cells_are_listed():
    (one,) = set_aside((CLEAN, MINE))
    assert (one.kind, one.what, one.why, one.count) == ("cells", *SAID, 12)
    assert set_aside((replace(MINE, n_quarantined=1),))[0].what == "1 cell of mine.csv"


def test_cells_of_a_file_with_counts_of_people_are_told_as_its_rows_are():
    few, many = (set_aside((replace(MINE, n_quarantined=n).told(),))[0] for n in (3, 144))
    assert (few.what, few.count) == ("fewer than 10 cells of mine.csv", None)
    assert (many.what, many.count) == ("about 140 cells of mine.csv", 140)


@pytest.mark.parametrize("report", ["trends", "health", "soil_health", "gaps"])
def test_each_report_lists_what_was_set_aside(report):
    made = {
        name: import_module(f"workbench.reports.{report}.{name}")
        for name in ("definitions", "compute")
    }
    data = open_store("example").read(made["definitions"].READS, "XAF")
    data = replace(data, sources=(MINE, CLEAN))
    result = made["compute"].compute(data, made["definitions"].Parameters(area="XAF"))
    page = left_out(result)._repr_html_()
    assert all(text in page for text in SAID)
    assert "clean.csv" not in page
    assert "Nothing." not in page
    (fact,) = Page("t", report, "XAF", "n", "ok", results={"left_out": result.left_out}).facts
    assert fact == PageExcluded(n_reasons=len(result.left_out))
