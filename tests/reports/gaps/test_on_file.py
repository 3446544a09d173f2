"""What is on file beside the answers, on the fictional countries with their known truth."""

import re

import pandas as pd
import pytest
from found import found as made_of

from examples import survey as example_survey
from examples.monitoring import programmes
from examples.sites import sites
from examples.soils import COUNTRIES
from workbench.reports.gaps.basis.recorded import TO_CHECK, TO_SEND
from workbench.reports.gaps.parameters import READS, readings
from workbench.store.frames import Frames, arranged, empty
from workbench.store.reading import open_store
from workbench.vocabulary.laws.thresholds import threshold_rows
from workbench.vocabulary.substances import substance, substances
from workbench.words.numbers import NO_BREAK

AFRICA, ALL = "R-AFRICA", "R-EXAMPLE"


def rows(result, table, *columns):
    """Some cells of each row of a table."""
    return [tuple(row[column] for column in columns) for row in result.rows(table).values()]


# Of the table of thresholds: XAA has Cd and Pb, XAB Hg, XAC Cr, XAD Cd, each in agricultural soil.
def test_holes_are_what_others_have_and_the_country_has_not(gaps_result):
    found = rows(gaps_result("XAA"), "thresholds", "substance", "state", "n_near", "n_whole")
    assert found == [
        ("Cadmium", "recorded", 0, 1),
        ("Chromium (total)", "none", 1, 1),
        ("Mercury", "none", 1, 1),
        ("Lead", "recorded", 0, 0),
    ]


def test_a_country_without_a_value_has_nothing_but_holes(gaps_result):
    result = gaps_result("XAF")
    assert {state for (state,) in rows(result, "thresholds", "state")} == {"none"}
    overview = result.rows("threshold_overview")["XAF"]
    assert (overview["n_values"], overview["n_holes"], overview["n_holes_near"]) == (0, 4, 4)


def test_a_region_counts_the_countries_that_have_a_value(gaps_result):
    result = gaps_result("R-EXAMPLE")
    assert dict(rows(result, "thresholds", "substance", "n_near")) == {
        "Cadmium": 2,
        "Chromium (total)": 1,
        "Mercury": 1,
        "Lead": 1,
    }
    overview = result.rows("threshold_overview")["R-EXAMPLE"]
    assert (overview["n_countries"], overview["n_listed"], overview["n_values"]) == (4, 9, 5)


def test_a_value_stands_beside_values_of_its_own_kind_alone(gaps_result):
    compared = gaps_result("XAA").rows("comparison")
    cadmium = compared["Cd:agricultural:trigger-screening:aqua_regia@R-EXAMPLE"]
    assert (cadmium["own_mg_kg"], cadmium["median_mg_kg"], cadmium["n_countries"]) == (0.6, 0.6, 1)
    assert (cadmium["fraction_basis"], cadmium["n_assumed"]) == ("stated", 0)
    lead = compared["Pb:agricultural:trigger-screening:aqua_regia@R-EXAMPLE"]
    assert lead["n_countries"] == 0
    assert pd.isna(lead["median_mg_kg"])


def test_values_of_real_countries_meet_only_where_all_four_keys_are_the_same(judged):
    survey = {name: empty(name) for name in ("responses", "frame", "legislation")}
    result = judged("AUS", **survey)
    compared = result.rows("comparison")
    # NEPM 2013, table 1A(1): copper HIL A 6000, HIL D 240000 mg/kg
    copper = compared["Cu:industrial:trigger-screening:total@WORLD"]
    assert copper["own_mg_kg"] == 240000
    same = ("Cu", "industrial", "trigger/screening", "total", "in_force", "yes")
    others = {
        row.iso3
        for row in threshold_rows()
        if (row.substance, row.land_use, row.value_type, row.fraction, row.status, row.verified)
        == same
    } - {"AUS", "EU"}
    assert copper["n_countries"] == len(others)
    assert copper["highest_mg_kg"] == 47000  # US EPA RSL, copper, composite worker
    overview = result.rows("threshold_overview")["AUS"]
    n_compared = sum(row["n_own"] for name, row in compared.items() if name.endswith("@WORLD"))
    assert n_compared == overview["n_values"] - overview["n_not_compared"] == 160 - 4


def test_an_answer_stands_beside_what_is_on_file_with_both_sides(gaps_result):
    result = gaps_result("XAD")
    beside = result.rows("thresholds_beside")["XAD:thr_metals_agri:to be checked"]
    assert beside["answer"] == "no"
    law = "Soil Protection Rules of the example (fictional)"
    assert beside["on_file"] == f"1 value is recorded ({law})"
    (said,) = (f.sentence for f in result.findings if "XAD:thr_metals_agri" in f.id)
    assert "The answer was “no”, but 1 value is recorded" in said
    assert result.rows("thresholds_beside")["XAD:thr_talks:to be checked"]["answer"] == "none"


