import pandas as pd
import pytest
from found import found

from examples.monitoring import programmes
from examples.store import all_rows
from workbench.inputs import tables
from workbench.inputs.store import fingerprint
from workbench.inputs.tables import Frames
from workbench.vocabulary.substances import substance

MEASUREMENTS = all_rows("measurements")
MONITORED = MEASUREMENTS[  # the first 24 sites of each country, without what is measured once
    (MEASUREMENTS["site_id"].str[-3:].astype(int) <= 24)
    & MEASUREMENTS["substance"].isin(["Cd", "Pb", "Zn", "Hg"])
].reset_index(drop=True)


def rows_of(result, table, substance):
    """Rows of a table whose series is of a substance."""
    return {
        name: row
        for name, row in result.rows(table).items()
        if name.partition("@")[0].endswith(f":{substance}")
    }


def one_row(result, table, substance):
    (row,) = rows_of(result, table, substance).values()
    return row


def frames(measurements):
    return Frames({"measurements": measurements}, fingerprint({"measurements": measurements}))


def test_a_rising_series_is_found_with_its_true_rate(trends_result):
    cadmium = one_row(trends_result("XAA"), "trends", "Cd")
    assert cadmium["verdict"] == "rising"
    assert cadmium["change_per_year_lower"] < 0.03 < cadmium["change_per_year_upper"]


def test_a_falling_series_is_found_with_its_true_rate(trends_result):
    lead = one_row(trends_result("XAA"), "trends", "Pb")
    assert lead["verdict"] == "falling"
    assert lead["change_per_year_lower"] < -0.04 < lead["change_per_year_upper"]


@pytest.mark.parametrize(("area", "substance"), [("XAA", "Zn"), ("XAB", "As")])
def test_no_trend_is_called_where_there_is_none(trends_result, area, substance):
    row = one_row(trends_result(area), "trends", substance)
    assert row["grade"] == "cannot tell"
    assert row["slope_lower_mg_kg_year"] < 0 < row["slope_upper_mg_kg_year"]


def test_a_detection_limit_that_falls_is_no_cleaner_soil(trends_result):
    result = trends_result("XAB")
    assert not rows_of(result, "trends", "Hg")
    (left_out,) = [entry for entry in result.left_out if "Mercury" in entry.what]
    assert (
        left_out.why
        == "15 sampling rounds, 0 of them above the highest detection limit; a trend needs 5"
    )
    assert any("the detection limit fell from 0.1 to 0.01" in f.sentence for f in result.findings)


def test_a_fall_below_the_limit_has_bounds_that_hold_the_truth(trends_result):
    antimony = one_row(trends_result("XAB"), "trends", "Sb")
    assert antimony["verdict"] == "falling"
    assert pd.isna(antimony["slope_mg_kg_year"])
    assert antimony["slope_low_mg_kg_year"] < antimony["slope_high_mg_kg_year"] < 0
    assert antimony["compared_at_mg_kg"] == 0.12


def test_a_change_of_method_makes_two_series_and_no_trend(trends_result):
    chromium = rows_of(trends_result("XAC"), "trends", "Cr")
    assert len(chromium) == 2
    assert {row["grade"] for row in chromium.values()} == {"cannot tell"}


def test_three_visits_give_a_paired_change_and_no_trend(trends_result):
    result = trends_result("XAD")
    assert result.rows("trends") == {}
    cadmium = one_row(result, "changes", "Cd")
    assert (cadmium["first_visit"], cadmium["last_visit"]) == ("2009", "2018")
    assert cadmium["n_up"] > 3 * cadmium["n_down"]
    assert cadmium["p"] < 0.01 < one_row(result, "changes", "Pb")["p"]


def test_one_visit_and_two_visits_are_named_with_their_reason(trends_result):
    result = trends_result("XAE")
    assert result.status == "ok"
    whys = {entry.what: entry.why for entry in result.left_out if entry.kind == "series"}
    for programme in programmes("XAE"):
        name = substance(programme.substance).name
        (why,) = [why for what, why in whys.items() if what.startswith(name)]
        assert why.startswith(
            {1: "1 sampling round;", 2: "2 sampling rounds;"}[len(programme.years)]
        )


