"""Every number of a sentence stands in its cell, and what always holds stands on the page."""

import pytest

from workbench.reports.soil_health import draw, say, show
from workbench.reports.soil_health.caveats import STANDING
from workbench.reports.soil_health.columns import TITLES

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
    for name in ("present", "missing", "indicators", "domains", "targets", "substances",
                 "enrichment", "contamination", "risk", "hazard", "checks", "changes",
                 "constants", "left_out", "actions"):  # fmt: skip
        assert getattr(show, name)(result)._repr_html_()


def test_every_column_of_every_table_says_what_it_means():
    for title, columns in TITLES.values():
        assert title
        assert all(column.meaning for column in columns)


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
