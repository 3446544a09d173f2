import re

import numpy as np
import pytest
import statsmodels.api as sm

from workbench.errors import SeriesError
from workbench.methods.series.change_points import joinpoint, pettitt

PETTITT = [
    "T03_n12_ties",
    "T05_n30_autocorrelated",
    "T06_n20_missing",
    "T09_n30_step",
    "T10_n15_decline",
    "T11_n25_negative_ar",
    "T12_n40_up_down_ties",
]
YEARS = np.arange(2001.0, 2015.0)


@pytest.mark.parametrize("series_id", PETTITT)
def test_the_change_point_meets_the_package_trend(series_id, series, answer):
    rows = series("trends_series", series_id)
    expected = answer("trends", f"{series_id}/pettitt")
    found = pettitt(rows["decimal_year"], rows["value"])
    last = int((rows["decimal_year"] <= found.last_before).sum())
    expected.met("U", found.u)
    expected.met("K_last_before_change_1based", last)
    expected.met("p", found.p)


def test_the_levels_are_those_before_and_after_the_step():
    found = pettitt(YEARS, [5.0] * 6 + [3.0] * 8)
    assert (found.last_before, found.first_after) == (2006.0, 2007.0)
    assert (found.level_before, found.level_after) == (5.0, 3.0)


def test_shuffled_rows_change_nothing():
    values = np.random.default_rng(1).normal(size=14)
    order = np.random.default_rng(2).permutation(14)
    assert pettitt(YEARS[order], values[order]) == pettitt(YEARS, values)


def bent(bend, scatter, seed=1):
    """Logarithms that are level, then fall by 0.2 a year."""
    rng = np.random.default_rng(seed)
    return np.exp(2 - 0.2 * np.maximum(YEARS - bend, 0) + rng.normal(0, scatter, YEARS.size))


def test_a_bend_without_scatter_is_found():
    found = joinpoint(YEARS, bent(2007, 0))
    assert found.date == 2007.0
    assert found.slope_before == pytest.approx(0, abs=1e-9)
    assert found.slope_after == pytest.approx(-0.2)
    assert found.p == pytest.approx(1 / 5000)


def test_slopes_and_f_are_those_of_statsmodels():
    values = bent(2007, 0.1)
    found = joinpoint(YEARS, values)
    straight = sm.OLS(np.log(values), sm.add_constant(YEARS)).fit()
    fits = {}
    for knot in YEARS[3:-3]:
        design = np.column_stack([np.ones(14), YEARS - 2000, np.maximum(YEARS - knot, 0)])
        fits[knot] = sm.OLS(np.log(values), design).fit()
    best = min(fits, key=lambda knot: fits[knot].ssr)
    assert found.date == best
    assert found.slope_before == pytest.approx(fits[best].params[1])
    assert found.slope_after == pytest.approx(fits[best].params[1] + fits[best].params[2])
    f = (straight.ssr - fits[best].ssr) / (fits[best].ssr / 10)
    assert found.f == pytest.approx(f)


def test_about_one_straight_line_in_twenty_seems_bent():
    rng = np.random.default_rng(5)
    p = [
        joinpoint(YEARS, np.exp(-0.05 * YEARS + rng.normal(0, 0.3, 14) + 100), n_orders=199).p
        for _ in range(300)
    ]
    assert 0.02 <= np.mean(np.array(p) <= 0.05) <= 0.085


def test_a_straight_line_without_scatter_has_no_bend():
    assert joinpoint(YEARS, np.exp(-0.1 * (YEARS - 2000))).p == 1.0


def test_the_same_seed_gives_the_same_p():
    values = bent(2007, 0.3)
    assert joinpoint(YEARS, values, seed=3) == joinpoint(YEARS, values, seed=3)


@pytest.mark.parametrize("method", [pettitt, joinpoint])
def test_nine_visits_are_refused(method):
    with pytest.raises(SeriesError, match=re.escape("needs 10 visits or more, this series has 9.")):
        method(range(9), range(1, 10))


def test_a_content_of_0_has_no_logarithm():
    with pytest.raises(SeriesError, match=re.escape("A concentration is 0.")):
        joinpoint(range(10), range(10))
