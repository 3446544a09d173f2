import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import linregress, norm

from workbench.methods.trends.effects import effects_serve, effects_test, round_effects


def test_where_every_site_is_in_every_round_effects_are_means(draw):
    values = draw(5, 6)
    means = np.log(values.high).mean(axis=0)
    found = round_effects(values)
    assert found.effects == pytest.approx(means - means.mean())


def test_there_the_test_is_a_line_through_the_means(draw):
    values = draw(6, 5, -0.1)
    line = linregress(values.years, np.log(values.high).mean(axis=0))
    test = effects_test(round_effects(values))
    assert (test.size.slope, test.se, test.p) == pytest.approx(
        (line.slope, line.stderr, line.pvalue)
    )


def test_a_drifting_panel_leaves_the_effects_alone(grid):
    rows = np.full((6, 6), np.nan)
    for at in range(5):
        rows[at, at : at + 2] = 3.0**at
    rows[5, [0, 5]] = 7.0
    assert round_effects(grid(rows)).effects == pytest.approx(np.zeros(6), abs=1e-9)


def test_a_lost_sample_of_a_clean_site_makes_no_fall(grid):
    rows = np.array([[0.2], [1.0], [6.0]]) * 0.95 ** np.arange(7)
    rows[0, 6] = np.nan
    found = round_effects(grid(rows * np.exp(1e-6 * np.sin(np.arange(21).reshape(3, 7)))))
    assert np.expm1(effects_test(found).size.slope) == pytest.approx(-0.05, abs=1e-4)


def test_non_detects_enter_by_their_likelihood(grid):
    """The same maximum as a general search finds, with the same share of the scatter's term."""
    rows = np.array(
        [[2.0, 1.6, -1.0, 1.2], [3.0, 2.7, 2.1, 1.4], [1.8, -1.0, 1.1, -1.0], [5, 4, 4.5, 3]]
    )
    values = grid(rows)
    found = round_effects(values)
    logs, below = np.log(np.abs(rows)), rows < 0
    kept = (16 - 4 - 4 + 1) / 16

    def lost(given):
        mean = given[:4, None] + np.append(0.0, given[4:7])
        sigma = np.exp(given[7])
        z = (logs - mean) / sigma
        exact = -0.5 * z**2 - kept * np.log(sigma)
        return -np.where(below, norm.logcdf(z), exact).sum()

    start = np.concatenate([logs.mean(axis=1), np.zeros(3), [-1.0]])
    best = minimize(lost, start, method="BFGS", options={"gtol": 1e-8})
    effects = np.append(0.0, best.x[4:7])
    assert found.effects == pytest.approx(effects - effects.mean(), abs=1e-4)
    assert found.sigma == pytest.approx(np.exp(best.x[7]), rel=1e-3)


def test_where_samples_are_lost_effects_are_those_of_regression_within_sites(grid):
    """A pseudo-inverse that took the rounding of its null vector for information was 1 % off.

    That depends on the processor, and happened in one of fifteen of such grids on the one tried.
    """
    for seed in range(40):
        rng = np.random.default_rng(seed)
        logarithms = rng.normal(0, 0.4, (1200, 3))
        logarithms[rng.random(logarithms.shape) < 0.3] = np.nan
        logarithms = logarithms[np.isfinite(logarithms).sum(axis=1) > 1]
        sampled = np.isfinite(logarithms)[..., None]
        rounds = np.where(sampled, np.eye(3)[:, :2], np.nan)
        within = (rounds - np.nanmean(rounds, axis=1, keepdims=True))[sampled[..., 0]]
        effects = np.linalg.lstsq(within, logarithms[sampled[..., 0]], rcond=None)[0]
        effects = np.append(effects, 0.0)
        found = round_effects(grid(np.exp(logarithms))).effects
        assert found == pytest.approx(effects - effects.mean(), rel=1e-9, abs=1e-11)


def test_scatter_of_sites_alone_makes_the_covariance(draw):
    found = round_effects(draw(4, 50))
    assert np.diag(found.covariance) == pytest.approx(
        found.sigma**2 / 50 * np.full(4, 0.75), rel=1e-6
    )


@pytest.mark.parametrize("limit", [0.0, 0.4])
def test_many_sites_with_two_rounds_keep_their_scatter(grid, limit):
    """Neyman and Scott: maximum likelihood alone would give 0.4 / sqrt(2)."""
    rng = np.random.default_rng(1)
    contents = np.exp(rng.normal(0, 0.3, (400, 1)) + rng.normal(0, 0.4, (400, 2)))
    rows = np.where(contents < limit, -limit, contents)
    assert round_effects(grid(rows)).sigma == pytest.approx(0.4, rel=0.08)


def test_rounds_that_no_site_connects_have_no_effects(grid):
    nan = np.nan
    rows = [[1, 2, nan, nan], [2, 2, nan, nan], [nan, nan, 1, 2], [nan, nan, 2, 3]]
    assert round_effects(grid(rows)) is None


def test_a_round_without_a_detect_has_no_effect(grid):
    assert round_effects(grid([[1.0, -0.5, 2.0], [2.0, -0.5, 3.0]])) is None


def test_the_t_test_serves_from_five_to_seven_rounds(draw):
    assert [effects_serve(draw(n, 6)) for n in (4, 5, 7, 8)] == [False, True, True, False]


def test_it_does_not_where_a_round_has_more_than_half_non_detects(grid):
    rows = np.abs(np.sin(np.arange(20.0).reshape(4, 5))) + 1
    rows[:2, 3] = -3.0
    assert effects_serve(grid(rows))
    rows[:3, 3] = -3.0
    assert not effects_serve(grid(rows))


@pytest.mark.parametrize("n", [5, 7])
def test_the_t_test_keeps_its_level(draw, n):
    p = np.array([effects_test(round_effects(draw(n, 6, seed=seed))).p for seed in range(400)])
    assert 0.02 < np.mean(p <= 0.05) < 0.08


def test_what_rounds_share_is_told_from_the_scatter_of_sites(grid):
    found = []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        rows = np.exp(0.4 * rng.normal(size=(30, 7)) + 0.5 * rng.normal(size=7))
        rows[rng.random(rows.shape) < 0.3] = np.nan
        found.append(effects_test(round_effects(grid(rows))).round_sd)
    assert np.median(found) == pytest.approx(0.5, abs=0.1)


def test_a_rotating_panel_keeps_the_level(grid):
    """Errors add up from round to round where each site stays for two: weights must know that."""
    found = []
    for seed in range(400):
        rng = np.random.default_rng(seed)
        rows = np.full((28, 6), np.nan)
        for at in range(6):
            rows[4 * at : 4 * at + 8, at] = np.exp(0.4 * rng.normal(size=8))
        found.append(effects_test(round_effects(grid(rows))).p)
    assert np.mean(np.array(found) <= 0.05) < 0.09
