"""Results that are not the job's are refused, and what an earlier failure left goes."""

from dataclasses import replace

import pytest
from checkouts import job_at

from workbench.batch.page.job import Failure, JobResult, read_record
from workbench.batch.page.publish import forget_failure, read_results, record_loss
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


def test_what_a_failure_left_goes_once_the_report_is_made(job):
    job.folder.mkdir(parents=True)
    for name in ("trends.failed.html", "trends.failed.ipynb", "trends.html"):
        (job.folder / name).write_text("page", encoding="utf-8")
    forget_failure(job)
    assert [path.name for path in job.folder.iterdir()] == ["trends.html"]


def test_a_job_that_left_nothing_has_a_record_all_the_same(job):
    lost = JobResult("trends", "XAE", {}, "killed", error=Failure("lost worker", "it died"))
    assert record_loss(job, lost) == lost
    assert read_record(job.record) == lost
    assert [path.name for path in job.folder.iterdir()] == ["trends.job.json"]
