import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from workbench.inputs import example, example_health
from workbench.inputs.example_health import COUNTRIES, TABLES
from workbench.inputs.schemas import breaches
from workbench.inputs.store import open_store


@pytest.fixture(scope="module")
def made():
    return example_health.example_health()


def in_areas(frames, substance):
    """Cases, expected cases, mean logarithm of the content and covariates, one row an area."""
    rates = frames["reference_rates"].dropna(subset="rate")
    people = frames["population"].merge(rates[["sex", "age_band", "outcome", "rate"]])
    people["expected"] = people["person_years"] * people["rate"]
    cases = frames["outcomes"].groupby(["outcome", "area_id"])["cases"].sum()
    expected = people.groupby(["outcome", "area_id"])["expected"].sum()
    areas = list(frames["areas"]["area_id"])
    soils = frames["measurements"][frames["measurements"]["substance"] == substance]
    soils = soils.iloc[: 4 * len(areas)]
    contents = np.log2(soils["value"] / (1 + soils["censored"])).to_numpy().reshape(-1, 4)
    covariates = frames["covariates"].pivot_table(index="area_id", columns="name", values="value")
    return pd.DataFrame(
        {
            "N18": cases["N18"],
            "K35-K37": cases["K35-K37"],
            "expected N18": expected["N18"],
            "expected K35-K37": expected["K35-K37"],
            "content": pd.Series(contents.mean(axis=1), areas),
            **covariates,
        }
    ).loc[areas]


def z_of_content(rows, outcome, covariates=()):
    predictors = sm.add_constant(rows[["content", *covariates]])
    model = sm.GLM(
        rows[outcome],
        predictors,
        family=sm.families.Poisson(),
        offset=np.log(rows[f"expected {outcome}"]),
    )
    return model.fit(scale="X2").tvalues["content"]


def test_every_table_keeps_its_contract(made):
    assert {name: breaches(name, frame) for name, frame in made.frames.items()} == {
        name: [] for name in TABLES
    }


def test_the_same_seed_gives_the_same_rows_and_another_seed_others():
    again = example_health.country_frames.__wrapped__("XAD", example_health.SEED)
    other = example_health.country_frames("XAD", example_health.SEED + 1)
    assert again["outcomes"].equals(example_health.country_frames("XAD")["outcomes"])
    assert not again["outcomes"].equals(other["outcomes"])


def test_the_counts_are_those_of_small_areas(made):
    cases = made.frames["outcomes"].groupby(["iso3", "outcome", "area_id"])["cases"].sum()
    n_areas = made.frames["areas"].groupby("iso3").size()
    assert n_areas[["XAA", "XAB", "XAC", "XAD"]].between(120, 150).all()
    assert n_areas["XAE"] < 30
    assert len(cases) == 2 * n_areas.sum()
    assert cases.groupby(["iso3", "outcome"]).median().between(30, 80).all()
    assert cases.between(1, 4).groupby("iso3").sum()[["XAA", "XAB", "XAC", "XAD"]].ge(2).all()


def test_non_detects_become_rarer_as_limits_fall(made):
    soils = made.frames["measurements"]
    shares = soils.groupby(["substance", soils["sampled_on"].astype(int)])["censored"].mean()
    for substance in ("Cd", "Pb"):
        assert shares[substance][2000] > shares[substance][2003] > shares[substance][2004]
    assert shares.max() < 0.5


def test_squares_share_their_corners_and_are_neighbours_both_ways(made):
    areas = made.frames["areas"].query("iso3 == 'XAE'").set_index("area_id")
    links = made.frames["neighbours"].query("iso3 == 'XAE'")
    pairs = set(zip(links["area_id"], links["neighbour_id"], strict=True))
    corners = {
        area: {tuple(corner) for corner in json.loads(text)["coordinates"][0]}
        for area, text in areas["geometry"].items()
    }
    assert pairs == {(other, one) for one, other in pairs}
    assert len(pairs) == 2 * (5 * 4 + 6 * 3)  # sides between 6 by 4 squares
    assert all(len(corners[one] & corners[other]) == 2 for one, other in pairs)


def test_the_confounded_country_shows_what_adjustment_and_the_control_outcome_are_for(made):
    frames = {
        name: frame.query("iso3 == 'XAB'").reset_index(drop=True)
        for name, frame in made.frames.items()
    }
    on_file = ("deprivation", "smoking")
    cadmium, lead = in_areas(frames, "Cd"), in_areas(frames, "Pb")
    assert z_of_content(cadmium, "N18") > 4
    assert abs(z_of_content(cadmium, "N18", on_file)) < 1.96
    assert z_of_content(cadmium, "K35-K37") > 4
    assert z_of_content(lead, "N18", on_file) > 3
    assert z_of_content(lead, "K35-K37", on_file) > 3


def test_the_true_association_is_found_with_its_size_and_not_in_the_control_outcome(made):
    frames = {
        name: frame.query("iso3 == 'XAA'").reset_index(drop=True)
        for name, frame in made.frames.items()
    }
    rows = in_areas(frames, "Cd")
    assert z_of_content(rows, "N18", ("deprivation", "smoking")) > 5
    assert abs(z_of_content(rows, "K35-K37", ("deprivation", "smoking"))) < 1.96
    assert made.truth.query("iso3 == 'XAA'")["rate_ratio_per_doubling"].to_list() == [1.15, 1.12]


def test_the_store_gives_the_soils_of_the_health_survey_only_beside_areas():
    store = open_store("example")
    alone = store.read(("measurements",), "XAA")["measurements"]
    beside = store.read(("areas", "measurements"), "XAA")
    assert list(alone["source_file"].unique()) == ["fictional example data"]
    assert list(beside["measurements"]["source_file"].unique()) == ["fictional measurements of XAA"]
    assert len(beside["areas"]) == COUNTRIES["XAA"].grid.n_areas
    assert beside.fictional
    assert set(COUNTRIES) == set(example.areas())


def test_one_country_has_sent_nothing():
    frames = open_store("example").read(TABLES, "XAF")
    assert all(frame.empty for frame in frames.tables.values())
