"""The country page: what it takes from the reports, in which order, and what it says is missing."""

import json

import pytest

import workbench as wb
from workbench.errors import ReportError
from workbench.findings import DataUsed, Finding, Result, publish
from workbench.findings.published import published_in, read_results
from workbench.presentation.html import anchor_of
from workbench.reports.country.agreement import COMPARED
from workbench.reports.country.findings import KEY_MESSAGES
from workbench.reports.country.overview import OVERVIEW
from workbench.reports.country.states import State, state_of, worst
from workbench.reports.country.tiles import STATES

DATA = DataUsed("of these rows", 3, (2001, 2010), ())


def finding(report, name, grade, value=None):
    sentence = f"{name.capitalize()} of {report}."
    return Finding(f"{report}/XAA/{name}/said", sentence, value, "1/year", None, grade, ())


@pytest.fixture
def put(tmp_path):
    """Publish findings of a report, all of them key messages; with tables of plain rows."""

    def of(report, *told, status="ok", tables=None, area="XAA"):
        found = tuple(finding(report, *one) for one in told)
        key = tuple(one.id for one in found)
        result = Result(report, area, status, {}, {}, DATA, {}, (), found, key, fictional=True)
        publish(result, str(tmp_path / area))
        file = tmp_path / area / f"{report}.results.json"
        content = json.loads(file.read_text(encoding="utf-8"))
        rows = {
            name: {"title": "", "columns": [], "rows": one} for name, one in (tables or {}).items()
        }
        file.write_text(json.dumps(content | {"tables": rows}), encoding="utf-8")

    return of


def record(folder, report, status="failed", message="cell 3 raised KeyError: 'Cd'"):
    content = {"report": report, "status": status, "error": {"message": message}}
    folder.mkdir(exist_ok=True)
    (folder / f"{report}.job.json").write_text(json.dumps(content), encoding="utf-8")


def country(folder, **parameters):
    return wb.open_results(folder).country("XAA", **parameters)


def headline(page):
    return page.findings[0].sentence


def test_a_rise_needs_attention_and_a_fall_does_not():
    assert state_of(finding("trends", "lead", "strong", 0.03)) is State.ACT
    assert state_of(finding("trends", "lead", "strong", -0.03)) is State.FINE
    assert state_of(finding("trends", "lead", "weak", 0.03)) is State.WATCH
    assert state_of(finding("trends", "lead", "fact")) is None


def test_what_cannot_be_told_is_never_good_news():
    assert worst([State.FINE, State.UNCLEAR, None]) is State.UNCLEAR
    assert worst([State.UNCLEAR, State.WATCH]) is State.WATCH
    assert worst([None]) is None


def test_each_report_has_the_state_of_its_worst_key_message(put, tmp_path):
    put("trends", ("first", "fact"), ("zinc", "no-change"), ("lead", "strong", 0.04))
    put("health", ("first", "fact"), ("cadmium", "X not assessable"))
    page = country(tmp_path)
    rows = page.rows.of(STATES)
    assert {name: one.state for name, one in rows.items()} == {"trends": "act", "health": "unclear"}
    assert rows["trends"].certainty == "strong"
    assert rows["trends"].answer == "First of trends."
    assert headline(page) == (
        "One report on Ambervale calls for attention: Monitoring trends. The results do not allow "
        "a judgement in: Soil and health by area (ecological study). "
        "Reports not yet made: Soil health and contamination and Survey gaps."
    )


def test_messages_stand_the_worst_first_and_each_report_is_heard(put, tmp_path):
    above = [(f"substance{n}", "above") for n in range(5)]
    put("trends", ("first", "fact"), *above)
    put("soil_health", ("first", "fact"), ("structure", "low score"))
    put("gaps", ("first", "fact"), ("law", "to be checked"))
    rows = country(tmp_path).rows.of(KEY_MESSAGES).values()
    assert [(one.report, one.sentence.split()[0]) for one in rows] == [
        ("trends", "Substance0"),
        ("soil_health", "Structure"),
        ("trends", "Substance1"),
        ("trends", "Substance2"),
        ("gaps", "Law"),
    ]


def test_no_more_messages_than_asked_for(put, tmp_path):
    for report in ("trends", "soil_health", "gaps"):
        put(report, ("first", "fact"), *[(f"a{n}", "above") for n in range(3)])
    assert len(country(tmp_path).rows.of(KEY_MESSAGES)) == 7
    assert len(country(tmp_path, most_messages=3).rows.of(KEY_MESSAGES)) == 3


def test_a_message_leads_to_the_place_where_it_is_explained(put, tmp_path):
    put("gaps", ("first", "fact"), ("law", "gap"))
    html = country(tmp_path).show.quoted._repr_html_()
    assert f'href="gaps.html#{anchor_of("gaps/XAA/law/said")}"' in html


