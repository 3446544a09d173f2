"""Samples of the invented areas, of which a quarter are non-detects, by the methods for these."""

import pytest

from workbench.methods.nondetects.estimates import kaplan_meier, ros


def test_soil_summaries_are_those_of_nada(grid, answer):
    expected = answer("health", "exposure/soil_summary")
    values = grid.soil["value"].to_numpy(float)
    censored = grid.soil["censored"].to_numpy(bool)
    curve, line = kaplan_meier(values, censored), ros(values, censored)
    expected.met("n", values.size)
    expected.met("n_censored", censored.sum())
    expected.met("km_mean", curve.mean)
    expected.met("km_median", curve.quantile(0.5))
    expected.met("ros_mean", line.mean)
    expected.met("ros_sd", line.sd)


@pytest.mark.parametrize(("key", "share"), [("gm_half", 0.5), ("gm_sqrt2", 0.5**0.5)])
def test_means_of_areas_by_a_stated_rule_are_those_of_r(grid, answer, key, share):
    soil = grid.soil.assign(
        value=grid.soil["value"].where(grid.soil["censored"] == 0, grid.soil["value"] * share)
    )
    for row in answer("health", "exposure/area_gm")["areas"]:
        of_area = soil[soil["area_id"] == row["area_id"]]
        mean = of_area["value"].prod() ** (1 / len(of_area))
        assert mean == pytest.approx(row[key], rel=1e-6)
        assert (len(of_area), of_area["censored"].sum()) == (row["n"], row["n_censored"])
