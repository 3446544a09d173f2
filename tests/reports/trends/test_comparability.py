"""Verdicts on the example, whose truth is in its programmes, and on changes made to it."""

import pytest

from examples.monitoring import PROGRAMMES

AREAS = ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF", "R-EXAMPLE")


def verdict(result, substance):
    (row,) = (
        row for name, row in result.rows("comparability").items() if name.endswith(f":{substance}")
    )
    return row


def sentence(result, measure="/comparability", standing=""):
    return " ".join(
        finding.sentence
        for finding in result.findings
        if finding.id.endswith(measure) and finding.grade != standing
    )


@pytest.mark.parametrize(
    ("area", "substance"), [("XAA", "Cd"), ("XAA", "Pb"), ("XAB", "As"), ("XAB", "Pb")]
)
def test_what_was_measured_in_one_way_is_comparable(trends_result, area, substance):
    row = verdict(trends_result(area), substance)
    assert (row["standing"], row["verdict"], row["reasons"]) == ("comparable", "comparable", "")


def test_a_limit_above_all_early_rounds_leaves_the_later_ones_to_be_compared(trends_result):
    row = verdict(trends_result("XAB"), "Hg")
    assert (row["standing"], row["verdict"]) == ("comparable", "comparable")
    assert row["reasons"] == "the detection limit fell, which non-detects as intervals allow for"


def test_non_detects_alone_leave_nothing_to_compare(zinc, judged):
    result = judged(zinc.assign(censored=True))
    row = verdict(result, "Zn")
    assert row["standing"] == "hidden by the limit"
    assert row["verdict"] == "not comparable: non-detects leave the order of all values open"
    assert "Too many non-detects prevent a comparison for 1" in sentence(result, "/families")
    (trend,) = result.rows("trends").values()
    assert (trend["grade"], trend["direction"]) == ("insufficient", "none")
    assert trend["why_insufficient"] == "non-detects leave the order of all values open"


def test_one_limit_for_all_years_is_no_fall(trends_result):
    row = verdict(trends_result("XAB"), "Sb")
    assert (row["standing"], row["reasons"]) == ("comparable", "")


def test_samples_that_were_lost_are_no_obstacle(trends_result):
    assert verdict(trends_result("XAC"), "Ni")["verdict"] == "comparable"


def test_a_panel_whose_sites_are_replaced_is_compared_within_sites(trends_result):
    assert verdict(trends_result("XAC"), "V")["verdict"] == "comparable"


def test_a_change_of_method_is_a_break_in_its_year(trends_result):
    before, after = (p for p in PROGRAMMES if (p.iso3, p.substance) == ("XAC", "Cr"))
    row = verdict(trends_result("XAC"), "Cr")
    assert (row["standing"], row["n_series"]) == ("break", 2)
    assert row["break_year"] == min(after.years) > max(before.years)
    assert row["verdict"] == f"break in {min(after.years)}"
    assert row["reasons"] == (
        "fraction changed from total content to aqua regia and method changed from XRF to "
        "ICP-MS in 2010"
    )


def test_a_break_is_a_key_message_and_says_that_nothing_is_joined(trends_result):
    said = sentence(trends_result("XAC"), standing="comparable")
    assert "Chromium (total) in soil, 0-20 cm: break in 2010 (fraction changed from" in said
    assert "The data are in 2 series, which are not joined" in said


def test_many_breaks_are_one_key_message_that_counts_them(zinc, judged, since):
    zinc["method"] = since(zinc, 2017).map({False: "AAS", True: "ICP-MS"})
    zinc["layer"] = "layer " + zinc["site_id"].str[-1]
    shown = judged(zinc).page.key_messages.entries
    assert [words for _, words, grade in shown if grade == "change of method"] == [
        "Of 10 substances (each in one matrix and layer), none can be compared over time exactly "
        "as measured. "
        "A change of method breaks the record of 10."
    ]


