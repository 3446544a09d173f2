"""Every number of a sentence stands in its cell, and what always holds stands on the page."""

from dataclasses import replace

import pytest

from workbench.presentation.table import shown
from workbench.reports.soil_health import compared, draw, say
from workbench.reports.soil_health.caveats import STANDING
from workbench.reports.soil_health.contamination import SUBSTANCES

AREAS = ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF")


@pytest.mark.parametrize("area", AREAS)
def test_no_number_is_left_once_the_cells_are_taken_out(soil_result, numbers_without_cell, area):
    result = soil_result(area)
    for finding in result.findings:
        left = numbers_without_cell(result, finding)
        assert not left, finding.sentence


@pytest.mark.parametrize("area", AREAS)
def test_ids_are_unique_and_name_report_and_area(soil_result, area):
    ids = [finding.id for finding in soil_result(area).findings]
    assert len(ids) == len(set(ids))
    assert all(identity.startswith(f"soil_health/{area}/") for identity in ids)


@pytest.mark.parametrize("area", AREAS)
def test_every_figure_and_table_takes_any_result(soil_result, area):
    result = soil_result(area)
    for make in (draw.scores, draw.factors, draw.site_indices):
        assert make(result)
    for name in result.tables:
        assert shown(result, name)._repr_html_()
    for view in (compared.contents, compared.enrichment):
        assert view(result)._repr_html_()


def test_every_column_of_every_table_says_what_it_means(soil_result):
    for table in soil_result("XAA").tables.values():
        assert table.title
        assert all(column.meaning for column in table.columns)


def test_headings_of_a_view_are_told_apart(soil_result):
    for name, table in soil_result("XAD").tables.items():
        headings = [column.heading for column in table.columns if column.heading]
        assert len(headings) == len(set(headings)), name


def test_enrichment_has_a_view_of_its_own_and_a_reason_where_there_is_none(soil_result):
    result = soil_result("XAD")
    assert not {"EF", "Class (EF)"} & set(compared.contents(result).frame)
    assert "Al was not measured in the same fraction" in compared.enrichment(result)._repr_html_()


def test_the_view_of_enrichment_has_the_contaminants_with_a_factor(soil_result):
    result = soil_result("XAD")
    rows = dict(result.of(SUBSTANCES))
    first = next(iter(rows))
    rows[first] = replace(rows[first], ef=2.0, ef_class="moderate")
    enriched = replace(result, tables={"substances": SUBSTANCES.filled(rows)})
    assert compared.enrichment(enriched).frame["EF"].tolist() == [2.0]


def test_screens_are_no_verdicts_on_every_page_with_a_result(soil_result):
    assert len(say.standing(soil_result("XAB")).entries) == len(STANDING)
    assert "no clinical and no regulatory verdict" in STANDING[0]


def test_scores_of_a_demonstration_set_are_said_to_be(soil_result):
    (said,) = [one for one in soil_result("XAA").findings if one.id.endswith("/demonstration")]
    assert "EXAMPLE-1, a set for demonstration" in said.sentence
    assert said.sentence.endswith("It is for fictional countries alone.")
    assert said.grade == "unverified"


def test_scores_of_a_trial_set_are_not_to_be_published(changed_soils):
    (said,) = [
        one
        for one in changed_soils("XAA", scoring_set="CASH-2017").findings
        if one.id.endswith("/trial")
    ]
    assert said.sentence.endswith("Do not publish them.")


def test_unverified_constants_in_use_are_listed(soil_result):
    rows = soil_result("XAA").rows("constants")
    assert rows["background:GEMAS-AP:Pb:aqua_regia"]["verified"] == "no"
    assert rows["curve:S0712"]["verified"] == "no"
    assert "background:GEMAS-AP:Pb:aqua_regia" not in {
        key for key, row in rows.items() if row["verified"] == "yes"
    }
