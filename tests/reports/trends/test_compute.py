import numpy as np
import pandas as pd
import pytest
from found import found

from examples.monitoring import programmes
from examples.store import all_rows
from workbench.methods.basics.multiplicity import benjamini_hochberg
from workbench.reports.trends.changing.rows import line_of
from workbench.store.frames import Frames, empty
from workbench.store.reading import fingerprint
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


COINCIDES = "changed in 2015, which cannot be distinguished from a trend"


def frames(measurements):
    return Frames({"measurements": measurements}, fingerprint({"measurements": measurements}))


def test_a_rising_series_is_found_with_its_true_rate(trends_result):
    cadmium = one_row(trends_result("XAA"), "trends", "Cd")
    assert (cadmium["direction"], cadmium["grade"]) == ("rising", "strong")
    assert cadmium["change_per_year_lower"] < 0.03 < cadmium["change_per_year_upper"]


def test_a_falling_series_is_found_with_its_true_rate(trends_result):
    lead = one_row(trends_result("XAA"), "trends", "Pb")
    assert (lead["direction"], lead["grade"]) == ("falling", "strong")
    assert lead["change_per_year_lower"] < -0.04 < lead["change_per_year_upper"]


@pytest.mark.parametrize(("area", "substance"), [("XAA", "Zn"), ("XAB", "As")])
def test_no_trend_is_called_where_there_is_none(trends_result, area, substance):
    row = one_row(trends_result(area), "trends", substance)
    assert (row["grade"], row["direction"]) == ("no-change", "none")
    assert -0.01 < row["change_per_year_lower"] < row["change_per_year_upper"] < 0.01


def test_a_detection_limit_that_falls_is_no_cleaner_soil(trends_result):
    result = trends_result("XAB")
    mercury = one_row(result, "trends", "Hg")
    assert (mercury["grade"], mercury["direction"]) == ("no-change", "none")
    assert any("the detection limit fell from 0.1 to 0.01" in f.sentence for f in result.findings)


def test_a_fall_below_the_limit_has_an_interval_that_holds_the_truth(trends_result):
    antimony = one_row(trends_result("XAB"), "trends", "Sb")
    assert (antimony["direction"], antimony["grade"]) == ("falling", "strong")
    assert antimony["change_per_year_lower"] < -0.08 < antimony["change_per_year_upper"] < 0


def test_a_change_of_method_makes_two_series_joined_as_a_third_and_no_trend(trends_result):
    chromium = rows_of(trends_result("XAC"), "trends", "Cr")
    assert [row["stratum"] for row in chromium.values()] == ["", "", "way=joined"]
    assert {row["direction"] for row in chromium.values()} == {"none"}


def test_three_rounds_are_compared_with_what_campaigns_may_differ_by(trends_result):
    result = trends_result("XAD")
    cadmium = next(row for row in result.rows("trends").values() if row["substance"] == "Cd")
    assert (cadmium["method"], cadmium["grade"]) == ("campaigns", "weak")
    assert cadmium["change_per_year_lower"] < 0.03 < cadmium["change_per_year_upper"]
    assert cadmium["campaign_source"] == "one-laboratory"
    assert cadmium["campaign_note"] == "a lower bound, without sampling and season"
    said = [f.sentence for f in result.findings if f.id.endswith("/campaigns")]
    assert any("(standard deviation, assumed for one laboratory after Horwitz;" in s for s in said)
    pairs = one_row(result, "changes", "Cd")
    assert (pairs["first_visit"], pairs["last_visit"]) == ("2009", "2018")
    assert pairs["n_up"] > 3 * pairs["n_down"]
    assert pairs["ratio_lower"] < 1.03**9 < pairs["ratio_upper"]


def test_campaigns_are_among_the_tests_of_a_country(trends_result):
    rows = trends_result("XAD").rows("trends").values()
    tested = [row for row in rows if not row["stratum"] and row["p"] is not None]
    assert "campaigns" in {row["method"] for row in tested}
    assert {row["n_tests"] for row in tested} == {len(tested)}
    assert [row["q"] for row in tested] == pytest.approx(
        benjamini_hochberg([row["p"] for row in tested])
    )


