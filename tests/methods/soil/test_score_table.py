import numpy as np
import pandas as pd
import pytest

from workbench.errors import SeriesError
from workbench.methods.soil.score_table import (
    CurveNotVerified,
    NoCurveFits,
    NoValue,
    UnitsDiffer,
    rescore,
    score_table,
)
from workbench.vocabulary.soil.scoring_curves import ScoredSoil

CLASSES = {"om_class": "2", "climate_class": "3"}
SOILS = {"a": ScoredSoil("USA", "agricultural", "silt loam", classes=CLASSES)}


def values(*rows):
    return pd.DataFrame(rows, columns=["sample_id", "indicator", "value", "unit", "method"])


def test_a_value_is_converted_and_scored_by_the_curve_of_its_soil():
    # SMAF, organic matter class 2, texture 3, climate 3: 1.5 % carbon has 0.18476
    found = score_table(values(("a", "SOC", 15.0, "g/kg", "dry combustion")), SOILS, ["SMAF-2004"])
    row = found.scores.iloc[0]
    assert row[["value", "unit", "domain", "set_id"]].tolist() == [
        1.5,
        "%",
        "biological",
        "SMAF-2004",
    ]
    assert row["score"] == pytest.approx(0.18476435, abs=1e-8)
    assert row["cautions"] == ()


def test_scored_and_left_out_add_up_to_what_was_given():
    given = values(
        ("a", "SOC", 15.0, "g/kg", ""),
        ("a", "BD", np.nan, "g/cm3", ""),
        ("a", "K", 90.0, "dS/m", ""),
        ("a", "EW", 100.0, "ind/m2", ""),
        ("b", "BD", 1.3, "g/cm3", ""),
    )
    found = score_table(given, SOILS, ["SMAF-2004"])
    reasons = found.left_out.set_index(["sample_id", "indicator"])["reason"]
    assert len(found.scores) + len(found.left_out) == len(given)
    assert reasons["a", "BD"] == (NoValue(),)
    assert reasons["a", "K"] == (UnitsDiffer(unit="dS/m", wanted="mg/kg"),)
    assert reasons["a", "EW"] == (NoCurveFits(scoring_set="SMAF-2004", because="no_curve"),)
    other = {"because": "other_land_use", "detail": "agricultural"}
    assert reasons["b", "BD"] == (NoCurveFits(scoring_set="SMAF-2004", **other),)


def test_an_unverified_curve_is_used_only_in_a_set_that_was_named_and_says_so():
    given = values(("a", "EW", 100.0, "ind/m2", "hand sorting"))
    (lost,) = score_table(given, SOILS, ["EXAMPLE-1"]).left_out["reason"].item()
    assert lost.because == "unverified"
    found = score_table(given, SOILS, ["EXAMPLE-1"], unverified_sets=["EXAMPLE-1"]).scores
    assert found[["score", "verified", "cautions"]].iloc[0].tolist() == [
        0.5,
        "no",
        (CurveNotVerified(),),
    ]


def test_the_first_set_with_a_curve_is_taken():
    given = values(("a", "BD", 1.3, "g/cm3", "core"))
    assert (
        score_table(given, SOILS, ["SMAF-2004", "USDA-BD"]).scores["set_id"].item() == "SMAF-2004"
    )
    assert score_table(given, SOILS, ["USDA-BD", "SMAF-2004"]).scores["set_id"].item() == "USDA-BD"


def test_draws_are_scored_as_single_values_are():
    given = values(("a", "SOC", 15.0, "g/kg", ""), ("a", "BD", 1.3, "g/cm3", ""))
    table = score_table(given, SOILS, ["SMAF-2004"])
    drawn = rescore(table.curves, [table.scores["value"], table.scores["value"]])
    assert drawn == pytest.approx(np.array([table.scores["score"]] * 2))
    with pytest.raises(SeriesError, match="Give one column for each curve"):
        rescore(table.curves, [[1.0]])


def test_an_indicator_twice_in_a_sample_and_a_missing_column_are_refused():
    twice = values(("a", "BD", 1.3, "g/cm3", ""), ("a", "BD", 1.4, "g/cm3", ""))
    with pytest.raises(SeriesError, match="Sample a has BD more than once"):
        score_table(twice, SOILS, ["SMAF-2004"])
    with pytest.raises(SeriesError, match="have no column method"):
        score_table(twice.drop(columns="method"), SOILS, ["SMAF-2004"])
