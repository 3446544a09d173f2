import math
import re

import pytest

from workbench.errors import SeriesError
from workbench.methods.surveys.shares import share_of_yes


def limits(interval):
    return interval.lower, interval.upper


def test_a_share_carries_both_denominators():
    # 94 yes, 120 answers, 205 countries: 94 / 120 and 94 / 205, by hand.
    share = share_of_yes(94, 120, 205)
    assert (share.n_yes, share.n_answers, share.n_frame) == (94, 120, 205)
    assert share.of_answers == pytest.approx(0.7833333333)
    assert share.of_frame == share.bounds.lower == pytest.approx(0.4585365854)
    assert share.bounds.upper == pytest.approx(0.8731707317)


def test_intervals_of_a_share_meet_r():
    # Europe of R survey 4.1.1 and prop.test: 22 yes of 25 that answered of 42.
    share = share_of_yes(22, 25, 42)
    assert limits(share.unlimited) == pytest.approx((0.7004420608, 0.9583318285), abs=1e-9)
    assert limits(share.unlimited_exact) == pytest.approx((0.6878096927, 0.9745346034), abs=1e-9)
    assert limits(share.wilson) == pytest.approx((0.7745168470, 0.9399622602), abs=1e-9)
    assert limits(share.exact) == pytest.approx((32 / 42, 39 / 42))
    assert limits(share.bounds) == pytest.approx((22 / 42, 39 / 42))


def test_a_frame_that_answered_in_full_has_no_interval_but_the_point():
    share = share_of_yes(2, 2, 2)
    assert {limits(interval) for interval in (share.wilson, share.exact, share.bounds)} == {(1, 1)}
    assert share.unlimited.lower == pytest.approx(0.3423802275, abs=1e-9)  # prop.test of R


def test_nothing_is_known_without_an_answer():
    share = share_of_yes(0, 0, 20)
    assert math.isnan(share.of_answers)
    assert share.of_frame == 0
    assert limits(share.bounds) == limits(share.wilson) == (0, 1)


def test_a_share_without_its_frame_is_refused():
    message = "There are 94 answers from a frame of 0 units."
    with pytest.raises(SeriesError, match=re.escape("The frame has 0 units.")):
        share_of_yes(53, 94, 0)
    with pytest.raises(SeriesError, match=re.escape(message.replace("of 0", "of 90"))):
        share_of_yes(53, 94, 90)
