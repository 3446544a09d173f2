import math

import pytest

from workbench.errors import SeriesError
from workbench.methods.soil.law_class import (
    FewForShare,
    HalfOpen,
    NoneGood,
    NoneSeen,
    good_share,
    law_class,
)
from workbench.methods.soil.soil_target_state import SoilTargetState


def state(word):
    return SoilTargetState(word, None, 1.0)


@pytest.mark.parametrize(
    ("target", "trigger", "expected"),
    [
        ("met", None, "healthy"),
        ("met", "met", "healthy"),
        ("missed", "met", "target missed"),
        ("missed", None, "target missed"),
        ("missed", "missed", "trigger reached"),
        (None, "missed", "trigger reached"),
        (None, "met", "not assessable"),
        ("not assessable", "met", "not assessable"),
        ("not assessable", "missed", "trigger reached"),
        ("met", "missed", "trigger reached"),
        ("exempt", "missed", "exempt"),
    ],
)
def test_class_of_a_descriptor_is_the_rule_as_it_was_read(target, trigger, expected):
    given = [None if one is None else state(one) for one in (target, trigger)]
    assert law_class(*given) == expected


def test_weighted_share_and_its_error_are_those_worked_out_by_hand():
    # weights 1, 1, 2, 4 (sum 8): good are 1 and 4, so p = 5/8; errors (w (y - p) / 8)^2 are
    # (3/64)^2, (5/64)^2, (10/64)^2, (12/64)^2 = (9 + 25 + 100 + 144) / 4096 = 278 / 4096,
    # times 4/3; on the logit with 3 degrees of freedom (t = 3.182446)
    found = good_share([True, False, False, True], [1.0, 1.0, 2.0, 4.0])
    error = math.sqrt(4 / 3 * 278 / 4096)
    half = 3.182446 * error / (0.625 * 0.375)
    expected = [1 / (1 + math.exp(-(math.log(5 / 3) + sign * half))) for sign in (-1, 1)]
    assert found.share == 0.625
    assert found.n_effective == pytest.approx(64 / 22)
    assert [found.interval.lower, found.interval.upper] == pytest.approx(expected, abs=1e-6)


def test_equal_weights_change_nothing():
    good = [True] * 30 + [False] * 10
    assert good_share(good) == good_share(good, [2.5] * 40)


def test_all_good_leaves_open_what_so_many_sites_may_miss():
    # rule of three: none of 59 sites, one-sided 95 % limit 1 - 0.05 ** (1 / 59) = 0.0495
    found = good_share([True] * 59, [1.0, *[2.0] * 58], confidence=0.9)
    assert isinstance(found.not_concluded, NoneSeen)
    assert found.not_concluded.at_most == pytest.approx(1 - 0.05 ** (1 / 58), abs=1e-9)
    assert isinstance(good_share([False] * 30).not_concluded, NoneGood)


def test_few_sites_and_an_interval_over_half_are_said():
    assert good_share([True] * 9).not_concluded == FewForShare(n_sites=9, needed=10)
    assert good_share([True] * 9).n_needed is None
    assert isinstance(good_share([True] * 11 + [False] * 9).not_concluded, HalfOpen)
    assert good_share([True] * 90 + [False] * 10).not_concluded is None


def test_sites_that_five_points_to_each_side_need():
    # z^2 p (1 - p) / 0.05^2 with p = 1/2: 385 sites
    assert good_share([True] * 10 + [False] * 10).n_needed == 385
    assert good_share([True] * 1000).n_needed is None  # as narrow already


@pytest.mark.parametrize("weights", [[1.0], [1.0, 0.0], [1.0, math.nan]])
def test_a_weight_that_is_none_is_refused(weights):
    with pytest.raises(SeriesError, match="Give the land of each site"):
        good_share([True, False], weights)


def test_no_site_has_no_share():
    found = good_share([])
    assert math.isnan(found.share)
    assert found.not_concluded == FewForShare(n_sites=0, needed=10)
