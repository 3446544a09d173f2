import numpy as np
import pytest

from workbench.methods.sampling.site_values import Samples, site_values
from workbench.methods.trends.pairs import net_rises, pair_slopes
from workbench.methods.trends.shuffling import Shuffles, p_values
from workbench.methods.trends.size import (
    balanced_slopes,
    log_slope,
    shuffled_interval,
    slopes_at,
)


def single(years, values, censored):
    names = np.asarray(years).astype(str)
    return pair_slopes(site_values(Samples(["a"] * len(names), names, years, values, censored)))


def test_an_exact_decay_gives_its_rate(grid):
    values = grid(np.array([[1.0], [5.0]]) * 0.95 ** np.arange(6))
    assert np.expm1(log_slope(pair_slopes(values))) == pytest.approx(-0.05)


def test_years_at_unequal_distances_count_as_they_are(grid):
    years = np.array([1978.0, 1988, 2000, 2018])
    values = grid([100 * 0.97 ** (years - 1978)], years=years)
    assert np.expm1(log_slope(pair_slopes(values))) == pytest.approx(-0.03)


def test_another_unit_changes_no_slope(draw, grid):
    values = draw(6, 4, -0.1)
    assert log_slope(pair_slopes(grid(1000 * values.high))) == pytest.approx(
        log_slope(pair_slopes(values))
    )


def test_the_slope_of_gales_creek_is_that_of_nada(table):
    """NADA 1.6-1.1 -0.114163, NADA2 2.0.1 -0.114050: they differ by what their search stops at."""
    rows = table("gales_creek_chromium_censored")
    slope = log_slope(single(rows["dectime"], rows["TCr"], rows["CrND"]))
    assert slope == pytest.approx(-0.11416, rel=1e-3)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("synthetic_falling_dl_no_trend", -0.009347233),
        ("synthetic_falling_dl_true_decline", -0.039600306),
    ],
)
def test_slopes_under_falling_limits_are_those_of_nada(table, name, expected):
    """NADA 1.6-1.1, cenken on logarithms."""
    rows = table(name)
    assert log_slope(single(rows["year"], rows["value"], rows["censored"])) == pytest.approx(
        expected, rel=2e-2
    )


def test_the_slope_within_the_sites_of_the_rhine_is_that_of_rkt(table):
    """Six sites; rkt 1.7 gives B -0.640104 on the raw scale, here as logarithms of exp(value)."""
    rows = table("hcb_rhine_annual_median_by_site")
    values = site_values(
        Samples(
            rows["site"],
            rows["year"].astype(str),
            rows["year"],
            np.exp(rows["value"]),
            np.zeros(len(rows), bool),
        )
    )
    assert log_slope(pair_slopes(values)) == pytest.approx(-0.6401041667, rel=1e-6)


def test_no_pair_with_an_order_leaves_no_slope(grid):
    pairs = pair_slopes(grid([[-1.0, -0.4, -1.0]]))
    assert np.isnan(log_slope(pairs))
    assert np.isnan(shuffled_interval(pairs, np.nan, Shuffles())).all()


@pytest.mark.parametrize("seed", range(6))
def test_the_interval_holds_zero_where_its_test_finds_nothing(draw, seed):
    pairs = pair_slopes(draw(9, 6, -0.04, seed=seed))
    p = p_values(pairs, net_rises(pairs, [0.0]), Shuffles())[0]
    lower, upper = shuffled_interval(pairs, log_slope(pairs), Shuffles())
    assert (lower < 0 < upper) == (p > 0.05)


def test_the_ends_of_the_interval_are_where_the_test_begins_to_reject(draw):
    pairs = pair_slopes(draw(10, 6, -0.04))
    slope = log_slope(pairs)
    width = np.diff(shuffled_interval(pairs, slope, Shuffles()))[0]
    for end, way in zip(shuffled_interval(pairs, slope, Shuffles()), (-1, 1), strict=True):
        inside, outside = end - way * 0.02 * width, end + way * 0.02 * width
        found = p_values(pairs, net_rises(pairs, [inside, outside]), Shuffles())
        assert found[0] > 0.05 >= found[1]


def test_serial_correlation_makes_the_interval_wider(draw):
    pairs = pair_slopes(draw(12, 6))
    slope = log_slope(pairs)
    plain, wider = (shuffled_interval(pairs, slope, Shuffles(), widening=one) for one in (1.0, 1.4))
    assert wider[0] < plain[0] < plain[1] < wider[1]


@pytest.mark.parametrize("scatter", [1.0, 2.0, 3.0, 8.0])
def test_a_test_that_can_never_reject_has_an_interval_without_ends(grid, scatter):
    """However far its slopes lie apart: beyond the farthest ones none is left to be tried."""
    pairs = pair_slopes(grid([np.exp(scatter * np.array([0.0, -1 / 3, 2 / 3, -1.0]))]))
    assert shuffled_interval(pairs, log_slope(pairs), Shuffles()) == (-np.inf, np.inf)


@pytest.mark.parametrize("seed", range(40))
def test_the_balance_of_pairs_passes_a_target_where_it_is_said_to(seed):
    rng = np.random.default_rng(seed)
    lowest = np.sort(rng.integers(-4, 4, rng.integers(0, 9)) / 3.0)
    highest = np.sort(rng.integers(-4, 4, rng.integers(0, 9)) / 3.0)

    def balance(slope):
        return (lowest > slope).sum() - (highest < slope).sum()

    for target in (-9.0, -3.0, -0.5, 0.0, 0.5, 2.0, 9.0):
        first, last = slopes_at(target, lowest, highest)
        assert (first == np.inf) or balance(first) <= target
        assert (first == -np.inf) or balance(np.nextafter(first, -np.inf)) > target
        assert (last == np.inf) or balance(last) < target
        assert (last == -np.inf) or balance(np.nextafter(last, -np.inf)) >= target


def test_many_blocks_are_balanced_as_each_alone():
    rng = np.random.default_rng(1)
    lowest, highest = rng.integers(-4, 4, (2, 50, 6)) / 3.0
    lowest[rng.random(lowest.shape) < 0.4] = np.inf
    highest[rng.random(highest.shape) < 0.4] = np.inf
    alone = [
        slopes_at(0.0, *(np.sort(one[np.isfinite(one)]) for one in block))
        for block in zip(lowest, highest, strict=True)
    ]
    expected = [sum(ends) / 2 if np.isfinite(ends).all() else np.nan for ends in alone]
    np.testing.assert_array_equal(balanced_slopes(lowest, highest), expected)
