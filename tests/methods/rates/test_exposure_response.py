import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.rates.exposure_response import (
    exposure_curve,
    exposure_groups,
    natural_spline,
)
from workbench.methods.rates.rate_data import rate_data
from workbench.methods.rates.rate_models import poisson, quasi_poisson


@pytest.fixture(scope="module")
def confounders(grid):
    deprivation, smoking = grid.adjustment.T
    columns = {"deprivation_z": deprivation, "smoking_prev": smoking}
    return rate_data(grid.observed, grid.expected, columns, ids=grid.ids)


@pytest.fixture(scope="module")
def alone(grid):
    return rate_data(grid.observed, grid.expected, {}, ids=grid.ids)


def check_ratios(found, rows):
    for coefficient, row in zip(found.coefficients, rows, strict=True):
        assert coefficient.ratio == pytest.approx([row[k] for k in ("rr", "lcl", "ucl")], rel=1e-5)


def test_ratios_of_quartiles_are_those_of_r(grid, confounders, alone, answer):
    expected = answer("health", "quartiles/rate_ratios")
    cadmium = grid.areas["soil_cd_true"]
    found = exposure_groups(confounders, cadmium)
    expected.met("cuts", found.cuts)
    expected.met("n", found.n_areas)
    expected.met("cases", found.cases)
    expected.met("expected", found.expected)
    check_ratios(found, expected["adjusted"])
    check_ratios(exposure_groups(alone, cadmium), expected["crude"])


def test_trends_of_quartiles_are_those_of_r(grid, confounders, answer):
    expected = answer("health", "quartiles/rate_ratios")
    found = exposure_groups(confounders, grid.areas["soil_cd_true"])
    expected.met("trend_score_z", found.score_trend.statistic)
    assert found.score_trend.p_value == pytest.approx(expected["trend_score_p"], rel=1e-4)
    # The record takes log2 of the median of each group.
    column = np.log2(found.medians)[found.group.astype(int) - 1][:, None]
    trend = poisson(confounders.with_columns(column, ["median"])).coefficient("median")
    expected.met("trend_median_estimate", trend.estimate)
    expected.met("trend_median_z", trend.statistic)
    assert trend.p_value == pytest.approx(expected["trend_median_p"], rel=1e-4)


def test_medians_of_the_logarithm_give_nearly_the_trend_of_r(grid, confounders, answer):
    # The median of an even number lies between two values, so log2 of it differs a little.
    found = exposure_groups(confounders, grid.log2_cadmium)
    expected = answer("health", "quartiles/rate_ratios")["trend_median_estimate"]
    assert found.median_trend.estimate == pytest.approx(expected, rel=1e-3)


def test_quasi_poisson_widens_the_ratios(grid, confounders):
    plain = exposure_groups(confounders, grid.log2_cadmium)
    quasi = exposure_groups(confounders, grid.log2_cadmium, model=quasi_poisson)
    for wide, narrow in zip(quasi.coefficients, plain.coefficients, strict=True):
        assert wide.estimate == pytest.approx(narrow.estimate)
        assert wide.standard_error > narrow.standard_error


def test_the_curve_is_that_of_r(grid, confounders, answer):
    expected = answer("health", "spline/nonlinearity")
    found = exposure_curve(confounders, grid.log2_cadmium)
    expected.met("deviance_spline", found.deviance)
    expected.met("lr", found.likelihood_ratio)
    expected.met("df", found.df)
    expected.met("p", found.p_value)


def test_overdispersion_weakens_the_test_against_a_line(grid, confounders):
    plain = exposure_curve(confounders, grid.log2_cadmium)
    quasi = exposure_curve(confounders, grid.log2_cadmium, model=quasi_poisson)
    assert quasi.p_value > plain.p_value
    assert (quasi.upper - quasi.lower >= plain.upper - plain.lower).all()


def test_the_curve_is_1_at_the_median_with_no_width(grid, confounders):
    found = exposure_curve(confounders, grid.log2_cadmium)
    nearest = np.abs(found.exposure - np.median(grid.log2_cadmium)).argmin()
    assert abs(found.log_ratios[nearest]) < 0.02
    assert (found.lower <= found.log_ratios).all()
    assert (found.upper - found.lower).argmin() == nearest


def test_a_natural_spline_is_straight_beyond_its_knots():
    knots = np.array([0.0, 1.0, 2.0, 4.0])
    beyond = natural_spline(np.array([4.0, 5.0, 6.0, 7.0]), knots)
    assert np.diff(beyond, n=2, axis=0) == pytest.approx(0, abs=1e-12)
    assert natural_spline(np.array([-3.0, -1.0]), knots)[:, 1:] == pytest.approx(0)


@pytest.mark.parametrize(
    ("exposure", "message"),
    [
        ([1, 2], "There are 2 exposures for 8 areas."),
        ([1] * 8, "All exposures are the same."),
        ([1, 1, 1, 1, 1, 1, 1, 2], "The exposures make no 4 groups"),
    ],
)
def test_exposures_that_make_no_groups_are_refused(exposure, message):
    data = rate_data([3, 4, 5, 6, 7, 8, 9, 9], [5] * 8, {})
    with pytest.raises(SeriesError, match=re.escape(message)):
        exposure_groups(data, exposure)


def test_exposures_with_coinciding_knots_are_refused():
    data = rate_data([3, 4, 5, 6, 7, 8, 9, 9], [5] * 8, {})
    with pytest.raises(SeriesError, match=re.escape("knots coincide")):
        exposure_curve(data, [1, 1, 1, 1, 1, 1, 1, 2])