def test_verdicts_are_told_from_the_hardest_on_and_the_rest_is_counted(zinc, judged, since):
    zinc["layer"] = "layer " + zinc["site_id"].str[-3:]
    late = since(zinc, 2017) & (zinc["layer"] > "layer 010")
    zinc["method"] = late.map({False: "AAS", True: "ICP-MS"})
    zinc["lab_id"] = since(zinc, 2017).map({False: "A", True: "B"})
    *shown, more = judged(zinc).page.messages.comparability.entries
    assert [grade for _, _, grade in shown] == ["", *["change of method"] * 2]
    assert more[1] == "22 more findings can be read in the tables."


def test_another_laboratory_is_a_caution_and_the_evidence_is_weak_at_most(zinc, judged, since):
    late = since(zinc, 2015)
    zinc["lab_id"] = late.map({False: "A", True: "B"})
    zinc["value"] *= late.map({False: 1.0, True: 1.4})
    result = judged(zinc)
    row = verdict(result, "Zn")
    assert (row["standing"], row["verdict"]) == ("with caution", "comparable, with caution")
    assert row["reasons"] == (
        "the laboratory changed in 2015, which could make part of the trend; "
        "the evidence of a trend is weak at most"
    )
    assert [trend["grade"] for trend in result.rows("trends").values()] == ["weak"]


def test_units_that_differ_are_a_rule_and_are_named(zinc, judged, since):
    zinc["original_unit"] = since(zinc, 2015).map({False: "mg/kg", True: "g/kg"})
    result = judged(zinc)
    assert verdict(result, "Zn")["verdict"] == "comparable after conversion of units"
    units = [row["given_units"] for row in result.rows("conditions").values()]
    assert units == ["mg/kg", "g/kg"]


def test_ppm_is_mg_kg_and_no_conversion(zinc, judged, since):
    zinc["original_unit"] = since(zinc, 2015).map({False: "mg/kg", True: "ppm"})
    assert verdict(judged(zinc), "Zn")["verdict"] == "comparable"


def test_what_is_nowhere_stated_is_not_taken_to_be_the_same(zinc, judged):
    zinc["lab_id"] = None
    zinc["method"] = None
    zinc["depth_top_cm"] = None
    result = judged(zinc)
    row = verdict(result, "Zn")
    assert row["standing"] == "as far as is stated"
    assert row["verdict"] == "comparable, as far as documented"
    assert row["reasons"].startswith("laboratory, method and depth not documented for all")
    assert "As far as the methods are documented, 1 can be compared." in sentence(
        result, "/families"
    )


def test_a_rule_does_not_hide_what_is_not_stated(zinc, judged, since):
    zinc["original_unit"] = since(zinc, 2015).map({False: "mg/kg", True: "g/kg"})
    zinc["method"] = "unknown"
    row = verdict(judged(zinc), "Zn")
    assert row["verdict"] == "comparable after conversion of units, as far as documented"


def test_what_is_no_longer_stated_is_a_caution(zinc, judged, since):
    zinc.loc[since(zinc, 2015), "lab_id"] = None
    row = verdict(judged(zinc), "Zn")
    assert row["standing"] == "with caution"
    assert row["reasons"].startswith("the laboratory is not stated for all sampling rounds")


def test_visits_that_share_no_site_are_not_comparable(zinc, judged, since):
    early = ~since(zinc, 2009) & (zinc["site_id"] > "XAA-012")
    late = since(zinc, 2022) & (zinc["site_id"] <= "XAA-012")
    result = judged(zinc[early | late])
    row = verdict(result, "Zn")
    assert row["standing"] == "not comparable"
    assert row["verdict"] == "not comparable: no site was sampled twice"
    assert "Because no site was sampled twice, 1 cannot be compared." in sentence(
        result, "/families"
    )


def test_a_rule_and_a_caution_are_both_named(zinc, judged, since):
    zinc["original_unit"] = since(zinc, 2015).map({False: "mg/kg", True: "g/kg"})
    zinc["depth_bottom_cm"] = since(zinc, 2015).map({False: 20.0, True: 30.0})
    row = verdict(judged(zinc), "Zn")
    assert row["verdict"] == "comparable after conversion of units, with caution"
    assert "the sampling depth changed" in row["reasons"]


