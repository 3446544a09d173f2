import math

import pytest

from workbench.errors import SeriesError
from workbench.methods.soil.soil_carbon import carbon_state, carbon_stock, fine_soil_mass


def test_stock_is_that_worked_out_by_hand():
    # 1.25 g/cm3 x 30 cm x 0.92 = 34.5 g/cm2 = 3450 t/ha; 18 g/kg of it are 62.1 t/ha
    mass = fine_soil_mass(1.25, 30.0, 0.08)
    assert float(mass) == pytest.approx(3450)
    assert float(carbon_stock(18.0, mass)) == pytest.approx(62.1)


def test_loosening_alone_changes_no_stock_at_an_equivalent_mass():
    before, after = fine_soil_mass([1.4, 1.2], 30.0, 0.0)
    assert carbon_stock(20.0, after) < carbon_stock(20.0, before)
    assert float(carbon_stock(20.0, before)) == pytest.approx(84.0)


@pytest.mark.parametrize(
    ("density", "depth", "coarse"), [(0.0, 30, 0), (1.2, 0, 0), (1.2, 30, 1.0), (1.2, 30, -0.1)]
)
def test_what_is_no_soil_is_refused(density, depth, coarse):
    with pytest.raises(SeriesError, match=r"above 0|below 1"):
        fine_soil_mass(density, depth, coarse)


def test_a_fall_of_more_than_a_tenth_degrades():
    assert carbon_state(80.0, 71.9) == "degraded"
    assert carbon_state(80.0, 72.0) == "stable"
    assert carbon_state(math.nan, 72.0) == carbon_state(0.0, 1.0) == "unknown"
