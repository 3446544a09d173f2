from dataclasses import replace

import numpy as np
import pytest

from workbench.errors import ParameterError, SeriesError
from workbench.methods.soil.health_risk import (
    cancer_risk,
    hazard,
    hazard_index_by_organ,
    lead_screen,
    lifetime_cancer_risk,
    mean_adaf,
)
from workbench.vocabulary.soil.risk_sets import Toxicity, exposure_set, toxicity

RESIDENT = exposure_set("EPA-RESIDENT-2014")
CHILD, ADULT = RESIDENT.receptors


@pytest.mark.parametrize(("risk_set", "published"), [("EPA-2023", 0.68), ("EPA-2025", 0.032)])
def test_arsenic_meets_the_published_screening_levels(risk_set, published):
    # US EPA residential soil at 1e-6 before and after the revision of January 2025, as given by
    # integral-corp.com, "Inorganic Arsenic Human Health Toxicity Update": 0.68 and 0.032 mg/kg
    at_one = lifetime_cancer_risk(1.0, toxicity("As", risk_set), RESIDENT)
    assert float(f"{1e-6 / at_one.total:.2g}") == published  # two digits are published


def test_arsenic_of_a_child_is_worked_out_by_hand():
    # 10 mg/kg x 200 mg/d x 350/365 x 1e-6 / 15 kg x 0.6 = 7.6712e-5 mg/kg/d, over 3e-4
    found = hazard(10.0, CHILD, toxicity("As", "EPA-2023", unverified=True), RESIDENT.dust_m3_kg)
    swallowed = 10 * 200 * 350 / 365 * 1e-6 / 15 * 0.6 / 3e-4
    on_skin = 10 * 2373 * 0.2 * 0.03 * 350 / 365 * 1e-6 / 15 / 3e-4
    breathed = 10 / 1.36e9 * 350 / 365 / 1.5e-5
    assert float(found.ingestion) == pytest.approx(swallowed, rel=1e-12)
    assert float(found.dermal) == pytest.approx(on_skin, rel=1e-12)
    assert float(found.inhalation) == pytest.approx(breathed, rel=1e-12)
    assert float(found.total) == pytest.approx(swallowed + on_skin + breathed, rel=1e-12)


def test_a_route_without_a_value_is_named_and_not_0():
    found = hazard(10.0, CHILD, toxicity("As", "EPA-2023"), RESIDENT.dust_m3_kg)
    assert np.isnan(found.inhalation)
    assert found.not_computed == (("inhalation", "no reference concentration"),)
    assert toxicity("As", "EPA-2023").left_out == ("rfc",)
    zinc = hazard(200.0, CHILD, toxicity("Zn", "EPA-2025"), RESIDENT.dust_m3_kg)
    assert dict(zinc.not_computed)["dermal"] == "no share through skin"
    assert float(zinc.total) == pytest.approx(200 * 200 * 350 / 365 * 1e-6 / 15 / 0.3)


def test_lead_is_screened_by_a_level_and_has_no_hazard():
    found = hazard(300.0, CHILD, toxicity("Pb", "EPA-2025"), RESIDENT.dust_m3_kg)
    assert np.isnan(found.total)
    assert lead_screen(300.0, "EPA-2025").above  # the screening level is 200 mg/kg, or 400 before
    assert not lead_screen(300.0, "EPA-2023").above
    assert not lead_screen(200.0, "EPA-2025").above


def test_factors_for_age_are_applied_once():
    # US EPA 2005: 10 below 2 years, 3 from 2 to 16, then 1
    assert mean_adaf(0, 6) == pytest.approx((2 * 10 + 4 * 3) / 6)
    assert mean_adaf(0, 70) == pytest.approx((2 * 10 + 14 * 3 + 54) / 70)
    plain = Toxicity("Cr(VI)", "", sf_oral=0.16, adaf="none")
    applied = cancer_risk(10.0, CHILD, replace(plain, adaf="apply"), RESIDENT)
    included = replace(plain, sf_oral=0.27, adaf="included")
    assert float(applied.ingestion / cancer_risk(10.0, CHILD, plain, RESIDENT).ingestion) == (
        pytest.approx(32 / 6)
    )
    assert float(cancer_risk(10.0, CHILD, included, RESIDENT).ingestion) == pytest.approx(
        10 * 200 * 350 * 6 * 1e-6 / (15 * 70 * 365) * 0.27
    )
    with pytest.raises(ParameterError, match="Give apply, included or none"):
        cancer_risk(10.0, CHILD, replace(plain, adaf="twice"), RESIDENT)


