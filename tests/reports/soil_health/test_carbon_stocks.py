"""Stock of carbon of the example, and classes of carbon to clay."""

import pandas as pd
import pytest

from examples import soils
from workbench.reports.soil_health.carbon_stocks import FACTOR_OF_IGNITION, _counted


def test_stock_of_the_example_is_that_of_its_truth(soil_result):
    # 31 g/kg x 1.25 g/cm3 x 20 cm = 77.5 t/ha, without coarse fragments
    row = soil_result("XAA").rows("carbon_stocks")["topsoil"]
    assert row["depth_cm"] == 20
    assert row["stock_lower"] < 77.5 < row["stock_upper"]
    assert row["n_without_coarse"] == row["n_sites"]


def test_change_of_the_stock_is_that_of_its_carbon_at_the_same_mass(soil_result):
    row = soil_result("XAA").rows("carbon_changes")["topsoil"]
    assert row["n_sites"] == soils.N_REVISITED
    assert row["change_lower"] < (31 - soils.FIRST_SOC) * 1.25 * 2 < row["change_upper"]
    assert row["n_degraded"] + row["n_stable"] + row["n_improved"] == row["n_sites"]
    assert row["scope"] == "carbon-only"


def test_loss_on_ignition_has_its_factor_and_the_outer_ones():
    # limits of SOCCLAY-2021 are 1/13, 1/10, 1/8; LOI / clay of 0.18 x 0.4, 0.5, 0.58
    rows = _counted(pd.Series([0.18] * 4 + [0.5] * 6), FACTOR_OF_IGNITION, 0.9)
    lowest = next(iter(rows.values()))
    assert (lowest.n_low, lowest.n_sites, lowest.n_high) == (4, 0, 0)
    assert sum(one.n_sites for one in rows.values()) == 10
    assert lowest.share_upper == pytest.approx(0.2130, abs=1e-3)  # Wilson, z = 1.645
    assert _counted(pd.Series(dtype=float), None, 0.9) == {}