def test_a_measured_effect_of_campaigns_may_give_strong_evidence():
    samples = MONITORED.query("iso3 == 'XAD' and substance == 'Cd'").assign(source_type="diffuse")
    result = found("trends", frames(samples), area="XAD", campaign_sd=0.02)
    cadmium = one_row(result, "trends", "Cd")
    assert (cadmium["grade"], cadmium["campaign_sd"]) == ("strong", 0.02)
    assert (cadmium["campaign_source"], cadmium["campaign_note"]) == ("given", "")


def test_one_visit_and_two_visits_are_named_with_their_reason(trends_result):
    result = trends_result("XAE")
    assert result.status == "ok"
    whys = {entry.what: entry.why for entry in result.left_out if entry.kind == "series"}
    for programme in programmes("XAE"):
        name = substance(programme.substance).name
        found = [why for what, why in whys.items() if what.startswith(name)]
        assert [why[:17] for why in found] == ["1 sampling round;"] * (len(programme.years) == 1)
    assert rows_of(result, "trends", "Pb")


def test_a_fall_with_lost_samples_has_strong_evidence_and_its_true_rate(trends_result):
    nickel = one_row(trends_result("XAC"), "trends", "Ni")
    assert (nickel["direction"], nickel["grade"]) == ("falling", "strong")
    assert nickel["change_per_year_lower"] < -0.03 < nickel["change_per_year_upper"]


def test_a_panel_of_other_sites_each_round_is_no_trend_and_that_it_moved_is_said(trends_result):
    vanadium = one_row(trends_result("XAC"), "trends", "V")
    assert vanadium["direction"] == "none"
    assert vanadium["caution"].startswith("later rounds sampled more contaminated sites")


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
    whole = {row["series"] for row in result.rows("trends").values() if not row["stratum"]}
    assert len(result.rows("series")) == len(whole) + not_tested
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


def test_a_sliding_set_of_sites_is_no_trend():
    samples = zinc()
    samples["value"] *= samples["site_id"].str[-3:].astype(int)
    place = (
        samples["site_id"].str[-3:].astype(int)
        - 1
        - (samples["sampled_on"].str[:4].astype(int) - 2008)
    )
    result = found("trends", frames(samples[place.between(0, 8)]), area="XAA")
    trend = one_row(result, "trends", "Zn")
    assert trend["direction"] == "none"
    assert trend["caution"].startswith("later rounds sampled more contaminated sites")
    medians = next(row for row in result.rows("sensitivity").values())
    assert (medians["test"], medians["p"] < 0.01) == ("round-medians", True)  # what it would say


def test_a_direction_that_is_seen_within_sites_may_have_strong_evidence():
    samples = MONITORED.query("iso3 == 'XAA' and substance == 'Pb'")
    site, year = samples["site_id"].str[-3:].astype(int), samples["sampled_on"].str[:4].astype(int)
    half = samples[(site + year) % 3 > 0]
    result = found("trends", frames(half), area="XAA")
    assert one_row(result, "series", "Pb")["n_sites_every_visit"] < 24 * 0.8
    trend = one_row(result, "trends", "Pb")
    assert (trend["grade"], trend["caution"]) == ("strong", "")


@pytest.mark.parametrize(
    ("column", "early", "late", "words"),
    [
        ("lab_id", "A", "B", "the laboratory changed in 2015, which could make part of the trend"),
        ("source_type", "background", "point", f"the kind of source {COINCIDES}"),
        ("depth_bottom_cm", 20.0, 30.0, f"the sampling depth {COINCIDES}"),
        ("depth_top_cm", 0.0, 10.0, f"the sampling depth {COINCIDES}"),
    ],
)
def test_what_changed_between_rounds_caps_the_grade_and_names_the_year(column, early, late, words):
    samples = zinc()
    is_late = samples["sampled_on"] > "2015"
    samples[column] = is_late.map({False: early, True: late})
    samples["value"] *= is_late.map({False: 1.0, True: 1.4})
    trend = one_row(found("trends", frames(samples), area="XAA"), "trends", "Zn")
    assert trend["p_plain"] < 0.05
    assert (trend["grade"], trend["break_year"]) == ("weak", 2015)
    assert trend["caution"].startswith(words)


def test_what_two_laboratories_may_differ_by_is_no_evidence_of_a_change():
    samples = zinc()
    is_late = samples["sampled_on"] > "2015"
    samples["lab_id"] = is_late.map({False: "A", True: "B"})
    samples["value"] *= is_late.map({False: 1.0, True: 1.15})
    trend = one_row(found("trends", frames(samples), area="XAA"), "trends", "Zn")
    assert trend["p_plain"] < 0.05
    assert (trend["grade"], trend["direction"]) == ("no-evidence", "none")
    assert "changed in 2015, which could make all of the trend" in trend["caution"]


