"""Decisions on pages, and whether they still hold."""

import pytest

from workbench.batch.drive.review import (
    APPROVED,
    CHANGED,
    REJECTED,
    Remark,
    decide,
    decisions,
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
    assert states(out) == {}
    decide(out, KEY, YES)
    assert states(out) == {KEY: APPROVED}


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
