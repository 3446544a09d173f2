import math
import re
import time

import numpy as np
import pandas as pd
import pymannkendall
import pytest

from workbench.errors import SeriesError
from workbench.methods.series import many as module
from workbench.methods.series.kendall import mann_kendall
from workbench.methods.series.many import many_kendall
from workbench.methods.series.sen import sen_slope


def ragged(n_levels, lengths, seed=1):
    """Series of different lengths on irregular dates, their rows shuffled."""
    rng = np.random.default_rng(seed)
    names = np.repeat([f"s{at:03}" for at in range(len(lengths))], lengths)
    dates = np.concatenate([np.sort(rng.choice(60, n, replace=False)) for n in lengths]) / 4 + 2000
    values = rng.integers(1, n_levels, names.size).astype(float)
    order = rng.permutation(names.size)
    return names[order], dates[order], values[order]


@pytest.mark.parametrize("n_levels", [4, 1000])
def test_each_series_is_as_if_it_stood_alone(n_levels):
    names, dates, values = ragged(n_levels, [2, 3, 5, 5, 9, 10, 11, 20, 20, 31])
    found = many_kendall(names, dates, values)
    assert found.series.tolist() == sorted(set(names))
    for at, name in enumerate(found.series):
        mine = names == name
        test, slope = mann_kendall(dates[mine], values[mine]), sen_slope(dates[mine], values[mine])
        assert (found.n_visits[at], found.s[at]) == (test.n_visits, test.s)
        assert (found.var_s[at], found.z[at]) == (test.var_s, test.z)
        assert found.p[at] == pytest.approx(test.p, rel=1e-12)
        assert found.slope[at] == slope.slope
        assert found.lower[at] == pytest.approx(slope.lower, nan_ok=True)
        assert found.upper[at] == pytest.approx(slope.upper, nan_ok=True)


def test_the_size_of_the_parts_changes_nothing(monkeypatch):
    rows = ragged(9, [12] * 7 + [4] * 3)
    whole = many_kendall(*rows)
    monkeypatch.setattr(module, "AT_ONCE", 1)
    parts = many_kendall(*rows)
    for name in ("s", "var_s", "p", "slope", "lower", "upper"):
        np.testing.assert_array_equal(getattr(parts, name), getattr(whole, name))


def test_one_visit_has_no_slope_and_p_1():
    found = many_kendall(["a", "b", "b"], [1, 1, 2], [5.0, 1.0, 2.0])
    assert (found.s.tolist(), found.p.tolist()) == ([0, 1], [1.0, 1.0])
    assert math.isnan(found.slope[0])


def test_a_date_that_occurs_twice_is_refused():
    with pytest.raises(SeriesError, match=re.escape("Series b has the date 2001 more than once.")):
        many_kendall(["a", "b", "b"], [2001, 2001, 2001], [1, 2, 3])


def test_a_value_without_a_series_is_refused():
    with pytest.raises(SeriesError, match=re.escape("Of 2 values, 1 have no series.")):
        many_kendall(np.array(["a", None], dtype=object), [1, 2], [1, 2])


def test_lengths_that_differ_are_refused():
    with pytest.raises(SeriesError, match=re.escape("There are 1 names, 2 dates and 2")):
        many_kendall(["a"], [1, 2], [1, 2])


def test_it_is_a_hundred_times_as_fast_as_pymannkendall_and_says_the_same():
    n_series, n_theirs = 10_000, 300
    values = np.random.default_rng(2).lognormal(0, 0.5, (n_series, 20)).round(2)
    names, dates = np.repeat(np.arange(n_series), 20), np.tile(np.arange(20.0), n_series)
    frame = pd.DataFrame({"series": names, "value": values.ravel()})[: 20 * n_theirs]
    ours, theirs, found, expected = [], [], None, None
    for _ in range(3):
        start = time.process_time()
        found = many_kendall(names, dates, values.ravel())
        ours.append((time.process_time() - start) / n_series)
        start = time.process_time()
        expected = frame.groupby("series")["value"].apply(pymannkendall.original_test)
        theirs.append((time.process_time() - start) / n_theirs)
    assert min(theirs) / min(ours) >= 100
    for at, test in enumerate(expected):
        assert (found.s[at], found.slope[at]) == (test.s, test.slope)
        assert found.p[at] == pytest.approx(test.p, abs=1e-12)


def test_the_exact_p_of_ten_visits_is_no_slower_than_pymannkendall():
    dates, values = np.arange(10.0), np.random.default_rng(3).normal(size=10)
    best = {}
    for name, test in (
        ("ours", lambda: mann_kendall(dates, values)),
        ("theirs", lambda: pymannkendall.original_test(values)),
    ):
        times = []
        for _ in range(5):
            start = time.process_time()
            for _ in range(100):
                test()
            times.append(time.process_time() - start)
        best[name] = min(times)
    assert best["ours"] <= best["theirs"]
