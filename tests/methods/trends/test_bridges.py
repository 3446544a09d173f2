import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import t as student_t

from workbench.errors import ParameterError
from workbench.methods.trends.bridges import Step, bridge_of, carry, step_weight
from workbench.methods.trends.campaigns import Allowance, Source
from workbench.methods.trends.judging import Method, Plan, judge
from workbench.methods.trends.size import LogSlope

SLOPE = -0.03


def bridged(grid, n_rounds, shift, n_samples, seed):
    """Judge a series that a new laboratory goes on with, over a bridge of known truth."""
    rng = np.random.default_rng(seed)
    n_sites = 24 if n_rounds < 5 else 10
    is_new = np.arange(n_rounds) >= n_rounds // 2
    of_rounds = shift * is_new + rng.normal(0, 0.1 if n_rounds < 5 else 0.05, n_rounds)
    mean = SLOPE * np.arange(n_rounds) + of_rounds + rng.normal(0, 0.5, (n_sites, 1))
    bridge = bridge_of(shift + rng.normal(0, 0.1, n_samples))
    logs = mean + rng.normal(0, 0.2, mean.shape) - bridge.shift * is_new
    step = Step(np.broadcast_to(is_new.astype(float), logs.shape), bridge)
    plan = Plan(allowance=Allowance(0.1, Source.GIVEN), steps=[step])
    return judge(grid(np.exp(logs), years=range(2000, 2000 + n_rounds)), plan)


@pytest.mark.parametrize("n_rounds", [3, 6, 9])
@pytest.mark.parametrize(("shift", "n_samples"), [(0.05, 5), (0.2, 5), (0.2, 10)])
def test_intervals_over_a_bridge_hold_the_truth(grid, n_rounds, shift, n_samples):
    """In 93 to 97 % of cases; of 400 draws the standard error is 1.1 %."""
    found = [bridged(grid, n_rounds, shift, n_samples, seed).size for seed in range(400)]
    assert 0.92 < np.mean([one.lower <= SLOPE <= one.upper for one in found]) < 0.985
    assert np.mean([one.slope for one in found]) == pytest.approx(SLOPE, abs=0.006)


@pytest.mark.parametrize("n_rounds", [3, 6, 9])
def test_p_agrees_with_the_interval(grid, n_rounds):
    for seed in range(30):
        one = bridged(grid, n_rounds, 0.2, 5, seed)
        excludes = not one.size.lower <= 0 <= one.size.upper
        if one.method is Method.SHUFFLED:  # p of the test and of the shift, the larger one
            assert excludes or one.p > 0.05
        else:
            assert excludes == (one.p <= 0.05)


def test_a_bridge_that_is_known_exactly_widens_nothing(draw):
    values = draw(6, 8)
    sure = bridge_of([0.1, 0.1, 0.1])
    step = Step(np.broadcast_to(np.arange(6) >= 3, (8, 6)).astype(float), sure)
    alone, carried = judge(values), judge(values, Plan(steps=[step]))
    assert carried.size.lower == pytest.approx(alone.size.lower)
    assert carried.p == pytest.approx(alone.p)


def test_a_bridge_that_is_not_known_widens_the_interval_and_raises_p(draw):
    values = draw(6, 8, -0.1)
    step = Step(np.broadcast_to(np.arange(6) >= 3, (8, 6)).astype(float), bridge_of([-0.5, 0.5]))
    alone, carried = judge(values), judge(values, Plan(steps=[step]))
    assert carried.size.lower < alone.size.lower
    assert carried.size.upper > alone.size.upper
    assert carried.p > alone.p
    assert carried.p_plain > alone.p_plain


def test_the_smallest_change_of_campaigns_holds_the_bridge(draw):
    values = draw(3, 20)
    plan = Plan(allowance=Allowance(0.1, Source.GIVEN))
    step = Step(np.broadcast_to(np.arange(3) >= 1, (20, 3)).astype(float), bridge_of([-0.1, 0.1]))
    alone, carried = judge(values, plan), judge(values, replace(plan, steps=[step]))
    assert carried.change.least > alone.change.least
    assert carried.change.se_all > alone.change.se_all


def test_the_weight_of_a_step_is_its_slope(grid):
    values = grid(np.ones((2, 4)), years=range(4))
    share = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 1.0, 1.0]])
    assert step_weight(values, share) == pytest.approx(np.polyfit(range(4), share[0], 1)[0])
    assert step_weight(values, np.ones((2, 4))) == pytest.approx(0)


def test_a_laboratory_that_kept_its_sites_adds_nothing(grid):
    values = grid(np.ones((2, 3)))
    assert step_weight(values, np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]])) == pytest.approx(0)


def test_shifts_to_one_laboratory_add_up(grid):
    values = grid(np.ones((1, 3)), years=range(3))
    share = np.array([[0.0, 0.0, 1.0]])
    step = Step(share, bridge_of([-0.1, 0.0, 0.1]))
    one, two = (carry(LogSlope(0.1, 0.0, 0.2), values, [step] * n, 9, 0.95) for n in (1, 2))
    weight, own = step_weight(values, share), 0.1 / student_t.ppf(0.975, 9)
    assert one.se == pytest.approx(math.hypot(own, weight * step.bridge.se))
    assert two.se == pytest.approx(math.hypot(own, 2 * weight * step.bridge.se))


def test_a_slope_without_an_end_stays_so(grid):
    values = grid(np.ones((1, 3)), years=range(3))
    step = Step(np.array([[0.0, 0.0, 1.0]]), bridge_of([-0.1, 0.0, 0.1]))
    found = carry(LogSlope(0.1, -math.inf, 0.2), values, [step], 9, 0.95)
    assert (found.size.lower, found.p) == (-math.inf, 1.0)


def test_one_bridging_sample_is_refused():
    with pytest.raises(ParameterError, match="One bridging sample tells no scatter"):
        bridge_of([0.1])


def test_the_interval_of_a_shift_is_that_of_a_mean():
    lower, upper = bridge_of([0.1, 0.2, 0.3]).interval(0.95)
    half = student_t.ppf(0.975, 2) * 0.1 / math.sqrt(3)
    assert (lower, upper) == pytest.approx((0.2 - half, 0.2 + half))
