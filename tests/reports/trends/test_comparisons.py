"""Thresholds by land use, by the soil, and of another country by name."""

import re

import pandas as pd
import pytest
from pydantic import ValidationError

from examples.store import all_rows
from workbench.reports.trends.parameters import Parameters
from workbench.words.numbers import NO_BREAK

LEAD = "iso3 == 'XAE' and substance == 'Pb' and land_use == 'agricultural'"
ROW = "XAE:soil:0-20 cm:aqua_regia::dry:ICP-MS:Pb@agricultural"
UNSTATED = "the land use is not stated, several are pooled, or the law divides it"
AREAS = ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF", "R-EXAMPLE")


def rows_by(result, *columns):
    return [tuple(row[name] for name in columns) for row in result.rows("comparisons").values()]


def sentences(result, measure):
    return [f.sentence for f in result.findings if f.id.endswith(measure)]


@pytest.fixture
def lead(zinc, since):
    """Lead at the last visit to 24 sites: 10, 20, 30, ... 240 mg/kg."""
    last = zinc[since(zinc, 2022)].sort_values("site_id").assign(substance="Pb", iso3="XAF")
    return last.assign(value=[10.0 * place for place in range(1, 25)], fraction="total")


def test_each_land_use_is_compared_with_its_own_threshold(lead, judged):
    """Ordin 756/1997 (ROU): lead, sensitive use 50 mg/kg, less sensitive use 250 mg/kg."""
    lead["land_use"] = ["residential"] * 12 + ["industrial"] * 12
    result = judged(lead, reference_set="ROU")
    assert rows_by(result, "land_use", "n_measurements", "threshold_mg_kg", "n_above") == [
        ("industrial", 12, 250.0, 0),
        ("residential", 12, 50.0, 7),  # 60 to 120 mg/kg
    ]
    assert any(f"7 of 12 samples (58{NO_BREAK}%" in said for said in sentences(result, "/level"))


@pytest.mark.parametrize("limit", [60.0, 5000.0])
def test_a_worse_laboratory_leaves_the_threshold_open_and_no_soil_cleaner(lead, judged, limit):
    """Ordin 756/1997 (ROU): lead, sensitive use 50 mg/kg; both limits are above it."""
    lead = lead.assign(land_use="residential", value=[10.0] * 12 + [limit] * 12)
    lead["censored"] = [False] * 12 + [True] * 12
    result = judged(lead, reference_set="ROU")
    ((n, above, undecided, share),) = rows_by(
        result, "n_measurements", "n_above", "n_undecided", "share_above"
    )
    assert (n, above, undecided) == (24, 0, 12)
    assert pd.isna(share)
    assert any("we cannot tell whether" in said for said in sentences(result, "/level"))


def test_ph_of_another_year_decides_no_threshold(lead, judged):
    """GB 15618-2018 (CHN): lead, other farmland, by pH; here pH was measured in 2005 alone."""
    lead = lead.assign(land_use="agricultural")
    ph = lead.assign(substance="pH", unit="pH", value=6.0, sampled_on="2005-06-01")
    rows = rows_by(judged(pd.concat([lead, ph]), reference_set="CHN"), "threshold_mg_kg")
    assert all(pd.isna(threshold) for (threshold,) in rows)


@pytest.mark.parametrize("word", [None, "", " unknown ", "Not stated"])
def test_an_unstated_land_use_has_a_row_of_its_own_with_the_reason(lead, judged, word):
    lead["land_use"] = ["agricultural"] * 20 + [word] * 4
    rows = rows_by(
        judged(lead, reference_set="ROU"), "land_use", "n_measurements", "why_not_compared"
    )
    assert rows == [("agricultural", 20, ""), ("not stated", 4, UNSTATED)]


def test_samples_without_a_threshold_are_counted(lead, judged):
    lead["land_use"] = ["agricultural"] * 20 + [None] * 4
    (said,) = sentences(judged(lead, reference_set="ROU"), "/not_compared")
    assert "(4 of 24 samples of the last rounds)" in said


