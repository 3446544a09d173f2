import numpy as np
import pytest

from workbench.methods.sampling.site_values import Samples, site_values
from workbench.methods.trends import pairs as pairs_module
from workbench.methods.trends.pairs import informative_rounds, net_rises, pair_slopes, round_scores
from workbench.methods.trends.shuffling import observed_s


def s_of(values, slope=0.0, labels=None):
    pairs = pair_slopes(values, labels)
    return observed_s(pairs, net_rises(pairs, [slope]))[0]


def test_sites_are_compared_with_themselves_only(grid):
    assert s_of(grid([[1, 2, np.nan], [np.nan, 9, 8]])) == 0


def test_only_sites_sampled_in_both_rounds_make_a_pair(grid):
    pairs = pair_slopes(grid([[1, 2, np.nan], [4, np.nan, 5], [1, 2, 3]]))
    assert pairs.n_compared.tolist() == [2, 2, 1]


def test_a_non_detect_and_a_value_below_its_limit_are_in_no_order(grid):
    assert s_of(grid([[-1.0, 0.4]])) == 0
    assert s_of(grid([[0.4, -1.0]])) == 0


def test_a_value_above_a_limit_is_certainly_higher(grid):
    assert s_of(grid([[-1.0, 3.0]])) == 1
    assert s_of(grid([[3.0, -1.0]])) == -1


def test_two_non_detects_are_in_no_order_whatever_their_limits(grid):
    assert s_of(grid([[-1.0, -0.1]])) == 0
    assert s_of(grid([[-0.1, -1.0]])) == 0


def test_less_than_one_is_below_a_measured_one(grid):
    assert s_of(grid([[-1.0, 1.0]])) == 1
    assert s_of(grid([[1.0, -1.0]])) == -1
    assert s_of(grid([[1.0, 1.0]])) == 0


def test_s_of_gales_creek_is_that_of_nada(table):
    """Chromium at two falling limits: NADA 1.6-1.1 and NADA2 2.0.1 give S -457."""
    rows = table("gales_creek_chromium_censored").sort_values("dectime")
    signed = np.where(rows["CrND"] == 1, -rows["TCr"], rows["TCr"])
    values = site_values(
        Samples(
            ["a"] * len(rows), rows["dectime"].astype(str), rows["dectime"], abs(signed), signed < 0
        )
    )
    assert s_of(values) == -457


def test_s_over_the_sites_of_the_rhine_is_that_of_rkt(table):
    """Hexachlorobenzene at six sites: rkt 1.7 gives S -150."""
    rows = table("hcb_rhine_annual_median_by_site").pivot_table(index="site", columns="year")[
        "value"
    ]
    long = rows.stack()
    sites, years = long.index.get_level_values(0), long.index.get_level_values(1)
    values = site_values(
        Samples(sites, years.astype(str), years, long.to_numpy(), np.zeros(len(long), bool))
    )
    assert s_of(values) == -150


def test_values_measured_otherwise_are_not_compared(grid):
    values = grid([[1.0, 2.0, 3.0]])
    assert s_of(values, labels=[[0, 0, 1]]) == 1


def test_rounds_of_one_date_are_in_no_order_with_each_other(grid):
    values = grid([[1.0, 2.0, 3.0]], years=[2001, 2002, 2002])
    assert s_of(values) == 2


def test_scores_of_rounds_add_up_to_nothing(draw):
    pairs = pair_slopes(draw(6, 4))
    scores = round_scores(pairs, net_rises(pairs, [0.0])[0])
    assert scores.sum() == 0
    assert scores.any()


def test_a_round_of_non_detects_above_all_others_tells_nothing(grid):
    pairs = pair_slopes(grid([[-9.0, 1.0, 2.0]]))
    assert informative_rounds(pairs, 0.0).tolist() == [False, True, True]


@pytest.mark.parametrize("limit", [0.0, 0.7])
def test_many_sites_are_looked_up_with_the_same_result(draw, monkeypatch, limit):
    values = draw(5, 30)
    pairs = pair_slopes(values)
    slopes = np.linspace(-0.5, 0.5, 7)
    compared = net_rises(pairs, slopes)
    monkeypatch.setattr(pairs_module, "FEW_BLOCKS", limit)
    assert np.array_equal(net_rises(pairs, slopes), compared)
