import numpy as np
import pandas as pd
import pytest

from workbench.errors import SeriesError
from workbench.methods.classes import BetweenClasses, InClass
from workbench.methods.contamination_table import Sampled, contamination_table
from workbench.vocabulary.backgrounds import background

CRUST = background("UCC-RG2003")  # Cd 0.09, Cu 28, Pb 17, Zn 67, Hg 0.05 mg/kg
TOTAL = Sampled("soil", "total", ("Cd", "Pb", "Zn"))


def contents(*rows):
    return pd.DataFrame(rows, columns=["sample_id", "substance", "value_mg_kg", "censored"])


SAMPLES = contents(
    ("a", "Cd", 0.27, False),
    ("a", "Pb", 17.0, False),
    ("a", "Zn", 67.0, False),
    ("b", "Cd", 0.09, True),
    ("b", "Pb", 34.0, False),
    ("b", "Zn", 67.0, False),
    ("c", "Cd", 0.18, False),
)


def test_indices_have_the_classes_as_printed_and_scaled():
    found = contamination_table(SAMPLES, TOTAL, CRUST)
    of_a = found.by_sample[found.by_sample["sample_id"] == "a"].set_index("index")
    # factors 3, 1, 1: Cdeg 5, of 3 substances beyond 3 and below 6; RI 90 + 5 + 1 = 96, and
    # the limits for 36 of 133 toxic responses are 40.6, 81.2 and 162.4
    assert of_a.loc["Cdeg", ["lower", "index_class", "scaled_class"]].tolist() == [
        pytest.approx(5.0),
        InClass(name="low"),
        InClass(name="moderate"),
    ]
    assert of_a.loc["RI", ["lower", "index_class", "scaled_class"]].tolist() == [
        pytest.approx(96.0),
        InClass(name="low"),
        InClass(name="considerable"),
    ]
    assert (found.substances, found.risk_substances) == (TOTAL.substances, TOTAL.substances)
    assert "rock" in found.background.caution


def test_a_non_detect_has_bounds_and_the_classes_between_them():
    found = contamination_table(SAMPLES, TOTAL, CRUST)
    of_b = found.by_substance.query("sample_id == 'b' and substance == 'Cd'").set_index("index")
    assert of_b.loc["CF", ["lower", "upper"]].tolist() == [0.0, pytest.approx(1.0)]
    assert of_b.loc["CF", "index_class"] == BetweenClasses(lowest="low", highest="moderate")
    assert np.isnan(of_b.loc["Igeo", "lower"])
    assert of_b.loc["Igeo", "index_class"] == InClass(name="unpolluted")
    degree = found.by_sample.query("sample_id == 'b' and index == 'Cdeg'")
    assert degree[["lower", "upper"]].to_numpy().tolist() == [[3.0, pytest.approx(4.0)]]


def test_a_sample_without_a_substance_keeps_its_row_and_the_reason():
    of_c = contamination_table(SAMPLES, TOTAL, CRUST).by_sample.query("sample_id == 'c'")
    assert set(of_c["reason"]) == {"not all substances were measured"}
    assert of_c["upper"].isna().all()


def test_a_substance_that_the_background_lacks_is_left_out_by_name():
    asked = Sampled("soil", "total", ("Cd", "Hg", "U"))
    rows = contents(("a", "Cd", 0.09, False), ("a", "Hg", 0.1, False), ("a", "U", 2.0, False))
    found = contamination_table(rows, asked, CRUST)
    assert found.left_out.to_numpy().tolist() == [
        ["U", "all", "the background gives no content for the substance"],
        ["Hg", "RI", "the toxic response was not compared with its source"],
    ]
    assert (found.substances, found.risk_substances) == (("Cd", "Hg"), ("Cd",))
    loose = contamination_table(rows, asked, CRUST, unverified=True)
    assert loose.unread == ("Hg",)


def test_a_background_of_another_fraction_gives_no_index():
    found = contamination_table(SAMPLES, Sampled("soil", "aqua_regia", ("Cd",)), CRUST)
    assert found.by_sample.empty
    assert found.left_out["reason"].tolist() == ["the background is for another fraction"]


def test_a_substance_twice_in_a_sample_is_refused():
    with pytest.raises(SeriesError, match="more than once"):
        contamination_table(
            contents(("a", "Cd", 1.0, False), ("a", "Cd", 2.0, False)), TOTAL, CRUST
        )
