"""Pages of areas of which little is known: no survey, and respondents that never disagree."""

from dataclasses import replace

import pandas as pd
import pytest
from found import Found, found, read

from workbench.findings import SourceFile
from workbench.findings.tables import Tables
from workbench.reports.gaps.parameters import READS
from workbench.store.frames import empty

AREAS = ["WORLD", "R-AFRICA", "R-EUROPE", "KEN"]
NOTHING = {name: empty(name) for name in READS}


@pytest.mark.parametrize("area", AREAS)
def test_an_area_without_a_survey_has_a_page(judged, page_of, area):
    result = judged(area, **NOTHING)
    assert result.status == "no_data"
    assert result.tables["conflicts"].frame.empty
    assert page_of(result)


@pytest.mark.parametrize("area", AREAS)
def test_an_area_with_one_respondent_a_country_has_a_page(judged, answered, page_of, area):
    said = {"thr_talks": "talks", "monitoring": "no"}
    responses = pd.concat([answered(iso3, said) for iso3 in ("KEN", "PER", "UZB")])
    result = judged(area, **NOTHING | {"responses": responses})
    assert result.tables["conflicts"].frame.empty
    assert page_of(result)


@pytest.mark.parametrize("area", AREAS)
def test_a_contradiction_without_a_conflict_is_shown(judged, answered, page_of, area):
    said = {"monitoring": "no", "mon_sites": "12"}
    result = judged(area, **NOTHING | {"responses": answered("KEN", said)})
    assert result.tables["conflicts"].frame.empty
    named = "No monitoring system, and monitoring sites" in page_of(result)
    assert named == (area != "R-EUROPE")


@pytest.mark.parametrize("area", ["XAA", "R-EXAMPLE"])
def test_a_page_is_shown_where_all_tables_but_the_overview_are_empty(gaps_result, page_of, area):
    page = gaps_result(area).page
    kept = {name: one for name, one in page.rows.items() if name == "overview"}
    filled = [kept.get(name) or one.table.filled({}) for name, one in page.rows.items()]
    parts = tuple(replace(part, said=(), listed=()) for part in page.parts)
    result = replace(page.result, tables=Tables(filled))
    assert page_of(Found(replace(page, result=result, parts=parts, key=())))


def test_what_was_set_aside_at_intake_is_listed():
    source = SourceFile("mine.csv", "0" * 64, "mine.yml", "CC BY 4.0", "me", 42, 30, 12)
    frames = replace(read("gaps", "XAF"), sources=(source,))
    page = found("gaps", frames, area="XAF").page.excluded._repr_html_()
    assert "12 cells of mine.csv" in page
    assert "set aside at intake; see the quarantine file" in page


def test_a_country_that_did_not_answer_goes_without_the_sections_on_answers(judged):
    survey = {name: empty(name) for name in ("responses", "frame", "legislation")}
    page = judged("TCD", **survey).page
    for name in (
        "inventories",
        "procedures",
        "index",
        "ratings",
        "indicators",
        "changes",
        "doubts",
    ):
        assert not page.messages[name]._repr_html_()
    for name in (
        "inventory",
        "procedures",
        "index",
        "indicators",
        "actions",
        "texts",
        "thresholds",
    ):
        assert not page.show[name]._repr_html_()
    assert not getattr(page.figures.ratings, "alt", "")
    assert "no answers to the survey are available" in page.key_messages._repr_html_()
    assert not page.show.matrix._repr_html_()
    assert not page.messages.programmes._repr_html_()
    assert page.show.participation_by_region._repr_html_()
