"""Each rule of the trend test, on series that are small enough to work out by hand."""

import math
from dataclasses import replace

import pytest

from workbench.findings.tables import Tables
from workbench.reports.trends import changing, monitored
from workbench.reports.trends.phrases import LaboratoryChanged

FALLING_LIMITS = (1.0, 1.0, 0.5, 0.5)  # and then six detects that rise
YEARS = range(2001, 2011)


@pytest.fixture
def trend(based):
    """The row of the only series of some measurements."""

    def tested(measurements):
        stands_on = based(measurements)
        tables = Tables(monitored.compute(stands_on, Tables()))
        (filled,) = changing.compute(stands_on, tables)
        (row,) = filled.typed.values()
        return row

    return tested


@pytest.fixture
def mixed(samples):
    """One site, ten years: non-detects with a falling limit, then detects that rise."""
    values = (*FALLING_LIMITS, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6)
    flags = [place < len(FALLING_LIMITS) for place in range(len(values))]
    return samples(*zip(YEARS, ["A"] * len(values), values, flags, strict=True))


def test_visits_are_recensored_before_the_trend_test(trend, mixed):
    # Each of the six detects is above all before it: 4 + 5 + ... + 9 = 39. The limits themselves
    # fall four times, and would take 4 from it.
    found = trend(mixed)
    assert (found.s, found.compared_at_mg_kg, found.n_detects) == (39, 1.0, 6)


def test_non_detects_stay_intervals_in_the_slope(trend, mixed):
    found = trend(mixed)
    assert found.slope_mg_kg_year is None or math.isnan(found.slope_mg_kg_year)
    assert found.slope_low_mg_kg_year < found.slope_high_mg_kg_year


@pytest.mark.parametrize(
    ("tested", "expected"),
    [
        ({"q": 0.05, "p": 0.01}, "clear"),
        ({"q": 0.051, "p": 0.01}, "suggested"),
        ({"q": 0.05, "p": 0.01, "caution": (LaboratoryChanged(),)}, "suggested"),
        ({"q": 0.06, "p": 0.10}, "suggested"),
        ({"q": 0.06, "p": 0.101}, "cannot tell"),
    ],
)
def test_a_grade_needs_its_q_and_p_at_most_and_no_caution(trend, mixed, tested, expected):
    assert changing._grade(replace(trend(mixed), **tested), 0.05) == expected
