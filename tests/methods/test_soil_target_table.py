import pandas as pd

from workbench.methods.soil_target_state import Conversion, TargetSoil
from workbench.methods.soil_target_table import soil_target_table
from workbench.vocabulary.soil.targets import targets_of

LAW = [one for one in targets_of("EU-SML-2025") if one.value]
SOILS = {"a": TargetSoil("FIN"), "b": TargetSoil("FIN")}


def values(*rows):
    return pd.DataFrame(rows, columns=["sample_id", "indicator", "value", "unit", "censored"])


MEASURED = values(
    ("a", "EC_e", 4.0, "dS/m", False),
    ("a", "SOC", 2.0, "%", False),
    ("a", "clay", 250.0, "g/kg", False),
    ("b", "EC_1_5", 0.5, "dS/m", False),
    ("b", "SOC", 20.0, "g/kg", False),
)


def states(table):
    return {(row.sample_id, row.indicator): row.state for row in table.itertuples()}


def test_every_sample_has_a_state_for_every_target():
    found = soil_target_table(MEASURED, SOILS, LAW)
    assert states(found) == {
        ("a", "EC_e"): "missed",
        ("a", "SOC_clay"): "met",
        ("b", "EC_e"): "not assessable",
        ("b", "SOC_clay"): "not assessable",
    }
    assert found["criterion"].tolist()[:2] == ["< 4 dS/m", "> 1/13"]


def test_a_declared_conversion_is_used_and_named():
    declared = [Conversion("EC_1_5", "EC_e", 6.4, "laboratory's own comparison")]
    found = soil_target_table(MEASURED, SOILS, LAW, conversions=declared)
    row = found[(found["sample_id"] == "b") & (found["indicator"] == "EC_e")].iloc[0]
    assert (row["state"], row["value"], row["conversion"]) == (
        "met",
        3.2,
        "laboratory's own comparison",
    )
    assert (found[found["sample_id"] == "a"]["conversion"] == "").all()


def test_carbon_over_a_non_detect_of_clay_is_no_number():
    given = values(("a", "SOC", 20.0, "g/kg", False), ("a", "clay", 10.0, "g/kg", True))
    assert states(soil_target_table(given, SOILS, LAW))["a", "SOC_clay"] == "not assessable"


def test_without_values_there_are_no_rows():
    assert soil_target_table(values(), SOILS, LAW).empty
