"""Results that are not the job's are refused, and what an earlier failure left goes."""

import os
import sys
from dataclasses import replace

import pytest
from checkouts import job_at

from workbench.batch.page.job import Failure, JobResult, read_record
from workbench.batch.page.publish import publish as publish_page
from workbench.batch.page.publish import read_results, record_loss
from workbench.errors import ReportError
from workbench.findings import publish


@pytest.fixture
def job(project, tmp_path):
    """Job of the trends of an example country."""
    return job_at(project, ("trends", "XAE"), tmp_path / "out")


@pytest.fixture
def result(trends_result):
    """Result of that report with its sentences, as a notebook publishes it."""
    found = trends_result("XAE")
    return replace(found.page.result, findings=found.findings)


@pytest.fixture
def refused(job, tmp_path):
    """Message with which what is in the stage is refused."""

    def message():
        with pytest.raises(ReportError) as refusal:
            read_results(job, tmp_path)
        return str(refusal.value)

    return message


def test_the_results_of_the_job_are_read(job, result, tmp_path):
    publish(result, str(tmp_path))
    assert read_results(job, tmp_path)["area"] == "XAE"


def test_results_of_another_area_are_refused(refused, result, tmp_path):
    publish(replace(result, area="XAB"), str(tmp_path))
    assert "are of trends XAB" in refused()


def test_results_of_other_parameters_are_refused(refused, result, tmp_path):
    publish(replace(result, parameters=result.parameters | {"first_year": 1}), str(tmp_path))
    assert "were made with first_year = 1, not 1900" in refused()


def test_a_notebook_that_published_nothing_is_refused(refused):
    assert "the notebook published no trends.results.json" in refused()


def test_results_of_another_form_are_refused(refused, tmp_path):
    (tmp_path / "trends.results.json").write_text("{}", encoding="utf-8")
    assert "trends.results.json is not as `publish` writes it" in refused()


def test_what_a_failure_left_goes_once_the_report_is_made(job, tmp_path):
    job.folder.mkdir(parents=True)
    for name in ("trends.failed.html", "trends.failed.ipynb", "gaps.failed.html"):
        (job.folder / name).write_text("page", encoding="utf-8")
    publish_page(job, staged(tmp_path / "stage", "now"), JobResult("trends", "XAE", {}, "ok"))
    failures = [path.name for path in job.folder.glob("*.failed.*")]
    assert failures == ["gaps.failed.html"]


def test_a_job_that_left_nothing_has_a_record_all_the_same(job):
    lost = JobResult("trends", "XAE", {}, "killed", error=Failure("lost worker", "it died"))
    assert record_loss(job, lost) == lost
    assert read_record(job.record) == lost
    assert [path.name for path in job.folder.iterdir()] == ["trends.job.json"]


class Killed(BaseException):
    """The process was killed: no file operation comes after it, those of clean-up included."""


FILE_OPERATIONS = {"os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.symlink"}
FILE_OPERATIONS |= {"os.chmod", "os.utime", "os.truncate"}
operations: dict[str, int | None] = {"left": None}


def kill_at(event, given):
    """Kill, as it were, once so many file operations were made."""
    if operations["left"] is None:
        return
    writes = event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR)
    if event in FILE_OPERATIONS or writes:
        operations["left"] -= 1
        if operations["left"] < 0:
            raise Killed


sys.addaudithook(kill_at)


def content_of_report(folder):
    """Text of each file, and what its record says of it."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def staged(folder, made_at):
    """A stage with a page, its results and a table, all of one time."""
    folder.mkdir()
    (folder / "trends").mkdir()
    for name in ("trends.html", "trends.results.json", "trends.ipynb", "trends/series.csv"):
        (folder / name).write_text(made_at, encoding="utf-8")
    return folder


def test_whatever_stops_publishing_there_is_all_of_the_old_or_all_of_the_new(job, tmp_path):
    job.out.mkdir()
    old, new = (JobResult("trends", "XAE", {}, "ok", started=made) for made in ("old", "new"))
    publish_page(job, staged(tmp_path / "first", "old"), old)
    (job.folder / "notes.txt").write_text("mine", encoding="utf-8")
    (job.folder / "trends" / "before.csv").write_text("old", encoding="utf-8")
    before = content_of_report(job.folder)
    sets, n_operations = [], 0
    while not sets or sets[-1] == before:
        stage = staged(tmp_path / f"stage {n_operations}", "new")
        operations["left"] = n_operations
        try:
            publish_page(job, stage, new)
        except Killed:
            pass
        finally:
            operations["left"] = None
        sets.append(content_of_report(job.folder))
        n_operations += 1
    assert n_operations > 8
    after = sets[-1]
    assert {after.pop("notes.txt"), *(text for text in after.values() if text == "old")} == {"mine"}
    assert read_record(job.record).started == "new"
    assert set(after) == set(before) - {"notes.txt", "trends/before.csv"}


def test_a_folder_that_is_a_link_is_refused(job, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    job.out.mkdir()
    job.folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ReportError, match="is a link"):
        publish_page(job, staged(tmp_path / "first", "old"), JobResult("trends", "XAE", {}, "ok"))
    assert list((tmp_path / "elsewhere").iterdir()) == []
