import re

import numpy as np
import pytest
import statsmodels.api as sm

from workbench.errors import SeriesError
from workbench.methods.rates.rate_checks import (
    cook_distances,
    dean_overdispersion,
    farthest_area,
    is_separated,
    leverages,
    sandwich_errors,
    without_each_group,
)
from workbench.methods.rates.rate_data import rate_data
from workbench.methods.rates.rate_models import poisson, quasi_poisson


def test_sandwich_errors_are_those_of_r(adjusted, answer):
    expected = answer("health", "poisson/sandwich")
    fit = poisson(adjusted)
    for kind in ("HC0", "HC1", "HC3"):
        expected.met(kind, sandwich_errors(fit, kind))


@pytest.mark.parametrize(("which", "record"), [("adjusted", "dean"), ("crude", "dean_crude")])
def test_the_test_of_dean_is_that_of_dcluster(request, answer, which, record):
    statistic, p_value = dean_overdispersion(poisson(request.getfixturevalue(which)))
    expected = answer("health", f"overdispersion/{record}")
    expected.met("statistic", statistic)
    assert p_value == pytest.approx(expected["p_one_sided"], rel=1e-5, abs=1e-300)


def test_leverages_are_those_of_statsmodels(adjusted):
    model = sm.GLM(
        adjusted.counts,
        adjusted.design,
        family=sm.families.Poisson(),
        offset=np.log(adjusted.expected),
    )
    influence = model.fit().get_influence(observed=False)
    assert leverages(poisson(adjusted)) == pytest.approx(influence.hat_matrix_diag, rel=1e-5)
    assert leverages(poisson(adjusted)).sum() == pytest.approx(4)


@pytest.mark.parametrize(
    ("counts", "exposure", "separated"),
    [
        ([0, 0, 0, 3, 5], [0, 0, 0, 1, 1], True),  # all cases where it is 1
        ([4, 2, 1, 0, 0], [0, 0, 0, 1, 1], True),  # none where it is 1
        ([0, 0, 0, 3, 5], [0, 0, 0, 1, 2], False),  # the slope between the last two ends it
        ([0, 0, 1, 3, 5], [0, 0, 0, 1, 1], False),
        ([0, 0, 7, 0, 0], [1, 2, 3, 4, 5], False),  # one area in the middle: flat in between
        ([0, 0, 0, 0, 7], [1, 2, 3, 4, 5], True),
        ([1, 2, 3, 4, 5], [0, 0, 0, 1, 1], False),
    ],
)
def test_a_ratio_without_an_end_is_known_by_the_areas_without_cases(counts, exposure, separated):
    data = rate_data(counts, np.ones(5), {"exposure": exposure})

    assert is_separated(data, "exposure") == separated


def test_a_covariate_that_tells_the_areas_apart_does_not_take_the_exposure_with_it():
    exposure, covariate = [1, 2, 1, 2, 3, 1], [0, 0, 0, 1, 1, 1]
    data = rate_data([0, 0, 0, 3, 5, 2], np.ones(6), {"exposure": exposure, "z": covariate})

    assert is_separated(data, "z")
    assert not is_separated(data, "exposure")


@pytest.fixture(scope="module")
def regions(grid):
    """Four quarters of the grid."""
    south, east = grid.areas["row"] > 6, grid.areas["col"] > 6
    return np.char.add(np.where(south, "S", "N"), np.where(east, "E", "W")).tolist()


def test_cook_distances_are_those_of_statsmodels(adjusted):
    model = sm.GLM(
        adjusted.counts,
        adjusted.design,
        family=sm.families.Poisson(),
        offset=np.log(adjusted.expected),
    )
    expected = model.fit(tol=1e-10).get_influence(observed=False).cooks_distance[0]
    assert cook_distances(poisson(adjusted)) == pytest.approx(expected, rel=1e-5)


def test_the_dispersion_takes_from_cook_distances(adjusted):
    plain, quasi = poisson(adjusted), quasi_poisson(adjusted)
    expected = cook_distances(plain) / plain.dispersion
    assert cook_distances(quasi) == pytest.approx(expected)


def test_an_area_that_stands_out_draws_the_fit():
    counts, exposure = [5, 6, 5, 6, 5, 60], [0.1, 0.2, 0.3, 0.4, 0.5, 3.0]
    fit = poisson(rate_data(counts, [5] * 6, {"x": exposure}))
    assert cook_distances(fit).argmax() == 5


def test_each_region_is_left_out_once(adjusted, regions):
    found = without_each_group(adjusted, regions, "x", quasi_poisson)
    assert [row.group for row in found] == ["NE", "NW", "SE", "SW"]
    assert [row.n_left for row in found] == [108] * 4
    kept = np.array(regions) != "SE"
    assert found[2].coefficient == quasi_poisson(adjusted.of(kept)).coefficient("x")


def test_where_too_little_is_left_there_is_a_reason():
    data = rate_data([4, 6, 9, 7], [5, 5, 5, 5], {"x": [1, 2, 4, 3]})
    found = without_each_group(data, ["A", "B", "B", "B"], "x", poisson)
    assert found[0].coefficient is not None
    assert found[1].coefficient is None
    assert found[1].reason.startswith("There are 1 areas for 2 coefficients.")


@pytest.mark.parametrize(
    ("groups", "name", "message"),
    [
        (["A"], "x", "There are 1 groups for 3 areas"),
        (["A", "A", "A"], "x", "1 of them different."),
        (["A", "B", "B"], "y", "There is no column 'y'."),
    ],
)
def test_groups_that_do_not_fit_are_refused(groups, name, message):
    data = rate_data([4, 6, 9], [5, 5, 5], {"x": [1, 2, 4]})
    with pytest.raises(SeriesError, match=re.escape(message)):
        without_each_group(data, groups, name, poisson)


def test_an_area_that_is_unlike_all_others_is_found():
    random = np.random.default_rng(1)
    counts = random.poisson(40.0, 60).astype(float)
    data = rate_data(counts, [40.0] * 60, {"x": np.arange(60.0)})
    assert abs(farthest_area(poisson(data))[1]) < 4
    counts[50] *= 3
    place, residual = farthest_area(poisson(rate_data(counts, [40.0] * 60, {"x": np.arange(60.0)})))
    assert place == 50
    assert residual > 6
    counts[50] = 0
    assert farthest_area(poisson(rate_data(counts, [40.0] * 60, {})))[1] < -5
