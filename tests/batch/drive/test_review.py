"""Decisions on pages, and what of them may be published."""

import hashlib
import json

import pytest

from workbench.batch.drive.review import (
    APPROVED,
    CHANGED,
    NOT_REVIEWED,
    REJECTED,
    Remark,
    decide,
    decisions,
    release,
    states,
)
from workbench.batch.page.job import JobResult, Output, record_text
from workbench.errors import ReportError
from workbench.findings import DataUsed, Finding, Result, publish

KEY = ("XAA", "trends")
YES = Remark("approve", "A. <Reviewer>")
PAGE = '<p><span class="status" id="review">Not reviewed</span> page</p>'


@pytest.fixture
def out(tmp_path):
    """Outputs with a page each of two areas."""
    for area in ("XAA", "XAB"):
        folder = tmp_path / "out" / area
        found = (Finding(f"trends/{area}/lead", "Lead.", 1.0, "mg/kg", None, "fact", ()),)
        data = DataUsed("rows", 3, (2001, 2010), ())
        publish(Result("trends", area, "ok", {}, {}, data, {}, (), found), str(folder))
        (folder / "trends.html").write_text(PAGE, encoding="utf-8")
        (folder / "trends.ipynb").write_text("{}", encoding="utf-8")
        record = JobResult(
            "trends", area, {}, "ok", outputs=(Output(f"{area}/trends.html", 4, "0" * 64),)
        )
        (folder / "trends.job.json").write_text(record_text(record), encoding="utf-8")
    return tmp_path / "out"


def test_a_page_is_approved_as_it_was_seen(out):
    assert set(states(out).values()) == {NOT_REVIEWED}
    decide(out, KEY, YES)
    assert states(out) == {KEY: APPROVED, ("XAB", "trends"): NOT_REVIEWED}


@pytest.mark.parametrize("name", ["trends.html", "trends.results.json"])
def test_a_page_that_changed_loses_its_approval(out, name):
    decide(out, KEY, YES)
    with (out / "XAA" / name).open("a", encoding="utf-8") as file:
        file.write(" ")
    assert states(out)[KEY] == CHANGED


def test_the_last_decision_holds_and_a_comment_decides_nothing(out):
    decide(out, KEY, YES)
    decide(out, KEY, Remark("reject", "B", "wrong unit"))
    assert states(out)[KEY] == REJECTED
    decide(out, KEY, YES)
    decide(out, KEY, Remark("comment", "C", "nice", "trends/XAA/lead"))
    assert states(out)[KEY] == APPROVED
    assert [one.decision for one in decisions(out)] == ["approve", "reject", "approve", "comment"]


@pytest.mark.parametrize(
    ("of", "said", "match"),
    [
        (KEY, Remark("agree", "A"), "Unknown decision 'agree'"),
        (KEY, Remark("approve", " "), "Say who decides"),
        (KEY, Remark("reject", "A"), "Say why"),
        (KEY, Remark("comment", "A", "x", "trends/XAA/zinc"), "has no finding 'trends/XAA/zinc'"),
        (("XAC", "trends"), YES, "has no page of trends for XAC"),
    ],
)
def test_what_cannot_be_noted_is_refused(out, of, said, match):
    with pytest.raises(ReportError, match=match):
        decide(out, of, said)
    assert decisions(out) == []


def test_a_line_that_is_no_decision_is_named(out):
    decide(out, KEY, YES)
    with (out / "reviews.jsonl").open("a", encoding="utf-8") as file:
        file.write("{}\n")
    with pytest.raises(ReportError, match=r"reviews.jsonl, line 2 is no decision"):
        states(out)


def test_only_what_is_approved_is_released_without_notebooks_and_records(out, tmp_path):
    decide(out, KEY, YES)
    names = release(out, tmp_path / "public")
    assert names == [
        "XAA/trends.html",
        "XAA/trends.results.json",
        "XAA/trends/left_out.csv",
        "release.json",
        "SHA256SUMS",
    ]
    files = [path for path in (tmp_path / "public").rglob("*") if path.is_file()]
    assert len(files) == len(names)
    for line in (tmp_path / "public" / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        sha, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "public" / name).read_bytes()).hexdigest() == sha
    manifest = json.loads((tmp_path / "public" / "release.json").read_text(encoding="utf-8"))
    assert manifest["pages"][0]["approved_by"] == "A. <Reviewer>"
    page = (tmp_path / "public" / "XAA" / "trends.html").read_text(encoding="utf-8")
    assert "Reviewed and approved by A. &lt;Reviewer&gt;, 20" in page


def test_nothing_is_released_unless_it_is_approved_and_the_folder_is_new(out, tmp_path):
    with pytest.raises(ReportError, match="is approved"):
        release(out, tmp_path / "public")
    decide(out, KEY, YES)
    with pytest.raises(ReportError, match="is not empty"):
        release(out, out)
