import math

import pytest

from workbench.methods.trends.evidence import Cap, Evidence, Grounds, evidence, reach
from workbench.methods.trends.size import NO_SIZE, LogSlope

WIDE, NARROW = LogSlope(-0.05, -0.09, -0.001), LogSlope(0.001, -0.004, 0.006)


def of(p_plain, q, n_rounds=10, size=WIDE, cap=Cap.NONE):
    return evidence(Grounds(p_plain, q, n_rounds, size, cap))


def test_evidence_is_strong_up_to_the_false_discovery_rate():
    assert of(0.001, 0.05) is Evidence.STRONG
    assert of(0.001, 0.051) is Evidence.WEAK


def test_the_plain_p_alone_makes_weak_evidence():
    assert of(0.05, 0.3) is Evidence.WEAK
    assert of(0.051, 0.3) is Evidence.NO_EVIDENCE


def test_below_eight_rounds_weak_evidence_begins_at_ten_percent():
    assert of(0.1, 0.3, n_rounds=7) is Evidence.WEAK
    assert of(0.1, 0.3, n_rounds=8) is Evidence.NO_EVIDENCE


@pytest.mark.parametrize("cap", [Cap.BREAK, Cap.ASSUMED, Cap.STRATA_DIFFER])
def test_what_caps_it_leaves_weak_evidence(cap):
    assert of(0.001, 0.001, cap=cap) is Evidence.WEAK


def test_what_a_break_can_make_is_no_evidence():
    assert of(0.001, 0.001, cap=Cap.BREAK_EXPLAINS) is Evidence.NO_EVIDENCE


def test_what_a_break_can_make_is_not_called_no_change():
    assert of(0.001, 0.001, size=NARROW, cap=Cap.BREAK_EXPLAINS) is Evidence.NO_EVIDENCE


def test_an_interval_within_the_band_is_no_change():
    assert of(0.6, 0.8, size=NARROW) is Evidence.NO_CHANGE
    assert of(0.6, 0.8, size=LogSlope(0.0, -0.02, 0.002)) is Evidence.NO_EVIDENCE
    assert of(0.6, 0.8, size=LogSlope(0.0, -0.002, 0.02)) is Evidence.NO_EVIDENCE


def test_a_change_within_the_band_is_too_small_to_be_called_one():
    assert of(0.001, 0.001, size=LogSlope(-0.004, -0.007, -0.001)) is Evidence.NO_CHANGE


def test_the_band_is_of_the_share_a_year():
    size = LogSlope(0.0, 0.0, math.log(1.0099))
    assert of(0.6, 0.8, size=size) is Evidence.NO_CHANGE


def test_without_a_test_there_is_not_enough_data():
    assert of(math.nan, math.nan, size=NO_SIZE) is Evidence.INSUFFICIENT


def test_five_rounds_by_their_orders_alone_never_reach_strong_in_eight_tests():
    assert not reach(2 / 120, 8).may_be_strong
    assert reach(0.0, 8).may_be_strong
    assert reach(2 / 120, 3).may_be_strong