def test_a_report_that_failed_is_said_and_its_older_results_are_not_used(put, tmp_path):
    put("trends", ("first", "fact"), ("lead", "above"))
    put("gaps", ("first", "fact"), ("law", "gap"))
    record(tmp_path / "XAA", "trends")
    page = country(tmp_path)
    assert page.rows.of(STATES)["trends"].state == "not-made"
    assert "Could not be made: Monitoring trends." in headline(page)
    assert not any(one.report == "trends" for one in page.rows.of(KEY_MESSAGES).values())
    assert "cell 3 raised KeyError" in page.messages.tiles._repr_html_()
    assert "trends.html" not in page.show.tiles._repr_html_()


def test_a_country_without_data_is_said_to_have_none(put, tmp_path):
    put("trends", ("first", "missing"), status="no_data")
    page = country(tmp_path)
    assert page.result.status == "no_data"
    assert headline(page).startswith(
        "No report on Ambervale has findings. There are no data for: Monitoring"
    )


def test_a_folder_without_results_gives_a_page(tmp_path):
    page = country(tmp_path)
    assert page.result.status == "no_data"
    assert page.rows.of(STATES) == {}
    assert "no site with a position" in page.figures.map
    for name in page.show:
        assert isinstance(page.show[name]._repr_html_(), str)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ReportError, match=r"There is no folder .*nowhere"):
        wb.open_results(tmp_path / "nowhere")


def test_results_of_another_schema_are_refused_by_name(put, tmp_path):
    put("trends", ("first", "fact"))
    file = tmp_path / "XAA" / "trends.results.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(content | {"schema_version": 99}), encoding="utf-8")
    with pytest.raises(ReportError, match=r"trends.results.json has the schema version 99"):
        read_results(file)
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(ReportError, match=r"trends.results.json is not as `publish` writes it"):
        published_in(file.parent)


def of_trends(median=0.4, n=20, visit="2010", n_non_detects=0):
    level = {"median_mg_kg": median, "n_measurements": n, "n_non_detects": n_non_detects}
    return {
        "levels": {"s": level | {"visit": visit}},
        "series": {"s": {"substance": "Cd", "fraction": "total", "matrix": "soil"}},
    }


def of_soil_health(median, n=20, n_non_detects=0):
    row = {"median_mg_kg": median, "n_sites": n, "n_non_detects": n_non_detects}
    return {"substances": {"Cd:total:GEMAS": row}}


@pytest.mark.parametrize(
    ("trends", "soil", "agreement"),
    [
        (of_trends(0.4), of_soil_health(0.41), "same"),
        (of_trends(0.4), of_soil_health(0.5), "unexplained"),
        (of_trends(0.4, n=19), of_soil_health(0.5), "other-number"),
        (of_trends(0.4, visit="2004"), of_soil_health(0.5), "other-years"),
        (of_trends(0.4, n_non_detects=3), of_soil_health(0.5), "non-detects"),
    ],
)
def test_two_medians_of_a_substance_agree_or_have_a_reason(put, tmp_path, trends, soil, agreement):
    put("trends", ("first", "fact"), tables=trends)
    put("soil_health", ("first", "fact"), tables=soil)
    page = country(tmp_path)
    ((_, one),) = page.rows.of(COMPARED).items()
    assert one.agreement == agreement
    ((_, counts),) = page.rows.of(OVERVIEW).items()
    assert counts.n_differing == (agreement == "unexplained")
    told = page.messages.agreement._repr_html_()
    assert ("has to be explained" in told) == (agreement == "unexplained")


def test_sites_and_areas_are_not_held_against_each_other(put, tmp_path):
    put("trends", ("first", "fact"), tables=of_trends(0.4))
    exposure = {"kind": "soil", "median": 0.7, "n_areas": 20, "years": "2010"}
    put("health", ("first", "fact"), tables={"exposures": {"Cd": exposure}})
    ((_, one),) = country(tmp_path).rows.of(COMPARED).items()
    assert one.agreement == "other-unit"


def test_actions_of_the_reports_take_turns(put, tmp_path):
    gaps = {n: {"action": f"Answer {n}.", "question": "Why?"} for n in "ab"}
    soil = {"x": {"action": "Measure.", "because": "it is missing"}}
    put("gaps", ("first", "fact"), tables={"actions": gaps})
    put("soil_health", ("first", "fact"), tables={"actions": soil})
    assert list(country(tmp_path).tables.actions["action"]) == [
        "Answer a.",
        "Measure.",
        "Answer b.",
    ]


def test_text_of_results_is_shown_as_text(put, tmp_path):
    put("gaps", ("first", "fact"), ("<script>alert(1)</script>", "gap"))
    page = country(tmp_path)
    for shown in (page.show.quoted, page.show.tiles, page.messages.summary):
        assert "<script>" not in shown._repr_html_()