@pytest.mark.parametrize(
    ("column", "early", "words"),
    [
        ("lab_id", "A", "the laboratory is not stated for all sampling rounds"),
        ("source_type", "point", "the kind of source is not stated for all sampling rounds"),
        ("depth_bottom_cm", 20.0, "the sampling depth is not stated for all sampling rounds"),
    ],
)
def test_what_stops_being_stated_counts_as_changed(column, early, words):
    samples = zinc()
    is_late = samples["sampled_on"] > "2015"
    samples[column] = pd.Series(early, samples.index).where(~is_late)
    samples["value"] *= is_late.map({False: 1.0, True: 1.4})
    trend = one_row(found("trends", frames(samples), area="XAA"), "trends", "Zn")
    assert (trend["grade"], trend["break_year"]) == ("weak", 2015)
    assert trend["caution"].startswith(f"{words}, and this changes in 2015")


def test_the_month_is_a_circle_and_each_site_has_its_own():
    """Half of the sites are sampled in December or January, half in June: nothing changes."""
    samples = zinc()
    year = samples["sampled_on"].str[:4]
    winter = (year.astype(int) % 2 == 0).map({True: "-12-28", False: "-01-04"})
    is_summer = samples["site_id"].str[-1].astype(int) % 2 == 0
    samples["sampled_on"] = year + winter.mask(is_summer, "-06-15")
    trend = one_row(found("trends", frames(samples), area="XAA"), "trends", "Zn")
    assert trend["break_check"] == ""


def test_samples_without_a_campaign_join_that_of_their_date_and_that_is_said():
    samples = zinc(campaign=lambda rows: "round " + rows["sampled_on"].str[:4])
    samples.loc[samples.index[:2], "campaign"] = None
    result = found("trends", frames(samples), area="XAA")
    trend = one_row(result, "trends", "Zn")
    assert trend["n_rounds"] == 15
    assert trend["caution"].startswith("2 samples without a campaign were counted with")


def test_kinds_of_sites_that_change_alike_leave_the_grade_alone():
    samples = MONITORED.query("iso3 == 'XAA' and substance == 'Pb'")
    odd = samples["site_id"].str[-1].astype(int) % 2 == 1
    samples = samples.assign(source_type=odd.map({True: "point", False: "diffuse"}))
    result = found("trends", frames(samples), area="XAA")
    rows = {row["stratum"]: row for row in result.rows("trends").values()}
    grades = {name: row["grade"] for name, row in rows.items()}
    assert {name: row["n_tests"] for name, row in rows.items()} == {
        "": 1,
        "source_type=diffuse": 2,
        "source_type=point": 2,
    }  # the strata are a family of tests of their own
    assert grades == dict.fromkeys(["", "source_type=diffuse", "source_type=point"], "strong")
    assert sum(f.id.endswith("/trend") for f in result.findings) == 1  # they are told as one


def test_kinds_of_sites_that_change_differently_are_told_apart():
    samples = MONITORED.query("iso3 == 'XAA' and substance == 'Pb'")
    is_point = samples["site_id"].str[-1].astype(int) < 3
    years = samples["sampled_on"].str[:4].astype(int) - 2008
    samples = samples.assign(
        source_type=is_point.map({True: "point", False: "diffuse"}),
        value=samples["value"].where(~is_point, samples["value"] * 0.88**years),
    )
    result = found("trends", frames(samples), area="XAA")
    whole = result.rows("trends")["XAA:soil:0-20 cm:aqua_regia::dry:ICP-MS:Pb"]
    assert (whole["grade"], whole["differs_in"]) == ("weak", "source_type")
    assert whole["caution"].startswith("sites of different source types change differently")
    told = [f.sentence for f in result.findings if f.id.endswith("/trend")]
    assert "so no trend is stated for all of them together" in told[0]
    assert not any("decrease in lead" in f.sentence for f in result.findings)
    assert any("0-20 cm, point-source sites, is falling by" in sentence for sentence in told)


