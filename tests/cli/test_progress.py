"""What a batch says before it begins and at its end."""

import pytest

from workbench.batch.drive.job_state import (
    ChangedInput,
    FailedBefore,
    FilesChanged,
    Forced,
    InputsChanged,
    NeverMade,
    Options,
)
from workbench.batch.drive.plan import CommandLine
from workbench.batch.drive.review import Remark, decide
from workbench.batch.page.job import Failure, JobResult, Output, record_text
from workbench.batch.page.publish import stage_of
from workbench.cli.progress import BatchMade, BatchPlan, JobCount, StatusCount, planned_run, status
from workbench.words.wording import words_of


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (NeverMade(), "never made"),
        (FailedBefore(status="timeout"), "exceeded the time limit before"),
        (Forced(), "made again because of --force"),
        (InputsChanged(inputs=(ChangedInput(name="data"),)), "data changed"),
        (
            InputsChanged(inputs=tuple(ChangedInput(name=one) for one in ("code", "lock", "data"))),
            "code, versions of libraries and data changed",
        ),
        (FilesChanged(files="a.csv"), "changed or missing since it was made: a.csv"),
    ],
)
def test_a_report_that_is_due_has_its_reason(why, told):
    assert words_of().phrase(why) == told


@pytest.mark.parametrize(
    ("n_due", "n_left", "told"),
    [
        (0, 1, "No report is to be made in out; 1 stays as it is."),
        (1200, 0, "1,200 reports are to be made in out; 0 stay as they are."),
    ],
)
def test_a_plan_counts_what_is_due(n_due, n_left, told):
    assert words_of().phrase(BatchPlan(n_due=n_due, n_left=n_left, folder="out")) == told


def test_a_batch_that_is_over_counts_its_jobs_by_outcome():
    counts = [("killed", 1), ("no_data", 1), ("ok", 33), ("unchanged", 2)]
    jobs = tuple(JobCount(outcome=outcome, n_jobs=n) for outcome, n in counts)
    made = BatchMade(n_reports=37, counts=jobs, not_made="gaps WORLD", index="out/index.html")
    assert words_of().phrase(made) == (
        "37 reports: 1 terminated, 1 without data, 33 complete and 2 unchanged. "
        "Not made for a region, because they are about one country: gaps WORLD. See out/index.html"
    )


def test_the_status_says_what_is_due_being_made_failed_and_approved(project, tmp_path):
    out, file = tmp_path / "out", tmp_path / "batch.yml"
    file.write_text("reports: [trends]\nareas: [XAA, XAB, XAC]\n", encoding="utf-8")
    given = CommandLine("example", out, (), None)
    made, failed, due = planned_run(project, file, given, Options()).plan.jobs
    for job in (made, failed):
        job.folder.mkdir(parents=True)
    page = Output(f"{made.area}/trends.html", 500_000, "0" * 64)
    (out / page.path).write_text("x" * page.bytes, encoding="utf-8")
    (made.folder / "trends.results.json").write_text("{}", encoding="utf-8")
    fine = JobResult("trends", made.area, made.inputs, "ok", outputs=(page,))
    wrong = JobResult("trends", failed.area, {}, "failed", error=Failure("E", "wrong"))
    made.record.write_text(record_text(fine), encoding="utf-8")
    failed.record.write_text(record_text(wrong), encoding="utf-8")
    decide(out, (made.area, "trends"), Remark("approve", "A", ""))
    with stage_of(due):
        told = status(planned_run(project, file, given, Options()))
    assert told[:-1] == [
        f"to be made: 2 (trends {failed.area}, trends {due.area})",
        f"being made now: 1 (trends {due.area})",
        f"failed: 1 (trends {failed.area})",
        f"approved: 1 (trends {made.area})",
        "rejected: 0",
        "changed since approval: 0",
    ]
    assert told[-1].endswith("pages 0.5 MB, tables 0 MB, notebooks 0 MB.")


def test_a_status_names_ten_reports_and_counts_the_others():
    line = StatusCount(state="due", n_reports=12, names="trends XAA", n_more=11)
    assert words_of().phrase(line) == "to be made: 12 (trends XAA and 11 more)"