def test_a_yes_that_nothing_bears_out_asks_for_the_values(gaps_result):
    found = gaps_result("XAA").rows("thresholds_beside")
    assert {name.split(":")[1]: row["on_file"] for name, row in found.items()} == {
        "thr_metals_other": "no verified value is recorded",
        "thr_pesticides_agri": "no verified value is recorded",
        "thr_pesticides_other": "no verified value is recorded",
        "thr_substances": "no values are recorded for arsenic, pesticides",
        "thr_land_uses": "no values are recorded for residential",
        "thr_number": "2 combinations of substance and land use are recorded",
    }
    assert {row["kind"] for row in found.values()} == {TO_SEND}


def test_a_region_lists_only_what_cannot_both_hold(gaps_result):
    found = rows(gaps_result("R-EXAMPLE"), "thresholds_beside", "name", "kind")
    assert found == [("Dunwater", TO_CHECK), ("Dunwater", TO_CHECK)]


def test_stages_of_laws_and_their_change_are_those_of_the_lists(gaps_result):
    columns = ("instrument", "stage", "before", "change")
    assert rows(gaps_result("XAA"), "laws", *columns) == [
        ("Soil Act of Ambervale", "enforced", "in_force", "moved on"),
        ("Order on soil samples of Ambervale", "adopted", "", "new"),
        ("Decree on soil values of Ambervale", "in_force", "in_force", "as before"),
    ]
    ((*_, change),) = rows(gaps_result("XBB"), "laws", *columns)
    assert change == "not known"


def test_a_law_that_the_last_list_has_not_is_no_law_that_moved(judged):
    laws = example_survey.legislation()
    laws = laws[~((laws["stage"] == "enforced") & (laws["wave"] == "2026"))]
    found = dict(rows(judged("XAA", legislation=laws), "laws", "instrument", "change"))
    assert found["Soil Act of Ambervale"] == "not listed"


def test_topics_count_countries_with_a_law_and_with_one_in_force(gaps_result):
    found = gaps_result("XAA").rows("law_topics")
    legislation = found[f"legislation@{ALL}"]  # XAA enforced, XAB drafting, XBB in force
    counts = [legislation[name] for name in ("n_countries", "n_in_force", "n_listed")]
    assert (legislation["own_stage"], counts) == ("enforced", [3, 2, 9])


def test_without_a_list_of_laws_the_page_says_so(judged):
    result = judged("XAA", legislation=empty("legislation"))
    assert result.tables["laws"].frame.empty
    assert "No law is recorded" in result.page.show.law_topics._repr_html_()


def test_laws_of_the_vocabulary_stand_for_a_country_without_a_list(gaps_result):
    found = gaps_result("CHE").rows("laws")
    assert found
    assert all(row["verified"] == "yes" for row in found.values())
    assert gaps_result("XAC").tables["laws"].frame.empty


def test_a_list_that_was_taken_in_goes_before_the_vocabulary(judged):
    laws = example_survey.legislation().query("iso3 == 'XBB'").assign(iso3="CHE")
    found = judged("CHE", legislation=laws, frame=empty("frame")).rows("laws")
    assert [row["instrument"] for row in found.values()] == ["Clean Ground Act"]


def test_an_answer_on_legislation_stands_beside_the_laws_on_file(judged, answered, gaps_result):
    beside = gaps_result("XAC").rows("laws_beside")
    assert beside["XAC:legislation:to be sent"]["answer"] == "yes"
    no_law = answered("CHE", {"legislation": "no"})
    result = judged("CHE", responses=no_law, frame=empty("frame"))
    said = result.rows("laws_beside")["CHE:legislation:to be checked"]["on_file"]
    assert "Ordinance on the Remediation of Polluted Sites" in said


def test_inventories_add_up_what_was_told_and_say_by_how_many(gaps_result):
    found = gaps_result("XAA").rows("inventory")
    suspected = found[f"point:inv_point_suspected@{ALL}"]  # XAA 60, XAD 5
    assert (suspected["answer"], suspected["n_sites"], suspected["n_countries"]) == ("60", 65, 2)
    assert suspected["share_told"] == pytest.approx(2 / 9)
    listed = found[f"point:inv_point@{ALL}"]  # yes of XAA and two others, of seven
    assert (listed["n_yes"], listed["n_countries"]) == (3, 7)
    assert found[f"point:by sector@{ALL}"]["answer"] == "not in the questionnaire"
    assert pd.isna(found[f"point:by sector@{ALL}"]["n_sites"])


