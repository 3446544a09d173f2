import math
import re

import numpy as np
import pytest

from workbench.errors import ParameterError
from workbench.methods.trends.levels import TrendLine
from workbench.methods.trends.outlook import (
    Reaching,
    detectable_campaign_slope,
    detectable_effect,
    detectable_slope,
    power_of_effect,
    probability_above,
    rounds_needed,
    sites_needed,
    time_to_threshold,
)
from workbench.methods.trends.size import LogSlope

FALLING = TrendLine(2010.0, math.log(2.0), 0.02, LogSlope(-0.05, -0.06, -0.04))


@pytest.mark.parametrize(
    ("n", "slope"),
    [(5, 1.345833332916), (10, 0.3524096528803), (20, 0.1148875089332), (30, 0.06122157879949)],
)
def test_the_smallest_slope_that_is_found_is_that_of_envstats(n, slope):
    """EnvStats 3.1.0, linearTrendTestScaledMds with 80 % power."""
    assert detectable_slope(range(n), 1.0) == pytest.approx(slope, rel=1e-6)


@pytest.mark.parametrize(
    ("n", "slope", "power"),
    [(5, 0.2, 0.07448707089587), (10, 0.2, 0.3597911919299), (20, 0.1, 0.6842070756328)],
)
def test_the_power_of_a_slope_is_that_of_envstats(n, slope, power):
    """EnvStats 3.1.0, linearTrendTestPower, slope in standard deviations a year."""
    effect = slope * math.sqrt(n * (n * n - 1) / 12)
    assert power_of_effect(effect, n - 2) == pytest.approx(power, rel=1e-6)


def test_serial_correlation_makes_it_larger():
    assert detectable_slope(range(10), 1.0, rho=0.5) > 1.3 * detectable_slope(range(10), 1.0)


def test_one_of_many_tests_finds_less():
    assert detectable_slope(range(10), 1.0, alpha=0.05 / 8) > detectable_slope(range(10), 1.0)


def test_the_slope_that_80_percent_of_campaigns_find():
    assert detectable_campaign_slope([2009, 2018], 0.01) == pytest.approx(
        0.01 * (1.96 + 0.8416), rel=1e-4
    )


def test_rounds_go_on_until_the_slope_is_found():
    n = rounds_needed(range(5), 0.1, -0.02)
    assert detectable_slope(range(n), 0.1) <= 0.02 < detectable_slope(range(n - 1), 0.1)


def test_rounds_go_on_at_their_own_distance():
    assert rounds_needed([2000, 2003, 2006], 0.1, -0.02) < rounds_needed(range(3), 0.1, -0.02)


def test_a_slope_that_no_programme_finds_has_no_number_of_rounds():
    assert rounds_needed(range(5), 10.0, -1e-5) is None


def test_more_sites_do_not_help_against_what_they_share():
    assert sites_needed(range(10), 0.4, 0.3, -0.04) is None


def test_sites_bring_the_scatter_down_to_what_is_found():
    n = sites_needed(range(10), 0.4, 0.05, -0.04)
    found, missed = (
        detectable_slope(range(10), math.hypot(0.05, 0.4 / math.sqrt(one))) for one in (n, n - 1)
    )
    assert found <= 0.04 < missed


def test_a_falling_line_meets_a_lower_threshold_within_its_band():
    found = time_to_threshold(FALLING, 1.0, 2010.0)
    assert found.state is Reaching.WITHIN
    assert found.years == pytest.approx(math.log(2) / 0.05, abs=0.1)
    assert found.earliest < found.years < found.latest


def test_a_line_that_goes_the_other_way_does_not_meet_it():
    assert time_to_threshold(FALLING, 4.0, 2010.0).state is Reaching.NOT_WITHIN


def test_a_slow_line_does_not_meet_it_within_fifty_years():
    slow = TrendLine(2010.0, math.log(2.0), 0.02, LogSlope(-0.005, -0.01, 0.001))
    found = time_to_threshold(slow, 1.0, 2010.0)
    assert found.state is Reaching.NOT_WITHIN
    assert math.isnan(found.years)
    assert found.latest == math.inf


def test_a_line_without_a_level_gives_no_time():
    found = time_to_threshold(TrendLine(2010.0, math.nan, 0.1, FALLING.size), 1.0, 2010.0)
    assert found.state is Reaching.NOT_ESTIMABLE


def test_the_probability_above_a_threshold_is_a_half_at_the_line():
    assert probability_above(FALLING, 2.0, 2010.0) == pytest.approx(0.5)
    assert probability_above(FALLING, 1.0, 2010.0) > 0.999
    assert math.isnan(probability_above(TrendLine(2010.0, np.nan, 0.1, FALLING.size), 1.0, 2010.0))


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ParameterError, match=re.escape("The threshold is 0.")):
        time_to_threshold(FALLING, 0.0, 2010.0)
    with pytest.raises(ParameterError, match="A t test needs 3 rounds"):
        detectable_effect(0)
