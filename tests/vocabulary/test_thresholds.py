from dataclasses import replace

import pytest

from workbench.vocabulary import thresholds
from workbench.vocabulary.places import FICTIONAL, members
from workbench.vocabulary.thresholds import SampledSoil, Threshold, find_threshold

CADMIUM = SampledSoil("XAA", "Cd", "soil", ("agricultural",), "aqua_regia")


def test_the_threshold_that_fits_is_found():
    assert find_threshold(CADMIUM) == Threshold(
        0.6, "Soil Protection Rules of the example (fictional)"
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"iso3": "USA"}, thresholds.NO_THRESHOLD),
        ({"substance": "Zn"}, thresholds.NO_THRESHOLD),
        ({"matrix": "forest_floor"}, thresholds.OTHER_MATRIX),
        ({"matrix": "sediment"}, thresholds.OTHER_MATRIX),
        ({"fraction": "total"}, thresholds.OTHER_FRACTION),
        ({"land_uses": ("residential",)}, thresholds.OTHER_LAND_USE),
        ({"land_uses": ("agricultural", "residential")}, thresholds.MIXED_LAND_USE),
        ({"land_uses": ("",)}, thresholds.MIXED_LAND_USE),
    ],
)
def test_where_none_applies_the_reason_is_given(change, reason):
    assert find_threshold(replace(CADMIUM, **change)) == reason


def test_every_fictional_threshold_is_of_a_fictional_country():
    table = thresholds.thresholds()
    fictional = table[table["source"] == "fictional"]
    assert set(fictional["iso3"]) <= set(members(FICTIONAL))
    assert set(table["verified"]) <= {"yes", "no"}
