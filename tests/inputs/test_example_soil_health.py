import pandas as pd
import pytest
import yaml

from workbench.inputs import example, example_soil_health
from workbench.inputs.example_soil_health import COUNTRIES, N_SITES
from workbench.inputs.intake import ingest
from workbench.inputs.schemas import breaches
from workbench.inputs.store import open_store
from workbench.vocabulary.places import FICTIONAL, members
from workbench.vocabulary.substances import substance


@pytest.mark.parametrize("table", ["measurements", "site_soils"])
def test_the_fictional_soils_keep_the_contract(table):
    assert breaches(table, example_soil_health.read(table, list(COUNTRIES))) == []
    assert set(COUNTRIES) < set(members(FICTIONAL))


def test_every_value_has_the_unit_of_its_substance():
    rows = example_soil_health.read("measurements", list(COUNTRIES))
    assert (rows["unit"] == rows["substance"].map(lambda code: substance(code).unit)).all()


def test_other_reports_read_what_they_read_before():
    alone = example.read(("measurements",), ("XAA",))["measurements"]
    beside = example.read(("measurements", "site_soils"), ("XAA",))["measurements"]
    own = example.measurements().query("iso3 == 'XAA'").reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, own)
    assert not set(alone["site_id"]) & set(beside["site_id"])


def test_the_data_are_those_of_the_truth():
    rows = example_soil_health.measurements("XAB").query("substance == 'BD'")
    true = example_soil_health.true_values("XAB", N_SITES)["BD"]
    assert rows["value"].to_numpy() == pytest.approx(true, rel=0.005)  # three digits


def test_one_country_has_sent_nothing():
    assert "XAF" not in COUNTRIES
    assert example_soil_health.read("measurements", ["XAF"]).empty


def test_soils_of_sites_come_in_with_a_mapping(store, tmp_path):
    (tmp_path / "soils.csv").write_text("plot,texture\nP1,loam\nP2,mud\n", encoding="utf-8")
    mapping = {
        "owner": "nobody",
        "licence": "CC0",
        "constants": {"iso3": "XAA"},
        "tables": {
            "site_soils": {"columns": {"site_id": "plot", "texture_class": "texture"}},
        },
    }
    (tmp_path / "soils.yml").write_text(yaml.safe_dump(mapping), encoding="utf-8")
    report = ingest(tmp_path / "soils.csv", tmp_path / "soils.yml", store)

    rows = open_store(str(store)).read(("site_soils",), "XAA")["site_soils"]
    assert rows["texture_class"].to_list() == ["loam"]
    assert (report.n_used, report.n_quarantined) == (1, 1)
