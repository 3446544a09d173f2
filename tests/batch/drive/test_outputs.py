"""Cleaning: what is ours goes, what is not stays."""

import os
import re

import pytest

from workbench.batch.drive.outputs import LOG, LOG_BEFORE, clean, put_aside
from workbench.batch.page.job import Failure, JobResult, Output, record_text
from workbench.errors import ReportError


@pytest.fixture
def outputs(tmp_path):
    """A folder with a made report, a failed one, a stage that was left and a stranger's note."""
    made = JobResult("trends", "XAA", {}, "ok", outputs=(Output("XAA/trends.html", 4, "0" * 64),))
    failed = JobResult("trends", "XAB", {}, "failed", error=Failure("E", "wrong"))
    for result in (made, failed):
        folder = tmp_path / result.area
        folder.mkdir()
        (folder / "trends.job.json").write_text(record_text(result), encoding="utf-8")
    (tmp_path / "XAA" / "trends.html").write_text("page", encoding="utf-8")
    (tmp_path / "XAB" / "trends.failed.html").write_text("page", encoding="utf-8")
    (tmp_path / ".workbench-stage-XAC-trends-abc").mkdir()
    os.utime(tmp_path / ".workbench-stage-XAC-trends-abc", (0, 0))
    (tmp_path / ".workbench-stage-XAD-trends-new").mkdir()
    (tmp_path / ".ssh-of-mine").mkdir()
    os.utime(tmp_path / ".ssh-of-mine", (0, 0))
    (tmp_path / "XAA" / "note.txt").write_text("mine", encoding="utf-8")
    return tmp_path


def files_of(folder):
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*.*") if path.is_file()
    )


def test_what_failed_and_interrupted_runs_left_goes(outputs):
    assert sorted(clean(outputs)) == [
        ".workbench-stage-XAC-trends-abc",
        "XAB/trends.failed.html",
        "XAB/trends.job.json",
    ]
    assert files_of(outputs) == ["XAA/note.txt", "XAA/trends.html", "XAA/trends.job.json"]
    assert not (outputs / "XAB").exists()
    assert (outputs / ".ssh-of-mine").exists()
    assert (
        outputs / ".workbench-stage-XAD-trends-new"
    ).exists()  # somebody may be about to lock it


def test_all_that_was_made_goes_and_what_others_put_there_stays(outputs):
    clean(outputs, everything=True)
    assert files_of(outputs) == ["XAA/note.txt"]


def test_a_record_that_points_elsewhere_removes_nothing_there(outputs):
    outside = outputs.parent / "outside.html"
    outside.write_text("page", encoding="utf-8")
    record = JobResult("trends", "XAA", {}, "ok", outputs=(Output("../outside.html", 4, "0" * 64),))
    (outputs / "XAA" / "trends.job.json").write_text(record_text(record), encoding="utf-8")
    clean(outputs, everything=True)
    assert outside.exists()


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    folder = tmp_path / "none"
    with pytest.raises(ReportError, match=re.escape(f"There is no folder {folder}.")):
        clean(folder)


def test_only_what_is_old_enough_goes_where_an_age_is_given(outputs):
    page, record = outputs / "XAB" / "trends.failed.html", outputs / "XAB" / "trends.job.json"
    os.utime(page, (0, 0))
    assert sorted(clean(outputs, older_than_days=30)) == [
        ".workbench-stage-XAC-trends-abc",
        "XAB/trends.failed.html",
    ]
    assert record.exists()


def test_a_log_that_has_grown_long_takes_the_place_of_the_one_before(tmp_path):
    log, before = tmp_path / LOG, tmp_path / LOG_BEFORE
    put_aside(log)
    before.write_text("older\n", encoding="utf-8")
    log.write_text("a line\n", encoding="utf-8")
    put_aside(log, most_bytes=log.stat().st_size)
    assert (log.exists(), before.read_text(encoding="utf-8")) == (True, "older\n")
    put_aside(log, most_bytes=log.stat().st_size - 1)
    assert (log.exists(), before.read_text(encoding="utf-8")) == (False, "a line\n")