def test_two_methods_side_by_side_are_no_break(zinc, judged):
    zinc["method"] = (zinc["site_id"] > "XAA-012").map({False: "ICP-MS", True: "XRF"})
    row = verdict(judged(zinc), "Zn")
    assert row["standing"] == "not joined"
    assert row["verdict"] == "measured by 2 methods in parallel, not joined"


def test_a_few_values_measured_otherwise_are_no_break(zinc, judged, since):
    few = since(zinc, 2022) & (zinc["site_id"] <= "XAA-004")
    zinc["method"] = few.map({False: "ICP-MS", True: "XRF"})
    assert verdict(judged(zinc), "Zn")["standing"] == "not joined"


def test_no_break_is_called_where_the_main_way_runs_on(zinc, judged, since):
    """One laboratory measures by ICP-MS all along; beside it AAS gives way to XRF."""
    other = zinc["site_id"] > "XAA-016"
    zinc["method"] = "ICP-MS"
    zinc.loc[other, "method"] = "AAS"
    zinc.loc[other & since(zinc, 2018), "method"] = "XRF"
    assert verdict(judged(zinc), "Zn")["standing"] == "not joined"


def test_a_year_measured_both_ways_is_still_a_break(zinc, judged, since):
    after = since(zinc, 2015) | (since(zinc, 2014) & (zinc["site_id"] > "XAA-012"))
    zinc["method"] = after.map({False: "AAS", True: "ICP-MS"})
    row = verdict(judged(zinc), "Zn")
    assert row["verdict"] == "break in 2014"
    assert row["reasons"].startswith(
        "method changed from AAS to ICP-MS in 2014, in parallel until 2014"
    )


def test_three_methods_one_after_the_other_are_two_breaks(zinc, judged, since):
    zinc["method"] = "AAS"
    zinc.loc[since(zinc, 2012), "method"] = None
    zinc.loc[since(zinc, 2017), "method"] = "ICP-MS"
    row = verdict(judged(zinc), "Zn")
    assert (row["verdict"], row["break_year"]) == ("breaks in 2012 and 2017", 2012)
    assert row["reasons"] == (
        "method changed from AAS to not stated in 2012; "
        "method changed from not stated to ICP-MS in 2017"
    )


def test_unknown_and_blank_are_both_not_stated_and_no_break(zinc, judged, since):
    zinc["method"] = since(zinc, 2015).map({False: "unknown", True: None})
    row = verdict(judged(zinc), "Zn")
    assert row["standing"] == "not joined"
    assert row["reasons"].endswith('"unknown" and blank both mean not stated')


def test_what_changed_within_a_series_is_told_beside_a_break(zinc, judged, since):
    zinc["method"] = since(zinc, 2017).map({False: "AAS", True: "ICP-MS"})
    zinc["lab_id"] = since(zinc, 2012).map({False: "A", True: "B"})
    row = verdict(judged(zinc), "Zn")
    assert row["reasons"].endswith("; within a series also the laboratory changed in 2012")


def test_one_visit_has_nothing_to_be_compared_with(zinc, judged, since):
    row = verdict(judged(zinc[since(zinc, 2022)]), "Zn")
    assert (row["standing"], row["verdict"]) == (
        "one visit",
        "only one sampling round",
    )


@pytest.mark.parametrize("area", AREAS)
def test_every_measurement_and_family_is_counted_once(trends_result, area):
    result = trends_result(area)
    (overview,) = result.rows("overview").values()
    rows = result.rows("comparability").values()
    standings = (
        "comparable",
        "as_far_as_stated",
        "after_rule",
        "with_caution",
        "hidden",
        "not_comparable",
        "breaks",
        "not_joined",
        "one_visit",
    )
    assert sum(overview[f"n_{name}"] for name in standings) == overview["n_families"] == len(rows)
    assert sum(row["n_measurements"] for row in rows) == overview["n_used"]
    assert sum(row["n_series"] for row in rows) == overview["n_series"]
