"""What the report does not do: guess, pool, put a number in place of a non-detect."""

import pytest

from examples.monitoring import programmes
from examples.sites import sites
from examples.soils import COUNTRIES
from workbench.reports.soil_health.parameters import Parameters

UNVERIFIED = ["EXAMPLE-1", "CASH-2017", "GEMAS-AP"]


def test_an_unverified_curve_scores_nothing_unless_its_set_is_named(changed_soils):
    result = changed_soils("XAA", unverified=[])
    row = result.rows("indicators")["POXC"]
    assert row["n_scored"] == 0
    assert row["why"].startswith("EXAMPLE-1: the curve is not verified")
    assert not result.rows("overview")["XAA"]["n_with_index"]


def test_without_a_named_background_there_is_no_contamination_index(changed_soils):
    result = changed_soils("XAA", backgrounds=[])
    assert not result.rows("contamination")
    said = [one.sentence for one in result.findings if one.id.endswith("/no-background")]
    assert said[0].endswith("matrix and fraction are XAA-EXAMPLE, GEMAS-AP, GEMAS-GR.")
    assert any(entry.why == "no background is named" for entry in result.left_out)


def test_a_background_of_another_fraction_is_refused_with_its_reason(changed_soils):
    result = changed_soils("XAA", backgrounds=["UCC-RG2003"])
    assert not result.rows("contamination")
    assert {entry.why for entry in result.left_out} == {"the background is for another fraction"}


def test_unverified_contents_of_a_background_are_not_used_unless_it_is_named(changed_soils):
    result = changed_soils("XAD", unverified=["EXAMPLE-1"])
    row = result.rows("contamination")["PLI:aqua_regia"]
    assert row["substances"] == "Cd, Hg"  # the two contents of GEMAS-AP that were verified


def test_non_detects_leave_bounds_and_no_number(changed_soils):
    def blind(rows):
        own = rows["substance"] == "Hg"
        return rows.assign(censored=rows["censored"] | own, value=rows["value"].where(~own, 0.03))

    row = changed_soils("XAD", blind).rows("contamination")["PLI:aqua_regia"]
    assert row["value_lower"] == 0
    assert row["value"] > 1
    assert row["index_class"].startswith("between no pollution and")


def test_an_unverified_toxic_response_is_in_no_index_unless_it_is_named(changed_soils, soil_result):
    silent = soil_result("XAD").rows("substances")["As:aqua_regia:XAA-EXAMPLE"]
    named = [*UNVERIFIED, "toxic_responses"]
    asked = changed_soils("XAD", unverified=named).rows("substances")
    row = asked["As:aqua_regia:XAA-EXAMPLE"]
    assert silent["er"] is None
    assert row["er"] == pytest.approx(10 * row["cf"])  # Hakanson 1980: 10


def test_lead_has_a_screening_level_and_no_hazard_quotient(soil_result):
    rows = soil_result("XAD").rows("risk")
    assert rows["Pb:EPA-2025"]["child_hq"] is None
    assert rows["Pb:EPA-2023"]["screening_mg_kg"] == 400  # US EPA 1994
    assert rows["Pb:EPA-2025"]["screening_mg_kg"] == 200  # US EPA OLEM 2024-01-17


def test_total_chromium_is_not_taken_for_chromium_vi(soil_result):
    row = soil_result("XAD").rows("risk")["Cr:EPA-2025"]
    assert row["child_hq"] is None
    assert "total chromium" in row["why"]


def test_total_phosphorus_is_no_available_phosphorus(changed_soils):
    def digested(rows):
        own = rows["substance"] == "P"
        return rows.assign(fraction=rows["fraction"].where(~own, "total"))

    row = changed_soils("XAA", digested).rows("indicators")["P"]
    assert (row["n_sites"], row["why"]) == (0, "not measured")


def test_conductivity_of_another_method_is_not_assessable(changed_soils):
    def diluted(rows):
        return rows.assign(substance=rows["substance"].replace({"ECe": "EC15"}))

    row = changed_soils("XAA", diluted).rows("targets")["EC_e"]
    assert (row["n_not_assessable"], row["n_met"]) == (len(sites("XAA")), 0)
    assert row["why"] == (
        "measured as electrical conductivity of the 1:5 extract; "
        "no conversion to electrical conductivity of the saturated paste was declared"
    )


def test_what_is_not_used_is_counted_and_adds_up(changed_soils):
    def spoil(rows):
        rows.loc[rows["site_id"] == "XAB-001", "matrix"] = "sediment"
        rows.loc[rows["site_id"] == "XAB-002", "depth_bottom_cm"] = 60.0
        rows.loc[rows["site_id"] == "XAB-003", "basis"] = "wet"
        return rows

    result = changed_soils("XAB", spoil)
    lost = sum(entry.count for entry in result.left_out)
    used = sum(row["n_sites"] for row in result.rows("present").values())
    rounds = sum(len(one.years) for one in programmes("XAB")) + len(COUNTRIES["XAB"])
    n_codes = len(programmes("XAB")) + len(COUNTRIES["XAB"])
    assert (lost, used) == (3 * rounds, (len(sites("XAB")) - 3) * n_codes)
    assert {entry.why for entry in result.left_out} == {
        "sediment, not soil", "sample extends below 30 cm", "given per wet mass",
    }  # fmt: skip


def test_a_score_does_not_change_when_a_site_is_added(changed_soils, soil_result):
    fewer = changed_soils("XAB", lambda rows: rows[rows["site_id"] < "XAB-021"]).rows("sites")
    whole = soil_result("XAB").rows("sites")
    assert len(fewer) == 20
    assert all(whole[site]["index"] == row["index"] for site, row in fewer.items())


def test_the_same_seed_gives_the_same_limits(changed_soils):
    one, other = (changed_soils("XAB", seed=5).rows("overview")["XAB"] for _ in range(2))
    assert one["index_lower"] == other["index_lower"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"area": "R-AFRICA"}, "R-AFRICA is not a country"),
        ({"area": "NOR", "scoring_set": "EXAMPLE-1"}, "for fictional countries alone"),
        ({"scoring_set": "SMAF"}, "SMAF-2004"),
        ({"backgrounds": ["UCC"]}, "Unknown background 'UCC'"),
        ({"risk_sets": ["EPA"]}, "Unknown risk set 'EPA'"),
        ({"exposure_set": "child"}, "Unknown exposure set 'child'"),
        ({"unverified": ["GEMAS"]}, "'GEMAS' is not a set. There are: .*GEMAS-AP"),
        ({"soil_classes": ["om_class"]}, "as in 'om_class:2'"),
    ],
)
def test_what_is_not_known_is_refused_before_anything_is_read(given, message):
    with pytest.raises(ValueError, match=message):
        Parameters(**given)
