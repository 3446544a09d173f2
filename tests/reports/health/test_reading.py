"""What a reader asks of a table of areas, a curve, a funnel and a flow of exclusions."""

import numpy as np
import pandas as pd
import pytest

from workbench.methods.rates.standardisation import control_limits
from workbench.reports.health.basis.exposure import Exposure, in_increments, in_units
from workbench.reports.health.exposed import _compared, _pairs
from workbench.reports.health.funnel import _beyond
from workbench.reports.health.phrases import SoilExposure
from workbench.reports.health.rates import AreaRatio


def test_control_limits_hold_the_share_that_they_name():
    counts = np.random.default_rng(1).poisson(20.0, 20_000)
    lower, upper = control_limits([20.0], confidence=0.95)
    beyond = np.mean((counts / 20 < lower) | (counts / 20 > upper))
    assert beyond == pytest.approx(0.05, abs=0.015)  # counts are whole: not exactly


def ratio_of(smr, expected=100.0):
    return AreaRatio(
        outcome="N18", name="A", area_id="A", expected=expected, smr=smr, note="", cases=smr
    )


def test_an_area_beyond_the_limits_is_counted_and_a_hidden_one_named():
    found = _beyond([ratio_of(1.0), ratio_of(1.25), ratio_of(0.5), ratio_of(None)])
    assert (found.n_beyond_inner, found.n_beyond_outer, found.n_hidden) == (2, 1, 1)


def exposure_of(values, code="Cd"):
    areas = pd.DataFrame({"value": values}, [f"A{place}" for place in range(len(values))])
    years, name = (2000, 2000), SoilExposure(substance=code)
    return Exposure(code, name, "mg/kg", "soil", areas, years, increment="interquartile range")


def test_quarters_have_the_medians_of_their_areas():
    exposure = exposure_of([1.0, 2, 3, 4, 5, 6, 7, 8])
    smoking = "1", exposure.by_area * -10
    of_itself, of_smoking = _compared(exposure, {SoilExposure(substance="Pb"): smoking})
    assert (of_itself.lowest, of_itself.highest, of_itself.correlation) == (1.5, 7.5, None)
    assert (of_smoking.second, of_smoking.correlation, of_smoking.n_areas) == (-35, -1, 8)


def test_too_few_or_alike_areas_have_no_quarters():
    assert list(_compared(exposure_of([1.0, 2, 3]), {})) == []
    assert list(_compared(exposure_of([1.0] * 12), {})) == []


def test_exposures_are_correlated_over_the_areas_that_have_both():
    first = exposure_of([1.0, 2, 3, 4, 5, 6, 7, 8, np.nan])
    second = exposure_of([2.0, 1, 3, 4, 5, 6, 8, 7, 9], "Pb")
    ((name, found),) = _pairs((first, second))
    assert (name, found.n_areas, found.correlation) == ("Cd:Pb", 8, 0.95)  # 1 - 6 * 4 / 504


@pytest.mark.parametrize("increment", ["doubling", "interquartile range", "unit"])
def test_increments_are_turned_back_into_the_unit_of_the_exposure(increment):
    exposure = exposure_of([1.0, 2, 3, 4, 5, 6, 7, 8])
    own = Exposure(**{**vars(exposure), "increment": increment})
    amounts = in_increments(own.by_area, increment).to_numpy()
    assert in_units(amounts, own) == pytest.approx(own.by_area.to_numpy())


def test_the_flow_takes_away_until_the_areas_of_the_models_are_left(health_result):
    result = health_result("XAA")
    flow = result.rows("flow")
    for name, question in result.rows("questions").items():
        own = [one for key, one in flow.items() if key.rpartition(":")[0] == name]
        assert own[-1]["n_areas"] == question["n_areas"]
        assert own[0]["n_areas"] - sum(one["n_excluded"] for one in own) == question["n_areas"]


def test_an_area_that_is_not_counted_is_in_the_flow(changed_example):
    def change(frames):
        people = frames["population"]
        frames["population"] = people[people["area_id"] != people["area_id"].iloc[0]]

    flow = changed_example("XAA", change).rows("flow").values()
    assert any(one["why_code"] == "not-counted" and one["n_excluded"] == 1 for one in flow)


def test_a_straight_association_is_not_called_bent(health_result):
    shapes = health_result("XAA").rows("shapes")
    assert {one["shape"] for one in shapes.values()} == {"straight"}
    points = [p for key, p in health_result("XAA").rows("curves").items() if key.startswith("Cd:N")]
    assert points[0]["rate_ratio"] < 1 < points[-1]["rate_ratio"]
