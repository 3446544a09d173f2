import math

import numpy as np
import pytest

from workbench.methods.trends.campaigns import Allowance, Source
from workbench.methods.trends.evidence import Cap, Evidence, evidence
from workbench.methods.trends.judging import Method, Plan, judge
from workbench.methods.trends.serial import ProgrammeCorrelation
from workbench.methods.trends.shuffling import Shuffles


@pytest.mark.parametrize(
    ("n", "method"),
    [(1, Method.NONE), (2, Method.CAMPAIGNS), (4, Method.CAMPAIGNS), (5, Method.EFFECTS),
     (7, Method.EFFECTS), (8, Method.SHUFFLED)],
)  # fmt: skip
def test_the_number_of_rounds_chooses_the_test(draw, n, method):
    assert judge(draw(n, 6)).method is method


def test_non_detects_choose_all_orders_for_few_rounds(grid):
    rows = np.abs(np.sin(np.arange(30.0).reshape(5, 6))) + 1
    rows[:3, 0] = -3.0
    found = judge(grid(rows))
    assert found.method is Method.SHUFFLED
    assert found.p_least == pytest.approx(2 / 720)


def test_sites_that_were_never_sampled_twice_give_no_test(grid):
    found = judge(grid(np.where(np.eye(9) > 0, 1.0, np.nan)))
    assert found.method is Method.NONE
    assert evidence(found.grounds(math.nan)) is Evidence.INSUFFICIENT


def test_non_detects_alone_give_no_test(grid):
    assert judge(grid(np.full((3, 9), -1.0))).method is Method.NONE


def test_from_eight_rounds_on_p_allows_for_serial_correlation(grid):
    step = np.where(np.arange(18) // 3 % 2 == 0, 0.3, -0.3) + 0.02 * np.arange(18)
    found = judge(grid(np.exp(step + 0.05 * np.sin(np.arange(90).reshape(5, 18) ** 2))))
    assert found.p == found.p_serial > found.p_plain


def test_the_plain_p_decides_where_a_programme_has_none(grid):
    step = np.where(np.arange(18) // 3 % 2 == 0, 0.3, -0.3) + 0.02 * np.arange(18)
    values = grid(np.exp(step + 0.05 * np.sin(np.arange(90).reshape(5, 18) ** 2)))
    found = judge(values, Plan(programme=ProgrammeCorrelation(0.0, 0.05, 30, 20.0)))
    assert found.p == found.p_plain < found.p_serial


@pytest.mark.parametrize("n", [3, 6, 10])
@pytest.mark.parametrize("seed", range(4))
def test_the_interval_and_the_p_that_decides_agree(draw, n, seed):
    found = judge(draw(n, 8, -0.08, seed=seed))
    assert (found.size.lower < 0 < found.size.upper) == (found.p > 0.05)


def test_the_interval_is_as_wide_as_serial_correlation_makes_it(grid):
    step = np.where(np.arange(18) // 3 % 2 == 0, 0.3, -0.3) + 0.06 * np.arange(18)
    values = grid(np.exp(step + 0.05 * np.sin(np.arange(90).reshape(5, 18) ** 2)))
    found = judge(values)
    plain = judge(values, Plan(programme=ProgrammeCorrelation(0.0, 0.05, 30, 20.0)))
    assert plain.p < 0.05 < found.p
    assert plain.size.lower > 0 > found.size.lower


def test_an_assumed_effect_of_campaigns_leaves_weak_evidence(draw):
    values = draw(2, 100, -0.2, years=[2000, 2009])
    assumed, known = judge(values), judge(values, Plan(allowance=Allowance(0.1, Source.GIVEN)))
    assert evidence(assumed.grounds(assumed.p)) is Evidence.WEAK
    assert evidence(known.grounds(known.p)) is Evidence.STRONG


def test_another_cap_is_kept_beside_an_assumed_effect(draw):
    found = judge(draw(2, 100, -0.2, years=[2000, 2009]))
    assert found.grounds(found.p, Cap.BREAK_EXPLAINS).cap is Cap.BREAK_EXPLAINS


def test_one_named_laboratory_is_allowed_less(draw):
    values = draw(3, 20)
    one, many = (
        judge(values, Plan(one_laboratory=flag)).change.allowance for flag in (True, False)
    )
    assert one.tau == pytest.approx(2 / 3 * many.tau)


def test_the_same_name_and_seed_give_the_same_answer(draw):
    values, plan = draw(10, 6), Plan(Shuffles(seed=2, series="KEN:Cd"))
    assert judge(values, plan).p == judge(values, plan).p


def test_a_constant_series_shows_no_change(grid):
    found = judge(grid(np.ones((4, 9))))
    assert found.p == 1
    assert evidence(found.grounds(1.0)) is Evidence.NO_CHANGE