def test_opposite_changes_of_two_kinds_of_sites_are_not_called_no_change():
    samples = MONITORED.query("iso3 == 'XAA' and substance == 'Zn'")
    is_odd = samples["site_id"].str[-1].astype(int) % 2 == 1
    years = samples["sampled_on"].str[:4].astype(int) - 2008
    factor = 1.06 ** years.where(is_odd, -years)
    opposite = samples.assign(
        source_type=is_odd.map({True: "point", False: "diffuse"}), value=samples["value"] * factor
    )
    result = found("trends", frames(opposite), area="XAA", no_change_band=0.1)
    rows = {row["stratum"]: row for row in result.rows("trends").values()}
    assert -0.1 < rows[""]["change_per_year_lower"] < rows[""]["change_per_year_upper"] < 0.1
    assert rows[""]["grade"] != "no-change"


@pytest.mark.parametrize(("rho", "decides"), [(0.0, "p_plain"), (0.7, "p_serial")])
def test_the_plain_p_decides_where_a_programme_shows_no_serial_correlation(rho, decides):
    rng = np.random.default_rng(7)
    noise = rng.normal(size=(40, 24))
    for year in range(1, 40):
        noise[year] = rho * noise[year - 1] + (1 - rho**2) ** 0.5 * noise[year]
    samples = zinc().iloc[[0] * 960].reset_index(drop=True)
    year, layer = np.divmod(np.arange(960), 24)
    samples = samples.assign(
        sampled_on=[f"{1980 + one}-07-02" for one in year],
        layer=[f"layer {one}" for one in layer],
        value=np.exp(0.2 * noise.ravel()),
    )
    rows = found("trends", frames(samples), area="XAA").rows("trends").values()
    assert len(rows) == 24
    assert all(row["p"] == row[decides] for row in rows)


def test_two_campaigns_of_two_kinds_of_sites_may_change_differently():
    samples = MONITORED.query("iso3 == 'XAD' and substance == 'Cd'")
    samples = samples[samples["sampled_on"].str[:4].isin(["2009", "2018"])]
    is_point = samples["site_id"].str[-1].astype(int) < 4
    halved = is_point & samples["sampled_on"].str.startswith("2018")
    samples = samples.assign(
        source_type=is_point.map({True: "point", False: "diffuse"}),
        value=samples["value"].where(~halved, samples["value"] / 2),
    )
    whole = next(iter(found("trends", frames(samples), area="XAD").rows("trends").values()))
    assert whole["caution"].startswith("sites of different source types change differently")


def test_a_site_counts_once_however_often_it_was_sampled():
    samples = MONITORED.query("iso3 == 'XAA' and substance == 'Zn'").reset_index(drop=True)
    dirty = samples[samples["site_id"] == "XAA-001"].assign(value=lambda rows: rows["value"] * 9)
    more = [dirty[dirty["sampled_on"].str[:4].astype(int) > 2008 + n] for n in range(14)]
    result = found("trends", frames(pd.concat([samples, dirty, *more])), area="XAA")
    trend = one_row(result, "trends", "Zn")
    assert (trend["direction"], trend["n_pairs"]) == ("none", 24 * 15 * 14 / 2)


def test_each_site_with_five_rounds_has_a_trend_of_its_own(trends_result):
    rows = rows_of(trends_result("XAA"), "site_trends", "Pb@XAA-001")
    result = trends_result("XAA")
    lead = [row for row in result.rows("site_trends").values() if row["series"].endswith(":Pb")]
    share = result.rows("shares")["soil:Pb"]
    assert not rows
    assert len(lead) == share["n_sites"] == share["n_sites_down"]
    assert {row["direction"] for row in lead} == {"falling"}
    assert share["share_down_lower"] > 0.9


def test_sites_with_four_rounds_have_none(trends_result):
    assert trends_result("XAD").rows("site_trends") == {}


def test_a_region_tells_of_countries_and_lists_no_series(trends_result):
    result = trends_result("R-EXAMPLE")
    assert not any(f.id.endswith("/trend") for f in result.findings)
    lead = result.rows("shares")["soil:Pb"]
    assert (lead["n_countries"], lead["n_countries_falling"]) == (5, 1)
    assert any(
        f.sentence.startswith("Lead in soil: of 5 countries that could be judged")
        for f in result.findings
    )