@pytest.mark.parametrize("area", AREAS)
def test_the_land_uses_of_a_visit_add_up_to_it(trends_result, area):
    result = trends_result(area)
    rows = result.tables["comparisons"].frame
    levels = result.tables["levels"].frame["n_measurements"]
    assert rows.groupby("series")["n_measurements"].sum().to_dict() == levels.to_dict()


def test_a_law_that_asks_for_ph_gets_that_of_each_sample(lead, judged):
    """GB 15618-2018, table 1: lead in dryland 70, 90, 120, 170 mg/kg up to pH 5.5, 6.5, 7.5, on."""
    lead = lead.assign(land_use="dryland")
    acidity = [5.0] * 6 + [6.0] * 6 + [7.0] * 6 + [8.0] * 5
    ph = lead.head(23).assign(substance="pH", unit="pH", value=acidity)
    result = judged(pd.concat([lead, ph]), reference_set="CHN")
    rows = rows_by(result, "threshold_mg_kg", "n_measurements", "n_above")
    assert rows[:4] == [(70.0, 6, 0), (90.0, 6, 3), (120.0, 6, 6), (170.0, 5, 5)]
    ((reason, n_without),) = rows_by(result, "why_not_compared", "n_measurements")[4:]
    assert ("depend on pH" in reason, n_without) == (True, 1)


def test_a_reference_set_is_compared_with_and_named_beside_its_number(judged, trends_result):
    """Korean worrisome level of lead in region 1: 200 mg/kg."""
    result = run(judged, "KOR")
    assert trends_result("XAE").rows("comparisons")[ROW]["why_not_compared"] == (
        "no threshold is recorded"
    )
    row = result.rows("comparisons")[ROW]
    assert (row["threshold_mg_kg"], row["law_of"], row["whose_law"]) == (
        200.0,
        "KOR",
        "reference set",
    )
    (said,) = sentences(result, "/level")
    assert said.endswith("law of South Korea (reference set).")


def test_the_value_from_which_something_must_be_done_is_beside_the_threshold(judged):
    """Korean worrisome and countermeasure levels of lead in region 1: 200 and 600 mg/kg."""
    row = run(judged, "KOR").rows("comparisons")[ROW]
    assert (row["threshold_mg_kg"], row["intervention_mg_kg"]) == (200.0, 600.0)
    assert (row["n_above_intervention"], row["intervention_term"]) == (1, "토양오염대책기준 1지역")


def test_a_threshold_that_is_the_intervention_value_stands_alone(judged):
    """Costa Rica has intervention values only."""
    row = run(judged, "CRI").rows("comparisons")[ROW]
    assert row["value_type"] == "action/intervention"
    assert pd.isna(row["intervention_mg_kg"])


def run(judged, reference_set):
    """Compare the lead of XAE, which has no law, with that of another country."""
    return judged(all_rows("measurements").query(LEAD), reference_set=reference_set)


def test_a_reference_set_that_asks_for_the_texture_is_named_with_that_reason(judged):
    result = run(judged, "DEU")
    row = result.rows("comparisons")[ROW]
    assert (row["law_of_name"], row["whose_law"]) == ("Germany", "reference set")
    assert row["why_not_compared"] == (
        "the recorded thresholds depend on pH, texture, humus or depth, which are not stated"
    )
    (said,) = sentences(result, "/not_compared")
    assert said.startswith(
        "1 of 1 series could not be assessed against a threshold, because no applicable value is "
        "in the reference set of Germany"
    )
    assert sentences(result, "/law")


def test_the_own_law_is_no_reference_set(trends_result):
    result = trends_result("XAA")
    assert {row["whose_law"] for row in result.rows("comparisons").values()} == {"own"}
    assert sentences(result, "/law") == []
    assert "reference" not in " ".join(sentences(result, "/level"))


def test_an_unknown_reference_set_is_refused_with_the_sets_that_there_are():
    message = "There is no set of thresholds 'WHO'. There are: ARG, AUS, AUT, BEL,"
    with pytest.raises(ValidationError, match=re.escape(message)):
        Parameters(reference_set="WHO")
