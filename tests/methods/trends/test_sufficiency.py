import re
from itertools import permutations

import pytest

from workbench.errors import SeriesError
from workbench.methods.trends.kendall import mann_kendall
from workbench.methods.trends.sufficiency import (
    TREND_FROM,
    EnoughVisits,
    FewDetects,
    FewVisits,
    sufficiency,
)


@pytest.mark.parametrize(
    ("n_visits", "n_detects", "name", "reason"),
    [
        (0, 0, "none", FewVisits(n_visits=0, needed=5)),
        (1, 1, "none", FewVisits(n_visits=1, needed=5)),
        (2, 2, "none", FewVisits(n_visits=2, needed=5)),
        (3, 0, "level", FewVisits(n_visits=3, needed=5)),
        (4, 4, "level", FewVisits(n_visits=4, needed=5)),
        (5, 4, "level", FewDetects(n_visits=5, n_detects=4, needed=5)),
        (8, 3, "level", FewDetects(n_visits=8, n_detects=3, needed=5)),
        (8, 5, "trend", EnoughVisits(n_visits=8, n_detects=5)),
        (5, 5, "trend", EnoughVisits(n_visits=5, n_detects=5)),
    ],
)
def test_what_a_series_suffices_for_has_a_reason(n_visits, n_detects, name, reason):
    reached = sufficiency(n_visits, n_detects)
    assert (reached.name, reached.reason) == (name, reason)


def test_more_detects_never_suffice_for_less():
    order = ["none", "level", "trend"]
    for n_visits in range(12):
        heights = [order.index(sufficiency(n_visits, n).name) for n in range(n_visits + 1)]
        assert heights == sorted(heights)


@pytest.mark.parametrize(
    ("n_visits", "can_be_found"), [(TREND_FROM - 1, False), (TREND_FROM, True)]
)
def test_the_first_visit_count_that_can_find_a_trend_suffices(n_visits, can_be_found):
    orders = permutations(range(n_visits))
    smallest = min(mann_kendall(range(n_visits), values).p for values in orders)
    assert (smallest < 0.05) is can_be_found


def test_more_detects_than_visits_are_refused():
    message = "6 detects in 5 visits. Give from 0 detects up to one for each."
    with pytest.raises(SeriesError, match=re.escape(message)):
        sufficiency(5, 6)
