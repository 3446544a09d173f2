import re

import pytest

from workbench.errors import SeriesError, VocabularyError
from workbench.methods.soil.soil_target_state import (
    Conversion,
    ExemptLand,
    ForSoilsOf,
    HoldsOnlyIn,
    LandStatus,
    Measurement,
    TargetSoil,
    soil_target_state,
)
from workbench.vocabulary.soil.targets import soil_targets, targets_of
from workbench.vocabulary.table import read_rows

LAW = {one.indicator: one for one in targets_of("EU-SML-2025")}
FINLAND = TargetSoil("FIN")


def state(indicator, value, unit, soil=FINLAND, **options):
    measured = Measurement(indicator, value, unit)
    return soil_target_state(LAW["EC_e"], measured, soil, **options)


@pytest.mark.parametrize(
    ("value", "expected"), [(3.9, "met"), (3.999999, "met"), (4.0, "missed"), (9.0, "missed")]
)
def test_conductivity_has_to_be_below_4(value, expected):
    # Directive (EU) 2025/2360, Annex I Part A
    assert state("EC_e", value, "dS/m").state == expected


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        (20 / 250, "met"),
        (15 / 250, "missed"),
        (10 / 130, "missed"),  # exactly 1/13 is not above it
        (float("nan"), "not assessable"),
    ],
)
def test_carbon_over_clay_has_to_be_above_one_thirteenth(ratio, expected):
    # Directive (EU) 2025/2360, Annex I Part A
    measured = Measurement("SOC_clay", ratio, "g/g")
    assert soil_target_state(LAW["SOC_clay"], measured, FINLAND).state == expected


def test_another_method_is_refused_unless_a_conversion_is_declared():
    assert state("EC_1_5", 0.5, "dS/m").state == "not assessable"
    declared = Conversion("EC_1_5", "EC_e", 6.4, "laboratory's own comparison, 2024")
    found = state("EC_1_5", 0.5, "dS/m", conversion=declared)
    assert (found.state, found.value, found.conversion) == ("met", 3.2, declared)
    with pytest.raises(SeriesError, match="Give both"):
        state("EC_1_5", 0.5, "dS/m", conversion=Conversion("EC_1_5", "EC_e", 6.4, ""))


def test_exempt_land_is_neither_met_nor_missed():
    found = state("EC_e", 9.0, "dS/m", TargetSoil("FIN", land_status=("marine aerosol",)))
    assert (found.state, found.reason) == (
        "exempt",
        ExemptLand(land=(LandStatus(status="marine aerosol"),)),
    )
    with pytest.raises(VocabularyError, match="Unknown status of land: salty"):
        state("EC_e", 9.0, "dS/m", TargetSoil("FIN", land_status=("salty",)))


def test_the_law_does_not_hold_elsewhere_and_may_be_a_reference():
    norway = TargetSoil("NOR")
    assert state("EC_e", 1.0, "dS/m", norway).reason == HoldsOnlyIn(regions="EU")
    assert state("EC_e", 1.0, "dS/m", norway, as_reference=True).state == "met"


def test_an_organic_soil_is_not_judged_by_the_ratio_to_clay():
    measured = Measurement("SOC_clay", 3.0, "g/g")
    found = soil_target_state(LAW["SOC_clay"], measured, TargetSoil("FIN", organic=True))
    assert found.reason == ForSoilsOf(soil="mineral")


def test_a_non_detect_meets_a_target_that_its_limit_meets():
    for limit, expected in [(0.5, "met"), (4.0, "met"), (5.0, "not assessable")]:
        measured = Measurement("EC_e", limit, "dS/m", censored=True)
        assert soil_target_state(LAW["EC_e"], measured, FINLAND).state == expected


def test_what_was_not_read_in_the_law_is_not_given_as_law():
    assert {one.indicator for one in targets_of("EU-SML-2025") if one.value} == {"EC_e", "SOC_clay"}
    unread = [one for one in targets_of("EU-SML-2025", unverified=True) if one.verified == "no"]
    assert {one.part for one in unread} == {"A", "B", "C"}
    with pytest.raises(VocabularyError, match=re.escape("Did you mean EU-SML-2025")):
        targets_of("EU-SML")


def test_critical_bulk_densities_are_for_their_texture():
    loam = next(one for one in targets_of("HARRIS-1990") if "loam" in one.textures)
    measured = Measurement("BD", 1300.0, "kg/m3")
    assert soil_target_state(loam, measured, TargetSoil("KEN")).state == "not assessable"
    assert soil_target_state(loam, measured, TargetSoil("KEN", "loam")).state == "met"
    assert soil_target_state(loam, measured, TargetSoil("KEN", "clay")).state == "not assessable"


def test_every_target_has_a_source_and_a_criterion_or_none():
    assert len(soil_targets()) == len(read_rows("soil_targets"))
    for one in soil_targets():
        assert one.source
        assert (one.comparison == "national") == (one.criterion == "")
