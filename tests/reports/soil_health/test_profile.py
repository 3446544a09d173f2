"""The workbench's own profile, where a published set gives no index, and classes by site."""

import pandas as pd
import pytest
from found import found

from workbench.reports.soil_health.parameters import Parameters
from workbench.store.frames import Frames, typed
from workbench.store.reading import open_store
from workbench.store.schema import TABLES

READS = ("measurements", "site_soils")


def zones(sites, **classes):
    rows = {"iso3": "XAA", "site_id": sites, "source_file": "z.csv", "source_row": 1}
    missing = {str(one.name): None for one in TABLES["site_zones"]} | rows | classes
    return typed("site_zones", pd.DataFrame(missing))


@pytest.fixture(scope="module")
def smaf():
    """Page of a published set, with classes of organic matter and climate by site."""
    whole = open_store("example").read(READS, "XAA")
    rows = whole["measurements"]
    kept = rows[rows["site_id"] < "XAA-031"].reset_index(drop=True)
    tables = {"measurements": kept, "site_soils": whole["site_soils"]}
    sites = sorted(set(kept["site_id"]))
    om = ["2" if at % 2 else "3" for at in range(len(sites))]
    tables["site_zones"] = zones(sites, om_class=om, climate_class="3", season="spring")
    given = {"backgrounds": ["XAA-EXAMPLE"], "n_draws": 100, "profile_weights": ["physical:2"]}
    return found("soil_health", Frames(tables, "made"), area="XAA", **given)


def test_a_published_set_has_no_index_and_the_profile_stands_beside_it(smaf):
    rows = smaf.rows("profile")
    assert smaf.rows("overview")["XAA"]["index"] is None
    assert rows["contamination"]["n_sites"] > 0
    assert rows["physical"]["weight"] == pytest.approx(0.4)
    assert rows["index"]["completeness"] is not None
    assert "not a published score" in str(smaf.page.notes.profile)


def test_classes_of_each_site_choose_its_curve(smaf):
    # SOC of SMAF asks for classes of organic matter and climate, which the parameters do not name
    row = smaf.rows("indicators")["SOC"]
    assert row["n_scored"] == row["n_sites"] > 0


def test_profile_of_the_example_is_the_mean_of_its_domains(soil_result):
    rows = soil_result("XAD").rows("profile")
    parts = [rows[name] for name in ("physical", "chemical", "biological", "contamination")]
    assert rows["index"]["score"] == pytest.approx(sum(one["score"] for one in parts) / 4)
    assert rows["index"]["score_lower"] < rows["index"]["score"] < rows["index"]["score_upper"]
    assert sum(one["n_weakest"] for one in parts) == rows["index"]["n_sites"]
    assert rows["index"]["weakest"] == "contamination"


@pytest.mark.parametrize(
    "weights", [["soil:1"], ["physical"], ["physical:-1"], ["physical:0", "chemical:0",
     "biological:0", "contamination:0"]],
)  # fmt: skip
def test_weights_that_are_none_are_refused(weights):
    with pytest.raises(ValueError, match="weight"):
        Parameters(profile_weights=weights)