def test_the_factor_for_age_is_ten_to_two_years_and_three_to_sixteen():
    # US EPA 2005, table 8: 10 before 2 years, 3 from 2 to before 16, then 1
    spans = [(0, 2), (1, 3), (2, 16), (15, 17), (16, 70)]
    assert [mean_adaf(*ages) for ages in spans] == [10.0, 6.5, 3.0, 2.0, 1.0]


def test_the_dose_through_the_skin_is_judged_by_the_share_that_passes_the_gut():
    # US EPA 2004, RAGS part E, section 4.2: RfD of the skin = RfD x GIABS, slope = SF / GIABS. For
    # cadmium exhibit 4-1 gives 2.5 %, so that the quotient is 40 times that of the plain dose.
    metal = Toxicity("Cd", "", rfd_oral=1e-3, sf_oral=0.5, abs_dermal=1e-3, giabs=0.025)
    on_skin = 10 * 2373 * 0.2 * 1e-3 * 350 / 365 * 1e-6 / 15
    quotient = hazard(10.0, CHILD, metal, RESIDENT.dust_m3_kg).dermal
    assert float(quotient) == pytest.approx(on_skin / (1e-3 * 0.025), rel=1e-12)
    risk = cancer_risk(10.0, CHILD, metal, RESIDENT).dermal
    assert float(risk) == pytest.approx(on_skin * 6 / 70 * 0.5 / 0.025, rel=1e-12)


def test_without_the_share_that_passes_the_gut_the_skin_is_not_judged():
    metal = Toxicity("Cd", "", rfd_oral=1e-3, abs_dermal=1e-3)
    found = hazard(10.0, CHILD, metal, RESIDENT.dust_m3_kg)
    assert np.isnan(found.dermal)
    assert dict(found.not_computed)["dermal"] == "no share through gut"


def test_a_slope_for_a_lifetime_is_the_one_of_adults_with_factors_for_age():
    # IRIS 2024 gives 0.16 for adults and 0.27 with the factors: 0.16 x 1.6571 = 0.265
    assert round(0.16 * mean_adaf(0, 70), 2) == 0.27
    assert toxicity("Cr(VI)", "EPA-2025").adaf == "apply"


def test_child_and_adult_years_add_up_to_a_lifetime():
    arsenic = toxicity("As", "EPA-2025")
    whole = lifetime_cancer_risk(10.0, arsenic, RESIDENT)
    parts = [cancer_risk(10.0, one, arsenic, RESIDENT).total for one in (CHILD, ADULT)]
    assert float(whole.total) == pytest.approx(float(sum(parts)), rel=1e-12)


def test_the_revision_of_2025_moves_a_child_from_below_1_to_above():
    # arsenic at 10 mg/kg: hazard index 0.287 before and 1.431 after (RfD 3e-4 to 6e-5)
    before, after = (
        hazard(10.0, CHILD, toxicity("As", name, unverified=True), RESIDENT.dust_m3_kg).total
        for name in ("EPA-2023", "EPA-2025")
    )
    assert (round(float(before), 3), round(float(after), 3)) == (0.287, 1.431)


def test_many_contents_are_done_at_once_and_risk_is_proportional():
    arsenic = toxicity("As", "EPA-2025")
    found = lifetime_cancer_risk([1.0, 2.0, np.nan], arsenic, RESIDENT).total
    assert found[1] == pytest.approx(2 * found[0])
    assert np.isnan(found[2])
    with pytest.raises(SeriesError, match="A concentration is below 0"):
        lifetime_cancer_risk([-1.0], arsenic, RESIDENT)


def test_hazards_add_up_within_an_organ_only():
    organs = {"Cd": ("kidney",), "Zn": ("blood",), "Hg": ("kidney",)}
    found = hazard_index_by_organ({"Cd": 0.4, "Zn": 0.1, "Hg": 0.3, "As": np.nan}, organs)
    assert found == {"kidney": pytest.approx(0.7), "blood": 0.1}
