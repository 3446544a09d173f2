"""What is released, what is not, and what a release says of itself."""

import hashlib
import json
import re

import pytest

from workbench.batch.drive.review import Remark, decide
from workbench.batch.page.job import JobResult, Output, record_text
from workbench.batch.release.release import ReleaseOrder, changes_page, release
from workbench.batch.release.release_checks import PageReading, inaccessible
from workbench.errors import ReportError
from workbench.findings import DataUsed, EvidenceCell, Finding, Result, SourceFile, publish
from workbench.findings.comparison import compare
from workbench.findings.rows import count, number, row, text
from workbench.findings.tables import Table, Tables

YES = Remark("approve", "A. Reviewer")
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Health</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head><body><h1>Health</h1>
<p><a href="../index.html">All areas</a> <a href="trends.html">Trends</a></p>
<table><caption>Areas</caption><thead><tr><th scope="col">Area</th><th scope="col">Cases</th></tr>
</thead><tbody><tr><th scope="row">A</th><td>{cases}</td></tr></tbody></table>
{more}</body></html>"""


@row
class CasesOfArea:
    """Cases of an area."""

    name: str = text("area", "Area")
    cases: float | None = number("cases; missing where hidden", "Cases", unit="1")
    n_years: int = count("years")


AREAS = Table("areas", CasesOfArea, "Areas", "None.")
SOURCE = SourceFile("register.csv", "ab" * 32, "m.yml", "CC BY 4.0", "Registry", 9, 9, 0)


@pytest.fixture
def made(tmp_path, project):
    """Write outputs with a health page each of two areas; gives the order to release them."""

    def of(name="out", cases=46.0, shown="46", more="", lead=1.0):
        for area in ("XAA", "XAB"):
            folder = tmp_path / name / area
            tables = Tables([AREAS.filled({"A": CasesOfArea(name="A", cases=cases, n_years=5)})])
            cell = EvidenceCell("areas", "A", "cases")
            found = (
                Finding(f"health/{area}/lead", f"Lead {lead}.", lead, "", None, "fact", (cell,)),
            )
            data = DataUsed("rows", 3, (2001, 2010), (SOURCE,))
            given = {"smallest_count": 5}
            publish(Result("health", area, "ok", given, {}, data, tables, (), found), str(folder))
            (folder / "health.html").write_text(
                PAGE.format(cases=shown, more=more), encoding="utf-8"
            )
            (folder / "health.ipynb").write_text("{}", encoding="utf-8")
            record = JobResult(
                *("health", area, {"data": str(lead)}, "ok"),
                started="2026-01-01T00:00:00Z",
                outputs=(Output(f"{area}/health.html", 4, "0" * 64),),
            )
            (folder / "health.job.json").write_text(record_text(record), encoding="utf-8")
        return tmp_path / name

    def order(out, to="public", **more):
        return ReleaseOrder(out, tmp_path / to, project / "templates", **more)

    of.order = order
    return of


def test_only_what_is_approved_is_released_without_notebooks_and_records(made, tmp_path):
    out = made()
    decide(out, ("XAA", "health"), YES)
    names = release(made.order(out, publisher="Ministry"))
    assert names == [
        *("XAA/health.html", "XAA/health.results.json", "XAA/health/areas.csv"),
        *("XAA/health/left_out.csv", "XAA/trends.html", "catalogue.jsonld", "index.html"),
        *("release.json", "revisions.html", "revisions.json", "ro-crate-metadata.json"),
        "SHA256SUMS",
    ]
    public = tmp_path / "public"
    files = [path for path in public.rglob("*") if path.is_file()]
    assert len(files) == len(names)
    for line in (public / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        sha, name = line.split("  ")
        assert hashlib.sha256((public / name).read_bytes()).hexdigest() == sha
    edition = json.loads((public / "release.json").read_text(encoding="utf-8"))
    assert edition["pages"][0]["approved_by"] == "A. Reviewer"
    index = (public / "index.html").read_text(encoding="utf-8")
    assert "XAA/health.html" in index
    assert "XAB" not in index
    assert "has not been approved" in (public / "XAA" / "trends.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("planted", "where"),
    [
        ({"cases": 3.0}, "XAA/health.results.json: table areas, row A, column cases"),
        ({"shown": "3"}, "XAA/health.html: a table shows a count of 3"),
        ({"more": "<p>In area A, 2 deaths were seen.</p>"}, "a sentence shows a count of 2"),
    ],
)
def test_a_page_with_a_planted_small_count_is_not_released(made, tmp_path, planted, where):
    out = made(**planted)
    decide(out, ("XAA", "health"), YES)
    with pytest.raises(ReportError, match=re.escape(where)):
        release(made.order(out))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_a_table_that_tells_what_the_results_hide_is_not_released(made):
    out = made(cases=None, shown="suppressed")
    decide(out, ("XAA", "health"), YES)
    path = out / "XAA" / "health" / "areas.csv"
    path.write_text(path.read_text("utf-8").replace("A,A,,5", "A,A,3,5"), encoding="utf-8")
    with pytest.raises(ReportError, match=r"areas.csv, row A tells another count of people"):
        release(made.order(out))


def test_a_limit_is_no_count_of_people(made):
    out = made(more="<p>No share is given for fewer than 5 participants.</p>")
    decide(out, ("XAA", "health"), YES)
    assert release(made.order(out))


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ('<img src="data:image/png;base64,">', "a picture has no alternative text"),
        ('<img alt="" src="x.png">', "a picture is fetched from 'x.png'"),
        ("<h3>Deep</h3>", "a level of headings is left out"),
        ("<h1>Again</h1>", "2 main headings"),
        ('<a href="#x"></a>', "a link has no words"),
        ("<table><thead><tr><th>A</th></tr></thead></table>", "does not say what it heads"),
        ('<p id="a"></p><p id="a"></p>', "the id 'a' stands twice"),
        ('<a href="https://example.org">Away</a>', "a link leads elsewhere"),
        ('<a href="../../secret.html">Up</a>', "which is not released"),
    ],
)
def test_a_page_that_keeps_readers_out_is_not_released(made, more, problem):
    out = made(more=more)
    decide(out, ("XAA", "health"), YES)
    with pytest.raises(ReportError, match=re.escape(problem)):
        release(made.order(out))


def test_a_page_without_language_title_and_policy_is_named():
    assert [*map(str, inaccessible(PageReading("<html><h1>A</h1></html>")))] == [
        *("the page does not say its language", "the page has no title"),
        "the page has no policy that keeps everything else out",
    ]


def test_a_revision_says_what_changed_why_and_since_when(made, tmp_path, project):
    old, new = made("old"), made("new", lead=2.0)
    for out in (old, new):
        decide(out, ("XAA", "health"), YES)
    release(made.order(old, "first"))
    release(made.order(new, "second", previous=tmp_path / "first"))
    last, first = json.loads((tmp_path / "second" / "revisions.json").read_text(encoding="utf-8"))
    assert [(one["what"], one["causes"]) for one in last["changes"]] == [("moved", "data")]
    assert last["since"] == first["at"]
    note = (tmp_path / "second" / "revisions.html").read_text(encoding="utf-8")
    assert "Lead 2.0." in note
    found = compare(tmp_path / "first", tmp_path / "second")
    assert len(found.typed) == 1
    page = changes_page(found, tmp_path / "first", project / "templates")
    assert re.search("1 finding has changed since the earlier edition, made on 20..-", page)
    assert [*inaccessible(PageReading(page))] == []


def test_a_crate_names_files_sources_parameters_and_code(made, tmp_path):
    out = made()
    decide(out, ("XAA", "health"), YES)
    release(made.order(out, commit="1a2b3c4"))
    public = tmp_path / "public"
    crate = json.loads((public / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    found = {one["@id"]: one for one in crate["@graph"]}
    assert all((public / one["@id"]).is_file() for one in found["./"]["hasPart"])
    made_by = found["#made/XAA/health"]
    assert found["#source/register.csv"]["sha256"] == SOURCE.sha256
    assert found["#code"]["identifier"] == "1a2b3c4"
    assert {"@id": "#made/XAA/health/smallest_count"} in made_by["object"]
    assert all(one["@id"] in found for one in (*made_by["object"], *made_by["result"]))
    record = json.loads((public / "catalogue.jsonld").read_text(encoding="utf-8"))
    files = [one["dct:title"] for one in record["dcat:dataset"][0]["dcat:distribution"]]
    assert files == ["health.html", "health.results.json", "areas.csv", "left_out.csv"]


def test_nothing_is_released_unless_it_is_approved_and_the_folder_is_new(made):
    out = made()
    with pytest.raises(ReportError, match="is approved"):
        release(made.order(out))
    decide(out, ("XAA", "health"), YES)
    with pytest.raises(ReportError, match="is not empty"):
        release(made.order(out, "out"))
