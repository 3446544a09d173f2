import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.rates.rate_data import rate_data
from workbench.methods.rates.rate_models import poisson
from workbench.methods.spatial.neighbours import neighbours
from workbench.methods.spatial.random_effect import (
    Surface,
    poisson_with_surface,
    surface_of_neighbours,
    surface_of_points,
)

TRUTH = 0.10  # log ratio per doubling of cadmium, see the README of the reference


@pytest.fixture(scope="module")
def points(grid):
    return surface_of_points(grid.areas["col"], grid.areas["row"])


@pytest.fixture(scope="module")
def links(squares):
    return surface_of_neighbours(squares)


def test_the_surface_over_points_is_that_of_mgcv(adjusted, points, answer):
    expected = answer("health", "spatial/gam")
    fit = poisson_with_surface(adjusted, points)
    errors = np.sqrt(np.diag(fit.covariance))
    for place in (1, 2, 3):  # its constant is where the surface has its mean, ours at the centre
        row = expected["coef"][place]
        assert fit.estimates[place] == pytest.approx(row["estimate"], **tolerance(expected))
        assert errors[place] == pytest.approx(row["se"], **tolerance(expected))
    # The record counts the surface alone; four more are the covariates.
    assert fit.effective_df - 4 == pytest.approx(expected["edf"], **tolerance(expected))


def tolerance(answer):
    return {"rel": answer.tolerance["rtol"], "abs": answer.tolerance["atol"]}


@pytest.mark.parametrize("kind", ["points", "links"])
def test_limits_hold_the_truth_where_those_of_poisson_do_not(request, adjusted, kind):
    plain = poisson(adjusted).coefficient("x")
    spatial = poisson_with_surface(adjusted, request.getfixturevalue(kind)).coefficient("x")
    assert plain.lower > TRUTH
    assert spatial.lower < TRUTH < spatial.upper
    assert spatial.standard_error > 1.5 * plain.standard_error


@pytest.mark.parametrize("kind", ["points", "links"])
def test_the_surface_finds_the_pattern_that_is_there(request, grid, adjusted, kind):
    fit = poisson_with_surface(adjusted, request.getfixturevalue(kind))
    truth = grid.areas["true_spatial_residual"]
    assert np.corrcoef(fit.surface, truth)[0, 1] > 0.7
    assert fit.fitted.sum() == pytest.approx(adjusted.counts.sum(), rel=1e-6)
    assert fit.surface.mean() == pytest.approx(0, abs=1e-12)


def test_limits_hold_the_truth_as_often_as_they_say(grid, links):
    # 40 draws with a shared residual: 38 are awaited, and Poisson holds it in fewer than 25.
    places = grid.areas[["row", "col"]].to_numpy(float)
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    root = np.linalg.cholesky(np.exp(-apart / 3) + 1e-8 * np.eye(144))
    held = {"Poisson": 0, "surface": 0}
    for seed in range(40):
        random = np.random.default_rng(seed)
        exposure, pattern = (root @ random.normal(size=144) for _ in range(2))
        counts = random.poisson(50 * np.exp(TRUTH * exposure + 0.24 * pattern))
        data = rate_data(counts, np.full(144, 50.0), {"x": exposure})
        for name, fit in (
            ("Poisson", poisson(data)),
            ("surface", poisson_with_surface(data, links)),
        ):
            found = fit.coefficient("x")
            held[name] += found.lower <= TRUTH <= found.upper
    assert held["surface"] >= 35
    assert held["Poisson"] < 25


def test_without_a_pattern_the_surface_of_neighbours_lies_flat(adjusted, links):
    counts = np.random.default_rng(5).poisson(adjusted.expected).astype(float)
    data = rate_data(counts, adjusted.expected, {"x": adjusted.design[:, 1]}, ids=adjusted.ids)
    fit, plain = poisson_with_surface(data, links), poisson(data)
    assert fit.effective_df < 8
    assert fit.estimates == pytest.approx(plain.estimates, abs=0.02)


