"""What was quarantined at intake is said on each page that rests on the file."""

from dataclasses import replace

import pytest
from found import found, read

from workbench.batch.page.front_matter import FrontMatter, PageExcluded
from workbench.findings import SourceFile
from workbench.reports import REPORTS

MINE = SourceFile("mine.csv", "0" * 64, "mine.yml", "CC BY 4.0", "me", 42, 30, 12)
CLEAN = replace(MINE, file="clean.csv", n_quarantined=0)
SAID = ("12 cells of mine.csv", "set aside at intake; see the quarantine file")


def listed(*sources):
    """What the trends page of a country without data lists of its files."""
    frames = replace(read("trends", "XAF"), sources=sources)
    return [
        (one.kind, one.what, one.why, one.count)
        for one in found("trends", frames, area="XAF").left_out
    ]


def test_only_files_with_quarantined_cells_are_listed():
    assert listed(CLEAN, MINE) == [("cells", *SAID, 12)]
    assert listed(replace(MINE, n_quarantined=1))[0][1] == "1 cell of mine.csv"


def test_cells_of_a_file_with_counts_of_people_are_told_as_its_rows_are():
    (few,), (many,) = (listed(replace(MINE, n_quarantined=n).told()) for n in (3, 144))
    assert few[1] == "fewer than 10 cells of mine.csv"
    assert many[1] == "about 140 cells of mine.csv"


@pytest.mark.parametrize("report", REPORTS)
def test_each_report_lists_what_was_set_aside(report):
    frames = replace(read(report, "XAF"), sources=(MINE, CLEAN))
    made = found(report, frames, area="XAF")
    page = made.page.excluded._repr_html_()
    assert all(text in page for text in SAID)
    assert "clean.csv" not in page
    assert "Nothing." not in page
    (fact,) = FrontMatter("t", report, "XAF", "n", "ok", results={"left_out": made.left_out}).facts
    assert fact == PageExcluded(n_reasons=len(made.left_out))
