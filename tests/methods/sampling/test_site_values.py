import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.sampling.site_values import Samples, site_values
from workbench.methods.trends.composition import site_trends
from workbench.methods.trends.pairs import pair_slopes
from workbench.methods.trends.shuffling import shuffle_test


def test_a_site_counts_once_however_often_it_was_sampled():
    values = site_values(
        Samples(["a"] * 3 + ["b"], ["1"] * 4, [2001] * 4, [1.0, 2.0, 9.0, 5.0], [False] * 4)
    )
    assert values.high.tolist() == [[2.0], [5.0]]
    assert values.n_samples.tolist() == [[3], [1]]


def test_a_median_that_non_detects_leave_open_is_an_interval():
    values = site_values(Samples(["a", "a"], ["1", "1"], [2001] * 2, [1.0, 3.0], [True, False]))
    assert (values.low[0, 0], values.high[0, 0]) == (1.5, 2.0)
    assert values.is_open[0, 0]


def test_a_median_above_the_non_detects_is_known():
    values = site_values(
        Samples(["a"] * 3, ["1"] * 3, [2001] * 3, [1.0, 2.0, 3.0], [True, False, False])
    )
    assert values.low[0, 0] == values.high[0, 0] == 2.0


def test_medians_of_the_same_content_are_a_tie_whatever_samples_they_are_of():
    assert (0.011 + 0.009) / 2 < 0.010  # in binary numbers
    values = site_values(
        Samples(
            *(["a"] * 4, ["1", "1", "2", "2"], [2001, 2001, 2002, 2002]),
            *([0.011, 0.009, 0.010, 0.010], [False] * 4),
        )
    )
    assert values.low[0, 0] == values.low[0, 1]
    assert site_trends(values).s.tolist() == [0]
    assert shuffle_test(pair_slopes(values)).s == 0


def test_rounds_are_in_the_order_of_their_dates():
    values = site_values(Samples(["a", "a"], ["late", "early"], [2005, 2001], [1, 2], [0, 0]))
    assert values.rounds.tolist() == ["early", "late"]
    assert values.high.tolist() == [[2.0, 1.0]]


def test_a_month_makes_a_block_of_its_own():
    values = site_values(Samples(["a"] * 2, ["1"] * 2, [2001] * 2, [1, 9], [0, 0], seasons=[1, 7]))
    assert values.seasons.tolist() == [1, 7]
    assert values.sites.tolist() == ["a", "a"]
    assert values.high.tolist() == [[1.0], [9.0]]


def test_what_was_not_sampled_is_missing(grid):
    values = grid([[1.0, np.nan], [np.nan, 2.0]])
    assert values.is_sampled.tolist() == [[True, False], [False, True]]


def test_rounds_left_without_a_site_are_dropped_unless_they_are_kept(grid):
    values = grid([[1.0, np.nan], [np.nan, 2.0]])
    assert values.where([True, False]).years.tolist() == [2001]
    assert values.restricted([True, False]).years.tolist() == [2001, 2002]
    assert values.during([False, True]).sites.tolist() == ["s001"]


def test_a_content_of_zero_is_refused():
    with pytest.raises(
        SeriesError, match=re.escape("A concentration is 0, which has no logarithm")
    ):
        site_values(Samples(["a"], ["1"], [2001], [0.0], [False]))


def test_a_round_with_two_dates_is_refused():
    with pytest.raises(SeriesError, match="A sampling round has several dates"):
        site_values(Samples(["a", "b"], ["1", "1"], [2001, 2002], [1, 2], [0, 0]))


def test_columns_of_other_lengths_are_refused():
    with pytest.raises(SeriesError, match="Give one site, round, date and season for each of 2"):
        site_values(Samples(["a"], ["1"], [2001], [1, 2], [0, 0]))
