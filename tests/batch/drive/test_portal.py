import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.batch.drive.portal import write_portal
from workbench.batch.drive.review import Remark, decide
from workbench.batch.drive.world_map import world
from workbench.batch.page.job import Failure, JobResult, Output, record_text
from workbench.errors import ReportError
from workbench.vocabulary.places import places

TEMPLATES = Path(__file__).parents[3] / "templates"
HOSTILE = "<script>alert(1)</script>"


def finished(folder, area, report="trends", **changes):
    result = JobResult(
        report,
        area,
        {},
        "ok",
        key_message=f"Cd falls at {HOSTILE}.",
        state="act",
        certainty="strong",
        started="2026-11-30T10:00:00Z",
        last_year=2022,
        outputs=(Output(f"{area}/{report}.html", 4, "0" * 64),),
    )
    (folder / area).mkdir(exist_ok=True)
    path = folder / area / f"{report}.job.json"
    path.write_text(record_text(replace(result, **changes)), encoding="utf-8")
    path.with_name(f"{report}.html").write_text("page", encoding="utf-8")


def columns_of(html):
    """Headings of the reports; what every portal has is left out."""
    area, *reports, foremost, fresh = re.findall(r'<th scope="col">([\w ]+)', html)
    assert (area, foremost, fresh) == ("Area", "Foremost finding", "Data and pages")
    return reports


def index(folder):
    return write_portal(folder, TEMPLATES).read_text(encoding="utf-8")


def test_each_report_has_its_state_certainty_sentence_years_and_link(tmp_path):
    finished(tmp_path, "DEU")
    html = index(tmp_path)
    assert '<a href="DEU/trends.html">needs attention</a><small>strong evidence</small>' in html
    assert 'data-state="act" data-grade="strong" data-review="not-reviewed"' in html
    assert "Cd falls at &lt;script&gt;" in html
    assert "data to 2022, page of 2026-11-30" in html


def test_areas_in_most_need_stand_first(tmp_path):
    for area, states in (("DEU", ("fine", "fine")), ("KEN", ("act", "fine")), ("NOR", ("watch",))):
        for report, state in zip(("trends", "gaps"), states, strict=False):
            finished(tmp_path, area, report=report, state=state)
    finished(tmp_path, "FRA", state="act")
    finished(tmp_path, "FRA", report="gaps", state="act")
    assert re.findall(r'<th scope="row">(\w+)', index(tmp_path)) == [
        *("France", "Kenya", "Norway", "Germany")
    ]


def test_a_region_has_a_page_of_its_own_and_lies_on_the_map(tmp_path):
    for area in ("DEU", "FRA", "KEN"):
        finished(tmp_path, area)
        finished(tmp_path, area, report="country", outputs=(Output(f"{area}/index.html", 4, "0"),))
    html = index(tmp_path)
    assert '<a href="region-R-EUROPE.html">Europe</a>' in html
    assert '<a href="KEN/index.html" aria-label="Kenya: needs attention"><path' in html
    europe = (tmp_path / "region-R-EUROPE.html").read_text(encoding="utf-8")
    assert re.findall(r'<th scope="row"><a[^>]*>(\w+)', europe) == ["France", "Germany"]
    for report in ("trends", "country"):
        (tmp_path / "KEN" / f"{report}.job.json").unlink()
        (tmp_path / "KEN" / f"{report}.html").unlink()
    assert "region-" not in index(tmp_path)
    assert not (tmp_path / "region-R-EUROPE.html").exists()


def test_a_page_says_whether_it_is_approved(tmp_path):
    finished(tmp_path, "DEU")
    (tmp_path / "DEU" / "trends.results.json").write_text("{}", encoding="utf-8")
    decide(tmp_path, ("DEU", "trends"), Remark("approve", "A. Reviewer"))
    assert '<small class="review">approved</small>' in index(tmp_path)
    (tmp_path / "DEU" / "trends.html").write_text("another page", encoding="utf-8")
    assert "changed since it was approved" in index(tmp_path)


def test_two_hundred_areas_with_four_reports_are_light(tmp_path):
    codes = [code for code, place in places().items() if place.region][:200]
    for area in codes:
        for report in ("trends", "gaps", "health", "soil_health"):
            finished(tmp_path, area, report=report, key_message="Cadmium is rising. " * 8)
    path = write_portal(tmp_path, TEMPLATES)
    assert path.stat().st_size < 400 * 1024
    assert sum(map(len, world().values())) < 120 * 1024
    assert path.read_text(encoding="utf-8").count("<path data-state") > 180