def test_what_was_named_is_counted_of_those_that_answered(gaps_result):
    found = gaps_result("XAA").rows("named")
    sludge, deposition = (
        found[f"inv_diffuse_sources:{code}@{ALL}"] for code in ("sludge", "deposition")
    )
    assert [deposition[name] for name in ("own", "n_named", "n_answers")] == ["named", 1, 1]
    assert [sludge[name] for name in ("own", "n_named", "n_answers")] == ["not named", 0, 1]
    lead = found[f"biomon_substances:Pb@{ALL}"]  # XBA alone
    assert [lead[name] for name in ("own", "n_named", "n_answers")] == ["skipped_by_logic", 1, 1]
    assert gaps_result("XAF").rows("named")[f"biomon_substances:Pb@{ALL}"]["own"] == "no_answer"


def test_procedures_stand_beside_laws_samples_and_laboratories(gaps_result):
    found = gaps_result("XAA").rows("procedures")
    lead = found["Pb:aqua_regia:"]
    assert "ISO 11466:1995" in lead["procedures"]
    assert "GLOSOLAN-AR" in lead["not_verified"]
    # every site in 15 years; laboratories of XAA and XAB determine lead
    assert (lead["n_thresholds"], lead["n_measurements"]) == (1, 15 * len(sites("XAA")))
    laboratories = [lead[f"n_laboratories{where}"] for where in ("", "_near", "_whole")]
    assert laboratories == [1, 2, 2]
    assert found["Pb:total:"]["n_measurements"] == 0


def test_a_region_s_page_has_no_thresholds_measurements_or_laboratories_of_its_own(gaps_result):
    own = {"National thresholds", "National measurements", "Labs: country"}
    country, region = (set(gaps_result(area).page.show.procedures.frame) for area in ("XAA", ALL))
    assert own <= country
    assert not own & region
    assert {"Labs: region", "Procedures"} <= region


def test_laboratories_are_counted_with_those_that_answered(gaps_result):
    found = gaps_result("XAA").rows("laboratories")[AFRICA]
    aware = [found[name] for name in ("n_answered", "n_aware", "n_aware_answers")]
    tested = [found[name] for name in ("n_proficiency", "n_proficiency_answers")]
    assert (aware, tested) == ([3, 2, 3], [1, 2])


def test_own_measurements_stand_beside_the_networks(gaps_result):
    found = gaps_result("XAD").rows("programmes")
    own = found["own:soil"]
    measured = {one.substance for one in programmes("XAD")}
    measured |= {one.code for one in COUNTRIES["XAD"]}
    assert own["determinands"] == ", ".join(sorted(substance(code).name for code in measured))
    assert (own["sites"], own["depth"]) == (str(len(sites("XAD"))), "0-20 cm")
    # visits in 2009, 2015 and 2018: 6 and 3 years between them
    assert (own["interval_years"], own["since"], own["last"]) == ("4.5", "2009", "2018")
    assert {"LUCAS", "GEMAS", "FOREGS"} <= set(found)
    assert found["FOREGS"]["verified"] == "no"


def test_a_page_has_the_networks_of_its_own_country_and_those_of_several(gaps_result):
    found = gaps_result("NOR").rows("programmes")
    national = [code for code, row in found.items() if row["kind"] == "national"]
    assert national == ["NOR-JOVA"]
    assert "CZE-BMP" in gaps_result("R-EUROPE").rows("programmes")
    assert not any(code.startswith("own:") for code in gaps_result("WORLD").rows("programmes"))


def test_answers_on_monitoring_stand_beside_the_store(gaps_result):
    found = gaps_result("XAB").rows("measurements_beside")
    # XAB: each substance at every site in its rounds, and the answer that nothing is monitored
    n_sites = len(sites("XAB"))
    rounds = sum(len(one.years) for one in programmes("XAB")) + len(COUNTRIES["XAB"])
    assert found["XAB:monitoring:to be checked"]["on_file"] == (
        f"{rounds * n_sites:,} measurements of {n_sites} sites are available"
    )
    ambervale = gaps_result("XAA").rows("measurements_beside")
    assert {name: row["on_file"] for name, row in ambervale.items()} == {
        "XAA:mon_sites:to be sent": f"{len(sites('XAA'))} sites are recorded",
        "XAA:mon_substances:to be sent": (
            "no measurements are recorded for polycyclic aromatic hydrocarbons"
        ),
        "XAA:mon_substances:to be checked": "measurements are also recorded for zinc",
    }


def test_a_system_without_a_measurement_in_the_store_is_to_be_sent(gaps_result):
    found = gaps_result("XBA").rows("measurements_beside")
    assert list(found) == ["XBA:monitoring:to be sent"]


