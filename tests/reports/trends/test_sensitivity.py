"""What other tests would have said: each is given what it can take."""

import pandas as pd
import pytest

from workbench.methods.trends.visits import Medians
from workbench.reports.trends.changing.sensitivity import _of_medians


@pytest.fixture
def visits():
    """Medians that fall with their limits: all that is known is that each is below its limit."""
    limits = [8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0]
    return pd.DataFrame(
        {
            Medians.decimal_year: [2000.5 + year for year in range(8)],
            Medians.median_mg_kg: limits,
            Medians.below_limit: True,
        }
    )


def test_medians_are_recensored_before_mann_kendall(visits):
    (_, p, _, n_rounds), *_ = _of_medians(visits)
    assert (p, n_rounds) == (1.0, 8)


def test_rounds_below_a_limit_are_in_no_modified_test(visits):
    assert [name for name, *_ in _of_medians(visits)] == ["round-medians"]
