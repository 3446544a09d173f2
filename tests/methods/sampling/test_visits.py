import numpy as np
import pandas as pd
import pytest

from examples.store import all_rows
from workbench.methods.nondetects.censored import visit_median
from workbench.methods.sampling.visits import (
    MEASURED_HOW,
    decimal_years,
    family_ids,
    placed_in_rounds,
    series_ids,
    summarise_groups,
    summarise_visits,
)


@pytest.fixture
def samples():
    return all_rows("measurements").query("iso3 == 'XAA'").head(4).reset_index(drop=True)


def test_measurements_that_agree_in_all_of_the_key_are_one_series(samples):
    assert series_ids(samples).unique().tolist() == ["XAA:soil:0-20 cm:aqua_regia::dry:ICP-MS:Cd"]


@pytest.mark.parametrize("column", ["matrix", "layer", "fraction", "basis", "method"])
def test_a_change_of_any_part_begins_another_series(samples, column):
    samples.loc[2:, column] = "changed"
    assert series_ids(samples).nunique() == 2


@pytest.mark.parametrize("column", MEASURED_HOW)
def test_series_that_differ_in_how_they_were_measured_are_one_family(samples, column):
    samples.loc[2:, column] = "changed"
    assert family_ids(samples).unique().tolist() == ["XAA:soil:0-20 cm:Cd"]


@pytest.mark.parametrize("column", ["iso3", "matrix", "layer", "substance"])
def test_another_place_matrix_layer_or_substance_is_another_family(samples, column):
    samples.loc[2:, column] = "changed"
    assert family_ids(samples).nunique() == 2


def test_a_colon_in_a_part_makes_no_two_series_one(samples):
    samples.loc[0, ["layer", "fraction"]] = ["a:b", "c"]
    samples.loc[1, ["layer", "fraction"]] = ["a", "b:c"]
    assert series_ids(samples).head(2).nunique() == 2


def test_dates_become_decimal_years_also_in_leap_years():
    # day 263 of 365 and day 259 of 366, as in the reference table trends_series.csv
    years = decimal_years(pd.Series(["2009-09-20", "2016-09-15", "2016"]))
    assert years.round(6).tolist() == [2009.717808, 2016.704918, 2016.5]


@pytest.mark.parametrize(
    ("campaigns", "visits"),
    [
        (["one", "one", "two", "two"], ["one", "one", "two", "two"]),
        (["one", None, "two", "two"], ["one", "2009", "two", "two"]),
        (["one", "two", "two", "one"], ["one", "two", "two", "one"]),
    ],
    ids=["named", "named in part", "two on one date"],
)
def test_a_campaign_is_a_visit_and_else_the_calendar_year(samples, campaigns, visits):
    samples["campaign"] = pd.array(campaigns, dtype="str")
    samples["sampled_on"] = samples["sampled_on"].str[:4]
    samples = samples.assign(series="s", decimal_year=decimal_years(samples["sampled_on"]))
    assert placed_in_rounds(samples)["visit"].tolist() == visits


def test_a_campaign_that_lasts_for_years_is_no_visit(samples):
    samples["campaign"] = "monitoring"
    samples["decimal_year"] = [2008.0, 2010.0, 2012.0, 2014.0]
    assert placed_in_rounds(samples.assign(series="s"))["visit"].nunique() == 4


def test_a_visit_keeps_its_date_when_some_of_its_measurements_are_set_aside(samples):
    samples["campaign"] = ["X", "X", "Y", "Y"]
    samples["decimal_year"] = [2010.5, 2010.1, 2010.5, 2011.3]
    placed = placed_in_rounds(samples.assign(series="s"))
    told = summarise_visits(placed.iloc[[0, 2]])
    assert told["decimal_year"].round(6).tolist() == [2010.3, 2010.9]


def test_each_series_has_rounds_and_seasons_of_its_own(samples):
    samples["site_id"] = "one"
    samples["decimal_year"] = [2001.05, 2001.3, 2001.55, 2001.8]
    placed = placed_in_rounds(samples.assign(series="s"))
    assert placed["season"].tolist() == [1, 4, 7, 10]
    assert placed["visit_date"].tolist() == pytest.approx([2001.425] * 4)
    apart = placed_in_rounds(samples.assign(series=["a", "a", "b", "b"]))
    assert apart["season"].tolist() == [0, 0, 0, 0]
    assert apart["assigned"].tolist() == ["by-year"] * 4


@pytest.mark.parametrize("seed", range(5))
def test_groups_agree_with_the_median_of_one_visit(seed):
    random = np.random.default_rng(seed)
    samples = pd.DataFrame(
        {
            "series": random.choice(list("ab"), 60),
            "visit": random.choice(list("xyz"), 60),
            "value": random.lognormal(size=60).round(2) + 0.01,
            "censored": random.random(60) < 0.45,
            "decimal_year": random.uniform(2000, 2020, 60),
        }
    )
    for row in summarise_groups(samples, ["series", "visit"]).to_dict(orient="records"):
        group = samples.query("series == @row['series'] and visit == @row['visit']")
        expected = visit_median(group["value"], group["censored"])
        assert (row["median_mg_kg"], row["below_limit"]) == expected
        assert row["n_non_detects"] == group["censored"].sum()


def test_no_rows_give_no_groups(samples):
    nothing = samples.head(0).assign(series="", visit="", decimal_year=0.0)
    assert summarise_groups(nothing, ["series", "visit"]).empty
