"""Which numbers are non-detects, and which non-detects tell nothing of a trend."""

import pytest

from workbench.reports.trends.basis import is_below_stated_limit, is_silent


def test_a_number_equal_to_its_own_limit_is_a_non_detect(samples):
    rows = samples(*((2001, "A", value, False) for value in (0.1, 0.2, 0.3)))
    assert is_below_stated_limit(rows.assign(lod=0.2)).tolist() == [True, True, False]


def test_a_number_without_a_limit_is_what_it_is(samples):
    assert not is_below_stated_limit(samples((2001, "A", 0.1, False))).any()


@pytest.mark.parametrize(("limit", "is_far"), [(2.0, False), (2.1, True)])
def test_a_limit_of_more_than_twice_all_detects_tells_nothing_of_a_trend(samples, limit, is_far):
    rows = samples((2001, "A", 1.0, False), (2002, "A", limit, True), (2003, "A", 0.1, True))
    assert is_silent(rows.assign(series="Cd")).tolist() == [False, is_far, False]
