from itertools import permutations

import numpy as np
import pytest
from scipy.stats import norm

from workbench.errors import ParameterError
from workbench.methods.sampling.site_values import Samples, site_values
from workbench.methods.trends.pairs import net_rises, pair_slopes
from workbench.methods.trends.shuffling import Shuffles, p_values, shuffle_test


def brute(table):
    """Share of the orders of whole rounds with S as far from 0, by looking at every one."""
    n = table.shape[1]

    def s(order):
        moved = table[:, list(order)]
        signs = [np.sign(moved[:, j] - moved[:, i]) for i in range(n) for j in range(i + 1, n)]
        return np.nansum(signs)

    observed = abs(s(range(n)))
    return np.mean([abs(s(order)) >= observed for order in permutations(range(n))])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_orders_of_up_to_seven_rounds_are_looked_at(draw, seed):
    values = draw(5, 3, -0.3, seed=seed)
    test = shuffle_test(pair_slopes(values))
    assert test.is_exact
    assert test.n_orders == 120
    assert test.p == pytest.approx(brute(values.high))


def test_missing_values_stay_with_their_round(grid):
    rows = np.array([[1.0, 2, 3, 4, 5], [9, np.nan, 7, np.nan, 8], [np.nan, 3, 2, 1, np.nan]])
    assert shuffle_test(pair_slopes(grid(rows))).p == pytest.approx(brute(rows))


def test_one_site_has_the_exact_p_of_kendall(grid):
    """R 4.2.2, cor.test(1:5, x, method = "kendall"): T 9, p 0.0833 for one swap of neighbours."""
    assert shuffle_test(pair_slopes(grid([[1, 2, 3, 5, 4]]))).p == pytest.approx(10 / 120)


def test_what_all_sites_of_a_round_share_counts_once(grid):
    """100 sites that rise in step tell no more than one."""
    step = np.array([1.0, 2, 3, 5, 4])
    many = grid(np.arange(1, 101)[:, None] * step)
    assert shuffle_test(pair_slopes(many)).p == pytest.approx(10 / 120)


def test_drawn_orders_are_near_all_orders(draw):
    values = draw(8, 4, -0.1, seed=5)
    pairs = pair_slopes(values)
    drawn = shuffle_test(pairs, Shuffles(n=40_000)).p
    first, second = np.triu_indices(8, 1)
    net = np.zeros((8, 8))
    net[first, second] = net_rises(pairs, [0.0])[0]
    net -= net.T
    rng = np.random.default_rng(9)
    others = [
        net[np.ix_(o, o)][first, second].sum() for o in (rng.permutation(8) for _ in range(20_000))
    ]
    observed = net[first, second].sum()
    assert drawn == pytest.approx(np.mean(np.abs(others) >= abs(observed)), abs=0.01)


def test_a_seed_and_a_name_give_the_same_orders_again(draw):
    pairs = pair_slopes(draw(10, 5))
    given = Shuffles(seed=3, series="KEN:Cd")
    assert shuffle_test(pairs, given) == shuffle_test(pairs, given)


def test_another_name_or_seed_gives_other_orders(draw):
    pairs = pair_slopes(draw(10, 5))
    found = {
        shuffle_test(pairs, Shuffles(seed=seed, series=name)).p
        for seed in (0, 1)
        for name in ("Cd", "Pb", "Zn")
    }
    assert len(found) > 3


def test_the_order_observed_is_one_of_those_counted(grid):
    test = shuffle_test(pair_slopes(grid([np.arange(1.0, 21)])))
    assert test.p == test.p_least == pytest.approx(1 / 10_001)


def test_p_tells_what_few_rounds_can_reach(grid):
    assert shuffle_test(pair_slopes(grid([[1, 2, 3, 4, 5]]))).p_least == pytest.approx(2 / 120)


def test_a_wider_distribution_makes_p_larger(draw):
    pairs = pair_slopes(draw(10, 8, -0.05))
    net = net_rises(pairs, [0.0])
    plain, wider = (p_values(pairs, net, Shuffles(), widening=one)[0] for one in (1.0, 1.4))
    assert wider > plain


def test_two_rounds_of_one_date_are_not_ordered_when_shuffled(grid):
    """Of three rounds, two of one date: six orders, S 2 or 0 or -2; S 2 in two, -2 in two."""
    values = grid([[1.0, 2.0, 3.0]], years=[2001, 2002, 2002])
    assert shuffle_test(pair_slopes(values)).p == pytest.approx(4 / 6)


def test_few_orders_are_refused():
    with pytest.raises(ParameterError, match="10 orders are too few"):
        Shuffles(n=10)


def test_p_over_the_sites_of_the_rhine_is_near_that_of_rkt_with_covariance(table):
    """Six sites that share their years: rkt 1.7 gives 0.0312, and 0.00003 without covariance."""
    rows = table("hcb_rhine_annual_median_by_site")
    years = rows["year"].to_numpy(float)
    values = site_values(
        Samples(rows["site"], rows["year"].astype(str), years, rows["value"], years < 0)
    )
    assert shuffle_test(pair_slopes(values)).p == pytest.approx(0.0312, abs=0.008)


def test_p_of_gales_creek_is_near_that_of_nada(table):
    """Two falling limits: NADA 1.6-1.1 gives 0.00648 by a normal approximation."""
    rows = table("gales_creek_chromium_censored")
    dates = rows["dectime"]
    values = site_values(
        Samples(["a"] * len(rows), dates.astype(str), dates, rows["TCr"], rows["CrND"])
    )
    assert shuffle_test(pair_slopes(values)).p == pytest.approx(0.0065, abs=0.003)


def test_in_a_rotating_panel_p_is_not_below_that_of_sites_that_scatter_alone(grid):
    """Each site in two rounds: 14 of 18 pairs rise, S 10, sd sqrt(18): 2 Phi(-9 / 4.24) .034."""
    rows = np.full((18, 10), np.nan)
    for at in range(9):
        for place in range(2):
            rises = at not in (1, 3, 5, 7) or place == 0
            rows[2 * at + place, at : at + 2] = [1, 2] if rises else [2, 1]
    pairs = pair_slopes(grid(rows))
    assert pairs.site_sd == pytest.approx(np.sqrt(18))
    assert shuffle_test(pairs).p >= 2 * norm.sf(9 / np.sqrt(18)) - 1e-12


def test_a_panel_that_stays_or_is_drawn_anew_is_left_to_its_shuffled_rounds(draw, grid):
    assert pair_slopes(draw(10, 6)).site_sd == 0
    drawn = np.random.default_rng(1).random((200, 10))
    assert pair_slopes(grid(np.where(drawn < 0.2, 1.0, np.nan))).site_sd == 0
