"""What a page tells of the edition before it."""

import json
from types import SimpleNamespace

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from workbench.batch.page.front_matter import FrontMatter
from workbench.batch.page.job import Job
from workbench.batch.page.parameters import Chosen
from workbench.batch.page.render import render_html
from workbench.batch.page.since import MOST_SHOWN, earlier_files, since_earlier
from workbench.findings import DataUsed, Finding, Result, publish

REPORTS = SimpleNamespace(of_results=("country",))
HOSTILE = "<script>alert(1)</script>"


def edition(folder, report, *told, **inputs):
    """Write results of a report, with a record of when it was made and of what."""
    found = tuple(
        Finding(f"{report}/XAA/{name}", f"{name} is {value}.", value, "mg/kg", None, "fact", ())
        for name, value in told
    )
    result = Result(report, "XAA", "ok", {}, {}, DataUsed("r", 3, None, ()), {}, (), found)
    publish(result, str(folder / "XAA"))
    record = {"inputs": inputs, "started": "2025-03-01T10:00:00Z", "status": "ok", "error": None}
    path = folder / "XAA" / f"{report}.job.json"
    path.write_text(json.dumps(record), encoding="utf-8")


@pytest.fixture
def job(tmp_path):
    """Give a job of a report whose outputs go to `new`, after the edition in `old`."""

    def of(report, **inputs):
        project = SimpleNamespace(reports=REPORTS)
        chosen = Chosen({"area": "XAA"}, {})
        new, old = tmp_path / "new", tmp_path / "old"
        return Job(project, report, chosen, "example", new, inputs=inputs, previous=old)

    return of


def test_a_page_says_what_changed_and_its_cause(tmp_path, job, project):
    edition(tmp_path / "old", "trends", ("lead", 1.0), data="a")
    edition(tmp_path / "new", "trends", ("lead", 2.0), (HOSTILE, 3.0))
    since = since_earlier(job("trends", data="b"), tmp_path / "new" / "XAA")
    page = FrontMatter("Trends", "trends", "XAA", "Aland", "ok", since=since)
    notebook = new_notebook(cells=[new_markdown_cell("## First"), new_markdown_cell("## Second")])
    html = render_html(notebook, page, templates=project / "templates")
    assert "2 findings have changed since the edition before, made on 2025-03-01." in html
    assert "lead is 2.0." in html
    assert "Before: lead is 1.0." in html
    assert "Cause: data." in html
    assert HOSTILE not in html
    assert html.index('id="First"') < html.index('id="what-changed"') < html.index('id="Second"')


def test_the_country_page_says_it_of_all_reports_of_the_area(tmp_path, job):
    for report in ("trends", "gaps"):
        edition(tmp_path / "old", report, ("lead", 1.0))
        edition(tmp_path / "new", report, ("lead", 2.0))
    edition(tmp_path / "new", "country", ("1", 2.0))
    since = since_earlier(job("country"), tmp_path / "stage")
    assert [one.report for one in since.shown] == ["gaps", "trends"]


def test_long_lists_are_cut_and_counted(tmp_path, job):
    edition(tmp_path / "old", "trends", ("lead", 1.0))
    edition(tmp_path / "new", "trends", ("lead", 1.0), *((f"s{n}", 1.0) for n in range(9)))
    since = since_earlier(job("trends"), tmp_path / "new" / "XAA")
    assert (len(since.shown), since.in_short.n_more) == (MOST_SHOWN, 9 - MOST_SHOWN)


def test_without_an_edition_before_there_is_nothing_to_tell(tmp_path, job):
    edition(tmp_path / "new", "trends", ("lead", 2.0))
    assert since_earlier(job("trends"), tmp_path / "new" / "XAA") is None
    assert [*earlier_files(job("trends"))] == []