def test_areas_are_rows_and_reports_are_columns(tmp_path):
    finished(tmp_path, "DEU")
    finished(tmp_path, "KEN", report="gaps", status="no_data", key_message="")
    html = index(tmp_path)
    assert re.findall(r'<th scope="row">(\w+)', html) == ["Germany", "Kenya"]
    assert columns_of(html) == ["Survey gaps", "Monitoring trends"]
    assert html.count("no report") == 2
    assert "no data</a>" in html


@pytest.mark.parametrize("text", ["{", "[]", "null", '{"area": "DEU", "report": "trends"}', "\xff"])
def test_broken_records_are_listed_as_unreadable(tmp_path, text):
    finished(tmp_path, "DEU")
    (tmp_path / "DEU" / "trends.job.json").write_text(text, encoding="latin-1")
    html = index(tmp_path)
    assert "Unreadable" in html
    assert "trends.job.json is missing or cannot be read" in html


@pytest.mark.parametrize(
    "change",
    [
        {"inputs": []},
        {"status": ["x"]},
        {"outputs": (Output("//elsewhere.org/x.html", 4, "0" * 64),)},
        {"outputs": (Output("DEU/../../x.html", 4, "0" * 64),)},
        {"error": Failure("E", 5)},
    ],
)
def test_a_record_that_no_run_wrote_is_not_believed(tmp_path, change):
    finished(tmp_path, "DEU", **change)
    html = index(tmp_path)
    assert "Unreadable" in html
    assert "elsewhere" not in html


def test_a_record_in_the_wrong_folder_is_refused(tmp_path):
    finished(tmp_path, "DEU")
    (tmp_path / "DEU").rename(tmp_path / "KEN")
    assert "trends.job.json describes the report trends for DEU, not the report of this" in index(
        tmp_path
    )


def test_a_page_without_a_record_is_listed(tmp_path):
    finished(tmp_path, "DEU")
    (tmp_path / "DEU" / "trends.job.json").unlink()
    html = index(tmp_path)
    assert "Unreadable" in html
    assert "trends.job.json is missing" in html


def test_a_failure_is_not_hidden_by_the_page_of_an_earlier_run(tmp_path):
    finished(
        tmp_path,
        "DEU",
        status="timeout",
        error=Failure("timeout", f"cell 3 took {HOSTILE}"),
        outputs=(Output("DEU/trends.failed.html", 4, "0" * 64),),
    )
    html = index(tmp_path)
    assert "Complete" not in html
    assert "Time limit exceeded" in html
    assert "Cell 3 took &lt;script&gt;" in html
    assert '<a href="DEU/trends.failed.html">not made</a>' in html
    assert '<a href="DEU/trends.html">Page of an earlier run</a>' in html
    assert columns_of(html) == ["Monitoring trends"]


def test_an_area_is_fictional_where_its_results_say_so(tmp_path):
    finished(tmp_path, "WORLD", fictional=True)
    assert "not real countries" in index(tmp_path)


def test_fictional_areas_are_called_so(tmp_path):
    finished(tmp_path, "DEU")
    assert "not real countries" not in index(tmp_path)
    finished(tmp_path, "XAA")
    assert "not real countries" in index(tmp_path)


def test_nothing_runs_but_the_script_of_the_hash_and_nothing_is_fetched(tmp_path):
    finished(tmp_path, "DEU", key_message=HOSTILE)
    html = index(tmp_path)
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode()
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:; " in html
    assert f"script-src 'sha256-{digest}'\"" in html
    assert "http:" not in html.replace("http-equiv", "")


def test_the_index_is_the_same_each_time_and_leaves_nothing_beside_it(tmp_path):
    finished(tmp_path, "DEU")
    assert index(tmp_path) == index(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["DEU", "index.html"]


def test_an_empty_folder_gives_an_index_that_says_so(tmp_path):
    assert "No report has been made yet." in index(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    folder = tmp_path / "none"
    with pytest.raises(ReportError, match=re.escape(f"There is no folder {folder}.")):
        write_portal(folder, TEMPLATES)


def test_a_folder_without_the_template_is_refused(tmp_path):
    message = f"{tmp_path} has no 'portal/index.html.j2'"
    with pytest.raises(ReportError, match=re.escape(message)):
        write_portal(tmp_path, tmp_path)


def test_the_name_of_an_area_leads_to_its_own_page(tmp_path):
    finished(tmp_path, "DEU")
    page = Output("DEU/index.html", 4, "0" * 64)
    finished(tmp_path, "DEU", report="country", outputs=(page,))
    html = index(tmp_path)
    assert '<th scope="row"><a href="DEU/index.html">Germany</a>' in html
    assert columns_of(html) == ["Monitoring trends"]
