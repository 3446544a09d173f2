"""Which jobs of a batch are due, from their records alone."""

import os
from hashlib import sha256

import pytest
from checkouts import checkout_at

from workbench.batch.drive import job_state
from workbench.batch.drive.job_state import (
    UNCHANGED,
    FailedBefore,
    FilesChanged,
    Forced,
    NeverMade,
    Options,
    after_others,
    plan_run,
)
from workbench.batch.drive.keys import changed
from workbench.batch.drive.plan import CommandLine, read_plan
from workbench.batch.page.job import Failure, JobResult, Output, record_text
from workbench.errors import ParameterError


@pytest.fixture
def plan(project, tmp_path):
    """Plan of three reports: one made and unchanged, one that failed and one never tried."""
    file = tmp_path / "three.yml"
    file.write_text("reports: [trends]\nareas: [XAA, XAB, XAC]\n", encoding="utf-8")
    plan = read_plan(checkout_at(project), file, CommandLine(out=tmp_path / "out"))
    made, failed, _ = plan.jobs
    for job, status in ((made, "ok"), (failed, "failed")):
        error = Failure("E", "wrong") if status == "failed" else None
        job.folder.mkdir(parents=True)
        result = JobResult(job.report, job.area, job.inputs, status, error=error)
        job.record.write_text(record_text(result), encoding="utf-8")
    return plan


def due(plan, **options):
    run = plan_run(plan, Options(**options))
    return {job.area: run.states[job.name].reason for job in run.todo}


def test_what_failed_and_what_was_never_made_is_due(plan):
    assert due(plan) == {"XAB": FailedBefore(status="failed"), "XAC": NeverMade()}


def test_a_page_that_was_put_back_with_its_old_time_and_size_is_due(plan, monkeypatch):
    job = plan.jobs[0]
    page = job.folder / "trends.html"
    page.write_text("new page", encoding="utf-8")
    output = Output("XAA/trends.html", 8, sha256(page.read_bytes()).hexdigest())
    made = JobResult(job.report, job.area, job.inputs, "ok", outputs=(output,))
    old = page.stat().st_mtime_ns - 10**12
    os.utime(page, ns=(old, old))
    job.record.write_text(record_text(made), encoding="utf-8")
    monkeypatch.setattr(job_state, "TOGETHER_NS", 0)
    assert "XAA" not in due(plan)
    page.write_text("old page", encoding="utf-8")
    os.utime(page, ns=(old, old))
    assert due(plan)["XAA"] == FilesChanged(files="XAA/trends.html")


def test_only_failed_leaves_what_was_never_tried(plan):
    assert due(plan, only_failed=True) == {"XAB": FailedBefore(status="failed")}


def test_force_makes_all_and_keeps_the_reasons_that_there_are(plan):
    reasons = {"XAA": Forced(), "XAB": FailedBefore(status="failed"), "XAC": NeverMade()}
    assert due(plan, force=True) == reasons


def test_no_worker_is_refused(plan):
    with pytest.raises(ParameterError, match="give 1 or more"):
        plan_run(plan, Options(workers=0))


@pytest.fixture
def with_country(project, tmp_path):
    """Plan of a report and the country page of one area, both made; and a way to plan it anew."""
    file = tmp_path / "one.yml"
    file.write_text("reports: [country, trends]\nareas: [XAA]\n", encoding="utf-8")

    def planned(**options):
        plan = read_plan(checkout_at(project), file, CommandLine(out=tmp_path / "out"))
        return plan_run(plan, Options(**options))

    country, trends = planned().plan.jobs
    country.folder.mkdir(parents=True)
    results(trends, "{}")
    for state in planned().states.values():
        made(state.job)
    return planned


def results(job, text):
    (job.folder / f"{job.report}.results.json").write_text(text, encoding="utf-8")


def made(job, **more):
    result = JobResult(job.report, job.area, job.inputs, "ok", **more)
    job.record.write_text(record_text(result), encoding="utf-8")


def test_a_country_page_whose_results_are_the_same_is_unchanged(with_country):
    assert with_country().todo == []


def test_a_country_page_is_due_with_the_reports_that_it_is_made_of(with_country):
    run = with_country()
    run.states["trends XAA"].job.record.unlink()
    assert [job.report for job in with_country().todo] == ["trends", "country"]


def test_a_country_page_is_not_made_again_where_its_results_came_out_the_same(with_country):
    run = with_country()
    run.states["trends XAA"].job.record.unlink()
    again = with_country()
    made(run.states["trends XAA"].job)
    assert after_others(again) == []
    assert again.states["country XAA"].outcome == UNCHANGED


def test_a_country_page_is_made_of_the_results_as_they_are_after_the_others(with_country):
    run = with_country()
    trends = run.states["trends XAA"].job
    trends.record.unlink()
    again = with_country()
    results(trends, '{"other": 1}')
    (job,) = after_others(again)
    assert changed(job.inputs, run.states["country XAA"].job.inputs) == ["results"]


def test_a_report_that_fails_makes_the_country_page_due(with_country):
    run = with_country()
    trends = run.states["trends XAA"].job
    failed = JobResult("trends", "XAA", trends.inputs, "failed", error=Failure("E", "wrong"))
    trends.record.write_text(record_text(failed), encoding="utf-8")
    (job,) = after_others(with_country())
    assert job.report == "country"


def test_each_page_knows_the_others_of_its_area_that_of_the_area_first(with_country):
    for state in with_country().states.values():
        assert state.job.beside == (("country", "index.html"), ("trends", "trends.html"))