def test_the_store_may_be_of_later_years_and_more_sites_than_the_answer(answered):
    given = {"monitoring": "yes", "mon_sites": "3", "mon_year": "2010"}
    data = open_store("example").read(READS, "R-EXAMPLE")
    frames = dict(data.tables) | {"responses": arranged("responses", answered("XAD", given))}
    frames |= open_store("example").read(("measurements",), "XAD").tables
    result = made_of("gaps", Frames(frames, ""), area="XAD")
    found = result.rows("measurements_beside")
    assert {name.split(":")[1]: row["kind"] for name, row in found.items()} == {
        "mon_sites": TO_CHECK,
        "mon_year": TO_CHECK,
    }


def test_only_a_country_s_own_measurements_are_read():
    assert readings("XAA") == ((READS, "R-EXAMPLE"), (("measurements",), "XAA"))
    assert readings("R-LAC") == readings("WORLD") == ((READS, "WORLD"),)
    assert "measurements" not in READS


def test_the_fingerprint_is_that_of_all_that_was_read(gaps_result):
    data = open_store("example").read(READS, "R-EXAMPLE")
    without = made_of("gaps", data, area="XAA")
    assert without.data.fingerprint == data.fingerprint
    assert gaps_result("XAA").data.fingerprint not in {"", data.fingerprint}
    assert without.tables["measurements_beside"].frame["kind"].to_list() == [TO_SEND]


@pytest.mark.parametrize("area", ["XAA", "XAE", "R-EXAMPLE", "WORLD"])
def test_every_table_is_shown_on_every_page(gaps_result, area):
    result = gaps_result(area)
    show = result.page.show
    of_regions = {"doubts", "threshold_coverage", "soilex"}  # a country has its own in sentences
    for name in show:
        page = show[name]._repr_html_()
        assert bool(page) == (name not in of_regions or area in {"R-EXAMPLE", "WORLD"})
        assert "nan" not in re.findall(r">(\w+)<", page)


def test_holes_are_told_by_sign_and_not_by_colour_alone(gaps_result):
    page = gaps_result("XAA").page.show.thresholds._repr_html_().replace(NO_BREAK, " ")
    assert "\N{BLACK CIRCLE} 1 (0, 1)" in page
    assert "\N{WHITE CIRCLE} (1, 1)" in page


def test_a_law_s_name_is_escaped(judged):
    laws = example_survey.legislation().assign(instrument="<script>x</script>")
    result = judged("XBB", legislation=laws)
    assert "<script>" not in result.page.show.laws._repr_html_()


def test_the_world_of_a_fictional_store_is_called_fictional(gaps_result):
    result = gaps_result("WORLD")
    assert result.page.result.fictional
    assert {row["scope_name"] for row in result.rows("participation").values()} >= {
        "all fictional countries",
        "Africa (fictional)",
    }


@pytest.mark.parametrize("area", ["NOR", "R-EUROPE"])
def test_a_real_area_is_never_put_beside_fictional_countries(gaps_result, area):
    result = gaps_result(area)
    assert not result.page.result.fictional
    overview = result.rows("overview")[area]
    assert (overview["n_responses"], overview["n_countries_answered"]) == (0, 0)
    scopes = {row["scope_name"] for row in result.rows("participation").values()}
    assert not any("fictional" in name for name in scopes)


def test_groups_of_the_action_plan_have_their_procedures_and_laboratories(gaps_result):
    groups = gaps_result("XAA").rows("procedure_groups")
    known = substances().values()
    n_flagged = [sum(getattr(one, flag) == "yes" for one in known) for flag in ("hhp", "obsolete")]
    assert [groups[name]["n_substances"] for name in ("hazardous", "obsolete")] == n_flagged
    bioavailable = groups["bioavailable"]
    assert "ISO 22190:2020" in str(bioavailable["procedures"])
    assert "ISO 54321" not in str(bioavailable)  # aqua regia is no weak extract
    assert (bioavailable["n_laboratories_near"], bioavailable["n_laboratories_whole"]) == (2, 2)
    assert groups["hazardous"]["n_laboratories_whole"] == 0


def test_the_share_of_aware_laboratories_is_given_by_region_on_the_page_of_all(gaps_result):
    result = gaps_result("R-EXAMPLE")
    rows = result.rows("laboratories")
    assert list(rows) == ["R-EXAMPLE", "R-AFRICA", "R-EXAMPLE-NORTH", "R-LAC"]
    assert (rows["R-AFRICA"]["n_aware"], rows["R-AFRICA"]["n_aware_answers"]) == (2, 3)
    assert rows["R-AFRICA"]["share_aware"] == pytest.approx(2 / 3)
    limits = (rows["R-AFRICA"]["share_aware_lower"], rows["R-AFRICA"]["share_aware_upper"])
    assert limits == pytest.approx((0.20766, 0.93851), abs=1e-5)  # Wilson
    assert pd.isna(rows["R-LAC"]["share_aware"])
    assert not [one.id for one in result.findings if "laboratories/R-AFRICA" in one.id]
