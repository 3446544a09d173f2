"""People and areas of the fictional countries: what is true of them is in their rows."""

import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from examples import health, people
from examples.areas import GRIDS
from examples.contents import of_areas
from examples.projection import to_utm
from examples.store import country_tables

AREAS = ("XAA", "XAB", "XAC", "XAD")
ON_FILE = ("deprivation", "smoking")


def in_areas(iso3, substance):
    """Cases, expected cases, true content and covariates, one row an area."""
    frames = country_tables(iso3)
    rates = frames["reference_rates"].dropna(subset="rate")
    persons = frames["population"].merge(rates[["sex", "age_band", "outcome", "rate"]])
    persons["expected"] = persons["person_years"] * persons["rate"]
    cases = frames["outcomes"].groupby(["outcome", "area_id"])["cases"].sum()
    expected = persons.groupby(["outcome", "area_id"])["expected"].sum()
    covariates = frames["covariates"].pivot_table(index="area_id", columns="name", values="value")
    areas = GRIDS[iso3].area_ids()
    return pd.DataFrame(
        {
            "N18": cases["N18"],
            "K35-K37": cases["K35-K37"],
            "expected N18": expected["N18"],
            "expected K35-K37": expected["K35-K37"],
            "content": pd.Series(of_areas(iso3, substance), areas),
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


def test_the_counts_are_those_of_small_areas():
    for iso3 in AREAS:
        outcomes = country_tables(iso3)["outcomes"]
        cases = outcomes.groupby(["outcome", "area_id"])["cases"].sum()
        assert len(cases) == 2 * GRIDS[iso3].n_areas
        assert cases.groupby("outcome").median().between(30, 80).all()
        assert cases.between(1, 4).sum() >= 2
    assert GRIDS["XAE"].n_areas < 30


def test_squares_share_their_corners_and_are_neighbours_both_ways():
    frames = country_tables("XAE")
    areas = frames["areas"].set_index("area_id")
    links = zip(frames["neighbours"]["area_id"], frames["neighbours"]["neighbour_id"], strict=True)
    pairs = set(links)
    corners = {
        area: {tuple(corner) for corner in json.loads(text)["coordinates"][0]}
        for area, text in areas["geometry"].items()
    }
    assert pairs == {(other, one) for one, other in pairs}
    assert len(pairs) == 2 * (5 * 4 + 6 * 3)  # sides between 6 by 4 squares
    assert all(len(corners[one] & corners[other]) == 2 for one, other in pairs)


def test_borders_in_metres_name_their_system_and_hold_their_centroid():
    areas = country_tables("XAE")["areas"]
    assert set(areas["epsg"]) == {"EPSG:32727"}  # UTM 27 south: 24 to 18 degrees west
    assert country_tables("XAA")["areas"]["epsg"].isna().all()
    for place in areas.itertuples():
        east, north = to_utm(place.longitude, place.latitude, 27)
        corners = np.array(json.loads(place.geometry)["coordinates"][0][:-1])
        assert (corners.min(axis=0) < [east, north]).all()
        assert (corners.max(axis=0) > [east, north]).all()
        assert (place.x_m, place.y_m) == pytest.approx((east, north), abs=20)


def test_sites_of_borders_in_metres_are_placed_by_their_code():
    frames = country_tables("XAE")
    inside = frames["measurements"]["site_id"].nunique() - 3
    assert len(frames["site_areas"]) == inside == 3 * GRIDS["XAE"].n_areas


def test_a_register_that_broke_says_how_complete_it_is():
    outcomes = country_tables("XAE")["outcomes"]
    stated = outcomes.groupby("year")["completeness"].unique().map(list)
    cases = outcomes.groupby("year")["cases"].sum()
    assert stated.to_dict() == {
        year: [people.BREAKS["XAE"].get(year, people.COMPLETE)] for year in people.YEARS
    }
    others = cases.drop(2023).mean()
    # binomial: five standard errors of the count around 60 of 100
    assert cases[2023] == pytest.approx(0.6 * others, abs=5 * np.sqrt(0.6 * others))


def test_the_confounded_country_shows_what_adjustment_and_the_control_outcome_are_for():
    cadmium, lead = in_areas("XAB", "Cd"), in_areas("XAB", "Pb")
    assert z_of_content(cadmium, "N18") > 4
    assert abs(z_of_content(cadmium, "N18", ON_FILE)) < 1.96
    assert z_of_content(cadmium, "K35-K37") > 4
    assert z_of_content(lead, "N18", ON_FILE) > 3
    assert z_of_content(lead, "K35-K37", ON_FILE) > 3


def test_the_true_association_is_found_and_not_in_the_control_outcome():
    rows = in_areas("XAA", "Cd")
    assert z_of_content(rows, "N18", ON_FILE) > 5
    assert abs(z_of_content(rows, "K35-K37", ON_FILE)) < 1.96
    truth = health.truth().query("iso3 == 'XAA'")
    assert truth["rate_ratio_per_doubling"].to_list() == [1.15, 1.12]


def test_non_detects_become_rarer_as_limits_fall():
    soils = country_tables("XAC")["measurements"].query("substance in ('Cd', 'Pb')")
    shares = soils.groupby(["substance", soils["sampled_on"].str[:4]])["censored"].mean()
    for code in ("Cd", "Pb"):
        assert shares[code]["2004"] > shares[code]["2006"] > shares[code]["2010"]
    assert shares.max() < 0.5
