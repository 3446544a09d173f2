"""Sites by the targets of the EU Soil Monitoring Law, and by the values a country sends."""

import pandas as pd
import pytest
from found import SOIL_SETS, found
from once import once

from workbench.store.frames import Frames, typed
from workbench.store.reading import open_store

READS = ("measurements", "site_soils")
OWN = {"iso3": "XAC", "instrument": "Soil decree 1", "source": "page 4", "source_file": "own.csv"}


def own_targets(*rows):
    names = ("target", "trigger", "texture_class", "soil_type", "land_use")
    made = [dict.fromkeys(names) | OWN | {"source_row": at} | one for at, one in enumerate(rows)]
    return typed("own_soil_targets", pd.DataFrame(made))


def zones(sites):
    names = ("soil_unit", "om_class", "climate_class", "season", "crop")
    rows = pd.DataFrame({"site_id": sites, "source_row": range(len(sites))})
    district = ["North" if at < 5 else "South" for at in range(len(sites))]
    common = dict.fromkeys(names) | {"iso3": "XAC", "source_file": "zones.csv"}
    area = [3.0 if at % 2 else 1.0 for at in range(len(sites))]
    return typed("site_zones", rows.assign(**common, soil_district=district, area_km2=area))


@pytest.fixture
def law():
    """Page of the saline country, with values of its own and soil districts."""

    def make():
        whole = open_store("example").read(READS, "XAC")
        tables = {name: whole[name] for name in READS}
        sites = sorted(set(tables["measurements"]["site_id"]))
        tables["own_soil_targets"] = own_targets(
            {"indicator": "EC_e", "better": "below", "trigger": 8.0, "unit": "dS/m"},
            {
                "indicator": "P_ext",
                "better": "below",
                "target": 33.0,
                "trigger": 40,
                "unit": "mg/kg",
            },
            {"indicator": "Pb", "better": "below", "target": 60.0, "unit": "mg/kg"},
            {
                "indicator": "pH",
                "better": "above",
                "target": 6.5,
                "unit": "pH",
                "soil_type": "organic",
            },
        )
        tables["site_zones"] = zones(sites)
        return found("soil_health", Frames(tables, "made"), area="XAC", n_draws=100, **SOIL_SETS)

    return once("soil law of XAC", make)


def test_classes_of_the_saline_country_are_those_of_its_values(law):
    row = law.rows("targets")["EC_e"]
    values = law.tables["site_states"].frame
    values = values[values["name"].str.startswith("electrical")]
    judged = values[values["state"] != "exempt"]["value"]
    assert row["trigger"] == "8 dS/m"
    assert row["n_trigger"] == (judged >= 8).sum()
    assert row["n_missed"] == (judged >= 4).sum()
    assert row["n_exempt"] == (values["state"] == "exempt").sum()


def test_national_values_give_a_verdict_where_the_union_leaves_the_number_open(law):
    rows = law.rows("targets")
    assert rows["P_ext"]["standing"] == "national"
    assert rows["P_ext"]["target"] == "< 33 mg/kg"
    assert rows["P_ext"]["part"] == rows["Pb"]["part"] == "B"
    assert rows["P_ext"]["n_met"] > 0 < rows["P_ext"]["n_missed"]
    use = {key: one["use"] for key, one in law.rows("law_descriptors").items()}
    assert use["phosphorus:P_ext"] == use["metals:Pb"] == "judged"
    assert use["metals:Cd"] == "reported"


def test_parts_c_and_d_have_no_verdict(law):
    rows = law.rows("law_descriptors").values()
    assert {one["use"] for one in rows if one["part"] in {"C", "D"}} <= {
        *("reported", "not-measured", "no-code"),
    }
    assert all(one["how_read"] for one in rows)


def test_a_value_for_other_soils_judges_none_and_says_so(law):
    row = law.rows("targets")["pH"]
    assert row["n_met"] + row["n_missed"] == 0
    assert row["why"] == "the country sets values for other soils or land uses only"


def test_share_is_that_of_the_land_that_sites_stand_for(law):
    row = law.rows("targets")["P_ext"]
    states = law.tables["site_states"].frame
    own = states[states["name"] == "extractable phosphorus"]
    at = own["site"].str[-3:].astype(int)
    land = at.map(lambda number: 1.0 if number % 2 else 3.0)  # XAC-001 is the first, with 1 km2
    expected = land[own["state"] == "healthy"].sum() / land.sum()
    assert row["weighted"] == "yes"
    assert row["share_met"] == pytest.approx(expected)


def test_a_district_with_few_sites_concludes_nothing(law):
    rows = law.rows("district_shares")
    north = rows["North:P_ext"]
    assert north["n_sites"] == 5
    assert "only 5 sites were judged and 10 are needed" in north["not_concluded"]
    assert rows["South:P_ext"]["n_sites"] > 100


def test_the_page_says_that_the_classes_are_our_reading_and_there_is_none_over_all(law):
    notes = str(law.page.notes.targets)
    assert "our reading of a secondary source" in notes
    assert "No verdict is given over all descriptors" in notes
    said = [one.sentence for one in law.findings if one.id.split("/")[-1] == "dates"]
    assert any("17 December 2031" in one and "how it was read: not read" in one for one in said)


def test_a_store_without_own_values_judges_by_those_of_the_union_alone(soil_result):
    rows = soil_result("XAC").rows("targets")
    assert set(rows) == {"EC_e", "SOC_clay"}
    assert rows["EC_e"]["n_trigger"] is None
    assert rows["EC_e"]["weighted"] == "no"
