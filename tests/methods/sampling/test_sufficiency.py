import re
from itertools import permutations

import pytest

from workbench.errors import SeriesError
from workbench.methods.sampling.sufficiency import TREND_FROM, EnoughVisits, FewVisits, sufficiency
from workbench.methods.series.kendall import mann_kendall


@pytest.mark.parametrize(
    ("n_visits", "name", "reason"),
    [
        (0, "none", FewVisits(n_visits=0, needed=5)),
        (1, "none", FewVisits(n_visits=1, needed=5)),
        (2, "campaigns", FewVisits(n_visits=2, needed=5)),
        (4, "campaigns", FewVisits(n_visits=4, needed=5)),
        (5, "trend", EnoughVisits(n_visits=5)),
        (8, "trend", EnoughVisits(n_visits=8)),
    ],
)
def test_what_a_series_suffices_for_has_a_reason(n_visits, name, reason):
    reached = sufficiency(n_visits)
    assert (reached.name, reached.reason) == (name, reason)


@pytest.mark.parametrize(
    ("n_visits", "can_be_found"), [(TREND_FROM - 1, False), (TREND_FROM, True)]
)
def test_the_first_visit_count_that_can_find_a_trend_suffices(n_visits, can_be_found):
    orders = permutations(range(n_visits))
    smallest = min(mann_kendall(range(n_visits), values).p for values in orders)
    assert (smallest < 0.05) is can_be_found


def test_a_negative_count_is_refused():
    with pytest.raises(SeriesError, match=re.escape("-1 sampling rounds. Give 0 or more.")):
        sufficiency(-1)
