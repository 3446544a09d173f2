import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.soil.health_risk import hazard, lifetime_cancer_risk
from workbench.methods.soil.home_produce import produce_dose, total_cancer_risk, total_hazard
from workbench.vocabulary.soil.risk_sets import (
    PlantUptake,
    exposure_set,
    exposure_sets,
    plant_uptake,
    toxicity,
)
from workbench.vocabulary.substances import substances

FARM = exposure_set("FARM-HOME-PRODUCE")
UPTAKE = PlantUptake("Cd", 0.5, 0.2, "", "no")


def test_dose_of_a_child_is_that_worked_out_by_hand():
    # 2 mg/kg x (0.5 x 0.00113 + 0.2 x 0.00185) x 350 / 365 over its own 6 years
    expected = 2 * (0.5 * 0.00113 + 0.2 * 0.00185) * 350 / 365
    child = FARM.receptors[0]
    assert produce_dose(2.0, child, UPTAKE, 6.0) == pytest.approx(expected)
    assert produce_dose(2.0, child, UPTAKE, 70.0) == pytest.approx(expected * 6 / 70)


def test_produce_adds_to_the_hazard_of_a_farmer_and_to_no_other():
    values = toxicity("Cd", "EPA-2025", unverified=True)
    child = FARM.receptors[0]
    soil = float(hazard(2.0, child, values, FARM.dust_m3_kg).total)
    dose = float(produce_dose(2.0, child, UPTAKE, 6.0))
    assert total_hazard(2.0, child, values, FARM, UPTAKE) == pytest.approx(soil + dose / 1e-3)
    resident = exposure_set("EPA-RESIDENT-2014")
    alone = hazard(2.0, resident.receptors[0], values, resident.dust_m3_kg).total
    assert total_hazard(2.0, resident.receptors[0], values, resident, UPTAKE) == alone


def test_cancer_risk_without_uptake_is_that_of_soil_and_dust():
    values = toxicity("As", "EPA-2025")
    alone = float(lifetime_cancer_risk(10.0, values, FARM).total)
    assert float(total_cancer_risk(10.0, values, FARM, None)) == pytest.approx(alone)
    # 10 x (0.5 x I1 + 0.2 x I2) x 350/365 x years / 70 x 32, child 6 and adult 34 years
    doses = [
        10 * (0.5 * one.exposed_produce_kg_kg_day + 0.2 * one.other_produce_kg_kg_day)
        * 350 / 365 * one.years / 70
        for one in FARM.receptors
    ]  # fmt: skip
    both = float(total_cancer_risk(10.0, values, FARM, UPTAKE))
    assert both == pytest.approx(alone + 32 * sum(doses))


def test_risk_is_linear_in_the_content_and_missing_without_a_value():
    values = toxicity("As", "EPA-2025")
    one, two = total_cancer_risk([1.0, 2.0], values, FARM, UPTAKE)
    assert two == pytest.approx(2 * one)
    assert np.isnan(total_cancer_risk(1.0, toxicity("Pb", "EPA-2025"), FARM, UPTAKE))


def test_a_negative_content_is_refused():
    with pytest.raises(SeriesError, match=re.escape("Give 0 or more, or NaN.")):
        produce_dose(-1.0, FARM.receptors[0], UPTAKE, 6.0)


def test_a_worker_is_exposed_less_than_a_resident_and_a_farmer_more():
    values = toxicity("As", "EPA-2025")
    risk = {
        name: float(total_cancer_risk(10.0, values, one, plant_uptake()["As"]))
        for name, one in exposure_sets().items()
    }
    assert risk["EPA-OUTDOOR-WORKER"] < risk["EPA-RESIDENT-2014"] < risk["FARM-HOME-PRODUCE"]
    assert risk["RECREATION-75"] < risk["EPA-RESIDENT-2014"]


def test_every_uptake_is_of_a_known_substance_and_says_that_it_was_not_read():
    assert set(plant_uptake()) <= set(substances())
    assert {one.verified for one in plant_uptake().values()} == {"no"}
