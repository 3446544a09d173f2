"""Two editions of the same reports: what differs, and what can have caused it."""

import json

import pytest

import workbench as wb
from workbench.errors import ReportError
from workbench.findings import DataUsed, Finding, Result, publish
from workbench.findings.comparison import compare

DATA = DataUsed("of these rows", 3, (2001, 2010), ())
LIMITS = (0.01, 0.05)
INPUTS = {"data": "a", "thresholds": "b", "parameters": "c", "code": "d", "pages": "e"}


def told(name, grade="fact", value=None, interval=None, sentence=None):
    text = sentence or f"{name} is {value} ({grade})."
    return Finding(f"trends/XAA/{name}", text, value, "mg/kg", interval, grade, ())


@pytest.fixture
def edition(tmp_path):
    """Write an edition of one report; `changed` are the inputs that differ from the usual ones."""

    def of(name, *found, area="XAA", given=None, status="ok", **changed):
        folder = tmp_path / name / area
        result = Result("trends", area, "ok", given or {}, {}, DATA, {}, (), found)
        publish(result, str(folder))
        record = {"report": "trends", "status": status, "error": None, "inputs": INPUTS | changed}
        (folder / "trends.job.json").write_text(json.dumps(record), encoding="utf-8")
        return tmp_path / name

    return of


def changes(old, new):
    return [(one.what, one.finding) for one in compare(old, new).typed.values()]


def test_the_same_edition_twice_has_no_difference(edition):
    found = (told("lead", "strong", 0.03, (0.01, 0.05)), told("zinc"))
    assert changes(edition("old", *found), edition("new", *found)) == []


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (told("lead", "strong", 0.03, LIMITS), told("lead", "weak", 0.03, LIMITS), "grade"),
        (told("lead", "weak", 0.03, (-0.1, 0.1)), told("lead", "weak", -0.03, (-0.1, 0.1)), "sign"),
        (told("lead", "weak", 0.03, LIMITS), told("lead", "weak", 0.06, (0.04, 0.08)), "moved"),
        (told("lead", value=3.0), told("lead", value=4.0), "moved"),
        (told("lead", value=3.0), told("lead", value=3.0, sentence="Lead: 3."), "reworded"),
    ],
)
def test_each_kind_of_difference_has_its_name(edition, before, after, what):
    assert changes(edition("old", before), edition("new", after)) == [(what, "trends/XAA/lead")]


def test_a_number_within_its_interval_is_no_difference(edition):
    old = edition("old", told("lead", "weak", 0.03, (0.01, 0.05)))
    new = edition("new", told("lead", "weak", 0.04, (0.02, 0.06)))
    assert changes(old, new) == []


def test_findings_come_and_go(edition):
    old, new = edition("old", told("lead")), edition("new", told("zinc"))
    assert changes(old, new) == [("new", "trends/XAA/zinc"), ("gone", "trends/XAA/lead")]


def test_three_planted_changes_have_each_their_cause(edition):
    for area in ("XAA", "XAB", "XAC"):
        edition("old", told("lead", value=1.0), area=area, given={"first_year": 1900})
    edition("new", told("lead", value=2.0), given={"first_year": 1900}, data="z")
    edition("new", told("lead", "above", 1.0), area="XAB", thresholds="z", pages="z")
    new = edition(
        "new", told("lead", value=3.0), area="XAC", given={"first_year": 2010}, parameters="z"
    )
    found = compare(new.parent / "old", new).typed.values()
    assert [(one.area, one.what, one.causes) for one in found] == [
        ("XAA", "moved", "data"),
        ("XAB", "grade", "thresholds"),
        ("XAC", "moved", "parameters (first_year: 1900 became 2010)"),
    ]
    assert {one.n_causes for one in found} == {1}


def test_where_two_things_differ_both_may_be_the_cause(edition):
    old = edition("old", told("lead", value=1.0))
    new = edition("new", told("lead", value=2.0), data="z", code="z")
    (one,) = compare(old, new).typed.values()
    assert (one.causes, one.n_causes) == ("code; data", 2)


def test_without_a_record_no_cause_is_known(edition):
    old, new = edition("old", told("lead", value=1.0)), edition("new", told("lead", value=2.0))
    (old / "XAA" / "trends.job.json").unlink()
    (one,) = compare(old, new).typed.values()
    assert (one.what, one.causes, one.n_causes) == ("moved", "", 0)


def test_reports_that_are_new_gone_or_not_made_are_said(edition):
    old = edition("old", told("lead"))
    edition("old", told("lead"), area="XAB")
    new = edition("new", told("lead"), area="XAC")
    edition("new", told("lead", value=9.0), area="XAA", status="failed")
    found = compare(old, new).typed.values()
    assert [(one.area, one.what) for one in found] == [
        ("XAA", "report-not-made"),
        ("XAB", "report-gone"),
        ("XAC", "report-new"),
    ]


def test_a_folder_without_results_is_refused_by_name(tmp_path, edition):
    old = edition("old", told("lead"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReportError, match="empty holds no results"):
        compare(old, tmp_path / "empty")
    with pytest.raises(ReportError, match="There is no folder"):
        compare(tmp_path / "nowhere", old)


def test_an_analyst_sees_both_sentences(edition):
    old, new = edition("old", told("lead", value=1.0)), edition("new", told("lead", value=2.0))
    html = wb.compare(old, new)._repr_html_()
    assert "lead is 1.0 (fact)." in html
    assert "lead is 2.0 (fact)." in html
    assert "number outside of its earlier interval" in html