def test_a_fall_with_lost_samples_is_clear_and_has_its_true_rate(trends_result):
    nickel = one_row(trends_result("XAC"), "trends", "Ni")
    assert (nickel["verdict"], nickel["grade"]) == ("falling", "clear")
    assert nickel["change_per_year_lower"] < -0.03 < nickel["change_per_year_upper"]


def test_a_panel_of_other_sites_each_round_is_no_clear_trend(trends_result):
    vanadium = one_row(trends_result("XAC"), "trends", "V")
    assert vanadium["grade"] != "clear"
    assert vanadium["caution"].startswith("different sites were sampled")


def test_sediment_alone_is_judged_and_compared_with_no_threshold_of_soil(trends_result):
    result = trends_result("XBC")
    assert {row["matrix"] for row in result.rows("series").values()} == {"sediment"}
    lead = one_row(result, "trends", "Pb")
    assert lead["change_per_year_lower"] < -0.05 < lead["change_per_year_upper"]
    assert all(row["why_not_compared"] for row in result.rows("comparisons").values())


def test_a_country_without_data_is_a_finding(trends_result):
    result = trends_result("XAF")
    assert result.status == "no_data"
    assert "we cannot tell whether its soils are polluted" in result.findings[0].sentence


@pytest.mark.parametrize("area", ["XAA", "XAB", "XAC", "XAD", "XAE", "XAF", "R-EXAMPLE"])
def test_counts_add_up(trends_result, area):
    result = trends_result(area)
    in_series = sum(row["n_measurements"] for row in result.rows("series").values())
    apart = sum(entry.count for entry in result.left_out if entry.kind == "measurements")
    not_tested = sum(entry.kind == "series" for entry in result.left_out)
    assert in_series + apart == result.data.n_measurements
    assert len(result.rows("series")) == len(result.rows("trends")) + not_tested
    compared = {row["series"] for row in result.rows("comparisons").values()}
    assert compared == set(result.rows("series"))


def test_a_region_names_the_country_of_each_series(trends_result):
    labels = [row["label"] for row in trends_result("R-EXAMPLE").rows("series").values()]
    assert any(label.startswith("Ambervale: Cadmium") for label in labels)


def test_compute_changes_no_argument_and_gives_the_same_again():
    measurements = MONITORED
    before = measurements.copy()
    first = found("trends", frames(measurements), area="XAA")
    second = found("trends", frames(measurements), area="XAA")
    pd.testing.assert_frame_equal(measurements, before)
    for name, table in first.tables.items():
        pd.testing.assert_frame_equal(table.frame, second.tables[name].frame)


def test_samples_before_the_first_year_are_left_out_with_their_number():
    measurements = MONITORED.query("iso3 == 'XAA' and substance == 'Cd'")
    result = found("trends", frames(measurements), area="XAA", first_year=2010)
    (left_out,) = result.left_out
    assert (left_out.kind, left_out.count) == ("measurements", 2 * 24)
    assert left_out.why == "sampled before 2010 (parameter first_year)"


def test_a_substance_that_was_not_asked_for_is_left_out_by_name():
    measurements = MONITORED.query("iso3 == 'XAA'")
    result = found("trends", frames(measurements), area="XAA", substances=["Cd"])
    assert {(entry.what, entry.why) for entry in result.left_out} == {
        ("Lead", "not among the substances chosen for this report (parameter substances)"),
        ("Mercury", "not among the substances chosen for this report (parameter substances)"),
        ("Zinc", "not among the substances chosen for this report (parameter substances)"),
    }


def test_another_unit_is_never_read_as_mg_kg():
    measurements = MONITORED.query("iso3 == 'XAA' and substance == 'Cd'")
    result = found("trends", frames(measurements.assign(unit="g/kg")), area="XAA")
    assert [(entry.why, entry.count) for entry in result.left_out] == [("not given in mg/kg", 360)]


def test_different_matrices_are_never_pooled():
    measurements = MONITORED.query("iso3 == 'XAA' and substance == 'Cd'")
    forest = measurements.assign(matrix="forest_floor")
    both = pd.concat([measurements, forest], ignore_index=True)
    result = found("trends", frames(both), area="XAA")
    assert len(result.rows("series")) == 2
    thresholds = {
        row["label"][:30]: row["why_not_compared"] for row in result.rows("comparisons").values()
    }
    assert "the recorded thresholds are for soil only" in thresholds.values()


