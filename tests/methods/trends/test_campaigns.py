import math
import re

import numpy as np
import pytest
from scipy.stats import norm
from scipy.stats import t as student_t

from workbench.errors import ParameterError
from workbench.methods.trends.campaigns import (
    Allowance,
    Source,
    assumed_allowance,
    campaign_change,
    control_allowance,
    horwitz_sd,
    pairs_of_sites,
)
from workbench.methods.trends.effects import round_effects

KNOWN = Allowance(0.1, Source.GIVEN)


def two(grid, ratio, n=50, seed=1):
    rng = np.random.default_rng(seed)
    rows = np.exp(rng.normal(0, 0.5, (n, 1)) + rng.normal(0, 0.1, (n, 2)))
    return grid(rows * [1.0, ratio], years=[2009, 2018])


@pytest.mark.parametrize(
    ("content", "percent"), [(0.05, 22), (1, 16), (10, 11.31), (100, 8), (1e6, 1)]
)
def test_laboratories_differ_by_what_horwitz_found(content, percent):
    assert horwitz_sd(content) == pytest.approx(
        math.sqrt(math.log1p((percent / 100) ** 2)), rel=1e-3
    )


def test_one_laboratory_differs_from_itself_by_two_thirds_of_that():
    one, many = (assumed_allowance(5.0, one_laboratory=flag) for flag in (True, False))
    assert one.tau == pytest.approx(2 / 3 * many.tau)
    assert (one.source, many.source) == (Source.ONE_LABORATORY, Source.LABORATORIES)
    assert not one.source.is_measured


def test_controls_give_tau_with_one_degree_of_freedom_less():
    allowance = control_allowance([0.1, -0.2, 0.3])
    assert allowance.tau == pytest.approx(math.sqrt(0.14 / 4))
    assert allowance.degrees_of_freedom == 2
    assert allowance.source.is_measured


def test_a_shift_that_all_controls_share_counts():
    assert control_allowance([0.2, 0.2, 0.2]).tau > 0.14


def test_the_variance_of_two_campaigns_holds_tau_twice(grid):
    found = round_effects(two(grid, 0.5))
    change = campaign_change(found, KNOWN)
    of_sites = found.sigma**2 * 2 / 50
    assert (9 * change.se_all) ** 2 == pytest.approx(of_sites + 2 * 0.1**2)
    assert change.p == pytest.approx(2 * norm.sf(abs(change.size.slope) / change.se_all))


def test_more_sites_do_not_make_tau_smaller(grid):
    few, many = (campaign_change(round_effects(two(grid, 0.9, n)), KNOWN) for n in (20, 300))
    assert many.se < few.se
    assert many.se_all > math.sqrt(2) * 0.1 / 9
    assert many.p > 0.3


def test_the_slope_of_three_campaigns_has_the_variance_of_a_line(draw):
    found = round_effects(draw(3, 40, -0.1, years=[2000, 2003, 2009]))
    change = campaign_change(found, KNOWN)
    spread = sum((year - 2004) ** 2 for year in (2000, 2003, 2009))
    assert change.se_all**2 == pytest.approx(change.se**2 + 0.1**2 / spread)


def test_an_estimated_tau_has_the_tails_of_student(grid):
    found = round_effects(two(grid, 0.5))
    change = campaign_change(found, Allowance(0.1, Source.CONTROLS, 3))
    assert change.p == pytest.approx(2 * student_t.sf(abs(change.size.slope) / change.se_all, 3))


def test_the_interval_agrees_with_p(grid):
    for ratio in (0.6, 0.7, 0.8):
        change = campaign_change(round_effects(two(grid, ratio)), KNOWN)
        assert (change.size.upper < 0) == (change.p < 0.05)
        assert (abs(change.size.slope) >= change.least) == (change.p <= 0.05)


def test_pairs_are_counted_up_down_and_open(grid):
    pairs = pairs_of_sites(grid([[1.0, 2.0], [2.0, 1.0], [3.0, 1.0], [-1.0, 0.5], [1.0, np.nan]]))
    assert (pairs.n, pairs.n_up, pairs.n_down, pairs.n_open) == (4, 1, 2, 1)


def test_the_median_ratio_of_pairs_has_an_interval(grid):
    pairs = pairs_of_sites(two(grid, 0.5, 100))
    assert pairs.ratio_lower < pairs.median_ratio < pairs.ratio_upper
    assert pairs.median_ratio == pytest.approx(0.5, rel=0.05)


def test_non_detects_that_leave_the_median_ratio_open_leave_it_out(grid):
    assert math.isnan(pairs_of_sites(grid([[1.0, -0.5], [2.0, -0.5], [3.0, 1.0]])).median_ratio)


def test_no_site_in_both_campaigns_gives_no_pair(grid):
    assert pairs_of_sites(grid([[1.0, np.nan], [np.nan, 1.0]])).n == 0


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: horwitz_sd(0), "A content is 0 mg/kg"),
        (lambda: control_allowance([0.1]), "One control sample tells no scatter"),
        (lambda: Allowance(-1, Source.GIVEN), "The effect of a campaign is -1"),
    ],
)
def test_what_makes_no_sense_is_refused(make, message):
    with pytest.raises(ParameterError, match=re.escape(message)):
        make()


@pytest.mark.parametrize(("tau", "least", "most"), [(0.1, 0.02, 0.09), (0.05, 0.2, 0.45)])
def test_false_alarms_are_five_percent_where_tau_is_right(grid, tau, least, most):
    """And near a third where the true effect of a campaign is twice the one allowed for."""
    found = []
    for seed in range(300):
        rng = np.random.default_rng(seed)
        logarithms = rng.normal(0, 0.5, (30, 1)) + 0.1 * rng.normal(size=2)
        values = grid(np.exp(logarithms + rng.normal(0, 0.1, (30, 2))), years=[2009, 2018])
        found.append(campaign_change(round_effects(values), Allowance(tau, Source.GIVEN)).p)
    assert least < np.mean(np.array(found) <= 0.05) < most
