"""What a batch says before it begins and at its end."""

import pytest

from workbench.batch.drive.job_state import (
    ChangedInput,
    FailedBefore,
    FilesChanged,
    Forced,
    InputsChanged,
    NeverMade,
)
from workbench.cli.progress import BatchMade, BatchPlan, JobCount
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