def zinc(**changes):
    """Fifteen visits to 24 sites without any trend, with something changed."""
    measurements = MONITORED.query("iso3 == 'XAA' and substance == 'Zn'")
    return measurements.assign(**changes).reset_index(drop=True)


def test_a_sliding_set_of_sites_is_never_a_clear_trend():
    samples = zinc()
    samples["value"] *= samples["site_id"].str[-3:].astype(int)
    place = (
        samples["site_id"].str[-3:].astype(int)
        - 1
        - (samples["sampled_on"].str[:4].astype(int) - 2008)
    )
    result = found("trends", frames(samples[place.between(0, 8)]), area="XAA")
    trend = one_row(result, "trends", "Zn")
    assert (trend["q"] < 0.05, trend["grade"]) == (True, "suggested")
    assert trend["caution"].startswith("different sites were sampled")


def test_a_direction_that_is_seen_within_sites_may_be_clear():
    samples = MONITORED.query("iso3 == 'XAA' and substance == 'Pb'")
    site, year = samples["site_id"].str[-3:].astype(int), samples["sampled_on"].str[:4].astype(int)
    half = samples[(site + year) % 3 > 0]
    trend = one_row(found("trends", frames(half), area="XAA"), "trends", "Pb")
    assert trend["n_sites_every_visit"] < 24 * 0.8
    assert (trend["grade"], trend["caution"]) == ("clear", "")


@pytest.mark.parametrize(
    ("column", "early", "late", "words"),
    [
        ("lab_id", "A", "B", "the laboratory changed"),
        ("source_type", "background", "point", "the kind of site changed"),
        ("depth_bottom_cm", 20.0, 30.0, "the sampling depth changed"),
        ("depth_top_cm", 0.0, 10.0, "the sampling depth changed"),
    ],
)
def test_what_changed_between_visits_caps_the_grade(column, early, late, words):
    samples = zinc()
    is_late = samples["sampled_on"] > "2015"
    samples[column] = is_late.map({False: early, True: late})
    samples["value"] *= is_late.map({False: 1.0, True: 1.4})
    trend = one_row(found("trends", frames(samples), area="XAA"), "trends", "Zn")
    assert trend["q"] < 0.05
    assert (trend["grade"], trend["caution"]) == ("suggested", words)


def test_no_site_at_both_visits_is_said_and_breaks_nothing():
    samples = MONITORED.query("iso3 == 'XAD' and substance == 'Cd'")
    year = samples["sampled_on"].str[:4].map({"2009": 0, "2015": 1, "2018": 2})
    panel = samples[samples["site_id"].str[-3:].astype(int) % 3 == year]
    result = found("trends", frames(panel), area="XAD")
    assert one_row(result, "changes", "Cd")["n_pairs"] == 0
    assert any("no site was sampled in both" in f.sentence for f in result.findings)


def test_two_campaigns_on_one_date_are_one_visit():
    samples = zinc(campaign="a", sampled_on=lambda rows: rows["sampled_on"].str[:4])
    odd = samples["site_id"].str[-1].astype(int) % 2 == 1
    samples["campaign"] = samples["sampled_on"] + odd.map({True: "a", False: "b"})
    result = found("trends", frames(samples), area="XAA")
    assert one_row(result, "trends", "Zn")["n_visits"] == 15


def test_one_enormous_limit_does_not_hide_a_trend():
    samples = MONITORED.query("iso3 == 'XAA' and substance == 'Cd'").copy()
    samples.loc[samples.index[12], ["value", "censored"]] = [50.0, True]
    result = found("trends", frames(samples), area="XAA")
    assert one_row(result, "trends", "Cd")["verdict"] == "rising"
    assert [(entry.kind, entry.count) for entry in result.left_out] == [("measurements", 1)]


def test_half_the_limit_in_place_of_a_non_detect_is_read_as_one():
    samples = MONITORED.query("iso3 == 'XAB' and substance == 'Hg'")
    halved = samples.assign(
        value=samples["value"].where(~samples["censored"], samples["lod"] / 2), censored=False
    )
    result = found("trends", frames(halved), area="XAB")
    assert result.rows("trends") == {}
    assert any("treated as a non-detect" in f.sentence for f in result.findings)