def test_the_seed_and_the_name_of_the_series_choose_the_orders():
    samples = MONITORED.query("iso3 == 'XAA' and substance == 'Zn'")
    p = [
        one_row(found("trends", frames(samples), area="XAA", seed=seed), "trends", "Zn")["p_plain"]
        for seed in (0, 0, 1)
    ]
    assert p[0] == p[1] != p[2]


def test_the_band_of_no_change_is_a_parameter():
    samples = MONITORED.query("iso3 == 'XAA' and substance == 'Zn'")
    result = found("trends", frames(samples), area="XAA", no_change_band=0.0)
    assert one_row(result, "trends", "Zn")["grade"] == "no-evidence"


def test_five_rounds_say_what_they_could_have_found():
    years = zinc()["sampled_on"].str[:4].astype(int)
    few = frames(zinc()[years % 3 == 0])
    result = found("trends", few, area="XAA", no_change_band=0.0)
    trend = one_row(result, "trends", "Zn")
    assert (trend["method"], trend["n_rounds"]) == ("effects", 5)
    assert 0 < trend["detectable_per_year"] < 0.2
    assert trend["grade"] == "no-evidence"
    (said,) = [f.sentence for f in result.findings if f.id.endswith("/reach")]
    assert "would be found with a power of 80" in said


def test_what_would_be_needed_is_said_where_no_change_is_seen():
    years = zinc()["sampled_on"].str[:4].astype(int)
    few = zinc()[years.isin(range(2008, 2013))]
    result = found("trends", frames(few), area="XAA", no_change_band=0.0)
    rows = list(result.rows("outlook").values())
    assert [row["change_per_year"] for row in rows] == [0.01, 0.02, 0.05]
    needed = [row["rounds_needed"] for row in rows]
    assert needed == sorted(needed, reverse=True)
    said = [f.sentence for f in result.findings if f.id.endswith("/outlook")]
    assert f"{needed[1]} sampling rounds at the pace so far would be needed" in said[0]


def test_when_a_threshold_is_met_is_worked_out_for_trends_alone(trends_result):
    met = {row["series"][-2:]: row for row in trends_result("XAA").rows("thresholds_met").values()}
    assert set(met) == {"Cd", "Pb"}
    assert met["Cd"]["earliest_years"] < met["Cd"]["years"] < met["Cd"]["latest_years"]
    assert met["Pb"]["state"] == "not-within"  # it falls, and lies below already


def test_a_substance_whose_series_disagree_is_named_as_such():
    samples = MONITORED.query("iso3 == 'XAA' and substance in ('Cd', 'Pb')")
    ways = samples["substance"].map({"Cd": "ICP-MS", "Pb": "AAS"})
    result = found("trends", frames(samples.assign(substance="Pb", method=ways)), area="XAA")
    (overview,) = result.rows("overview").values()
    assert (overview["mixed"], overview["rising"], overview["falling"]) == ("lead", "", "")


def test_the_layer_is_named_where_that_of_another_has_another_verdict():
    samples = MONITORED.query("iso3 == 'XAA' and substance in ('Cd', 'Zn')")
    below = samples["substance"].map({"Cd": 0, "Zn": 20})
    placed = {name: samples[name] + below for name in ("depth_top_cm", "depth_bottom_cm")}
    placed["layer"] = below.map({0: "0-20 cm", 20: "20-40 cm"})
    result = found("trends", frames(samples.assign(substance="Pb", **placed)), area="XAA")
    (overview,) = result.rows("overview").values()
    assert (overview["rising"], overview["unchanged"]) == ("lead (soil, 0-20 cm)", "")


def test_an_interval_without_an_end_has_no_limit():
    few = MONITORED.query("iso3 == 'XAA' and substance == 'Zn' and site_id <= 'XAA-002'")
    years = few["sampled_on"].str[:4].astype(int)
    rounds = few[years.isin([2008, 2010, 2012, 2014, 2016])]
    hidden = rounds.assign(censored=rounds["sampled_on"] < "2014")
    trend = one_row(found("trends", frames(hidden), area="XAA"), "trends", "Zn")
    assert pd.isna(trend["change_per_year_lower"]) or trend["change_per_year_lower"] > -1


def test_the_smallest_change_to_be_found_goes_with_the_interval(trends_result):
    for row in trends_result("R-EXAMPLE").rows("trends").values():
        if row["detectable_per_year"] is not None:
            half = (row["change_per_year_upper"] - row["change_per_year_lower"]) / 2
            assert row["detectable_per_year"] > half


