"""How the example was measured over time, and what becomes of it where something changes."""

import numpy as np
import pytest

from examples.monitoring import PROGRAMMES

AREAS = ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF", "R-EXAMPLE")


def periods(result, *columns):
    return [tuple(row[name] for name in columns) for row in result.rows("conditions").values()]


def test_a_period_ends_where_the_limit_of_the_truth_does(trends_result):
    (truth,) = (p for p in PROGRAMMES if (p.iso3, p.substance) == ("XAB", "Hg"))
    rows = trends_result("XAB").tables["conditions"].frame.query("series.str.endswith(':Hg')")
    assert dict(zip(rows["first_year"], rows["highest_limit_mg_kg"], strict=True)) == truth.limits
    assert list(rows["last_year"]) == [2012, 2017, 2022]
    assert (rows["lowest_limit_mg_kg"] == rows["highest_limit_mg_kg"]).all()


def test_a_period_ends_where_the_laboratory_the_unit_or_the_depth_does(zinc, judged, since):
    zinc.loc[since(zinc, 2011), "lab_id"] = "B"
    zinc.loc[since(zinc, 2014), "original_unit"] = "g/kg"
    zinc.loc[since(zinc, 2017), "depth_bottom_cm"] = 30.0
    assert periods(judged(zinc), "first_year", "laboratories", "given_units", "depth") == [
        (2008, "EX-LAB", "mg/kg", "0-20 cm"),
        (2011, "B", "mg/kg", "0-20 cm"),
        (2014, "B", "g/kg", "0-20 cm"),
        (2017, "B", "g/kg", "0-30 cm"),
    ]


def test_the_periods_of_a_substance_stand_together_in_order_of_time(trends_result):
    result = trends_result("XAC")
    names = [name.rpartition(":")[2] for name in result.rows("conditions")]
    assert [name for name in names if name[:2] in {"Cr", "Ni"}] == ["Cr@2000", "Cr@2010", "Ni@2000"]


def test_several_laboratories_at_a_visit_are_all_named(zinc, judged):
    zinc["lab_id"] = zinc["site_id"].map(lambda site: "A" if site < "XAA-012" else None)
    assert periods(judged(zinc), "laboratories", "n_visits") == [("A and not stated", 15)]


def test_a_visit_without_a_known_limit_does_not_end_a_period(zinc, judged, since):
    zinc["lod"] = np.where(since(zinc, 2015) & ~since(zinc, 2016), np.nan, 0.5)
    assert periods(judged(zinc), "n_visits", "highest_limit_mg_kg") == [(15, 0.5)]


def test_a_limit_is_not_told_of_the_visits_before_it_was_known(zinc, judged, since):
    zinc["lod"] = np.where(since(zinc, 2015), 0.5, np.nan)
    (_, before), known = periods(judged(zinc), "first_year", "highest_limit_mg_kg")
    assert before is None
    assert known == (2015, 0.5)


@pytest.mark.parametrize("area", AREAS)
def test_periods_hold_every_measurement_and_visit_once(trends_result, area):
    result = trends_result(area)
    conditions, series = (result.tables[name].frame for name in ("conditions", "series"))
    for count in ("n_measurements", "n_non_detects", "n_visits"):
        assert conditions.groupby("series")[count].sum().to_dict() == series[count].to_dict()


def test_each_laboratory_has_its_own_limits(zinc, judged):
    second = zinc["site_id"] > "XAA-012"
    zinc["lab_id"] = second.map({False: "A", True: "B"})
    zinc["lod"] = second.map({False: 0.5, True: 2.0})
    limits = judged(zinc).tables["limits"].frame
    assert limits.groupby("laboratory")["highest_limit_mg_kg"].unique().map(list).to_dict() == {
        "A": [0.5],
        "B": [2.0],
    }
    assert limits["n_limits"].sum() == len(zinc)


def test_the_limit_of_a_non_detect_counts_where_none_is_stated(zinc, judged):
    zinc.loc[zinc.index[:2], "censored"] = True
    zinc.loc[zinc.index[:2], "value"] = [3.0, 4.0]
    limits = judged(zinc).tables["limits"].frame
    assert limits["n_limits"].sum() == 2
    assert limits["highest_limit_mg_kg"].tolist() == [3.0, 4.0]


def test_the_limits_of_a_series_are_those_of_its_ends(trends_result):
    (row,) = (
        row for name, row in trends_result("XAB").rows("series").items() if name.endswith(":Hg")
    )
    assert (row["first_limit_mg_kg"], row["last_limit_mg_kg"]) == (0.10, 0.01)


def test_names_with_an_at_sign_keep_their_rows_apart(zinc, judged, since):
    late = since(zinc, 2015)
    zinc["campaign"] = late.map({False: "a", True: "a@b"})
    zinc["sampled_on"] = late.map({False: "2014", True: "2015"})
    zinc["lab_id"] = late.map({False: "b@c", True: "c"})
    zinc["lod"] = 0.5
    assert judged(zinc).tables["limits"].frame.index.is_unique