def test_a_known_exceedance_is_not_hidden_by_one_non_detect():
    samples = zinc(substance="Cd", value=2.0)
    samples.loc[samples["sampled_on"].str.startswith("2022"), "value"] = [1.0, *[2.0] * 23]
    last = samples["sampled_on"].str.startswith("2022") & (samples["value"] == 1.0)
    samples["censored"] = last
    result = found("trends", frames(samples), area="XAA")
    assert any("at least 23 of 24 samples" in f.sentence for f in result.findings)


def test_wet_mass_is_not_compared_with_a_threshold_for_dry_mass():
    result = found("trends", frames(zinc(substance="Cd", basis="wet")), area="XAA")
    assert "thresholds are per dry mass" in one_row(result, "comparisons", "Cd")["why_not_compared"]


def test_a_region_corrects_for_the_tests_of_each_country(trends_result):
    alone = trends_result("XAA").rows("trends")
    together = trends_result("R-EXAMPLE").rows("trends")
    assert all(together[name]["q"] == row["q"] for name, row in alone.items())


def test_no_rows_at_all_give_every_table_without_rows():
    result = found("trends", frames(tables.empty("measurements")), area="XAA")
    assert result.status == "no_data"
    assert all(
        not rows
        for name, rows in ((n, result.rows(n)) for n in result.tables)
        if name != "overview"
    )


def test_the_last_visit_stands_beside_its_threshold(trends_result):
    lead = one_row(trends_result("XAA"), "comparisons", "Pb")
    last = MEASUREMENTS.query("iso3 == 'XAA' and substance == 'Pb' and sampled_on > '2022'")
    assert lead["n_above"] == (last["value"] > 70).sum()
    assert lead["share_above"] == lead["n_above"] / len(last)


def test_a_change_between_two_visits_carries_its_caution():
    some = zinc()
    years = some["sampled_on"].str[:4].astype(int)
    some = some[years.isin(sorted(years.unique())[:3])]
    some = some.assign(lab_id=years.gt(years.min()).map({False: "one", True: "another"}))
    result = found("trends", frames(some), area="XAA")
    (row,) = result.rows("changes").values()
    assert row["caution"] == "the laboratory changed"
    (said,) = [f.sentence for f in result.findings if f.id.endswith("/change")]
    assert said.endswith("the laboratory changed, which may look like a change of the soil.")


def crossing_campaigns():
    """Zinc of five campaigns; without far limits the first two have the same median date."""
    days = {
        "X": ["2010-07-02", "2010-01-02", "2010-01-03"],
        "Y": ["2010-07-02", "2010-12-01", "2010-12-02"],
        **{f"Z{year}": [f"{year}-07-02"] * 3 for year in (2012, 2014, 2016)},
    }
    rows = [(name, day, place) for name, of in days.items() for place, day in enumerate(of)]
    samples = all_rows("measurements").query("iso3 == 'XAA' and substance == 'Zn'").head(len(rows))
    samples = samples.reset_index(drop=True).assign(
        campaign=[name for name, _, _ in rows],
        sampled_on=[day for _, day, _ in rows],
        site_id=[f"P{place}" for _, _, place in rows],
        censored=[name in "XY" and place > 0 for name, _, place in rows],
    )
    return samples.assign(value=samples["value"].mask(samples["censored"], 1e6))


def test_campaigns_whose_dates_meet_once_far_limits_are_set_aside_are_judged():
    result = found("trends", frames(crossing_campaigns()), area="XAA")
    dates = result.tables["visits"].frame["decimal_year"]
    assert len(dates) == 5
    assert dates.is_unique


def test_a_series_that_a_method_does_not_take_is_left_out_and_the_others_are_judged():
    samples = all_rows("measurements").query("iso3 == 'XAA' and substance in ('Zn', 'Cd')")
    broken = samples.assign(value=samples["value"].mask(samples["substance"] == "Zn"))
    result = found("trends", frames(broken.reset_index(drop=True)), area="XAA")
    assert one_row(result, "trends", "Cd")["verdict"] == "rising"
    (left_out,) = [entry for entry in result.left_out if "Zinc" in entry.what]
    assert left_out.count == (samples["substance"] == "Zn").sum()
    assert "missing or infinite" in left_out.why
