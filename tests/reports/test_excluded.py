"""What was quarantined at intake is listed on the page, as far as its number may be told."""

from dataclasses import replace

import pytest
from found import found, read

from workbench.findings import SourceFile

MINE = SourceFile("mine.csv", "0" * 64, "mine.yml", "CC BY 4.0", "me", 42, 30, 12)
CLEAN = replace(MINE, file="clean.csv", n_quarantined=0)


@pytest.mark.parametrize("report", ["trends", "health"])
@pytest.mark.parametrize(
    ("source", "what", "count"),
    [
        (MINE, "12 cells of mine.csv", 12),
        (replace(MINE, n_quarantined=1), "1 cell of mine.csv", 1),
        (replace(MINE, n_quarantined=3).told(), "fewer than 10 cells of mine.csv", None),
        (replace(MINE, n_quarantined=144).told(), "about 140 cells of mine.csv", 140),
    ],
)
def test_cells_of_a_file_are_told_as_far_as_they_may_be(report, source, what, count):
    frames = replace(read(report, "XAF"), sources=(CLEAN, source, replace(CLEAN).told()))
    result = found(report, frames, area="XAF")
    (one,) = [entry for entry in result.left_out if entry.kind == "cells"]
    assert (one.what, one.why) == (what, "set aside at intake; see the quarantine file")
    assert one.count == count if count else one.count is None or one.count != one.count
    assert what in result.page.excluded._repr_html_()
    assert "clean.csv" not in result.page.excluded._repr_html_()
