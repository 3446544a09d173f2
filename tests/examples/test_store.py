"""The store that the package ships is that of the generator, and is opened as any other."""

import re
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from examples import store
from examples.monitoring import PROGRAMMES, programmes
from examples.sites import sites
from workbench.errors import StoreError
from workbench.inputs.checks import check_store
from workbench.store.frames import breaches
from workbench.store.index import EXAMPLE_FOLDER, read_index, refuse_built_in
from workbench.store.reading import open_store
from workbench.store.schema import TABLES
from workbench.vocabulary.places import FICTIONAL, WORLD, is_fictional, members
from workbench.vocabulary.substances import substance

MADE = open_store("example").read(tuple(TABLES), FICTIONAL)
LARGEST = 2_000_000  # bytes that the package may grow by


@pytest.fixture(scope="module")
def made_anew(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "store"
    store.write(folder)
    return folder


def test_what_is_shipped_is_what_the_generator_makes(made_anew):
    anew = open_store(str(made_anew))
    assert anew.areas() == open_store("example").areas()
    for iso3 in anew.areas():
        here, there = (one.read(tuple(TABLES), iso3) for one in (anew, open_store("example")))
        for table in TABLES:
            pd.testing.assert_frame_equal(here[table], there[table])
        assert here.sources == there.sources
        assert here.fingerprint == there.fingerprint


def test_it_has_nothing_wrong_and_is_small():
    assert check_store("example") == []
    assert sum(path.stat().st_size for path in EXAMPLE_FOLDER.rglob("*")) < LARGEST


WITHOUT_ROWS = {  # its laboratories compared nothing, its law sets nothing
    *("control_samples", "own_thresholds", "site_zones", "own_soil_targets")
}


@pytest.mark.parametrize("table", list(TABLES))
def test_each_table_keeps_its_contract_and_has_rows(table):
    assert len(MADE[table]) or table in WITHOUT_ROWS
    assert breaches(table, MADE[table]) == []
    assert all(map(is_fictional, MADE[table]["iso3"].unique()))


def test_another_seed_gives_other_rows_and_the_same_sites_and_rounds():
    own, other = (store.country_frames("XAD", seed)["measurements"] for seed in (1, 2))
    assert not own["value"].equals(other["value"])
    assert own[["sample_id", "substance"]].equals(other[["sample_id", "substance"]])


@pytest.mark.parametrize("address", ["example", EXAMPLE_FOLDER])
def test_nothing_is_written_to_it(address):
    with pytest.raises(StoreError, match=re.escape("The store `example` is built in.")):
        refuse_built_in(address)


def test_the_world_of_a_fictional_store_has_its_countries():
    world = open_store("example").read(("measurements",), WORLD)
    assert set(world["measurements"]["iso3"]) == set(store.COUNTRIES)
    assert world.fictional
    assert read_index(EXAMPLE_FOLDER).members("R-AFRICA") == members("R-AFRICA")


def test_one_country_has_sent_nothing_but_is_on_the_list_of_the_survey():
    frames = open_store("example").read(tuple(TABLES), "XAF")
    given_by_others = {"frame", "soilex_records"}
    assert {name for name in TABLES if len(frames[name])} == given_by_others


def test_every_value_is_of_a_site_on_the_list_and_has_the_unit_of_its_substance():
    rows = MADE["measurements"]
    units = rows["substance"].map({code: substance(code).unit for code in set(rows["substance"])})
    assert (rows["unit"] == units).all()
    for iso3, own in rows.groupby("iso3"):
        assert set(own["site_id"]) == set(sites(iso3)["site_id"])
        places = own.groupby("site_id")[["longitude", "latitude"]].nunique()
        assert (places <= 1).all(axis=None)


def test_a_sample_has_one_date():
    samples = MADE["measurements"].groupby(["iso3", "sample_id"])["sampled_on"].nunique()
    assert (samples == 1).all()


@pytest.mark.parametrize(
    "programme",
    [one for one in PROGRAMMES if len(one.years) > 2 and not one.panel and not one.limits],
    ids=lambda one: f"{one.iso3}-{one.substance}-{one.fraction}",
)
def test_each_site_changes_as_the_truth_says(programme):
    rows = MADE["measurements"]
    own = rows[(rows["iso3"] == programme.iso3) & (rows["substance"] == programme.substance)]
    own = own[own["fraction"] == programme.fraction]
    logs = own.assign(log=np.log(own["value"]), year=own["sampled_on"].str[:4].astype(int))
    centred = logs[["log", "year"]] - logs.groupby("site_id")[["log", "year"]].transform("mean")
    slope, error = _slope(centred["year"].to_numpy(), centred["log"].to_numpy())
    assert abs(slope - np.log1p(programme.yearly_change)) < 3 * error


def _slope(years, logs):
    """Least-squares slope through the origin and its standard error."""
    squares = (years**2).sum()
    slope = (years * logs).sum() / squares
    return slope, np.sqrt(((logs - slope * years) ** 2).sum() / (len(logs) - 1) / squares)


def test_a_detection_limit_falls_and_values_below_it_hold_the_limit():
    (truth,) = programmes("XAB", "Hg")
    mercury = MADE["measurements"].query("iso3 == 'XAB' and substance == 'Hg'")
    limits = mercury.groupby(mercury["sampled_on"].str[:4].astype(int))["lod"].first()
    assert {year: limits[year] for year in truth.limits} == dict(truth.limits)
    below = mercury[mercury["censored"]]
    assert (below["value"] == below["lod"]).all()


def test_a_panel_is_replaced_while_no_site_changes():
    (truth,) = programmes("XAC", "V")
    vanadium = MADE["measurements"].query("iso3 == 'XAC' and substance == 'V'")
    year = vanadium["sampled_on"].str[:4].astype(int)
    rounds = [set(own) for _, own in vanadium.groupby(year)["site_id"]]
    assert {len(own) for own in rounds} == {truth.panel.n_sites}
    replaced = {len(later - own) for own, later in pairwise(rounds)}
    assert replaced == {truth.panel.n_replaced}
    medians = vanadium.groupby(year)["value"].median()
    assert medians.iloc[-1] > 1.5 * medians.iloc[0]
    assert truth.yearly_change == 0


def test_a_few_samples_are_lost_and_none_of_the_last_round():
    (truth,) = programmes("XAC", "Ni")
    nickel = MADE["measurements"].query("iso3 == 'XAC' and substance == 'Ni'")
    per_round = nickel.groupby(nickel["sampled_on"].str[:4]).size()
    n_sites = len(sites("XAC"))
    assert per_round.iloc[-1] == n_sites
    n_lost = n_sites * len(truth.years) - len(nickel)
    assert 0 < n_lost < 3 * truth.lost * n_sites * len(truth.years)


def test_two_campaigns_at_the_same_sites_halve():
    antimony = MADE["measurements"].query("iso3 == 'XAD' and substance == 'Sb'")
    by_year = antimony.pivot_table(
        index="site_id", columns=antimony["sampled_on"].str[:4], values="value"
    )
    assert list(by_year) == ["2009", "2018"]
    assert by_year.notna().all(axis=None)
    assert np.log2(by_year["2009"] / by_year["2018"]).mean() == pytest.approx(1, abs=0.05)


def test_a_country_has_sent_sediment_alone():
    matrices = MADE["measurements"].groupby("iso3")["matrix"].unique()
    assert [iso3 for iso3, own in matrices.items() if "soil" not in own] == ["XBC"]
