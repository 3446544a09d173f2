import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import SeriesError
from workbench.methods.rates.rate_models import negative_binomial, poisson
from workbench.methods.spatial.moran import moran, moran_of_rates
from workbench.methods.spatial.neighbours import neighbours

STYLES = ["W", "B"]


def check(found, expected):
    for key in ("index", "expectation", "variance", "z"):
        expected.met("I" if key == "index" else key, getattr(found, key))
    assert found.p_value == pytest.approx(expected["p_one_sided"], rel=1e-5, abs=1e-15)


@pytest.mark.parametrize("style", STYLES)
def test_moran_of_ratios_is_that_of_spdep(grid, squares, answer, style):
    ratios = grid.observed / grid.expected
    check(moran(ratios, squares, style=style), answer("health", f"moran/smr_{style}"))
    normal = moran(ratios, squares, style=style, variance="normality")
    check(normal, answer("health", f"moran/smr_normal_{style}"))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("which", ["crude", "adjusted"])
def test_moran_of_pearson_residuals_as_plain_values_is_that_of_spdep(
    request, squares, answer, style, which
):
    fit = poisson(request.getfixturevalue(which))
    found = moran(fit.pearson_residuals, squares, style=style)
    check(found, answer("health", f"moran/pearson_{which}_{style}"))


def test_moran_of_rates_allows_for_the_covariates(adjusted, squares, answer):
    # The index is that of Pearson residuals but for their mean; z is near that of the linear model.
    found = moran_of_rates(poisson(adjusted), squares)
    assert found.index == pytest.approx(answer("health", "moran/pearson_adjusted_W")["I"], abs=0.01)
    assert found.z == pytest.approx(answer("health", "moran/lm_weighted_W")["z"], abs=0.5)
    assert found.expectation < -1 / 143


def test_moran_of_rates_agrees_with_counts_that_follow_the_model(adjusted, squares):
    # The law that the moments stand for: z of counts drawn from the model is standard normal.
    random = np.random.default_rng(20260101)
    fit = poisson(adjusted)
    drawn = [replaced(adjusted, random.poisson(fit.fitted)) for _ in range(300)]
    z = np.array([moran_of_rates(poisson(data), squares).z for data in drawn])
    assert abs(z.mean()) < 3 / np.sqrt(300)
    assert z.std() == pytest.approx(1, abs=0.13)


def replaced(data, counts):
    return type(data)(data.ids, counts.astype(float), data.expected, data.design, data.names)


def test_moran_of_a_negative_binomial_uses_its_own_weights(adjusted, squares):
    found = moran_of_rates(negative_binomial(adjusted), squares)
    assert found.z == pytest.approx(moran_of_rates(poisson(adjusted), squares).z, abs=0.6)


def test_a_chessboard_is_as_unlike_as_can_be():
    pairs = [("A", "B"), ("C", "D"), ("A", "C"), ("B", "D")]
    assert moran([1, -1, -1, 1], neighbours("ABCD", pairs), style="B").index == -1


def test_islands_are_left_out_and_named():
    row = neighbours("ABCDE", zip("ABCD", "BCDE", strict=True))
    with_island = neighbours("ABCDEF", zip("ABCD", "BCDE", strict=True))
    found = moran([1, 3, 2, 5, 4, 99], with_island)
    assert (found.n_areas, found.islands) == (5, ("F",))
    assert found.z == moran([1, 3, 2, 5, 4], row).z


@given(st.lists(st.integers(-50, 50), min_size=6, max_size=6, unique=True))
def test_shift_and_scale_change_nothing(values):
    row = neighbours("ABCDEF", zip("ABCDE", "BCDEF", strict=True))
    plain, other = moran(values, row), moran([3 * value + 7 for value in values], row)
    assert other.index == pytest.approx(plain.index)
    assert other.z == pytest.approx(plain.z)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1, 2], "There are 2 values for 5 areas."),
        ([1, 1, 1, 1, 1], "All values are the same."),
        ([1, np.nan, 1, 2, 3], "Of 5 values, 1 are missing"),
    ],
)
def test_values_that_do_not_fit_are_refused(values, message):
    row = neighbours("ABCDE", zip("ABCD", "BCDE", strict=True))
    with pytest.raises(SeriesError, match=re.escape(message)):
        moran(values, row)


def test_three_areas_are_too_few():
    with pytest.raises(SeriesError, match=re.escape("3 areas have a neighbour.")):
        moran([1, 2, 4, 9], neighbours("ABCD", [("A", "B"), ("B", "C")]))
