import re
from itertools import permutations

import pytest

from workbench.errors import SeriesError
from workbench.methods.kendall import mann_kendall
from workbench.methods.ladder import TREND_FROM, rung


@pytest.mark.parametrize(
    ("n_visits", "n_detects", "name", "reason"),
    [
        (0, 0, "none", "0 visits; a trend needs 5"),
        (1, 1, "none", "1 visit; a trend needs 5"),
        (2, 2, "none", "2 visits; a trend needs 5"),
        (3, 0, "level", "3 visits; a trend needs 5"),
        (4, 4, "level", "4 visits; a trend needs 5"),
        (5, 4, "level", "5 visits, of which 4 above the highest limit; a trend needs 5"),
        (8, 3, "level", "8 visits, of which 3 above the highest limit; a trend needs 5"),
        (8, 5, "trend", "8 visits, of which 5 above the highest limit"),
        (5, 5, "trend", "5 visits"),
    ],
)
def test_a_series_reaches_its_rung_for_a_reason(n_visits, n_detects, name, reason):
    reached = rung(n_visits, n_detects)
    assert (reached.name, reached.reason) == (name, reason)


def test_more_detects_never_lower_the_rung():
    order = ["none", "level", "trend"]
    for n_visits in range(12):
        heights = [order.index(rung(n_visits, n).name) for n in range(n_visits + 1)]
        assert heights == sorted(heights)


@pytest.mark.parametrize(
    ("n_visits", "can_be_found"), [(TREND_FROM - 1, False), (TREND_FROM, True)]
)
def test_the_first_visit_count_that_can_find_a_trend_starts_the_rung(n_visits, can_be_found):
    orders = permutations(range(n_visits))
    smallest = min(mann_kendall(range(n_visits), values).p for values in orders)
    assert (smallest < 0.05) is can_be_found


def test_more_detects_than_visits_are_refused():
    message = "6 detects in 5 visits. Give from 0 detects up to one for each."
    with pytest.raises(SeriesError, match=re.escape(message)):
        rung(5, 6)
