import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.nondetects.censored import recensor, visit_median
from workbench.methods.series.kendall import mann_kendall

FALLING_LIMITS = np.repeat([1.0, 0.5, 0.1], 10)
YEARS = np.arange(1990, 2020)
N_RUNS = 300


def no_trend(median):
    """Yearly concentrations that do not change, and which of them the laboratory saw."""
    truths = np.random.default_rng(20).lognormal(np.log(median), 0.7, (N_RUNS, YEARS.size))
    for truth in truths:
        censored = truth < FALLING_LIMITS
        yield np.where(censored, FALLING_LIMITS, truth), censored


@pytest.mark.parametrize(
    ("concentrations", "censored", "expected"),
    [
        ([1.0, 2.0, 3.0], [0, 0, 0], (2.0, False)),
        ([1.0, 2.0, 3.0, 5.0], [0, 0, 0, 0], (2.5, False)),
        ([1.0, 2.0, 3.0], [1, 0, 0], (2.0, False)),
        ([1.0, 0.4, 3.0], [1, 0, 0], (1.0, True)),  # 0.4 to 1
        ([1.0, 1.0, 3.0], [1, 1, 0], (1.0, True)),
        ([1.0, 2.0], [1, 0], (1.5, True)),  # 1 to 1.5
        ([4.0, 1.0, 2.0, 3.0], [1, 0, 0, 0], (2.5, True)),  # 1.5 to 2.5
        ([0.2], [1], (0.2, True)),
        ([0.05, 0.1, 1.0], [0, 1, 0], (0.1, True)),  # 0.05 to 0.1
        ([0.2], [0], (0.2, False)),
    ],
)
def test_the_median_of_a_visit_is_worked_out_by_hand(concentrations, censored, expected):
    assert visit_median(concentrations, censored) == expected


@pytest.mark.parametrize("seed", range(20))
def test_the_median_of_a_visit_holds_whatever_the_non_detects_are(seed):
    rng = np.random.default_rng(seed)
    values, censored = rng.lognormal(size=7), rng.random(7) < 0.4
    value, is_limit = visit_median(values, censored)
    median = np.median(np.where(censored, rng.uniform(0, values), values))
    assert median <= value if is_limit else median == value


def test_a_visit_without_samples_is_refused():
    with pytest.raises(SeriesError, match=re.escape("The concentrations have the shape (0,).")):
        visit_median([], [])


@pytest.mark.parametrize(
    "series_id",
    [
        "C1_10pct_one_limit",
        "C2_36pct_two_falling",
        "C3_52pct_three_falling_no_trend",
        "C4_70pct_two_falling",
        "C5_82pct_one_limit",
    ],
)
def test_the_chain_to_the_trend_meets_envstats(series_id, series, answer):
    rows = series("censored_series", series_id)
    expected = answer("censored", f"{series_id}/recensored_mk")
    common = recensor(rows["value"], rows["censored"])
    test = mann_kendall(rows["year"], common.values)
    expected.met("recensor_limit", common.limit)
    expected.met("n_tied_low", common.censored.sum())
    expected.met("S", test.s)
    expected.met("varS", test.var_s)
    expected.met("z", test.z)
    expected.met("p", test.p)


def test_a_detect_at_the_limit_is_no_longer_told_from_a_non_detect():
    # The records use "value < limit", but no detect in them equals its highest limit, so they
    # agree with both definitions. Here "at or below": see the docstring of recensor.
    common = recensor([1.0, 1.0, 1.1], [True, False, False])
    assert common.censored.tolist() == [True, True, False]


def test_without_non_detects_nothing_changes():
    common = recensor([0.4, 1.0], [False, False])
    assert common.values.tolist() == [0.4, 1.0]
    assert not common.censored.any()
    assert np.isnan(common.limit)


def test_all_non_detects_end_at_the_highest_limit():
    common = recensor([0.1, 0.5, 0.2], [True, True, True])
    assert common.values.tolist() == [0.5, 0.5, 0.5]


def test_recensoring_again_changes_nothing():
    once = recensor([1.0, 3.0, 0.5, 0.7], [True, False, True, False])
    again = recensor(once.values, once.censored)
    assert again.values.tolist() == once.values.tolist()
    assert again.censored.tolist() == once.censored.tolist()


def test_the_argument_is_left_as_it_was():
    values, censored = np.array([1.0, 0.4]), np.array([True, False])
    recensor(values, censored)
    assert values.tolist() == [1.0, 0.4]
    assert censored.tolist() == [True, False]


def test_a_limit_that_is_missing_is_refused():
    with pytest.raises(SeriesError, match=re.escape("Of 2 concentrations, 1 are missing")):
        recensor([np.nan, 1.0], [True, False])


@pytest.mark.parametrize("median", [0.15, 0.30, 0.60, 1.20])
def test_falling_limits_make_no_false_trends(median):
    tests = [mann_kendall(YEARS, recensor(*visits).values) for visits in no_trend(median)]
    assert np.mean([test.p < 0.05 for test in tests]) <= 0.08


def test_contrast_half_the_limit_makes_false_trends():
    p_values = [
        mann_kendall(YEARS, np.where(censored, values / 2, values)).p
        for values, censored in no_trend(0.30)  # 59 % non-detects
    ]
    assert np.mean(np.array(p_values) < 0.05) > 0.30