def test_place_and_scale_of_the_map_change_nothing(grid, adjusted, points):
    east, north = 5e5 + 1e4 * grid.areas["col"], 7e6 + 1e4 * grid.areas["row"]
    moved = poisson_with_surface(adjusted, surface_of_points(east, north))
    assert moved.estimates[1] == pytest.approx(
        poisson_with_surface(adjusted, points).estimates[1], rel=1e-3
    )


def test_person_years_in_place_of_expected_counts_change_the_constant_alone(adjusted, links):
    columns = {
        name: adjusted.design[:, place] for place, name in enumerate(adjusted.names) if place
    }
    scaled = rate_data(adjusted.counts, adjusted.expected * 1000, columns)
    found, plain = poisson_with_surface(scaled, links), poisson_with_surface(adjusted, links)
    assert found.estimates[1:] == pytest.approx(plain.estimates[1:], rel=1e-6)
    assert found.estimates[0] == pytest.approx(plain.estimates[0] - np.log(1000), rel=1e-6)


def test_a_dispersion_above_1_widens_the_limits(adjusted, points):
    fit = poisson_with_surface(adjusted, points)
    assert fit.dispersion > 1
    error = np.sqrt(fit.covariance[1, 1] * fit.dispersion)
    assert fit.coefficient("x").standard_error == pytest.approx(error)


def test_an_island_has_no_part_in_the_surface():
    areas = neighbours(range(30), [(place, place + 1) for place in range(28)])
    assert areas.islands == ("29",)
    assert surface_of_neighbours(areas).wiggly[29] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: surface_of_neighbours(neighbours("AB", [])), "No areas are neighbours."),
        (lambda: surface_of_points([1, 2, 3], [2, 4, 6]), "missing or on one line."),
        (lambda: surface_of_points([1, 2, np.nan], [2, 9, 6]), "missing or on one line."),
    ],
)
def test_areas_without_a_map_are_refused(call, message):
    with pytest.raises(SeriesError, match=re.escape(message)):
        call()


def test_a_surface_of_other_areas_is_refused(links):
    with pytest.raises(SeriesError, match=re.escape("The surface is of 144 areas, the counts of")):
        poisson_with_surface(rate_data([1, 2, 3], [1, 1, 1], {}), links)


def test_signs_and_turns_of_its_shapes_change_nothing_that_is_drawn(points):
    turn = np.linalg.qr(np.random.default_rng(1).normal(size=(points.wiggly.shape[1],) * 2))[0]
    turned = Surface(points.kind, points.plain, points.wiggly @ turn)
    drawn = [one.drawn(np.random.default_rng(2)) for one in (points, turned)]
    assert drawn[1] == pytest.approx(drawn[0], rel=1e-9, abs=1e-12)


def test_what_is_drawn_has_the_covariance_of_the_shapes(links):
    rng = np.random.default_rng(3)
    drawn = np.array([links.drawn(rng) for _ in range(4000)])
    expected = links.wiggly @ links.wiggly.T
    assert np.cov(drawn.T) == pytest.approx(expected, abs=0.1 * expected.max())


def test_shapes_do_not_end_among_equals():
    """On a square of 6 by 6 they come in groups of 2, 1, 2, 2 and 3 (sums of 2 - 2 cos(pi k / 6)),
    of which a library may choose any turn."""
    side = 6
    names = [f"{row}{column}" for row in range(side) for column in range(side)]
    right = [(one, f"{one[0]}{int(one[1]) + 1}") for one in names if int(one[1]) + 1 < side]
    below = [(one, f"{int(one[0]) + 1}{one[1]}") for one in names if int(one[0]) + 1 < side]
    areas = neighbours(names, right + below)
    sizes = {surface_of_neighbours(areas, n_basis=most).wiggly.shape[1] for most in range(2, 9)}
    assert sizes == {2, 3, 5, 7}
