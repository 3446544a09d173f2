"""Which jobs of a batch are due, from their records alone."""

import pytest
from checkouts import checkout_at

from workbench.batch.drive.job_state import FailedBefore, Forced, NeverMade, Options, plan_run
from workbench.batch.drive.plan import CommandLine, read_plan
from workbench.batch.page.job import Failure, JobResult, record_text
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


def test_only_failed_leaves_what_was_never_tried(plan):
    assert due(plan, only_failed=True) == {"XAB": FailedBefore(status="failed")}


def test_force_makes_all_and_keeps_the_reasons_that_there_are(plan):
    reasons = {"XAA": Forced(), "XAB": FailedBefore(status="failed"), "XAC": NeverMade()}
    assert due(plan, force=True) == reasons


def test_no_worker_is_refused(plan):
    with pytest.raises(ParameterError, match="give 1 or more"):
        plan_run(plan, Options(workers=0))
