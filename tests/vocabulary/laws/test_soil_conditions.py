import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.laws.soil_conditions import CONSTANTS, soil_type_factor

TARGETS_2000 = {
    "As": 29,
    "Ba": 160,
    "Cd": 0.8,
    "Cr": 100,
    "Co": 9,
    "Cu": 36,
    "Hg": 0.3,
    "Pb": 85,
    "Ni": 35,
    "V": 42,
    "Zn": 140,
}


@pytest.mark.parametrize("code", TARGETS_2000)
def test_the_lines_give_the_target_values_of_2000_that_they_define(code):
    constant, per_clay, per_organic = CONSTANTS[code]
    line = constant + 25 * per_clay + 10 * per_organic
    assert line == pytest.approx(TARGETS_2000[code], rel=0.035)


@pytest.mark.parametrize("code", [*CONSTANTS, "Sb", "Mo", "BaP", "PCB", "HCB"])
def test_the_standard_soil_changes_nothing(code):
    assert soil_type_factor(code, 25, 10) == pytest.approx(1)


def test_zinc_by_hand():
    assert soil_type_factor("Zn", 5, 3) == pytest.approx((50 + 15 + 4.5) / 140)
    assert 140 * soil_type_factor("Zn", 5, 3) == pytest.approx(69.5)


@pytest.mark.parametrize(
    ("code", "organic_matter", "factor"),
    [("HCB", 5, 0.5), ("HCB", 1, 0.2), ("HCB", 60, 3), ("BaP", 3, 1), ("BaP", 20, 2)],
)
def test_organics_follow_organic_matter_within_bounds(code, organic_matter, factor):
    assert soil_type_factor(code, 25, organic_matter) == pytest.approx(factor)


def test_metals_have_at_least_two_per_cent_of_each():
    assert soil_type_factor("Pb", 0, 0) == soil_type_factor("Pb", 2, 2) == pytest.approx(54 / 85)


@pytest.mark.parametrize(
    ("code", "clay", "message"),
    [("Sn", 5, "No soil-type correction on file for Sn"), ("Pb", 101, "clay is 101 %")],
)
def test_what_cannot_be_corrected_is_refused(code, clay, message):
    with pytest.raises(VocabularyError, match=message):
        soil_type_factor(code, clay, 5)
