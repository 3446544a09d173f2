import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.laws.soil_conditions import (
    CONSTANTS,
    SoilProperties,
    soil_reason,
    soil_type_factor,
    standard_soil_is_on_file,
)
from workbench.vocabulary.laws.thresholds import Reason, threshold_rows

FOR_ANY_SOIL = next(row for row in threshold_rows() if row.iso3 == "XAA")

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


@pytest.mark.parametrize(
    ("code", "in_peaty_sand", "in_clay"),
    [  # worked out by hand from the lines, at 5 % clay and 20 % humus, 45 % clay and 3 % humus
        ("As", 0.8621, 1.1793),
        ("Ba", 0.3548, 1.6452),
        ("Cd", 1.0892, 0.9911),
        ("Cr", 0.6000, 1.4000),
        ("Co", 0.3778, 1.6222),
        ("Cu", 0.8333, 1.2167),
        ("Hg", 0.8311, 1.1858),
        ("Pb", 0.8824, 1.1529),
        ("Ni", 0.4286, 1.5714),
        ("V", 0.4286, 1.5714),
        ("Zn", 0.6786, 1.3536),
    ],
)
def test_metals_follow_clay_and_humus_by_their_own_line(code, in_peaty_sand, in_clay):
    assert soil_type_factor(code, 5, 20) == pytest.approx(in_peaty_sand, abs=5e-5)
    assert soil_type_factor(code, 45, 3) == pytest.approx(in_clay, abs=5e-5)


def test_shares_of_none_and_all_are_shares():
    assert soil_type_factor("Pb", 0, 100) == pytest.approx((50 + 2 + 100) / 85)
    assert soil_type_factor("Pb", 100, 0) == pytest.approx((50 + 100 + 2) / 85)
    for share in (-0.5, 100.5):
        with pytest.raises(VocabularyError, match="Give a share of 0 to 100 %"):
            soil_type_factor("Pb", share, 5)


@pytest.mark.parametrize(
    ("law", "soil", "reason"),
    [
        ({}, {}, None),
        ({"depth_top_cm": "0", "depth_bottom_cm": "30"}, {}, Reason.NEEDS_SOIL),
        (
            {"depth_top_cm": "0", "depth_bottom_cm": "30"},
            {"depth_top_cm": 0, "depth_bottom_cm": None},
            Reason.NEEDS_SOIL,
        ),
        (
            {"depth_top_cm": "10", "depth_bottom_cm": "30"},
            {"depth_top_cm": 10, "depth_bottom_cm": 30},
            None,
        ),
        (
            {"depth_top_cm": "10", "depth_bottom_cm": "30"},
            {"depth_top_cm": 9, "depth_bottom_cm": 30},
            Reason.OTHER_DEPTH,
        ),
        (
            {"depth_top_cm": "10", "depth_bottom_cm": "30"},
            {"depth_top_cm": 10, "depth_bottom_cm": 31},
            Reason.OTHER_DEPTH,
        ),
        ({"ph_min": "6"}, {}, Reason.NEEDS_SOIL),
        ({"ph_min": "6", "ph_min_inclusive": "yes"}, {"ph": 6.0}, None),
        ({"ph_min": "6", "ph_min_inclusive": "no"}, {"ph": 6.0}, Reason.OTHER_SOIL),
        ({"ph_min": "6", "ph_min_inclusive": "no"}, {"ph": 6.1}, None),
        ({"ph_min": "6", "ph_min_inclusive": "yes"}, {"ph": 5.9}, Reason.OTHER_SOIL),
        ({"ph_max": "7", "ph_max_inclusive": "yes"}, {"ph": 7.0}, None),
        ({"ph_max": "7", "ph_max_inclusive": "no"}, {"ph": 7.0}, Reason.OTHER_SOIL),
        ({"ph_max": "7", "ph_max_inclusive": "no"}, {"ph": 6.9}, None),
        ({"ph_min": "6", "ph_method": "KCl"}, {"ph": 7.0, "ph_method": "H2O"}, Reason.NEEDS_SOIL),
        ({"ph_min": "6", "ph_method": "KCl"}, {"ph": 7.0, "ph_method": "KCl"}, None),
        ({"texture": "sand;loam"}, {"texture": "loam"}, None),
        ({"texture": "sand;loam"}, {"texture": "clay"}, Reason.OTHER_SOIL),
        ({"texture": "sand"}, {}, Reason.NEEDS_SOIL),
        ({"texture": "loam", "sandier_below_ph": "6.0"}, {"texture": "clay"}, Reason.NEEDS_SOIL),
        ({"texture": "loam", "sandier_below_ph": "6.0"}, {"texture": "clay", "ph": 5.9}, None),
        ({"texture": "clay", "sandier_below_ph": "6.0"}, {"texture": "clay", "ph": 6.0}, None),
        ({"texture": "clay", "sandier_below_ph": "5.0"}, {"texture": "clay", "ph": 5.5}, None),
        ({"texture": "sand", "sandier_below_ph": "6.0"}, {"texture": "sand"}, None),
        (
            {"texture": "sandy loam;loam", "sandier_below_ph": "6.0"},
            {"texture": "clay loam", "ph": 5.0},
            None,
        ),
        (
            {"texture": "loam", "sandier_below_ph": "5.0", "ph_method": "CaCl2"},
            {"texture": "clay", "ph": 4.5, "ph_method": "H2O"},
            Reason.NEEDS_SOIL,
        ),
        ({"toc_pct_max": "9"}, {}, None),
        ({"toc_pct_max": "9"}, {"toc_pct": 9.1}, Reason.OTHER_SOIL),
        ({"toc_pct_max": "4"}, {}, Reason.NEEDS_SOIL),
        ({"toc_pct_max": "8.5"}, {}, Reason.NEEDS_SOIL),
        ({"toc_pct_min": "4", "toc_pct_max": "9"}, {}, Reason.NEEDS_SOIL),
        ({"organic_matter_pct_max": "8"}, {}, Reason.NEEDS_SOIL),
        ({"organic_matter_pct_max": "8"}, {"organic_matter_pct": 8.0}, None),
        ({"organic_matter_pct_max": "8"}, {"organic_matter_pct": 8.1}, Reason.OTHER_SOIL),
        ({"organic_matter_pct_min": "8"}, {"organic_matter_pct": 8.0}, Reason.OTHER_SOIL),
        ({"organic_matter_pct_min": "8"}, {"organic_matter_pct": 8.1}, None),
        ({"toc_pct_min": "1", "toc_pct_max": "6"}, {"toc_pct": 6.0}, None),
        ({"correction": "NL"}, {"clay_pct": 5.0}, Reason.NEEDS_SOIL),
        ({"correction": "NL"}, {"organic_matter_pct": 5.0}, Reason.NEEDS_SOIL),
        ({"correction": "NL"}, {"clay_pct": 5.0, "organic_matter_pct": 5.0}, None),
    ],
)
def test_each_condition_of_a_law_is_met_missed_or_open(law, soil, reason):
    assert soil_reason(FOR_ANY_SOIL._replace(**law), SoilProperties(**soil)) is reason


@pytest.mark.parametrize(
    ("correction", "substance", "expected"),
    [("", "Sn", True), ("NL", "Zn", True), ("NL", "Sn", False), ("BEL", "Zn", False)],
)
def test_a_value_for_a_standard_soil_needs_its_own_correction(correction, substance, expected):
    row = FOR_ANY_SOIL._replace(correction=correction, substance=substance)
    assert standard_soil_is_on_file(row) == expected