def test_the_line_of_a_fall_is_never_below_nothing(trends_result):
    for row in trends_result("XAB").page.rows["trends"].typed.values():
        line = line_of(row)
        assert line is None or min(map(min, line.at([1950.0, 2100.0]))) > 0


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
    assert one_row(result, "trends", "Zn")["n_rounds"] == 15
    assert one_row(result, "series", "Zn")["n_visits"] == 15


def test_one_enormous_limit_does_not_hide_a_trend():
    samples = MONITORED.query("iso3 == 'XAA' and substance == 'Cd'").copy()
    samples.loc[samples.index[12], ["value", "censored"]] = [50.0, True]
    result = found("trends", frames(samples), area="XAA")
    assert one_row(result, "trends", "Cd")["direction"] == "rising"
    assert result.left_out == []  # nothing is set aside for its limit


def test_half_the_limit_in_place_of_a_non_detect_is_read_as_one():
    samples = MONITORED.query("iso3 == 'XAB' and substance == 'Hg'")
    halved = samples.assign(
        value=samples["value"].where(~samples["censored"], samples["lod"] / 2), censored=False
    )
    result = found("trends", frames(halved), area="XAB")
    assert one_row(result, "trends", "Hg")["direction"] == "none"
    assert any("and treated as a non-detect" in f.sentence for f in result.findings)


def test_a_known_exceedance_is_not_hidden_by_one_non_detect():
    samples = zinc(substance="Cd", value=2.0)
    samples.loc[samples["sampled_on"].str.startswith("2022"), "value"] = [1.0, *[2.0] * 23]
    last = samples["sampled_on"].str.startswith("2022") & (samples["value"] == 1.0)
    samples["censored"] = last
    result = found("trends", frames(samples), area="XAA")
    assert any("at least 23 of 24 samples exceed 0.6 mg/kg" in f.sentence for f in result.findings)


def test_wet_mass_is_not_compared_with_a_threshold_for_dry_mass():
    result = found("trends", frames(zinc(substance="Cd", basis="wet")), area="XAA")
    assert "thresholds are per dry mass" in one_row(result, "comparisons", "Cd")["why_not_compared"]


def test_a_region_corrects_for_the_tests_of_each_country(trends_result):
    alone = trends_result("XAA").rows("trends")
    together = trends_result("R-EXAMPLE").rows("trends")
    assert all(together[name]["q"] == row["q"] for name, row in alone.items())


def test_no_rows_at_all_give_every_table_without_rows():
    result = found("trends", frames(empty("measurements")), area="XAA")
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


def test_a_change_of_campaigns_carries_its_caution():
    some = zinc()
    years = some["sampled_on"].str[:4].astype(int)
    some = some[years.isin(sorted(years.unique())[:3])]
    is_late = years.gt(years.min())
    some = some.assign(
        lab_id=is_late.map({False: "one", True: "another"}),
        value=some["value"] * is_late.map({False: 1.0, True: 1.6}),
    )
    trend = one_row(found("trends", frames(some), area="XAA"), "trends", "Zn")
    assert trend["campaign_source"] == "laboratories"
    assert trend["caution"].startswith("the laboratory changed in 2009, which is covered by")
    given = found("trends", frames(some), area="XAA", campaign_sd=0.01)
    assert "cannot be distinguished" in one_row(given, "trends", "Zn")["caution"]


def crossing_campaigns():
    """Zinc of five campaigns; all but the first samples of two are below a far limit."""
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


def test_campaigns_with_far_limits_are_judged():
    result = found("trends", frames(crossing_campaigns()), area="XAA")
    dates = result.tables["visits"].frame["decimal_year"]
    assert len(dates) == 5
    assert dates.is_unique


def test_a_series_that_a_method_does_not_take_is_left_out_and_the_others_are_judged():
    samples = all_rows("measurements").query("iso3 == 'XAA' and substance in ('Zn', 'Cd')")
    broken = samples.assign(value=samples["value"].mask(samples["substance"] == "Zn"))
    result = found("trends", frames(broken.reset_index(drop=True)), area="XAA")
    assert one_row(result, "trends", "Cd")["direction"] == "rising"
    (left_out,) = [entry for entry in result.left_out if "Zinc" in entry.what]
    assert left_out.count == (samples["substance"] == "Zn").sum()
    assert "missing or infinite" in left_out.why
